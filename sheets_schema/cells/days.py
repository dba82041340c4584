"""Cells that hold a day or several days."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from sheets_schema.cells.said import Ask, Parse, broken, tidy
from sheets_schema.grid import Raw

_FIRST_YEAR, _LAST_YEAR = 1905, 2100
_MONTHS = {
    m: n
    for n, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)
}
_FULL = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
]
_WORDS = _MONTHS | {word: _MONTHS[word[:3]] for word in _FULL}

_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH_WORD = re.compile(r"([a-z]+)\.? (\d{1,2})(?:,|, | )(\d{4})")
_DAY_WORD = re.compile(r"(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4}|\d{2})")
_NO_YEAR = re.compile(r"\d{1,2}[/-]\d{1,2}|[a-z]+\.? \d{1,2}")
_BETWEEN = re.compile(r",(?!\s*\d{4}\s*(?:[,;\n]|$))|[;\n]")


def _day(year: int, month: int, day: int) -> date | Ask:
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return Ask("DATE_IMPOSSIBLE")


def _plausible(day: date) -> date | Ask:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else Ask("DATE_UNREADABLE")


def _year(text: str, *, born: bool) -> int | Ask:
    if len(text) == 4:  # noqa: PLR2004  a year in full
        return int(text)
    return Ask("DOB_CENTURY") if born else 2000 + int(text)


def day_in(found: str, *, born: bool = False) -> date | Ask:
    """The day a text names: 2026-01-15, 1/15/2026, Jan 15, 2026 or 15 Jan 2026; the month comes first in numbers."""
    text = found.lower()
    if m := _YEAR_FIRST.fullmatch(text):
        return _day(int(m[1]), int(m[2]), int(m[3]))
    if m := _MONTH_FIRST.fullmatch(text):
        year, month, day = _year(m[4], born=born), int(m[1]), int(m[3])
    elif (m := _MONTH_WORD.fullmatch(text)) and m[1] in _WORDS:
        year, month, day = int(m[3]), _WORDS[m[1]], int(m[2])
    elif (m := _DAY_WORD.fullmatch(text)) and m[2] in _WORDS:
        year, month, day = _year(m[3], born=born), _WORDS[m[2]], int(m[1])
    else:
        return Ask("DATE_NO_YEAR") if _NO_YEAR.fullmatch(text) else Ask("DATE_UNREADABLE")
    return year if isinstance(year, Ask) else _day(year, month, day)


def _reader(*, born: bool) -> Parse:
    def parse(raw: Raw) -> Any:
        if isinstance(raw, datetime):
            return _plausible(raw.date())
        if isinstance(raw, date):
            return _plausible(raw)
        if isinstance(raw, str):
            text = tidy(raw)
            return (broken(text) or day_in(text, born=born)) if text else None
        return Ask("DATE_IS_TIME" if isinstance(raw, time | timedelta) else "DATE_NUMBER")

    return parse


day: Parse = _reader(born=False)
birthday: Parse = _reader(born=True)


def days(raw: Raw) -> Any:
    """Several days in one cell, with commas, semicolons or line breaks between them; none is an empty tuple."""
    if not isinstance(raw, str):
        found = day(raw)
        return found if isinstance(found, Ask) else (found,)
    several = [day(part) for part in _BETWEEN.split(raw) if part.strip()]
    asked = next((d for d in several if isinstance(d, Ask)), None)
    return asked or tuple(d for d in several if d is not None)
