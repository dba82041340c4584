"""What a remittance does to claims, what a person reads, and that it is kept once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain import lists as l
from domain import records as r
from domain.acknowledgements import KIND as ANSWER
from domain.acknowledgements import Ack, answers_of, received
from domain.adjustment_words import GENERAL, WORDS
from domain.claims import claim_lines, decide_claims, standing, wanted_claims, withdrawn_questions
from domain.effects import AskDecision, ProposeBatch, WriteBatch
from domain.history import Happened, History
from domain.practice import Practice
from domain.remittance import PaidClaim, PaidLine
from domain.sent import lost_visits
from domain.settled import KIND, entries_of, settlements
from tests.domain.claims_build import (
    NOW,
    answered,
    call,
    carried_out,
    client,
    decided,
    four_payers,
    group,
    payer,
    practice,
    session,
    visit,
)
from tests.domain.remit_build import PAID, THREE, TODAY, D, number_of, off, payment, pays, remit, told, written

YES = l.YesNo.YES


def line(p: Practice, history: History, client_id: str = "C-001", number: int = 1) -> tuple[str, list[str]]:
    lines = claim_lines(wanted_claims(p, NOW), p, history)
    (found,) = (x for x in lines if x.client_id == client_id and x.line == number and x.state != "voided")
    return found.state, [x.code for x in found.reasons if not x.code.startswith("BATCH")]


def sentences(p: Practice, history: History, client_id: str = "C-001") -> list[str]:
    lines = claim_lines(wanted_claims(p, NOW), p, history)
    return [x.sentence for f in lines if f.client_id == client_id for x in f.reasons]


def tasks(p: Practice, history: History) -> list[str]:
    return [t.reason.code for t in decided(p, history).tasks if t.tab == "Claims"]


STATES = [
    ("15", PAID, "1", "paid", ["CLAIM_PAID_BY", "CLAIM_CLIENT_OWES"]),
    ("40", ("CO-45:110",), "1", "paid", ["CLAIM_PAID_BY"]),
    ("39.20", ("CO-45:110", "CO-253:0.80"), "1", "paid", ["CLAIM_PAID_BY"]),
    ("0", ("CO-45:110", "PR-1:40"), "1", "paid", ["CLAIM_PAID_NOTHING", "CLAIM_CLIENT_OWES"]),
    ("15", PAID, "19", "paid", ["CLAIM_PAID_BY", "CLAIM_CLIENT_OWES", "CLAIM_PASSED_ON"]),
    ("30", ("CO-45:120",), "1", "paid in part", ["CLAIM_PAID_BY", "CLAIM_PAID_LESS"]),
    ("20", ("CO-45:110", "CO-16:20"), "1", "paid in part", ["CLAIM_PAID_IN_PART", "CLAIM_PAID_LESS"]),
    ("0", ("CO-16:150",), "4", "denied", ["CLAIM_DENIED"]),
    ("0", ("CO-97:150",), "1", "denied", ["CLAIM_DENIED"]),
    ("0", ("PR-204:150",), "1", "denied", ["CLAIM_DENIED", "CLAIM_CLIENT_OWES"]),
    ("0", ("CO-45:110", "OA-23:40"), "2", "paid", ["CLAIM_PAID_NOTHING"]),
]


@pytest.mark.parametrize(("paid", "said", "status", "state", "codes"), STATES)
def test_the_state_of_a_line_is_what_became_of_its_money(paid, said, status, state, codes):
    p, history = written()
    history = remit(history, payment(pays(number_of(history), paid, *said, status=status)))
    assert line(p, history) == (state, codes)
    assert line(p, history, "C-005")[0] == "batched"


@pytest.mark.parametrize("status", ["23", "25"])
def test_what_judges_nothing_moves_nothing(status):
    p, history = written()
    before = line(p, history)
    history = remit(history, payment(pays(number_of(history), "0", status=status)))
    assert line(p, history) == before


def test_a_line_says_the_sums_in_plain_words():
    p, history = written()
    history = remit(history, payment(pays(number_of(history), "15", *PAID)))
    assert sentences(p, history)[:2] == [
        "Paid $15 on 2026-03-20, payment EFT1.",
        "The client owes $25: copay. Nothing else of it may be asked of the client.",
    ]
    history = remit(history, payment(pays(number_of(history, "C-005"), "0", "CO-16:150", "CO-999:0", status="4")))
    assert sentences(p, history, "C-005")[0].startswith(
        "Denied on 2026-03-20: something on the claim is missing or not right. Correct"
    )


def test_only_the_group_of_the_client_is_ever_owed_by_the_client():
    _, history = written()
    history = remit(
        history, payment(pays(number_of(history), "0", "CO-45:100", "OA-23:5", "PI-16:5", "PR-1:30", "PR-2:10"))
    )
    money = settlements(history)[number_of(history)].money
    assert (money.owed, money.owed_words) == (D(40), "deductible; coinsurance")


def test_a_claim_of_somebody_else_in_a_file_tells_its_sums_no_second_time():
    _, history = written()
    file = payment(pays(number_of(history), "15", *PAID), pays("NOTOURS", "15", *PAID), total=D(1))
    first, again = told(history, file), told(remit(history, file), file)
    assert {"unknown", "sums"} < {t.state for t in first if t.is_new}
    assert {t.state for t in again if t.is_new} == {"unknown"}


def test_the_same_remittance_counts_once_whatever_its_file_and_two_of_one_claim_both():
    _, history = written()
    one = payment(pays(number_of(history), "15", *PAID))
    again = remit(history, payment(*one.claims, *one.claims))
    first = remit(history, one)
    assert len(entries_of(again)) == 2, "said twice in one payment it is two"
    twice = told(history, one, one)
    assert [t.is_new for t in twice] == [True, False], "a clearinghouse put one payment into its file twice"
    assert len(entries_of(remit(history, one, one))) == 1
    assert [t.is_new for t in told(first, one)] == [False]
    assert remit(first, one) == first
    other_place = payment(pays(number_of(history, "C-005"), "40", "CO-45:110"), *one.claims)
    assert len(entries_of(remit(first, other_place))) == 2, "in another place of another file it is the same payment"
    second = remit(first, payment(pays(number_of(history), "20", "CO-45:130"), trace="EFT2"))
    assert settlements(second)[number_of(history)].money.paid == D(35)


REVERSAL = ("CO-45:-110", "PR-3:-25")
BACK = [
    ("taken back", [("EFT1", "15", PAID, "1"), ("EFT2", "-15", REVERSAL, "22")], "taken back", "0", "0"),
    ("replaced", [("EFT1", "15", PAID, "1"), ("EFT2", "-15", REVERSAL, "22"), ("EFT2", "20", ("CO-45:110", "PR-3:20"), "1")],
     "paid", "20", "20"),
    ("denied after all", [("EFT1", "15", PAID, "1"), ("EFT2", "-15", REVERSAL, "22"), ("EFT2", "0", ("CO-16:150",), "4")],
     "denied", "0", "0"),
    ("the payment was never read", [("EFT2", "-15", REVERSAL, "22"), ("EFT2", "20", ("CO-45:110", "PR-3:20"), "1")],
     "paid", "20", "20"),
    ("replaced by the same", [("EFT1", "15", PAID, "1"), ("EFT2", "-15", REVERSAL, "22"), ("EFT2", "15", PAID, "1")],
     "paid", "15", "25"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "state", "paid", "owed"), [x[1:] for x in BACK], ids=[x[0] for x in BACK])
def test_a_reversal_and_what_replaces_it_count_nothing_twice(entries, state, paid, owed):
    p, history = written()
    number = number_of(history)
    payments = [
        payment(
            *(
                pays(number, sum_, *said, status=status, charge="-150" if status == "22" else "150")
                for of, sum_, said, status in entries
                if of == trace
            ),
            trace=trace,
            on=day,
        )
        for trace, day in (("EFT1", date(2026, 3, 20)), ("EFT2", date(2026, 3, 25)))
    ]
    for order in (payments, payments[::-1]):
        after = remit(remit(history, order[0]), order[1])
        settled = settlements(after)[number]
        assert line(p, after)[0] == state
        assert (settled.money.paid, settled.money.owed) == (D(paid), D(owed))


def test_a_payment_its_reversal_and_what_replaces_it_may_come_on_one_day_in_one_file():
    p, history = written()
    number = number_of(history)
    back = pays(number, "-15", *REVERSAL, status="22", charge="-150")
    new = pays(number, "20", "CO-45:110", "PR-3:20")
    for n in range(10):
        first = payment(pays(number, "15", *PAID), trace=f"EFT{n}")
        for second in ((back, new), (new, back)):
            after = remit(history, first, payment(*second, trace=f"EFT{n}X"))
            assert settlements(after)[number].money.paid == D(20)
            assert line(p, after)[0] == "paid"


def test_what_replaces_a_payment_that_was_never_read_stands_also_before_the_reversal():
    p, history = written()
    number = number_of(history)
    new = pays(number, "20", "CO-45:110", "PR-3:20")
    history = remit(history, payment(new, pays(number, "-15", *REVERSAL, status="22", charge="-150")))
    assert line(p, history)[0] == "paid"


def ack(history: History, **said: str) -> History:
    acks = [Ack("277", said.pop("state"), claim_id=number_of(history), **said)]  # type: ignore[arg-type]
    kept = {
        t.key: Happened(key=t.key, kind=ANSWER, state="done", digest="", begun=NOW, detail=t.detail)
        for t in received(acks, history)
    }
    return History({**history.happened, **kept}, history.batches)


@pytest.mark.parametrize("state", ["sent", "accepted", "rejected"])
def test_a_late_answer_of_the_clearinghouse_takes_no_judgement_back(state):
    p, history = written()
    history = remit(history, payment(pays(number_of(history), "15", *PAID)))
    late = ack(history, state=state, at="2026-04-01", codes=("A3:21",))
    assert line(p, late) == line(p, history)
    assert not [e for e in decided(p, late).effects if isinstance(e, AskDecision | ProposeBatch)]


def test_the_payers_number_of_the_remittance_is_the_one_to_correct_with():
    _, history = written()
    history = remit(history, payment(pays(number_of(history), "15", *PAID, number="ICN 77")))
    assert answers_of(history)[number_of(history)].payer_number == "ICN 77"
    without = remit(written()[1], payment(pays(number_of(history), "15", *PAID, number="")))
    known = ack(without, state="accepted", payer_number="26001")
    assert answers_of(known)[number_of(history)].payer_number == "26001"


def denied(p: Practice = THREE, number: str = "26079") -> tuple[Practice, History]:
    p, history = written(p)
    return p, remit(history, payment(pays(number_of(history), "0", "CO-31:150", status="4", number=number)))


def test_a_denied_claim_goes_never_again_by_itself_and_to_do_names_what_to_correct():
    p, history = denied()
    for _ in range(3):
        p, history, outcome = carried_out(p, history)
        assert not outcome.effects
    assert tasks(p, history) == ["CLAIM_DENIED"]


def test_a_corrected_one_goes_on_a_yes_as_replacement_with_the_payers_number():
    p, history = denied()
    p = replace(p, clients=(client(1, member_id="W99999999"), *p.clients[1:]))
    assert line(p, history) == ("denied", ["CLAIM_DENIED", "CLAIM_LOST_CHANGED"])
    assert tasks(p, history) == []
    p, history, outcome = carried_out(p, history)
    assert [e.decision_kind for e in outcome.effects if isinstance(e, AskDecision)] == ["replace"]
    p, history, _ = carried_out(answered(p, "replace", YES), history)
    p, history, outcome = carried_out(answered(p, "release", YES), history)
    (claim,) = (c for e in outcome.effects if isinstance(e, WriteBatch) for c in e.claims)
    assert (claim.frequency, claim.original_reference, claim.member_id) == (7, "26079", "W99999999")
    assert line(p, history) == ("batched", ["CLAIM_REPLACES"])
    history = remit(history, payment(pays(claim.claim_id, "15", *PAID), trace="EFT9"))
    assert line(p, history)[0] == "paid"
    _, _, outcome = carried_out(p, history)
    assert not outcome.effects


def test_a_no_to_the_correction_leaves_it_denied():
    p, history = denied()
    p = replace(p, clients=(client(1, member_id="W99999999"), *p.clients[1:]))
    p, history, _ = carried_out(p, history)
    p, history, outcome = carried_out(answered(p, "replace", l.YesNo.NO), history)
    assert not outcome.effects
    assert line(p, history)[0] == "denied"


@pytest.mark.parametrize("cells", [{"mark": l.Mark.NO_SHOW}, {"do_not_bill": YES}])
def test_what_brought_nothing_need_not_be_taken_back(cells):
    p, history = denied()
    p = replace(p, visits=(visit(1, **cells), *p.visits[1:]))
    assert not [e for e in decided(p, history).effects if isinstance(e, AskDecision)]
    assert tasks(p, history) == []


def test_an_adjustment_in_payments_ends_the_matter():
    p, history = denied()
    row = r.Payment(
        payment_id="P-001", on=TODAY, client_id="C-001", visit_id="G-01/05/C-001", kind=l.PaymentKind.ADJUSTMENT
    )
    assert tasks(replace(p, payments=(row,)), history) == []


def test_original_medicare_is_asked_for_a_reopening_and_gets_no_replacement():
    insurers = (four_payers()[3].model_copy(update={"minimum_present": 1}),)
    p = practice(payers=insurers, visits=(visit(4),))
    p, history = written(p)
    number = number_of(history, "C-004")
    history = remit(history, payment(pays(number, "0", "CO-50:150", status="4")))
    assert line(p, history, "C-004") == ("denied", ["CLAIM_DENIED_MEDICARE"])
    rows = tuple(c.model_copy(update={"street": "9 Oak St"}) if c.client_id == "C-004" else c for c in p.clients)
    assert not decided(replace(p, clients=rows), history).effects


def with_complexity() -> tuple[Practice, History]:
    return written(
        practice(
            visits=(visit(1, factor=l.Factor.COMMUNICATION), visit(5), visit(6)), groups=(group(),), payers=(payer(),)
        )
    )


def test_each_line_has_its_own_money_by_our_number_of_it_or_by_its_code():
    for first, second in (("-1", "-2"), ("", "")):
        p, history = with_complexity()
        number = number_of(history)
        lines = (
            PaidLine(f"{number}{second}" if second else "", "90785", "20260303", D(15), D(0), off("CO-97:15")),
            PaidLine(f"{number}{first}" if first else "", "90853", "20260303", D(150), D(15), off(*PAID)),
        )
        history = remit(history, payment(PaidClaim(number, "1", D(165), D(15), lines=lines)))
        assert line(p, history, number=1) == ("paid", ["CLAIM_PAID_BY", "CLAIM_CLIENT_OWES"])
        assert line(p, history, number=2) == ("denied", ["CLAIM_DENIED"])


def test_a_claim_that_is_answered_as_one_says_so_on_each_line():
    p, history = with_complexity()
    claim = PaidClaim(number_of(history), "1", D(165), D(40), adjustments=off("CO-45:125"))
    history = remit(history, payment(claim))
    assert sentences(p, history)[0] == "Paid $40 for all lines together on 2026-03-20, payment EFT1."
    assert {line(p, history, number=n)[0] for n in (1, 2)} == {"paid"}


def test_a_void_is_done_when_the_payment_is_taken_back_and_refused_when_it_is_denied():
    p, history = written()
    history = remit(history, payment(pays(number_of(history), "15", *PAID)))
    p = replace(p, visits=(visit(1, mark=l.Mark.NO_SHOW), *p.visits[1:]))
    first = number_of(history)
    p, history, _ = carried_out(p, history)
    p, history, _ = carried_out(answered(p, "void", YES), history)
    p, history, _ = carried_out(answered(p, "release", YES), history)
    void = number_of(history)
    assert void != first
    back = remit(history, payment(pays(first, "-15", *REVERSAL, status="22", charge="-150"), trace="EFT2"))
    assert answers_of(back)[void].state == "accepted"
    no = remit(history, payment(pays(void, "0", "CO-18:150", status="4"), trace="EFT2"))
    assert (answers_of(no)[void].state, answers_of(no)[void].words) == (
        "rejected",
        "it is a duplicate of another claim",
    )


TOLD = [
    (payment(PaidClaim("NOTOURS", "1")), ["unknown"]),
    (payment(PaidClaim("NOTOURS", "1", D(150), D(100)), total=D(90)), ["unknown", "sums", "sums"]),
    (payment(provider=(("WO", D(12)),)), ["kept back"]),
    (payment(provider=(("L6", D("-1.50")),)), ["kept back"]),
    (payment(total=None), ["sums"]),
    (payment(PaidClaim("NOTOURS", "1", D(150), D(125), D(30), adjustments=off("PR-3:25"))), ["unknown", "sums"]),
    (payment(total=None, is_whole=False), []),
]


@pytest.mark.parametrize(("of", "states"), TOLD)
def test_what_does_not_come_out_is_said_and_holds_nothing(of, states):
    _, history = written()
    assert [t.state for t in told(history, of)] == states
    ours = replace(of, claims=(*of.claims, pays(number_of(history), "15", *PAID)))
    assert "paid" in {t.state for t in told(history, ours)}


def test_a_claim_of_our_number_but_another_day_and_charge_is_another_practices():
    _, history = written()
    other = PaidClaim(number_of(history), "1", D(90), D(60), lines=(PaidLine("", "90834", "20260101", D(90), D(60)),))
    assert [t.state for t in told(history, payment(other))] == ["unknown", "sums"]


def test_an_unread_sum_is_told_and_left_out():
    _, history = written()
    (first, *_) = told(history, payment(PaidClaim(number_of(history), "1", is_read=False)))
    assert (first.state, first.key) == ("sums", "")


def test_the_ledger_keeps_ids_sums_and_codes_alone():
    _, history = written()
    history = remit(history, payment(pays(number_of(history).lower(), "15", *PAID, number="26*7~9"), trace="EFT<1>"))
    (kept,) = (h for h in history.happened.values() if h.kind == KIND)
    assert kept.detail == {
        "claim_id": number_of(history), "visit_id": "G-01/05/C-001", "client_id": "C-001", "status": "1", "trace": "EFT1",
        "on": "2026-03-20", "method": "ACH", "payer_number": "2679", "place": "0", "money": "150 15 CO-45:110 PR-3:25",
        "line_1": "150 15 CO-45:110 PR-3:25",
    }  # fmt: skip


def test_many_adjustments_still_come_out_to_the_cent():
    _, history = written()
    said = [f"CO-{n}:1" for n in range(100, 160)] + ["PR-3:25"]
    history = remit(history, payment(pays(number_of(history), "65", *said)))
    (kept,) = (h for h in history.happened.values() if h.kind == KIND)
    assert all(len(x) <= 400 for x in kept.detail.values())
    money = settlements(history)[number_of(history)].money
    assert (sum(money.off.values()), money.owed) == (Decimal(85), Decimal(25))


def test_the_table_of_reasons_is_of_our_own_words_and_says_what_no_source_gives():
    assert set(WORDS) >= GENERAL
    assert all(len(x.split()) <= 12 and not x.endswith(".") for x in WORDS.values())


OTHER_PLANS = [
    ("the card was the wrong one", {"payer": "BCBS", "member_id": "XYZ99"}),
    (
        "the plan had changed by that day",
        {
            "payer": "BCBS",
            "member_id": "XYZ99",
            "payer_from": date(2026, 3, 1),
            "payer_before": "Aetna",
            "member_id_before": "W123456781",
        },
    ),
]


def moved_on(p: Practice, cells: dict[str, object]) -> Practice:
    """The practice after the client turned out to be another payer's on that day."""
    return replace(
        p,
        clients=(client(1, **cells), *p.clients[1:]),
        verifications=(call(1, payer="BCBS"), *p.verifications[1:]),
    )


