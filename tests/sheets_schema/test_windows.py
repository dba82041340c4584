"""Days that can hardly be meant, column by column, each at its limit; today is February 6, 2026."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sheets_schema.cells.births import birthday
from sheets_schema.cells.said import Ask, Note
from sheets_schema.windows import in_window, year_before

TODAY = date(2026, 2, 6)
DAY = timedelta(days=1)


def code(found) -> str:
    return found.code if isinstance(found, Ask | Note) else ""


@pytest.mark.parametrize(
    ("window", "last"),
    [
        ("past", TODAY + DAY),  # somebody else's clock may be a day ahead
        ("session", TODAY + 400 * DAY),
        ("authorization", TODAY + 3 * 366 * DAY),
    ],
)
@pytest.mark.parametrize("shape", [lambda day: day, lambda day: datetime(day.year, day.month, day.day, 9)])
def test_a_day_too_far_ahead_is_asked_about(window, last, shape):
    assert in_window(window, shape(last), TODAY) == shape(last)
    asked = in_window(window, shape(last + DAY), TODAY)
    assert code(asked) == "DATE_FUTURE"


@pytest.mark.parametrize(
    ("window", "day", "asked"),
    [
        ("past", date(1950, 1, 1), ""),
        ("session", date(2019, 1, 1), ""),  # a long running group asks nothing about its past
        ("authorization", TODAY - 3 * 366 * DAY, ""),
        ("authorization", TODAY - (3 * 366 + 1) * DAY, "DATE_TOO_OLD"),
    ],
)
def test_a_day_of_long_ago_is_asked_about_only_for_an_authorization(window, day, asked):
    assert code(in_window(window, day, TODAY)) == asked


@pytest.mark.parametrize(
    ("day", "guess"),
    [
        (date(2027, 1, 5), "1/5/2026"),
        (date(2027, 2, 6), "2/6/2026"),  # today itself
        (date(2027, 2, 7), "2/7/2025"),  # this year's is yet to come
        (date(2206, 1, 5), "1/5/2026"),
        (date(2028, 2, 29), "2/6/2026"),  # there was none: today stands in
    ],
)
def test_a_day_ahead_is_guessed_to_be_the_last_such_day(day, guess):
    asked = in_window("past", day, TODAY)
    assert (asked.code, asked.words["guess"]) == ("DATE_FUTURE", guess)


def test_what_is_shown_or_asked_already_is_judged_by_its_day():
    shown = Note(TODAY, "DATE_DAY_FIRST")
    assert in_window("past", shown, TODAY) == shown
    assert code(in_window("past", Note(TODAY + 2 * DAY, "DATE_DAY_FIRST"), TODAY)) == "DATE_FUTURE"
    for other in (None, Ask("DATE_NO_YEAR"), Note(None, "TIME_NOT_SAID"), datetime(2026, 2, 7, tzinfo=UTC)):
        assert in_window("past", other, TODAY) == other


@pytest.mark.parametrize(
    ("born", "minors", "found"),
    [
        (date(2026, 2, 7), True, "DATE_FUTURE"),
        (TODAY, True, "DOB_AGE"),
        (date(2025, 2, 7), True, "DOB_AGE"),  # not yet a year old
        (date(2025, 2, 6), True, ""),
        (date(2008, 2, 7), False, "DOB_AGE"),  # seventeen, where no group is for minors
        (date(2008, 2, 7), True, ""),
        (date(2008, 2, 6), False, ""),
        (date(1915, 2, 7), False, ""),  # 110
        (date(1915, 2, 6), False, "DOB_AGE"),  # 111
        (date(2200, 1, 1), False, "DATE_FUTURE"),
    ],
)
def test_a_birth_is_not_to_come_and_makes_nobody_younger_than_one_or_older_than_110(born, minors, found):
    seen = in_window("birth", born, TODAY, minors=minors)
    assert code(seen) == found
    assert isinstance(seen, Note) is (found == "DOB_AGE" and born.year == 2008)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("4/12/1990", date(1990, 4, 12)),
        ("4/12/90", date(1990, 4, 12)),
        ("12 Apr 90", date(1990, 4, 12)),
        ("2/29/00", date(2000, 2, 29)),  # 1900 had none
        ("2/7/30", date(1930, 2, 7)),  # 95; in 2030 they are not born yet
        ("2/6/30", "DOB_CENTURY"),  # 96
        ("2/7/15", "DOB_CENTURY"),  # 110, or 10
        ("2/6/15", date(2015, 2, 6)),  # 111 is nobody
        ("2/6/25", "DOB_CENTURY"),  # 101, or one year old
        ("2/7/25", "DOB_CENTURY"),  # 100, or no year old yet
        ("13/1/90", Note(date(1990, 1, 13), "DATE_DAY_FIRST")),
        ("13/1/1990", Note(date(1990, 1, 13), "DATE_DAY_FIRST")),
        ("2/30/90", "DATE_IMPOSSIBLE"),
        ("13/13/90", "DATE_IMPOSSIBLE"),
        ("1990", "DATE_NO_YEAR"),
        (" 1990 ", "DATE_NO_YEAR"),
        ("4/12", "DATE_NO_YEAR"),
        ("April 12", "DATE_NO_YEAR"),
        (1990, "DATE_NUMBER"),
        (33000, "DATE_NUMBER"),  # no day of a birth is guessed from a number
        ("199", "DATE_NUMBER"),
        ("", None),
    ],
)
def test_a_birth_is_read_where_one_century_is_possible_and_asked_about_where_two_are(typed, wanted):
    found = in_window("birth", birthday(typed), TODAY, minors=True)
    assert (found.code if isinstance(found, Ask) else found) == wanted


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 3, 31), date(2025, 3, 31)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2026, 2, 28), date(2025, 2, 28)),
    ],
)
def test_the_year_before_has_that_day_too(day, before):
    assert year_before(day) == before
