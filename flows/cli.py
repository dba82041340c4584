"""The command line; nothing heavy is imported before a command needs it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="circlebook",
    help="Runs a group-therapy practice from the spreadsheets and forms it already keeps.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Dir = Annotated[Path, typer.Argument(help="The practice's folder, with circlebook.toml in it.", show_default=False)]
Today = Annotated[str, typer.Option(help="Pretend it is this day or moment: 2026-03-12 or 2026-03-12T09:00.")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer for a program.")]
FOLDER = Path("circlebook-demo")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the sample practice.")] = FOLDER,
    today: Today = "2026-03-12",
) -> None:
    """Build a sample practice and show what follows from one edit."""
    from flows.demo import run_demo

    raise typer.Exit(run_demo(folder, today))


@app.command()
def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")]) -> None:
    """Lay out an empty practice: a workbook and circlebook.toml."""
    from flows.new import new_practice

    raise typer.Exit(new_practice(folder))


@app.command()
def check(folder: Dir, today: Today = "", as_json: Json = False) -> None:
    """Read and check only: 0 all fine, 1 something to ask, 2 cannot read."""
    from flows.checking import run_check

    raise typer.Exit(run_check(folder, today, as_json=as_json))


@app.command()
def run(
    folder: Dir,
    today: Today = "",
    only: Annotated[str, typer.Option(help="One flow: sessions, notes, claims, reminders, policy or to_do.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    no_prefect: Annotated[bool, typer.Option("--no-prefect", help="Without Prefect.")] = False,
    as_json: Json = False,
) -> None:
    """One pass: notes, claims, texts, questions and the To do list."""
    from flows.running import run_once

    raise typer.Exit(run_once(folder, today, only=only, dry_run=dry_run, no_prefect=no_prefect, as_json=as_json))


@app.command()
def serve(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="The practices to watch.")],
    every: Annotated[int, typer.Option(help="Seconds between two looks.", min=5)] = 60,
    today: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Watch practices on a schedule, with Prefect, until Ctrl-C."""
    from flows.serve import serve_practices

    raise typer.Exit(serve_practices(folders, every, today))


@app.command()
def explain(
    folder: Dir,
    about: Annotated[str, typer.Argument(metavar="ID", help="A visit, claim, client, session, batch or row ID.")],
    today: Today = "",
    as_json: Json = False,
) -> None:
    """Everything about one ID: facts, reasons, rules, history."""
    from flows.explain import run_explain

    raise typer.Exit(run_explain(folder, about, today, as_json=as_json))


def main() -> None:
    """Start the command line; what goes wrong is one sentence on stderr and exit status 2."""
    from domain.problems import Problem

    try:
        app()
    except Problem as problem:
        typer.echo(str(problem), err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("Stopped. Nothing is lost; run it again to go on.", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(2)
    except Exception as error:  # noqa: BLE001  no exception reaches a person
        from flows.trouble import place

        typer.echo(
            f"Something unexpected happened ({place(error)}). Nothing is lost; please tell who looks after Circlebook.",
            err=True,
        )
        sys.exit(2)


if __name__ == "__main__":
    main()
