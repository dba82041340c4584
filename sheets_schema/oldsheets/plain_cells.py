"""The cells of an old tab as people see them: results for formulas, a merged name in each of its rows."""

from dataclasses import replace

from sheets_schema.formulas import calls_out, moves
from sheets_schema.grid import FormulaCell, Grid, Raw


def as_seen(grid: Grid) -> tuple[Grid, int]:
    """The tab with plain cells, and how many formulas nobody can rely on: they count as blank.

    Such a formula has no result, another one each day, or leads out of the sheet.
    """
    doubtful = 0
    rows: list[list[Raw]] = []
    for row in grid.rows:
        cells: list[Raw] = []
        for cell in row:
            if isinstance(cell, FormulaCell):
                sure = cell.value is not None and not calls_out(cell.formula) and not moves(cell.formula)
                doubtful += not sure
                cells.append(cell.value if sure else None)
            else:
                cells.append(cell)
        rows.append(cells)
    for merge in grid.merged:
        _fill_down(rows, grid.first_row, merge)
    return replace(grid, rows=rows), doubtful


def _fill_down(rows: list[list[Raw]], first_row: int, merge: tuple[int, int, int, int]) -> None:
    """A cell merged over several rows of one column stands in each; nowhere else is a blank filled."""
    top, left, bottom, right = merge
    if left != right or bottom == top:
        return
    at, column = top - first_row, left - 1
    value = rows[at][column] if 0 <= at < len(rows) and column < len(rows[at]) else None
    for row in rows[at + 1 : bottom - first_row + 1] if value is not None else []:
        row.extend([None] * (column + 1 - len(row)))
        row[column] = value