@pytest.mark.parametrize("number", ["26079", ""])
@pytest.mark.parametrize("cells", [x[1] for x in OTHER_PLANS], ids=[x[0] for x in OTHER_PLANS])
def test_what_one_payer_denied_goes_to_another_as_a_new_claim_without_the_first_ones_number(cells, number):
    p, history = denied(number=number)
    p = moved_on(p, cells)
    assert line(p, history) == ("denied", ["CLAIM_DENIED", "CLAIM_LOST_OTHER_PAYER"])
    p, history, outcome = carried_out(p, history)
    (asked,) = (e.question for e in outcome.effects if isinstance(e, AskDecision))
    assert asked.endswith("brought nothing: send a new claim to BCBS?")
    p, history, _ = carried_out(answered(p, "replace", YES), history)
    p, history, outcome = carried_out(answered(p, "release", YES), history)
    (claim,) = (c for e in outcome.effects if isinstance(e, WriteBatch) for c in e.claims)
    assert (claim.payer, claim.frequency, claim.original_reference) == ("BCBS", 1, "")
    assert line(p, history) == ("batched", [])
    assert "It was replaced by claim " + claim.claim_id + ". Nothing to do." in sentences(p, history)
    assert not carried_out(p, history)[2].effects
    history = ack(history, state="rejected", codes=("A7:164:IL",), at="2026-03-25")
    assert line(p, history) == ("denied", ["CLAIM_DENIED", "CLAIM_LOST_OTHER_PAYER", "CLAIM_CORRECTION_REFUSED"])
    again = [e.decision_kind for e in carried_out(p, history)[2].effects if isinstance(e, AskDecision)]
    assert again == ["replace"], "what came back at the door goes only after another Yes"


