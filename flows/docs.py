"""``docs/reasons.md`` and ``docs/commands.md``, made from the catalogues of sentences and from the command line."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from typer.main import get_command

from domain.payers import presets
from domain.problems import Problem
from domain.sentences import SENTENCES
from flows import composition
from flows.cli import app
from flows.screen import say
from sheets_schema.messages import MESSAGES, NOTES
from sheets_schema.oldsheets import said as old_sheets
from templates.notes.fields import FIELDS, NEEDED

FOLDER = Path(__file__).parent.parent / "docs"
PARTS = {
    "CLAIM": "Claims",
    "BATCH": "Claim batches",
    "ANSWER": "What payers answer",
    "REMIT": "What payers pay",
    "PAYMENT": "Payments",
    "COVER": "What a payer covers",
    "NOTE": "Notes",
    "DOCUMENT": "Other documents",
    "STATEMENT": "Statements",
    "SUPERBILL": "Superbills",
    "TEXT": "Texts",
    "REPLY": "Replies to texts",
    "POLICY": "Attendance policy",
    "FEE": "No-show fees",
    "INTAKE": "Intake",
    "VERIFY": "Calls to payers",
    "SEAT": "Seats and the waitlist",
    "GROUP": "How a group fares",
    "LAUNCH": "Before a group starts",
    "MARKS": "Marks",
    "ROWS": "Rows",
    "SESSION": "Sessions",
}
"""The parts of the page of reasons, by the first word of a code."""

ENDS = {
    "demo": {0: "the demo ran to its end"},
    "new": {0: "the practice is laid out"},
    "check": {0: "everything can be read", 1: "something is asked"},
    "run": {0: "nothing waits for a person", 1: "something waits for a person"},
    "serve": {0: "it was stopped while it was watching"},
    "explain": {0: "the ID is known"},
    "doctor": {0: "all is in place", 1: "something is to mend"},
    "import": {0: "nothing is asked", 1: "something is asked, and stays out until then"},
    "backup": {0: "the backup is made"},
    "restore": {0: "the backup is put back", 1: "it waits for --yes"},
    "audit": {0: "the records are whole"},
    "purge": {0: "old versions are gone", 1: "it waits for --yes"},
    "receive": {0: "everything was taken or accepted", 1: "something came back, or is not known here"},
    "test-text": {0: "the text was handed over"},
}
"""What the exit codes of each command say; 2 is the same for all."""

PROBLEM_END = "it could not go on, or was stopped; a sentence or two say what to do"

_REASONS = """# Reasons

Made by `python -m flows.docs`; change the sentences in `domain/sentences/` and `sheets_schema/messages.py`, not this page.

Circlebook gives a reason for whatever it does or leaves. Codes are for programs, sentences for people. A *slanted* word is filled in.
"""
_COMMANDS = """# Commands

Made by `python -m flows.docs`; change `flows/cli.py`, not this page.

The command is `.venv/bin/circlebook`. Answers go to standard output, remarks to standard error.
"""


def reasons() -> str:
    """The page of every reason, finding and problem."""
    parts = [_coded(title, _of(first)) for first, title in PARTS.items()]
    parts.append(_coded("What the reader asks, cell by cell", MESSAGES))
    parts.append(_coded("What is asked about an old sheet", old_sheets.QUESTIONS))
    parts.append(_coded("How an old sheet was taken", old_sheets.NOTES))
    parts.append(_coded("What the reader shows beside a cell that it read", NOTES))
    parts.append(_coded("What can go wrong outside", {p.code: _first_line(p) for p in problems()}))
    return "\n".join([_REASONS, *parts])


def _of(first: str) -> Mapping[str, str]:
    return {code: sentence for code, sentence in SENTENCES.items() if code.split("_")[0] == first}


def problems() -> Iterator[type[Problem]]:
    """Every kind of problem with a code of its own."""
    composition.know_every_room()
    rooms = {composition.__name__.split(".")[0], "connectors", "domain", "sheets_schema", "templates"}
    return (p for p in _kinds(Problem) if "code" in vars(p) and p.__module__.split(".")[0] in rooms)


def _kinds(kind: type[Problem]) -> Iterator[type[Problem]]:
    yield kind
    for narrower in sorted(kind.__subclasses__(), key=lambda k: k.__name__):
        yield from _kinds(narrower)


def _first_line(kind: type[Problem]) -> str:
    return (kind.__doc__ or "").splitlines()[0].split(";")[0].rstrip(".") + "."


def _coded(title: str, sentences: Mapping[str, str]) -> str:
    rows = ((f"`{code}`", re.sub(r"\{(\w+)\}", r"*\1*", sentence)) for code, sentence in sentences.items())
    return f"## {title}\n\n{_table(('Code', 'Sentence'), rows)}\n"


def commands() -> str:
    """The page of every command with its options and exit codes."""
    known: Mapping[str, Any] = vars(get_command(app))["commands"]
    return "\n".join([_COMMANDS, *(_command(name, command) for name, command in known.items())])


def _command(name: str, command: Any) -> str:
    shown = [p for p in command.params if not p.hidden]
    call = " ".join(["circlebook", name, *(_word(p) for p in shown if p.param_type_name == "argument")])
    rows = [(f"`{_word(p)}`", p.help or "", _default(p)) for p in shown]
    ends = [(str(code), said) for code, said in ENDS[name].items()] + [("2", PROBLEM_END)]
    return (
        f"## circlebook {name}\n\n{command.help}\n\n    {call}\n\n"
        f"{_table(('Word or option', 'What it is', 'If left out'), rows)}\n\n{_table(('Exit', 'Meaning'), ends)}\n"
    )


def _word(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return ", ".join(param.opts) + ("" if param.is_flag else f" {param.name.upper()}")


def _default(param: Any) -> str:
    if param.required:
        return "must be there"
    is_said = param.default not in (None, "", False) and not callable(param.default)
    return f"`{param.default}`" if is_said else "-"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [tuple(heads), ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


_TEMPLATES = """# Your own note template

