"""What a client owes: whose price it is, and what moves an account."""

from dataclasses import replace
from datetime import date

import pytest

from domain import lists as l
from domain.account import account
from domain.account_books import Books
from domain.history import Batch, Happened, History
from domain.own_share import Share, Unclear, share
from domain.records import Decision, Payment
from tests.domain.claims_build import DETAILS, NOW, ON, call, client, group, member, payer, practice, session, visit
from tests.domain.remit_build import PAID, D, number_of, payment, pays, remit, written

END = date(2026, 3, 31)
MARCH = date(2026, 3, 1)
KIND = l.PaymentKind
SIX = session("G-01/06", date(2026, 3, 10))
OUT = payer("Harbor", network=l.Network.OUT)


def money(kind: str, amount: str, on: date = ON, visit_id: str | None = "G-01/05/C-003", who: str = "C-003", **cells):
    number = f"P-{kind}-{amount}-{on}"
    return Payment(payment_id=number, on=on, client_id=who, visit_id=visit_id, kind=KIND(kind), amount=D(amount), **cells)  # fmt: skip


def of(who: str = "C-003", history: History | None = None, until: date = END, **tabs):
    """The account of one client: its lines in short, its balance, what waits for a plan, what is unclear."""
    p = practice(**{"visits": (visit(3),)} | tabs)
    found = account(Books.of(p, history or History(), MARCH), who, until, NOW)
    lines = [f"{e.on:%m-%d} {e.what} {e.amount}" for e in found.entries]
    ahead = [f"{a.on:%m-%d} {a.paid}" for a in found.ahead]
    return lines, found.balance, ahead, [f"{u.code} {u.row}" for u in found.unclear]


@pytest.mark.parametrize(
    ("client_cells", "group_cells", "rule", "visit_cells", "wanted"),
    [
        # their own rate, the group's for who pays alone, the fee
        ({"payer": "Self-pay"}, {}, None, {}, ("client", D(45), D(150))),
        ({"payer": "Self-pay", "self_pay_rate": D(20)}, {}, None, {}, ("client", D(20), D(150))),
        ({"payer": "Self-pay", "self_pay_rate": D(0)}, {}, None, {}, ("client", D(0), D(150))),
        ({"payer": "self-pay"}, {"self_pay_fee": None}, None, {}, ("client", D(150), D(150))),
        ({"payer": "Self-pay"}, {"self_pay_fee": None, "fee": None}, None, {}, "STATEMENT_NO_PRICE G-01"),
        ({"payer": "Self-pay"}, {"self_pay_fee": D(-5)}, None, {}, "STATEMENT_NO_PRICE G-01"),
        # a plan that is not billed: the fee, or their own rate
        ({"payer": "Harbor"}, {}, OUT, {}, ("superbill", D(150), D(150))),
        ({"payer": "Harbor", "self_pay_rate": D(90)}, {}, OUT, {}, ("superbill", D(90), D(150))),
        ({"payer": "Harbor"}, {}, payer("Harbor", bill_as=l.BillAs.NONE), {}, ("nobody", D(0), None)),
        ({"payer": "Aetna"}, {}, None, {}, ("plan", D(0), None)),
        # the fee of the day
        ({"payer": "Harbor"}, {"fee_from": date(2026, 3, 4), "fee_before": D(140)}, OUT, {}, ("superbill", D(140), D(140))),
        ({"payer": "Harbor"}, {"fee_from": ON, "fee_before": D(140)}, OUT, {}, ("superbill", D(150), D(150))),
        ({"payer": "Harbor"}, {"fee_before": D(140)}, OUT, {}, "STATEMENT_NO_PRICE G-01"),
        # billed to nobody
        ({"payer": "Self-pay"}, {}, None, {"do_not_bill": l.YesNo.YES}, ("nobody", D(0), None)),
        ({"payer": "Aetna"}, {"type": l.GroupType.PSYCHOEDUCATION}, None, {}, ("nobody", D(0), None)),
        ({"payer": "Self-pay"}, {"type": l.GroupType.PSYCHOEDUCATION}, None, {}, ("client", D(45), D(150))),
        # nobody knows
        ({"payer": "Nowhere"}, {}, None, {}, "STATEMENT_PLAN_OPEN C-003"),
        ({"payer": None}, {}, None, {}, "STATEMENT_PLAN_OPEN C-003"),
        ({"payer": "Aetna", "payer_before": "Self-pay"}, {}, None, {}, "STATEMENT_PLAN_OPEN C-003"),
        ({"payer": "Self-pay", "held": frozenset({"claims"})}, {}, None, {}, "STATEMENT_CELL C-003"),
        ({"payer": "Self-pay", "held": frozenset({"statements"})}, {}, None, {}, "STATEMENT_CELL C-003"),
        ({"payer": "Self-pay"}, {"self_pay_fee": None, "held": frozenset({"statements"})}, None, {}, "STATEMENT_CELL G-01"),
        ({"payer": "Self-pay"}, {"held": frozenset({"claims"})}, None, {}, ("client", D(45), D(150))),  # who leads it, perhaps
        ({"payer": "Harbor"}, {}, payer("Harbor", held=frozenset({"claims"})), {}, "STATEMENT_CELL Harbor|2026-01-01"),
        # the plan of that day
        ({"payer": "Aetna", "payer_from": date(2026, 3, 4), "payer_before": "Self-pay"}, {}, None, {}, ("client", D(45), D(150))),
    ],
)  # fmt: skip
def test_who_bears_the_price_of_a_visit(client_cells, group_cells, rule, visit_cells, wanted):
    rules = practice().payers + ((rule,) if rule else ())
    p = practice(clients=(client(3, **client_cells),), groups=(group(**group_cells),), payers=rules, verifications=())
    found = share(p, visit(3, **visit_cells), session())
    said = f"{found.code} {found.row}" if isinstance(found, Unclear) else (found.bearer, found.price, found.fee)
    assert said == wanted


