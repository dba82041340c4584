"""What an answer of a payer does to a claim, and what a person is asked then."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain import lists as l
from domain.acknowledgements import KIND, Ack, answers_of, received
from domain.claims import claim_lines, standing, wanted_claims, withdrawn_questions
from domain.effects import AskDecision, ProposeBatch, WriteBatch
from domain.history import Happened, History
from domain.practice import Practice
from domain.records import Payment
from domain.status_words import words_for
from tests.domain.claims_build import NOW, answered, carried_out, corrected, decided, member, payer, practice, visit

YES, NO = l.YesNo.YES, l.YesNo.NO
THREE = practice(visits=(visit(1), visit(5), visit(6)))


def written(p: Practice = THREE) -> tuple[Practice, History]:
    p, history, _ = carried_out(p, History())
    p, history, _ = carried_out(answered(p, "release", YES), history)
    batch = history.batches[0].model_copy(update={"control_number": 101})
    return p, History(history.happened, (batch, *history.batches[1:]))


def number_of(history: History, client_id: str = "C-001") -> str:
    return [c.claim_id for b in history.batches for c in b.claims if c.client_id == client_id][-1]


def told(history: History, *acks: Ack) -> History:
    """The history after the answers were received."""
    kept = {
        t.key: Happened(key=t.key, kind=KIND, state="done", digest="", begun=NOW, detail=t.detail)
        for t in received(acks, history)
        if t.key and t.is_new
    }
    return History({**history.happened, **kept}, history.batches)


def says(history: History, state, client_id: str = "C-001", **more) -> History:
    return told(history, Ack("277", state, claim_id=number_of(history, client_id), **more))


def line(p: Practice, history: History, client_id: str = "C-001") -> list[tuple[str, list[str]]]:
    lines = claim_lines(wanted_claims(p, NOW), p, history)
    return [(x.state, [r.code for r in x.reasons]) for x in lines if x.client_id == client_id]


def asks(p: Practice, history: History) -> list[AskDecision]:
    return [e for e in decided(p, history).effects if isinstance(e, AskDecision)]


@pytest.mark.parametrize(
    ("ack", "state", "code"),
    [
        ({"kind": "999", "state": "sent", "control": 101, "set_number": 1}, "sent", "CLAIM_RECEIVED"),
        ({"kind": "277", "state": "sent"}, "sent", "CLAIM_RECEIVED"),
        ({"kind": "277", "state": "accepted"}, "accepted", "CLAIM_ACCEPTED"),
    ],
)
def test_an_answer_moves_the_state_of_the_line(ack, state, code):
    p, history = written()
    about = {} if ack["kind"] == "999" else {"claim_id": number_of(history)}
    history = told(history, Ack(**ack, **about))
    assert line(p, history) == [(state, ["BATCH_WRITTEN", code])]
    assert line(p, history, "C-005")[0][0] == ("sent" if ack["kind"] == "999" else "batched")


def test_an_answer_about_the_claim_counts_more_than_one_about_its_file_whichever_is_read_first():
    _, history = written()
    file = Ack("999", "sent", control=101, set_number=1, at="2026-03-09 0900")
    claim = Ack("277", "accepted", claim_id=number_of(history), at="2026-03-05")
    for order in ((file, claim), (claim, file)):
        assert answers_of(told(history, *order))[number_of(history)].state == "accepted"


def test_a_later_rejection_takes_back_an_earlier_acceptance_and_keeps_the_payers_number():
    _, history = written()
    history = says(history, "accepted", at="2026-03-05", payer_number="26058001234")
    history = says(history, "rejected", at="2026-03-06", codes=("A3:78",))
    found = answers_of(history)[number_of(history)]
    assert (found.state, found.payer_number, found.words) == (
        "rejected", "26058001234", "it is a duplicate of a claim that the payer has",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        (("sent", "2026-03-13 0915"), ("rejected", "2026-03-13"), "rejected"),
        (("accepted", "2026-03-13 0915"), ("rejected", "2026-03-13 0800"), "rejected"),
        (("sent", "2026-03-13 0915"), ("accepted", "2026-03-13"), "accepted"),
        (("rejected", "2026-03-12 0915"), ("accepted", "2026-03-13"), "accepted"),
    ],
)
def test_of_two_answers_on_one_day_the_one_that_goes_further_counts(first, second, counts):
    _, history = written()
    acks = [Ack("277", state, claim_id=number_of(history), at=at) for state, at in (first, second)]
    for order in (acks, acks[::-1]):
        assert answers_of(told(history, *order))[number_of(history)].state == counts


def test_a_file_that_breaks_off_is_told_and_moves_nothing():
    _, history = written()
    (cut,) = received([Ack("277", "cut")], history)
    assert (cut.key, cut.state) == ("", "cut")
    assert cut.sentence.startswith("The file breaks off in the middle.")


def test_the_same_answer_counts_once_and_what_was_not_sent_from_here_is_told():
    _, history = written()
    ack = Ack("277", "accepted", claim_id=number_of(history))
    first, again, unknown, file = received(
        [ack, ack, replace(ack, claim_id="NOTOURS*1"), Ack("999", "sent", control=7)], history
    )
    assert (first.is_new, again.is_new) == (True, False)
    assert [t.is_new for t in received([ack], told(history, ack))] == [False]
    assert (unknown.key, unknown.state, unknown.about) == ("", "unknown", "NOTOURS1")
    assert file.sentence.startswith("No batch here has the file number 000000007.")


def test_what_else_stands_in_a_file_is_told_and_changes_nothing():
    _, history = written()
    (other,) = received([Ack("820", "other")], history)
    assert (other.about, other.state, other.key, other.detail) == ("820", "other", "", {})
    assert other.sentence.startswith("The file holds a part of kind 820, which is no 999, 277CA or 835.")
    assert answers_of(told(history, Ack("820", "other"))) == {}


@pytest.mark.parametrize(
    ("ack", "about"),
    [
        (Ack("999", "sent", control=102), "000000102"),
        (Ack("999", "sent"), "?"),
        (Ack("TA1", "rejected", control=0), "000000000"),
    ],
)
def test_an_answer_about_a_file_that_nobody_sent_names_its_number(ack, about):
    _, history = written()
    (found,) = received([ack], history)
    assert (found.about, found.state, found.key) == (about, "unknown", "")


@pytest.mark.parametrize(("set_number", "about"), [(0, {"C1", "C2"}), (1, {"C1"}), (2, {"C2"}), (3, set())])
def test_an_answer_about_one_part_of_a_file_is_about_its_five_thousand_claims(set_number, about):
    _, history = written()
    first, second = (history.batches[0].claims[0].model_copy(update={"claim_id": x}) for x in ("C1", "C2"))
    whole = history.batches[0].model_copy(update={"claims": (*(first,) * 5000, second)})
    history = told(History({}, (whole,)), Ack("999", "rejected", control=101, set_number=set_number, codes=("R",)))
    assert set(answers_of(history)) == about


def test_an_answer_whose_batch_the_ledger_does_not_know_is_about_no_claim():
    _, history = written()
    history = told(history, Ack("999", "sent", control=101))
    assert len(answers_of(history)) == 3
    assert answers_of(History(history.happened)) == {}


def test_a_claim_that_came_back_waits_with_its_reason_and_one_question_for_all_alike():
    p, history = written()
    for who in ("C-001", "C-005"):
        history = says(history, "rejected", who, codes=("A7:164:IL",))
    assert line(p, history) == [("rejected", ["CLAIM_REJECTED"])]
    (ask,) = asks(p, history)
    assert (ask.decision_kind, ask.about) == ("other", "B-0001")
    assert ask.question == "2 claims of batch B-0001 came back: send again unchanged?"
    assert "the member ID is not right (subscriber)" in ask.why
    p, history, _ = carried_out(p, history)
    assert asks(p, history) == []


def test_a_question_whether_to_void_a_claim_is_over_once_the_claim_itself_came_back():
    p, history = written()
    wrong, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)
    (void_id,) = [d.decision_id for d in wrong.decisions if d.kind == "void"]
    history = says(history, "rejected", codes=("A7:164:IL",))
    gone = withdrawn_questions(standing(wanted_claims(wrong, NOW), wrong, history), history)
    assert gone[void_id].startswith("The claim came back")


@pytest.mark.parametrize("answer", [YES, NO])
def test_an_answer_about_one_claim_says_nothing_of_another_that_comes_back_later(answer):
    p, history = written()
    history = says(history, "rejected", codes=("A7:164:IL",), at="2026-03-05 0915")
    p, history, _ = carried_out(p, history)
    p = answered(p, "other", answer)
    history = says(history, "rejected", "C-005", codes=("A7:164:IL",), at="2026-03-06 0915")
    (ask,) = [e for e in asks(p, history) if e.decision_kind == "other"]
    assert ask.question == "1 claim of batch B-0001 came back: send again unchanged?"
    assert line(p, history, "C-005")[0][0] == "rejected"


def test_a_question_whether_to_send_again_is_over_once_the_corrected_claim_went():
    p, history = written()
    p, history, _ = carried_out(p, says(history, "rejected", codes=("A7:164:IL",)))
    (back,) = [d.decision_id for d in p.decisions if d.kind == "other"]
    mended = tuple(c.model_copy(update={"member_id": "W999999999"}) for c in p.clients)
    p, history, _ = carried_out(replace(p, clients=mended), history)
    gone = [withdrawn_questions(standing(wanted_claims(p, NOW), p, history), history)]
    p, history, _ = carried_out(answered(p, "release", YES), history)
    gone += [withdrawn_questions(standing(wanted_claims(p, NOW), p, history), history)]
    assert [back in x for x in gone] == [False, True]


def test_a_corrected_claim_goes_again_as_a_first_one_with_a_number_of_its_own():
    p, history = written()
    first = number_of(history)
    history = says(history, "rejected", codes=("A7:164:IL",))
    clients = tuple(
        c.model_copy(update={"member_id": "W999999999"}) if c.client_id == "C-001" else c for c in p.clients
    )
    p, history, outcome = carried_out(replace(p, clients=clients), history)
    assert any(isinstance(e, ProposeBatch) for e in outcome.effects)
    p, history, _ = carried_out(answered(p, "release", YES), history)
    (claim,) = history.batches[1].claims
    assert (claim.frequency, claim.original_reference, claim.member_id) == (1, "", "W999999999")
    assert claim.claim_id != first
    assert line(p, history)[0][0] == "batched"
    assert decided(p, history).effects == ()


def test_a_yes_sends_an_unchanged_claim_again_and_a_no_leaves_it():
    p, history = written()
    p, history, _ = carried_out(p, says(history, "rejected", codes=("A8:496:85",)))
    assert line(answered(p, "other", NO), history)[0][0] == "rejected"
    (propose, _) = decided(answered(p, "other", YES), history).effects
    assert isinstance(propose, ProposeBatch)


def test_lines_of_a_clinician_whom_the_payer_does_not_know_wait_until_a_person_settled_it():
    p, history = written()
    history = says(history, "rejected", codes=("A8:496:85",))
    more = replace(p, visits=(*p.visits, visit(7)))
    assert line(more, history, "C-007") == [("held", ["CLAIM_NOT_ENROLLED"])]
    more, history, _ = carried_out(more, history)
    assert line(answered(more, "other", YES), history, "C-007")[0][0] == "ready"


@pytest.mark.parametrize("code", ["A7:153:PR", "A3:26:PR"])
def test_lines_of_a_payer_whom_the_clearinghouse_does_not_know_wait_until_the_id_is_corrected_or_settled(code):
    p, history = written()
    history = says(history, "rejected", codes=(code,))
    more = replace(p, visits=(*p.visits, visit(7)))
    assert line(more, history, "C-007") == [("held", ["CLAIM_PAYER_NOT_KNOWN"])]
    mended = replace(more, payers=tuple(r.model_copy(update={"payer_id": "60055"}) for r in more.payers))
    assert line(mended, history, "C-007")[0][0] == "ready"
    more, history, _ = carried_out(more, history)
    assert line(answered(more, "other", YES), history, "C-007")[0][0] == "ready"


def accepted_then(**cells) -> tuple[Practice, History]:
    """Three accepted claims with the payer's numbers, of which the first visit was then corrected."""
    p, history = written()
    for n, who in enumerate(("C-001", "C-005", "C-006")):
        history = says(history, "accepted", who, payer_number=f"2605800{n}")
    p, history, _ = carried_out(corrected(p, "C-001", **cells), history)
    return p, history


