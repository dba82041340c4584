"""A client who changes insurer: visits before the day stay with the plan of then, and a wrong day is asked about."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain import lists as l
from domain.acknowledgements import KIND, Ack, received
from domain.claims import wanted_claims
from domain.effects import AskDecision, WriteBatch
from domain.history import Happened, History
from tests.domain.claims_build import (
    answered,
    call,
    carried_out,
    client,
    codes_of,
    corrected,
    decided,
    practice,
    session,
    visit,
)

YES = l.YesNo.YES
BEFORE, CHANGED, AFTER = date(2026, 2, 24), date(2026, 3, 1), date(2026, 3, 3)
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
TWO = (session("G-01/04", BEFORE), session("G-01/05", AFTER))
VISITS = tuple(visit(n, s.session_id, s.on) for s in TWO for n in (1, 5))
OLD = call(1, payer="Aetna")
NEW = call(2, about="C-001", payer="BCBS", called_on=date(2026, 3, 2))
MOVED = {"payer": "BCBS", "member_id": "YPB100000002"}
TOLD = {"payer_from": CHANGED, "payer_before": "Aetna", "member_id_before": "W123456781"}


def changed(cells=TOLD, calls=(OLD, NEW), **now):
    """Client 1 has changed from Aetna to BCBS."""
    return practice(
        sessions=TWO, visits=VISITS, clients=(client(1, **(MOVED | now | cells)), client(5)),
        verifications=(*calls, call(5)),
    )  # fmt: skip


def bills(of):
    return {
        b.visit.on: (b.state, b.payer, b.parts and b.parts.client.member_id, [r.code for r in b.reasons])
        for b in wanted_claims(of, NOW).bills
        if b.visit.client_id == "C-001"
    }


def test_visits_before_the_change_go_to_the_plan_of_then_and_those_after_to_the_new_one():
    assert bills(changed()) == {
        BEFORE: ("ready", "Aetna", "W123456781", []),
        AFTER: ("ready", "BCBS", "YPB100000002", []),
    }


@pytest.mark.parametrize(
    ("cells", "now", "payers"),
    [
        (TOLD | {"payer_before": "Medicare", "member_id_before": "1EG4-TE5-MK73"}, {}, ["Medicare", "BCBS"]),
        (TOLD, {"payer": "Medicare", "member_id": "1EG4-TE5-MK73"}, ["Aetna", "Medicare"]),
        (TOLD | {"holder_before": l.Holder.SELF}, {"holder": l.Holder.SPOUSE, "holder_first_name": "Sam",
         "holder_last_name": "Quill", "holder_born": date(1979, 1, 2), "holder_sex": l.Sex.MALE}, ["Aetna", "BCBS"]),
        (TOLD | {"payer_before": "BCBS"}, {}, ["BCBS", "BCBS"]),
        (TOLD | {"payer_from": AFTER}, {}, ["Aetna", "BCBS"]),  # the first day of the new plan is its own
        (TOLD | {"payer_from": date(2026, 12, 1)}, {}, ["Aetna", "Aetna"]),  # known ahead
    ],
)  # fmt: skip
def test_whatever_the_two_plans_are(cells, now, payers):
    calls = tuple(
        call(n, about="C-001", payer=p, called_on=on)
        for n, (p, on) in enumerate(zip(payers, (date(2026, 1, 5), date(2026, 2, 27)), strict=True), 1)
    )
    found = bills(changed(cells, calls, **now))
    assert [found[BEFORE][:2], found[AFTER][:2]] == [("ready", p) for p in payers]
    assert found[BEFORE][2] == cells["member_id_before"]


STILL = call(3, about="C-001", payer="Aetna", called_on=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("cells", "calls", "before", "after"),
    [
        ({}, (OLD, NEW), ["COVER_PAYER_THEN"], []),  # nobody wrote when the plan changed
        ({}, (OLD,), ["COVER_PAYER_THEN"], ["COVER_PAYER_THEN"]),  # the new one was not called yet
        ({}, (OLD.model_copy(update={"payer": "Blue Cross"}),), [], []),  # the payer's name, written otherwise
        ({}, (NEW,), [], []),
        ({}, (OLD, NEW.model_copy(update={"called_on": date(2026, 1, 9)})), [], []),
        ({"payer_before": "Aetna"}, (OLD, NEW), ["CLAIM_PAYER_FROM_BLANK"], ["CLAIM_PAYER_FROM_BLANK"]),
        ({"payer_from": CHANGED}, (OLD, NEW), ["CLAIM_PAYER_BEFORE_BLANK"], []),
        (TOLD | {"member_id_before": None}, (OLD, NEW), ["CLAIM_PAYER_BEFORE_BLANK"], []),
        (TOLD, (OLD, NEW.model_copy(update={"called_on": date(2026, 3, 4)}), STILL), [], ["COVER_PAYER_DATES"]),
        (TOLD, (OLD, STILL, NEW), [], []),  # the newest call counts
        ({"payer_from": date(2026, 1, 1), "payer_before": "Aetna", "member_id_before": "W1"}, (OLD, NEW), ["COVER_PAYER_DATES"], []),
    ],
)  # fmt: skip
def test_a_day_that_is_not_known_or_cannot_be_is_asked_about(cells, calls, before, after):
    found = bills(changed(cells, calls))
    assert (found[BEFORE][3], found[AFTER][3]) == (before, after)


def test_somebody_who_pays_alone_by_now_is_still_billed_to_the_plan_of_then():
    of = changed(payer="Self-pay", member_id=None)
    assert bills(of)[BEFORE][:2] == ("ready", "Aetna")
    assert codes_of(of, now=NOW) == ["CLAIM_SELF_PAY"]
    chosen = changed({}, (OLD,), payer="Self-pay", member_id=None)
    assert codes_of(chosen, now=NOW) == ["CLAIM_SELF_PAY"] * 2, "insured, and pays alone nevertheless"
    open_ = changed({"payer_from": CHANGED}, payer="Self-pay", member_id=None)
    assert codes_of(open_, now=NOW) == ["CLAIM_PAYER_BEFORE_BLANK", "CLAIM_SELF_PAY"], "not passed over as paid alone"


def sent_to_aetna(nth=0):
    """The visits of a session before anybody changed a plan: they are sent and known to the payer."""
    sheet = changed({}, (OLD,), payer="Aetna", member_id="W123456781")
    of = replace(sheet, visits=VISITS[2 * nth : 2 * nth + 2], sessions=TWO[nth : nth + 1])
    of, history, _ = carried_out(of, History(), NOW)
    of, history, _ = carried_out(answered(of, "release", YES), history, NOW)
    (claim,) = [c for c in history.batches[0].claims if c.client_id == "C-001"]
    ack = Ack("277", "accepted", claim_id=claim.claim_id, payer_number="26058001234", at="2026-03-04")
    kept = {
        t.key: Happened(key=t.key, kind=KIND, state="done", digest="", begun=NOW, detail=t.detail)
        for t in received([ack], history)
        if t.key
    }
    return of, History({**history.happened, **kept}, history.batches)


@pytest.mark.parametrize(
    ("cells", "kind", "frequency"),
    [({"attended": l.Attends.VIDEO_HOME}, "replace", 7), ({"mark": l.Mark.NO_SHOW}, "void", 8)],
)
def test_a_claim_of_before_is_replaced_or_voided_at_the_plan_that_has_it(cells, kind, frequency):
    of, history = sent_to_aetna()
    of = replace(of, clients=changed().clients, verifications=changed().verifications)
    assert [e for e in decided(of, history, NOW).effects if isinstance(e, AskDecision)] == [], "it stays as it is"
    of, history, _ = carried_out(corrected(of, "C-001", **cells), history, NOW)
    of, history, _ = carried_out(answered(of, kind, YES), history, NOW)
    of = answered(of, "release", YES)
    (written,) = [e for e in decided(of, history, NOW).effects if isinstance(e, WriteBatch)]
    (claim,) = written.claims
    (told,) = [x.reasons[-1] for x in written.lines]
    assert (told.code, "26058001234" in told.sentence) == (
        {7: "CLAIM_REPLACES", 8: "CLAIM_TAKES_BACK"}[frequency],
        True,
    )
    assert (claim.frequency, claim.payer, claim.member_id, claim.original_reference) == (
        frequency, "Aetna", "W123456781", "26058001234",
    )  # fmt: skip


def test_what_the_plan_of_before_paid_takes_nothing_from_the_limit_of_the_new_one():
    early = NEW.model_copy(update={"called_on": date(2026, 2, 20), "session_limit": 1, "sessions_used": 0})
    assert bills(changed(TOLD, (OLD, early)))[AFTER][0] == "ready"


def test_what_the_plan_of_before_paid_takes_nothing_from_the_week_of_the_new_one():
    once = tuple(p.model_copy(update={"per_week": 1}) for p in changed().payers)
    early = replace(changed(TOLD | {"payer_from": date(2026, 2, 27)}), payers=once)
    near = session("G-01/04", date(2026, 2, 26))
    visits = tuple(visit(n, s.session_id, s.on) for s in (near, TWO[1]) for n in (1, 5))
    assert bills(replace(early, sessions=(near, TWO[1]), visits=visits))[AFTER] == ("ready", "BCBS", "YPB100000002", [])


def written_next(of, history, kind):
    """What the next batch holds after a person said Yes to a question and to the batch."""
    of, history, _ = carried_out(of, history, NOW)
    of, history, _ = carried_out(answered(of, kind, YES), history, NOW)
    of = answered(of, "release", YES)
    (written,) = [e for e in decided(of, history, NOW).effects if isinstance(e, WriteBatch)]
    return [(c.frequency, c.payer, c.member_id, c.original_reference) for c in written.claims]


@pytest.mark.parametrize(
    ("cells", "now", "calls"),
    [
        (TOLD, {}, (OLD, NEW)),
        (TOLD, {"payer": "Self-pay", "member_id": None}, (OLD,)),
        (TOLD, {"payer": "Aetna", "member_id": "W999999999"}, (OLD,)),  # another plan of the same payer
    ],
)
def test_a_claim_that_went_to_the_plan_of_before_by_mistake_is_taken_back(cells, now, calls):
    of, history = sent_to_aetna(1)
    told = changed(cells, calls, **now)
    of = replace(of, clients=told.clients, verifications=told.verifications)
    assert written_next(of, history, "void") == [(8, "Aetna", "W123456781", "26058001234")]


OPEN = call(3, about="C-001", payer="Aetna", called_on=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("cells", "now", "calls"),
    [
        ({}, {}, (OLD, NEW)),  # nobody wrote a day
        (TOLD | {"payer_from": date(2026, 3, 4)}, {}, (OLD, NEW)),  # it was right then
        (TOLD | {"member_id_before": "W100000000"}, {}, (OLD, NEW)),  # a slip in the number, perhaps
        (TOLD, {"held": frozenset({"claims"})}, (OLD, NEW)),
        (TOLD, {}, (OLD, OPEN)),  # a call says otherwise
    ],
)
def test_a_claim_whose_plan_is_not_known_to_be_wrong_stays(cells, now, calls):
    of, history = sent_to_aetna(1)
    told = changed(cells, calls, **now)
    of = replace(of, clients=told.clients, verifications=told.verifications)
    assert [e for e in decided(of, history, NOW).effects if isinstance(e, AskDecision)] == []


NUMBER = {"authorization": l.Authorization.HAVE_IT, "authorization_number": "AET1", "authorized_sessions": 9}


def test_a_call_to_the_plan_of_before_neither_verifies_nor_authorizes_the_new_one():
    old = OLD.model_copy(update=NUMBER)
    assert bills(changed(TOLD, (old,)))[AFTER][3] == ["COVER_NEVER_VERIFIED"]
    assert bills(changed(TOLD, (old,)))[BEFORE][3] == []
    new = NEW.model_copy(update=NUMBER)
    assert bills(changed(TOLD, (new,)))[BEFORE][3] == ["COVER_NEVER_VERIFIED"]


def test_a_payer_that_has_another_name_by_now_is_the_same_plan():
    of, history = sent_to_aetna(1)
    named = {"payer": "Aetna Commercial"}
    rules = tuple(x.model_copy(update=named) if x.payer == "Aetna" else x for x in of.payers)
    people = tuple(x.model_copy(update=named) if x.payer == "Aetna" else x for x in of.clients)
    of = corrected(replace(of, payers=rules, clients=people), "C-001", attended=l.Attends.VIDEO_HOME)
    (asked,) = [e for e in decided(of, history, NOW).effects if isinstance(e, AskDecision)]
    assert asked.decision_kind == "replace"
