"""The Practice tab: settings that stand one below the other."""

from collections.abc import Sequence
from typing import Any, NamedTuple, get_args

from domain.details import Details
from domain.value import Purpose
from sheets_schema.cells.said import Ask, Note, read_cell, shown
from sheets_schema.cells.text import squeezed
from sheets_schema.finding import doubled, finding
from sheets_schema.findings import Finding, cell_name
from sheets_schema.grid import Grid, Raw
from sheets_schema.headings import find_headings
from sheets_schema.messages import message, note, waiting
from sheets_schema.practice import PRACTICE
from sheets_schema.reader import TabReading
from sheets_schema.tab import Field, fields_of


class _Read(NamedTuple):
    """The settings that could be read, and what waits for those that could not."""

    values: dict[str, Any]
    holds: set[Any]


def read_settings(grid: Grid) -> tuple[Details, TabReading]:
    """The practice's own numbers; where a setting is blank its default holds, where it must not be, it is asked for."""
    headings = find_headings(PRACTICE, grid)
    found = TabReading(PRACTICE, headings.columns, findings=list(headings.findings), stopped=not headings.usable)
    if found.stopped:
        return Details(held=frozenset(get_args(Purpose))), found
    name_at, value_at = headings.columns["setting"], headings.columns["value"]
    assert PRACTICE.settings is not None
    fields = {squeezed(f.column.header): f for f in fields_of(PRACTICE.settings)}
    read = _Read({}, set())
    for number, row in enumerate(grid.rows[headings.at + 1 :], start=grid.first_row + headings.at + 1):
        name = _at(row, name_at)
        if not shown(name):
            continue
        found.read_rows += 1
        of = fields.get(squeezed(shown(name)))
        if of is None:
            found.findings.append(_unknown(cell_name(value_at, number), shown(name)))
        elif of.column.header in found.row_numbers:
            found.findings.append(
                doubled(
                    PRACTICE,
                    of,
                    value_at,
                    of.column.header,
                    "SETTING_TWICE",
                    number,
                    found.row_numbers[of.column.header],
                )
            )
            read.values.pop(of.name, None)
            read.holds.update(of.column.holds)
        else:
            _take(found, of, number, row, read)
    read.holds.update(_missing_rows(found, fields))
    return Details(**read.values, held=frozenset(read.holds)), found


def _at(row: Sequence[Raw], index: int) -> Raw:
    return row[index] if index < len(row) else None


def _take(found: TabReading, of: Field, number: int, row: Sequence[Raw], read: _Read) -> None:
    header, index = of.column.header, found.columns["value"]
    found.row_numbers[header], found.raw[header] = number, row
    raw = _at(row, index)
    said = None if raw is None else read_cell(raw, of.kind.parse)
    if said is None and of.column.required:
        said = Ask("CELL_MISSING")
    if isinstance(said, Ask):
        found.findings.append(finding(PRACTICE, of, index, number, header, said, raw))
        read.holds.update(of.column.holds)
    elif isinstance(said, Note):
        found.findings.append(finding(PRACTICE, of, index, number, header, said, raw))
        read.values[of.name] = said.value
    elif said is not None:
        read.values[of.name] = said


def _unknown(cell: str, name: str) -> Finding:
    text = note("SETTING_UNKNOWN", {})
    return Finding(PRACTICE.title, cell, name, "SETTING_UNKNOWN", "note", text)


def _missing_rows(found: TabReading, fields: dict[str, Field]) -> set[Any]:
    """A required setting whose row is gone is asked for, though there is no cell to show."""
    holds: set[Any] = set()
    for of in fields.values():
        if of.column.required and of.column.header not in found.row_numbers:
            text = message("SETTING_MISSING", {"column": of.column.header, "example": of.kind.example})
            found.findings.append(
                Finding(
                    PRACTICE.title,
                    "",
                    of.column.header,
                    "SETTING_MISSING",
                    "stop",
                    text,
                    waiting(of.column.holds),
                    of.name,
                )
            )
            holds.update(of.column.holds)
    return holds
