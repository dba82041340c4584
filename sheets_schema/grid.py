"""Plain cells as they came from a workbook: the types that connectors and the reader share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Raw = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as read: text, number, tick, date or time as the file typed it; an error cell is its text (``#REF!``)."""

Written = str | int | Decimal | date | datetime | time | None
"""A cell as Circlebook writes it; text is always written as text, never as a formula."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab as a rectangle; ``rows`` begins at row ``first_row`` (1-based) and column A.

    Rows may be shorter than the widest; trailing blank cells and rows are left off.
    """

    title: str
    rows: Sequence[Sequence[Raw]]
    first_row: int = 1
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every tab of a workbook in one consistent read, with a token that changes when the workbook does."""

    token: str
    grids: Mapping[str, Grid]


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
