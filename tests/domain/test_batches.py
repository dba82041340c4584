from dataclasses import replace
from decimal import Decimal

import pytest

from domain import lists as l
from domain.claims import claim_lines, standing, wanted_claims, withdrawn_questions
from domain.effects import AskDecision, DeclineBatch, ProposeBatch, WriteBatch
from domain.history import History
from domain.making import claim_of
from tests.domain.claims_build import NOW, answered, carried_out, corrected, decided, group, practice, visit

YES, NO = l.YesNo.YES, l.YesNo.NO

CAREGIVER = corrected(practice(visits=(visit(1), visit(5), visit(6))), "C-001", factor=l.Factor.CAREGIVER)
"""Three claims, the first with a second line for the complexity factor."""


def asked_again(p, history) -> AskDecision:
    (effect,) = decided(p, history).effects
    assert isinstance(effect, AskDecision)
    return effect


def lines_of(p, history):
    """The tab Claims."""
    return claim_lines(wanted_claims(p, NOW), p, history)


def without_the_question(history: History) -> History:
    """What the ledger knows when a pass broke off after the proposal and before the question."""
    return History({k: x for k, x in history.happened.items() if not k.startswith("ask:")}, history.batches)


CHANGES = [
    ({}, "3 claims with 4 lines, $465.00 in all"),
    ({"factor": None}, "2 claims with 2 lines, $300.00 in all"),
    ({"attended": l.Attends.VIDEO_HOME}, "2 claims with 2 lines, $300.00 in all"),
    ({"signed": None}, "2 claims with 2 lines, $300.00 in all"),
    ({"mark": l.Mark.NO_SHOW}, "2 claims with 2 lines, $300.00 in all"),
]


@pytest.mark.parametrize(("cells", "words"), CHANGES)
def test_a_pass_that_broke_off_before_the_question_asks_it_about_the_lines_still_as_proposed(cells, words):
    p, history, _ = carried_out(CAREGIVER, History())
    p = corrected(replace(p, decisions=()), "C-001", **cells)
    again = asked_again(p, without_the_question(history))
    assert (again.key, again.about) == ("ask:release:B-0001", "B-0001")
    assert again.question == f"Release batch B-0001: {words}?"


@pytest.mark.parametrize("cells", [cells for cells, _ in CHANGES])
def test_a_line_that_changes_while_the_question_waits_changes_nothing_yet(cells):
    p, history, _ = carried_out(CAREGIVER, History())
    assert decided(corrected(p, "C-001", **cells), history).effects == ()


def test_a_batch_whose_lines_all_changed_is_closed_and_what_is_ready_is_asked_anew():
    p, history, _ = carried_out(CAREGIVER, History())
    p = replace(p, groups=(group(fee=Decimal(160)),))
    closed, proposed, asked = decided(p, history).effects
    assert isinstance(closed, DeclineBatch)
    assert [r.code for r in closed.reasons] == ["BATCH_EMPTY"]
    assert isinstance(proposed, ProposeBatch)
    assert asked.question.startswith("Release batch B-0002: 3 claims with 4 lines")
    p, history, _ = carried_out(p, history)
    gone = withdrawn_questions(standing(wanted_claims(p, NOW), p, history), history)
    assert [x for x in gone.values() if x.startswith("Batch B-0001 has no line left")]


@pytest.mark.parametrize("said", [None, YES])
def test_lines_that_come_back_after_their_batch_closed_by_itself_are_proposed_again(said):
    p, history, _ = carried_out(CAREGIVER, History())
    p = answered(p, "release", said) if said else p
    none = replace(p, visits=tuple(v.model_copy(update={"do_not_bill": YES}) for v in p.visits))
    _, history, _ = carried_out(none, history)
    assert history.batches[-1].state == "declined"
    assert [e.key for e in decided(p, history).effects] == ["propose:B-0002", "ask:release:B-0002"]
    assert {r.code for x in lines_of(p, history) for r in x.reasons} == {"CLAIM_READY"}


