"""From the cells of a tab to accepted rows, and a sentence for everything that cannot be read for sure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from domain.value import Purpose, Record
from sheets_schema.cells.said import Ask, Note, shown
from sheets_schema.cells.text import squeezed
from sheets_schema.column_sense import sense
from sheets_schema.copies import is_same, is_same_question
from sheets_schema.finding import beside, doubled, finding, of_tab
from sheets_schema.findings import Counts, Finding
from sheets_schema.grid import Grid, Raw
from sheets_schema.headings import Headings, find_headings
from sheets_schema.rows import Row, cell_of, rows_below
from sheets_schema.structure import counted, names_itself, sort_of, unmerged
from sheets_schema.surroundings import Surroundings, settle
from sheets_schema.tab import Field, TabSpec, fields_of

_GAP = 20
"""Blank rows in a row after which what follows is worth a remark."""


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
    title: str = ""

    def counts(self) -> Counts:
        """Rows by outcome; a row with a question and a note counts as asked."""
        if self.stopped:
            return Counts(ask=self.read_rows, ignored=self.ignored)
        asked = {row for f in self.findings if f.outcome == "ask" and (row := _row_of(f.cell))}
        noted = {row for f in self.findings if f.outcome == "note" and f.row_id and (row := _row_of(f.cell))} - asked
        return Counts(self.read_rows - len(asked) - len(noted), len(noted), len(asked), self.ignored)


def _row_of(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def read_tab(spec: TabSpec, grid: Grid, around: Surroundings | None = None) -> TabReading:
    """Read a tab; a row that cannot be read holds only itself, a missing heading holds the tab.

    ``around`` is what the rest of the workbook tells about its cells; without it nothing is assumed.
    """
    headings = find_headings(spec, grid)
    found = TabReading(
        spec, headings.columns, findings=list(headings.findings), stopped=not headings.usable, title=grid.title
    )
    if squeezed(grid.title) != squeezed(spec.title):
        found.findings.append(of_tab(spec, "TAB_RENAMED", {"raw": grid.title, "tab": spec.title}))
    if grid.twice:
        found.findings.append(of_tab(spec, "TAB_TWICE", {}))
    if found.stopped:
        _stop(found, grid, headings)
        return found
    found.ignored = sum(any(c not in (None, "") for c in row) for row in grid.rows[: headings.at])
    fields = {f.name: f for f in fields_of(spec.row) if f.lookup is None and f.name in headings.columns}
    grid, merged = unmerged(_doubles_joined(grid, headings), grid.first_row + headings.at)
    rows = list(_data(found, rows_below(grid, headings.at, headings.columns, fields), fields))
    sense(rows, headings.columns, fields, around.today if around else None)
    columns = _Columns(
        fields,
        frozenset(name for name, f in fields.items() if f.column.required),
        frozenset(name for name, f in fields.items() if f.column.window),
    )
    for row in rows:
        _take(found, row, columns, around)
    _tell_of_the_sheet(found, grid, rows, merged)
    return found


class _Columns(NamedTuple):
    """The columns that are read, those a row must have, and those whose days are seen from today."""

    fields: Mapping[str, Field]
    required: frozenset[str]
    windowed: frozenset[str]


def _doubles_joined(grid: Grid, headings: Headings) -> Grid:
    """Columns that hold one field between them, read as one."""
    if not headings.doubles:
        return grid
    rows = [list(row) for row in grid.rows]
    for name, others in headings.doubles.items():
        first = headings.columns[name]
        for row in rows[headings.at + 1 :]:
            said = next((row[i] for i in (first, *others) if i < len(row) and shown(row[i])), None)
            row.extend([None] * (first + 1 - len(row)))
            row[first] = said
    return Grid(grid.title, rows, grid.first_row, grid.gid, grid.merged, grid.hidden)


def _data(found: TabReading, rows: Iterator[Row], fields: Mapping[str, Field]) -> Iterator[Row]:
    """The rows of the list; what else stands between them is left alone, and counted."""
    identity = found.spec.identity
    names = frozenset(identity)
    answers = {
        found.columns[f.name] for f in fields_of(found.spec.row) if f.lookup is not None and f.name in found.columns
    }
    known = set(found.columns.values())
    for row in rows:
        bare = (
            row.values.keys() <= names
            and row.said.keys() <= names
            and not (_has_more(row, known) or len(row.values) > 1)
        )
        if bare and not row.values and not row.said and _is_blank(row, answers):
            continue
        whole = not bare and names_itself(row, fields, identity)
        sort = "row" if whole else sort_of(row, found.columns, fields, identity)
        if sort == "row":
            if not bare:
                found.read_rows += 1
                yield row
            continue
        found.ignored += 1
        code = {"total": "ROW_TOTAL", "heading": "ROW_HEADING", "remark": "ROW_NOTE"}[sort]
        found.findings.append(beside(found.spec, found.columns[identity[0]], row.number, code))
        if sort == "total":
            _check_total(found, row)


def _has_more(row: Row, known: Collection[int]) -> bool:
    """Whether a row that has an ID also has words in a column of the practice's own."""
    return bool(row.values) and any(isinstance(c, str) and c.strip() for i, c in enumerate(row.cells) if i not in known)


