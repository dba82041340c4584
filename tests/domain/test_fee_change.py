"""A group's fee changes: each visit is charged at the fee of its day, and nobody guesses which one that was."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain import lists as l
from domain.claims import claim_lines, standing, wanted_claims
from domain.history import History
from domain.practice import Practice
from tests.domain.claims_build import (
    NOW,
    ON,
    answered,
    carried_out,
    codes_of,
    corrected,
    group,
    practice,
    session,
    visit,
)
from tests.domain.test_replaced_later import known

YES = l.YesNo.YES
NEXT = ON + timedelta(1)
"""The first day of the new fee, with a session of its own."""

TWO_DAYS = (session(), session("G-01/06", NEXT))
RAISED = {"fee": Decimal(175), "complexity_fee": Decimal(20)}
TOLD = RAISED | {"fee_from": NEXT, "fee_before": Decimal(150), "complexity_fee_before": Decimal(15)}


def at(**cells: object) -> Practice:
    """Two members in a session on either side of the change."""
    visits = [
        visit(n, s, on, factor=l.Factor.EQUIPMENT) for s, on in (("G-01/05", ON), ("G-01/06", NEXT)) for n in (1, 5)
    ]
    return practice(sessions=TWO_DAYS, visits=tuple(visits), groups=(group(**cells),))


def charges(p: Practice, history: History | None = None) -> dict[tuple[date, str], tuple[str, Decimal | None]]:
    """State and charge of the first member's lines, by day and code."""
    lines = claim_lines(wanted_claims(p, NOW), p, history or History())
    return {(x.on, x.code): (x.state, x.charge) for x in lines if x.client_id == "C-001" and x.state != "voided"}


@pytest.mark.parametrize(
    ("cells", "before", "after"),
    [
        ({}, (150, 15), (150, 15)),
        (RAISED, (175, 20), (175, 20)),
        (TOLD, (150, 15), (175, 20)),
        (TOLD | {"complexity_fee_before": None}, (150, 20), (175, 20)),
        (TOLD | {"fee_from": ON}, (175, 20), (175, 20)),
    ],
)
def test_a_visit_is_charged_at_the_fee_of_its_day(cells, before, after):
    found = charges(at(**cells))
    assert [found[ON, code][1] for code in ("90853", "90785")] == list(before)
    assert [found[NEXT, code][1] for code in ("90853", "90785")] == list(after)
    assert {state for state, _ in found.values()} == {"ready"}


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (RAISED | {"fee_before": Decimal(150)}, ["CLAIM_FEE_FROM_BLANK"] * 2),
        (RAISED | {"complexity_fee_before": Decimal(15)}, ["CLAIM_FEE_FROM_BLANK"] * 2),
        (RAISED | {"fee_from": NEXT}, ["CLAIM_FEE_BEFORE_BLANK"]),
        (RAISED | {"fee_from": ON}, []),
    ],
)
def test_half_a_change_is_asked_about(cells, codes):
    assert codes_of(at(**cells)) == codes


def sent(client_id: str = "C-001") -> tuple[Practice, History]:
    """The claims of the first day are with the payer but for one whose note was late; the second day is to come."""
    p = at()
    late = [v.model_copy(update={"signed": None}) if v.client_id != client_id else v for v in p.visits]
    p = replace(p, visits=tuple(v for v in late if v.on == ON))
    p, history, _ = carried_out(p, History())
    p, history, _ = carried_out(answered(p, "release", YES), history)
    p, history = known(p, history)
    return replace(p, visits=at().visits), history


def states_of(p: Practice, history: History) -> list[tuple[date, str, str, list[str]]]:
    lines = claim_lines(wanted_claims(p, NOW), p, history)
    return [(x.on, x.client_id, x.state, [r.code for r in x.reasons]) for x in lines if x.line == 1]


def test_a_late_visit_waits_while_nobody_says_since_when_the_fee_is_another():
    p, history = sent()
    assert [x[2] for x in states_of(p, history)] == ["accepted", "ready", "ready", "ready"]
    raised = replace(p, groups=(group(**RAISED),))
    assert states_of(raised, history) == [
        (ON, "C-001", "accepted", ["BATCH_WRITTEN", "CLAIM_ACCEPTED", "CLAIM_SENT_UNLIKE"]),
        (ON, "C-005", "held", ["CLAIM_FEE_WHICH"]),
        (NEXT, "C-001", "ready", ["CLAIM_READY"]),
        (NEXT, "C-005", "ready", ["CLAIM_READY"]),
    ]
    told = replace(p, groups=(group(**TOLD),))
    assert [x[2:] for x in states_of(told, history)][:2] == [
        ("accepted", ["BATCH_WRITTEN", "CLAIM_ACCEPTED"]), ("ready", ["CLAIM_READY"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "frequency", "charge"),
    [(RAISED, [], None), (TOLD, [7], Decimal(165)), (RAISED | {"fee_from": ON}, [7], Decimal(195))],
)
def test_a_claim_that_is_replaced_has_the_fee_of_its_day(cells, frequency, charge):
    p, history = sent()
    p = replace(corrected(p, "C-001", attended=l.Attends.VIDEO_HOME), groups=(group(**cells),))
    p = replace(p, visits=tuple(v for v in p.visits if v.on == ON))
    p, history, _ = carried_out(p, history)
    p = answered(p, "replace", YES)
    made = [b.made for b in standing(wanted_claims(p, NOW), p, history).agreed if b.made]
    assert [c.frequency for c in made] == frequency
    assert [c.total for c in made] == ([charge] if charge else [])
    reasons = next(x[3] for x in states_of(p, history) if x[1] == "C-001")
    assert ("CLAIM_FEE_WHICH" in reasons) is (not frequency)