def test_what_medicare_denied_because_another_plan_pays_goes_to_that_plan():
    insurers = tuple(x.model_copy(update={"minimum_present": 1}) for x in four_payers())
    p, history = written(practice(payers=insurers, visits=(visit(4),)))
    history = remit(history, payment(pays(number_of(history, "C-004"), "0", "CO-109:150", status="4")))
    rows = tuple(
        c.model_copy(update={"payer": "BCBS", "member_id": "XYZ99"}) if c.client_id == "C-004" else c for c in p.clients
    )
    assert line(replace(p, clients=rows), history, "C-004")[1][-1] == "CLAIM_LOST_OTHER_PAYER"


BEHIND = [
    ("the second plan takes the coinsurance", "2", "20", (), "100", "0"),
    ("it leaves its own copay", "2", "15", ("PR-3:5",), "95", "5"),
    ("it pays nothing, and the client need not either", "2", "0", ("OA-23:80", "CO-45:70"), "80", "0"),
    ("it sends it on once more", "20", "15", ("PR-1:5",), "95", "5"),
    ("it denies it", "4", "0", ("CO-16:150",), "80", "20"),
    ("it is paid as if by a first plan", "1", "20", (), "100", "0"),
]


@pytest.mark.parametrize(
    ("status", "more", "said", "paid", "owed"), [x[1:] for x in BEHIND], ids=[x[0] for x in BEHIND]
)
def test_a_plan_behind_the_first_says_what_is_left_to_the_client_and_is_never_the_one_to_correct_with(
    status, more, said, paid, owed
):
    p, history = written()
    number = number_of(history)
    first = payment(pays(number, "80", "CO-45:50", "PR-2:20", status="19", number="FIRST"))
    behind = payment(pays(number, more, *said, status=status, number="SECOND"), trace="EFT2", on=date(2026, 3, 25))
    history = remit(history, first, behind)
    settled = settlements(history)[number]
    of_both = {(m.charge, m.paid, m.owed, m.allowed) for m in (settled.money, settled.of(1))}
    assert of_both == {(D(150), D(paid), D(owed), D(100))}
    assert answers_of(history)[number].payer_number == "FIRST"
    assert line(p, history)[0] == "paid"
    assert tasks(p, history) == []


