"""What one read of a spreadsheet showed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.google import cells
from sheets_schema.grid import Grid, Raw, TabLayout

Rows = Sequence[Sequence[Any]]


@dataclass
class Seen:
    """The values of each known tab as Google gave them, its number, and a digest of what people typed."""

    values: dict[str, Rows]
    numbers: dict[str, int]
    token: str

    @classmethod
    def of(cls, ranges: Sequence[Any], numbers: Mapping[str, int], tabs: Mapping[str, TabLayout]) -> "Seen":
        """From the answer of ``values.batchGetByDataFilter``; the ranges come with the filters they answer."""
        by_number = {
            int(found["dataFilters"][0]["gridRange"].get("sheetId", 0)): found["valueRange"].get("values", [])
            for found in ranges
        }
        values = {title: by_number.get(number, []) for title, number in numbers.items()}
        typed = {title: _typed(rows, tabs[title]) for title, rows in values.items() if not tabs[title].own}
        content = json.dumps(typed, ensure_ascii=False, sort_keys=True)
        return cls(values, dict(numbers), hashlib.sha256(content.encode()).hexdigest())

    def replace(self, tabs: Mapping[str, Rows]) -> None:
        """Own tabs were shown: their rows are these now."""
        for title, rows in tabs.items():
            header = list(self.values[title][:1]) or [[]]
            self.values[title] = [*header, *rows]


def _typed(rows: Rows, tab: TabLayout) -> Rows:
    """The rows without Circlebook's own answers beside them, so that showing an answer is no change."""
    _, live = cells.headings(rows, tab.columns)
    answers = [n for n, column in live.items() if column.lookup is not None]
    if not answers:
        return rows
    return [_without(row, answers) for row in rows]


def _without(row: Sequence[Any], places: Sequence[int]) -> list[Any]:
    kept = list(row)
    for n in places:
        if n < len(kept):
            kept[n] = ""
    while kept and kept[-1] == "":
        kept.pop()
    return kept


def grid(title: str, seen: Seen, tabs: Mapping[str, TabLayout]) -> Grid:
    """A tab as the reader takes it: numbers in columns of days and times are days and times."""
    rows, columns = seen.values[title], tabs[title].columns
    at, live = cells.headings(rows, columns)
    kinds = {n: column.format for n, column in live.items() if column.format in cells.MOMENTS}
    answers = {n for n, column in live.items() if column.lookup is not None and not tabs[title].own}
    made: list[tuple[Raw, ...]] = []
    for number, row in enumerate(rows):
        below = number > at
        cut = [
            None if below and n in answers else cells.read(value, kinds.get(n, "") if below else "")
            for n, value in enumerate(row)
        ]
        while cut and cut[-1] is None:
            cut.pop()
        made.append(tuple(cut))
    while made and not made[-1]:
        made.pop()
    return Grid(title, made)
