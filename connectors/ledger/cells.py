"""A tab's cells as text and back: what came out of the workbook comes out of the ledger, type for type.

Text, numbers, ticks and blanks are plain JSON; dates and times are objects of one field that names their type.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sheets_schema.grid import FormulaCell, Grid, Padded, Percent, Raw


def encode_grid(grid: Grid) -> bytes:
    """The tab as compact JSON; equal tabs give equal bytes."""
    content = [grid.title, grid.first_row, grid.gid, grid.merged, sorted(grid.hidden), _plain(grid.rows)]
    content += [True] if grid.twice else []
    return json.dumps(content, default=_tagged, separators=(",", ":")).encode()


def decode_grid(content: bytes) -> Grid:
    """The tab as it was encoded; its rows are tuples."""
    title, first_row, gid, merged, hidden, rows, *more = json.loads(content, object_hook=_untagged)
    return Grid(
        title=title,
        rows=tuple(map(tuple, rows)),
        first_row=first_row,
        gid=gid,
        merged=tuple(map(tuple, merged)),
        hidden=frozenset(hidden),
        twice=bool(more),
    )


def _plain(rows: Sequence[Sequence[Raw]]) -> Sequence[Sequence[object]]:
    """The rows with numbers that look other than they are in a form of their own, which JSON would take for numbers."""
    odd = {Padded, Percent}
    if not any(odd.intersection(map(type, row)) for row in rows):
        return rows
    return [[_tagged(cell) if type(cell) in odd else cell for cell in row] for row in rows]


def encode_row(cells: list[Raw] | tuple[Raw, ...]) -> str:
    """One row as compact JSON."""
    return json.dumps(_plain([cells])[0], default=_tagged, separators=(",", ":"))


def decode_row(content: str) -> tuple[Raw, ...]:
    """The row as it was encoded."""
    return tuple(json.loads(content, object_hook=_untagged))


def _tagged(cell: object) -> object:  # noqa: PLR0911  one answer for each sort of cell
    match cell:
        case datetime():
            return {"datetime": cell.isoformat()}
        case date():
            return {"date": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"span": [cell.days, cell.seconds, cell.microseconds]}
        case Padded():
            return {"padded": [int(cell), cell.shown]}
        case Percent():
            return {"percent": float(cell)}
        case FormulaCell():
            return {"formula": [cell.formula, cell.value]}
    raise TypeError(f"no cell has the type {type(cell).__name__}")


def _untagged(tagged: dict[str, object]) -> object:
    ((kind, content),) = tagged.items()
    return _READ[kind](content)


_READ: dict[str, Callable[[Any], Raw]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "span": lambda parts: timedelta(*parts),
    "padded": lambda parts: Padded(*parts),
    "percent": Percent,
    "formula": lambda parts: FormulaCell(*parts),
}
