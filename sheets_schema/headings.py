"""Finding a tab's heading row, and which column is which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets_schema.cells.said import shown
from sheets_schema.cells.text import squeezed
from sheets_schema.findings import Finding, cell_name
from sheets_schema.grid import Grid, Raw
from sheets_schema.messages import message
from sheets_schema.tab import Field, TabSpec, fields_of

SEARCHED = 20
"""Rows in which the headings are looked for; above them people put titles."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand: the place of their row in the grid, and the column of each field."""

    at: int
    columns: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def usable(self) -> bool:
        """Whether the tab can be read at all."""
        return not self.findings


def find_headings(spec: TabSpec, grid: Grid) -> Headings:
    """The row with the most known headings; a missing or doubled column stops the tab."""
    fields = fields_of(spec.row)
    names = {squeezed(word): f for f in fields for word in (f.column.header, *f.column.synonyms)}
    rows = grid.rows[:SEARCHED]
    at = max(range(len(rows)), key=lambda i: _known(rows[i], names), default=0)
    columns, twice = _columns(rows[at] if rows else (), names)
    findings = [_stop(spec, cell_name(i, grid.first_row + at), "HEADING_TWICE", f.column.header) for i, f in twice]
    absent = (f for f in fields if f.column.required and f.name not in columns)
    findings += [_stop(spec, "", "HEADING_MISSING", f.column.header) for f in absent]
    return Headings(at, columns, tuple(findings))


def _known(row: Sequence[Raw], names: Mapping[str, Field]) -> int:
    return sum(squeezed(shown(cell)) in names for cell in row if isinstance(cell, str))


def _columns(row: Sequence[Raw], names: Mapping[str, Field]) -> tuple[dict[str, int], list[tuple[int, Field]]]:
    found: dict[str, int] = {}
    twice = []
    for index, cell in enumerate(row):
        field = names.get(squeezed(shown(cell))) if isinstance(cell, str) else None
        if field is None:
            continue
        if field.name in found:
            if field.lookup is None:  # nobody reads an answer of Circlebook's own
                twice.append((index, field))
        else:
            found[field.name] = index
    return found, twice


def _stop(spec: TabSpec, cell: str, code: str, header: str) -> Finding:
    return Finding(spec.title, cell, "", code, "stop", message(code, {"column": header}), "This tab waits.")
