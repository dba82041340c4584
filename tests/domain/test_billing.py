from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lists as l
from domain.claim import claim_id
from domain.claims import claim_lines, wanted_claims, why_no_line
from domain.history import History
from domain.records import OtherService
from domain.rollcall import PRESENT
from tests.domain.claims_build import (
    NOW,
    client,
    codes_of,
    corrected,
    four_payers,
    group,
    guide_visits,
    member,
    payer,
    practice,
    session,
    staff,
    states,
    two_of_aetna,
    visit,
)

GUIDE = practice(clients=tuple(client(n, payer="Aetna", member_id="W123") for n in range(1, 8)))


def test_the_guides_session_has_five_lines_one_for_each_member_present():
    lines = claim_lines(wanted_claims(GUIDE, NOW), GUIDE, History())
    assert [(x.client_id, x.code, x.charge, x.expected, x.state) for x in lines] == [
        (c, "90853", Decimal(150), Decimal(40), "ready") for c in ("C-001", "C-002", "C-004", "C-006", "C-007")
    ]


def test_the_four_payers_of_the_mixed_table_each_get_what_they_take():
    p = practice(visits=tuple(visit(n) for n in (1, 2, 3, 4)))
    assert states(p) == {"C-001": "ready", "C-002": "ready", "C-003": "not billed", "C-004": "ready"}
    assert codes_of(p, "C-003") == ["CLAIM_SELF_PAY"]


def test_a_payers_least_number_is_met_for_one_payer_and_not_for_another():
    strict = (payer("Aetna"), payer("BCBS", minimum_present=3))
    p = practice(payers=strict, visits=(visit(1), visit(2)))
    assert states(p) == {"C-001": "ready", "C-002": "held"}
    assert codes_of(p, "C-002") == ["CLAIM_GROUP_TOO_SMALL"]


@pytest.mark.parametrize(("most", "code"), [(5, []), (4, ["CLAIM_GROUP_TOO_LARGE"])])
def test_everyone_present_counts_for_the_greatest_number_whoever_pays(most, code):
    p = practice(payers=(payer(maximum_present=most), *four_payers()[1:]), visits=tuple(visit(n) for n in range(1, 6)))
    assert codes_of(p) == code


def test_a_row_that_cannot_be_read_may_make_a_group_too_large():
    p = two_of_aetna(payers=(payer(maximum_present=2),), in_question=frozenset({("Attendance", "G-01/05/C-002")}))
    assert codes_of(p) == ["CLAIM_GROUP_UNREAD"]


HELD = [
    ("visits", {"signed": None}, "CLAIM_NOTE_NOT_SIGNED"),
    ("visits", {"signed": "ZZ"}, "CLAIM_SIGNER_UNKNOWN"),
    ("staff", {"role": l.Role.BILLER}, "CLAIM_SIGNER_NO_CLINICIAN"),
    ("visits", {"signed_on": date(2026, 3, 2)}, "CLAIM_NOTE_SIGNED_EARLY"),
    ("visits", {"signed_on": None}, "CLAIM_NOTE_NOT_DATED"),
    ("payers", {"enrolled": "XX"}, "CLAIM_NOT_TAKEN_IN"),
    ("visits", {"on": date(2026, 3, 2)}, "CLAIM_DATE_DIFFERS"),
    ("visits", {"held": frozenset({"claims"})}, "CLAIM_CELL_IN_QUESTION"),
    ("visits", {"mark": l.Mark.LATE}, "CLAIM_TIME_MISSING"),
    ("visits", {"client_id": "C-099"}, "CLAIM_ROW_MISSING"),
    ("visits", {"session_id": "G-09/01"}, "CLAIM_ROW_MISSING"),
    ("sessions", {"was_held": l.YesNo.NO}, "CLAIM_SESSION_NOT_HELD"),
    ("sessions", {"cancelled_because": "Snow"}, "CLAIM_SESSION_NOT_HELD"),
    ("sessions", {"held": frozenset({"claims"})}, "CLAIM_CELL_IN_QUESTION"),
    ("sessions", {"facilitator": "ZZ"}, "CLAIM_CLINICIAN_UNKNOWN"),
    ("groups", {"fee": None}, "CLAIM_FEE_MISSING"),
    ("groups", {"fee": Decimal(0)}, "CLAIM_FEE_MISSING"),
    ("groups", {"held": frozenset({"claims"})}, "CLAIM_CELL_IN_QUESTION"),
    ("roster", {"start": date(2026, 3, 4)}, "CLAIM_NOT_ON_ROSTER"),
    ("roster", {"end": date(2026, 3, 2)}, "CLAIM_NOT_ON_ROSTER"),
    ("roster", {"diagnoses": ()}, "CLAIM_DIAGNOSIS_MISSING"),
    ("roster", {"diagnoses": ("anxious",)}, "CLAIM_DIAGNOSIS_FORM"),
    ("roster", {"diagnoses": ("F41.1", "f411")}, "CLAIM_DIAGNOSIS_COUNT"),
    ("roster", {"held": frozenset({"claims"})}, "CLAIM_CELL_IN_QUESTION"),
    ("clients", {"born": date(2026, 3, 4)}, "CLAIM_BEFORE_BIRTH"),
    ("clients", {"payer": None}, "CLAIM_PAYER_BLANK"),
    ("clients", {"payer": "Cigna"}, "CLAIM_PAYER_NO_RULE"),
    ("clients", {"held": frozenset({"claims"})}, "CLAIM_CELL_IN_QUESTION"),
    ("payers", {"since": date(2026, 3, 4)}, "CLAIM_PAYER_NO_RULE"),
    ("payers", {"held": frozenset({"claims"})}, "CLAIM_CELL_IN_QUESTION"),
    ("payers", {"presence_rule": None}, "CLAIM_PAYER_COLUMN"),
    ("staff", {"held": frozenset({"claims"})}, "CLAIM_CELL_IN_QUESTION"),
]


