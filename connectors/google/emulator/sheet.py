"""One tab: its cells, and what becomes of them when rows and columns come, go and are sorted."""

import copy
from collections.abc import Callable, Iterator
from functools import cmp_to_key
from typing import Any

from connectors.google.emulator import formulas
from connectors.google.emulator.a1 import Area
from connectors.google.emulator.entering import MOMENTS, Data
from connectors.google.emulator.formulas import Answers

ROWS, COLUMNS = 1000, 26
_HEADINGS_WITHIN = 20


class Sheet:
    """A tab; cells that hold nothing are not kept."""

    def __init__(self, properties: dict[str, Any]) -> None:
        self.properties = properties
        self.rows: list[dict[int, Data]] = []
        self.column_formats: dict[int, Data] = {}
        self.column_look: dict[int, Data] = {}
        self.hidden_rows: set[int] = set()
        self.parts: dict[str, list[dict[str, Any]]] = {}

    def copy(self) -> "Sheet":
        """The tab as it is now; cells are replaced whole, so that it need not go deeper."""
        twin = Sheet(copy.deepcopy(self.properties))
        twin.rows = [{column: dict(cell) for column, cell in row.items()} for row in self.rows]
        twin.column_formats = dict(self.column_formats)
        twin.hidden_rows = set(self.hidden_rows)
        twin.column_look = {column: dict(look) for column, look in self.column_look.items()}
        twin.parts = copy.deepcopy(self.parts)
        return twin

    @property
    def title(self) -> str:
        """The tab's title."""
        return str(self.properties["title"])

    @property
    def id(self) -> int:
        """The tab's number, which no renaming changes."""
        return int(self.properties["sheetId"])

    @property
    def grid(self) -> dict[str, Any]:
        """How many rows and columns there are, and how many are frozen."""
        grid: dict[str, Any] = self.properties["gridProperties"]
        return grid

    def cell(self, row: int, column: int) -> Data:
        """A cell as it was entered; an empty one is {}."""
        return self.rows[row].get(column, {}) if row < len(self.rows) else {}

    def opened(self, row: int, column: int) -> Data:
        """A cell to be changed; the sheet grows to hold it."""
        while len(self.rows) <= row:
            self.rows.append({})
        self.grid["rowCount"] = max(self.grid["rowCount"], row + 1)
        self.grid["columnCount"] = max(self.grid["columnCount"], column + 1)
        return self.rows[row].setdefault(column, {})

    def enter(self, row: int, column: int, value: Data) -> None:
        """Put a value (ExtendedValue) into a cell; {} empties it and leaves its looks."""
        if not value and not self.cell(row, column):
            return
        cell = self.opened(row, column)
        if value:
            cell["userEnteredValue"] = value
        else:
            cell.pop("userEnteredValue", None)
        cell.pop("textFormatRuns", None)

    def number_format(self, row: int, column: int) -> Data:
        """The number format of a cell: its own, or its column's."""
        own: Data = self.cell(row, column).get("userEnteredFormat", {}).get("numberFormat", {})
        return own or dict(self.column_formats.get(column, {}).get("numberFormat", {}))

    def is_moment(self, row: int, column: int) -> bool:
        """Whether a number there is shown as a day or time."""
        return self.number_format(row, column).get("type") in MOMENTS

    def headings_with_answers(self) -> Iterator[tuple[int, int, Answers]]:
        """The cells whose formula answers for all rows below: row, column, lookup."""
        for row, cells in enumerate(self.rows[:_HEADINGS_WITHIN]):
            for column, data in cells.items():
                formula = data.get("userEnteredValue", {}).get("formulaValue", "")
                if formula.startswith("=ARRAYFORMULA") and (found := formulas.answers_of(formula)):
                    yield row, column, found

    def last_row(self) -> int:
        """The number of rows down to the last one in which something was entered."""
        for row in range(len(self.rows) - 1, -1, -1):
            if any("userEnteredValue" in cell for cell in self.rows[row].values()):
                return row + 1
        return 0

    def insert(self, *, rows: bool, at: int, many: int) -> None:
        """Empty rows or columns come in."""
        if rows:
            if at < len(self.rows):
                self.rows[at:at] = [{} for _ in range(many)]
            self.grid["rowCount"] += many
        else:
            self.rows = [{c + many * (c >= at): d for c, d in row.items()} for row in self.rows]
            for of in (self.column_formats, self.column_look):
                kept = {c + many * (c >= at): d for c, d in of.items()}
                of.clear()
                of.update(kept)
            self.grid["columnCount"] += many
        self._move(rows=rows, at=at, by=many)

    def delete(self, *, rows: bool, at: int, many: int) -> None:
        """Rows or columns go, with all they hold."""
        if rows:
            del self.rows[at : at + many]
            self.grid["rowCount"] -= many
        else:
            gone = range(at, at + many)
            self.rows = [{c - many * (c >= at): d for c, d in row.items() if c not in gone} for row in self.rows]
            for of in (self.column_formats, self.column_look):
                kept = {c - many * (c >= at): d for c, d in of.items() if c not in gone}
                of.clear()
                of.update(kept)
            self.grid["columnCount"] -= many
        self._move(rows=rows, at=at, by=-many)

    def move_column(self, column: int, to: int) -> None:
        """A column is dragged to another place (both from 0); formulas go on naming the same cells."""
        order = [n for n in range(max(self.grid["columnCount"], column + 1, to + 1)) if n != column]
        order.insert(to, column)
        place = {old: new for new, old in enumerate(order)}
        self.rows = [{place[c]: data for c, data in row.items()} for row in self.rows]
        for of in (self.column_formats, self.column_look):
            kept = {place[c]: data for c, data in of.items()}
            of.clear()
            of.update(kept)
        self._reword(lambda formula: formulas.dragged(formula, place))

    def _move(self, *, rows: bool, at: int, by: int) -> None:
        if rows:
            gone = range(at, at - by)
            self.hidden_rows = {n + by * (n >= at) for n in self.hidden_rows if n not in gone}
        if self.parts.get("merges"):
            self.parts["merges"] = [m for m in self.parts["merges"] if _moved(m, "Row" if rows else "Column", at, by)]
        self._reword(lambda formula: formulas.moved(formula, rows=rows, at=at, by=by))

    def _reword(self, changed: Callable[[str], str]) -> None:
        for cells in self.rows:
            for data in cells.values():
                value = data.get("userEnteredValue", {})
                if "formulaValue" in value:
                    data["userEnteredValue"] = {"formulaValue": changed(value["formulaValue"])}

    def sort(self, place: Area, orders: list[tuple[int, bool]], value: "Values") -> None:
        """Sort the rows of an area by columns (number, descending?); values move, rows stay."""
        bottom, right = place.ends
        while len(self.rows) < bottom:
            self.rows.append({})
        columns = range(place.left, right)
        found = []
        for row in range(place.top, bottom):
            keys = [value(row, column) for column, _ in orders]
            found.append((keys, {c: self.rows[row].pop(c) for c in columns if c in self.rows[row]}))

        def compared(one: tuple[list[Any], Any], other: tuple[list[Any], Any]) -> int:
            for (_, descending), a, b in zip(orders, one[0], other[0], strict=True):
                if blank := (a is None) - (b is None):
                    return blank
                x, y = _order(a), _order(b)
                if x != y:
                    return (1 if x > y else -1) * (-1 if descending else 1)
            return 0

        for row, (_, cells) in enumerate(sorted(found, key=cmp_to_key(compared)), start=place.top):
            self.rows[row].update(cells)


def _moved(merge: dict[str, Any], what: str, at: int, by: int) -> bool:
    """Move a merge with what comes in before or inside it, or goes; whether there is still something to merge."""
    start, end = f"start{what}Index", f"end{what}Index"
    for edge, first in ((start, at), (end, at + 1)):
        if merge[edge] >= first:
            merge[edge] = max(at, merge[edge] + by)
    rows, columns = (merge[f"end{w}Index"] - merge[f"start{w}Index"] for w in ("Row", "Column"))
    return bool(rows > 0 and columns > 0 and rows * columns > 1)


Values = Any
"""From row and column to the value that a person sees there."""


def _order(value: Any) -> tuple[int, Any]:
    if value is None:
        return 3, 0
    if isinstance(value, bool):
        return 2, value
    return (0, value) if isinstance(value, int | float) else (1, str(value).casefold())
