import random
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lists as l
from domain.details import Details
from domain.history import Happened, History
from domain.sessions import decide_sessions
from tests.domain.people_build import FIRST, after, at, codes, group, member, practice, session, visit

WEEK = timedelta(weeks=1)
FOUR = tuple(session(n) for n in range(1, 5))


def keys(outcome, tab):
    return [e.row_id for e in outcome.effects if e.tab == tab]


def decided(now, history=None, **tabs):
    return decide_sessions(practice(**tabs), history or History(), now)


def begun(key, state, now):
    return Happened(key=key, kind="row", state=state, digest="", begun=now)


def test_the_guides_session_5_of_12_gets_its_row_a_week_ahead_with_a_row_for_each_of_seven():
    outcome = decided(at(FIRST + 3 * WEEK), sessions=FOUR)
    assert keys(outcome, "Sessions") == ["G-01/05"]
    assert keys(outcome, "Attendance")[-7:] == [f"G-01/05/C-00{n}" for n in range(1, 8)]
    row = outcome.effects[0]
    assert row.key == "row:Sessions:G-01/05"
    assert row.cells == {
        "session_id": "G-01/05",
        "group_id": "G-01",
        "on": date(2026, 3, 3),
        "number": 5,
        "starts": time(18),
        "ends": time(19, 30),
        "facilitator": "DW",
        "cofacilitator": None,
    }
    last = outcome.effects[-1]
    assert last.key == "row:Attendance:G-01/05/C-007"
    assert last.cells == {
        "visit_id": "G-01/05/C-007",
        "session_id": "G-01/05",
        "on": date(2026, 3, 3),
        "client_id": "C-007",
        "attended": "In person",
    }
    assert all(e.reasons for e in outcome.effects)


@pytest.mark.parametrize(
    ("case", "today", "tabs", "wanted"),
    [
        ("a new group a month ahead: its next one", FIRST - 4 * WEEK, {}, ["G-01/01"]),
        (
            "a running group only enrolling waits for its week",
            FIRST - 4 * WEEK,
            {"status": l.GroupStatus.ENROLLING},
            [],
        ),
        ("an enrolling group within its week", FIRST - WEEK, {"status": l.GroupStatus.ENROLLING}, ["G-01/01"]),
        ("a planned group", FIRST - WEEK, {"status": l.GroupStatus.PLANNING}, []),
        ("an ended group", FIRST - WEEK, {"status": l.GroupStatus.ENDED}, []),
        (
            "two weeks of skipped days: still the next one",
            FIRST + timedelta(days=8),
            {"skip_dates": (FIRST + WEEK, FIRST + 2 * WEEK)},
            ["G-01/02"],
        ),
        (
            "a practice that starts mid-cycle is numbered by the calendar",
            FIRST + 4 * WEEK + timedelta(days=1),
            {},
            ["G-01/05", "G-01/06"],
        ),
        ("never past the cycle", FIRST + 12 * WEEK + timedelta(days=8), {}, []),
    ],
)
def test_how_far_ahead_rows_are_made(case, today, tabs, wanted):
    assert keys(decided(at(today), groups=(group(**tabs),)), "Sessions") == wanted, case


def test_how_far_ahead_is_the_practices_own_number():
    outcome = decided(at(FIRST), details=Details(rows_ahead_days=21))
    assert keys(outcome, "Sessions") == ["G-01/01", "G-01/02", "G-01/03", "G-01/04"]


def test_weeks_without_a_pass_are_caught_up():
    outcome = decided(at(FIRST + 5 * WEEK), sessions=FOUR[:2])
    assert keys(outcome, "Sessions") == ["G-01/03", "G-01/04", "G-01/05", "G-01/06", "G-01/07"]


@pytest.mark.parametrize(
    ("case", "moved_to", "wanted"),
    [
        ("two days later", FIRST + 3 * WEEK + timedelta(days=2), ("G-01/05", date(2026, 3, 3))),
        ("a day earlier", FIRST + 3 * WEEK - timedelta(days=1), ("G-01/05", date(2026, 3, 3))),
        ("a whole week later, so the rest follows", FIRST + 4 * WEEK, ("G-01/05", date(2026, 3, 10))),
    ],
)
def test_a_moved_session_keeps_its_number_and_its_week(case, moved_to, wanted):
    moved = session(4, on=moved_to)
    outcome = decided(at(FIRST + 4 * WEEK, "09:00"), sessions=(*FOUR[:3], moved))
    assert (outcome.effects[0].row_id, outcome.effects[0].cells["on"]) == wanted, case