def test_a_denied_replacement_leaves_the_claim_whose_payment_stands_until_that_is_taken_back():
    p, history = written()
    first = number_of(history)
    history = remit(history, payment(pays(first, "15", *PAID, number="FIRST")))
    p = replace(p, visits=(visit(1, attended=l.Attends.VIDEO_ELSEWHERE), *p.visits[1:]))
    p, history, _ = carried_out(p, history)
    p, history, _ = carried_out(answered(p, "replace", YES), history)
    p, history, _ = carried_out(answered(p, "release", YES), history)
    second = number_of(history)
    history = remit(history, payment(pays(second, "0", "CO-18:150", status="4", number="SECOND"), trace="EFT2"))
    state, codes = line(p, history)
    assert (state, codes[:3]) == ("void needed", ["CLAIM_SENT_CHANGED", "CLAIM_CORRECTION_REFUSED", "CLAIM_PAID_BY"])
    no_show = replace(p, visits=(visit(1, mark=l.Mark.NO_SHOW), *p.visits[1:]))
    (asked,) = (e for e in carried_out(no_show, history)[2].effects if isinstance(e, AskDecision))
    assert (asked.decision_kind, first in asked.question) == ("void", True), "its payment is to be given back"
    back = payment(pays(first, "-15", *REVERSAL, status="22", charge="-150", number="FIRST"), trace="EFT3")
    assert line(p, remit(history, back)) == ("denied", ["CLAIM_DENIED", "CLAIM_REPLACES"])


