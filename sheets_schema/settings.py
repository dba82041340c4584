"""The Practice tab: settings that stand one below the other."""

from dataclasses import replace
from typing import Any

from domain.details import Details
from domain.value import Purpose
from sheets_schema.cells.said import Ask, Note, shown
from sheets_schema.cells.text import squeezed
from sheets_schema.findings import Finding, cell_name
from sheets_schema.grid import Grid
from sheets_schema.headings import find_headings
from sheets_schema.messages import message
from sheets_schema.practice import PRACTICE
from sheets_schema.reader import TabReading, finding
from sheets_schema.tab import Field, fields_of


def read_settings(grid: Grid) -> tuple[Details, TabReading]:
    """The practice's own numbers; where a setting is blank its default holds, where it must not be, it is asked for."""
    headings = find_headings(PRACTICE, grid)
    found = TabReading(PRACTICE, headings.columns, findings=list(headings.findings))
    if not headings.usable or "value" not in headings.columns:
        return Details(), found
    assert PRACTICE.settings is not None
    fields = {squeezed(f.column.header): f for f in fields_of(PRACTICE.settings)}
    values: dict[str, Any] = {}
    holds: set[Purpose] = set()
    for number, row in enumerate(grid.rows[headings.at + 1 :], start=grid.first_row + headings.at + 1):
        name, raw = (row[i] if i < len(row) else None for i in (headings.columns["setting"], headings.columns["value"]))
        if not shown(name):
            continue
        found.read_rows += 1
        cell = cell_name(headings.columns["value"], number)
        of = fields.get(squeezed(shown(name)))
        if of is None:
            _unknown(found, cell, shown(name))
            continue
        found.row_numbers[of.column.header], found.raw[of.column.header] = number, row
        said = of.kind.parse(raw) if raw not in (None, "") else None
        if said is None and of.column.required:
            said = Ask("CELL_MISSING")
        if isinstance(said, Ask | Note):
            found.findings.append(finding(PRACTICE, of, cell, of.column.header, said, raw))
        if isinstance(said, Ask):
            holds.update(p for p in of.column.holds if p != "row")
        elif said is not None:
            values[of.name] = said.value if isinstance(said, Note) else said
    holds.update(_missing_rows(found, fields))
    return Details(**values, held=frozenset(holds)), found


def _unknown(found: TabReading, cell: str, name: str) -> None:
    text = message("SETTING_UNKNOWN", {"example": "Practice name"})
    found.findings.append(Finding(PRACTICE.title, cell, name, "SETTING_UNKNOWN", "note", text))


def _missing_rows(found: TabReading, fields: dict[str, Field]) -> set[Purpose]:
    holds: set[Purpose] = set()
    for of in fields.values():
        if of.column.required and of.column.header not in found.row_numbers:
            asked = finding(PRACTICE, of, "", of.column.header, Ask("CELL_MISSING"), None)
            found.findings.append(replace(asked, outcome="stop"))
            holds.update(p for p in of.column.holds if p != "row")
    return holds
