"""The command line; nothing heavy is imported before a command needs it."""

import io
import os
import sys
from collections.abc import Sequence
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

Dir = Annotated[
    Path, typer.Argument(metavar="DIR", help="The practice's folder, with circlebook.toml in it.", show_default=False)
]
Today = Annotated[str, typer.Option(help="Pretend it is this day or moment: 2026-03-12 or 2026-03-12T09:00.")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer for a program.")]
FOLDER = Path("circlebook-demo")
COULD_NOT = 2
_INTERRUPTED = 130


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the sample practice.")] = FOLDER,
    today: Today = "2026-03-12",
    google: Annotated[
        bool, typer.Option("--google-emulator", help="Keep the tabs in an emulated Google; no account is needed.")
    ] = False,
) -> None:
    """Build a sample practice and show what follows from one edit."""
    from flows.demo import run_demo

    raise typer.Exit(run_demo(folder, today, google=google))


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    google: Annotated[bool, typer.Option("--google", help="A spreadsheet and forms in Google Drive.")] = False,
    client: Annotated[
        Path | None, typer.Option(help="With --google: the OAuth client file that you downloaded from Google Cloud.")
    ] = None,
    agreement: Annotated[
        str, typer.Option(help="With --google: the day on which Google's agreement on health data (BAA) was accepted.")
    ] = "",
    payer: Annotated[
        list[str] | None,
        typer.Option(
            help="A payer that docs/payers.md knows, like Medicare: its row to begin with. May be said again."
        ),
    ] = None,
) -> None:
    """Lay out an empty practice: a workbook, or a spreadsheet and forms, and circlebook.toml."""
    if google:
        from flows.new_google import new_on_google

        raise typer.Exit(new_on_google(folder, client, agreement, payer or ()))
    from flows.new import new_practice

    raise typer.Exit(new_practice(folder, payer or ()))


@app.command()
def check(folder: Dir, today: Today = "", as_json: Json = False) -> None:
    """Read and check only: 0 all fine, 1 something to ask, 2 cannot read."""
    from flows.checking import run_check

    raise typer.Exit(run_check(folder, today, as_json=as_json))


