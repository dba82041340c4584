"""Statements and superbills: when they are made, what stands on them, what keeps them from being made."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain import lists as l
from domain.history import Batch, Happened, History
from domain.paper import Figures, Passage, Table
from domain.statements import decide_statements, last_month
from tests.domain.claims_build import DETAILS, client, group, member, payer, practice, session, staff, visit
from tests.domain.remit_build import PAID, number_of, payment, pays
from tests.domain.test_account import COPAY, D, money, remit, written

APRIL = datetime(2026, 4, 1, 15, tzinfo=UTC)
ON_IT = DETAILS.model_copy(update={"statements": l.YesNo.YES, "phone": "+15185550100"})
OUT = payer("Harbor", network=l.Network.OUT)
LINE = ("March 3, 2026", "Session", "$45.00", "", "$45.00")


def of(who: int = 3, **tabs):
    usual = {"visits": (visit(who),), "details": ON_IT, "clients": (client(who),), "payers": (*practice().payers, OUT)}
    return practice(**usual | tabs)


def began(*months: str, price: str = "", of_client: str = "C-009") -> dict[str, Happened]:
    """What the ledger has of statements of earlier months."""
    detail = {"price:G-01/04/C-003": price} if price else {}
    keys = (f"document:statement:{of_client}/{month}" for month in months)
    return {k: Happened(key=k, kind="document", state="done", digest="", begun=APRIL, detail=detail) for k in keys}


FEBRUARY, MARCH_TOO = History(began("2026-02")), History(began("2026-02", "2026-03"))


def decided(p, history=None, now=APRIL):
    """The keys that are due, and the sentences of what a person should do."""
    outcome = decide_statements(p, history or History(), now)
    return [e.key.removeprefix("document:") for e in outcome.effects], [t.reason.sentence for t in outcome.tasks]


def paper(p, history=None, now=APRIL, at=0):
    return decide_statements(p, history or History(), now).effects[at].content


def rows(found) -> list[tuple[str, ...]]:
    return [r for b in found.blocks if isinstance(b, Table) for r in b.rows]


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 4, 1), (date(2026, 3, 1), date(2026, 3, 31))),
        (date(2026, 4, 30), (date(2026, 3, 1), date(2026, 3, 31))),
        (date(2026, 1, 1), (date(2025, 12, 1), date(2025, 12, 31))),
        (date(2028, 3, 31), (date(2028, 2, 1), date(2028, 2, 29))),
    ],
)
def test_the_month_that_is_over(today, month):
    assert last_month(today) == month


@pytest.mark.parametrize(
    ("tabs", "now", "keys"),
    [
        ({}, APRIL, ["statement:C-003/2026-03"]),
        ({}, datetime(2026, 4, 1, 3, tzinfo=UTC), []),  # still March at the practice
        ({}, datetime(2026, 3, 31, 15, tzinfo=UTC), []),
        ({}, datetime(2026, 5, 2, 15, tzinfo=UTC), ["statement:C-003/2026-04"]),  # nothing new, and still open
        ({"details": DETAILS}, APRIL, []),  # who does not want them gets none
        ({"visits": ()}, APRIL, []),
        ({"payments": (money("Self-pay", "45"),)}, APRIL, ["statement:C-003/2026-03"]),
        ({"payments": (money("Self-pay", "45"),)}, datetime(2026, 5, 2, 15, tzinfo=UTC), []),  # nothing open
        ({"clients": (client(3, payer="Aetna"),)}, APRIL, []),  # the plan has it
        ({"clients": (client(3, payer="Harbor"),)}, APRIL, ["statement:C-003/2026-03", "superbill:C-003/2026-03"]),
        ({"clients": ()}, APRIL, []),  # the row is asked about
    ],
)
def test_who_gets_which_paper(tabs, now, keys):
    assert decided(of(**tabs), MARCH_TOO, now)[0] == keys


@pytest.mark.parametrize(
    ("tabs", "wanted"),
    [
        ({}, [LINE, ("", "Please pay", "", "", "$45.00")]),
        ({"payments": (money("Self-pay", "45"),)}, [LINE, ("March 3, 2026", "Payment", "", "$45.00", "$0.00"), ("", "Nothing to pay", "", "", "$0.00")]),
        ({"payments": (money("Self-pay", "50"),)}, [LINE, ("March 3, 2026", "Payment", "", "$50.00", "-$5.00"), ("", "Yours: we owe it to you", "", "", "$5.00")]),
        # February was open, and is paid in March
        (
            {"visits": (visit(3), visit(3, "G-01/04", date(2026, 2, 24))), "sessions": (session(), session("G-01/04", date(2026, 2, 24))), "payments": (money("Self-pay", "45", date(2026, 3, 4), "G-01/04/C-003"),)},
            [("", "Open from before", "", "", "$45.00"), ("March 3, 2026", "Session", "$45.00", "", "$90.00"), ("March 4, 2026", "Payment", "", "$45.00", "$45.00"), ("", "Please pay", "", "", "$45.00")],
        ),
    ],
)  # fmt: skip
def test_what_stands_on_a_statement(tabs, wanted):
    found = paper(of(**tabs), FEBRUARY)
    assert rows(found) == wanted
    assert dict(found.about)["Client"] == "Cora Quill"
    assert isinstance(found.blocks[0], Figures)
    assert found.blocks[0].total


def test_a_statement_names_no_group_no_diagnosis_and_nobody_else():
    words = paper(of(clients=(client(3, guardian="Gwen Quill"),))).model_dump_json()
    for hidden in ("CBT", "Anxiety", "F41", "Maya", "Ada", "therapy session"):
        assert hidden not in words
    assert "Gwen Quill" in words


def test_what_a_plan_has_not_settled_stands_apart():
    p, history = written()
    tabs = {"visits": p.visits, "payments": (COPAY, money("Self-pay", "45")), "details": ON_IT}
    tabs["visits"] = (*p.visits, visit(3))
    found = paper(practice(**tabs, clients=practice().clients), history)
    assert rows(found)[0] == LINE
    paid = remit(history, payment(pays(number_of(history), "15", *PAID)))
    own = decide_statements(practice(**tabs), paid, APRIL)
    first = next(e.content for e in own.effects if e.about.startswith("C-001"))
    assert rows(first) == [
        ("March 20, 2026", "Your share of the session of March 3, 2026: copay", "$25.00", "", "$25.00"),
        ("March 20, 2026", "Payment", "", "$25.00", "$0.00"),
        ("", "Nothing to pay", "", "", "$0.00"),
    ]


def test_a_plan_that_waits_is_named_with_what_was_paid_so_far():
    p, history = written()
    mixed = (*p.visits, visit(1, "G-01/04", date(2026, 2, 24)))
    fee = client(1, payer_from=date(2026, 3, 1), payer_before="Self-pay")
    tabs = {"visits": mixed, "sessions": (session(), session("G-01/04", date(2026, 2, 24))), "verifications": ()}
    known = History(dict(history.happened) | began("2026-02"), history.batches)
    found = paper(practice(**tabs, clients=(fee,), payments=(COPAY,), details=ON_IT), known)
    assert rows(found)[-1] == ("March 3, 2026", "Your plan has not settled it yet.", "$25.00")
    assert rows(found)[0] == ("", "Open from before", "", "", "$45.00")


def test_what_was_paid_without_a_visit_is_paid_ahead_while_a_plan_waits():
    p, history = written()
    found = paper(
        practice(visits=p.visits, payments=(COPAY.model_copy(update={"visit_id": None}),), details=ON_IT), history
    )
    assert ("", "Paid ahead", "", "", "$25.00") in rows(found)


def test_a_share_that_was_taken_back_is_corrected_in_its_own_line():
    p, history = written()
    paid = remit(history, payment(pays(number_of(history), "15", *PAID)))
    back = pays(number_of(history), "-15", "CO-45:-110", "PR-3:-25", status="22", charge="-150")
    paid = remit(paid, payment(back, trace="EFT2", on=date(2026, 4, 2)))
    keep = practice(visits=p.visits, payments=(), details=ON_IT)
    made = Happened(key="document:statement:C-001/2026-04", kind="document", state="done", digest="x", begun=APRIL)
    known = History(dict(paid.happened) | {made.key: made} | began("2026-03"), paid.batches, files={})
    found = paper(keep, known, datetime(2026, 5, 1, 15, tzinfo=UTC))
    assert rows(found)[:2] == [
        ("", "Open from before", "", "", "$25.00"),
        ("April 1, 2026", "Correction of earlier sessions", "", "$25.00", "$0.00"),
    ]


NOT_READ = frozenset({("Payments", "P-009")})
WAITS = "the statement for March 2026 of C-003 waits"


@pytest.mark.parametrize(
    ("tabs", "said"),
    [
        ({"visits": (visit(3, mark=None),)}, "Attendance, G-01/05/C-003: no mark is there. Write who was present; the statement for March 2026 of C-003 waits for it."),
        ({"visits": (visit(3, held=frozenset({"claims"})),)}, f"Attendance, G-01/05/C-003: a cell is asked about. Until it is answered, {WAITS}."),
        ({"groups": (group(self_pay_fee=None, fee=None),)}, f"Groups, G-01: no price for who pays alone. Write Fee or Self-pay fee; {WAITS}."),
        ({"clients": (client(3, payer="Nowhere"),)}, "Clients, C-003: nobody knows yet which plan held on a day. The statement for March 2026 of C-003 waits."),
        ({"in_question": NOT_READ}, "Payments, P-009 cannot be read, and may be anybody's payment. No statement for March 2026 is made until it can."),
    ],
)  # fmt: skip
def test_no_statement_is_made_while_its_sum_is_not_known(tabs, said):
    assert decided(of(**tabs)) == ([], [said])


def test_one_matter_is_one_line_however_many_wait():
    many = range(1, 8)
    p = of(visits=tuple(visit(n, mark=None) for n in many), clients=tuple(client(n, payer="Self-pay") for n in many))
    keys, said = decided(p)
    assert not keys
    rows_ = "G-01/05/C-001, G-01/05/C-002, G-01/05/C-003 and 4 more"
    papers = "the statement for March 2026 of C-001, C-002, C-003 and 4 more waits for it."
    assert said == [f"Attendance, {rows_}: no mark is there. Write who was present; {papers}"]


def made(p, *, files=None, digest=None) -> History:
    """The history after the papers were made; in ``files`` lie those that are there."""
    found = {
        e.key: Happened(key=e.key, kind=e.kind, state="done", digest=digest or e.digest, begun=APRIL, detail={"file": f"{e.name}.docx"})
        for e in decide_statements(p, History(), APRIL).effects
    }  # fmt: skip
    return History(found, files=files)


OTHERWISE = "The statement of C-003 for March 2026 says otherwise than the rows do now. Delete its file for a new one, or leave it."
THERE = {"C-003-statement.docx": "mark"}


@pytest.mark.parametrize(
    ("files", "digest", "wanted"),
    [
        (None, None, ([], [])),
        (THERE, None, ([], [])),
        ({}, None, ([], [])),  # whoever threw it away does not want it
        (None, "other", ([], [OTHERWISE])),
        (THERE, "other", ([], [OTHERWISE])),
        ({}, "other", (["statement:C-003/2026-03"], [])),
    ],
)
def test_a_statement_is_made_once_and_anew_only_when_a_person_deletes_it(files, digest, wanted):
    p = of()
    assert decided(p, made(p, files=files, digest=digest)) == wanted


def test_a_statement_of_a_session_that_did_not_happen_is_named():
    """What is not wanted at all any more is what matters most: a bill for a session they did not attend."""
    p = of()
    absent = of(visits=(visit(3, mark=l.Mark.NO_SHOW),))
    assert decided(absent, made(p, files=THERE)) == ([], [OTHERWISE])

    assert decided(absent, made(p, files={})) == (["statement:C-003/2026-03"], [])  # it says that nothing is to pay


def test_what_was_made_waits_for_nothing():
    asked = of(visits=(visit(3, held=frozenset({"claims"})),))
    assert decided(asked, made(of(), files=THERE)) == ([], [])


TWO = {
    "visits": (visit(3), visit(3, "G-01/04", date(2026, 2, 24))),
    "sessions": (session(), session("G-01/04", date(2026, 2, 24))),
}


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        # nobody knows what a session cost before there were statements, nor what was paid for it
        (History(), [LINE, ("", "Please pay", "", "", "$45.00")]),
        (FEBRUARY, [("", "Open from before", "", "", "$45.00"), ("March 3, 2026", "Session", "$45.00", "", "$90.00")]),
        # a rate that changed since changes no session that was stated
        (History(began("2026-02", price="30", of_client="C-003")), [("", "Open from before", "", "", "$30.00"), ("March 3, 2026", "Session", "$45.00", "", "$75.00")]),
        (History(began("2026-02", price="0", of_client="C-003")), [LINE]),
        # a month without statements between is left out
        (History(began("2026-01")), [LINE]),
    ],
)  # fmt: skip
def test_what_was_stated_stays_whatever_the_rate_is_now(history, wanted):
    assert rows(paper(of(**TWO), history))[: len(wanted)] == wanted


@pytest.mark.parametrize("visit_id", ["G-01/04/C-003", None])
def test_nor_does_what_was_paid_before_there_were_statements_count(visit_id):
    paid = money("Self-pay", "45", date(2026, 2, 24), visit_id)
    assert rows(paper(of(**TWO, payments=(paid,)))) == [LINE, ("", "Please pay", "", "", "$45.00")]


@pytest.mark.parametrize(
    ("paid", "left"),
    [
        ([("45", date(2026, 2, 10))], []),
        ([("100", date(2026, 2, 10))], []),  # the rest was for what was held then
        ([("20", date(2026, 2, 10))], ["$25.00"]),
        ([("100", date(2026, 2, 10)), ("45", date(2026, 1, 30))], []),
        ([("45", date(2025, 12, 30))], ["$45.00"]),
    ],
)
def test_what_was_paid_in_a_month_without_statements_settles_what_was_open(paid, left):
    first = date(2026, 1, 27)
    tabs = {"visits": (visit(3), visit(3, "G-01/02", first)), "sessions": (session(), session("G-01/02", first))}
    found = rows(
        paper(of(**tabs, payments=tuple(money("Self-pay", *x, None) for x in paid)), History(began("2026-01")))
    )
    assert [r[4] for r in found if r[1] == "Open from before"] == left


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        (THERE, ([], [])),  # the new rate is for later sessions
        ({}, (["statement:C-003/2026-03"], [])),  # deleted to be made anew: at the rate of now
    ],
)
def test_a_new_rate_alone_makes_no_statement_doubtful(files, wanted):
    before, after = of(), of(clients=(client(3, self_pay_rate=D(60)),))
    known = made(before, files=files)
    kept = {
        k: h.model_copy(update={"detail": {**h.detail, "price:G-01/05/C-003": "45"}}) for k, h in known.happened.items()
    }
    assert decided(after, History(kept, files=files)) == wanted


def test_the_ledger_keeps_the_prices_of_the_month():
    stated = History(began("2026-02", price="30", of_client="C-003"))
    march = {"price:G-01/05/C-003": "45"}
    assert decide_statements(of(**TWO), stated, APRIL).effects[0].keeps == march
    late = decide_statements(of(**TWO), FEBRUARY, APRIL).effects[0]  # marked after its month's statement was made
    assert late.keeps == march | {"price:G-01/04/C-003": "45"}


# superbills

HARBOR = {"clients": (client(3, payer="Harbor", member_id="HX1"),)}


def bill(**tabs):
    return paper(of(**HARBOR | tabs), at=1)


@pytest.mark.parametrize(
    ("tabs", "line", "total"),
    [
        ({}, ("", "11", "F41.1", "$150.00", "$0.00", "$0.00"), "Open: $150.00"),
        ({"payments": (money("Self-pay", "150"),)}, ("", "11", "F41.1", "$150.00", "$0.00", "$150.00"), "Paid in full"),
        ({"payments": (money("Self-pay", "150"), money("Refund", "50"))}, ("", "11", "F41.1", "$150.00", "$0.00", "$100.00"), "Open: $50.00"),
        ({"payments": (money("Self-pay", "150", date(2026, 4, 2)),)}, ("", "11", "F41.1", "$150.00", "$0.00", "$0.00"), "Open: $150.00"),
        ({"clients": (client(3, payer="Harbor", self_pay_rate=D(90)),)}, ("", "11", "F41.1", "$150.00", "$60.00", "$0.00"), "Open: $90.00"),
        ({"clients": (client(3, payer="Harbor", self_pay_rate=D(160)),)}, ("", "11", "F41.1", "$160.00", "$0.00", "$0.00"), "Open: $160.00"),
        ({"visits": (visit(3, attended=l.Attends.VIDEO_HOME),)}, ("95", "10", "F41.1", "$150.00", "$0.00", "$0.00"), "Open: $150.00"),
        ({"roster": (member(3, diagnoses=("F33.1", "F41.1")),)}, ("", "11", "F33.1, F41.1", "$150.00", "$0.00", "$0.00"), "Open: $150.00"),
    ],
)  # fmt: skip
def test_what_stands_on_a_superbill(tabs, line, total):
    found = rows(bill(**tabs))
    date_, code, modifiers, place, diagnoses, by, units, fee, off, paid = found[0]
    assert (date_, code, by, units) == ("March 3, 2026", "90853", "MC", "1")
    assert (modifiers, place, diagnoses, fee, off, paid) == line
    assert found[1][0] == total
    assert found[2] == ("MC", "Maya Chen, LCSW", "1245319599", "1041C0700X")


def test_a_superbill_names_the_practice_the_client_and_nobody_else():
    found = bill()
    about = dict(found.about)
    wanted = {"Date of birth": "February 14, 1980", "Plan": "Harbor", "Member ID": "HX1", "EIN": "12-3456789", "Billing NPI": "1234567893"}  # fmt: skip
    assert wanted.items() <= about.items()
    assert "Maya Chen" in found.signed_by
    assert "CBT" not in found.model_dump_json()
    assert any(isinstance(b, Passage) for b in found.blocks)


@pytest.mark.parametrize(
    ("tabs", "said"),
    [
        ({"visits": (visit(3, signed=None, signed_on=None),)}, "Attendance, G-01/05/C-003: the note is not signed and dated."),
        ({"visits": (visit(3, signed_on=None),)}, "Attendance, G-01/05/C-003: the note is not signed and dated."),
        ({"visits": (visit(3, signed="XX"),)}, "Attendance, G-01/05/C-003: the note is not signed and dated."),
        ({"roster": (member(3, diagnoses=()),)}, "Roster, R-G-01-003: no diagnosis that a plan would take."),
        ({"roster": (member(3, diagnoses=("anxiety",)),)}, "Roster, R-G-01-003: no diagnosis that a plan would take."),
        ({"roster": ()}, "Roster, C-003: no diagnosis that a plan would take."),
        ({"staff": (staff(npi=None),)}, "Sessions, G-01/05: nobody in Staff led it, or their NPI is blank."),
        ({"roster": (member(3, attends=None),), "groups": (group(how=l.How.MIXED),)}, "Attendance, G-01/05/C-003: how they took part is not known."),
        ({"details": ON_IT.model_copy(update={"tax_id": None})}, "Practice: Tax ID is blank."),
    ],
)  # fmt: skip
def test_a_superbill_waits_for_what_a_plan_would_ask(tabs, said):
    keys, sentences = decided(of(**HARBOR | tabs))
    assert keys == ["statement:C-003/2026-03"]
    assert sentences == [f"{said} The superbill for March 2026 of C-003 waits."]


@pytest.mark.parametrize(
    "tabs",
    [
        {"visits": (visit(3), visit(3, visit_id="G-01/05/C-003b"))},
        {"visits": (visit(3, held=frozenset({"claims"})),)},
        {"visits": (visit(3, on=date(2026, 3, 4)),)},
        {"payments": (money("Self-pay", "45", who="C-004"),)},
    ],
)
def test_nobody_is_given_a_superbill_of_what_is_too_unclear_for_a_statement(tabs):
    keys, said = decided(of(**HARBOR | tabs))
    assert not [k for k in keys if "C-003" in k]
    assert sum("superbill for March 2026 of C-003" in s for s in said) == 1


def test_no_session_that_a_payer_has_a_claim_for_is_on_a_superbill():
    claims = written()[1].batches[0].claims
    named = claims[0].model_copy(update={"visit_id": "G-01/05/C-003"})
    void = named.model_copy(update={"frequency": 8, "claim_id": "CVOID"})
    batch = Batch(batch_id="B-1", state="written", lines=(), proposed=APRIL, claims=(named,))
    assert decided(of(**HARBOR), History({}, (batch,)))[0] == ["statement:C-003/2026-03"]
    for state, takes in (("sent", False), ("rejected", False), ("accepted", True)):  # it may still pay
        back = Batch(batch_id="B-2", state=state, lines=(), proposed=APRIL, claims=(void,))
        assert ("superbill:C-003/2026-03" in decided(of(**HARBOR), History({}, (batch, back)))[0]) is takes


def test_sessions_that_were_called_off_or_missed_are_on_no_superbill():
    off = replace(of(**HARBOR), sessions=(session(was_held=l.YesNo.NO),))
    assert decided(off) == ([], [])
    absent = of(**HARBOR, visits=(visit(3, mark=l.Mark.NO_SHOW),))
    assert decided(absent) == ([], [])
    both = {f"C-003-{kind}.docx": "mark" for kind in ("statement", "superbill")}
    said = decided(absent, made(of(**HARBOR), files=both))[1]
    assert said == [OTHERWISE, OTHERWISE.replace("statement", "superbill")]