def test_a_member_who_is_not_billable_pays_nothing():
    free = practice(roster=(member(3, billable=l.YesNo.NO),))
    assert share(free, visit(3), session()) == Share("nobody")
    assert share(practice(clients=()), visit(3), session()) == Unclear("STATEMENT_CELL", "Clients", "C-003")
    unread = practice(in_question=frozenset({("Payers", "Self-pay|2026-02-01")}))
    assert share(unread, visit(3), session()) == Unclear("STATEMENT_CELL", "Payers", "Self-pay|2026-02-01")
    other = practice(roster=(), in_question=frozenset({("Roster", "R-9"), ("Roster", "R-8"), ("Sessions", "S")}))
    assert share(other, visit(3), session()) == Unclear("STATEMENT_CELL", "Roster", "R-8")
    held = practice(roster=(member(3, held=frozenset({"claims"})),))
    assert share(held, visit(3), session()) == Unclear("STATEMENT_CELL", "Roster", "R-G-01-003")
    assert share(practice(groups=()), visit(3), session()) == Unclear("STATEMENT_CELL", "Groups", "G-01")


CHARGE = "03-03 Session 45"


@pytest.mark.parametrize(
    ("payments", "lines", "balance"),
    [
        ([], [CHARGE], 45),
        ([("Self-pay", "45")], [CHARGE, "03-03 Payment -45"], 0),
        ([("Self-pay", "45", date(2026, 4, 1))], [CHARGE], 45),  # the next month's
        ([("Copay", "20"), ("Self-pay", "30")], [CHARGE, "03-03 Payment -20", "03-03 Payment -30"], -5),
        ([("Self-pay", "45", ON, None)], [CHARGE, "03-03 Payment -45"], 0),  # names no visit
        ([("Self-pay", "45", ON, "G-01/01/C-003")], [CHARGE], 45),  # of a visit that is not there: as little as its charge
        ([("Insurance", "45")], [CHARGE], 45),
        ([("Self-pay", "45"), ("Refund", "45")], [CHARGE, "03-03 Payment -45", "03-03 Given back to you 45"], 45),
        ([("Self-pay", "45"), ("Refund", "-45")], [CHARGE, "03-03 Payment -45", "03-03 Given back to you 45"], 45),
        ([("Adjustment", "15")], [CHARGE, "03-03 Taken off by us -15"], 30),
        ([("Adjustment", "100")], [CHARGE, "03-03 Taken off by us -45"], 0),  # no more than was charged
        ([("Adjustment", "-45")], [CHARGE, "03-03 Taken off by us -45"], 0),
        ([("Adjustment", "30"), ("Adjustment", "30", END)], [CHARGE, "03-03 Taken off by us -30", "03-31 Taken off by us -15"], 0),
        ([("Adjustment", "100", ON, None)], [CHARGE, "03-03 Taken off by us -100"], -55),
        ([("Self-pay", "0")], [CHARGE], 45),
    ],
)  # fmt: skip
def test_payments_move_an_account(payments, lines, balance):
    assert of(payments=tuple(money(*p) for p in payments))[:2] == (lines, balance)


