from datetime import UTC, date, time

import pytest

from domain import lists as l
from domain.schedule import clock_change, ends_at, meetings, missing_parts, starts_at, weekday_differs
from tests.domain.people_build import DETAILS, FIRST, group, session


def test_a_cycle_meets_every_week_on_its_weekday_and_time():
    planned = meetings(group(sessions_in_cycle=12))
    assert [m.number for m in planned] == list(range(1, 13))
    assert planned[0].on == FIRST
    assert planned[4].on == date(2026, 3, 3)
    assert {(m.starts, m.ends, m.on.weekday()) for m in planned} == {(time(18), time(19, 30), 1)}


def test_a_skipped_day_moves_the_rest_by_a_week_without_using_a_number():
    planned = meetings(group(sessions_in_cycle=3, skip_dates=(date(2026, 2, 10),)))
    assert [(m.number, m.on) for m in planned] == [(1, FIRST), (2, date(2026, 2, 17)), (3, date(2026, 2, 24))]


@pytest.mark.parametrize(
    ("first", "weekday", "weeks"),
    [(date(2026, 3, 1), l.Weekday.SUNDAY, 3), (date(2026, 10, 25), l.Weekday.SUNDAY, 3)],
    ids=["clocks forward in March", "clocks back in November"],
)
def test_six_in_the_evening_stays_six_in_the_evening_when_the_clocks_change(first, weekday, weeks):
    planned = meetings(group(first_session=first, weekday=weekday, sessions_in_cycle=weeks))
    here = [starts_at(session(on=m.on, starts=m.starts, ends=m.ends), DETAILS) for m in planned]
    assert [h.time() for h in here] == [time(18)] * weeks
    assert len({h.astimezone(UTC).time() for h in here}) == 2


@pytest.mark.parametrize(
    ("on", "starts", "wanted"),
    [
        (date(2026, 3, 8), time(2, 30), "skipped"),
        (date(2026, 3, 8), time(3, 0), None),
        (date(2026, 3, 8), time(1, 59), None),
        (date(2026, 11, 1), time(1, 30), "twice"),
        (date(2026, 11, 1), time(2, 0), None),
        (date(2026, 11, 1), time(18), None),
        (date(2026, 11, 1), None, None),
    ],
)
def test_a_start_that_does_not_exist_or_exists_twice_is_known(on, starts, wanted):
    assert clock_change(session(on=on, starts=starts), DETAILS) == wanted


def test_a_session_past_midnight_ends_on_the_next_day():
    late = session(starts=time(23), ends=time(0, 30))
    assert ends_at(late, DETAILS).date() == date(2026, 2, 4)
    assert ends_at(session(ends=None), DETAILS) is None
    assert starts_at(session(starts=None), DETAILS) is None


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({}, ()),
        ({"start_time": None}, ("Start time",)),
        ({"first_session": None, "sessions_in_cycle": None}, ("First session", "Sessions in cycle")),
    ],
)
def test_what_a_group_lacks_is_named(cells, wanted):
    assert missing_parts(group(**cells)) == wanted
    assert bool(meetings(group(**cells))) is not bool(wanted)


def test_a_first_session_on_another_weekday_is_noticed():
    assert not weekday_differs(group())
    assert weekday_differs(group(weekday=l.Weekday.MONDAY))
    assert not weekday_differs(group(weekday=None))
