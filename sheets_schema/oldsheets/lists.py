"""The lists in one tab of an old sheet: what kind each is, where it begins and ends, which column is which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sheets_schema.cells.said import shown, tidy
from sheets_schema.findings import cell_name
from sheets_schema.grid import Grid, Raw
from sheets_schema.oldsheets import vocabulary
from sheets_schema.oldsheets.headed_days import Heading, headed_days
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.vocabulary import Vocabulary, key

ListKind = Literal["grid", "log", "waitlist", "insurance", "roster", "blocks"]

WORDS: Mapping[ListKind, str] = {
    "grid": "attendance by day",
    "log": "attendance by row",
    "blocks": "attendance by session",
    "waitlist": "a waitlist",
    "insurance": "an insurance table",
    "roster": "a roster",
}
_ENROLLED = frozenset({"born", "diagnoses", "goals", "start", "emergency_contact"})
"""What only a roster says of a person; a name and a phone alone may be anyone's."""
_WAITS = frozenset({"added", "group_interest", "prep", "verified"})
_ANYWHERE = frozenset({"date", "fecha", "group"})
"""Headings that a waitlist has too, but that make none."""
_BENEFITS = frozenset({"copay", "authorization", "remaining"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row below a list's headings, with the number it has in the sheet."""

    number: int
    cells: Sequence[Raw]

    def get(self, index: int | None) -> Raw:
        """The cell of a column, or None."""
        return None if index is None or index >= len(self.cells) else self.cells[index]

    def filled(self) -> list[int]:
        """The columns that hold something."""
        return [i for i, cell in enumerate(self.cells) if not blank(cell)]


@dataclass(frozen=True, slots=True)
class OldList:
    """One list: its columns by field, the day of each day column, its rows, and the words above it."""

    kind: ListKind
    tab: str
    heading: int
    columns: Mapping[str, int]
    days: Mapping[int, Heading]
    headings: Sequence[Raw]
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)
    unused: tuple[str, ...] = field(default=())

    def place(self, row: Row | None = None, column: int | None = None) -> Place:
        """The cell of a row and a column, the row's name, or the headings."""
        at = min(self.columns.values(), default=0) if column is None else column
        return Place(self.tab, cell_name(at, row.number if row else self.heading))

    def value(self, row: Row, name: str) -> Raw:
        """The cell of a field in a row, or None."""
        return row.get(self.columns.get(name))


def blank(cell: Raw) -> bool:
    """Whether nobody sees anything in a cell."""
    return cell is None or (isinstance(cell, str) and not tidy(cell))


def find_lists(grid: Grid) -> list[OldList]:
    """Every list of a tab that has headings; blocks of sessions are found by ``blocks``."""
    found: list[OldList] = []
    for at, row in enumerate(grid.rows):
        found += [
            OldList(k, grid.title, grid.first_row + at, columns, days, row, (), span=span)
            for k, columns, days, span in _headings(grid, at)
            if not _is_under(found, span, columns, row)
        ]
    return [_with_rows(one, grid, found) for one in found]


def _is_under(found: Sequence[OldList], span: tuple[int, int], columns: Mapping[str, int], row: Sequence[Raw]) -> bool:
    """Whether the same headings stand above: people repeat them on each page."""
    same = [one for one in found if one.span == span and one.columns == columns]
    return any([key(c) for c in one.headings] == [key(c) for c in row] for one in same)


_Headed = tuple[ListKind, dict[str, int], dict[int, Heading], tuple[int, int]]


def _headings(grid: Grid, at: int) -> list[_Headed]:
    """The lists whose headings stand in this row: one, or several side by side."""
    row = grid.rows[at]
    parts = list(_parts(row))
    if len(parts) > 1:
        beside = [(known, part) for part in parts if (known := _recognised(grid, at, *part))]
        if len(beside) > 1:
            return [(*known, part) for known, part in beside]
    whole = (0, len(row))
    known = _recognised(grid, at, *whole)
    return [(*known, whole)] if known else []


def _parts(row: Sequence[Raw]) -> Iterator[tuple[int, int]]:
    start = None
    for index, cell in enumerate([*row, None]):
        if blank(cell):
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index


def _recognised(
    grid: Grid, at: int, start: int, end: int
) -> tuple[ListKind, dict[str, int], dict[int, Heading]] | None:
    row = grid.rows[at]
    cells = [cell if start <= i < end else None for i, cell in enumerate(row)]
    names = _columns(cells, vocabulary.NAMES)
    days = headed_days(grid, at, cells)
    if len(days) > 1 and (columns := _grid_names(grid, at, names, min(days), start)):
        return "grid", columns, days
    for kind, words in _KINDS:
        columns = _columns(cells, words)
        if _is_named(columns) and _fits(kind, columns, cells):
            return kind, columns, {}
    return None


_KINDS: tuple[tuple[ListKind, Vocabulary], ...] = (
    ("waitlist", vocabulary.WAITLIST),
    ("log", vocabulary.LOG),
    ("insurance", vocabulary.INSURANCE),
    ("roster", vocabulary.ROSTER),
)


def _fits(kind: ListKind, columns: Mapping[str, int], cells: Sequence[Raw]) -> bool:
    names = columns.keys()
    match kind:
        case "waitlist":
            said = {name for name in names & _WAITS if key(cells[columns[name]]) not in _ANYWHERE}
            return bool(said) and len(names & _WAITS) > 1 and not _is_roster(cells)
        case "log":
            dated = "on" in names or ("mark" in names and key(cells[columns["mark"]]) != "status")
            return "mark" in names and dated and not _is_roster(cells)
        case "insurance":
            return "payer" in names and bool(names & _BENEFITS) and not _is_roster(cells)
        case _:
            return _is_roster(cells)


def _is_roster(cells: Sequence[Raw]) -> bool:
    return bool(_ENROLLED & _columns(cells, vocabulary.ROSTER).keys())


def _is_named(columns: Mapping[str, int]) -> bool:
    return "name" in columns or {"first_name", "last_name"} <= columns.keys() or "client_id" in columns


def _columns(cells: Sequence[Raw], words: Vocabulary) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        name = words.get(key(cell))
        if name:
            found.setdefault(name, index)
    return found


def _grid_names(grid: Grid, at: int, named: dict[str, int], first_day: int, start: int) -> dict[str, int]:
    """The columns of names of a grid; without a heading it is the one column of words left of the days."""
    if _is_named(named):
        return named if min(named.values()) < first_day else {}
    below = grid.rows[at + 1 :]
    for index in range(start, first_day):
        words = [row[index] for row in below if index < len(row) and not blank(row[index])]
        if blank(_at(grid.rows[at], index)) and words and all(isinstance(w, str) and not w.isdigit() for w in words):
            return {"name": index}
    return {}


def _at(row: Sequence[Raw], index: int) -> Raw:
    return row[index] if index < len(row) else None


def _with_rows(one: OldList, grid: Grid, found: Sequence[OldList]) -> OldList:
    top = one.heading - grid.first_row
    beyond = [o.heading - grid.first_row for o in found if o.heading > one.heading and _over(o.span, one.span)]
    end = min(beyond, default=len(grid.rows))
    while end < len(grid.rows) and end > top + 1 and _is_title(grid.rows[end - 1], one.span):
        end -= 1
    before = any(o.heading < one.heading and _over(o.span, one.span) for o in found)
    alone = not any(o is not one and o.heading == one.heading for o in found)
    rows = tuple(
        Row(grid.first_row + at, grid.rows[at] if alone else _cut(grid.rows[at], one.span))
        for at in range(top + 1, end)
    )
    known = {*one.columns.values(), *one.days}
    unused = tuple(
        shown(cell)
        for i, cell in enumerate(one.headings)
        if one.span[0] <= i < one.span[1] and i not in known and not blank(cell)
    )
    return replace(one, rows=rows, above=_above(grid, top, one.span, first=not before), unused=unused)


def _over(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _cut(row: Sequence[Raw], span: tuple[int, int]) -> Sequence[Raw]:
    return [cell if span[0] <= i < span[1] else None for i, cell in enumerate(row[: span[1]])]


def _is_title(row: Sequence[Raw], span: tuple[int, int]) -> bool:
    """Whether a row above headings is their title: one cell of words."""
    held = [cell for cell in row[span[0] : span[1]] if not blank(cell)]
    return len(held) == 1 and isinstance(held[0], str)


_MOST_TITLE_CELLS = 4
_TITLE_ROWS = 8


def _above(grid: Grid, top: int, span: tuple[int, int], *, first: bool) -> tuple[str, ...]:
    """The words that stand over the headings: a few cells a row at the top of a tab, else lone titles."""
    words: list[str] = []
    for at in range(top - 1, max(-1, top - _TITLE_ROWS), -1):
        held = [shown(cell) for cell in grid.rows[at][span[0] : span[1]] if not blank(cell)]
        if len(held) > (_MOST_TITLE_CELLS if first else 1):
            break
        words += [" ".join(held)] if held else []
    return tuple(reversed(words))