def _is_blank(row: Row, answers: Collection[int]) -> bool:
    """A row with nothing in it but spaces, empty boxes and Circlebook's own answers."""
    return all(c is None or c is False or i in answers or not shown(c) for i, c in enumerate(row.cells))


def _check_total(found: TabReading, row: Row) -> None:
    """A total that counts people is held against the rows above it."""
    words = " ".join(shown(c) for c in row.cells if c is not None)
    said = counted(words)
    if said is not None and said != found.read_rows:
        at = found.columns[found.spec.identity[0]]
        found.findings.append(
            beside(found.spec, at, row.number, "ROW_TOTAL_DIFFERS", "note", {"n": said, "rows": found.read_rows})
        )


def _stop(found: TabReading, grid: Grid, headings: Headings) -> None:
    """Every row of a tab that cannot be read waits, by its ID where the column of IDs is there."""
    names = {f.name: f for f in fields_of(found.spec.row) if f.name in found.spec.identity}
    fields = {name: f for name, f in names.items() if name in headings.columns}
    found.ignored = sum(any(c not in (None, "") for c in row) for row in grid.rows[: headings.at])
    only = {headings.columns[name] for name in fields}
    below = grid.rows[headings.at + bool(headings.columns) :]
    found.read_rows = sum(any(c not in (None, "") for i, c in enumerate(row) if i not in only) for row in below)
    for row in rows_below(grid, headings.at, headings.columns, fields):
        row_id = _row_id(found.spec, row.values)
        if row_id:
            found.held.add(row_id)
            found.row_numbers.setdefault(row_id, row.number)


def _take(found: TabReading, row: Row, columns: _Columns, around: Surroundings | None) -> None:
    """Accept the row, or hold it: for a cell that holds the row, or for an ID that another row has."""
    if around and (row.said or columns.windowed):
        _settle(row, columns, around)
    whole = not row.said and columns.required.issubset(row.values)
    holds: set[Any] = set() if whole else _tell(found, row, columns)
    row_id = _row_id(found.spec, row.values)
    if row_id in found.row_numbers:
        _twice(found, row, row_id, columns.fields)
        return
    if row_id:
        found.row_numbers[row_id] = row.number
        found.raw[row_id] = row.cells
    else:
        found.nameless.append(row.cells)
    if "row" in holds:
        found.held.update({row_id} - {""})
    else:  # a row without an ID was asked for it, which holds the row
        found.rows[row_id] = _accepted(found.spec, row.values, holds)


def _settle(row: Row, columns: _Columns, around: Surroundings) -> None:
    """See each cell in its row, on its day: a cell that is no longer sure leaves the values, one that is joins them."""
    for name in (*row.said, *(columns.windowed & row.values.keys())):
        window = columns.fields[name].column.window
        said = settle(row.said.get(name, row.values.get(name)), window, row.values, around)
        row.said.pop(name, None)
        row.values.pop(name, None)
        if isinstance(said, Ask | Note):
            row.said[name] = said
        elif said is not None:
            row.values[name] = said