@pytest.mark.parametrize(
    ("case", "first", "today", "sessions", "wanted"),
    [
        ("a new cycle after a break", FIRST + 8 * WEEK, FIRST + 7 * WEEK, FOUR, [("G-01/05", FIRST + 8 * WEEK)]),
        (
            "from now on the day before",
            FIRST + 4 * WEEK - timedelta(days=1),
            FIRST + 3 * WEEK + timedelta(days=1),
            FOUR,
            [("G-01/05", FIRST + 4 * WEEK - timedelta(days=1))],
        ),
        ("put off before it began: its row is moved by hand", FIRST + WEEK, FIRST - WEEK, FOUR[:1], []),
        ("a first session that was held a day early", FIRST, FIRST, (session(1, on=FIRST - timedelta(days=1)),), [("G-01/02", FIRST + WEEK)]),
    ],
)  # fmt: skip
def test_a_later_first_session_begins_again_with_that_day_and_the_next_number(case, first, today, sessions, wanted):
    of = {"groups": (group(first_session=first, weekday=None),), "sessions": sessions}
    rows = [e for e in decided(at(today), **of).effects if e.tab == "Sessions"]
    assert [(e.row_id, e.cells["on"]) for e in rows] == wanted, case


def test_an_extra_session_takes_a_number_but_no_week():
    extra = session(5, on=FIRST + 3 * WEEK + timedelta(days=2))
    outcome = decided(at(FIRST + 3 * WEEK + timedelta(days=3)), sessions=(*FOUR, extra))
    assert (outcome.effects[0].row_id, outcome.effects[0].cells["on"]) == ("G-01/06", date(2026, 3, 3))


@pytest.mark.parametrize(("state", "wanted"), [("done", []), ("inflight", ["G-01/05"]), ("ready", ["G-01/05"])])
def test_a_row_a_person_took_away_stays_away_and_one_that_never_arrived_comes_again(state, wanted):
    now = at(FIRST + 3 * WEEK, "20:00")
    history = History({"row:Sessions:G-01/05": begun("row:Sessions:G-01/05", state, now)})
    assert keys(decided(now, history, sessions=FOUR), "Sessions") == wanted


def test_an_attendance_row_a_person_took_away_stays_away():
    now = at(FIRST + 3 * WEEK)
    history = History({"row:Attendance:G-01/04/C-003": begun("row:Attendance:G-01/04/C-003", "done", now)})
    assert "G-01/04/C-003" not in keys(decided(now, history, sessions=FOUR), "Attendance")


def test_a_row_that_waits_for_a_person_is_not_made_twice():
    unread = frozenset({("Sessions", "G-01/05"), ("Attendance", "G-01/04/C-001")})
    outcome = decided(at(FIRST + 3 * WEEK), sessions=FOUR, in_question=unread)
    assert keys(outcome, "Sessions") == []
    assert "G-01/04/C-001" not in keys(outcome, "Attendance")


@pytest.mark.parametrize(
    ("case", "cells", "has_row"),
    [
        ("an active member", {}, True),
        ("a member who joins that day", {"start": FIRST}, True),
        ("a member who joins a day later", {"start": FIRST + timedelta(days=1)}, False),
        ("a member whose last day it is", {"end": FIRST}, True),
        ("a member who left the day before", {"end": FIRST - timedelta(days=1)}, False),
        ("a member on pause", {"status": l.MembershipStatus.PAUSED}, False),
        ("a member who was removed", {"status": l.MembershipStatus.REMOVED}, False),
    ],
)
def test_who_gets_a_row(case, cells, has_row):
    outcome = decided(at(FIRST - WEEK), roster=(member(1, **cells),))
    assert keys(outcome, "Attendance") == (["G-01/01/C-001"] if has_row else []), case


def test_a_member_who_joins_later_gets_rows_in_the_sessions_already_listed_but_not_in_past_ones():
    rows = tuple(visit(s, 1) for s in FOUR)
    outcome = decided(at(FIRST + 3 * WEEK), sessions=FOUR, visits=rows, roster=(member(1), member(2)))
    assert keys(outcome, "Attendance") == ["G-01/04/C-002", "G-01/05/C-001", "G-01/05/C-002"]


def test_a_session_called_off_beforehand_gets_no_rows():
    off = session(4, cancelled_because="Snow")
    assert "G-01/04/C-001" not in keys(decided(at(FIRST + 3 * WEEK), sessions=(*FOUR[:3], off)), "Attendance")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"start_time": None}, "SESSION_GROUP_INCOMPLETE"),
        ({"weekday": l.Weekday.MONDAY}, "SESSION_WEEKDAY_DIFFERS"),
        ({"held": frozenset({"sessions"})}, "SESSION_GROUP_IN_QUESTION"),
    ],
)
def test_a_group_nobody_can_plan_waits_and_says_why(cells, code):
    outcome = decided(at(FIRST), groups=(group(**cells),))
    assert (codes(outcome.holds), outcome.effects) == ([code], ())


def test_a_group_whose_row_cannot_be_read_is_named():
    outcome = decided(at(FIRST), groups=(), in_question=frozenset({("Groups", "G-02")}))
    assert [(h.about, h.code) for h in outcome.holds] == [("G-02", "SESSION_GROUP_IN_QUESTION")]


