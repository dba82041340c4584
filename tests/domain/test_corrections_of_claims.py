from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from domain import lists as l
from domain.claims import claim_lines, standing, wanted_claims, withdrawn_questions
from domain.effects import AskDecision
from domain.history import History
from domain.practice import Practice
from tests.domain.claims_build import (
    NOW,
    answered,
    carried_out,
    client,
    corrected,
    decided,
    four_payers,
    group,
    member,
    payer,
    practice,
    session,
    staff,
    two_of_aetna,
    visit,
)

YES, NO = l.YesNo.YES, l.YesNo.NO
SHEET = practice(
    visits=(visit(1), visit(5), visit(6)),
    staff=(
        staff(),
        staff(name="Bo Lind", initials="BL", npi="1234567893"),
        staff(name="Cy Ott", initials="CO", npi="1679576722"),
    ),
)


def written(p: Practice = SHEET) -> tuple[Practice, History]:
    p, history, _ = carried_out(p, History())
    p, history, _ = carried_out(answered(p, "release", YES), history)
    return p, history


def asked(p: Practice, history: History) -> list[str]:
    """The kinds of the questions that a pass would put to people."""
    return [e.decision_kind for e in decided(p, history).effects if isinstance(e, AskDecision)]


def line(p: Practice, history: History) -> tuple[str, list[str]]:
    """State and reasons of client 1's first line."""
    lines = claim_lines(wanted_claims(p, NOW), p, history)
    first = next(x for x in lines if x.client_id == "C-001")
    return first.state, [r.code for r in first.reasons]


def changed(p: Practice, tab: str, cells: dict) -> Practice:
    """The practice after someone corrected the first row of a tab."""
    rows = getattr(p, tab)
    return replace(p, **{tab: (rows[0].model_copy(update=cells), *rows[1:])})


VOID = [
    ("visits", {"mark": l.Mark.NO_SHOW}, "CLAIM_ABSENT"),
    ("visits", {"mark": l.Mark.ABSENT_TOLD}, "CLAIM_ABSENT"),
    ("visits", {"mark": l.Mark.LATE}, "CLAIM_TIME_MISSING"),
    ("visits", {"arrived": time(18, 6)}, "CLAIM_NOT_PRESENT_ENOUGH"),
    ("visits", {"arrived": time(6)}, "CLAIM_TIMES_ODD"),
    ("visits", {"signed": "ZZ"}, "CLAIM_SIGNER_UNKNOWN"),
    ("visits", {"attended": l.Attends.VIDEO_ELSEWHERE}, "CLAIM_SENT_CHANGED"),
    ("sessions", {"was_held": NO}, "CLAIM_SESSION_NOT_HELD"),
    ("sessions", {"facilitator": "BL"}, "CLAIM_SENT_CHANGED"),
    ("groups", {"type": l.GroupType.PSYCHOEDUCATION}, "CLAIM_PSYCHOEDUCATION"),
    ("roster", {"billable": NO}, "CLAIM_BILLABLE_NO"),
    ("roster", {"end": date(2026, 3, 2)}, "CLAIM_NOT_ON_ROSTER"),
    ("payers", {"minimum_present": 4}, "CLAIM_GROUP_TOO_SMALL"),
    ("payers", {"maximum_present": 2}, "CLAIM_GROUP_TOO_LARGE"),
]


@pytest.mark.parametrize(
    ("tab", "cells", "code"),
    [
        ("visits", {"signed": None}, "CLAIM_NOTE_NOT_SIGNED"),
        ("sessions", {"was_held": NO}, "CLAIM_SESSION_NOT_HELD"),
        ("visits", {"do_not_bill": YES}, "CLAIM_DO_NOT_BILL"),
    ],
)
@pytest.mark.parametrize("by_now", ["Self-pay", "A plan without a row", None])
def test_a_claim_of_someone_who_pays_alone_by_now_or_whose_plan_is_open_is_asked_about_as_well(
    by_now, tab, cells, code
):
    p, history = written()
    p = changed(p, "clients", {"payer": by_now})
    assert "void" not in asked(p, history)
    p = changed(p, tab, cells)
    state, codes = line(p, history)
    assert (state, codes[0]) == ("void needed", code)
    assert "void" in asked(p, history)


@pytest.mark.parametrize(("tab", "cells", "code"), VOID)
def test_what_says_the_line_was_wrong_when_sent_asks_for_a_void_once(tab, cells, code):
    p, history = written()
    p = changed(p, tab, cells)
    assert line(p, history) == ("void needed", [code])
    p, history, outcome = carried_out(p, history)
    assert {e.decision_kind for e in outcome.effects} == {"replace" if code == "CLAIM_SENT_CHANGED" else "void"}
    assert asked(p, history) == []