def _accepted(spec: TabSpec, values: dict[str, Any], holds: set[Any]) -> Record:
    assert spec.record is not None
    if holds:
        values["held"] = frozenset[Purpose](holds)
    return spec.record.model_validate(values)


def _tell(found: TabReading, row: Row, columns: _Columns) -> set[Any]:
    """Put down what there is to tell about the row's cells; what waits for them."""
    fields = columns.fields
    for name, said in row.said.items():
        if isinstance(said, Note) and said.value is not None:
            row.values[name] = said.value
    blank = columns.required - row.values.keys() - row.said.keys() - found.spec.not_required_when(row.values)
    told: dict[str, Ask | Note] = row.said | {name: Ask("CELL_MISSING") for name in blank}
    row_id = _row_id(found.spec, row.values)
    for name, of in fields.items():
        if name in told:
            index = found.columns[name]
            found.findings.append(finding(found.spec, of, index, row.number, row_id, told[name], cell_of(row, index)))
    return {
        purpose
        for name, said in told.items()
        for purpose in (fields[name].column.holds if isinstance(said, Ask) else said.stops)
    }


def _row_id(spec: TabSpec, values: Mapping[str, Any]) -> str:
    """What names the row; a dated row whose day cannot be read is named by the rest."""
    if len(spec.identity) == 1:
        return str(values.get(spec.identity[0], ""))
    parts = [values.get(name) for name in spec.identity]
    if parts[0] is None:
        return ""
    return "|".join("" if p is None else p.isoformat() if isinstance(p, date) else str(p) for p in parts)


def _twice(found: TabReading, row: Row, row_id: str, fields: Mapping[str, Field]) -> None:
    """Exact copies: the first counts; different content: none does (ruling 5). Of one question the answered row counts."""
    first = found.row_numbers[row_id]
    of = fields[found.spec.identity[0]]
    index = found.columns[of.name]
    raw = found.raw[row_id]
    if is_same(row.cells, raw, [found.columns[name] for name in fields]):
        found.findings.append(doubled(found.spec, of, index, row_id, "ROW_DUPLICATE", row.number, first))
    elif is_same_question(found.spec, row, raw, found.rows.get(row_id), found.columns):
        counts, other = first, row.number
        if row.values.get("answer") is not None:
            counts, other = row.number, first
            found.rows[row_id] = _accepted(found.spec, row.values, set())
            found.row_numbers[row_id], found.raw[row_id] = row.number, row.cells
        found.findings.append(doubled(found.spec, of, index, row_id, "ROW_DUPLICATE", other, counts))
    else:
        found.findings.append(doubled(found.spec, of, index, row_id, "ROW_ID_TWICE", row.number, first))
        back = doubled(found.spec, of, index, row_id, "ROW_ID_TWICE", first, row.number)
        if not any(f.code == back.code and f.cell == back.cell for f in found.findings):
            found.findings.append(back)
        found.rows.pop(row_id, None)
        found.held.add(row_id)


def _tell_of_the_sheet(found: TabReading, grid: Grid, rows: Sequence[Row], merged: Mapping[int, set[int]]) -> None:
    """Once for the tab: rows that are hidden, rows far below the others, cells that were merged."""
    at = found.columns[found.spec.identity[0]]
    hidden = [row.number for row in rows if row.number in grid.hidden]
    if hidden:
        found.findings.append(beside(found.spec, at, hidden[0], "ROWS_HIDDEN", "note", {"n": len(hidden)}))
    for before, row in pairwise(rows):
        if row.number - before.number > _GAP:
            found.findings.append(beside(found.spec, at, row.number, "ROWS_FAR_BELOW", "note", {"n": row.number}))
    for number in sorted(merged):
        found.findings.append(beside(found.spec, min(merged[number]), number, "CELL_MERGED", "note"))
