import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lists as l
from domain.absences import absences
from domain.history import History
from domain.policy import decide_policy, withdrawn
from tests.domain.people_build import (
    DETAILS,
    FIRST,
    after,
    at,
    attended,
    codes,
    member,
    practice,
    session,
    visit,
    with_questions,
)

LATER = at(FIRST + timedelta(weeks=20))


def asked(of, history=None, now=LATER):
    return [(e.decision_kind, e.key) for e in decide_policy(of, history or History(), now).effects]


def kinds(marks, **details):
    of = attended(marks)
    return [kind for kind, _ in asked(replace(of, details=DETAILS.model_copy(update=details)))]


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ("", []),
        ("PPPP", []),
        ("N", ["contact"]),
        ("L", ["contact"]),
        ("T", []),
        ("E", []),
        ("NN", ["pattern"]),
        ("NPL", ["pattern"]),
        ("TPTPT", []),
        ("TPTPTPT", ["removal"]),
        ("TT", []),
        ("TTT", ["removal"]),
        ("TTET", ["removal"]),
        ("TT-T", ["removal"]),
        ("TTPT", []),
        ("EEEEE", []),
        ("TPTPTPE", []),
        ("NPNPTPT", ["removal"]),
        ("-", []),
    ],
)
def test_the_ladder(marks, wanted):
    assert kinds(marks) == wanted


@pytest.mark.parametrize(
    ("marks", "settings_", "wanted"),
    [
        ("TPTPTPE", {"excused_count": l.YesNo.YES}, ["removal"]),
        ("EEE", {"excused_count": l.YesNo.YES}, ["removal"]),
        ("TPTPTPT", {"max_absences": 4}, []),
        ("TTT", {"max_in_a_row": 3}, []),
        ("TPTPT", {"max_absences": 2}, ["removal"]),
    ],
)
def test_the_ladder_uses_the_practices_own_numbers(marks, settings_, wanted):
    assert kinds(marks, **settings_) == wanted


def test_client_es_second_no_show_proposes_to_contact_them_about_the_attendance_policy():
    of = attended("PNPPN", number=5)
    (question,) = decide_policy(of, History(), LATER).effects
    assert question.key == "ask:pattern:C-005:G-01:G-01/05"
    assert question.decision_kind == "pattern"
    assert question.question == (
        "Contact Elsa Prowse (C-005) about the attendance policy and the repeated absences from G-01?"
    )
    assert question.why == (
        "No-show on February 10, 2026 and No-show on March 3, 2026. "
        "The policy says to talk about the pattern at the second."
    )
    assert question.about == "C-005, G-01, G-01/02/C-005, G-01/05/C-005"


def test_found_one_after_the_other_the_first_no_show_asks_for_contact_and_the_second_for_the_pattern():
    of, now = attended("PNPPN", number=5), at(FIRST + timedelta(weeks=2))
    first = decide_policy(of, History(), now)
    assert [e.decision_kind for e in first.effects] == ["contact"]
    history = after(first.effects, now)
    of = with_questions(of, history)
    assert asked(of, history, now) == []
    assert [kind for kind, _ in asked(of, history)] == ["pattern"]


@pytest.mark.parametrize("marks", ["N", "NN", "TTT"])
def test_the_proposed_text_is_neutral_and_short(marks):
    (question,) = decide_policy(attended(marks), History(), LATER).effects
    text = question.proposed_text
    assert text.startswith("Oak Street: ")
    assert "703-555-0100" in text
    assert len(text) <= 160
    assert not any(word in text.lower() for word in ("group", "session", "therapy", "cbt", "anxiety", "ada", "policy"))


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (datetime.fromisoformat("2026-02-02T18:00"), []),
        (datetime.fromisoformat("2026-02-02T18:01"), ["contact"]),
        (datetime.fromisoformat("2026-02-03T19:00"), ["contact"]),
        (datetime.fromisoformat("2026-01-30T09:00"), []),
        (None, []),
    ],
    ids=["exactly 24 hours", "a minute less", "after the start", "days before", "no time given"],
)
def test_telling_us_too_late_is_a_late_cancel(told, wanted):
    first = session(1)
    rows = (visit(first, 1, l.Mark.ABSENT_TOLD, told_us_on=told), visit(first, 7, l.Mark.PRESENT))
    assert [k for k, _ in asked(practice(sessions=(first,), visits=rows))] == wanted


def test_notice_over_the_night_the_clocks_change_is_counted_on_the_wall_clock():
    sunday = session(1, on=date(2026, 3, 8))
    rows = (
        visit(sunday, 1, l.Mark.ABSENT_TOLD, told_us_on=datetime.fromisoformat("2026-03-07T17:59")),
        visit(sunday, 2, l.Mark.ABSENT_TOLD, told_us_on=datetime.fromisoformat("2026-03-07T18:01")),
        visit(sunday, 7, l.Mark.PRESENT),
    )
    assert asked(practice(sessions=(sunday,), visits=rows)) == [("contact", "ask:contact:C-002:G-01:G-01/01")]


@pytest.mark.parametrize(
    ("arrived", "wanted"),
    [(time(18, 15), []), (time(18, 16), ["POLICY_LATE_BEYOND_LIMIT"]), (time(17, 50), []), (None, [])],
)
def test_late_beyond_the_limit_but_admitted_is_present_with_a_word(arrived, wanted):
    first = session(1)
    of = practice(sessions=(first,), visits=(visit(first, 1, l.Mark.LATE, arrived=arrived),))
    outcome = decide_policy(of, History(), at(FIRST + timedelta(days=1)))
    assert (codes(outcome.tasks), outcome.effects) == (wanted, ())