KEPT = [
    ("groups", {"fee": Decimal(160)}, "charge"),
    ("clients", {"street": "9 Oak Ct"}, "names or address"),
    ("clients", {"last_name": "Quill-Ott"}, "names or address"),
    ("clients", {"member_id": "W999999999"}, "member ID"),
    ("clients", {"payer": "BCBS"}, "payer"),
    ("roster", {"diagnoses": ("F40.10",)}, "diagnoses"),
]


@pytest.mark.parametrize(("tab", "cells", "what"), KEPT)
def test_a_standing_fact_that_changed_voids_nothing_but_is_named(tab, cells, what):
    p, history = written()
    p = changed(p, tab, cells)
    assert line(p, history) == ("batched", ["BATCH_WRITTEN", "CLAIM_SENT_UNLIKE"])
    said = [r.sentence for x in claim_lines(wanted_claims(p, NOW), p, history) for r in x.reasons]
    assert f"It was sent with other {what} than the sheets say now. Correct it with the payer if it was wrong." in said
    assert asked(p, history) == []


QUIET = [
    ("clients", {"payer": None}),
    ("clients", {"payer": "Cigna"}),
    ("clients", {"held": frozenset({"claims"})}),
    ("roster", {"attends": None}),
    ("payers", {"presence_rule": None}),
    ("payers", {"rate": Decimal(41)}),
    ("staff", {"npi": None}),
]


@pytest.mark.parametrize(("tab", "cells"), QUIET)
def test_what_only_stops_a_new_line_says_nothing_against_a_sent_one(tab, cells):
    p, history = written()
    p = changed(replace(p, groups=(group(how=l.How.MIXED),)), tab, cells)
    assert line(p, history) == ("batched", ["BATCH_WRITTEN"])
    assert asked(p, history) == []


def test_a_member_whose_roster_row_cannot_be_read_is_not_said_to_be_off_the_roster():
    p, history = written()
    p = replace(p, roster=p.roster[1:], in_question=frozenset({("Roster", "R-G-01-001")}))
    assert line(p, history) == ("batched", ["BATCH_WRITTEN"])


def test_a_mark_that_cannot_be_read_says_nothing_against_a_sent_line():
    p, history = written()
    p = corrected(p, "C-001", mark=None, held=frozenset({"claims"}))
    assert line(p, history) == ("batched", ["BATCH_WRITTEN"])


def gone(p: Practice, history: History) -> dict[str, str]:
    """The questions that nobody need answer any more."""
    return withdrawn_questions(standing(wanted_claims(p, NOW), p, history), history)


def left_as_sent(cells: dict) -> tuple[Practice, History]:
    """A person answered to leave a line as it was sent."""
    p, history = written()
    p, history, _ = carried_out(corrected(p, "C-001", **cells), history)
    return answered(p, "void", NO), history


UNSIGNED = {"signed": None}


@pytest.mark.parametrize(
    ("tab", "cells", "again"),
    [
        ("visits", {}, False),
        ("groups", {"fee": Decimal(160)}, False),
        ("payers", {"rate": Decimal(41)}, False),
        ("clients", {"street": "9 Oak Ct"}, False),
        ("visits", {"attended": l.Attends.VIDEO_HOME}, True),
        ("visits", {"factor": l.Factor.SENTINEL}, True),
        ("visits", {"signed": "ZZ"}, True),
        ("visits", {"do_not_bill": YES}, True),
    ],
)
def test_a_line_left_as_sent_is_asked_about_again_when_the_visit_changes_and_not_when_a_fee_does(tab, cells, again):
    p, history = left_as_sent(UNSIGNED)
    assert asked(changed(p, tab, cells), history) == (["void"] if again else [])


def test_each_other_clinician_is_a_question_of_its_own():
    p, history = written()
    p, history, _ = carried_out(replace(p, sessions=(session(facilitator="BL"),)), history)
    p = answered(p, "replace", NO)
    assert asked(p, history) == []
    assert "replace" in asked(replace(p, sessions=(session(facilitator="CO"),)), history)


@pytest.mark.parametrize(("answer", "state"), [(None, "void needed"), (YES, "void needed"), (NO, "batched")])
def test_a_void_question_keeps_its_line_as_the_person_says(answer, state):
    p, history = written()
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    p = answered(p, "void", answer) if answer else p
    assert line(p, history)[0] == state
    assert asked(p, history) == []


def test_a_void_question_whose_row_was_removed_is_asked_again():
    p, history = written()
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    assert asked(replace(p, decisions=()), history) == ["void"]


REVIEW = (payer(presence_rule=l.PresenceRule.REVIEW), *four_payers()[1:])


