"""How a column of a tab is declared, once, beside the type of its value."""

from dataclasses import dataclass
from typing import Literal, get_args

from domain.value import Purpose

Window = Literal["", "session", "past", "birth", "authorization"]
"""What days a column may hold: any, those around a running practice, those gone by, births, authorizations."""

Waits = Purpose | Literal["row"]
"""What an unreadable cell holds up: some purposes, or its whole row."""

ROW: tuple[Waits, ...] = ("row",)
CLAIMS: tuple[Waits, ...] = ("claims",)
TEXTS: tuple[Waits, ...] = ("texts",)
NOTES: tuple[Waits, ...] = ("notes",)
STATEMENTS: tuple[Waits, ...] = ("statements",)
SESSIONS: tuple[Waits, ...] = ("sessions",)
PRICES: tuple[Waits, ...] = ("claims", "statements")
"""What a plan or a client pays."""
PROOF: tuple[Waits, ...] = ("claims", "notes")
"""What a note says and a claim asserts."""
ALL: tuple[Waits, ...] = get_args(Purpose)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and what a cell that nobody can read holds up.

    ``lookup`` columns are Circlebook's answer beside the row. ``kind`` names an entry of ``sheets_schema.kinds``
    where the type alone does not tell it; ``example`` is a better one than the kind's. ``choices`` are offered where the type is not a list of its own.
    ``window`` says which days make sense.
    ``refers`` are the tabs of which the cell names a row; ``repeat`` makes numbered columns of one field.
    """

    header: str
    required: bool = False
    holds: tuple[Waits, ...] = ()
    lookup: bool = False
    kind: str = ""
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    help: str = ""
    example: str = ""
    width: int = 14
    window: Window = ""
    refers: tuple[str, ...] = ()
    repeat: int = 0


CHECK = Column("Check", lookup=True, width=44, help="OK, or what to fix. Circlebook writes this.")
