"""Whether a payer lets a no-show fee be charged: Medicaid never, Medicare only where all are, the others as their row says."""

from datetime import date
from decimal import Decimal

import pytest

from domain import lists as l
from domain.absences import Absence
from domain.fees import fee_gate, why_no_fee
from tests.domain.claims_build import DETAILS, ON, call, client, payer, practice, session, visit

YES, NO = l.YesNo.YES, l.YesNo.NO
NEVER = "No fee: members with Medicaid may not be charged one."


def aetna(**cells):
    return payer("Aetna", **{"no_show_fee_allowed": YES} | cells)


def medicare(**cells):
    return payer("Medicare", **{"kind": l.PayerKind.MEDICARE, "no_show_fee_allowed": YES} | cells)


def medicaid(**cells):
    return payer("Medicaid", **{"kind": l.PayerKind.MEDICAID, "no_show_fee_allowed": NO} | cells)


def missed(mark=l.Mark.NO_SHOW) -> Absence:
    return Absence(visit(1, mark=mark), session(), mark)


def of(theirs="Aetna", *rules, calls=(), **settings):
    details = DETAILS.model_copy(update={"no_show_fee": Decimal(25)} | settings)
    return practice(clients=(client(1, payer=theirs),), payers=rules, verifications=calls, details=details)


def gate(p) -> tuple[bool, str, str]:
    found = fee_gate(p, missed())
    return found.allowed, found.words, found.task.reason.code if found.task else ""


@pytest.mark.parametrize(
    ("theirs", "rules", "wanted"),
    [
        ("Aetna", (aetna(),), (True, "", "")),
        ("Aetna", (aetna(no_show_fee_allowed=NO),), (False, "No fee: Aetna does not allow one.", "")),
        ("Aetna", (aetna(no_show_fee_allowed=None),), (False, "", "FEE_ALLOWED_BLANK")),
        ("Aetna", (), (False, "", "FEE_PAYER_UNKNOWN")),
        (None, (aetna(),), (False, "", "FEE_PAYER_UNKNOWN")),
        ("Aetna", (aetna(since=date(2026, 3, 4)),), (False, "", "FEE_PAYER_UNKNOWN")),  # the row of that day counts
        ("Aetna", (aetna(no_show_fee_allowed=NO), aetna(since=ON)), (True, "", "")),
        # Medicaid
        ("Medicaid", (medicaid(),), (False, NEVER, "")),
        ("Medicaid", (medicaid(no_show_fee_allowed=None),), (False, NEVER, "")),
        ("Medicaid", (medicaid(no_show_fee_allowed=YES),), (False, NEVER, "FEE_MEDICAID")),
        # Medicare, only where all others are charged too
        ("Medicare", (medicare(), aetna()), (True, "", "")),
        ("Medicare", (medicare(no_show_fee_allowed=NO), aetna()), (False, "No fee: Medicare does not allow one.", "")),
        ("Medicare", (medicare(), aetna(no_show_fee_allowed=NO)), (False, "No fee: Medicare allows one only where all are charged, and members of Aetna are not.", "")),
        ("Medicare", (medicare(), aetna(no_show_fee_allowed=None)), (False, "No fee: Medicare allows one only where all are charged, and members of Aetna are not.", "")),
        ("Medicare", (medicare(), aetna(), medicaid()), (False, "No fee: Medicare allows one only where all are charged, and members of Medicaid are not.", "")),
        ("Medicare", (medicare(), medicaid(no_show_fee_allowed=YES)), (False, "No fee: Medicare allows one only where all are charged, and members of Medicaid are not.", "")),
        ("Medicare", (medicare(), aetna(no_show_fee_allowed=NO, since=date(2026, 3, 4))), (True, "", "")),  # not in force yet
        ("Aetna", (aetna(), medicare(no_show_fee_allowed=NO)), (True, "", "")),  # only Medicare asks for the others
    ],
)  # fmt: skip
def test_the_payers_row_of_that_day_opens_the_gate(theirs, rules, wanted):
    assert gate(of(theirs, *rules)) == wanted


def test_a_practice_may_settle_that_medicaid_does_not_stand_against_medicare():
    rules = (medicare(), aetna(), medicaid())
    assert gate(of("Medicare", *rules, medicare_fee_beside_medicaid=YES)) == (True, "", "")
    assert gate(of("Medicaid", *rules, medicare_fee_beside_medicaid=YES)) == (False, NEVER, "")
    mixed = (medicare(), aetna(no_show_fee_allowed=NO), medicaid())
    assert gate(of("Medicare", *mixed, medicare_fee_beside_medicaid=YES))[0] is False


@pytest.mark.parametrize(
    ("other", "called_on", "allowed"),
    [
        ("Medicaid (QMB)", date(2026, 1, 5), False),
        ("state MEDICAID", ON, False),
        ("Medicaid", date(2026, 3, 4), True),  # found out only later
        ("Blue Shield", date(2026, 1, 5), True),
        (None, date(2026, 1, 5), True),
    ],
)
def test_medicaid_behind_another_plan_counts_as_medicaid(other, called_on, allowed):
    p = of("Aetna", aetna(), calls=(call(1, other_coverage=other, called_on=called_on),))
    assert gate(p) == ((True, "", "") if allowed else (False, NEVER, ""))


def test_the_last_call_before_that_day_tells():
    calls = (
        call(1, other_coverage="Medicaid", called_on=date(2026, 1, 5)), call(2, about="C-001", called_on=date(2026, 2, 5)),
    )  # fmt: skip
    assert gate(of("Aetna", aetna(), calls=calls)) == (True, "", "")


def test_of_a_client_whose_row_cannot_be_read_nothing_is_asked_or_said():
    p = practice(clients=(), payers=(aetna(),))
    assert gate(p) == (False, "", "")


@pytest.mark.parametrize(
    ("mark", "fee", "words"),
    [
        (l.Mark.NO_SHOW, Decimal(25), NEVER),
        (l.Mark.LATE_CANCEL, Decimal(25), NEVER),
        (l.Mark.ABSENT_TOLD, Decimal(25), ""),  # no fee was to be asked about
        (l.Mark.NO_SHOW, None, ""),
    ],
)
def test_why_no_fee_is_asked_about_is_said_where_one_could_be(mark, fee, words):
    assert why_no_fee(of("Medicaid", medicaid(), no_show_fee=fee), missed(mark)) == words
