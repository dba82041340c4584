"""Finding a tab's heading row, and which column is which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from sheets_schema.cells.said import Ask, shown
from sheets_schema.cells.text import squeezed
from sheets_schema.findings import Finding, cell_name
from sheets_schema.grid import GAVE_WAY, Grid, Raw
from sheets_schema.messages import message, note, quoted
from sheets_schema.tab import Field, TabSpec, fields_of

SEARCHED = 20
"""Rows in which the headings are looked for; above them people put titles."""
_SHORTEST = 5
_LONGEST = 80
"""Longer words are no heading: people's notes in the first rows need not be looked at letter by letter."""
_LOOKED_AT = 30
_HALF = 2


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand: the place of their last row in the grid, and the column of each field.

    ``doubles`` are further columns of the same heading, which never disagree with the first.
    ``titles`` are rows above that belong to nothing.
    """

    at: int
    columns: Mapping[str, int]
    findings: tuple[Finding, ...]
    doubles: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether the tab can be read at all."""
        return not any(f.outcome == "stop" for f in self.findings)


class _Found(NamedTuple):
    columns: dict[str, int]
    twice: list[tuple[int, Field]]
    misspelt: list[tuple[int, Field, str]]
    unknown: list[tuple[int, str]]


def find_headings(spec: TabSpec, grid: Grid) -> Headings:
    """The row with the most known headings, or two rows read as one; a missing or doubled column stops the tab."""
    fields, names = _names(spec.row)
    rows = grid.rows[:SEARCHED]
    at = _richest(rows, names)
    heads: Sequence[Raw] = rows[at] if rows else ()
    found = _columns(heads, names, grid.rows[at + 1 : at + 1 + _LOOKED_AT])
    if at + 1 < len(grid.rows) and any(f.column.required and f.name not in found.columns for f in fields):
        joined = _columns(_joined(heads, grid.rows[at + 1]), names, grid.rows[at + 2 : at + 2 + _LOOKED_AT])
        if len(joined.columns) > len(found.columns):
            at, found = at + 1, joined
    return _checked(spec, grid, at, found, fields)


def _richest(rows: Sequence[Sequence[Raw]], names: Mapping[str, Field]) -> int:
    """The first row with the most known headings; rows with too few words to be it are not looked at letter by letter."""
    at = most = 0
    for i, row in enumerate(rows):
        words = [cell for cell in row if isinstance(cell, str) and len(cell) <= _LONGEST]
        if len(words) > most and (known := sum(squeezed(shown(word)) in names for word in words)) > most:
            at, most = i, known
    return at


@cache
def _names(row: type[BaseModel]) -> tuple[tuple[Field, ...], Mapping[str, Field]]:
    """The columns of a tab, and by which words each is known."""
    fields = fields_of(row)
    return fields, {squeezed(word): f for f in fields for word in (f.column.header, *f.column.synonyms)}


def _joined(above: Sequence[Raw], below: Sequence[Raw]) -> list[Raw]:
    """Two rows of headings as one, word above word; a heading over several columns stands over each of them."""
    heads: list[Raw] = []
    over = ""
    for i in range(max(len(above), len(below))):
        top = shown(above[i]) if i < len(above) else ""
        bottom = shown(below[i]) if i < len(below) else ""
        over = top or (over if bottom else "")
        heads.append(f"{over} {bottom}".strip() or None)
    return heads


def _checked(spec: TabSpec, grid: Grid, at: int, found: _Found, fields: Sequence[Field]) -> Headings:
    row = grid.first_row + at
    findings: list[Finding] = []
    doubles: dict[str, tuple[int, ...]] = {}
    for index, of in found.twice:
        first = found.columns[of.name]
        if of.name in spec.identity or _disagree(grid.rows[at + 1 :], first, index, of):
            findings.append(_stop(spec, cell_name(index, row), "HEADING_TWICE", of.column.header))
        else:
            doubles[of.name] = (*doubles.get(of.name, ()), index)
            findings.append(_note(spec, cell_name(index, row), "HEADING_JOINED", column=of.column.header))
    for index, of, typed in found.misspelt:
        findings.append(_note(spec, cell_name(index, row), "HEADING_MISSPELT", raw=typed, column=of.column.header))
    silent = _silent(found, fields)
    findings += [_beside(spec, cell_name(index, row), "HEADING_SILENT") for index in silent]
    unread = [typed for index, typed in found.unknown if index not in silent]
    for of in fields:
        if of.column.required and of.name not in found.columns:
            near = get_close_matches(of.column.header.casefold(), [u.casefold() for u in unread], 1, 0.6)
            words = {"near": next(u for u in unread if u.casefold() == near[0])} if near else {}
            findings.append(
                _stop(spec, "", "HEADING_LOOKALIKE" if near else "HEADING_MISSING", of.column.header, **words)
            )
    for index, typed, of in _renamed(found, fields, grid.rows[at + 1 :]):
        words = {"raw": quoted(typed), "column": of.column.header}
        findings.append(
            replace(_stop(spec, "", "HEADING_RENAMED", of.column.header, **words), cell=cell_name(index, row))
        )
    if unread and all(f.outcome != "stop" for f in findings):
        first = next(index for index, typed in found.unknown if typed == unread[0])
        findings.append(_note(spec, cell_name(first, row), "HEADING_UNKNOWN", raw=", ".join(unread)[:60]))
    return Headings(at, found.columns, tuple(findings), doubles)


