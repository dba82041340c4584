"""Who bears the price of a visit: the client, with or without a superbill, a plan, or nobody."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.billing import bill_as, says_self_pay
from domain.facts import Facts
from domain.lists import BillAs, GroupType, PayerKind, YesNo
from domain.plan_change import unsettled
from domain.practice import Practice
from domain.records import Client, Group, Membership, PayerRule, Session, Visit
from domain.remittance import NOTHING
from domain.value import Record

Bearer = Literal["client", "superbill", "plan", "nobody"]
OWN = ("client", "superbill")
"""Who pays the practice themselves."""


@dataclass(frozen=True)
class Share:
    """Who bears a visit's price; where the client does, their own price, the group's fee of that day, the plan's rule."""

    bearer: Bearer
    price: Decimal = NOTHING
    fee: Decimal | None = None
    rule: PayerRule | None = None


@dataclass(frozen=True)
class Unclear:
    """A row that keeps an account from being told: the code of the sentence, its tab and its ID."""

    code: str
    tab: str
    row: str


def share(practice: Practice, visit: Visit, session: Session) -> Share | Unclear:
    """Who bears the price of a visit at which the client was present."""
    client, group = practice.client.get(visit.client_id), practice.group.get(session.group_id)
    if client is None or _waits(client):
        return Unclear("STATEMENT_CELL", "Clients", visit.client_id)
    if group is None or "statements" in group.held:
        return Unclear("STATEMENT_CELL", "Groups", session.group_id)
    member = practice.membership(visit, group.group_id)
    if unread := _unread_membership(practice, member):
        return unread
    if visit.do_not_bill is YesNo.YES or (member is not None and member.billable is YesNo.NO):
        return Share("nobody")
    rule = _rule(practice, client, visit.on)
    if isinstance(rule, Unclear):
        return rule
    bearer = _bearer(rule, group)
    return _priced(bearer, client, group.priced_on(visit.on), rule) if bearer in OWN else Share(bearer)


def _rule(practice: Practice, client: Client, on: date) -> PayerRule | Unclear | None:
    """The rule of the plan that a client had on a day; None for who pays alone without one."""
    calls = practice.verifications_about.get(client.client_id, ())
    insured = client.insured_on(on)
    rule = practice.rule_for(insured.payer, on)
    if unsettled(client, on, calls, practice.insurers) or (rule is None and not says_self_pay(insured.payer)):
        return Unclear("STATEMENT_PLAN_OPEN", "Clients", client.client_id)
    if unread := Facts(practice, on).rule_in_question(insured.payer or "", on):
        return Unclear("STATEMENT_CELL", "Payers", unread)
    return Unclear("STATEMENT_CELL", "Payers", rule.row_id) if rule and _waits(rule) else rule


def _waits(row: Record) -> bool:
    """Whether a cell of a row could not be read that a price may hang on."""
    return not row.held.isdisjoint(("claims", "statements"))


def _unread_membership(practice: Practice, member: Membership | None) -> Unclear | None:
    """Whether it is not known if a member is billed: their row waits, or may be one that does."""
    if member is not None:
        return Unclear("STATEMENT_CELL", "Roster", member.roster_id) if _waits(member) else None
    rows = sorted(row for tab, row in practice.in_question if tab == "Roster")
    return Unclear("STATEMENT_CELL", "Roster", rows[0]) if rows else None


def _bearer(rule: PayerRule | None, group: Group) -> Bearer:
    if rule is None or rule.kind is PayerKind.SELF_PAY:
        return "client"
    if group.type is GroupType.PSYCHOEDUCATION:
        return "nobody"
    gets = bill_as(rule)
    return "plan" if gets is BillAs.CLAIM else "superbill" if gets is BillAs.SUPERBILL else "nobody"


def _priced(bearer: Bearer, client: Client, group: Group, rule: PayerRule | None) -> Share | Unclear:
    """Their own rate, else the group's for people who pay alone, else its fee; a superbill starts from the fee."""
    if group.fee_from is None and group.fee_before is not None:
        return Unclear("STATEMENT_NO_PRICE", "Groups", group.group_id)
    prices = (client.self_pay_rate, group.self_pay_fee if bearer == "client" else None, group.fee)
    price = next((x for x in prices if x is not None), None)
    if price is None or price < 0:
        return Unclear("STATEMENT_NO_PRICE", "Groups", group.group_id)
    return Share(bearer, price, group.fee, rule)
