"""Cells that hold a time of day, a moment, or the hours of a day."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from sheets_schema.cells.days import day_in, is_zoned, zoned
from sheets_schema.cells.said import DASHES, Ask, Note, Parse, broken, tidy, typed
from sheets_schema.grid import Raw

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::00)?\s?([ap])\.?\s?(?:m\.?)?", re.IGNORECASE)
_TWENTY_FOUR = re.compile(r"(\d{1,2})[:hH](\d{2})(?::00)?")
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_TWO_ENDS = re.compile(r"\d.*(?:-|\u2013|\u2014|\bto\b).*\d")
_NOON = 12
_DAY_HOURS = 24
_MOST_NUMBER = 10_000
_EPOCH_YEAR = 1900  # a time typed with a day in front comes back as a day of 1899 or 1900
_WORDS = {"noon": time(12), "12 noon": time(12), "midday": time(12)}


def time_in(found: str) -> time | Ask:
    """The time a text names: 6:00 PM, 6 pm, 18:00, 1800 or noon; 6:00 alone could be morning or evening."""
    text = found.lower().lstrip("'").strip()
    if text in _WORDS:
        return _WORDS[text]
    if m := _CLOCK.fullmatch(text):
        hour, minute = int(m[1]), int(m[2] or 0)
        if not 1 <= hour <= _NOON:
            return Ask("TIME_UNREADABLE")
        return _time(hour % _NOON + (_NOON if m[3] == "p" else 0), minute)
    if (m := _TWENTY_FOUR.fullmatch(text)) or (m := _MILITARY.fullmatch(text)):
        in_words = not m[0].isdigit() and not m[1].startswith("0")
        return _of_the_day(int(m[1]), int(m[2]), unsure=in_words)
    if len(text) <= 2 and text.isdigit() and 1 <= int(text) <= _NOON:  # noqa: PLR2004  hours have two digits
        return _of_the_day(int(text), 0, unsure=True)
    return Ask("TIME_RANGE" if _TWO_ENDS.search(text) else "TIME_UNREADABLE")


def _of_the_day(hour: int, minute: int, *, unsure: bool) -> time | Ask:
    """An hour up to 12 without AM or PM has two readings; those who know the group's hours can choose."""
    if not unsure or not 1 <= hour <= _NOON:
        return _time(hour, minute)
    at = _time(hour % _NOON, minute)
    return at if isinstance(at, Ask) else Ask("TIME_AMPM", {}, (at, at.replace(hour=at.hour + _NOON)))


def _time(hour: int, minute: int) -> time | Ask:
    try:
        return time(hour, minute)
    except ValueError:
        return Ask("TIME_UNREADABLE")


def _of_a_fraction(raw: float) -> Any:
    """A number cell that is a part of a day, which is how sheets keep times; it is shown."""
    if not 0 < raw < 1:
        return Ask("TIME_UNREADABLE")
    minutes = round(raw * _DAY_HOURS * 60)
    return Note(time(minutes // 60 % _DAY_HOURS, minutes % 60), "TIME_NUMBER")


def clock_time(raw: Raw) -> Any:
    """A time of day; seconds are left out."""
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(raw, datetime):
        at = raw.time().replace(second=0, microsecond=0)
        return at if raw.date() == date(1899, 12, 30) else Note(at, "TIME_HAS_DATE")
    if isinstance(raw, timedelta) and timedelta(0) <= raw < timedelta(days=1):
        return (datetime.min + raw).time().replace(second=0, microsecond=0)  # noqa: DTZ901  a length of time has no zone
    if isinstance(raw, str):
        text = tidy(raw)
        return (broken(text) or time_in(text)) if text and text not in DASHES else None
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < _MOST_NUMBER:
        return _of_a_fraction(raw) if raw != int(raw) else time_in(str(int(raw)))
    return Ask("TIME_UNREADABLE")


def start_time(raw: Raw) -> Any:
    """When a session begins; midnight stands in lists for "not known"."""
    found = clock_time(raw)
    at = found.value if isinstance(found, Note) else found
    return Ask("TIME_ODD") if isinstance(at, time) and at == time(0) else found


def departure(raw: Raw) -> Any:
    """When a member left: a time, or "left 7:00 PM"; how long before the end is not said for sure."""
    found = arrival(raw)
    return Ask("TIME_UNREADABLE") if isinstance(found, Ask) and found.code == "TIME_LATE_BY" else found


_ARRIVED = re.compile(r"(?:arrived|came|here|in|left|out)(?: at)? (.+)", re.IGNORECASE)
_MINUTES_LATE = re.compile(r"(\d{1,3}) ?(?:min|mins|minutes|m)\.?(?: late)?", re.IGNORECASE)


def arrival(raw: Raw) -> Any:
    """When a member came: a time, "arrived 6:05 PM", or how late; ``late`` alone is no time."""
    if isinstance(raw, str):
        text = tidy(raw).lower()
        if m := _MINUTES_LATE.fullmatch(text):
            return Ask("TIME_LATE_BY", {"n": int(m[1])}, (timedelta(minutes=int(m[1])),))
        if text in {"late", "yes", "x"}:
            return Note(None, "TIME_NOT_SAID")
        if m := _ARRIVED.fullmatch(text):
            return clock_time(m[1])
    return clock_time(raw)


def _moment(found: str) -> Any:
    if is_zoned(found):
        stamp = zoned(found)
        return stamp if isinstance(stamp, Ask) else stamp.replace(second=0, microsecond=0)
    head, _, tail = found.partition("T") if re.match(r"\d{4}-\d{2}-\d{2}T", found) else (found, "", "")
    if not tail and (
        m := re.fullmatch(r"(.*?),? (\d{1,2}(?:[:.]\d{2})?(?::\d{2})?\s?(?:[ap]\.?m\.?)?)", found, re.IGNORECASE)
    ):
        head, tail = (m[1], m[2]) if ":" in m[2] or m[2][-1] in "mM." else (found, "")
    on = day_in(head)
    on = on.value if isinstance(on, Note) else on
    at: time | Ask = time_in(re.sub(r"(\d:\d{2}):\d{2}", r"\1", tail)) if tail else time(0)
    if isinstance(on, Ask):
        return Ask(on.code, on.words)
    return Ask(at.code, at.words) if isinstance(at, Ask) else datetime.combine(on, at)


_text_moment: Parse = typed(_moment, "DATE_UNREADABLE")


def moment(raw: Raw) -> Any:
    """A day with a time on the practice's own clock; a day alone is its beginning; a stamp with a zone keeps it."""
    if isinstance(raw, datetime):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(raw, date):
        return datetime.combine(raw, time(0))
    if isinstance(raw, int | float):
        return Ask("DATE_NUMBER")
    return _text_moment(raw)


def _hours(found: str) -> tuple[time, time] | Ask:
    ends = [time_in(part.strip()) for part in re.split(r"-|\u2013|\u2014|\bto\b", found)]
    match ends:
        case [time() as opens, time() as closes] if opens < closes:
            return opens, closes
        case _:
            return Ask("HOURS_UNREADABLE")


hours: Parse = typed(_hours, "HOURS_UNREADABLE")
