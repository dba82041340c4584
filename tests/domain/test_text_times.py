"""When reminders are due: the practice's own hours, in the hours in which texts may go."""

from datetime import date, time, timedelta

import pytest

from domain.details import Details
from domain.text_times import due_times, is_allowed, moved_earlier, moved_later, reminder_kinds
from tests.domain.people_build import at

DAY = date(2026, 3, 3)
USUAL = Details()


@pytest.mark.parametrize(
    ("hours", "kinds"),
    [
        ((72, 24), (("reminder_72", 72), ("reminder_24", 24))),
        ((24, 72), (("reminder_72", 72), ("reminder_24", 24))),
        ((48,), (("reminder_24", 48),)),
        ((24, 24), (("reminder_24", 24),)),
        ((96, 72, 24), (("reminder_72", 96), ("reminder_24", 24))),  # one early, one last
        ((), ()),
    ],
)
def test_a_practice_reminds_early_and_once_more_or_as_its_hours_say(hours, kinds):
    assert reminder_kinds(Details(reminder_hours=hours)) == kinds


@pytest.mark.parametrize(
    ("clock", "allowed", "earlier", "later"),
    [
        ("09:00", True, at(DAY, "09:00"), at(DAY, "09:00")),
        ("19:29", True, at(DAY, "19:29"), at(DAY, "19:29")),
        ("20:00", True, at(DAY, "19:30"), at(DAY, "20:00")),
        ("08:59", False, at(DAY - timedelta(days=1), "19:30"), at(DAY, "09:00")),
        ("20:01", False, at(DAY, "19:30"), at(DAY + timedelta(days=1), "09:00")),
    ],
)
def test_both_ends_of_the_hours_are_allowed_and_others_are_moved(clock, allowed, earlier, later):
    moment = at(DAY, clock)
    assert is_allowed(moment, USUAL) is allowed
    assert (moved_earlier(moment, USUAL), moved_later(moment, USUAL)) == (earlier, later)


def test_without_reminder_hours_nothing_is_due_and_each_reminder_ends_where_the_next_begins():
    assert due_times(at(DAY, "18:00"), Details(reminder_hours=())) == ()
    early, last = due_times(at(DAY, "18:00"), USUAL)
    assert early == ("reminder_72", 72, at(date(2026, 2, 28), "18:00"), at(date(2026, 3, 2), "18:00"))
    assert last == ("reminder_24", 24, at(date(2026, 3, 2), "18:00"), at(DAY, "16:00"))


def test_a_reminder_never_goes_out_in_the_last_two_hours():
    (only,) = due_times(at(DAY, "18:00"), Details(reminder_hours=(1,), text_hours=(time(9), time(20))))
    assert only[2:] == (at(DAY, "15:30"), at(DAY, "16:00"))


def test_hours_shorter_than_the_room_begin_with_it():
    short = Details(text_hours=(time(9), time(9, 20)))
    assert moved_earlier(at(DAY, "18:00"), short) == at(DAY, "09:00")
    assert moved_earlier(at(DAY, "08:00"), short) == at(DAY - timedelta(days=1), "09:00")