NO_SHOW = {"mark": l.Mark.NO_SHOW}


def released(p: Practice, history: History, kind: str) -> tuple[Practice, History, WriteBatch]:
    p, history, _ = carried_out(answered(p, kind, YES), history)
    p, history, outcome = carried_out(answered(p, "release", YES), history)
    (write,) = [e for e in outcome.effects if isinstance(e, WriteBatch)]
    return p, history, write


def test_a_void_goes_out_with_the_payers_number_on_a_yes_and_takes_the_line_back_when_it_is_accepted():
    p, history = accepted_then(**NO_SHOW)
    first = number_of(history)
    p, history, write = released(p, history, "void")
    (void,) = write.claims
    assert (void.frequency, void.original_reference, void.total) == (8, "26058000", history.batches[0].claims[0].total)
    assert void.claim_id != first
    assert line(p, history) == [("void needed", ["CLAIM_VOID_SENT"])]
    assert decided(p, history).effects == ()
    history = says(history, "accepted")
    assert line(p, history) == [("voided", ["CLAIM_VOIDED"])]
    assert decided(p, history).effects == ()


def test_a_void_that_came_back_is_asked_about_anew():
    p, history = accepted_then(**NO_SHOW)
    p, history, _ = released(p, history, "void")
    history = says(history, "rejected", codes=("A3:464",))
    assert line(p, history)[0][0] == "void needed"
    (ask,) = asks(p, history)
    assert ask.decision_kind == "void"
    assert "The last correction came back: the payer's claim number is missing. Ask the payer" in ask.why


