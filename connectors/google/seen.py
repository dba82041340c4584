"""What one read of a spreadsheet showed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from connectors.google import cells
from connectors.google.layout import STATUS
from connectors.google.looks import Looks, read
from sheets_schema.grid import GAVE_WAY, FormulaCell, Grid, Raw, TabLayout

Rows = Sequence[Sequence[Any]]


MOST_PLAIN_READS, MOST_BESIDE_LOOKS = 19, 4
"""How many reads of values alone may follow one of everything: what stands around them may change and they do not.
It is seldom, and more likely where there is something already."""


@dataclass
class Seen:
    """The values of each known tab as Google gave them, its number, and a digest of what people made of it.

    ``looks`` are what stands around the values of people's tabs; None after a read of values alone, which takes
    ``around``, the digest of that, for what it was.
    """

    values: dict[str, Rows]
    numbers: dict[str, int]
    token: str
    around: str = ""
    looks: Mapping[str, Looks] | None = None

    @classmethod
    def of(
        cls, found: Mapping[int, Rows], numbers: Mapping[str, int], tabs: Mapping[str, TabLayout], around: str = ""
    ) -> "Seen":
        """From the values of each tab by its number."""
        values = {title: found[number] for title, number in numbers.items()}
        return cls(values, dict(numbers), _token(values, around, tabs), around)

    @classmethod
    def whole(cls, found: Mapping[int, Any], numbers: Mapping[str, int], tabs: Mapping[str, TabLayout]) -> "Seen":
        """From each tab by its number, as it was answered to ``looks.FIELDS``."""
        there = {title: read(found[number]) for title, number in numbers.items()}
        values: dict[str, Rows] = {title: rows for title, (rows, _) in there.items()}
        looks = {t: _heard(look, rows, tabs[t]) for t, (rows, look) in there.items() if not tabs[t].own}
        told = {title: look.told() for title, look in looks.items() if look}
        around = digest(told) if told else ""
        return cls(values, dict(numbers), _token(values, around, tabs), around, looks)

    @property
    def plain_reads(self) -> int:
        """How many reads of values alone may follow; none while a formula waits for a person.

        Whoever replaces one by what it shows changes no value, and wants to see the question go.
        """
        if any(look.has_formulas for look in (self.looks or {}).values()):
            return 0
        return MOST_BESIDE_LOOKS if self.around else MOST_PLAIN_READS

    def replace(self, tabs: Mapping[str, Rows]) -> None:
        """Own tabs were shown: their rows are these now."""
        for title, rows in tabs.items():
            header = list(self.values[title][:1]) or [[]]
            self.values[title] = [*header, *rows]


def digest(value: Any) -> str:
    """A mark of some JSON, the same for the same."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _token(values: Mapping[str, Rows], around: str, tabs: Mapping[str, TabLayout]) -> str:
    """The same for both ways of reading."""
    typed = {title: _evened(_typed(rows, tabs[title])) for title, rows in values.items() if not tabs[title].own}
    return digest([typed, around] if around else typed)


def _evened(rows: Rows) -> Rows:
    """Whole numbers as such, in whichever way an answer writes them."""
    return [[_even(value) for value in row] if float in map(type, row) else row for row in rows]


def _even(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


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


def _heard(look: Looks, rows: Rows, tab: TabLayout) -> Looks:
    """The looks with the headings that should answer for their column, and were typed over."""
    at, live = cells.headings(rows, tab.columns)
    silent = {(at, n) for n, column in live.items() if column.lookup is not None} - look.formulas
    return replace(look, silent=frozenset(silent))


def _say_silent(heads: list[Raw], look: Looks, *, is_answered: bool) -> None:
    """A typed heading as Google shows one whose answers gave way; nothing for headings that wait for the tab of answers."""
    for _, n in look.silent:
        heads[n] = GAVE_WAY
    if not is_answered:  # this pass lays it out
        heads[:] = [None if said == GAVE_WAY else said for said in heads]


def _odd(odd: Raw, plain: Raw, *, in_time: bool) -> Raw:
    """A cell with its look; among days and times a formula's result is one, and the look of a number says nothing."""
    if isinstance(odd, FormulaCell):
        return FormulaCell(odd.formula, "" if plain is None else plain)
    return plain if in_time else odd


def grid(title: str, seen: Seen, tabs: Mapping[str, TabLayout]) -> Grid:
    """A tab as the reader takes it: numbers in columns of days and times are days and times."""
    rows, columns = seen.values[title], tabs[title].columns
    at, live = cells.headings(rows, columns)
    kinds = {n: column.format for n, column in live.items() if column.format in cells.MOMENTS}
    answers = {n for n, column in live.items() if column.lookup is not None and not tabs[title].own}
    look = (seen.looks or {}).get(title, Looks())
    by_row: dict[int, list[tuple[int, Raw]]] = {}
    for (number, n), odd in look.odd.items():
        if number > at and n not in answers:
            by_row.setdefault(number, []).append((n, odd))
    made: list[tuple[Raw, ...]] = []
    blank = [()] * (max(by_row, default=-1) + 1 - len(rows))  # a formula may stand below all that has a value
    for number, row in enumerate([*rows, *blank]):
        below = number > at
        cut = [
            None if below and n in answers else cells.read(value, kinds.get(n, "") if below else "")
            for n, value in enumerate(row)
        ]
        if number == at:
            _say_silent(cut, look, is_answered=STATUS in seen.numbers)
        for n, odd in by_row.get(number, ()):
            cut.extend([None] * (n + 1 - len(cut)))
            cut[n] = _odd(odd, cut[n], in_time=n in kinds)
        while cut and cut[-1] is None:
            cut.pop()
        made.append(tuple(cut))
    while made and not made[-1]:
        made.pop()
    return Grid(title, made, merged=look.merged, hidden=look.hidden)