@pytest.mark.parametrize(("clock", "wanted"), [("19:29", []), ("19:30", [("G-01/01", "MARKS_MISSING")])])
def test_missing_marks_are_asked_for_once_a_session_when_it_is_over(clock, wanted):
    first = session(1)
    visits = (visit(first, 1), visit(first, 2), visit(first, 3, l.Mark.PRESENT))
    roster = tuple(map(member, (1, 2, 3)))
    tasks = decided(at(FIRST, clock), sessions=(first,), visits=visits, roster=roster).tasks
    assert [(t.about, t.reason.code) for t in tasks] == wanted


HELD_WITHOUT = (session(1), session(2))


@pytest.mark.parametrize(
    ("case", "seat", "tabs", "asked"),
    [
        ("begun on that day, typed after it", {"start": FIRST + WEEK}, {}, ["G-01/02"]),
        ("begun before the cycle", {}, {}, ["G-01/01", "G-01/02"]),
        ("begins later", {"start": FIRST + WEEK + timedelta(days=1)}, {}, []),
        ("on pause", {"status": l.MembershipStatus.PAUSED}, {}, []),
        ("left by then", {"end": FIRST - WEEK}, {}, []),
        ("long ago", {}, {"now": at(FIRST + 4 * WEEK)}, []),
        ("was there before: the row of the second was taken away", {}, {"also": (visit(session(1), 2, l.Mark.PRESENT),)}, []),
        ("not held", {"start": FIRST + WEEK}, {"sessions": (session(1), session(2, was_held=l.YesNo.NO))}, []),
        ("its row cannot be read", {"start": FIRST + WEEK}, {"in_question": frozenset({("Attendance", "G-01/02/C-002")})}, []),
    ],
)  # fmt: skip
def test_who_began_by_the_roster_and_has_no_row_in_a_session_that_is_over_is_named(case, seat, tabs, asked):
    tabs = dict(tabs)
    now, also = tabs.pop("now", at(FIRST + WEEK, "20:00")), tabs.pop("also", ())
    marked = tuple(visit(s, 1, l.Mark.PRESENT) for s in HELD_WITHOUT)
    of = {"sessions": HELD_WITHOUT, "visits": (*marked, *also), "roster": (member(1), member(2, **seat))} | tabs
    found = [t for t in decided(now, **of).tasks if t.reason.code == "SESSION_NO_ROW"]
    assert [t.about for t in found] == asked, case


@pytest.mark.parametrize(
    ("case", "seat", "owed"),
    [
        ("still here", {}, True),
        ("left before it, after the row was added", {"end": FIRST - WEEK}, False),
        ("left on that day", {"end": FIRST}, True),
        ("on pause since an unknown day", {"status": l.MembershipStatus.PAUSED}, True),
    ],
)
def test_nobody_owes_a_mark_for_who_had_left_by_then(case, seat, owed):
    first = session(1)
    tasks = decided(at(FIRST, "19:30"), sessions=(first,), visits=(visit(first, 1),), roster=(member(1, **seat),)).tasks
    assert codes(tasks) == (["MARKS_MISSING"] if owed else []), case


def test_contradicting_rows_are_asked_about():
    off = session(1, was_held=l.YesNo.NO)
    visits = (visit(off, 1, l.Mark.PRESENT), visit(off, 2, None, on=FIRST + WEEK))
    tasks = decided(at(FIRST + WEEK), sessions=(off,), visits=visits, groups=()).tasks
    assert sorted(codes(tasks)) == ["MARKS_NOT_HELD", "SESSION_RECORD"]


def test_a_start_in_the_hour_the_clocks_change_is_flagged():
    night = session(1, on=date(2026, 3, 8), starts=time(2, 30), ends=time(4))
    tasks = decided(at(date(2026, 3, 1)), sessions=(night,), groups=()).tasks
    assert codes(tasks) == ["SESSION_CLOCK_CHANGE"]


def test_a_finished_cycle_is_named():
    done = tuple(session(n) for n in range(1, 13))
    assert codes(decided(at(FIRST + 13 * WEEK), sessions=done).tasks) == ["SESSION_CYCLE_OVER"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**31), st.integers(0, 90), st.integers(0, 11))
def test_the_order_of_rows_does_not_matter_and_a_second_pass_finds_nothing_new(seed, day, listed):
    now = at(FIRST + timedelta(days=day))
    sessions = tuple(session(n) for n in range(1, listed + 1))
    one = practice(sessions=sessions)
    mixed = random.Random(seed)
    other = replace(
        one, sessions=tuple(mixed.sample(sessions, len(sessions))), roster=tuple(mixed.sample(one.roster, 7))
    )
    first = decide_sessions(one, History(), now)
    assert decide_sessions(other, History(), now) == first
    assert decide_sessions(one, after(first.effects, now), now).effects == ()
