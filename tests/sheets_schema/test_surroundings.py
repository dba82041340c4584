"""What a cell means beside its group: the half of the day, the year, and days on which no group meets."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from sheets_schema.cells.days import day
from sheets_schema.cells.said import Ask, Note
from sheets_schema.cells.times import arrival, clock_time
from sheets_schema.surroundings import Meeting, Surroundings, settle

TODAY = date(2026, 2, 6)
CYCLE = Meeting(on=date(2026, 1, 8), starts=time(18), last=date(2026, 3, 26), weekday=3)
EASTERN = timezone(timedelta(hours=-5))


def settled(said, window="", meeting: Meeting | None = CYCLE, today=TODAY):
    around = Surroundings(today, EASTERN, meetings={"G-01": meeting} if meeting else {})
    return settle(said, window, {"group_id": "G-01"}, around)


def code(found) -> str:
    return found.code if isinstance(found, Ask | Note) else ""


def test_a_row_belongs_to_its_session_before_its_group():
    own, groups = Meeting(starts=time(9)), Meeting(starts=time(18))
    around = Surroundings(TODAY, meetings={"G-01/05": own, "G-01": groups})
    assert around.meeting({"session_id": "G-01/05", "group_id": "G-01"}) is own
    assert around.meeting({"session_id": "G-01/06", "group_id": "G-01"}) is groups
    assert around.meeting({}) == Meeting()


@pytest.mark.parametrize(
    ("typed", "starts", "wanted"),
    [
        ("6:05", time(18), Note(time(18, 5), "TIME_AMPM_ASSUMED")),
        ("6:05", time(6), Note(time(6, 5), "TIME_AMPM_ASSUMED")),
        ("11:50", time(12), Note(time(11, 50), "TIME_AMPM_ASSUMED")),
        ("12:00", time(18), "TIME_AMPM"),  # six hours after and six before are equally far
        ("6:05", None, "TIME_AMPM"),
        ("6:05 PM", time(18), time(18, 5)),
    ],
)
def test_a_time_without_its_half_of_the_day_is_the_one_near_the_groups_hour(typed, starts, wanted):
    found = settled(clock_time(typed), meeting=Meeting(starts=starts))
    assert (found.code if isinstance(found, Ask) else found) == wanted


@pytest.mark.parametrize(
    ("typed", "starts", "wanted"),
    [
        ("10 min late", time(18), Note(time(18, 10), "TIME_LATE_READ")),
        ("90 minutes", time(23, 30), Note(time(1), "TIME_LATE_READ")),
        ("10 min late", None, "TIME_LATE_BY"),  # when the session began is what nobody knows
    ],
)
def test_how_late_somebody_came_is_a_time_where_the_start_is_known(typed, starts, wanted):
    found = settled(arrival(typed), meeting=Meeting(starts=starts))
    assert (found.code if isinstance(found, Ask) else found) == wanted


@pytest.mark.parametrize(
    ("typed", "meeting", "today", "wanted"),
    [
        ("1/15", CYCLE, TODAY, Note(date(2026, 1, 15), "DATE_YEAR_ASSUMED")),
        ("12/31", CYCLE, TODAY, Note(date(2025, 12, 31), "DATE_YEAR_ASSUMED")),
        ("1/15", CYCLE, date(2027, 12, 1), Note(date(2026, 1, 15), "DATE_YEAR_ASSUMED")),  # an old row
        ("1/15", None, TODAY, Note(date(2026, 1, 15), "DATE_YEAR_ASSUMED")),
        ("12/15", None, TODAY, Note(date(2025, 12, 15), "DATE_YEAR_ASSUMED")),
        ("8/1", CYCLE, TODAY, Note(date(2026, 8, 1), "DATE_YEAR_ASSUMED")),
        ("Thu 1/15", CYCLE, TODAY, Note(date(2026, 1, 15), "DATE_YEAR_ASSUMED")),
        ("Fri 1/15", CYCLE, TODAY, "DATE_WEEKDAY"),
        ("2/29", CYCLE, TODAY, "DATE_NO_YEAR"),  # the nearest one is far from the cycle
        ("2/29", CYCLE, date(2030, 6, 1), "DATE_NO_YEAR"),
        ("2/29", Meeting(on=date(2028, 1, 6), last=date(2028, 3, 30)), date(2028, 2, 1), Note(date(2028, 2, 29), "DATE_YEAR_ASSUMED")),
        ("1/15", CYCLE, date(2030, 6, 1), Note(date(2026, 1, 15), "DATE_YEAR_ASSUMED")),  # what was read stays read
        ("1/15", Meeting(on=date(2026, 1, 8)), TODAY, Note(date(2026, 1, 15), "DATE_YEAR_ASSUMED")),
        ("1/15", Meeting(on=date(9999, 12, 31)), TODAY, "DATE_NO_YEAR"),
    ],
)  # fmt: skip
def test_a_session_without_its_year_is_the_one_nearest_to_its_cycle(typed, meeting, today, wanted):
    found = settled(day(typed), "session", meeting, today)
    found = Note(found.value, "DATE_YEAR_ASSUMED") if isinstance(found, Note) else found
    assert (found.code if isinstance(found, Ask) else found) == wanted


@pytest.mark.parametrize("window", ["", "past", "birth", "authorization"])
def test_only_a_session_takes_its_year_from_the_cycle(window):
    assert code(settled(day("1/15"), window)) == "DATE_NO_YEAR"


@pytest.mark.parametrize(
    ("on", "meeting", "found"),
    [
        (date(2026, 2, 5), CYCLE, ""),
        (date(2026, 2, 4), CYCLE, "DATE_NOT_GROUP_DAY"),  # a make-up, perhaps
        (date(2026, 1, 7), CYCLE, ""),  # of an earlier cycle, which may have met on Wednesdays
        (date(2026, 2, 4), Meeting(weekday=3), "DATE_NOT_GROUP_DAY"),
        (date(2026, 2, 4), Meeting(), ""),
        (date(2026, 2, 4), None, ""),
        (date(2026, 9, 24), CYCLE, ""),  # 182 days after the last one
        (date(2026, 9, 26), CYCLE, "DATE_FUTURE"),
    ],
)
def test_a_session_lies_on_its_groups_day_and_not_long_after_its_cycle(on, meeting, found):
    assert code(settled(on, "session", meeting)) == found


def test_a_session_that_took_place_long_after_its_cycle_is_no_day_ahead():
    assert code(settled(date(2026, 10, 1), "session", CYCLE, date(2026, 10, 2))) == ""


def test_a_stamp_is_the_practices_own_day_and_hour_except_for_a_birth():
    stamp = datetime(2026, 2, 6, 3, 30, tzinfo=UTC)
    assert settled(stamp) == datetime(2026, 2, 5, 22, 30)
    assert settled(Note(stamp, "DATE_HAS_TIME")).value == date(2026, 2, 5)
    born = Note(datetime(1990, 4, 12, tzinfo=UTC), "DATE_HAS_TIME")
    assert settled(born, "birth").value == date(1990, 4, 12)