Made by `python -m flows.docs`; change `templates/notes/fields.py`, not this page.

Any Word file (`.docx`) can be the lay-out of your notes. Write the fields where their words should stand, such as `{{ client_name }}`, and name the file in `circlebook.toml`:

```
[documents]
note = "our-note.docx"
```

`circlebook doctor` then says which field it does not know and which part of a note is missing, and makes a sample in the folder of documents. A note whose words would not all stand in the finished file is not made; it waits and says so.

* A field inside a sentence: `{{ facilitator }}`. Type each field in one go, so that Word gives it one look.
* Only when there is something: `{%p if telehealth_attestation %}` and `{%p endif %}`, each on a line of its own; the lines vanish.
* What a person has still to write: `{{ progress or to_complete }}`.
* All parts of SOAP in a loop, each line on its own: `{%p for element in objective %}`, `{{ element.name }}: {{ element.text or to_complete }}`, `{%p endfor %}`. So with `subjective`, `assessment` and `plan`.
* Several diagnoses: `{{ diagnoses|join(", ") }}`.

The template runs shut in: it reads no file and reaches nothing, and a note may take 256 MB and 5 seconds. Macros and embedded objects are refused.
"""


def own_templates() -> str:
    """The page of the fields of a practice's own note template."""
    fields = _table(("Field", "What stands there"), ((f"`{name}`", said) for name, said in FIELDS.items()))
    needed = _table(("A note must say", "By one of"), ((part, ", ".join(f"`{f}`" for f in of)) for part, of in NEEDED))
    return f"{_TEMPLATES}\n## Fields\n\n{fields}\n\n## What a note must say\n\n{needed}\n"


_PAYERS = """# Payers to begin with

Made by `python -m flows.docs`; change `domain/payers/presets/`, not this page.

    circlebook new DIR --payer Medicare --payer Aetna

writes a row for each into the tab `Payers`. It holds what a public source states; what no source settles stays blank and stands in *Source*, with who says what. *From* is blank too: only you know since when you bill them. While *Source* begins with "Not compared yet", claims by that row wait. Compare the row with your contract, fill it in, and name the contract in *Source*. Your contract is right where it says otherwise.

*Look again by* is the day on which `To do` asks for the row again, a month ahead; without a day it asks after a year.
"""


def payers() -> str:
    """The page of the payers that something is known about, fact by fact."""
    parts = [_PAYERS]
    for p in presets():
        known = [(x.column, f"`{x.cell}`", x.since.isoformat(), x.source) for x in p.known]
        ask = [(x.column, f"ask: {x.said}", "", x.source) for x in p.unsure]
        table = _table(("Column", "Cell", "As of", "Source"), (*known, *ask))
        parts.append(f"## {p.payer}\n\n{p.kind}, {p.filing_code}; look again by {p.look_again_by}.\n\n{table}\n")
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "reasons.md": reasons,
    "commands.md": commands,
    "templates.md": own_templates,
    "payers.md": payers,
}


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Write the pages, or with ``--check`` say which is not current: 0 when all are, 1 when not."""
    stale = []
    for name, page in PAGES.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != page():
            stale.append(f"docs/{name}")
            if "--check" not in arguments:
                path.write_text(page(), encoding="utf-8")
    if stale and "--check" in arguments:
        say(f"Not current: {', '.join(stale)}. Please run: make docs")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
