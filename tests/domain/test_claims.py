from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from domain import lists as l
from domain.claims import claim_lines, wanted_claims
from domain.effects import AskDecision, DeclineBatch, ProposeBatch, WriteBatch
from domain.history import History
from domain.making import claim_of
from tests.domain.claims_build import (
    NOW,
    answered,
    carried_out,
    client,
    corrected,
    decided,
    group,
    payer,
    practice,
    two_of_aetna,
    visit,
)

YES, NO = l.YesNo.YES, l.YesNo.NO


def keys(outcome) -> list[str]:
    return [e.key for e in outcome.effects]


def states(p, history) -> dict[str, str]:
    return {x.client_id: x.state for x in claim_lines(wanted_claims(p, NOW), p, history)}


def why(p, history, client_id="C-001") -> list[str]:
    lines = claim_lines(wanted_claims(p, NOW), p, history)
    return [r.code for x in lines if x.client_id == client_id for r in x.reasons]


def written(p=None):
    """A practice whose first batch was proposed, released and written."""
    p, history, _ = carried_out(p or two_of_aetna(), History())
    p, history, _ = carried_out(answered(p, "release", YES), history)
    return p, history


def test_ready_lines_are_put_before_a_person_with_what_they_come_to():
    p = practice(visits=tuple(visit(n) for n in (1, 2, 4)))
    proposal, asked = decided(p, History()).effects
    assert isinstance(proposal, ProposeBatch)
    assert isinstance(asked, AskDecision)
    assert (asked.key, asked.decision_kind, asked.about) == ("ask:release:B-0001", "release", "B-0001")
    assert asked.question == "Release batch B-0001: 3 claims with 3 lines, $450.00 in all?"
    assert asked.why == "Aetna: 1 line, $150.00; BCBS: 1 line, $150.00; Medicare: 1 line, $150.00"
    assert len(proposal.lines) == 3


def test_nothing_new_is_decided_while_a_proposal_waits():
    p, history, _ = carried_out(two_of_aetna(), History())
    assert decided(p, history).effects == ()
    assert why(p, history) == ["BATCH_PROPOSED"]


def test_new_lines_wait_for_the_next_proposal():
    p, history, _ = carried_out(two_of_aetna(), History())
    more = replace(p, visits=(*p.visits, visit(6)))
    assert decided(more, history).effects == ()
    assert why(more, history, "C-006") == ["BATCH_NEXT"]


def test_a_yes_writes_the_batch_once():
    p, history, _ = carried_out(two_of_aetna(), History())
    p, history, outcome = carried_out(answered(p, "release", YES), history)
    (effect,) = outcome.effects
    assert isinstance(effect, WriteBatch)
    assert [c.client_id for c in effect.claims] == ["C-001", "C-005"]
    assert [(x.claim_id, x.state, x.batch) for x in effect.lines] == [
        (c.claim_id, "batched", "B-0001") for c in effect.claims
    ]
    assert decided(p, history).effects == ()
    assert states(p, history) == {"C-001": "batched", "C-005": "batched"}


def test_what_is_written_is_what_was_asked_and_the_rest_is_proposed_next():
    p, history, _ = carried_out(practice(visits=(visit(1), visit(5), visit(6), visit(7))), History())
    p = corrected(answered(p, "release", YES), "C-005", signed=None)
    p = corrected(p, "C-006", attended=l.Attends.VIDEO_HOME)
    p = replace(p, visits=(*p.visits, visit(2)))
    effects = carried_out(p, history)[2].effects
    assert isinstance(effects[0], WriteBatch)
    assert [c.client_id for c in effects[0].claims] == ["C-001", "C-007"]
    assert [r.code for r in effects[0].reasons].count("BATCH_LEFT_OUT") == 2
    assert isinstance(effects[1], ProposeBatch)
    assert len(effects[1].lines) == 2


def test_a_yes_to_lines_of_which_none_is_left_writes_nothing():
    p, history, _ = carried_out(two_of_aetna(), History())
    p = corrected(answered(p, "release", YES), "C-001", signed=None)
    outcome = decided(corrected(p, "C-005", signed=None), history)
    assert keys(outcome) == ["decline:B-0001"]


def test_a_no_keeps_the_lines_ready_and_asks_again_only_after_a_change():
    p, history, _ = carried_out(two_of_aetna(), History())
    p, history, outcome = carried_out(answered(p, "release", NO), history)
    assert isinstance(outcome.effects[0], DeclineBatch)
    assert keys(outcome) == ["decline:B-0001"]
    assert decided(p, history).effects == ()
    assert why(p, history) == ["BATCH_DECLINED"]
    more = replace(p, visits=(*p.visits, visit(6)))
    assert keys(decided(more, history)) == ["propose:B-0002", "ask:release:B-0002"]


