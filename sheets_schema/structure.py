"""Telling rows of people apart from what else stands in a sheet: totals, repeated headings, remarks, merged cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from sheets_schema.cells.said import shown
from sheets_schema.cells.text import squeezed
from sheets_schema.grid import Grid, Raw
from sheets_schema.rows import Row
from sheets_schema.tab import Field

Sort = Literal["row", "total", "heading", "remark"]

_TOTAL = re.compile(
    r"(?:sub-?\s?|grand )?totals?\b.*|sum\b.*|average\b.*|(?:members|clients|people|rows)?\s*(?:present|absent|count)\s*:.*|(?:members|clients|people|rows)\s*:\s*\d+"
    r"|(?:number|no\.?|#) of .*|count:?\s*\d*",
    re.IGNORECASE,
)
_FRAMED = re.compile(r"[*=#~_-]{2,}.*|.*[*=#~_-]{3,}")
_DIGIT = re.compile(r"\d")
_HALF = 2
_NUMBERLIKE = frozenset(
    {
        "count",
        "number",
        "money",
        "copay",
        "session number",
        "grade",
        "average",
        "signed money",
        "percent",
        "text",
        "as typed",
        "id",
        "label",
        "limit",
    }
)
"""Kinds of cells that a total may have, or that read nearly anything."""


def sort_of(row: Row, columns: Mapping[str, int], fields: Mapping[str, Field], identity: Sequence[str]) -> Sort:
    """What a row that is not blank is: a row of the list, or one of those that people put in between."""
    filled = [c for c in row.cells if c not in (None, "")]
    named = names_itself(row, fields, identity)
    words = [shown(c) for c in filled if isinstance(c, str)]
    if words and not named and _TOTAL.fullmatch(words[0]) and not _is_somebody(row, identity, fields):
        return "total"
    if _is_heading(row, columns, fields):
        return "heading"
    return "remark" if not named and _is_remark(row, words, filled, identity) else "row"


def _is_somebody(row: Row, identity: Sequence[str], fields: Mapping[str, Field]) -> bool:
    """Whether a row has facts that no total has: a day, a choice, a phone, a last name."""
    facts = (n for n, value in row.values.items() if n not in identity and not _TOTAL.fullmatch(str(value)))
    return any(fields[n].choices or fields[n].kind_name not in _NUMBERLIKE for n in facts)


def names_itself(row: Row, fields: Mapping[str, Field], identity: Sequence[str]) -> bool:
    """Whether the row has an ID that can be one: an ID has a digit in it, any other name is not the word for a total."""
    value = row.values.get(identity[0])
    if value is None:
        return False
    if fields[identity[0]].column.kind == "id":
        return _DIGIT.search(str(value)) is not None
    some = _TOTAL.fullmatch(str(value)) is None or _is_somebody(row, identity, fields)
    return some and squeezed(str(value)) not in _headings(fields[identity[0]])


@cache
def _headings(of: Field) -> frozenset[str]:
    return frozenset(squeezed(word) for word in (of.column.header, *of.column.synonyms))


def _is_heading(row: Row, columns: Mapping[str, int], fields: Mapping[str, Field]) -> bool:
    """A row in which half of the words stand below the very heading that they repeat."""
    same = words = 0
    for name, of in fields.items():
        raw = row.cells[columns[name]] if columns[name] < len(row.cells) else None
        if isinstance(raw, str) and raw.strip():
            words += 1
            same += squeezed(raw) in _headings(of)
    return same >= _HALF and same * _HALF >= words


def _is_remark(row: Row, words: Sequence[str], filled: Sequence[Raw], identity: Sequence[str]) -> bool:
    """A row that holds nothing but words where an ID would stand, or one framed line of words."""
    if row.values.keys() <= set(identity) and row.said.keys() <= set(identity):
        return True
    return len(filled) == len(words) == 1 and bool(_FRAMED.fullmatch(words[0]))


def counted(words: str) -> int | None:
    """The number that a total row gives for the rows above it, such as 5 in "Clients: 5"; None for any other total."""
    m = re.search(r"(?:members|clients|people|rows|names)\D{0,12}(\d{1,6})\b(?!\s*/)", words, re.IGNORECASE)
    return int(m[1]) if m else None


def unmerged(grid: Grid, below: int) -> tuple[Grid, dict[int, set[int]]]:
    """The tab with merged cells filled down, below row ``below`` of the sheet, and where that was done.

    Only a merge that goes over rows of one column is filled: across columns it is a remark.
    """
    filled: dict[int, set[int]] = {}
    if not grid.merged:
        return grid, filled
    rows = [list(row) for row in grid.rows]
    for top, left, bottom, right in grid.merged:
        if left != right or bottom == top or top <= below:
            continue
        value = _at(rows, top - grid.first_row, left - 1)
        for number in range(top + 1, bottom + 1):
            at = number - grid.first_row
            if value is not None and at < len(rows) and _at(rows, at, left - 1) is None:
                rows[at].extend([None] * (left - len(rows[at])))
                rows[at][left - 1] = value
                filled.setdefault(number, set()).add(left - 1)
    return replace(grid, rows=rows), filled


def _at(rows: Sequence[Sequence[Raw]], at: int, index: int) -> Raw:
    return rows[at][index] if 0 <= at < len(rows) and index < len(rows[at]) else None