def test_the_way_of_a_payment_is_named():
    assert of(payments=(money("Self-pay", "45", method="Card"),))[0][1] == "03-03 Payment, card -45"


ABSENT = {"mark": l.Mark.NO_SHOW, "signed": None}


@pytest.mark.parametrize(
    ("tabs", "wanted"),
    [
        ({"visits": (visit(3, **ABSENT),)}, ([], 0, [], [])),
        ({"visits": (visit(3, mark=None),)}, ([], 0, [], ["STATEMENT_NO_MARK G-01/05/C-003"])),
        ({"visits": (visit(3, mark=None),), "clients": (client(3, payer="Aetna"),)}, ([], 0, [], [])),
        ({"visits": (visit(3, mark=None),), "clients": (client(3, payer="Nowhere"),)}, ([], 0, [], ["STATEMENT_PLAN_OPEN C-003"])),
        ({"visits": (visit(3, mark=None, on=SIX.on, session_id="G-01/06"),), "sessions": (SIX,)}, ([], 0, [], [])),  # to come
        ({"visits": (visit(3, mark=None),), "roster": (member(3, status=l.MembershipStatus.PAUSED),)}, ([], 0, [], [])),
        ({"visits": (visit(3, held=frozenset({"claims"})),)}, ([], 0, [], ["STATEMENT_CELL G-01/05/C-003"])),
        ({"visits": (visit(3), visit(3, visit_id="G-01/05/C-003b"))}, ([CHARGE, CHARGE], 90, [], ["STATEMENT_TWICE G-01/05/C-003b"])),
        ({"visits": (visit(3), visit(3, visit_id="G-01/05/C-003b", **ABSENT))}, ([CHARGE], 45, [], [])),
        ({"visits": (visit(3, on=date(2026, 3, 4)),)}, ([], 0, [], ["STATEMENT_DATE G-01/05/C-003"])),
        ({"payments": (money("Self-pay", "45", ON, "G-01/05/C-004"),)}, ([CHARGE], 45, [], ["STATEMENT_WHOSE P-Self-pay-45-2026-03-03"])),
        ({"payments": (money("Self-pay", "45", visit_id=None, held=frozenset({"statements"})),)}, ([CHARGE], 45, [], ["STATEMENT_CELL P-Self-pay-45-2026-03-03"])),
        ({"payments": (money("Self-pay", "45", who="C-004"),)}, ([CHARGE], 45, [], ["STATEMENT_WHOSE P-Self-pay-45-2026-03-03"])),
        ({"visits": (visit(3),), "sessions": ()}, ([], 0, [], ["STATEMENT_CELL G-01/05"])),
        ({"visits": (visit(3),), "sessions": (session(was_held=l.YesNo.NO),)}, ([], 0, [], [])),
        ({"visits": (), "in_question": frozenset({("Attendance", "G-01/05/C-003"), ("Attendance", "G-01/05/C-004")})}, ([], 0, [], ["STATEMENT_CELL G-01/05/C-003"])),
        ({"visits": (visit(3), visit(3, "G-01/06", SIX.on)), "sessions": (session(), SIX), "groups": ()}, ([], 0, [], ["STATEMENT_CELL G-01", "STATEMENT_CELL G-01"])),
    ],
)  # fmt: skip
def test_nobody_pays_for_what_is_not_known_or_did_not_happen(tabs, wanted):
    assert of(**tabs) == wanted