def changed(tab: str, cells: dict):
    p = two_of_aetna()
    rows = getattr(p, tab)
    return replace(p, **{tab: (rows[0].model_copy(update=cells), *rows[1:])})


@pytest.mark.parametrize(("tab", "cells", "code"), HELD)
def test_one_cell_holds_the_line_and_says_why(tab, cells, code):
    bill = wanted_claims(changed(tab, cells), NOW).bills[0]
    assert bill.state == "held"
    assert code in {r.code for r in bill.reasons}


def test_a_fee_that_cannot_be_read_is_not_called_blank():
    p = changed("groups", {"fee": None, "held": frozenset({"claims"})})
    assert codes_of(p) == ["CLAIM_CELL_IN_QUESTION"]


@pytest.mark.parametrize(
    ("tab", "row", "gone"),
    [
        ("Sessions", "G-01/05", "sessions"),
        ("Groups", "G-01", "groups"),
        ("Clients", "C-001", "clients"),
        ("Payers", "Aetna|2026-01-01", "payers"),
        ("Staff", "MC", "staff"),
    ],
)
def test_a_line_waits_for_the_row_that_could_not_be_read_and_names_it(tab, row, gone):
    p = two_of_aetna(**{gone: ()}, in_question=frozenset({(tab, row)}))
    reasons = [r for r in wanted_claims(p, NOW).bills[0].reasons if r.code == "CLAIM_ROW_IN_QUESTION"]
    assert [r.rows for r in reasons] == [(row,)]


def test_a_newer_contract_that_cannot_be_read_holds_the_line_though_an_older_one_can():
    p = two_of_aetna(in_question=frozenset({("Payers", "AETNA|2026-02-01"), ("Payers", "Aetna|2026-04-01")}))
    assert codes_of(p) == ["CLAIM_ROW_IN_QUESTION"]


@pytest.mark.parametrize(("row", "waits"), [("Aetna|soon", True), ("Aetna", True), ("Cigna|2026-02-01", False)])
def test_a_row_of_the_payer_whose_day_nobody_can_read_may_be_the_one_in_force(row, waits):
    p = two_of_aetna(in_question=frozenset({("Payers", row)}))
    assert codes_of(p) == (["CLAIM_ROW_IN_QUESTION"] if waits else [])


@pytest.mark.parametrize(
    ("held", "codes"), [((), ["CLAIM_CLINICIAN_BLANK"]), (("claims",), ["CLAIM_CELL_IN_QUESTION"])]
)
def test_a_session_that_nobody_led_is_asked_about_once(held, codes):
    p = two_of_aetna(groups=(group(facilitator=None),), sessions=(session(facilitator=None, held=frozenset(held)),))
    assert codes_of(p) == codes