@pytest.mark.parametrize(
    ("filing_code", "kind", "warned"), [("MB", "void", True), ("MA", "void", True), ("CI", "replace", False)]
)
def test_who_would_void_a_claim_at_original_medicare_hears_that_it_may_be_turned_away(filing_code, kind, warned):
    kinds = {"kind": l.PayerKind.MEDICARE, "filing_code": filing_code} if warned else {}
    medicare = tuple(payer(x.payer, **kinds) if x.payer == "Aetna" else x for x in THREE.payers)
    people = tuple(c.model_copy(update={"member_id": "1EG4-TE5-MK73"}) for c in THREE.clients)
    p, history = written(replace(THREE, payers=medicare, clients=people))
    history = says(history, "accepted", payer_number="26058000")
    (ask,) = asks(corrected(p, "C-001", attended=l.Attends.VIDEO_HOME), history)
    assert ask.decision_kind == kind
    assert ("may turn a void (frequency code 8) away. Then ask its contractor for a reopening" in ask.why) is warned


def test_a_visit_whose_claim_was_taken_back_can_be_billed_again():
    p, history = accepted_then(**NO_SHOW)
    p, history, _ = released(p, history, "void")
    history = says(history, "accepted")
    p, history, _ = carried_out(corrected(p, "C-001", mark=l.Mark.PRESENT), history)
    p, history, outcome = carried_out(answered(p, "release", YES), history)
    (write,) = [e for e in outcome.effects if isinstance(e, WriteBatch)]
    assert [c.frequency for c in write.claims] == [1]
    assert len({c.claim_id for b in history.batches for c in b.claims if c.client_id == "C-001"}) == 3


