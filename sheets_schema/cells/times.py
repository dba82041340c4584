"""Cells that hold a time of day, a moment, or the hours of a day."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from sheets_schema.cells.days import day_in
from sheets_schema.cells.said import Ask, Parse, broken, tidy, typed
from sheets_schema.grid import Raw

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::00)?\s?([ap])\.?(?:m\.?)?", re.IGNORECASE)
_TWENTY_FOUR = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_NOON = 12
_EPOCH_YEAR = 1900  # a time typed with a day in front comes back as a day of 1899 or 1900


def time_in(found: str) -> time | Ask:
    """The time a text names: 6:00 PM, 6 pm or 18:00; 6:00 alone could be morning or evening."""
    if m := _CLOCK.fullmatch(found):
        hour, minute = int(m[1]), int(m[2] or 0)
        if not 1 <= hour <= _NOON:
            return Ask("TIME_UNREADABLE")
        return _time(hour % _NOON + (_NOON if m[3].lower() == "p" else 0), minute)
    if m := _TWENTY_FOUR.fullmatch(found):
        hour = int(m[1])
        return Ask("TIME_AMPM") if 1 <= hour <= _NOON else _time(hour, int(m[2]))
    return Ask("TIME_UNREADABLE")


def _time(hour: int, minute: int) -> time | Ask:
    try:
        return time(hour, minute)
    except ValueError:
        return Ask("TIME_UNREADABLE")


def clock_time(raw: Raw) -> Any:
    """A time of day; seconds are left out."""
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(raw, datetime) and raw.year <= _EPOCH_YEAR:
        return raw.time().replace(second=0, microsecond=0)
    if isinstance(raw, timedelta) and timedelta(0) <= raw < timedelta(days=1):
        return (datetime.min + raw).time().replace(second=0, microsecond=0)  # noqa: DTZ901  a length of time has no zone
    if isinstance(raw, str):
        text = tidy(raw)
        return (broken(text) or time_in(text)) if text else None
    return Ask("TIME_UNREADABLE")


def _moment(found: str) -> datetime | Ask:
    head, _, tail = found.partition("T") if re.match(r"\d{4}-\d{2}-\d{2}T", found) else (found, "", "")
    if not tail and (
        m := re.fullmatch(r"(.*?),? (\d{1,2}(?:[:.]\d{2})?(?::\d{2})?\s?(?:[ap]\.?m\.?)?)", found, re.IGNORECASE)
    ):
        head, tail = (m[1], m[2]) if ":" in m[2] or m[2][-1] in "mM." else (found, "")
    on = day_in(head)
    at: time | Ask = time_in(tail) if tail else time(0)
    if isinstance(on, Ask):
        return on
    return at if isinstance(at, Ask) else datetime.combine(on, at)


_text_moment: Parse = typed(_moment, "DATE_UNREADABLE")


def moment(raw: Raw) -> Any:
    """A day with a time on the practice's own clock; a day alone is its beginning."""
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