def test_a_claim_waits_with_a_note_that_has_no_words():
    p = two_of_aetna()
    waiting = wanted_claims(p, NOW, notes_held={"G-01/05/C-001"})
    assert [(b.state, [r.code for r in b.reasons], bool(b.digest)) for b in waiting.bills] == [
        ("held", ["CLAIM_NOTE_WAITS"], False),
        ("ready", [], True),
    ]
    assert waiting.of_claim[claim_id("riverbend", "G-01/05/C-001")].state == "held"
    alone = corrected(p, "C-001", do_not_bill=l.YesNo.YES)
    assert wanted_claims(alone, NOW, notes_held={"G-01/05/C-001"}).bills[0].state == "not billed"


def test_every_reason_is_told_in_the_order_of_the_guide():
    p = changed("visits", {"signed": None, "mark": l.Mark.LATE})
    p = replace(p, verifications=(), details=p.details.model_copy(update={"billing_npi": None}))
    assert codes_of(p) == [
        "CLAIM_TIME_MISSING",
        "CLAIM_NOTE_NOT_SIGNED",
        "COVER_NEVER_VERIFIED",
        "CLAIM_SETTING_MISSING",
    ]


NEVER = [
    ("groups", {"type": l.GroupType.PSYCHOEDUCATION}, "CLAIM_PSYCHOEDUCATION"),
    ("visits", {"do_not_bill": l.YesNo.YES}, "CLAIM_DO_NOT_BILL"),
    ("roster", {"billable": l.YesNo.NO}, "CLAIM_BILLABLE_NO"),
    ("payers", {"kind": l.PayerKind.SELF_PAY}, "CLAIM_SELF_PAY"),
    ("payers", {"network": l.Network.OUT}, "CLAIM_SUPERBILL"),
    ("payers", {"bill_as": l.BillAs.SUPERBILL}, "CLAIM_SUPERBILL"),
    ("payers", {"bill_as": l.BillAs.NONE}, "CLAIM_PAYER_GETS_NONE"),
    ("clients", {"payer": "self-pay"}, "CLAIM_SELF_PAY"),
]


@pytest.mark.parametrize(("tab", "cells", "code"), NEVER)
def test_some_visits_are_never_billed_and_say_why(tab, cells, code):
    bill = wanted_claims(changed(tab, cells), NOW).bills[0]
    assert (bill.state, [r.code for r in bill.reasons]) == ("not billed", [code])


@pytest.mark.parametrize(("network", "bill_as"), [(None, None), (l.Network.OUT, l.BillAs.CLAIM)])
def test_a_payer_in_the_network_or_set_to_claims_gets_a_claim(network, bill_as):
    assert codes_of(changed("payers", {"network": network, "bill_as": bill_as})) == []


def complexity() -> list[tuple]:
    """Every factor, answer of the payer and fee, with the tasks that follow; the second line needs all three."""
    found = []
    for factor, pays, fee in product((None, *l.Factor), (None, *l.YesNo), (None, Decimal(0), Decimal(15))):
        recorded = factor not in (None, l.Factor.NONE)
        both = recorded and pays is l.YesNo.YES and fee == 15
        unknown = ["CLAIM_COMPLEXITY_UNKNOWN"] if recorded and pays is None else []
        blank = ["CLAIM_COMPLEXITY_FEE"] if recorded and pays is l.YesNo.YES and fee != 15 else []
        found.append((factor, pays, fee, ["90853", "90785"] if both else ["90853"], [*unknown, *blank]))
    return found


@pytest.mark.parametrize(("factor", "pays", "fee", "codes", "tasks"), complexity())
def test_interactive_complexity_needs_a_factor_a_payer_and_a_fee(factor, pays, fee, codes, tasks):
    p = two_of_aetna(payers=(payer(pays_90785=pays),), groups=(group(complexity_fee=fee),))
    wanted = wanted_claims(corrected(p, "C-001", factor=factor, attended=l.Attends.VIDEO_HOME), NOW)
    assert [c.code for c in wanted.bills[0].charges] == codes
    assert {c.modifiers for c in wanted.bills[0].charges} == {("95",)}
    assert [t.reason.code for t in wanted.tasks] == tasks
    assert wanted.bills[0].state == "ready"


