"""Cells that hold a date of birth: the century must be beyond doubt, since a claim and a chart rest on it."""

from datetime import date
from typing import Any

from sheets_schema.cells.days import reader
from sheets_schema.cells.said import Ask, Parse
from sheets_schema.grid import Raw

_YEAR_DIGITS = 4
_MOST_MONTHS = 12
_A_YEAR_ALONE = 4


def _century_of_birth(year: str, month: int, day: int) -> int | Ask:
    """A year of two digits is this century or the last; whoever knows today's date says which (``Ask.could``)."""
    if len(year) == _YEAR_DIGITS:
        return int(year)
    both = tuple(b for b in (_born(1900 + int(year), month, day), _born(2000 + int(year), month, day)) if b)
    if not both:
        return Ask("DATE_IMPOSSIBLE")
    words: dict[str, object] = {"a": 1900 + int(year), "b": 2000 + int(year), "day_first": month > _MOST_MONTHS}
    return Ask("DOB_CENTURY", words, both)


def _born(year: int, month: int, day: int) -> date | None:
    for m, d in ((month, day), (day, month)):
        try:
            return date(year, m, d)
        except ValueError:
            continue
    return None


_day: Parse = reader(_century_of_birth, numbers=False)


def birthday(raw: Raw) -> Any:
    """A date of birth; a year alone, or a day without its year, is asked about."""
    found = _day(raw)
    if (
        isinstance(found, Ask)
        and found.code == "DATE_NUMBER"
        and isinstance(raw, str)
        and len(raw.strip()) == _A_YEAR_ALONE
    ):
        return Ask("DATE_NO_YEAR")
    return Ask("DATE_NO_YEAR") if isinstance(found, Ask) and found.code == "DATE_NO_YEAR" else found
