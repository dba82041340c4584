"""The days over the columns of a grid, and on the tab of a session: in full, without a year, or as a week's number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sheets_schema.cells.days import day as read_day
from sheets_schema.cells.said import shown, tidy
from sheets_schema.grid import Grid, Raw

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_SHORT = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_WORD_FIRST = re.compile(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}")
_NUMBERED = re.compile(r"(?:week|wk|session|sess|mtg|meeting|s|w)\.? ?#? ?(\d{1,2})|#(\d{1,2})")
_ONLY_MONTH = re.compile(rf"{_MONTH}(?:,? '?(\d{{4}}|\d{{2}}))?")
_LONGEST = 40
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A day as a heading says it: a date, a month and day that want a year, a session's number, or both."""

    day: date | None = None
    month: int = 0
    of_month: int = 0
    number: int = 0
    raw: str = ""


def heading(cell: Raw) -> Heading | None:
    """The day that a cell names as a heading, or None for any other cell."""
    if isinstance(cell, datetime | date):
        found = cell.date() if isinstance(cell, datetime) else cell
        return Heading(day=found, raw=shown(cell))
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    text = _WEEKDAY.sub("", tidy(cell)).strip(" :*")
    full = read_day(text)
    if isinstance(full, date):
        return Heading(day=full, raw=tidy(cell))
    return _short(text.lower(), tidy(cell))


def _short(low: str, raw: str) -> Heading | None:
    """A day without a year, or the number of a week or session."""
    if m := _SHORT.fullmatch(low):
        return _month_day(int(m[1]), int(m[2]), raw)
    if m := _WORD_FIRST.fullmatch(low):
        return _month_day(MONTHS.index(m[1]) + 1, int(m[2]), raw)
    if m := _DAY_FIRST.fullmatch(low):
        return _month_day(MONTHS.index(m[2]) + 1, int(m[1]), raw)
    if m := _NUMBERED.fullmatch(low):
        return Heading(number=int(m[1] or m[2]), raw=raw)
    return None


def _month_day(month: int, of_month: int, raw: str) -> Heading | None:
    try:
        date(2000, month, of_month)  # a leap year: it has every day that a year can have
    except ValueError:
        return None
    return Heading(month=month, of_month=of_month, raw=raw)


def headed_days(grid: Grid, at: int, cells: Sequence[Raw]) -> dict[int, Heading]:
    """The day columns of a heading row, with what the rows above (months) and below (dates) add to them."""
    found = {i: h for i, cell in enumerate(cells) if (h := heading(cell))}
    numbers = {i: n for i, cell in enumerate(cells) if (n := _whole(cell))}
    if not found and len(numbers) > 1:
        found = _under_months(grid.rows[at - 1] if at else (), numbers) or _counted(numbers)
    if found and all(h.day is None for h in found.values()):
        return _with_row_below(grid, at, found)
    return found


def _whole(cell: Raw) -> int:
    if isinstance(cell, str) and len(cell) <= _LONGEST and tidy(cell).isascii() and tidy(cell).isdigit():
        cell = int(tidy(cell)) if len(tidy(cell)) < 3 else 0  # noqa: PLR2004  a day has two digits
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 1 <= cell <= 60:  # noqa: PLR2004  a day of a month or the number of a session
        return 0
    return int(cell) if cell == int(cell) else 0


def _under_months(above: Sequence[Raw], numbers: Mapping[int, int]) -> dict[int, Heading]:
    """Days of the month below the names of months; a merged name stands over its first day alone."""
    months: dict[int, tuple[int, int]] = {}
    for index, cell in enumerate(above):
        if isinstance(cell, datetime | date):
            months[index] = (cell.month, cell.year)
        elif isinstance(cell, str) and (m := _ONLY_MONTH.fullmatch(tidy(cell).lower())):
            year = int(m[2]) if m[2] else 0
            months[index] = (MONTHS.index(m[1]) + 1, year + 2000 if 0 < year < 100 else year)  # noqa: PLR2004  two digits
    if not months or min(months) > min(numbers):
        return {}
    found: dict[int, Heading] = {}
    for index, of_month in numbers.items():
        month, year = months[max(i for i in months if i <= index)]
        made = _month_day(month, of_month, f"{month}/{of_month}")
        if made is None:
            return {}
        try:
            found[index] = Heading(day=date(year, month, of_month), raw=made.raw) if year else made
        except ValueError:
            return {}
    return found


def _counted(numbers: Mapping[int, int]) -> dict[int, Heading]:
    """Bare numbers that count up one by one are the sessions of a cycle."""
    values = list(numbers.values())
    if values != list(range(values[0], values[0] + len(values))):
        return {}
    return {i: Heading(number=n, raw=str(n)) for i, n in numbers.items()}


def _with_row_below(grid: Grid, at: int, found: Mapping[int, Heading]) -> dict[int, Heading]:
    """A second row of headings with the dates: only where it has a day in every column that it fills."""
    below = grid.rows[at + 1] if at + 1 < len(grid.rows) else ()
    dates = {i: h for i in found if i < len(below) and (h := heading(below[i])) and not h.number}
    filled = {i for i, cell in enumerate(below) if i in found and cell is not None}
    if len(dates) < 2 or filled != dates.keys():  # noqa: PLR2004  one day alone may be anything
        return dict(found)
    return {
        i: Heading(h.day, h.month, h.of_month, found[i].number, h.raw) if (h := dates.get(i)) else found[i]
        for i in found
    }


def is_second_heading(cells: Sequence[Raw], days: Mapping[int, Heading]) -> bool:
    """Whether a row below the headings only says more about the days: weekdays, numbers or dates."""
    held = [cell for i, cell in enumerate(cells) if i in days and cell is not None]
    names = [tidy(cell).lower()[:3] for cell in held if isinstance(cell, str)]
    return bool(held) and (
        all(heading(cell) for cell in held) or (len(names) == len(held) and all(n in _WEEKDAYS for n in names))
    )


def year_in(words: Sequence[str]) -> int | None:
    """The one year that titles name, or None when they name none or several."""
    years = {int(y) for text in words for y in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def day_of_title(text: str) -> Heading | None:
    """The day in a tab's name such as "1-15" or "Wk 5", alone or after a word or two."""
    words = tidy(text.replace("_", " ")).split(" ")
    for begin in range(len(words)):
        for end in range(len(words), begin, -1):
            found = heading(" ".join(words[begin:end]).strip("()-:"))
            if found:
                return found
    return None