def test_a_replacement_is_looked_at_like_a_first_claim_and_waits_for_what_is_wrong_with_it():
    p, history = accepted_then(attended=l.Attends.VIDEO_HOME)
    p = replace(p, roster=(member(1, diagnoses=("F41.7",)), *p.roster[1:]))
    p, history, _ = carried_out(answered(p, "replace", YES), history)
    assert not [d for d in p.decisions if d.kind == "release" and d.answer is None]
    assert [state for state, _ in line(p, history)] == ["void needed"]
    codes = next(x for x in claim_lines(wanted_claims(p, NOW), p, history) if x.client_id == "C-001").reasons
    assert [r.code for r in codes][:2] == ["CLAIM_DIAGNOSIS_UNKNOWN", "CLAIM_VOID_AGREED"]
    p = replace(p, roster=(member(1), *p.roster[1:]))
    p, history, _ = carried_out(p, history)
    assert [d.kind for d in p.decisions if d.answer is None] == ["release"]


def test_a_changed_line_is_replaced_on_a_yes_and_the_earlier_claim_no_longer_counts():
    p, history = accepted_then(attended=l.Attends.VIDEO_HOME)
    p, history, write = released(p, history, "replace")
    (claim,) = write.claims
    assert (claim.frequency, claim.original_reference, claim.place) == (7, "26058000", "10")
    assert [state for state, _ in line(p, history)] == ["batched", "voided"]
    assert decided(p, history).effects == ()
    history = says(history, "rejected", codes=("A3:464",))
    assert [state for state, _ in line(p, history)] == ["void needed"]


def test_medicare_takes_no_replacement_so_a_changed_line_is_voided():
    p, history = written(practice(visits=(visit(1), visit(4))))
    p = corrected(p, "C-004", attended=l.Attends.VIDEO_HOME)
    assert [a.decision_kind for a in asks(p, history)] == ["void"]


def test_a_yes_without_the_payers_number_sends_nothing():
    p, history = written()
    p, history, _ = carried_out(corrected(p, "C-001", **NO_SHOW), history)
    p = answered(p, "void", YES)
    assert line(p, history) == [("void needed", ["CLAIM_VOID_NO_NUMBER", "CLAIM_ABSENT"])]
    assert decided(p, history).effects == ()


@pytest.mark.parametrize("answer", [None, NO])
def test_no_correction_goes_out_without_a_yes(answer):
    p, history = accepted_then(**NO_SHOW)
    p = answered(p, "void", answer) if answer else p
    assert not [e for e in decided(p, history).effects if isinstance(e, ProposeBatch)]


