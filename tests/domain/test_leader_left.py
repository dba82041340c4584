"""A clinician leaves: who leads what is coming, and who finishes the notes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import lists as l
from domain.leader_left import leaders_left
from domain.notes import decide_notes
from domain.records import StaffMember
from tests.domain.people_build import FIRST, after, at, codes, group, practice, session, visit

GONE = StaffMember(name="Dana Whitfield", initials="DW", active=l.YesNo.NO)
HERE = StaffMember(name="Nell Newcome", initials="NN", active=l.YesNo.YES)
NOW = at(FIRST + timedelta(days=4))
NEXT = {"facilitator": "NN"}


@pytest.mark.parametrize(
    ("group_cells", "next_cells", "staff", "about"),
    [
        ({}, {}, (GONE, HERE), ["G-01/02"]),
        ({"facilitator": "NN"}, {}, (GONE, HERE), ["G-01/02"]),
        ({}, NEXT, (GONE, HERE), ["G-01"]),
        ({"facilitator": "NN"}, NEXT, (GONE, HERE), []),
        ({}, {}, (GONE.model_copy(update={"active": None}), HERE), []),
        ({"status": l.GroupStatus.ENDED}, {}, (GONE, HERE), []),
        ({}, {"cancelled_because": "Clinician left"}, (GONE, HERE), ["G-01"]),
    ],
)
def test_a_group_whose_leader_left_is_named_once(group_cells, next_cells, staff, about):
    sessions = (session(1), session(2, **next_cells), session(3, **NEXT))
    of = practice(groups=(group(**group_cells),), sessions=sessions, staff=staff)
    assert [t.about for t in leaders_left(of, NOW)] == about


@pytest.mark.parametrize(("staff", "code"), [(GONE, "NOTE_OVERDUE_LEFT"), (HERE, "NOTE_OVERDUE")])
def test_an_overdue_note_of_who_left_is_not_asked_of_them(staff, code):
    one = session(1, facilitator=staff.initials)
    of = replace(practice(sessions=(one,), staff=(staff,)), visits=(visit(one, 1, l.Mark.PRESENT),))
    late = at(FIRST + timedelta(days=9))
    history = after(decide_notes(of, after((), late), late).effects, late)
    assert codes(decide_notes(of, history, late).tasks) == [code]
