"""A tab's cells as text and back: what came out of the workbook comes out of the ledger, type for type.

Text, numbers, ticks and blanks are plain JSON; dates and times are objects of one field that names their type.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from sheets_schema.grid import Grid, Raw


def encode_grid(grid: Grid) -> bytes:
    """The tab as compact JSON; equal tabs give equal bytes."""
    formulas = [[row, column, text] for (row, column), text in sorted(grid.formulas.items())]
    content = [grid.title, grid.first_row, formulas, grid.rows]
    return json.dumps(content, default=_tagged, separators=(",", ":")).encode()


def decode_grid(content: bytes) -> Grid:
    """The tab as it was encoded; its rows are tuples."""
    title, first_row, formulas, rows = json.loads(content, object_hook=_untagged)
    where = {(row, column): text for row, column, text in formulas}
    return Grid(title=title, rows=tuple(map(tuple, rows)), first_row=first_row, formulas=where)


def encode_row(cells: list[Raw] | tuple[Raw, ...]) -> str:
    """One row as compact JSON."""
    return json.dumps(cells, default=_tagged, separators=(",", ":"))


def decode_row(content: str) -> tuple[Raw, ...]:
    """The row as it was encoded."""
    return tuple(json.loads(content, object_hook=_untagged))


def _tagged(cell: object) -> object:
    match cell:
        case datetime():
            return {"datetime": cell.isoformat()}
        case date():
            return {"date": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"span": [cell.days, cell.seconds, cell.microseconds]}
    raise TypeError(f"no cell has the type {type(cell).__name__}")


def _untagged(tagged: dict[str, object]) -> object:
    ((kind, content),) = tagged.items()
    return _READ[kind](content)


_READ: dict[str, Callable[[Any], Raw]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "span": lambda parts: timedelta(*parts),
}
