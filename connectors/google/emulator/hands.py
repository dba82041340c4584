"""What a person does in the browser: type, insert, sort, delete, rename and copy."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from connectors.google.emulator import entering
from connectors.google.emulator.book import Book
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.updates import batch_update
from connectors.google.emulator.view import View
from connectors.google.emulator.world import OWNER, World

_DAY_ZERO = date(1899, 12, 30)
_SECONDS = 86_400


def typed(value: Any) -> tuple[Any, str]:
    """A value as the cell holds it once a person typed it, and the kind of number format it gets."""
    match value:
        case datetime():
            return (value.date() - _DAY_ZERO).days + _part(value.time()), "DATE_TIME"
        case date():
            return (value - _DAY_ZERO).days, "DATE"
        case time():
            return _part(value), "TIME"
        case Decimal():
            return float(value), ""
        case _:
            return value, ""


def _part(at: time) -> float:
    return (at.hour * 3600 + at.minute * 60 + at.second) / _SECONDS


class Hands:
    """A person in one spreadsheet; rows are counted from 1, as people see them."""

    def __init__(self, world: World, book_id: str, who: str = OWNER) -> None:
        self._world, self._id, self._who = world, book_id, who

    @property
    def book(self) -> Book:
        """The spreadsheet."""
        return self._world.books[self._id]

    def tab(self, title: str) -> Sheet:
        """The tab with this title. Raises KeyError."""
        sheet = self.book.titled(title)
        if sheet is None:
            raise KeyError(title)
        return sheet

    def seen(self, title: str) -> list[list[Any]]:
        """The values of a tab, row by row, as the person sees them; None for an empty cell."""
        sheet = self.tab(title)
        view = View(self.book, sheet)
        width = max((max(row, default=-1) + 1 for row in sheet.rows), default=0)
        return [[view.plain(row, column) for column in range(width)] for row in range(sheet.last_row())]

    def row_of(self, title: str, row_id: str) -> int:
        """Where a row stands whose first cell is this ID. Raises KeyError."""
        for number, row in enumerate(self.seen(title), start=1):
            if row and row[0] == row_id:
                return number
        raise KeyError(row_id)

    def column_of(self, title: str, heading: str) -> int:
        """Where a column stands, from 0. Raises KeyError."""
        for row in self.seen(title)[:20]:
            if heading in row:
                return row.index(heading)
        raise KeyError(heading)

    def type(self, title: str, row_id: str, cells: Mapping[str, Any]) -> None:
        """Type into cells of the row with this ID, by heading."""
        row = self.row_of(title, row_id)
        for heading, value in cells.items():
            self.put(title, row, self.column_of(title, heading), value)

    def put(self, title: str, row: int, column: int, value: Any) -> None:
        """Type into one cell; the column is counted from 0."""
        sheet = self.tab(title)
        entered, kind = typed("" if value is None else value)
        data, found = entering.typed(entered, sheet.number_format(row - 1, column).get("type", ""))
        sheet.enter(row - 1, column, data)
        wanted = {"type": kind} if kind else found
        if wanted and not sheet.number_format(row - 1, column):
            sheet.opened(row - 1, column).setdefault("userEnteredFormat", {})["numberFormat"] = wanted
        self._saved()

    def insert_row(self, title: str, row: int, values: Mapping[int, Any] | None = None) -> None:
        """A new row above this one, with these values by column."""
        self.tab(title).insert(rows=True, at=row - 1, many=1)
        for column, value in (values or {}).items():
            self.put(title, row, column, value)
        self._saved()

    def delete_row(self, title: str, row: int) -> None:
        """The row goes, and those below move up."""
        self.tab(title).delete(rows=True, at=row - 1, many=1)
        self._saved()

    def copy_row(self, title: str, row: int, to: int) -> None:
        """Insert a copy of a row above another."""
        sheet = self.tab(title)
        cells = {column: dict(cell) for column, cell in sheet.rows[row - 1].items()}
        sheet.insert(rows=True, at=to - 1, many=1)
        for column, cell in cells.items():
            sheet.opened(to - 1, column).update(cell)
        self._saved()

    def sort(self, title: str, heading: str, *, descending: bool = False) -> None:
        """Sort all rows below the frozen ones by a column."""
        sheet = self.tab(title)
        top = max(1, int(sheet.grid.get("frozenRowCount", 1)))
        order = "DESCENDING" if descending else "ASCENDING"
        place = {"sheetId": sheet.id, "startRowIndex": top}
        specs = [{"dimensionIndex": self.column_of(title, heading), "sortOrder": order}]
        batch_update(self.book, [{"sortRange": {"range": place, "sortSpecs": specs}}])
        self._saved()

    def rename_tab(self, title: str, new: str) -> None:
        """Give a tab another title."""
        properties = {"sheetId": self.tab(title).id, "title": new}
        batch_update(self.book, [{"updateSheetProperties": {"properties": properties, "fields": "title"}}])
        self._saved()

    def delete_tab(self, title: str) -> None:
        """Take a tab away."""
        batch_update(self.book, [{"deleteSheet": {"sheetId": self.tab(title).id}}])
        self._saved()

    def insert_column(self, title: str, column: int, heading: str = "") -> None:
        """A new column before this one (from 0)."""
        self.tab(title).insert(rows=False, at=column, many=1)
        self.put(title, 1, column, heading)

    def hide_row(self, title: str, row: int) -> None:
        """Hide a row, as a filter or a person does."""
        self.tab(title).hidden_rows.add(row - 1)
        self._saved()

    def merge(self, title: str, row: int, column: int, *, down: int = 1, right: int = 1) -> None:
        """Merge so many cells from this one on (the column is counted from 0)."""
        place = {"sheetId": self.tab(title).id, "startRowIndex": row - 1, "endRowIndex": row - 1 + down}
        place |= {"startColumnIndex": column, "endColumnIndex": column + right}
        batch_update(self.book, [{"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}}])
        self._saved()

    def look(self, title: str, row: int, column: int, kind: str, pattern: str) -> None:
        """Give a cell a number format."""
        cell = self.tab(title).opened(row - 1, column)
        cell.setdefault("userEnteredFormat", {})["numberFormat"] = {"type": kind, "pattern": pattern}
        self._saved()

    def move_column(self, title: str, heading: str, to: int) -> None:
        """Drag a column to another place (from 0)."""
        self.tab(title).move_column(self.column_of(title, heading), to)
        self._saved()

    def delete_column(self, title: str, heading: str) -> None:
        """The column goes, with all it holds."""
        self.tab(title).delete(rows=False, at=self.column_of(title, heading), many=1)
        self._saved()

    def sort_alone(self, title: str, heading: str) -> None:
        """The classic mistake: one column is sorted (downwards), and the others stay."""
        sheet, column = self.tab(title), self.column_of(title, heading)
        top = max(1, int(sheet.grid.get("frozenRowCount", 1)))
        place = {"sheetId": sheet.id, "startRowIndex": top, "startColumnIndex": column, "endColumnIndex": column + 1}
        spec = {"dimensionIndex": column, "sortOrder": "DESCENDING"}
        batch_update(self.book, [{"sortRange": {"range": place, "sortSpecs": [spec]}}])
        self._saved()

    def _saved(self) -> None:
        self._world.touched(self._id, self._who)