def test_a_session_of_an_authorization_is_free_again_once_its_claim_was_denied():
    authorized = {"authorization": l.Authorization.HAVE_IT, "authorization_number": "A1", "authorized_sessions": 1}
    second = session("G-01/06", date(2026, 3, 10))
    p, history = written(
        practice(visits=(visit(1), visit(5)), verifications=(call(1, **authorized), *practice().verifications[1:]))
    )
    p = replace(
        p,
        sessions=(*p.sessions, second),
        visits=(*p.visits, visit(1, "G-01/06", second.on), visit(5, "G-01/06", second.on)),
    )
    later = NOW.replace(day=25)

    def proposed(history: History) -> list[str]:
        wanted = wanted_claims(p, later, lost=lost_visits(history))
        effects = decide_claims(wanted, p, history, later).effects
        ids = {claim_id for e in effects if isinstance(e, ProposeBatch) for claim_id, _, _ in e.lines}
        return sorted(b.visit.visit_id for b in wanted.bills if b.claim_id in ids)

    first = number_of(history)
    assert proposed(history) == ["G-01/06/C-005"]
    assert proposed(remit(history, payment(pays(first, "15", *PAID)))) == ["G-01/06/C-005"]
    assert proposed(remit(history, payment(pays(first, "0", "CO-16:150", status="4")))) == [
        "G-01/06/C-001",
        "G-01/06/C-005",
    ]