def test_a_later_session_is_not_of_this_account():
    tabs = {"visits": (visit(3), visit(3, "G-01/06", SIX.on)), "sessions": (session(), SIX)}
    assert of(until=date(2026, 3, 9), **tabs)[0] == [CHARGE]
    assert of(**tabs)[1] == 90


def test_a_fee_that_a_person_charged_is_owed_once():
    rule = payer("Self-pay", kind=l.PayerKind.SELF_PAY, no_show_fee_allowed=l.YesNo.YES)
    yes = Decision(decision_id="D-1", kind="fee", about="C-003, G-01/05/C-003", answer=l.YesNo.YES)
    details = DETAILS.model_copy(update={"no_show_fee": D(25)})
    p = practice(
        visits=(visit(3, **ABSENT),),
        payers=(rule,),
        decisions=(yes,),
        details=details,
        sessions=(session(was_held=l.YesNo.YES),),
    )
    key = "ask:fee:G-01/05/C-003:25.00"
    history = History(
        {key: Happened(key=key, kind="decision", state="done", digest="", begun=NOW, detail={"decision_id": "D-1"})}
    )
    found = account(Books.of(p, history, MARCH), "C-003", END, NOW)
    assert [(e.what, e.amount) for e in found.entries] == [("Fee for a missed session", D(25))]
    assert account(Books.of(p, history, MARCH), "C-003", date(2026, 3, 2), NOW).entries == ()
    paid = replace(p, payments=(money("No-show fee", "25"),))
    assert account(Books.of(paid, history, MARCH), "C-003", END, NOW).balance == 0
    cleared = replace(paid, decisions=())
    assert account(Books.of(cleared, history, MARCH), "C-003", END, NOW).entries == (), (
        "who cleared Decisions owes nothing back"
    )


def test_who_has_medicaid_behind_a_plan_is_asked_for_no_share():
    p, history = written()
    paid = remit(history, payment(pays(number_of(history), "15", *PAID)))
    behind = replace(p, verifications=(call(1, other_coverage="Medicaid (QMB)"),))
    found = account(Books.of(behind, paid, MARCH), "C-001", END, NOW)
    assert (found.entries, found.ahead) == ((), ())


def test_a_forecast_of_a_payer_and_rows_of_other_tabs_settle_nothing():
    p, history = written()
    only = remit(history, payment(pays(number_of(history), "15", *PAID, status="25")))
    asked = replace(p, in_question=frozenset({("Sessions", "G-01/05/C-001")}))
    found = account(Books.of(asked, only, MARCH), "C-001", END, NOW)
    assert ([a.visit_id for a in found.ahead], found.unclear) == (["G-01/05/C-001"], ())


COPAY = money("Copay", "25", ON, "G-01/05/C-001", "C-001")


def settled(*payments, rows=(), until: date = END, paid_by_hand=()):
    p, history = written()
    if payments:
        history = remit(history, *(x(number_of(history)) for x in payments))
    now = practice(visits=p.visits, payments=(*rows, *paid_by_hand))
    return account(Books.of(now, history, MARCH), "C-001", until, NOW)


def as_paid(
    *said: str, status: str = "1", paid: str = "15", on: date = date(2026, 3, 20), trace: str = "EFT1", charge="150"
):
    return lambda number: payment(pays(number, paid, *said, status=status, charge=charge), on=on, trace=trace)


BACK = as_paid("CO-45:-110", "PR-3:-25", status="22", paid="-15", charge="-150", on=date(2026, 4, 2), trace="EFT2")
BEHIND = as_paid("OA-23:125", "PR-3:5", status="2", paid="20", on=date(2026, 3, 25), trace="EFT2")
SHARE = ("03-20", "Your share of the session of March 3, 2026: copay", 25)


