"""A group in numbers: the guide's break-even of 150 / 38, and its revenue per clinician hour."""

from decimal import Decimal

import pytest

from domain import lists as l
from domain.viability import GroupNumbers, expected_revenue, group_numbers
from tests.domain.claims_build import DETAILS, NOW, client, group, member, payer, practice

D = Decimal


def numbers(held: tuple[int, ...] = (), **tabs) -> GroupNumbers:
    sessions = tabs.pop("sessions", practice().sessions)
    p = practice(sessions=sessions, **tabs)
    return group_numbers(p, {s.session_id: n for s, n in zip(sessions, held, strict=False)}, NOW)[0]


@pytest.mark.parametrize(
    ("cost", "rate", "wanted"),
    [
        (150, 38, 4),  # the guide: 3.95 is 4
        (152, 38, 4),
        (153, 38, 5),
        (150, 32, 5),
        (0, 38, None),
        (150, None, None),
    ],
)
def test_break_even_is_the_cost_by_what_a_member_brings_rounded_up(cost, rate, wanted):
    found = numbers(
        groups=(group(facilitator_cost=D(cost)),),
        payers=(payer(rate=D(rate) if rate else None),),
        clients=tuple(client(n, payer="Aetna") for n in range(1, 8)),
    )
    assert found.break_even == wanted


def test_revenue_per_hour_is_of_those_present_in_an_hour_of_the_group():
    found = numbers(
        (8,),
        groups=(group(minutes=90, facilitator_cost=D(100), room_cost=D(50)),),
        payers=(payer(rate=D(40)),),
        clients=tuple(client(n, payer="Aetna") for n in range(1, 8)),
        details=DETAILS.model_copy(update={"individual_rate": D(150), "individual_minutes": 53}),
    )
    assert (found.cost, found.average_present, found.per_hour) == (D(150), D(8), D("213.33"))
    assert found.individual_per_hour == D("169.81")
    assert (found.sessions_held, found.attendance, found.enrolled) == (1, (8,), 7)


def test_without_sessions_prices_or_times_there_is_no_number_rather_than_a_zero():
    found = numbers(groups=(group(minutes=None),), payers=())
    assert (found.average_present, found.average_revenue, found.per_hour, found.individual_per_hour) == (None,) * 4


@pytest.mark.parametrize(
    ("cells", "rule", "wanted"),
    [
        ({"payer": "Aetna"}, {}, 38),
        ({"payer": "Aetna"}, {"bill_as": l.BillAs.SUPERBILL}, 45),
        ({"payer": "Aetna"}, {"bill_as": l.BillAs.NONE}, 45),
        ({"payer": "Aetna"}, {"kind": l.PayerKind.SELF_PAY}, 45),
        ({"payer": "Aetna", "self_pay_rate": D(30)}, {"kind": l.PayerKind.SELF_PAY}, 30),
        ({"payer": "Nobody"}, {}, None),
    ],
)
def test_a_member_brings_the_contract_rate_or_what_they_pay_themselves(cells, rule, wanted):
    g = group(self_pay_fee=D(45))
    p = practice(clients=(client(1, **cells),), payers=(payer(rate=D(38), **rule),), groups=(g,))
    assert expected_revenue(p, g, member(1), NOW.date()) == (None if wanted is None else D(wanted))


def test_a_member_whose_client_row_waits_brings_nothing_known():
    assert expected_revenue(practice(clients=()), group(), member(1), NOW.date()) is None
