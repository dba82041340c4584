"""What a whole column tells about one of its cells: the order of day and month, what a cross means, IDs cut short."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sheets_schema.cells.calendar_words import day_example
from sheets_schema.cells.marks import is_cross, is_letter_for_present
from sheets_schema.cells.said import Ask, Note, tidy
from sheets_schema.rows import Row, cell_of
from sheets_schema.tab import Field

_EITHER = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MOST_MONTHS = 12
_LONG_AGO = timedelta(days=400)
_GAP = timedelta(days=183)
_FEW = 2


def sense(rows: Sequence[Row], columns: Mapping[str, int], fields: Mapping[str, Field], today: date | None) -> None:
    """Ask about the cells that mean something else, or nothing sure, once the rest of their column is known."""
    for name, of in fields.items():
        judge = _JUDGES.get(of.kind_name)
        if judge:
            judge(rows, name, columns[name])
        if today and of.column.window == "session":
            _strays(rows, name, today)
    if "member_id" in fields:
        _short_ids(rows, "member_id", "payer")


def _ask(row: Row, name: str, ask: Ask) -> None:
    row.values.pop(name, None)
    row.said[name] = ask


def _days(rows: Sequence[Row], name: str, index: int) -> None:
    """Where one cell puts the day first, every other that could be read both ways is asked about."""
    texts = {row.number: tidy(raw).lstrip("'") for row in rows if isinstance(raw := cell_of(row, index), str)}
    if not any((m := _EITHER.match(text)) and int(m[1]) > _MOST_MONTHS >= int(m[3]) for text in texts.values()):
        return
    for row in rows:
        m = _EITHER.match(texts.get(row.number, ""))
        said = row.said.get(name)
        day = said.value if isinstance(said, Note) else row.values.get(name)
        if isinstance(said, Ask) and said.code == "DOB_CENTURY" and said.could:
            day = said.could[0]
        if m and isinstance(day, date) and int(m[1]) != int(m[3]) and max(int(m[1]), int(m[3])) <= _MOST_MONTHS:
            other = date(day.year, day.day, day.month)
            _ask(
                row,
                name,
                Ask(
                    "DATE_TWO_WAYS",
                    {"a": day_example(day), "b": day_example(other), "ex": day_example(day)},
                    (day, other),
                ),
            )


def _marks(rows: Sequence[Row], name: str, index: int) -> None:
    """A cross beside the letter P may mean here or away."""
    words = {raw for row in rows if isinstance(raw := cell_of(row, index), str)}
    if not any(map(is_letter_for_present, words)):
        return
    for row in rows:
        if is_cross(cell_of(row, index)):
            _ask(row, name, Ask("MARK_X_UNCLEAR"))


_JUDGES: dict[str, Callable[[Sequence[Row], str, int], None]] = {
    "date": _days, "birthday": _days, "moment": _days, "mark": _marks,
}  # fmt: skip
"""What looks at a whole column, by the name of its kind."""


def _strays(rows: Sequence[Row], name: str, today: date) -> None:
    """A day of long ago that stands alone, far from every other of its column, is a year typed wrong."""
    days = Counter(d for row in rows if isinstance(d := row.values.get(name), date))
    old = sorted(d for d in days if d < today - _LONG_AGO)
    if not old:
        return
    later = sorted(days)
    for row in rows:
        day = row.values.get(name)
        if not isinstance(day, date) or day >= today - _LONG_AGO:
            continue
        after = next((d for d in later if d > day), today)
        if after - day > _GAP and sum(days[d] for d in old if d <= day) <= _FEW:
            guess = day.replace(year=today.year, day=min(day.day, 28))
            _ask(
                row,
                name,
                Ask(
                    "DATE_TOO_OLD",
                    {"day": f"{day.month}/{day.day}/{day.year}", "guess": f"{guess.month}/{guess.day}/{guess.year}"},
                ),
            )


def _short_ids(rows: Sequence[Row], name: str, payer: str) -> None:
    """A number that is shorter than all other IDs of its payer has probably lost the zero in front."""
    lengths: dict[Any, list[int]] = defaultdict(list)
    typed: dict[Any, set[int]] = defaultdict(set)
    numbers: list[Row] = []
    for row in rows:
        said = row.said.get(name)
        if isinstance(said, Note) and said.code == "ID_NUMBER":
            numbers.append(row)
        value = said.value if isinstance(said, Note) else row.values.get(name)
        if isinstance(value, str):
            lengths[_payer(row, payer)].append(len(value))
            if row not in numbers[-1:]:
                typed[_payer(row, payer)].add(len(value))
    for row in numbers:
        note = row.said[name]
        assert isinstance(note, Note)
        others = list(lengths[_payer(row, payer)])
        others.remove(len(note.value))
        right = typed[_payer(row, payer)] or set(others)
        if len(right) == 1 and len(note.value) < min(right):
            _ask(row, name, Ask("ID_ZERO_LOST", {"payer": row.values.get(payer, "this payer")}))


def _payer(row: Row, payer: str) -> str:
    value = row.values.get(payer)
    return value.casefold() if isinstance(value, str) else ""
