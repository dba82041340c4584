"""How old somebody is on a day, at each birthday that matters."""

from datetime import date, timedelta

import pytest

from domain.age import age_on, band_on, is_minor
from domain.lists import AgeBand

ON = date(2026, 3, 3)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2000, 3, 3), ON, 26),
        (date(2000, 3, 4), ON, 25),
        (date(2000, 4, 1), ON, 25),
        (date(2000, 12, 31), date(2026, 1, 1), 25),
        (ON, ON, 0),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_a_year_is_whole_on_the_birthday(born, on, age):
    assert age_on(born, on) == age


@pytest.mark.parametrize(
    ("birthday", "before", "from_then_on"),
    [
        (13, AgeBand.CHILD, AgeBand.ADOLESCENT),
        (18, AgeBand.ADOLESCENT, AgeBand.ADULT),
        (65, AgeBand.ADULT, AgeBand.OLDER),
    ],
)
def test_a_band_begins_on_a_birthday(birthday, before, from_then_on):
    born = ON.replace(year=ON.year - birthday)
    assert (band_on(born, ON - DAY), band_on(born, ON)) == (before, from_then_on)


def test_a_guardian_signs_until_the_day_before_the_eighteenth_birthday():
    born = ON.replace(year=ON.year - 18)
    assert (is_minor(born, ON - DAY), is_minor(born, ON)) == (True, False)
