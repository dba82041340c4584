"""When a person can come: what the form's ticks and their own words say about a group on Tuesday at 6 PM."""

from datetime import time

import pytest

from domain.availability import availability
from domain.lists import Weekday

FITS, OPEN = ("", ""), ("", "availability")
OTHER_DAY, OTHER_HOUR = ("not free on Tuesday", ""), ("not free at that hour", "")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        # the form's own words
        ("Tuesday Evening (5-8)", FITS),
        ("Monday Evening (5-8); Tuesday Lunch (12-2), Evening (5-8)", FITS),
        ("Monday Evening (5-8); Tuesday Lunch (12-2)", OTHER_HOUR),
        ("Monday Lunch (12-2), Evening (5-8)", OTHER_DAY),
        ("Tuesday Early (7-9), Morning (9-12), Lunch (12-2), Afternoon (2-5)", OTHER_HOUR),
        # own words
        ("Tuesday evenings", FITS),
        ("Tuesdays and Thursdays", FITS),
        ("tues & thurs nights", FITS),
        ("evenings", FITS),
        ("Evenings on Mon and Tue", FITS),
        ("Tuesday evenings and Thursday mornings", FITS),
        ("Thursday evenings and Tuesday mornings", OTHER_HOUR),
        ("Mornings on Tuesday, evenings on Thursday", OTHER_HOUR),
        ("Evenings on Tuesday, mornings on Thursday", FITS),
        ("Mon, Wed evenings", OTHER_DAY),
        ("Tuesday mornings\nTuesday evenings", FITS),
        ("mornings", OTHER_HOUR),
        ("weekdays", FITS),
        ("Weekday mornings", OTHER_HOUR),
        ("weekends", OTHER_DAY),
        ("weekends, Tuesday", FITS),
        ("Mon-Fri evenings", FITS),
        ("Monday to Thursday", FITS),
        ("Monday through Friday mornings", OTHER_HOUR),
        ("Wed \N{EN DASH} Fri", OTHER_DAY),
        ("Fri-Tue", FITS),  # over the weekend
        ("Sat thru Mon", OTHER_DAY),
        # any time
        ("any", FITS),
        ("Flexible!", FITS),
        ("always open", FITS),
        ("Tuesday any time", FITS),
        ("any evening", FITS),
        # what nobody has said is named, not guessed
        (None, OPEN),
        ("", OPEN),
        ("ask my wife", OPEN),
        ("not on Tuesdays", OPEN),
        ("Tuesdays after May", OPEN),
        ("any day but Tuesday", OPEN),
        ("evenings until June", OPEN),
        ("any time before noon", OPEN),
        ("Tuesdays 9-11 am", OPEN),
        ("6-8 pm Tuesdays", OPEN),
        ("Tuesday evening 6:30", OPEN),
        ("Tuesday evenings (5-30)", OPEN),
        ("Thursdays 6-8 pm", OTHER_DAY),
        ("Tuesdays 9-11 am; evenings", FITS),
    ],
)
def test_what_a_person_said_about_a_tuesday_at_six(said, wanted):
    assert availability(said, Weekday.TUESDAY, time(18)) == wanted


@pytest.mark.parametrize(
    ("part", "begins", "ends"),
    [
        ("early", time(7), time(9)), ("morning", time(7), time(12)), ("lunch", time(12), time(14)),
        ("midday", time(10), time(14)), ("noon", time(12), time(14)), ("afternoon", time(12), time(17)),
        ("evening", time(17), time(21)), ("night", time(17), time(21)),
        ("Early (7-9)", time(7), time(9)), ("Morning (9-12)", time(9), time(12)), ("Lunch (12-2)", time(12), time(14)),
        ("Afternoon (2-5)", time(14), time(17)), ("Evening (5-8)", time(17), time(20)),
    ],
)  # fmt: skip
def test_a_group_fits_that_begins_in_the_part_of_the_day(part, begins, ends):
    before = time(begins.hour - 1, 59)
    last = time(ends.hour - 1, 59)
    found = [availability(part, Weekday.TUESDAY, at) for at in (before, begins, last, ends)]
    assert found == [OTHER_HOUR, FITS, FITS, OTHER_HOUR]


@pytest.mark.parametrize("day", Weekday)
def test_each_day_is_known_by_its_name_and_its_short_forms(day):
    others = [d for d in Weekday if d is not day]
    for word in (day.value, f"{day.value}s", day.value[:3], day.value.upper()):
        assert availability(word, day, time(18)) == FITS
        assert {availability(word, d, time(18)) for d in others} == {(f"not free on {d.value}", "") for d in others}


@pytest.mark.parametrize(
    ("weekday", "begins", "said", "wanted"),
    [
        (None, time(18), "Thursday evenings", FITS),
        (None, time(18), "Thursday mornings", OTHER_HOUR),
        (Weekday.TUESDAY, None, "Tuesday mornings", FITS),
        (Weekday.TUESDAY, None, "Thursday mornings", OTHER_DAY),
        (None, None, "Thursday mornings", FITS),
    ],
)
def test_a_group_without_a_day_or_an_hour_is_held_against_the_rest(weekday, begins, said, wanted):
    assert availability(said, weekday, begins) == wanted
