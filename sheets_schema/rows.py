"""The rows below the headings, each cell read by the kind of its column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sheets_schema.cells.said import Ask, Note, Parse, from_formula
from sheets_schema.grid import FormulaCell, Grid, Raw
from sheets_schema.tab import Field

_MOST_KNOWN = 20_000
_texts: dict[Parse, dict[str, Any]] = {}
"""What each text was read as, by the way it was read; a process that looks after a practice meets them at each pass."""


def _known(parse: Parse) -> dict[str, Any]:
    """The texts read so far; too many are forgotten at once, so that memory stays within bounds."""
    known = _texts.setdefault(parse, {})
    if len(known) > _MOST_KNOWN:
        known.clear()
    return known


class Row(NamedTuple):
    """One row as read: its values, and the cells with more to say than a value."""

    number: int
    cells: Sequence[Raw]
    values: dict[str, Any]
    said: dict[str, Ask | Note]


def rows_below(grid: Grid, at: int, columns: Mapping[str, int], fields: Mapping[str, Field]) -> Iterator[Row]:
    """Each row below the one at ``at``; one turn of the inner loop is one cell, so it is kept bare.

    The same text in the same kind of column is read once, in this read and in the reads that follow it.
    """
    plan: list[tuple[int, str, Parse, dict[str, Any]]] = sorted(
        ((columns[name], name, f.kind.parse, _known(f.kind.parse)) for name, f in fields.items()),
        key=lambda step: step[0],
    )
    for number, row in enumerate(grid.rows[at + 1 :], start=grid.first_row + at + 1):
        values: dict[str, Any] = {}
        said: dict[str, Ask | Note] = {}
        width = len(row)
        for index, name, parse, known in plan:
            if index >= width:
                break
            raw = row[index]
            if raw is None:
                continue
            if raw.__class__ is str:
                value = known.get(raw, known)
                if value is known:
                    value = known[raw] = parse(raw)
            elif raw.__class__ is FormulaCell:
                value = from_formula(raw, parse)
            else:
                value = parse(raw)
            if value.__class__ is Ask or value.__class__ is Note:
                said[name] = value
            elif value is not None:
                values[name] = value
        yield Row(number, row, values, said)


def cell_of(row: Row, index: int) -> Raw:
    """The raw cell of a column, None past the row's end."""
    return row.cells[index] if index < len(row.cells) else None
