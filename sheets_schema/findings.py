"""What the reader found in the sheets: one thing at one place, for one person to look at."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["ok", "note", "ask", "ignored", "stop"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``cell`` is an address such as F12, or "" for a whole tab; ``field`` is the row's own name for it.

    ``message`` says what was found and how to mend it, ``waits`` what waits until then. Both may quote the cell:
    they are for the practice's own places, never for a log.
    """

    tab: str
    cell: str
    row_id: str
    code: str
    outcome: Outcome
    message: str
    waits: str = ""
    field: str = ""

    @property
    def sentence(self) -> str:
        """Where, what, and what waits, in one go."""
        where = f"{self.tab} {self.cell}".strip()
        return f"{where}: {self.message} {self.waits}".strip()


@dataclass(frozen=True, slots=True)
class Counts:
    """The rows of one tab by how they were read; blank rows are not rows."""

    ok: int = 0
    note: int = 0
    ask: int = 0
    ignored: int = 0

    @property
    def rows(self) -> int:
        """Every row with something in it; none is lost."""
        return self.ok + self.note + self.ask + self.ignored


def column_letters(index: int) -> str:
    """The letters over a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(index: int, row: int) -> str:
    """The address of a cell, such as F12, for a column counted from 0 and a row counted from 1."""
    return f"{column_letters(index)}{row}"
