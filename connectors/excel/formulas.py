"""A formula that follows its row, as a spreadsheet program fills it down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.excel.markup import attributes
from connectors.excel.sheet import Row

_QUOTED = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')""")
_PLACE = re.compile(r"(?<![\w.$])(\$?[A-Z]{1,3})(\d{1,7})(?![\w(.])")


@dataclass(frozen=True, slots=True)
class Filled:
    """A formula with the places where its row counts; numbers are distances from its own row."""

    pieces: tuple[str | int, ...]

    def at(self, row: int) -> str:
        """The formula in this row."""
        return "".join(piece if isinstance(piece, str) else str(max(1, row + piece)) for piece in self.pieces)


def filled(formula: str, row: int) -> Filled:
    """The formula of a row, ready for other rows."""
    pieces: list[str | int] = []
    for number, part in enumerate(_QUOTED.split(formula)):
        if number % 2:
            pieces.append(part)
            continue
        start = 0
        for place in _PLACE.finditer(part):
            pieces += [part[start : place.start(2)], int(place[2]) - row]
            start = place.end()
        pieces.append(part[start:])
    return Filled(tuple(pieces))


def of_tab(rows: tuple[Row, ...]) -> Mapping[int, Filled]:
    """The formulas of the last row that has any, by column; whole-range formulas do not follow rows."""
    last = next((row for row in reversed(rows) if "<f" in row.inside), None)
    if last is None:
        return {}
    found: dict[int, Filled] = {}
    for cell in last.cells():
        if cell.formula is None:
            continue
        said = attributes(cell.formula[0])
        if said.get("t", "normal") == "normal" and cell.formula[1]:
            found[cell.column] = filled(cell.formula[1], last.number)
        elif said.get("t") == "shared":
            master = _master(rows, said.get("si", ""), cell.column)
            if master is not None:
                found[cell.column] = master
    return found


def _master(rows: tuple[Row, ...], shared: str, column: int) -> Filled | None:
    """The one cell that spells out a formula which others share."""
    mark = f'si="{shared}"'
    for row in rows:
        if mark in row.inside:
            for cell in row.cells():
                if cell.formula and cell.formula[1] and mark in cell.formula[0]:
                    return filled(cell.formula[1], row.number) if cell.column == column else None
    return None
