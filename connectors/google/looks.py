"""A tab with what stands around its values: formulas, how numbers look, merged cells and hidden rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connectors.google.cells import SEARCHED
from sheets_schema.formulas import calls_out, moves
from sheets_schema.grid import FormulaCell, Padded, Percent, Raw

FIELDS = (
    "sheets(properties.sheetId,merges,data(rowMetadata(hiddenByUser,hiddenByFilter),"
    "rowData.values(userEnteredValue.formulaValue,effectiveValue,formattedValue)))"
)
"""All that is asked of a spreadsheet. How a number looks is told by the text that people see: the number formats
themselves would come for each blank cell too, since the columns are formatted down to their end."""

_PADDED = re.compile(r"0\d+")
Place = tuple[int, int]
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Looks:
    """The odd cells of a tab by row and column (from 0), its merges and hidden rows as ``Grid`` has them.

    A formula that calls out or moves is odd, and a number that is shown as a percent or with zeros in front.
    ``formulas`` are the places of all formulas in the first rows, ``silent`` those where one should answer and none does.
    """

    odd: Mapping[Place, Raw] = field(default_factory=dict)
    merged: tuple[Merge, ...] = ()
    hidden: frozenset[int] = frozenset()
    formulas: frozenset[Place] = frozenset()
    silent: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is anything that the plain values do not tell."""
        return bool(self.odd or self.merged or self.hidden or self.silent)

    @property
    def has_formulas(self) -> bool:
        """Whether a formula waits for a person."""
        return any(isinstance(cell, FormulaCell) for cell in self.odd.values())

    def told(self) -> list[Any]:
        """All of it in an order of its own, as JSON takes it."""
        odd = [[*place, type(cell).__name__, str(cell)] for place, cell in sorted(self.odd.items())]
        return [odd, sorted(self.merged), sorted(self.hidden), *([sorted(self.silent)] if self.silent else [])]


def read(sheet: Mapping[str, Any]) -> tuple[list[list[Any]], Looks]:
    """The rows of a sheet that came as ``FIELDS`` asks, as a read of plain values gives them, and their looks."""
    data = sheet["data"][0]
    odd: dict[Place, Raw] = {}
    rows = [_row(number, row.get("values", ()), odd) for number, row in enumerate(data.get("rowData", ()))]
    while rows and not rows[-1]:
        rows.pop()
    known = enumerate(data.get("rowMetadata", ()), start=1)
    hidden = frozenset(n for n, row in known if row and (row.get("hiddenByUser") or row.get("hiddenByFilter")))
    first = enumerate(data.get("rowData", ())[:SEARCHED])
    formulas = {(n, at) for n, row in first for at, cell in enumerate(row.get("values", ())) if _is_formula(cell)}
    return rows, Looks(odd, tuple(_merges(sheet.get("merges", ()))), hidden, frozenset(formulas))


def _is_formula(cell: Mapping[str, Any]) -> bool:
    return "formulaValue" in cell.get("userEnteredValue", _NOTHING)


def _row(number: int, cells: Sequence[Mapping[str, Any]], odd: dict[Place, Raw]) -> list[Any]:
    """The values of a row; one turn of the loop is one cell, so it is kept bare."""
    row: list[Any] = []
    for column, cell in enumerate(cells):
        value: Any = ""
        for kind, value in cell.get("effectiveValue", _NOTHING).items():
            if kind == "errorValue":
                value = cell.get("formattedValue", "#ERROR!")  # noqa: PLW2901  as plain values say it
            elif kind == "numberValue" and (look := _look(value, cell.get("formattedValue", ""))) is not None:
                odd[number, column] = look
        entered = cell.get("userEnteredValue")
        if entered and (formula := _telling(entered.get("formulaValue", ""))):
            odd[number, column] = FormulaCell(formula, value)
        row.append(value)
    while row and row[-1] == "":
        row.pop()
    return row


_NOTHING: Mapping[str, Any] = {}


def _look(value: float, shown: str) -> Raw:
    """A number that people see as something else than it is, None for any other."""
    if shown.endswith("%"):
        return Percent(value)
    if value == int(value) and _PADDED.fullmatch(shown) and int(shown) == value:
        return Padded(int(value), shown)
    return None


def _telling(formula: str) -> str:
    return formula if calls_out(formula) or moves(formula) else ""


def _merges(said: Sequence[Mapping[str, int]]) -> Iterator[Merge]:
    for area in said:
        yield (
            area.get("startRowIndex", 0) + 1,
            area.get("startColumnIndex", 0) + 1,
            area["endRowIndex"],
            area["endColumnIndex"],
        )
