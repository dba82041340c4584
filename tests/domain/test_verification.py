"""A payer call: its seven points, whether it settles them, when to call again, and how long it is good."""

from datetime import date
from decimal import Decimal

import pytest

from domain import lists as l
from domain.details import Details
from domain.verification import call_back_on, good_until, is_refused, is_settled, open_points, pays_by_insurance
from tests.domain.claims_build import call, payer, practice

YES, NO, NOT_SURE = l.YesNoUnsure.YES, l.YesNoUnsure.NO, l.YesNoUnsure.NOT_SURE
HAVE = l.Authorization.HAVE_IT
SETTLED = {"in_network": l.NetworkAnswer.IN, "deductible_applies": NO}


def of(**cells):
    return call(1, **SETTLED | cells)


@pytest.mark.parametrize(
    ("cells", "points"),
    [
        ({}, ()),
        ({"plan_active": None}, ("active coverage",)),
        ({"plan_active": NOT_SURE}, ("active coverage",)),
        ({"in_network": None}, ("network",)),
        ({"in_network": l.NetworkAnswer.NOT_SURE}, ("network",)),
        ({"in_network": l.NetworkAnswer.OUT}, ()),  # an answer, too
        ({"group_covered": None}, ("group therapy covered",)),
        ({"group_covered": NOT_SURE}, ("group therapy covered",)),
        ({"copay": None}, ("copay or coinsurance",)),
        ({"copay": None, "coinsurance": Decimal(20)}, ()),
        ({"copay": Decimal(0)}, ()),
        ({"deductible_applies": None}, ("deductible",)),
        ({"deductible_applies": NOT_SURE}, ("deductible",)),
        ({"deductible_applies": YES, "deductible": Decimal(500)}, ("deductible",)),
        ({"deductible_applies": YES, "deductible_met": Decimal(0)}, ("deductible",)),
        ({"deductible_applies": YES, "deductible": Decimal(500), "deductible_met": Decimal(0)}, ()),
        ({"session_limit": 20}, ("sessions used so far",)),
        ({"session_limit": 20, "sessions_used": 0}, ()),
        ({"authorization": None}, ("authorization",)),
        ({"authorization": l.Authorization.NOT_SURE}, ("authorization",)),
        ({"authorization": l.Authorization.MUST_ASK}, ()),  # a matter of its own, not of the call
        ({"authorization": HAVE}, ("authorization",)),
        ({"authorization": HAVE, "authorization_number": "A1"}, ("authorization",)),
        ({"authorization": HAVE, "authorized_sessions": 12}, ("authorization",)),
        ({"authorization": HAVE, "authorization_number": "A1", "authorized_sessions": 0}, ()),
        ({"authorization": None, "copay": None, "plan_active": None}, ("active coverage", "copay or coinsurance", "authorization")),
    ],
)  # fmt: skip
def test_each_of_the_seven_points_is_open_until_it_is_answered(cells, points):
    assert open_points(of(**cells)) == points
    assert is_settled(of(**cells)) is (points == ())


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ({}, False),
        ({"plan_active": NO}, True),
        ({"group_covered": NO}, True),
        ({"result": l.VerificationResult.NOT_COVERED}, True),
        ({"result": l.VerificationResult.CALL_BACK}, False),
        ({"in_network": l.NetworkAnswer.OUT}, False),
    ],
)
def test_a_no_to_the_plan_or_to_groups_is_a_refusal_whatever_the_result_says(cells, refused):
    assert is_refused(of(**cells)) is refused


@pytest.mark.parametrize(
    ("cells", "settled"),
    [
        ({}, True),
        ({"result": None}, False),
        ({"result": l.VerificationResult.CALL_BACK}, False),
        ({"group_covered": NO}, False),
        ({"carve_out": "Mind Benefits"}, False),
        ({"carve_out": ""}, True),
    ],
)
def test_a_call_settles_the_matter_with_a_yes_to_all_of_it(cells, settled):
    assert is_settled(of(**cells)) is settled


@pytest.mark.parametrize(
    ("called", "agreed", "days", "wanted"),
    [
        (date(2026, 1, 5), None, 7, date(2026, 1, 12)),  # Monday to Monday
        (date(2026, 1, 9), None, 7, date(2026, 1, 16)),  # Friday to Friday
        (date(2026, 1, 10), None, 7, date(2026, 1, 19)),  # a Saturday goes to Monday
        (date(2026, 1, 11), None, 7, date(2026, 1, 19)),  # a Sunday too
        (date(2026, 1, 5), None, 3, date(2026, 1, 8)),
        (date(2026, 1, 5), date(2026, 1, 7), 7, date(2026, 1, 7)),
        (date(2026, 1, 5), date(2026, 1, 31), 7, date(2026, 2, 2)),
    ],
)
def test_the_next_call_is_the_one_agreed_or_a_week_later_and_never_on_a_weekend(called, agreed, days, wanted):
    assert call_back_on(of(called_on=called, call_back_on=agreed), Details(call_back_days=days)) == wanted


@pytest.mark.parametrize(
    ("called", "starts", "days", "last"),
    [
        (date(2026, 1, 5), None, 90, date(2026, 4, 5)),
        (date(2026, 1, 5), None, 30, date(2026, 2, 4)),
        (date(2025, 12, 15), None, 90, date(2025, 12, 31)),
        (date(2026, 5, 1), date(2025, 7, 1), 90, date(2026, 6, 30)),
        (date(2026, 7, 1), date(2025, 7, 1), 90, date(2026, 9, 29)),  # a new year has just begun
        (date(2026, 2, 27), date(2024, 2, 29), 90, date(2026, 2, 27)),  # February 29 stands for the 28th
    ],
)
def test_a_call_is_good_for_the_practices_days_but_not_past_its_benefit_year(called, starts, days, last):
    details = Details(verification_days=days)
    assert good_until(of(called_on=called, benefit_year_starts=starts), details) == last


@pytest.mark.parametrize(
    ("name", "rules", "pays"),
    [
        (None, (), False),
        ("", (), False),
        ("Self-pay", (), False),
        (" self-PAY ", (), False),
        ("Aetna", (), True),  # no row yet: somebody has to call
        ("Aetna", (payer("Aetna"),), True),
        ("Aetna", (payer("Aetna", network=l.Network.OUT),), True),
        ("Cash", (payer("Cash", kind=l.PayerKind.SELF_PAY),), False),
        ("Grant", (payer("Grant", bill_as=l.BillAs.NONE),), False),
        ("Grant", (payer("Grant", bill_as=l.BillAs.SUPERBILL),), True),
        ("Grant", (payer("Grant", bill_as=l.BillAs.NONE, since=date(2026, 4, 1)),), True),  # not in force yet
    ],
)
def test_a_payer_is_called_unless_the_person_pays_alone_or_nothing_is_billed(name, rules, pays):
    assert pays_by_insurance(practice(payers=rules), name, date(2026, 3, 3)) is pays
