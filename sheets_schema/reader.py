"""From the cells of a tab to accepted rows, and a sentence for everything that cannot be read for sure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from domain.value import Purpose, Record
from sheets_schema.cells.said import Ask, Note, Parse
from sheets_schema.finding import doubled, finding, remark
from sheets_schema.findings import Counts, Finding
from sheets_schema.grid import Grid, Raw
from sheets_schema.headings import Headings, find_headings
from sheets_schema.tab import Field, TabSpec, fields_of


@dataclass
class TabReading:
    """What one tab came to.

    ``rows`` are the accepted ones by row ID; ``held`` the IDs of rows that wait; ``raw`` the cells of every row by ID,
    ``nameless`` those of rows whose ID cannot be read;
    ``row_numbers`` the sheet's own row numbers; ``columns`` the place of each field, counted from 0.
    ``stopped`` is a tab that cannot be read at all: whatever it holds waits.
    """

    spec: TabSpec
    columns: Mapping[str, int] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    raw: dict[str, Sequence[Raw]] = field(default_factory=dict)
    nameless: list[Sequence[Raw]] = field(default_factory=list)
    row_numbers: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    read_rows: int = 0
    ignored: int = 0
    stopped: bool = False

    def counts(self) -> Counts:
        """Rows by outcome; a row with a question and a note counts as asked."""
        if self.stopped:
            return Counts(ask=self.read_rows)
        asked = {_row_of(f.cell) for f in self.findings if f.outcome == "ask"}
        noted = {_row_of(f.cell) for f in self.findings if f.outcome == "note"} - asked
        return Counts(self.read_rows - len(asked) - len(noted), len(noted), len(asked), self.ignored)


def _row_of(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class _Row(NamedTuple):
    """One row as read: its values, and the cells with more to say than a value."""

    number: int
    cells: Sequence[Raw]
    values: dict[str, Any]
    said: dict[str, Ask | Note]


def read_tab(spec: TabSpec, grid: Grid) -> TabReading:
    """Read a tab; a row that cannot be read holds only itself, a missing heading holds the tab."""
    headings = find_headings(spec, grid)
    found = TabReading(spec, headings.columns, findings=list(headings.findings), stopped=not headings.usable)
    if found.stopped:
        _stop(found, grid, headings)
        return found
    found.ignored = sum(any(c not in (None, "") for c in row) for row in grid.rows[: headings.at])
    fields = {f.name: f for f in fields_of(spec.row) if f.lookup is None and f.name in headings.columns}
    required = frozenset(name for name, f in fields.items() if f.column.required)
    names = frozenset(spec.identity)
    for row in _rows(grid, headings, fields):
        if not row.values.keys() <= names or not row.said.keys() <= names:
            _take(found, row, fields, required)
        elif _is_remark(row, fields[spec.identity[0]]):
            found.ignored += 1
            found.findings.append(remark(spec, headings.columns[spec.identity[0]], row.number))
    return found


def _stop(found: TabReading, grid: Grid, headings: Headings) -> None:
    """Every row of a tab that cannot be read waits, by its ID where the column of IDs is there."""
    names = {f.name: f for f in fields_of(found.spec.row) if f.name in found.spec.identity}
    fields = {name: f for name, f in names.items() if name in headings.columns}
    filled = [r for r in grid.rows[headings.at + bool(headings.columns) :] if any(c not in (None, "") for c in r)]
    found.read_rows = len(filled)
    for row in _rows(grid, headings, fields):
        row_id = _row_id(found.spec, row.values)
        if row_id:
            found.held.add(row_id)
            found.row_numbers.setdefault(row_id, row.number)


def _rows(grid: Grid, headings: Headings, fields: Mapping[str, Field]) -> Iterator[_Row]:
    """Each row below the headings; one turn of the inner loop is one cell, so it is kept bare."""
    plan: list[tuple[int, str, Parse, dict[str, Any]]] = sorted(
        ((headings.columns[name], name, f.kind.parse, {}) for name, f in fields.items()), key=lambda step: step[0]
    )
    first = grid.first_row + headings.at + 1
    for number, row in enumerate(grid.rows[headings.at + 1 :], start=first):
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
            else:
                value = parse(raw)
            if value.__class__ is Ask or value.__class__ is Note:
                said[name] = value
            elif value is not None:
                values[name] = value
        yield _Row(number, row, values, said)


def _is_remark(row: _Row, of: Field) -> bool:
    """A row that holds nothing but words where an ID would stand; a printed ID alone is a blank row."""
    if of.name in row.said:
        return True
    value = row.values.get(of.name, "")
    return of.column.kind == "id" and bool(value) and not any(c.isdigit() for c in value)


def _take(found: TabReading, row: _Row, fields: Mapping[str, Field], required: frozenset[str]) -> None:
    """Accept the row, or hold it: for a cell that holds the row, or for an ID that another row has."""
    found.read_rows += 1
    asked: set[Any] = set()
    if row.said or not required.issubset(row.values):
        asked = _tell(found, row, fields, required)
    row_id = _row_id(found.spec, row.values)
    if row_id in found.row_numbers:
        _twice(found, row, row_id, fields)
        return
    if row_id:
        found.row_numbers[row_id] = row.number
        found.raw[row_id] = row.cells
    else:
        found.nameless.append(row.cells)
    holds = {purpose for name in asked for purpose in fields[name].column.holds} if asked else asked
    if "row" in holds:
        found.held.update({row_id} - {""})
    else:  # a row without an ID was asked for it, which holds the row
        found.rows[row_id] = _accepted(found.spec, row.values, holds)


def _accepted(spec: TabSpec, values: dict[str, Any], holds: set[Any]) -> Record:
    assert spec.record is not None
    if holds:
        values["held"] = frozenset[Purpose](holds)
    return spec.record.model_validate(values)


def _tell(found: TabReading, row: _Row, fields: Mapping[str, Field], required: frozenset[str]) -> set[str]:
    """Put down what there is to tell about the row's cells; the fields that are asked about."""
    for name, said in row.said.items():
        if isinstance(said, Note):
            row.values[name] = said.value
    blank = required - row.values.keys() - row.said.keys() - found.spec.not_required_when(row.values)
    told: dict[str, Ask | Note] = row.said | {name: Ask("CELL_MISSING") for name in blank}
    row_id = _row_id(found.spec, row.values)
    for name, of in fields.items():
        if name in told:
            index = found.columns[name]
            raw = row.cells[index] if index < len(row.cells) else None
            found.findings.append(finding(found.spec, of, index, row.number, row_id, told[name], raw))
    return {name for name, said in told.items() if isinstance(said, Ask)}