def judged(answer: l.YesNo) -> tuple[Practice, History]:
    """A practice in which a person judged the stay of client 1, who left early."""
    p = corrected(two_of_aetna(payers=REVIEW), "C-001", mark=l.Mark.LEFT_EARLY, left=time(19))
    p, history, _ = carried_out(p, History())
    return answered(p, "review", answer), history


def test_the_question_about_a_stay_tells_when_the_member_left():
    p = corrected(two_of_aetna(payers=REVIEW), "C-001", mark=l.Mark.LEFT_EARLY, left=time(19))
    (ask,) = [e for e in decided(p, History()).effects if isinstance(e, AskDecision) and e.decision_kind == "review"]
    assert ask.question == "Bill visit G-01/05/C-001 (Left early, left 7:00 PM) to Aetna?"


def test_a_yes_to_a_stay_does_not_lift_what_else_it_waits_for():
    p, history = judged(YES)
    assert line(p, history)[0] == "ready"
    assert line(corrected(p, "C-001", signed=None), history) == ("held", ["CLAIM_NOTE_NOT_SIGNED"])


def test_a_stay_that_was_sent_and_is_then_judged_not_to_be_billed_is_void():
    p, history = judged(YES)
    p, history, _ = carried_out(answered(p, "release", NO), history)
    p, history, _ = carried_out(p, history)
    p, history, _ = carried_out(answered(p, "release", YES), history)
    assert line(p, history) == ("batched", ["BATCH_WRITTEN"])
    no = tuple(d.model_copy(update={"answer": NO}) if d.kind == "review" else d for d in p.decisions)
    assert line(replace(p, decisions=no), history) == ("void needed", ["CLAIM_REVIEW_NO"])


def test_a_client_with_a_new_dated_payer_row_keeps_the_sent_claim():
    p, history = written()
    p = replace(p, payers=(*p.payers, payer("Aetna", since=date(2026, 3, 4), minimum_present=9)))
    assert line(p, history) == ("batched", ["BATCH_WRITTEN"])


def test_two_members_who_were_marked_wrongly_are_two_questions():
    p, history = written(
        practice(visits=tuple(visit(n) for n in (1, 5, 6, 7)), clients=tuple(map(client, range(1, 8))))
    )
    p = corrected(corrected(p, "C-001", mark=l.Mark.NO_SHOW), "C-005", mark=None)
    assert asked(p, history) == ["void", "void"]


def test_a_roster_row_for_another_group_does_not_make_a_sent_line_wrong():
    p, history = written()
    p = replace(p, roster=(*p.roster, member(1, "G-02")))
    assert line(p, history) == ("batched", ["BATCH_WRITTEN"])


@pytest.mark.parametrize("moved", ["sessions", "visits"])
def test_while_a_visit_and_its_session_lie_on_two_days_nobody_is_asked_to_void_its_line(moved):
    p, history = written()
    apart = changed(p, moved, {"on": date(2026, 3, 2)})
    assert line(apart, history) == ("batched", ["BATCH_WRITTEN"])
    assert asked(apart, history) == []


@pytest.mark.parametrize("moved", [date(2026, 3, 2), date(2026, 2, 24)])
def test_a_session_that_was_written_on_the_wrong_day_makes_its_sent_lines_wrong(moved):
    p, history = written()
    p = replace(p, sessions=(session(on=moved),))
    p = replace(p, visits=tuple(v.model_copy(update={"on": moved}) for v in p.visits))
    assert line(p, history) == ("void needed", ["CLAIM_SENT_CHANGED"])
    question = next(e for e in decided(p, history).effects if isinstance(e, AskDecision))
    assert question.why == (
        "It was sent, but the date is different now. Answer the question in Decisions whether to correct it."
    )


TOO_LATE = (payer("Aetna", days_to_file=0), *four_payers()[1:])


@pytest.mark.parametrize(
    ("tabs", "cells", "withdrawn"),
    [
        ({}, {}, True),
        ({"payers": TOO_LATE}, {}, True),  # no first claim could go out any more, yet the sent one was right
        ({}, {"held": frozenset({"claims"})}, False),  # nobody knows yet what the cell says
    ],
)
def test_a_void_question_is_withdrawn_when_the_sheets_fit_what_was_sent_again(tabs, cells, withdrawn):
    p, history = written()
    wrong, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    (void_id,) = [d.decision_id for d in wrong.decisions if d.kind == "void"]
    assert gone(wrong, history) == {}
    right = replace(corrected(wrong, "C-001", mark=l.Mark.PRESENT, **cells), **tabs)
    assert list(gone(right, history)) == [void_id] * withdrawn