def test_a_yes_after_a_no_is_taken_while_the_lines_are_as_they_were_asked():
    p, history, _ = carried_out(CAREGIVER, History())
    p, history, _ = carried_out(answered(p, "release", NO), history)
    yes = tuple(d.model_copy(update={"answer": YES}) for d in p.decisions)
    (write,) = decided(replace(p, decisions=yes), history).effects
    assert isinstance(write, WriteBatch)
    assert write.batch_id == "B-0001"
    changed = replace(p, decisions=yes, groups=(group(fee=Decimal(160)),))
    assert [e.key for e in decided(changed, history).effects] == ["propose:B-0002", "ask:release:B-0002"]


def test_a_yes_to_a_batch_that_was_closed_empty_is_no_answer_to_lines_that_come_back():
    p, history, _ = carried_out(CAREGIVER, History())
    other = replace(answered(p, "release", YES), groups=(group(fee=Decimal(160)),))
    other, history, _ = carried_out(other, history)
    back = replace(other, groups=p.groups)
    assert not [e for e in decided(back, history).effects if isinstance(e, WriteBatch)]


@pytest.mark.parametrize(
    ("cells", "wrote"),
    [
        ({}, ["C-001", "C-005", "C-006"]),
        ({"factor": None}, ["C-005", "C-006"]),
        ({"do_not_bill": YES}, ["C-005", "C-006"]),
    ],
)
def test_a_yes_writes_only_the_lines_still_as_they_were_asked(cells, wrote):
    p, history, _ = carried_out(CAREGIVER, History())
    p = corrected(answered(p, "release", YES), "C-001", **cells)
    write = decided(p, history).effects[0]
    assert isinstance(write, WriteBatch)
    assert [c.client_id for c in write.claims] == wrote
    left_out = [r for r in write.reasons if r.code == "BATCH_LEFT_OUT"]
    assert len(left_out) == 3 - len(wrote)


def test_a_yes_to_changed_lines_closes_the_batch_and_proposes_them_as_they_are():
    p, history, _ = carried_out(CAREGIVER, History())
    p = replace(answered(p, "release", YES), groups=(group(fee=Decimal(160)),))
    closed, proposed, asked = decided(p, history).effects
    assert isinstance(closed, DeclineBatch)
    assert [r.code for r in closed.reasons] == ["BATCH_EMPTY"]
    assert isinstance(proposed, ProposeBatch)
    assert asked.key == "ask:release:B-0002"


def test_after_a_no_a_line_that_goes_away_is_a_change_too():
    p, history, _ = carried_out(CAREGIVER, History())
    p, history, _ = carried_out(answered(p, "release", NO), history)
    assert decided(p, history).effects == ()
    fewer = decided(corrected(p, "C-001", factor=None), history).effects
    assert [e.key for e in fewer] == ["propose:B-0002", "ask:release:B-0002"]


def test_a_batch_that_is_written_again_is_told_with_the_ledgers_own_lines():
    p, history, _ = carried_out(CAREGIVER, History())
    p, history, _ = carried_out(answered(p, "release", YES), history)
    frozen = history.batches[0].model_copy(update={"state": "reserved"})
    history = History(history.happened, (frozen,))
    write = decided(replace(p, visits=()), history).effects[-1]
    assert [(x.client_id, x.line, x.state, x.batch) for x in write.lines] == [
        ("C-001", 1, "batched", "B-0001"),
        ("C-001", 2, "batched", "B-0001"),
        ("C-005", 1, "batched", "B-0001"),
        ("C-006", 1, "batched", "B-0001"),
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("reserved", "batched"),
        ("written", "batched"),
        ("sent", "sent"),
        ("accepted", "accepted"),
        ("rejected", "rejected"),
    ],
)
def test_a_line_has_the_state_of_its_batch(state, told):
    p, history, _ = carried_out(CAREGIVER, History())
    p, history, _ = carried_out(answered(p, "release", YES), history)
    history = History(history.happened, (history.batches[0].model_copy(update={"state": state}),))
    assert {x.state for x in claim_lines(wanted_claims(p, NOW), p, history)} == {told}


@pytest.mark.parametrize("tabs", [{"roster": ()}, {"staff": ()}, {"groups": (group(fee=None),)}, {"payers": ()}])
def test_no_claim_is_ever_made_of_a_line_that_waits(tabs):
    held = wanted_claims(replace(CAREGIVER, **tabs), NOW).bills[0]
    with pytest.raises(ValueError, match=held.claim_id):
        claim_of(held)
