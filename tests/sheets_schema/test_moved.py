"""Sessions on another day than their rows in Attendance: untouched rows follow, the others are asked about (ruling 10)."""

from datetime import date, time

import pytest

from domain.lists import Mark
from sheets_schema.moved import follow_sessions
from sheets_schema.reader import TabReading
from tests.domain.people_build import session, visit
from tests.sheets_schema.sheet import SPECS

MOVED, WAS, OTHER = date(2026, 2, 10), date(2026, 2, 3), date(2026, 2, 4)
SESSION = session(1, on=MOVED)


def reading(title: str, rows: dict) -> TabReading:
    return TabReading(
        SPECS[title], columns={"on": 2}, rows=dict(rows), row_numbers={row: n for n, row in enumerate(rows, start=2)}
    )


def followed(*cells: dict):
    """What becomes of the visits of one session with these cells, and which cells are asked about."""
    rows = [visit(SESSION, n, **({"on": WAS} | own)) for n, own in enumerate(cells, start=1)]
    visits = reading("Attendance", {v.visit_id: v for v in rows})
    sessions = reading("Sessions", {SESSION.session_id: SESSION})
    follow_sessions(visits, sessions)
    findings = [*sessions.findings, *visits.findings]
    days = [(v.on, "claims" in v.held) for v in visits.rows.values()]
    return days, [(f.tab, f.cell, f.code) for f in findings], findings


FOLLOWS, AGREES, WAITS = (MOVED, False), (MOVED, False), (WAS, True)
PRESENT = {"mark": Mark.PRESENT}


@pytest.mark.parametrize(
    ("cells", "days", "asked"),
    [
        # rows that nobody has touched take their session's day
        ([{}, {}], [FOLLOWS, FOLLOWS], []),
        ([{"reason": "ill"}], [FOLLOWS], []),
        ([PRESENT | {"on": MOVED}], [AGREES], []),
        # a touched row that stands alone is asked about
        ([PRESENT], [WAITS], [("Attendance", "C2", "VISIT_DATE")]),
        ([{}, PRESENT], [FOLLOWS, WAITS], [("Attendance", "C3", "VISIT_DATE")]),
        ([{"arrived": time(18)}], [WAITS], [("Attendance", "C2", "VISIT_DATE")]),
        ([{"left": time(18)}], [WAITS], [("Attendance", "C2", "VISIT_DATE")]),
        ([{"signed": "DW"}], [WAITS], [("Attendance", "C2", "VISIT_DATE")]),
        ([{"signed_on": WAS}], [WAITS], [("Attendance", "C2", "VISIT_DATE")]),
        # where all touched rows agree, the session is asked about, once
        ([PRESENT, PRESENT, {}], [WAITS, WAITS, FOLLOWS], [("Sessions", "C2", "SESSION_DATE")]),
        # where only some do, or they differ among themselves, each of them is
        (
            [PRESENT, PRESENT, PRESENT | {"on": MOVED}],
            [WAITS, WAITS, AGREES],
            [("Attendance", "C2", "VISIT_DATE"), ("Attendance", "C3", "VISIT_DATE")],
        ),
        (
            [PRESENT, PRESENT | {"on": OTHER}],
            [WAITS, (OTHER, True)],
            [("Attendance", "C2", "VISIT_DATE"), ("Attendance", "C3", "VISIT_DATE")],
        ),
        # an unmarked row on the session's day says nothing for it
        ([PRESENT, PRESENT, {"on": MOVED}], [WAITS, WAITS, AGREES], [("Sessions", "C2", "SESSION_DATE")]),
    ],
)
def test_who_follows_and_who_is_asked(cells, days, asked):
    assert followed(*cells)[:2] == (days, asked)


def test_a_row_with_a_cell_in_question_does_not_follow_silently():
    days, asked, _ = followed({"held": frozenset({"texts"})})
    assert (days[0][0], asked) == (WAS, [("Attendance", "C2", "VISIT_DATE")])


def test_each_question_names_both_days_and_what_waits():
    (one,) = followed(PRESENT)[2]
    assert "The session was on 2/10/2026" in one.sentence
    (all_,) = followed(PRESENT, PRESENT)[2]
    assert "The rows in Attendance say 2/3/2026" in all_.sentence
    for found in (one, all_):
        assert found.sentence.endswith("Claims and notes wait.")


def test_sessions_are_asked_about_by_themselves_and_a_visit_without_one_is_left():
    second = session(2, on=MOVED)
    rows = [
        visit(SESSION, 1, Mark.PRESENT, on=WAS), visit(SESSION, 2, Mark.PRESENT, on=WAS),
        visit(second, 1, Mark.PRESENT), visit(second, 2, on=WAS), visit(session(3), 1, Mark.PRESENT, on=WAS),
    ]  # fmt: skip
    visits = reading("Attendance", {v.visit_id: v for v in rows})
    sessions = reading("Sessions", {s.session_id: s for s in (SESSION, second)})
    follow_sessions(visits, sessions)
    assert [(f.row_id, f.code) for f in [*sessions.findings, *visits.findings]] == [("G-01/01", "SESSION_DATE")]
    assert [v.on for v in visits.rows.values()] == [WAS, WAS, MOVED, MOVED, WAS]
