"""What is worth a look before sending, each at its limit: billing rules 25 to 32 (billing.md 9.3)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain import lists as l
from domain.edits import Case, Others, worth_a_look
from domain.records import OtherService
from tests.domain.claims_build import ON, client, group, member, payer, session, staff, visit
from tests.domain.edits.build import case, sheet, with_row

DAY = timedelta(days=1)


def codes(found) -> list[str]:
    return [r.code for r in found]


def service(**cells) -> OtherService:
    return OtherService(**{"service_id": "O-1", "on": ON, "client_id": "C-001", "code": "90834"} | cells)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (l.SameDay.WITH_59, "wants 59 on the individual code"),
        (l.SameDay.WITH_XE, "wants XE on the individual code"),
        (l.SameDay.NO, "pays one of them"),
        (l.SameDay.YES, "pays both at different times"),
        (None, "ask the payer whether it pays both"),
    ],
)
def test_an_individual_service_of_the_day_asks_for_what_the_payers_row_wants(says, words):
    seen = case(sheet(other_services=(service(),), payers=(payer(same_day_individual=says),)))
    (why,) = worth_a_look.same_day(seen)
    assert (why.code, why.rows, why.rule) == ("CLAIM_SAME_DAY", ("G-01/05/C-001", "O-1"), "Aetna|2026-01-01")
    assert words in why.sentence


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("90837", "Individual service O-1 was on the same day. Write down both times; the payer wants 59"),
        (None, "Individual service O-1 was on the same day. Write down both times; the payer wants 59"),
        ("90847", "Another service (90847) O-1 was on the same day. Write down both times; ask the payer"),
        ("99213", "Another service (99213) O-1 was on the same day. Write down both times; ask the payer"),
    ],
)
def test_what_the_row_says_of_individual_therapy_is_said_of_no_family_session(code, says):
    rule = payer(same_day_individual=l.SameDay.WITH_59)
    (why,) = worth_a_look.same_day(case(sheet(other_services=(service(code=code),), payers=(rule,))))
    assert why.sentence.startswith(says)


@pytest.mark.parametrize("cells", [{"on": ON - DAY}, {"on": ON + DAY}, {"client_id": "C-005"}])
def test_another_day_or_another_client_is_no_matter(cells):
    assert codes(worth_a_look.same_day(case(sheet(other_services=(service(**cells),))))) == []


def test_without_the_payers_row_the_payer_is_asked():
    seen = case(sheet(other_services=(service(),)))
    (why,) = worth_a_look.same_day(replace(seen, bill=replace(seen.bill, parts=None)))
    assert why.rule is None
    assert "ask the payer" in why.sentence


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (None, False), ("", False), ("  ", False), ("No", False), ("none", False), ("N/A", False), ("-", False),
        ("Medicaid", True), ("Blue Shield, spouse's", True), ("not sure", True), ("Nova Health", True),
    ],
)  # fmt: skip
def test_another_plan_may_have_to_pay_first(other, told):
    found = list(worth_a_look.old_benefits(with_row("verifications", other_coverage=other)))
    assert codes(found) == (["COVER_OTHER_PLAN"] if told else [])
    assert all(r.rows == ("V-001",) for r in found)


@pytest.mark.parametrize(
    ("diagnoses", "on", "told"),
    [
        (("F41.1",), ON, []),
        (("f41.9",), ON, ["CLAIM_DIAGNOSIS_VAGUE"]),
        (("F32.A",), ON, ["CLAIM_DIAGNOSIS_VAGUE"]),
        (("F41.1", "F41.9"), ON, []),  # the first one is looked at
        (("G47.00",), ON, ["CLAIM_DIAGNOSIS_BODY"]),
        ((), ON, []),
        # the list of April 2026 is valid up to September 30, 2026: later codes may be newer
        (("F41.7",), date(2026, 9, 30), []),  # that one blocks (edit 7)
        (("F41.1", "F41.7"), date(2026, 10, 1), ["CLAIM_DIAGNOSIS_NEW"]),
        (("F41.1", "4F"), date(2026, 10, 1), []),  # no code at all
        (("F41.1",), date(2026, 10, 1), []),
    ],
)
def test_the_first_diagnosis_says_something_about_behavior_and_stands_on_the_list(diagnoses, on, told):
    seen = with_row("roster", diagnoses=diagnoses)
    of = replace(seen, bill=replace(seen.bill, visit=seen.bill.visit.model_copy(update={"on": on})))
    assert codes(worth_a_look.vague_diagnosis(of)) == told


@pytest.mark.parametrize(
    ("fee", "rate", "told"),
    [(150, 151, True), (150, 150, False), (151, 150, False), (150, None, False), (None, 40, False)],
)
def test_a_fee_below_the_contract_gives_money_away(fee, rate, told):
    seen = with_row("payers", rate=Decimal(rate) if rate else None)
    groups = (group(fee=Decimal(fee) if fee else None),)
    seen = replace(seen, practice=replace(seen.practice, groups=groups))
    assert codes(worth_a_look.low_charge(seen)) == (["CLAIM_FEE_LOW"] if told else [])


@pytest.mark.parametrize(
    ("attended", "licensed", "lives", "told"),
    [
        (l.Attends.VIDEO_HOME, "WI", "IL", True),
        (l.Attends.PHONE_ELSEWHERE, "WI", "IL", True),
        (l.Attends.IN_PERSON, "WI", "IL", False),
        (l.Attends.VIDEO_HOME, " il ", "IL", False),
        (l.Attends.VIDEO_HOME, None, "IL", False),  # nobody wrote it down
        (l.Attends.VIDEO_HOME, "WI", None, False),
    ],
)
def test_a_member_far_away_is_in_a_state_in_which_the_clinician_is_licensed(attended, licensed, lives, told):
    p = sheet(
        staff=(staff(license_state=licensed),),
        clients=(client(1, state=lives), client(5)),
        roster=(member(1, attends=attended), member(5)),
    )
    assert ("CLAIM_LICENSE_STATE" in codes(worth_a_look.far_away(case(p)))) is told


@pytest.mark.parametrize(
    ("days_gone", "state", "told"),
    [
        (59, "held", []),
        (60, "held", ["CLAIM_FILING_HALF"]),
        (60, "ready", []),  # a ready line goes out with the next batch
        (95, "held", ["CLAIM_FILING_HALF"]),
        (95, "ready", []),
        (96, "ready", ["CLAIM_FILING_SOON"]),
        (120, "ready", ["CLAIM_FILING_SOON"]),
        (121, "held", []),  # too late: that is held for good, with another reason
    ],
)
def test_half_and_then_four_fifths_of_120_days_to_file_are_over(days_gone, state, told):
    seen = case()
    of = replace(seen, bill=replace(seen.bill, state=state), today=ON + days_gone * DAY)
    assert codes(worth_a_look.time_to_file(of)) == told


@pytest.mark.parametrize(
    ("kind", "holder", "told"),
    [
        (l.PayerKind.MEDICAID, l.Holder.CHILD, True),
        (l.PayerKind.MEDICARE, l.Holder.SPOUSE, True),
        (l.PayerKind.MEDICAID, l.Holder.SELF, False),
        (l.PayerKind.MEDICAID, None, False),
        (l.PayerKind.COMMERCIAL, l.Holder.CHILD, False),
        (l.PayerKind.TRICARE, l.Holder.CHILD, False),  # the sponsor holds it
    ],
)
def test_whom_medicaid_or_a_medicare_plan_insures_is_insured_alone(kind, holder, told):
    seen = case(sheet(payers=(payer(kind=kind),), clients=(client(1, holder=holder), client(5))))
    assert codes(worth_a_look.own_policy(seen)) == (["CLAIM_OWN_POLICY"] if told else [])


@pytest.mark.parametrize("days_to_file", [None, 0])
def test_a_payer_without_days_to_file_has_no_half_of_them(days_to_file):
    seen = with_row("payers", days_to_file=days_to_file)
    assert codes(worth_a_look.time_to_file(replace(seen, today=ON + 100 * DAY))) == []


@pytest.mark.parametrize(("supervisor", "told"), [("TT", ["CLAIM_SUPERVISED"]), (None, []), ("", [])])
def test_who_works_under_a_supervisor_may_be_billed_under_that_person(supervisor, told):
    assert codes(worth_a_look.supervised(with_row("staff", supervisor=supervisor))) == told


def lonely(lines: int, marks, today=ON + DAY) -> list[str]:
    visits = tuple(visit(n, mark=mark) for n, mark in enumerate(marks, start=1))
    of = case(sheet(visits=(visit(1), visit(5))))
    p = replace(of.practice, sessions=(session(),), visits=visits)
    found = list(
        worth_a_look.lonely_line(replace(of, practice=p, today=today, others=Others(in_session={"G-01/05": lines})))
    )
    assert all("2" in r.sentence for r in found)
    return codes(found)


PRESENT = l.Mark.PRESENT


@pytest.mark.parametrize(
    ("lines", "marks", "today", "told"),
    [
        (1, (PRESENT, None, None), ON + DAY, True),
        (1, (PRESENT, None, None), ON + 29 * DAY, True),
        (1, (PRESENT, None, None), ON + 30 * DAY, False),  # by then nobody will mark them
        (2, (PRESENT, None, None), ON + DAY, False),
        (1, (PRESENT, l.Mark.NO_SHOW), ON + DAY, False),
        (1, (None,), ON + DAY, False),  # their own mark is not another's
    ],
)
def test_the_only_line_of_a_session_waits_for_the_marks_of_the_others(lines, marks, today, told):
    assert lonely(lines, marks, today) == (["CLAIM_LONELY"] if told else [])


@pytest.mark.parametrize(
    "check",
    [
        worth_a_look.vague_diagnosis, worth_a_look.low_charge, worth_a_look.far_away, worth_a_look.time_to_file,
        worth_a_look.supervised,
    ],
)  # fmt: skip
def test_a_line_whose_rows_are_not_known_raises_nothing(check):
    seen = case()
    bare = Case(replace(seen.bill, parts=None), seen.practice, ON)
    assert codes(check(bare)) == []