def _silent(found: _Found, fields: Sequence[Field]) -> list[int]:
    """Where a grey column's formula gave way to what somebody typed below it."""
    if all(of.name in found.columns for of in fields if of.lookup is not None):
        return []
    return [index for index, typed in found.unknown if typed == GAVE_WAY]


def _renamed(
    found: _Found, fields: Sequence[Field], below: Sequence[Sequence[Raw]]
) -> Iterator[tuple[int, str, Field]]:
    """An unknown heading between the two neighbours of a column that is gone: what stands below is that column's.

    To read it as empty would bill what says Do not bill, and call signed notes changed.
    """
    at = {index: name for name, index in found.columns.items()}
    for index, typed in found.unknown:
        filled = any(index < len(row) and shown(row[index]) for row in below)
        for before, of, after in zip(fields, fields[1:], fields[2:], strict=False):
            beside = (at.get(index - 1), at.get(index + 1)) == (before.name, after.name)
            if filled and beside and of.name not in found.columns and of.lookup is None and not of.column.required:
                yield index, typed, of


def _disagree(rows: Sequence[Sequence[Raw]], first: int, second: int, of: Field) -> bool:
    """Whether two columns say different things in any row."""
    both = ((row[first], row[second]) for row in rows if len(row) > max(first, second))
    return any(shown(a) and shown(b) and a != b and not _same(of.kind.parse(a), of.kind.parse(b)) for a, b in both)


def _same(first: Any, second: Any) -> bool:
    return first == second and not isinstance(first, Ask)


def _columns(row: Sequence[Raw], names: Mapping[str, Field], below: Sequence[Sequence[Raw]]) -> _Found:
    found = _Found({}, [], [], [])
    unclear: list[tuple[int, str, str]] = []
    for index, cell in enumerate(row):
        key = squeezed(shown(cell)) if isinstance(cell, str) else ""
        of = names.get(key)
        if of is None:
            if key:
                unclear.append((index, shown(cell), key))
        elif of.name in found.columns:
            if of.lookup is None:  # nobody reads an answer of Circlebook's own
                found.twice.append((index, of))
        else:
            found.columns[of.name] = index
    for index, typed, key in unclear:
        of = _nearly(key, names)
        if of and of.name not in found.columns and _looks_like(of, index, below):
            found.columns[of.name] = index
            found.misspelt.append((index, of, typed))
        else:
            found.unknown.append((index, typed))
    return found


def _nearly(key: str, names: Mapping[str, Field]) -> Field | None:
    """The one known heading that is a single slip of the finger away."""
    if len(key) < _SHORTEST:
        return None
    near = {names[slip].name: names[slip] for slip in _slips(key) if slip in names and len(slip) >= _SHORTEST}
    return next(iter(near.values())) if len(near) == 1 else None


_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def _slips(key: str) -> Iterator[str]:
    """Every word one letter away: one left out, one too many, one wrong, or two changed round."""
    for i in range(len(key) + 1):
        head, tail = key[:i], key[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _looks_like(of: Field, index: int, below: Sequence[Sequence[Raw]]) -> bool:
    """Whether most cells of the column can be read as that field: a second lock on a guess at a heading."""
    cells: list[Any] = [row[index] for row in below if index < len(row) and row[index] is not None]
    read = sum(not isinstance(of.kind.parse(cell), Ask) for cell in cells)
    return read * _HALF >= len(cells)


def _stop(spec: TabSpec, cell: str, code: str, header: str, **words: object) -> Finding:
    text = message(code, {"column": header, **words})
    return Finding(spec.title, cell, "", code, "stop", text, "This tab waits.")


def _beside(spec: TabSpec, cell: str, code: str) -> Finding:
    return Finding(spec.title, cell, "", code, "ask", message(code, {}))


def _note(spec: TabSpec, cell: str, code: str, **words: object) -> Finding:
    return Finding(spec.title, cell, "", code, "note", note(code, words))
