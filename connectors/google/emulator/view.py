"""What people see in the cells of one tab."""

from collections.abc import Mapping
from typing import Any

from connectors.google.emulator import formulas
from connectors.google.emulator.book import Book
from connectors.google.emulator.entering import Data, shown
from connectors.google.emulator.fields import Mask, chosen
from connectors.google.emulator.sheet import Sheet

_FAULTS: Mapping[Any, str] = {formulas.BROKEN: "REF", formulas.UNKNOWN: "NAME", formulas.DIVIDED: "DIVIDE_BY_ZERO"}
_NOTHING: Mapping[Any, Any] = {}
_VALUES = frozenset({"effectiveValue", "formattedValue"})
_WORKED_OUT = _VALUES | {"effectiveFormat"}


class View:
    """What people see in one tab, with formulas worked out; ``spilled`` are answers by row and column."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._sheet = sheet
        self._keys: dict[tuple[int, int], dict[str, dict[int, Data]]] = {}
        self.spilled: dict[int, dict[int, Any]] = {}
        self.heads: dict[tuple[int, int], Any] = {}
        for row, column, said in sheet.headings_with_answers():
            self._spill(book, row, column, said)

    def _spill(self, book: Book, row: int, column: int, said: formulas.Answers) -> None:
        sheet = self._sheet
        below = range(row + 1, len(sheet.rows))
        table = self._table(book, said)
        taken = any("userEnteredValue" in sheet.rows[at].get(column, _NOTHING) for at in below)
        if taken or table is None or said.row != row:
            self.heads[row, column] = formulas.BROKEN
            return
        self.heads[row, column] = said.header
        ids = [self.plain(at, said.column) for at in below]
        for at, answer in zip(below, formulas.looked_up(said, ids, table.get), strict=True):
            if answer is not None:
                self.spilled.setdefault(at, {})[column] = answer

    def _table(self, book: Book, said: formulas.Answers) -> dict[Any, Any] | None:
        """The answers by their keys in the tab where a heading looks them up; None where there is no such tab."""
        source = book.titled(said.tab)
        if source is None:
            return None
        place = (source.id, said.key_column)
        if place not in self._keys:
            keyed = ((row.get(said.key_column, _NOTHING).get("userEnteredValue"), row) for row in reversed(source.rows))
            self._keys[place] = {value["stringValue"]: row for value, row in keyed if value and "stringValue" in value}
        answer, found = said.key_column + said.answer - 1, self._keys[place]
        values = ((key, row.get(answer, _NOTHING).get("userEnteredValue", _NOTHING)) for key, row in found.items())
        return {key: next(iter(value.values()), None) for key, value in values}

    def plain(self, row: int, column: int) -> Any:
        """The value of a cell, None for an empty one."""
        return self._plain(row, column, self._sheet.cell(row, column))

    def _plain(self, row: int, column: int, held: Mapping[str, Any]) -> Any:
        value = held.get("userEnteredValue")
        if value is None:
            return self.spilled.get(row, _NOTHING).get(column)
        for kind, said in value.items():
            if kind != "formulaValue":
                return said
            known = self.heads.get((row, column))
            return formulas.worked_out(said) if known is None else known
        return None

    def row(self, row: int, left: int, right: int) -> list[Any]:
        """The values of a row from one column up to before another, up to the last that there is."""
        held, spilled = self._sheet.rows[row], self.spilled.get(row, _NOTHING)
        last = max(max(held, default=-1), max(spilled, default=-1)) + 1
        return [
            self._plain(row, column, held[column]) if column in held else spilled.get(column)
            for column in range(left, min(right, last))
        ]

    def shown(self, row: int, column: int) -> str:
        """A cell as people see it."""
        return shown(self.plain(row, column), self._sheet.number_format(row, column))

    def said(self, row: int, column: int, render: str, moments: str) -> Any:
        """The value of a cell as an answer renders it, None for an empty one."""
        value = self.plain(row, column)
        if value is None:
            return None
        if render == "FORMULA":
            formula = self._sheet.cell(row, column).get("userEnteredValue", {}).get("formulaValue")
            return formula or value
        if render == "FORMATTED_VALUE" or (moments == "FORMATTED_STRING" and self._sheet.is_moment(row, column)):
            return self.shown(row, column)
        return value

    def data(self, row: int, left: int, right: int, wanted: Mask) -> list[Data]:
        """The cells of a row with what a mask wants of them (CellData); an empty mask wants all that is known."""
        held, spilled = self._sheet.rows[row], self.spilled.get(row, _NOTHING)
        kept = [(name, inner) for name, inner in wanted.items() if name not in _WORKED_OUT]
        has_value, has_look = (not wanted or names & wanted.keys() for names in (_VALUES, {"effectiveFormat"}))
        cells: list[Data] = []
        for column in range(left, right):
            if not (column in held or column in spilled or has_look):
                cells.append({})
                continue
            at = held.get(column, _NOTHING)
            cell = {name: chosen(at[name], inner) for name, inner in kept if name in at} if wanted else dict(at)
            if has_value and (at or column in spilled):
                self._worked_out(cell, row, column, self._plain(row, column, at), wanted)
            if has_look:
                self._format(cell, row, column, wanted.get("effectiveFormat", {}))
            cells.append(cell)
        return cells

    def _worked_out(self, cell: Data, row: int, column: int, value: Any, wanted: Mask) -> None:
        if value is None:
            return
        if not wanted or "effectiveValue" in wanted:
            cell["effectiveValue"] = _effective(value)
        if not wanted or "formattedValue" in wanted:
            is_text = value.__class__ is str
            cell["formattedValue"] = value if is_text else shown(value, self._sheet.number_format(row, column))

    def _format(self, cell: Data, row: int, column: int, wanted: Mask) -> None:
        number_format = self._sheet.number_format(row, column)
        if number_format:
            own = self._sheet.cell(row, column).get("userEnteredFormat", {})
            cell["effectiveFormat"] = chosen({**own, "numberFormat": number_format}, wanted)


def _effective(value: Any) -> Data:
    kind = value.__class__
    if kind is bool:
        return {"boolValue": value}
    if kind is not str:
        return {"numberValue": value}
    fault = _FAULTS.get(value)
    return {"stringValue": value} if fault is None else {"errorValue": {"type": fault, "message": value}}