def test_what_keeps_a_denied_claim_from_going_again_is_told():
    p, history = denied()
    late = replace(p, payers=(payer(days_to_file=0), *p.payers[1:]))
    assert line(late, history) == ("denied", ["CLAIM_DENIED", "CLAIM_REPLACED_LATE"])


def test_a_void_is_not_done_by_another_visit_of_the_same_payers_number():
    p, history = written()
    first, other = number_of(history), number_of(history, "C-005")
    history = remit(history, payment(pays(first, "15", *PAID), pays(other, "15", *PAID)))
    p = replace(p, visits=(visit(1, mark=l.Mark.NO_SHOW), *p.visits[1:]))
    p, history, _ = carried_out(p, history)
    p, history, _ = carried_out(answered(p, "void", YES), history)
    p, history, _ = carried_out(answered(p, "release", YES), history)
    back = remit(history, payment(pays(other, "-15", *REVERSAL, status="22", charge="-150"), trace="EFT2"))
    assert number_of(history) not in answers_of(back)


LOST = [
    ("taken back", [pays("", "15", *PAID)], pays("", "-15", *REVERSAL, status="22", charge="-150")),
    ("denied", [], pays("", "0", "CO-16:150", status="4")),
]


@pytest.mark.parametrize(("first", "then"), [x[1:] for x in LOST], ids=[x[0] for x in LOST])
def test_a_question_whether_to_void_is_over_once_there_is_nothing_to_take_back(first, then):
    p, history = written()
    number = number_of(history)
    history = remit(history, *(payment(replace(x, claim_id=number)) for x in first))
    p = replace(p, visits=(visit(1, mark=l.Mark.NO_SHOW), *p.visits[1:]))
    p, history, outcome = carried_out(p, history)
    (asked,) = (e for e in outcome.effects if isinstance(e, AskDecision))
    history = remit(history, payment(replace(then, claim_id=number), trace="EFT2"))
    p, history, outcome = carried_out(p, history)
    assert [e.kind for e in outcome.effects] == ["withdrawn"]
    assert asked.decision_id in withdrawn_questions(standing(wanted_claims(p, NOW), p, history), history)
    paid_again = remit(history, payment(pays(number, "20", "CO-45:110", "PR-3:20"), trace="EFT3"))
    late = answered(p, "void", YES)
    assert "void" in [e.decision_kind for e in carried_out(late, paid_again)[2].effects if isinstance(e, AskDecision)]