def test_a_question_whose_row_was_removed_is_asked_again():
    p, history, _ = carried_out(two_of_aetna(), History())
    assert keys(decided(replace(p, decisions=()), history)) == ["ask:release:B-0001"]
    waiting = replace(p, decisions=(), in_question=frozenset({("Decisions", "D-0001")}))
    assert decided(waiting, history).effects == ()


def test_a_batch_that_was_frozen_but_not_written_is_written_again_as_it_was():
    p, history = written()
    frozen = history.batches[0].model_copy(update={"state": "reserved"})
    p = corrected(p, "C-001", attended=l.Attends.VIDEO_HOME)
    effect = decided(p, History(history.happened, (frozen,))).effects[-1]
    assert isinstance(effect, WriteBatch)
    assert effect.claims == frozen.claims


def test_the_same_answer_has_the_same_effects_until_the_batch_is_written():
    p, history, _ = carried_out(practice(visits=(visit(1), visit(5), visit(6))), History())
    p = answered(p, "release", YES)
    assert decided(p, history).effects == decided(p, history).effects != ()


def test_a_claim_that_stands_in_two_released_batches_is_written_once():
    p, history, _ = carried_out(two_of_aetna(), History())
    p, history, _ = carried_out(answered(p, "release", NO), history)
    p, history, _ = carried_out(replace(p, visits=(*p.visits, visit(6))), history)
    first, second = history.batches
    both = History(history.happened, (first.model_copy(update={"state": "proposed"}), second))
    rows = tuple(d.model_copy(update={"answer": YES}) for d in p.decisions)
    written = [e for e in decided(replace(p, decisions=rows), both).effects if isinstance(e, WriteBatch)]
    assert [[c.client_id for c in e.claims] for e in written] == [["C-001", "C-005"], ["C-006"]]


CORRECTIONS = [
    ({"mark": l.Mark.NO_SHOW}, ["CLAIM_ABSENT"]),
    ({"mark": None}, ["CLAIM_NO_MARK"]),
    ({"mark": l.Mark.LATE, "arrived": time(19)}, ["CLAIM_NOT_PRESENT_ENOUGH"]),
    ({"do_not_bill": YES}, ["CLAIM_DO_NOT_BILL"]),
    ({"signed": None}, ["CLAIM_NOTE_NOT_SIGNED"]),
    ({"attended": l.Attends.VIDEO_HOME}, ["CLAIM_SENT_CHANGED"]),
    ({"factor": l.Factor.SENTINEL}, ["CLAIM_SENT_CHANGED"]),
]


@pytest.mark.parametrize(("cells", "codes"), CORRECTIONS)
def test_a_correction_after_writing_asks_once_whether_to_void(cells, codes):
    p, history = written(practice(visits=(visit(1), visit(5), visit(6))))
    p = corrected(p, "C-001", **cells)
    assert states(p, history) == {"C-005": "batched", "C-006": "batched", "C-001": "void needed"}
    assert why(p, history) == codes
    p, history, outcome = carried_out(p, history)
    (asked,) = outcome.effects
    assert isinstance(asked, AskDecision)
    claim = history.batches[0].claims[0].claim_id
    kind = "replace" if codes == ["CLAIM_SENT_CHANGED"] else "void"
    assert asked.key.startswith(f"ask:{kind}:{claim}:")
    assert asked.question == f"Line 1 of claim {claim} was sent: {kind} it?"
    assert decided(p, history).effects == ()


def test_a_line_left_as_it_was_sent_is_asked_about_again_only_when_it_changes_again():
    p, history = written()
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    p = answered(p, "void", NO)
    assert why(p, history)[:2] == ["BATCH_WRITTEN", "CLAIM_VOID_REFUSED"]
    assert states(p, history)["C-001"] == "batched"
    assert decided(p, history).effects == ()
    passed, again = keys(decided(corrected(p, "C-001", mark=None), history))
    assert passed.startswith("withdrawn:ask:void:")
    assert again.startswith(f"ask:void:{history.batches[0].claims[0].claim_id}:")


def test_a_line_that_a_person_wants_void_stays_until_it_is():
    p, history = written()
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    p = answered(p, "void", YES)
    assert why(p, history)[0] == "CLAIM_VOID_NO_NUMBER"
    assert decided(p, history).effects == ()


def test_a_mark_put_right_again_makes_the_sent_line_right_again():
    p, history = written()
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    p = corrected(p, "C-001", mark=l.Mark.PRESENT)
    assert states(p, history) == {"C-001": "batched", "C-005": "batched"}
    p, history, outcome = carried_out(p, history)
    assert {e.kind for e in outcome.effects} == {"withdrawn"}
    assert decided(p, history).effects == ()


def test_a_yes_to_a_question_that_no_longer_held_counts_for_no_later_change():
    p, history = written(practice(visits=(visit(1), visit(5), visit(6))))
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.PRESENT), history)
    p = corrected(answered(p, "void", YES), "C-001", mark=l.Mark.NO_SHOW)
    assert why(p, history) == ["CLAIM_ABSENT"]
    (asked,) = decided(p, history).effects
    assert asked.key.endswith(":2")


