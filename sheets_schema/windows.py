"""Whether a day makes sense in its column, seen from today."""

from datetime import date, datetime, timedelta
from typing import Any

from domain.age import ADULT, age_on
from sheets_schema.cells.calendar_words import day_words
from sheets_schema.cells.said import Ask, Note
from sheets_schema.column import Window

_AHEAD = timedelta(days=400)
_AUTHORIZATION = timedelta(days=3 * 366)
_OLDEST, _OLD, _YOUNGEST = 110, 95, 1


def in_window(window: Window, said: Any, today: date, *, minors: bool = False) -> Any:
    """The same reading, or what to ask about a day that can hardly be meant.

    ``minors`` says that the practice has groups for them, so that a young client is nothing to remark.
    """
    if window == "birth":
        return _birth(said, today, minors=minors)
    value = said.value if isinstance(said, Note) else said
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        return said
    return _far(window, day, today) or said


def _far(window: Window, day: date, today: date) -> Ask | None:
    latest = {
        "past": today + timedelta(days=1),
        "session": today + _AHEAD,
        "authorization": today + _AUTHORIZATION,
    }
    earliest = {"authorization": today - _AUTHORIZATION}
    if window in latest and day > latest[window]:
        return Ask("DATE_FUTURE", {"day": day_words(day), "guess": day_words(_nearer(day, today))})
    if window in earliest and day < earliest[window]:
        return Ask("DATE_TOO_OLD", {"day": day_words(day), "guess": day_words(_nearer(day, today))})
    return None


def year_before(day: date) -> date:
    """The same day a year earlier."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004  February


def _nearer(day: date, today: date) -> date:
    """The same day in the last year that is not ahead of today: what was probably meant."""
    for year in (today.year, today.year - 1):
        try:
            guess = day.replace(year=year)
        except ValueError:
            continue
        if guess <= today:
            return guess
    return today


def _of_one_century(ask: Ask, today: date) -> date | Note | Ask:
    """The one birth that is possible, where the other would be yet to come, or of someone past a hundred."""
    possible = [b for b in ask.could if _YOUNGEST <= age_on(b, today) <= _OLD]
    doubtful = len(possible) != 1 or any(_OLD < age_on(b, today) <= _OLDEST for b in ask.could)
    if doubtful:
        return ask
    return Note(possible[0], "DATE_DAY_FIRST") if ask.words.get("day_first") else possible[0]


def _birth(said: Any, today: date, *, minors: bool) -> Any:
    if isinstance(said, Ask) and said.code == "DOB_CENTURY":
        said = _of_one_century(said, today)
    born = said.value if isinstance(said, Note) else said
    if not isinstance(born, date):
        return said
    age = age_on(born, today)
    if born > today:
        return Ask(
            "DATE_FUTURE",
            {"day": day_words(born), "guess": day_words(born.replace(year=born.year - 20, day=min(born.day, 28)))},
        )
    if not _YOUNGEST <= age <= _OLDEST:
        return Ask("DOB_AGE", {"age": age})
    if age < ADULT and not minors and not isinstance(said, Note):
        return Note(born, "DOB_AGE", {"age": age})
    return said
