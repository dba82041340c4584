"""``docs/sheets.md``, made from the declarations: what each tab holds, and what waits for a cell nobody can read."""

import sys
from collections.abc import Sequence
from pathlib import Path

from sheets_schema.messages import waiting
from sheets_schema.tab import Field, TabSpec, fields_of
from sheets_schema.tabs import TABS

PAGE = Path(__file__).parent.parent / "docs" / "sheets.md"

_HEAD = """# The sheets

This page is made from the declarations in `sheets_schema/` by `python -m sheets_schema.docs`; change those, not this page.

A heading may be typed in any case, with or without spaces and marks, in any of the first 20 rows. Columns may stand in
any order, and columns of your own are left alone. **Bold** columns must be there and filled in. *Slanted* columns are
Circlebook's answer beside the row. A cell that nobody can read is asked about; the last column says what waits for it.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_tab(spec) for spec in TABS)])


def _tab(spec: TabSpec) -> str:
    return f"## {spec.title}\n\n{_about(spec)}\n\n{_table(spec)}\n"


def _about(spec: TabSpec) -> str:
    words = [(spec.row.__doc__ or "").strip().splitlines()[0], spec.note]
    if spec.own:
        words.append("Circlebook replaces this tab at each pass.")
    if spec.hidden:
        words.append("It is hidden.")
    if spec.book:
        words.append(f"IDs are printed in advance: {spec.book[0].format(1)}, {spec.book[0].format(2)} and so on.")
    return " ".join(w for w in words if w)


def _table(spec: TabSpec) -> str:
    if spec.settings:
        return _rows(("Setting", "What to type", "What it is for", "What waits"), fields_of(spec.settings))
    if spec.own:
        return ", ".join(_own_header(f) for f in fields_of(spec.row)) + "."
    return _rows(("Column", "What to type", "Help", "What waits"), fields_of(spec.row))


def _own_header(of: Field) -> str:
    return f"1 to {of.column.repeat}" if of.column.repeat else of.column.header


def _rows(heads: Sequence[str], fields: Sequence[Field]) -> str:
    lines = [heads, ("---",) * len(heads), *((_name(f), _what(f), f.column.help, _waits(f)) for f in fields)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _name(of: Field) -> str:
    mark = "*" if of.lookup else "**" if of.column.required else ""
    return f"{mark}{of.column.header}{mark}"


def _what(of: Field) -> str:
    if of.lookup:
        return "nothing; Circlebook answers here"
    if of.choices:
        return " / ".join(of.choices)
    return of.kind.words if of.kind.words == "text" else f"{of.kind.words}, like {of.kind.example}"


def _waits(of: Field) -> str:
    return waiting(of.column.holds).removesuffix(".")


def main(arguments: Sequence[str], at: Path = PAGE) -> int:
    """Write the page at this place, or with ``--check`` say whether it is current: 0 when it is, 1 when not."""
    if "--check" not in arguments:
        at.write_text(page(), encoding="utf-8")
        return 0
    if at.is_file() and at.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write("docs/sheets.md is not current. Please run: make docs\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
