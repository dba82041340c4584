"""Cells that hold a day or several days: one reading by an explicit grammar, or a question."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sheets_schema.cells.calendar_words import MONTHS, WEEKDAYS, day_words
from sheets_schema.cells.said import DASHES, Ask, Note, Parse, broken, tidy
from sheets_schema.grid import Raw

_FIRST_YEAR, _LAST_YEAR = 1905, 2100
_OLDEST_YEAR = 1850  # typed births of longer ago are asked about as what they are
_MOST_MONTHS = 12
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # the years 2000 to 2099
_YEAR_DIGITS = 4

_SEP = r"[/.\-\u2010-\u2013]"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_RUN_TOGETHER = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(rf"(\d{{1,2}})\s?({_SEP})\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}})")
_MONTH_WORD = re.compile(r"([a-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -]\s?(\d{4})")
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4}|\d{2})")
_NO_YEAR = re.compile(
    r"(\d{1,2})[/\-\u2010-\u2013](\d{1,2})|([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?|(\d{1,2}) ([a-z]+)\.?"
)
_MONTH_DASH = re.compile(r"([a-z]+)-(\d{1,2})|(\d{1,2})-([a-z]+)")
_CLOCK_ONLY = re.compile(r"\d{1,2}([:.]\d{2})?\s*[ap]\.?m?\.?|\d{1,2}:\d{2}(:\d{2})?|noon|midnight")
_CLOCK_TAIL = re.compile(r",?\s(?:at )?(?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}\s?(?:[ap]\.?m\.?)?$")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_WEEKDAY_IN_FRONT = re.compile(r"([a-z]+)\.?,? (?=.*\d)")
_REMARK = re.compile(r"(.*\S)\s*(\(.*\)|\[.*\])")
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})")
_BETWEEN = re.compile(r",(?!\s*\d{4}\s*(?:[,;\n]|$))|[;\n]")
_TWO_ENDS = re.compile(r"\d.*\s(?:-|\u2013|\u2014|to|until|through)\s.*\d|\d{1,2}\s?-\s?\d{1,2}\.\d")


def _day(year: int, month: int, day: int) -> date | Ask:
    try:
        found = date(year, month, day)
    except ValueError:
        return Ask("DATE_IMPOSSIBLE")
    return found if _OLDEST_YEAR <= year <= _LAST_YEAR else Ask("DATE_UNREADABLE")


def _plausible(day: date) -> date | Ask:
    """A day of a date cell that can be meant; others are numbers that only look like days."""
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else Ask("DATE_NUMBER")


def _numbers(first: int, second: int, year: int) -> Any:
    """The month comes first; a first number that is no month can only be the day, which is shown."""
    if first > _MOST_MONTHS and second <= _MOST_MONTHS:
        found = _day(year, second, first)
        return found if isinstance(found, Ask) else Note(found, "DATE_DAY_FIRST")
    return _day(year, first, second)


def _in_full(text: str, century: Callable[[str, int, int], int | Ask]) -> Any:
    """A day with its year, or None for any other text; ``century`` tells the year of two digits."""
    if m := _YEAR_FIRST.fullmatch(text) or _RUN_TOGETHER.fullmatch(text):
        return _day(int(m[1]), int(m[2]), int(m[3])) if int(m[1]) else Ask("DATE_UNREADABLE")
    if m := _NUMBERS.fullmatch(text):
        if not int(m[1]) or not int(m[3]):
            return Ask("DATE_UNREADABLE")
        year = century(m[4], int(m[1]), int(m[3]))
        return year if isinstance(year, Ask) else _numbers(int(m[1]), int(m[3]), year)
    if (m := _MONTH_WORD.fullmatch(text)) and m[1] in MONTHS:
        return _day(int(m[3]), MONTHS[m[1]], int(m[2]))
    if (m := _DAY_WORD.fullmatch(text)) and m[2] in MONTHS:
        year = century(m[3], MONTHS[m[2]], int(m[1]))
        return year if isinstance(year, Ask) else _day(year, MONTHS[m[2]], int(m[1]))
    return None


def _this_century(year: str, month: int, day: int) -> int | Ask:
    del month, day
    return int(year) if len(year) == _YEAR_DIGITS else 2000 + int(year)


def _without_year(text: str) -> Ask | None:
    """A day whose year is not said: its month and day go along, for those who can tell the year."""
    if m := _MONTH_DASH.fullmatch(text):
        word = m[1] or m[4]
        return Ask("DATE_TWO_WAYS", {"a": "a day", "b": "a month and a year"}) if word in MONTHS else None
    m = _NO_YEAR.fullmatch(text)
    if not m:
        return None
    month = int(m[1]) if m[1] else MONTHS.get(m[3] or m[6] or "", 0)
    day = int(m[2] or m[4] or m[5])
    try:
        date(2024, month, day)  # a leap year
    except ValueError:
        return Ask("DATE_IMPOSSIBLE") if month else None
    return Ask("DATE_NO_YEAR", {}, (month, day))


def _unreadable(text: str) -> Ask:
    if _CLOCK_ONLY.fullmatch(text):
        return Ask("DATE_IS_TIME")
    if _NUMBER.fullmatch(text):
        return Ask("DATE_NUMBER")
    return Ask("DATE_RANGE") if _TWO_ENDS.search(text) else Ask("DATE_UNREADABLE")


def day_in(found: str, century: Callable[[str, int, int], int | Ask] = _this_century) -> Any:
    """The day a text names: 2026-01-15, 1/15/2026, Jan 15, 2026, 15 Jan 2026 or 20260115, a weekday in front or not."""
    text = found.lower().lstrip("'").strip()
    if text.endswith("?") and len(text) > 1 and any(c.isdigit() for c in text):
        return Ask("DATE_UNSURE")
    if m := _REMARK.fullmatch(text):
        inner = day_in(m[1], century)
        return Note(inner, "CELL_EXTRA_WORDS") if isinstance(inner, date) else inner
    weekday = None
    if (m := _WEEKDAY_IN_FRONT.match(text)) and m[1] in WEEKDAYS:
        weekday, text = WEEKDAYS[m[1]], text[m.end() :]
    day = _in_full(text, century)
    if day is None:
        day = _without_year(text)
        if isinstance(day, Ask) and day.could:
            return Ask(day.code, {"weekday": weekday}, day.could)
    if day is None:
        return _unreadable(text)
    return _agrees(day, weekday, found)


def _agrees(found: Any, weekday: int | None, typed: str) -> Any:
    day = found.value if isinstance(found, Note) else found
    if weekday is None or not isinstance(day, date) or day.weekday() == weekday:
        return found
    return Ask(
        "DATE_WEEKDAY",
        {"day": day_words(day), "real": day.strftime("%A"), "typed": typed.split(maxsplit=1)[0].strip(",")},
    )


def _from_number(raw: float) -> Any:
    """The day of a bare number: only where it can be one of this century, and then it is shown."""
    if isinstance(raw, bool) or not _FIRST_SERIAL <= raw < _LAST_SERIAL:
        return Ask("DATE_NUMBER")
    return Note(_EPOCH + timedelta(days=int(raw)), "DATE_NUMBER")


def reader(century: Callable[[str, int, int], int | Ask] = _this_century, *, numbers: bool = True) -> Parse:
    """A kind of cell that holds one day; ``century`` tells the year of two digits."""

    def parse(raw: Raw) -> Any:
        if isinstance(raw, datetime):
            return _of_a_moment(raw)
        if isinstance(raw, date):
            return _plausible(raw)
        if isinstance(raw, str):
            text = tidy(raw)
            if not text or text in DASHES:
                return None
            return broken(text) or _with_clock(text, century)
        if isinstance(raw, time | timedelta):
            return Ask("DATE_IS_TIME")
        return _from_number(raw) if numbers and isinstance(raw, int | float) else Ask("DATE_NUMBER")

    return parse


def _of_a_moment(raw: datetime) -> Any:
    found = _plausible(raw.date())
    return found if isinstance(found, Ask) or raw.time() == time(0) else Note(found, "DATE_HAS_TIME")


def is_zoned(text: str) -> bool:
    """Whether a text is a stamp with a zone of its own, as forms write it."""
    return _ZONED.fullmatch(text) is not None


def zoned(text: str) -> datetime | Ask:
    """The moment of a stamp with a zone, which the reader moves to the practice's."""
    try:
        at = datetime.fromisoformat(text)
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        return Ask("DATE_IMPOSSIBLE")
    return at if _FIRST_YEAR <= at.year <= _LAST_YEAR else Ask("DATE_IMPOSSIBLE")