@pytest.mark.parametrize("answer", [None, *l.SameDay])
def test_an_individual_service_on_the_same_day_asks_for_evidence_and_adds_no_modifier(answer):
    other = OtherService(service_id="S-1", on=date(2026, 3, 3), client_id="C-001", code="90834", starts=time(9))
    p = two_of_aetna(payers=(payer(same_day_individual=answer),), other_services=(other,))
    wanted = wanted_claims(p, NOW)
    assert [(t.about, t.reason.code) for t in wanted.tasks] == [("G-01/05/C-001", "CLAIM_SAME_DAY")]
    assert [b.state for b in wanted.bills] == ["ready", "ready"]
    assert {m for b in wanted.bills for c in b.charges for m in c.modifiers} == set()


def test_an_individual_service_of_another_day_or_client_asks_for_nothing():
    other = OtherService(service_id="S-1", on=date(2026, 3, 2), client_id="C-001", code="90834")
    elses = OtherService(service_id="S-2", on=date(2026, 3, 3), client_id="C-002", code="90834")
    assert wanted_claims(two_of_aetna(other_services=(other, elses)), NOW).tasks == ()


@pytest.mark.parametrize(("days", "late"), [(1, False), (0, True)])
def test_claims_are_taken_up_to_the_last_day_to_file(days, late):
    assert ("CLAIM_FILING_LATE" in codes_of(two_of_aetna(payers=(payer(days_to_file=days),)))) is late


def test_a_session_in_the_future_is_not_billed():
    p = two_of_aetna(sessions=(session(on=date(2026, 3, 5)),), visits=(visit(1, on=date(2026, 3, 5)),))
    assert "CLAIM_DATE_FUTURE" in codes_of(p)


@pytest.mark.parametrize(
    ("mark", "code"),
    [(None, "CLAIM_NO_MARK"), (l.Mark.NO_SHOW, "CLAIM_ABSENT"), (l.Mark.PRESENT, None), (l.Mark.LATE, None)],
)
def test_a_visit_without_a_line_says_why(mark, code):
    why = why_no_line(visit(mark=mark))
    assert (why.code if why else None) == code


def test_a_claims_number_is_short_opaque_and_the_same_at_every_pass():
    number = claim_id("riverbend", "G-01/05/C-001")
    assert number == claim_id("riverbend", "G-01/05/C-001")
    assert len(number) == 12
    assert number.isalnum()
    assert number.isupper()
    assert number not in (claim_id("oak", "G-01/05/C-001"), claim_id("riverbend", "G-01/05/C-001", 2))


MARKS = st.sampled_from([None, *l.Mark])


@settings(max_examples=60, deadline=None)
@given(st.lists(MARKS, min_size=7, max_size=7), st.booleans(), st.randoms(use_true_random=False))
def test_each_present_visit_has_exactly_one_state_and_nobody_else_a_line(marks, signed, order):
    rows = [visit(n, mark=m, signed="MC" if signed else None) for n, m in enumerate(marks, start=1)]
    p = practice(visits=tuple(rows))
    bills = wanted_claims(p, NOW).bills
    assert [b.visit.client_id for b in bills] == [v.client_id for v in rows if v.mark in PRESENT]
    assert all(bool(b.digest) == (b.state == "ready") and bool(b.reasons) == (b.state != "ready") for b in bills)
    shuffled = {name: order.sample(getattr(p, name), len(getattr(p, name))) for name in ROWS}
    again = wanted_claims(replace(p, **{name: tuple(x) for name, x in shuffled.items()}), NOW)
    assert again.of_visit == {b.visit.visit_id: b for b in bills}


ROWS = ("staff", "groups", "payers", "clients", "roster", "verifications", "sessions", "visits")


def test_a_dependent_is_billed_under_the_holder_and_members_differ_in_their_diagnoses():
    child = client(1, holder=l.Holder.CHILD, holder_first_name="Rhea", holder_last_name="Quill")
    p = two_of_aetna(clients=(child, client(5)), roster=(member(1, diagnoses=("F40.10",)), member(5)))
    lines = claim_lines(wanted_claims(p, NOW), p, History())
    assert [(x.diagnoses, x.state) for x in lines] == [(("F40.10",), "ready"), (("F41.1",), "ready")]


def test_a_signature_by_full_name_counts_as_by_initials():
    p = two_of_aetna(staff=(staff(name="Maya Chen"),))
    assert codes_of(corrected(p, "C-001", signed="maya chen")) == []


def test_the_guides_absent_members_have_no_line():
    seen = {b.visit.client_id for b in wanted_claims(practice(visits=guide_visits()), NOW).bills}
    assert seen == {"C-001", "C-002", "C-004", "C-006", "C-007"}