@pytest.mark.parametrize(
    ("payments", "rows", "until", "entries", "ahead"),
    [
        ((), (), END, [], [0]),  # the plan has not settled it
        ((), (COPAY,), END, [], [25]),
        ((), (COPAY, money("Refund", "10", ON, "G-01/05/C-001", "C-001")), END, [], [15]),
        ((), (COPAY, money("Adjustment", "10", ON, "G-01/05/C-001", "C-001")), END, [], [25]),
        ((as_paid(*PAID),), (), END, [SHARE], []),
        ((as_paid(*PAID),), (COPAY,), END, [SHARE, ("03-20", "Payment", -25)], []),  # counts from that day on
        ((as_paid(*PAID),), (COPAY,), date(2026, 3, 19), [], [25]),
        ((as_paid("CO-45:110", "PR-1:40", paid="0"),), (), END, [("03-20", "Your share of the session of March 3, 2026: deductible", 40)], []),
        ((as_paid("CO-45:135"),), (), END, [], []),  # nothing of CO ever reaches a client
        ((as_paid("CO-45:110", "PR-204:40", paid="0", status="4"),), (), END, [], [0]),  # denied: somebody works on it first
        ((as_paid("PR-27:150", paid="0"),), (), END, [], [0]),  # so too where only its reason says so
        ((as_paid("CO-45:110", "PR-204:40", paid="0"),), (COPAY,), END, [], [25]),
        ((as_paid(*PAID, status="19"),), (), END, [], [0]),  # another payer comes first
        ((as_paid(*PAID), BEHIND), (), END, [("03-25", "Your share of the session of March 3, 2026: copay", 5)], []),  # a second plan took the rest
        ((as_paid(*PAID), BACK), (), END, [SHARE], []),  # taken back in April
        ((as_paid(*PAID), BACK), (), date(2026, 4, 30), [], [0]),
    ],
)  # fmt: skip
def test_of_what_a_plan_pays_the_client_owes_what_the_remittance_leaves_them(payments, rows, until, entries, ahead):
    found = settled(*payments, rows=rows, until=until)
    assert [(f"{e.on:%m-%d}", e.what, e.amount) for e in found.entries] == entries
    assert [a.paid for a in found.ahead] == ahead
    assert found.unclear == ()


def test_what_a_person_settled_by_hand_is_left_to_the_desk():
    """An insurer's payment without its remittance says nothing of the client's share."""
    found = settled(rows=(COPAY, money("Insurance", "40", date(2026, 3, 20), "G-01/05/C-001", "C-001")))
    assert (found.entries, found.ahead) == ((), ())


def with_second(history: History, state: str, *said: str, status: str = "1", frequency: int = 7) -> History:
    """The history with a second claim of the visit, and what a remittance says of it."""
    first = next(c for b in history.batches for c in b.claims if c.client_id == "C-001")
    second = first.model_copy(update={"claim_id": "CSECOND", "frequency": frequency, "original_reference": "26079"})
    batch = Batch(batch_id="B-2", state=state, lines=(), proposed=NOW, claims=(second,))
    history = History(history.happened, (*history.batches, batch))
    if not said:
        return history
    return remit(history, payment(pays("CSECOND", "10", *said, status=status), trace="EFT2", on=date(2026, 3, 25)))


THIRTY = ("CO-45:110", "PR-3:30")


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        (("sent",), [SHARE]),  # the payer's word on the first stands until it judges the second
        (("sent", *THIRTY), [("03-25", SHARE[1], 30)]),
        (("rejected",), [SHARE]),
    ],
)
def test_two_claims_of_one_session_are_one_share(second, wanted):
    p, history = written()
    history = remit(history, payment(pays(number_of(history), "15", *PAID)))
    found = account(Books.of(practice(visits=p.visits), with_second(history, *second), MARCH), "C-001", END, NOW)
    assert [(f"{e.on:%m-%d}", e.what, e.amount) for e in found.entries] == wanted


def test_of_a_claim_that_was_taken_back_the_client_owes_nothing():
    p, history = written()
    history = remit(history, payment(pays(number_of(history), "15", *PAID)))
    back = with_second(history, "accepted", frequency=8)
    found = account(Books.of(practice(visits=p.visits), back, MARCH), "C-001", END, NOW)
    assert (found.entries, [a.visit_id for a in found.ahead]) == ((), ["G-01/05/C-001"])