def _with_clock(text: str, century: Callable[[str, int, int], int | Ask]) -> Any:
    """A day that may have a time of day after it, which a column of days leaves out."""
    if is_zoned(text):
        at = zoned(text)
        return at if isinstance(at, Ask) else Note(at, "DATE_HAS_TIME")
    tail = _CLOCK_TAIL.search(text.lower())
    if not tail:
        return day_in(text, century)
    found = day_in(text[: tail.start()], century)
    return Note(found, "DATE_HAS_TIME") if isinstance(found, date) else found


day: Parse = reader()


def last_such_day(month_and_day: tuple[int, ...], today: date) -> date | None:
    """The last day of this month and day that is not ahead of today."""
    for year in range(today.year, today.year - 8, -1):
        try:
            found = date(year, *month_and_day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def days(raw: Raw) -> Any:
    """Several days in one cell, with commas, semicolons or line breaks between them; none is an empty tuple."""
    if not isinstance(raw, str):
        found = day(raw)
        found = found.value if isinstance(found, Note) else found
        return found if isinstance(found, Ask) else (found,)
    several = [day(part) for part in _BETWEEN.split(raw) if part.strip()]
    several = [d.value if isinstance(d, Note) else d for d in several]
    several = [d.date() if isinstance(d, datetime) else d for d in several]
    asked = next((d for d in several if isinstance(d, Ask)), None)
    return asked or tuple(d for d in several if d is not None)