def test_a_mark_in_question_holds_all_questions_about_that_member():
    of = attended("NN")
    unread = of.visits[0].model_copy(update={"mark": None, "held": frozenset({"policy"})})
    outcome = decide_policy(replace(of, visits=(unread, *of.visits[1:])), History(), LATER)
    assert outcome.effects == ()
    assert [(h.code, h.reason.rows) for h in outcome.holds] == [("POLICY_WAITS_FOR_ROW", ("G-01/01/C-001",))]


def test_a_row_in_question_holds_all_questions_about_that_member_too():
    of = attended("NN")
    of = replace(of, visits=of.visits[1:], in_question=frozenset({("Attendance", "G-01/01/C-001")}))
    outcome = decide_policy(of, History(), LATER)
    assert (outcome.effects, [h.about for h in outcome.holds]) == ((), ["C-001"])


@pytest.mark.parametrize("asked", [("Clients", "C-001"), ("Sessions", "G-01/01"), ("Attendance", "G-01/01/C-001")])
def test_the_row_to_answer_for_is_the_one_on_which_the_members_row_rests(asked):
    of = attended("NN")
    of = replace(of, visits=of.visits[1:], in_question=frozenset({("Attendance", "G-01/01/C-001"), asked}))
    sentences = {h.reason.sentence for h in decide_policy(of, History(), LATER).holds if h.about == "C-001"}
    assert any(said.startswith(f"{asked[0]}, {asked[1]}: this row") for said in sentences), sentences


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({}, 1),
        ({"status": l.MembershipStatus.REMOVED}, 0),
        ({"end": FIRST + timedelta(weeks=1)}, 0),
        ({"start": FIRST + timedelta(days=1)}, 0),
    ],
    ids=["member", "removed", "left since", "joined after"],
)
def test_only_members_are_asked_about(cells, wanted):
    assert len(asked(replace(attended("N"), roster=(member(1, **cells), member(7))))) == wanted


def test_a_correction_withdraws_the_question_and_says_so():
    of = attended("NN")
    history = after(decide_policy(of, History(), LATER).effects, LATER)
    assert withdrawn(of, history) == {}
    said = withdrawn(attended("NE"), history)
    assert list(said) == ["D-0001"]
    assert "no longer applies" in said["D-0001"]
    assert [k for k, _ in asked(attended("NE"), history)] == ["contact"]


def test_an_older_absence_found_later_does_not_repeat_a_question():
    history = after(decide_policy(attended("PTTT"), History(), LATER).effects, LATER)
    assert asked(with_questions(attended("TTTT"), history), history) == []


def test_a_question_whose_row_is_gone_is_asked_again_as_the_same_question():
    of = attended("PNPPN", number=5)
    first = decide_policy(of, History(), LATER).effects
    history = after(first, LATER)
    assert decide_policy(with_questions(of, history), history, LATER).effects == ()
    assert [e.key for e in decide_policy(of, history, LATER).effects] == [first[0].key]


def test_absences_are_counted_for_each_roster_row():
    counts = absences(attended("NTEP-"))
    assert (counts["R-G-01-001"], counts["R-G-01-007"]) == (2, 0)


@settings(max_examples=40, deadline=None)
@given(st.text("PNLTE-", max_size=12), st.integers(0, 2**31))
def test_the_order_of_rows_does_not_matter_and_a_second_pass_asks_nothing_new(marks, seed):
    of, mixed = attended(marks), random.Random(seed)
    other = replace(
        of,
        sessions=tuple(mixed.sample(of.sessions, len(of.sessions))),
        visits=tuple(mixed.sample(of.visits, len(of.visits))),
    )
    first = decide_policy(of, History(), LATER)
    assert decide_policy(other, History(), LATER) == first
    history = after(first.effects, LATER)
    assert decide_policy(with_questions(of, history), history, LATER).effects == ()


@pytest.mark.parametrize(
    ("left", "wanted"), [(time(0, 14), ["POLICY_LEFT_EARLY"]), (time(0, 15), []), (time(23, 0), ["POLICY_LEFT_EARLY"])]
)
def test_a_session_past_midnight_is_left_early_by_the_same_count(left, wanted):
    night = session(1, starts=time(23), ends=time(0, 30))
    of = practice(sessions=(night,), visits=(visit(night, 1, l.Mark.LEFT_EARLY, left=left),))
    assert codes(decide_policy(of, History(), at(FIRST + timedelta(days=1))).tasks) == wanted


def test_a_session_whose_row_cannot_be_read_holds_the_questions_about_its_members():
    of = attended("NN")
    of = replace(of, sessions=of.sessions[1:], in_question=frozenset({("Sessions", "G-01/01")}))
    outcome = decide_policy(of, History(), LATER)
    assert (outcome.effects, {h.about for h in outcome.holds}) == ((), {"C-001", "C-007"})


def test_after_a_correction_a_yes_owes_nothing():
    of = attended("N")
    history = after(decide_policy(of, History(), LATER).effects, LATER)
    yes = tuple(d.model_copy(update={"answer": l.YesNo.YES}) for d in with_questions(of, history).decisions)
    assert codes(decide_policy(replace(of, decisions=yes), history, LATER).tasks) == ["POLICY_CONTACT_AGREED"]
    assert codes(decide_policy(replace(attended("E"), decisions=yes), history, LATER).tasks) == []
