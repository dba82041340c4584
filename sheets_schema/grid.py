"""Plain cells as they came from a workbook: the types that connectors and the reader share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Self


class Padded(int):
    """A whole number that the sheet shows with zeros in front, such as 00123; ``shown`` is what people see."""

    shown: str

    def __new__(cls, value: int, shown: str) -> Self:
        """The number with its look."""
        made = super().__new__(cls, value)
        made.shown = shown
        return made

    def __str__(self) -> str:
        """What people see in the cell."""
        return self.shown


class Percent(float):
    """A number that the sheet shows as a percent: 0.2 for 20 %."""


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula that the reader must know of: it calls out, it moves, or it has no saved result (``value`` None)."""

    formula: str
    value: "Raw" = None

    def __str__(self) -> str:
        """The formula as people see it when they click on the cell."""
        return self.formula


Raw = str | int | float | bool | date | datetime | time | timedelta | FormulaCell | None
"""A cell as read: text, number, tick, date or time as the file typed it; an error cell is its text (``#REF!``).

Numbers that look other than they are come as ``Padded`` or ``Percent``; most formulas come as their result.
"""

GAVE_WAY = "#REF!"
"""What a formula shows that answers for a whole column once something else stands where it would answer."""

Written = str | int | Decimal | date | datetime | time | None
"""A cell as Circlebook writes it; text is always written as text, never as a formula."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab as a rectangle; ``rows`` begins at row ``first_row`` (1-based) and column A.

    ``title`` is the tab's name in the file, ``gid`` the number by which the file knows it whatever its name.
    Rows may be shorter than the widest; trailing blank cells and rows are left off. ``merged`` are the merged ranges
    (first row, first column, last row, last column), ``hidden`` the rows that a filter or a person hides; rows and
    columns are counted as the sheet counts them, from 1. ``twice``: another file of the practice has such a tab too,
    which was not read.
    """

    title: str
    rows: Sequence[Sequence[Raw]]
    first_row: int = 1
    gid: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every tab of a workbook in one consistent read, with a token that changes when the workbook does.

    ``grids`` are by the title asked for; ``others`` are further tabs by their own, read only where one asked for is not
    there.
    """

    token: str
    grids: Mapping[str, Grid]
    others: Mapping[str, Grid] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """How one column looks in a workbook.

    ``width`` is in characters. ``choices`` become a dropdown that warns but does not refuse.
    ``format`` is ``text``, ``date``, ``time``, ``datetime``, ``money``, ``percent``, ``number``, ``decimal`` or ``general``.
    ``lookup`` is the number of the answer in the Status tab (1 = first) for a column that is Circlebook's.
    ``also`` are other headings under which people keep such a column.
    """

    header: str
    width: int = 14
    format: str = "general"
    choices: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    lookup: int | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TabLayout:
    """How one tab looks: its columns, and the rows that stand there from the beginning.

    ``own`` tabs are Circlebook's and are protected; ``hidden`` ones are not shown.
    ``ticket_book`` are IDs pre-printed in column A below the header.
    ``charts`` are drawn in an own tab from its rows.
    """

    title: str
    columns: tuple[ColumnLayout, ...]
    own: bool = False
    hidden: bool = False
    rows: tuple[tuple[Written, ...], ...] = ()
    ticket_book: tuple[str, ...] = ()
    color: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell of an own tab that leads to another cell, such as ``Attendance!F12``."""

    text: str
    tab: str
    cell: str


Shown = Written | Link
OwnRows = Sequence[Sequence[Shown]]
