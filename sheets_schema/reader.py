"""From the cells of a tab to accepted rows, and a sentence for everything that cannot be read for sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.value import Purpose, Record
from sheets_schema.cells.said import Ask, Note, Parse, shown
from sheets_schema.findings import Counts, Finding, cell_name
from sheets_schema.grid import Grid, Raw
from sheets_schema.headings import Headings, find_headings
from sheets_schema.messages import message, quoted, waiting
from sheets_schema.tab import Field, TabSpec, fields_of


@dataclass
class TabReading:
    """What one tab came to.

    ``rows`` are the accepted ones by row ID; ``held`` the IDs of rows that wait; ``raw`` the cells of every row by ID;
    ``row_numbers`` the sheet's own row numbers; ``columns`` the place of each field, counted from 0.
    """

    spec: TabSpec
    columns: Mapping[str, int] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    raw: dict[str, Sequence[Raw]] = field(default_factory=dict)
    row_numbers: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    read_rows: int = 0
    ignored: int = 0

    def counts(self) -> Counts:
        """Rows by outcome; a row with a question and a note counts as asked."""
        asked = {self._place(f) for f in self.findings if f.outcome == "ask"}
        noted = {self._place(f) for f in self.findings if f.outcome == "note"} - asked
        ok = self.read_rows - len(asked) - len(noted)
        return Counts(ok, len(noted), len(asked), self.ignored)

    def _place(self, finding: Finding) -> str:
        return finding.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class _Reader:
    """How the cells of one column are read; ``memo`` remembers texts, which repeat."""

    name: str
    index: int
    parse: Parse
    field: Field
    memo: dict[str, Any]


def read_tab(spec: TabSpec, grid: Grid) -> TabReading:
    """Read a tab; a row that cannot be read holds only itself, a missing heading holds the tab."""
    headings = find_headings(spec, grid)
    found = TabReading(spec, headings.columns, findings=list(headings.findings))
    if not headings.usable:
        return found
    found.ignored = sum(any(c not in (None, "") for c in row) for row in grid.rows[: headings.at])
    fields = [f for f in fields_of(spec.row) if f.lookup is None and f.name in headings.columns]
    readers = [_Reader(f.name, headings.columns[f.name], f.kind.parse, f, {}) for f in fields]
    absent = {
        f.name: () if isinstance(_default(spec, f), tuple) else None for f in fields_of(spec.row) if f.lookup is None
    }
    _read_rows(found, grid, headings, readers, absent)
    return found


def _default(spec: TabSpec, of: Field) -> Any:
    known = spec.record.model_fields.get(of.name) if spec.record else None
    return known.default if known else None


def _read_rows(
    found: TabReading, grid: Grid, headings: Headings, readers: Sequence[_Reader], absent: Mapping[str, Any]
) -> None:
    ids = {r.name for r in readers if r.name in found.spec.identity}
    first = grid.first_row + headings.at + 1
    for number, row in enumerate(grid.rows[headings.at + 1 :], start=first):
        width = len(row)
        typed = [(r, row[r.index]) for r in readers if r.index < width and row[r.index] not in (None, "")]
        if not typed or all(r.name in ids for r, _ in typed):
            continue  # blank, or only a pre-printed ID
        found.read_rows += 1
        _read_row(found, number, row, typed, readers, absent)


def _read_row(
    found: TabReading, number: int, row: Sequence[Raw], typed: Sequence[tuple[_Reader, Raw]],
    readers: Sequence[_Reader], absent: Mapping[str, Any],
) -> None:  # fmt: skip
    values = dict(absent)
    asked: list[tuple[_Reader, Raw, Ask]] = []
    noted: list[tuple[_Reader, Raw, Note]] = []
    for reader, raw in typed:
        value = _value(reader, raw)
        if value.__class__ is Ask:
            asked.append((reader, raw, value))
        elif value.__class__ is Note:
            noted.append((reader, raw, value))
            values[reader.name] = value.value
        elif value is not None:
            values[reader.name] = value
    questioned = {reader.name for reader, _, _ in asked}
    for reader in readers:
        if (
            reader.field.column.required
            and not values[reader.name]
            and values[reader.name] != 0
            and reader.name not in questioned
            and reader.name not in found.spec.not_required_when(values)
        ):
            asked.append((reader, None, Ask("CELL_MISSING")))
    row_id = _row_id(found.spec, values)
    for reader, raw, ask in asked:
        found.findings.append(finding(found.spec, reader.field, cell_name(reader.index, number), row_id, ask, raw))
    for reader, raw, note in noted:
        found.findings.append(finding(found.spec, reader.field, cell_name(reader.index, number), row_id, note, raw))
    _place(found, number, row, row_id, values, [r.field for r, _, _ in asked])


def _value(reader: _Reader, raw: Raw) -> Any:
    if raw.__class__ is not str:
        return reader.parse(raw)
    known = reader.memo.get(raw, reader)
    if known is reader:
        known = reader.memo[raw] = reader.parse(raw)
    return known


def _row_id(spec: TabSpec, values: Mapping[str, Any]) -> str:
    parts = [values.get(name) for name in spec.identity]
    return "|".join(str(part) for part in parts) if all(part is not None for part in parts) else ""


def finding(spec: TabSpec, of: Field, cell: str, row_id: str, said: Ask | Note, raw: Raw) -> Finding:
    """What to tell about one cell."""
    words: dict[str, object] = {"column": of.column.header, "raw": quoted(shown(raw)), "example": of.kind.example}
    if isinstance(said, Note):
        words["reading"] = shown(said.value)
        return Finding(spec.title, cell, row_id, said.code, "note", message(said.code, words | said.words), "", of.name)
    text = message(said.code, words | said.words)
    return Finding(spec.title, cell, row_id, said.code, "ask", text, waiting(of.column.holds), of.name)


def _place(
    found: TabReading, number: int, row: Sequence[Raw], row_id: str, values: dict[str, Any], asked: Sequence[Field]
) -> None:
    """Accept the row, or hold it: for a cell that holds the row, or for an ID that another row has."""
    if not row_id:
        return
    if row_id in found.row_numbers:
        _twice(found, number, row, row_id)
        return
    found.row_numbers[row_id] = number
    found.raw[row_id] = row
    holds = {purpose for of in asked for purpose in of.column.holds}
    if "row" in holds:
        found.held.add(row_id)
        return
    if found.spec.record is not None:
        values["held"] = frozenset[Purpose](p for p in holds if p != "row")
        found.rows[row_id] = accepted(found.spec.record, values)


def accepted(record: type[Record], values: dict[str, Any]) -> Record:
    """The row as a record; the reader has judged every cell, so this only makes the value."""
    return record.model_validate(values)


def _twice(found: TabReading, number: int, row: Sequence[Raw], row_id: str) -> None:
    """Exact copies: the first counts; different content: none does (ruling 5)."""
    first = found.row_numbers[row_id]
    indexes = [found.columns[f.name] for f in fields_of(found.spec.row) if f.lookup is None and f.name in found.columns]
    same = _people(row, indexes) == _people(found.raw[row_id], indexes)
    of = next(f for f in fields_of(found.spec.row) if f.name == found.spec.identity[0])
    code = "ROW_DUPLICATE" if same else "ROW_ID_TWICE"
    places = [(number, first)] if same else [(number, first), (first, number)]
    for here, other in places:
        cell = cell_name(found.columns[of.name], here)
        text = message(code, {"other": other, "example": of.kind.example})
        known = any(f.code == code and f.cell == cell for f in found.findings)
        if not known:
            found.findings.append(
                Finding(found.spec.title, cell, row_id, code, "ask", text, "This row waits.", of.name)
            )
    if not same:
        found.rows.pop(row_id, None)
        found.held.add(row_id)


def _people(row: Sequence[Raw], indexes: Sequence[int]) -> list[Raw]:
    return [row[i] if i < len(row) else None for i in indexes]
