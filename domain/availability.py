"""When a person can come, in the words of the intake form or their own: read clause by clause, or left to people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time

from domain.identity import plain
from domain.lists import Weekday

PARTS_OF_DAY = {
    "early": (time(7), time(9)),
    "morning": (time(7), time(12)),
    "lunch": (time(12), time(14)),
    "midday": (time(10), time(14)),
    "noon": (time(12), time(14)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(21)),
    "night": (time(17), time(21)),
}
"""When the parts of a day are that people name without hours; a group fits that begins in one of them."""

NOON = 12
DAYS = tuple(day.value.lower() for day in Weekday)
_DAY_WORD = r"(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?\b"
_TOKEN = re.compile(
    rf"\b(?:{_DAY_WORD}(?: (?:to|through|thru) {_DAY_WORD})?"
    r"|(week(?:day|end))s?\b"
    rf"|({'|'.join(PARTS_OF_DAY)})s?\b(?: (\d{{1,2}}) to (\d{{1,2}})\b)?"
    r"|(\d+))"
)
_NOT = re.compile(r"\b(not|except|but|no|never|until|after|before)\b")
_ANY = re.compile(r"\b(any|anytime|flexible|always|open)\b")
_DASH = re.compile(r"\s*[-\N{EN DASH}\N{EM DASH}]\s*")


@dataclass
class _Clause:
    """Days and parts of a day that belong together: "Tuesday and Thursday evenings". ``odd`` has hours not read."""

    days: set[str] = field(default_factory=set)
    spans: list[tuple[time, time]] = field(default_factory=list)
    odd: bool = False
    days_first: bool = True

    def is_over(self, *, a_day: bool) -> bool:
        """Whether the next day, or the next part of a day, begins another clause."""
        turned = bool(self.spans or self.odd) if self.days_first else bool(self.days)
        return turned and a_day is self.days_first

    def holds(self, begins: time) -> bool:
        """Whether an hour is surely among those that were named, or none was."""
        return not self.odd and (not self.spans or any(since <= begins < until for since, until in self.spans))


def availability(said: str | None, weekday: Weekday | None, begins: time | None) -> tuple[str, str]:
    """Whether a person can come on that day at that hour: what speaks against it, and what nobody has said.

    Words that turn the meaning ("not", "until") and hours that cannot be read are left to people.
    """
    text = plain(_DASH.sub(" to ", (said or "").replace("\n", ";")).replace(";", " semicolon "))
    clauses = [] if _NOT.search(text) else list(_clauses(text))
    if not clauses:
        anytime = _ANY.search(text) and not _NOT.search(text)
        return "", "" if anytime else "availability"
    on_day = [c for c in clauses if weekday is None or not c.days or weekday.value.lower() in c.days]
    if not on_day and weekday is not None:
        return f"not free on {weekday.value}", ""
    if begins is None or any(c.holds(begins) for c in on_day):
        return "", ""
    return ("", "availability") if any(c.odd for c in on_day) else ("not free at that hour", "")


def _clauses(text: str) -> Iterator[_Clause]:
    """In each part between semicolons days and hours take turns; whichever comes first begins each clause."""
    for part in text.split(" semicolon "):
        clause: _Clause | None = None
        for token in _TOKEN.finditer(part):
            first, last, week, word, since, until, number = token.groups()
            a_day = bool(first or week)
            if clause is None or clause.is_over(a_day=a_day):
                if clause:
                    yield clause
                clause = _Clause(days_first=clause.days_first if clause else a_day)
            if a_day:
                clause.days.update(_days(first, last, week))
            elif word:
                clause.spans += [span] if (span := _span(word, since, until)) else []
                clause.odd |= span is None
            clause.odd |= bool(number)
        if clause:
            yield clause


def _days(first: str | None, last: str | None, week: str | None) -> tuple[str, ...]:
    if week:
        return DAYS[:5] if week == "weekday" else DAYS[5:]
    begin = _place(first or "")
    length = (_place(last) - begin) % len(DAYS) if last else 0
    return tuple(DAYS[(begin + n) % len(DAYS)] for n in range(length + 1))


def _place(word: str) -> int:
    return next(n for n, day in enumerate(DAYS) if day.startswith(word[:3]))


def _span(word: str, since: str | None, until: str | None) -> tuple[time, time] | None:
    """A part of a day, by the hours beside it where there are any: "Evening (5-8)"; None for hours that make no sense."""
    if since is None or until is None:
        return PARTS_OF_DAY[word]
    in_the_morning = PARTS_OF_DAY[word][0] < time(10)
    begin, end = (h if in_the_morning or h == NOON else h + NOON for h in (int(since), int(until)))
    return (time(begin), time(end)) if begin < end < 2 * NOON else None