def _row_id(spec: TabSpec, values: Mapping[str, Any]) -> str:
    """What names the row; a dated row whose day cannot be read is named by the rest."""
    if len(spec.identity) == 1:
        return str(values.get(spec.identity[0], ""))
    parts = [values.get(name) for name in spec.identity]
    if parts[0] is None:
        return ""
    return "|".join("" if p is None else p.isoformat() if isinstance(p, date) else str(p) for p in parts)


def _twice(found: TabReading, row: _Row, row_id: str, fields: Mapping[str, Field]) -> None:
    """Exact copies: the first counts; different content: none does (ruling 5)."""
    first = found.row_numbers[row_id]
    indexes = [found.columns[name] for name in fields]
    same = _typed(row.cells, indexes) == _typed(found.raw[row_id], indexes)
    of = fields[found.spec.identity[0]]
    index = found.columns[of.name]
    if same:
        found.findings.append(doubled(found.spec, of, index, row_id, "ROW_DUPLICATE", row.number, first))
        return
    found.findings.append(doubled(found.spec, of, index, row_id, "ROW_ID_TWICE", row.number, first))
    back = doubled(found.spec, of, index, row_id, "ROW_ID_TWICE", first, row.number)
    if not any(f.code == back.code and f.cell == back.cell for f in found.findings):
        found.findings.append(back)
    found.rows.pop(row_id, None)
    found.held.add(row_id)


def _typed(cells: Sequence[Raw], indexes: Sequence[int]) -> list[Raw]:
    return [cells[i] if i < len(cells) else None for i in indexes]