@app.command()
def run(
    folder: Dir,
    today: Today = "",
    only: Annotated[
        str,
        typer.Option(help="One flow, like intake, waitlist, sessions, notes, claims, policy, health, mail or to_do."),
    ] = "",
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
    webhook: Annotated[
        int,
        typer.Option(help="Take the texting service's calls too, on this port (docs/texting.md).", min=0, max=65535),
    ] = 0,
    today: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Watch practices on a schedule, with Prefect, until Ctrl-C."""
    from flows.serve import serve_practices

    raise typer.Exit(serve_practices(folders, every, today, webhook))


@app.command()
def explain(
    folder: Dir,
    about: Annotated[str, typer.Argument(metavar="ID", help="A visit, claim, client, session, batch or row ID.")],
    today: Today = "",
    as_json: Json = False,
    packet: Annotated[
        Path | None, typer.Option(help="Write all that stands behind a claim into this .docx or .pdf.")
    ] = None,
) -> None:
    """Everything about one ID: facts, reasons, rules, history."""
    from flows.explain import run_explain

    raise typer.Exit(run_explain(folder, about, today, as_json=as_json, packet=packet))


@app.command()
def doctor(folder: Dir, today: Today = "", as_json: Json = False) -> None:
    """See whether everything is in place for what is switched on."""
    from flows.doctor import run_doctor

    raise typer.Exit(run_doctor(folder, today, as_json=as_json))


@app.command(name="import")
def import_(
    folder: Dir,
    file: Annotated[Path, typer.Argument(metavar="OLD", help="An old .xlsx or .csv file.", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Bring in what the preview shows.")] = False,
    group: Annotated[str, typer.Option(help="The group of lists that do not name one, like G-01.")] = "",
    means: Annotated[list[str] | None, typer.Option(help="What a mark means, like A=No-show.")] = None,
    today: Today = "",
    as_json: Json = False,
) -> None:
    """Bring in an old sheet: first only a preview, with --yes its rows."""
    from flows.importing import run_import

    raise typer.Exit(run_import(folder, file, today, yes=yes, group=group, means=means or (), as_json=as_json))


@app.command()
def receive(
    folder: Dir,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Answer files of the clearinghouse: 999, 277CA, 835.")
    ],
    today: Today = "",
    as_json: Json = False,
) -> None:
    """Read what payers answered about claims that were sent, and what they pay."""
    from flows.acknowledgements import run_receive

    raise typer.Exit(run_receive(folder, files, today, as_json=as_json))


@app.command()
def backup(folder: Dir, today: Today = "", as_json: Json = False) -> None:
    """Make a sealed backup now; one a day is made by itself."""
    from flows.backup import run_backup

    raise typer.Exit(run_backup(folder, today, as_json=as_json))


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The practice's folder, or a new one.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup, a .backup.age file.", show_default=False)],
    key: Annotated[
        Path | None, typer.Option(help="The file with the key that opens it; backup-key.txt in DIR otherwise.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Put back what the preview shows.")] = False,
    today: Today = "",
) -> None:
    """Let a practice stand up again from a backup: first only a preview."""
    from flows.restore import run_restore

    raise typer.Exit(run_restore(folder, file, key, today, yes=yes))


@app.command()
def audit(
    what: Annotated[str, typer.Argument(metavar="verify", help="The word verify.")],
    folder: Dir,
    mark: Annotated[str, typer.Option(help="The mark of a morning mail, like 1204-5f0c2a9b7d31.")] = "",
    as_json: Json = False,
) -> None:
    """Prove that no record of the ledger was changed, taken out or cut off."""
    from domain.problems import Problem
    from flows.audit import run_verify

    if what != "verify":
        raise Problem("circlebook audit can verify. Type it like this: circlebook audit verify oak-street")
    raise typer.Exit(run_verify(folder, mark, as_json=as_json))


@app.command()
def purge(
    folder: Dir,
    days: Annotated[int, typer.Option(help="What rows said longer ago is taken away.")] = 90,
    yes: Annotated[bool, typer.Option("--yes", help="Take it away.")] = False,
    today: Today = "",
) -> None:
    """Take away what rows of the sheets said long ago; the records of what was done stay."""
    from flows.audit import run_purge

    raise typer.Exit(run_purge(folder, days, today, yes=yes))


@app.command("test-text")
def trial(
    folder: Dir,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Your own number, like +15185550101.")],
    today: Today = "",
) -> None:
    """Send one text to yourself."""
    from flows.trial import run_trial

    raise typer.Exit(run_trial(folder, number, today))


def main(words: Sequence[str] | None = None) -> int:
    """Start the command line; what goes wrong is a sentence or two on stderr and exit status 2."""
    from domain.problems import Problem

    _let_every_letter_through()
    try:
        status = int(app(words, prog_name="circlebook", standalone_mode=False) or 0)
        sys.stdout.flush()
    except Problem as problem:
        return _sorry(str(problem))
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except (BrokenPipeError, SystemExit):  # Typer and Rich leave in this way when nobody reads on
        return _unread()
    except Exception as error:  # noqa: BLE001  no exception reaches a person
        return _sorry(_usage(error) or _unexpected(error))
    return _sorry("Stopped. Nothing is lost; run it again to go on.") if status == _INTERRUPTED else status


def _sorry(sentence: str) -> int:
    typer.echo(sentence, err=True)
    return COULD_NOT


def _unread() -> int:
    """Whoever read the answer has gone; what is still to be printed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return COULD_NOT


def _usage(error: Exception) -> str:
    """What is wrong with the words after `circlebook`; "" when it is something else."""
    told = getattr(error, "format_message", None)
    if told is None:
        return ""
    message = str(told()).replace("Invalid value for", "Please correct")
    context = getattr(error, "ctx", None)
    if "\n" in message:
        return message  # the help itself
    ended = message if message.endswith("?") else f"{message.rstrip('.')}."
    return f"{ended} How it is used: {context.command_path if context else 'circlebook'} --help"


def _unexpected(error: Exception) -> str:
    from flows.trouble import place

    return f"Something unexpected happened ({place(error)}). Nothing is lost; please tell who looks after Circlebook."


def _let_every_letter_through() -> None:
    """A screen that lacks a letter shows a sign in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
