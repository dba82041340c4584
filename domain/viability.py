"""Whether a group carries itself: costs, expected revenue on this roster, break-even, revenue per clinician hour."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal

from domain.lists import BillAs, PayerKind
from domain.practice import Practice
from domain.records import Group, Membership
from domain.rollcall import today as _today
from domain.seats import enrolled
from domain.value import Value

CENTS = Decimal("0.01")


class GroupNumbers(Value):
    """What one group looks like in numbers; money is in dollars, None where a price or a time is missing.

    ``break_even`` is rounded up (150 / 38 is 4). ``per_hour`` is expected revenue of those present, a clinician's hour.
    """

    group_id: str
    name: str
    enrolled: int
    sessions_held: int
    average_present: Decimal | None
    average_revenue: Decimal | None
    cost: Decimal
    break_even: int | None
    per_hour: Decimal | None
    individual_per_hour: Decimal | None
    attendance: tuple[int, ...]


def group_numbers(practice: Practice, held: dict[str, int], now: datetime) -> tuple[GroupNumbers, ...]:
    """The numbers of each group; ``held`` maps each session that took place to the members present."""
    return tuple(_numbers(practice, group, held, now) for group in practice.groups)


def _numbers(practice: Practice, group: Group, held: dict[str, int], now: datetime) -> GroupNumbers:
    sessions = [s for s in practice.sessions_of_group.get(group.group_id, ()) if s.session_id in held]
    present = tuple(held[s.session_id] for s in sorted(sessions, key=lambda s: s.on))
    day = _today(practice.details, now)
    members = enrolled(practice, group, day)
    revenue = _average(x for m in members if (x := expected_revenue(practice, group, m, day)) is not None)
    average = _average(Decimal(n) for n in present)
    cost = sum(
        (x for x in (group.facilitator_cost, group.cofacilitator_cost, group.room_cost, group.materials_cost) if x),
        Decimal(0),
    )
    hours = Decimal(group.minutes) / 60 if group.minutes else None
    d = practice.details
    individual = (
        d.individual_rate / (Decimal(d.individual_minutes) / 60) if d.individual_rate and d.individual_minutes else None
    )
    return GroupNumbers(
        group_id=group.group_id,
        name=group.name,
        enrolled=len({m.client_id for m in members}),
        sessions_held=len(present),
        average_present=average,
        average_revenue=revenue,
        cost=cost,
        break_even=int((cost / revenue).to_integral_value(ROUND_CEILING)) if cost and revenue else None,
        per_hour=(revenue * average / hours).quantize(CENTS) if revenue and average and hours else None,
        individual_per_hour=individual.quantize(CENTS) if individual else None,
        attendance=present,
    )  # fmt: skip


def expected_revenue(practice: Practice, group: Group, member: Membership, day: date) -> Decimal | None:
    """What one session of this member brings: the payer's contract rate, or what they pay themselves."""
    client = practice.client.get(member.client_id)
    rule = practice.rule_for(client.insured_on(day).payer, day) if client else None
    if client is None or rule is None:
        return None
    if rule.kind is PayerKind.SELF_PAY or rule.bill_as in (BillAs.NONE, BillAs.SUPERBILL):
        return next(
            (x for x in (client.self_pay_rate, group.self_pay_fee, rule.rate, group.fee) if x is not None), None
        )
    return rule.rate


def _average(numbers: Iterable[Decimal]) -> Decimal | None:
    found = list(numbers)
    return (sum(found, Decimal(0)) / len(found)).quantize(CENTS) if found else None