def test_the_question_about_a_batch_says_how_many_claims_take_something_back():
    p, history = accepted_then(**NO_SHOW)
    ask = asks(answered(p, "void", YES), history)[0]
    assert ask.question == "Release batch B-0002: 1 claim with 1 line, $0.00 in all?"
    assert ask.why == "Aetna: 1 line, $0.00; takes back 1 claim"


def test_a_batch_without_answers_is_a_task_once_answers_are_read_here():
    p, history = written()
    at = history.happened["batch:B-0001"].model_copy(update={"finished": NOW})
    history = History({**history.happened, "batch:B-0001": at}, history.batches)
    later = NOW + timedelta(days=4)
    assert "CLAIM_NO_ANSWER" not in [t.reason.code for t in decided(p, history, later).tasks]
    history = says(history, "accepted")
    assert "CLAIM_NO_ANSWER" in [t.reason.code for t in decided(p, history, later).tasks]
    assert "CLAIM_NO_ANSWER" not in [t.reason.code for t in decided(p, history, NOW + timedelta(days=3)).tasks]


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (("A7:562:82",), "the provider's NPI is not right or not known (clinician)"),
        (("A3:78", "A3:78"), "it is a duplicate of a claim that the payer has"),
        (("A7",), "rejected: something is not right"),
        (("A7:9999:ZZ",), "reason 9999 (ZZ)"),
        (("R", "IK3:HI:23"), "the whole file part was rejected: its form is not right; segment HI at 23"),
        (("Q9",), "answer Q9"),
        ((), "no reason was given"),
    ],
)
def test_codes_are_told_in_plain_words(codes, words):
    assert words_for(codes) == words


@pytest.mark.parametrize(
    ("payments", "state"),
    [
        ((), "accepted"),
        (((l.PaymentKind.INSURANCE, 40),), "paid"),
        (((l.PaymentKind.INSURANCE, 30), (l.PaymentKind.INSURANCE, 10)), "paid"),  # two plans
        (((l.PaymentKind.INSURANCE, 40), (l.PaymentKind.INSURANCE, -40)), "accepted"),  # taken back
        (((l.PaymentKind.COPAY, 25),), "accepted"),
    ],
)
def test_a_claim_is_paid_once_its_insurers_payment_stands_in_payments(payments, state):
    p, history = written()
    history = says(history, "accepted")
    day, visit_id = THREE.sessions[0].on, THREE.visits[0].visit_id
    rows = tuple(
        Payment(payment_id=f"P-{n}", on=day, client_id="C-001", visit_id=visit_id, kind=kind, amount=Decimal(amount))
        for n, (kind, amount) in enumerate(payments)
    )
    p = replace(p, payments=rows)
    assert [x[0] for x in line(p, history)] == [state]
    assert line(p, history, "C-005")[0][0] == "batched"
    assert line(corrected(p, "C-001", mark=l.Mark.NO_SHOW), history)[0][0] == "void needed"


def test_a_batch_of_which_all_is_paid_is_not_missed_any_more():
    p, history = written()
    at = history.happened["batch:B-0001"].model_copy(update={"finished": NOW})
    history = says(History({**history.happened, "batch:B-0001": at}, history.batches), "sent")
    rows = tuple(
        Payment(payment_id=f"P-{v.client_id}", on=v.on, client_id=v.client_id, visit_id=v.visit_id, kind=l.PaymentKind.INSURANCE, amount=Decimal(40))
        for v in p.visits
    )  # fmt: skip
    later = NOW + timedelta(days=9)
    found = [decided(replace(p, payments=some), history, later).tasks for some in ((), rows[1:], rows)]
    assert [any(t.reason.code == "CLAIM_NO_ANSWER" for t in tasks) for tasks in found] == [True, True, False]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_payers_number_is_that_of_the_later_day_whichever_file_was_read_first(order):
    _, history = written()
    days = [("2026-03-05", "OLD"), ("2026-03-06", "NEW")]
    acks = [
        Ack("277", "accepted", claim_id=number_of(history), at=day, payer_number=number)
        for day, number in (days[n] for n in order)
    ]
    for ack in acks:
        history = told(history, ack)
    assert answers_of(history)[number_of(history)].payer_number == "NEW"


def test_a_number_that_comes_back_in_small_letters_is_ours():
    _, history = written()
    small = told(history, Ack("277", "accepted", claim_id=number_of(history).lower(), payer_number="26001"))
    assert answers_of(small)[number_of(history)].payer_number == "26001"