def test_a_visit_whose_row_is_gone_is_void_but_not_one_that_only_cannot_be_read():
    p, history = written(practice(visits=(visit(1), visit(5), visit(6))))
    gone = replace(p, visits=p.visits[1:])
    assert why(gone, history) == ["CLAIM_VISIT_GONE"]
    unread = replace(gone, in_question=frozenset({("Attendance", "G-01/05/C-001")}))
    assert why(unread, history) == ["BATCH_WRITTEN"]


STANDING = [
    ("clients", (client(1, street="9 Oak Ct"), client(5)), ["CLAIM_SENT_UNLIKE"]),
    ("groups", (group(fee=Decimal(160)),), ["CLAIM_SENT_UNLIKE"]),
    ("clients", (client(1, member_id=None), client(5)), []),
    ("verifications", (), []),
]


@pytest.mark.parametrize(("tab", "rows", "codes"), STANDING)
def test_a_move_or_a_new_fee_does_not_make_a_sent_claim_wrong(tab, rows, codes):
    p, history = written()
    p = replace(p, **{tab: rows})
    assert why(p, history) == ["BATCH_WRITTEN", *codes]
    assert decided(p, history).effects == ()


def test_a_deadline_that_passes_does_not_make_a_sent_claim_wrong():
    p, history = written()
    later = datetime(2026, 12, 1, tzinfo=UTC)
    assert {x.state for x in claim_lines(wanted_claims(p, later), p, history)} == {"batched"}
    assert decided(p, history, later).holds == ()


def test_a_partial_stay_is_put_before_a_person_who_decides():
    p = two_of_aetna(payers=(payer(presence_rule=l.PresenceRule.REVIEW),))
    p = corrected(p, "C-001", mark=l.Mark.LATE, arrived=time(18, 20))
    p, history, outcome = carried_out(p, History())
    asked = outcome.effects[0]
    assert isinstance(asked, AskDecision)
    assert (asked.decision_kind, asked.about) == ("review", "G-01/05/C-001")
    assert asked.question == "Bill visit G-01/05/C-001 (Late, arrived 6:20 PM) to Aetna?"
    assert states(p, history) == {"C-001": "held", "C-005": "ready"}
    assert states(answered(p, "review", YES), history) == {"C-001": "ready", "C-005": "ready"}
    assert states(answered(p, "review", NO), history) == {"C-001": "not billed", "C-005": "ready"}
    other_time = corrected(answered(p, "review", YES), "C-001", arrived=time(18, 50))
    assert states(other_time, history)["C-001"] == "held"


def test_every_reason_of_a_held_line_is_a_hold_about_its_visit():
    p = corrected(two_of_aetna(verifications=()), "C-001", signed=None)
    holds = decided(p, History()).holds
    assert [(h.about, h.code) for h in holds] == [
        ("G-01/05/C-001", "CLAIM_NOTE_NOT_SIGNED"),
        ("G-01/05/C-001", "COVER_NEVER_VERIFIED"),
        ("G-01/05/C-005", "COVER_NEVER_VERIFIED"),
    ]


@pytest.mark.parametrize(("day", "warned"), [(6, False), (7, True), (13, True), (14, False)])
def test_a_deadline_that_comes_near_is_a_task_while_the_line_waits(day, warned):
    # Ten days to file a visit of March 3: the last is March 13, four fifths of it are over on March 11.
    p = two_of_aetna(payers=(payer(days_to_file=10),))
    at = datetime(2026, 3, day + 4 if day == 7 else day, 15, tzinfo=UTC)
    tasks = [t.reason.code for t in decided(p, History(), at).tasks]
    assert ("CLAIM_FILING_SOON" in tasks) is warned


def test_a_claim_says_who_what_and_why():
    child = client(1, holder=l.Holder.CHILD, holder_first_name="Rhea", holder_last_name="Quill")
    p = corrected(two_of_aetna(clients=(child, client(5))), "C-001", factor=l.Factor.CAREGIVER)
    claim = claim_of(wanted_claims(p, NOW).bills[0])
    assert (claim.holder, claim.subscriber.first, claim.patient.first) == ("Child", "Rhea", "Ada")
    assert (claim.rendering_first, claim.rendering_last) == ("Maya", "Chen")
    assert [(x.line, x.code, x.units, x.pointers, x.reference) for x in claim.lines] == [
        (1, "90853", 1, (1,), f"{claim.claim_id}-1"),
        (2, "90785", 1, (1,), f"{claim.claim_id}-2"),
    ]
    assert claim.total == Decimal(165)
    assert claim.lines[0].on == date(2026, 3, 3)


def test_a_claim_with_two_lines_is_asked_about_once():
    p = corrected(practice(visits=(visit(1), visit(5), visit(6))), "C-001", factor=l.Factor.CAREGIVER)
    p, history = written(p)
    (asked,) = decided(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history).effects
    assert asked.question.startswith("Lines 1 and 2 of claim C")
