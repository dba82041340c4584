"""A visit that is marked after a later one was billed: what the payer has stays, and the late one finds no place."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain import lists as l
from domain.claims import claim_lines, wanted_claims
from domain.effects import AskDecision
from domain.history import History
from tests.domain.claims_build import (
    NOW,
    ON,
    answered,
    carried_out,
    decided,
    four_payers,
    group,
    member,
    practice,
    session,
    visit,
)

MORNING = session("G-02/03", ON, starts=time(9), ends=time(10, 30))
MONDAY = session("G-01/04", date(2026, 3, 2))


def both(*sessions):
    return tuple(visit(n, s.session_id, s.on) for s in sessions for n in (1, 5))


def sheet(first, **limits):
    """Clients 1 and 5 in two groups; ``first`` is the earlier session."""
    rules = tuple(x.model_copy(update=limits) for x in four_payers())
    places = [member(n, g) for g in ("G-01", "G-02") for n in (1, 5)]
    groups = (group(), group("G-02"))
    return practice(payers=rules, groups=groups, roster=tuple(places), sessions=(first, session()))


def sent(p):
    p, history, _ = carried_out(p, History())
    p, history, _ = carried_out(answered(p, "release", l.YesNo.YES), history)
    return p, history


def told(p, history):
    lines = claim_lines(wanted_claims(p, NOW), p, history)
    asked = [e.decision_kind for e in decided(p, history).effects if isinstance(e, AskDecision)]
    return {x.visit_id: (x.state, x.reasons[-1].code) for x in lines if x.client_id == "C-001"}, asked


STANDS = ("batched", "BATCH_WRITTEN")


@pytest.mark.parametrize(
    ("first", "limits", "late"),
    [
        (MORNING, {}, ("held", "CLAIM_DUPLICATE")),
        (MORNING, {"per_day": 2}, ("ready", "BATCH_PROPOSED")),
        (MONDAY, {"per_week": 1}, ("held", "CLAIM_WEEK_FULL")),
        (MONDAY, {"per_week": 2}, ("ready", "BATCH_PROPOSED")),
    ],
)
def test_a_visit_marked_late_takes_no_place_of_a_claim_that_was_sent(first, limits, late):
    p, history = sent(replace(sheet(first, **limits), visits=both(session())))
    p = replace(p, visits=both(first, session()))
    p, history, _ = carried_out(p, history)
    assert told(p, history) == ({f"{first.session_id}/C-001": late, "G-01/05/C-001": STANDS}, [])


def test_two_claims_that_were_both_sent_for_one_place_are_asked_about():
    p, history = sent(replace(sheet(MORNING, per_day=2), visits=both(MORNING, session())))
    p = replace(p, payers=four_payers())
    assert told(p, history)[0]["G-01/05/C-001"] == ("void needed", "CLAIM_SECOND_ON_DAY")


def test_a_row_copied_within_its_session_is_billed_once_wherever_the_copy_sorts():
    p, history = sent(replace(sheet(MORNING, per_day=2), visits=both(session())))
    p = replace(p, visits=(visit(1, visit_id="G-01/05/A-001"), *p.visits))
    copy, asked = told(p, history)
    assert (copy["G-01/05/A-001"], copy["G-01/05/C-001"]) == (("held", "CLAIM_DUPLICATE"), STANDS)
    assert asked == []
