"""What could be billed as the practice stands, whatever was sent before."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from domain.billing import Bill, bill_visit, has_factor, in_order
from domain.counting import Place, counted
from domain.edits.case import Case
from domain.edits.worth_a_look import old_benefits, own_policy, same_day
from domain.facts import Facts
from domain.lists import Holder, YesNo
from domain.practice import Practice
from domain.reasons import Reason, Task, reason
from domain.wording import listing


@dataclass(frozen=True)
class Wanted:
    """The bill of every present visit, in the order of the sheet, with what a person should look at.

    ``places`` are the visits of each client that use up sessions, oldest first.
    """

    bills: tuple[Bill, ...]
    tasks: tuple[Task, ...]
    places: Mapping[str, tuple[Place, ...]]
    today: date

    @cached_property
    def of_claim(self) -> dict[str, Bill]:
        """The bills by claim ID."""
        return {b.claim_id: b for b in self.bills}

    @cached_property
    def of_visit(self) -> dict[str, Bill]:
        """The bills by visit ID."""
        return {b.visit.visit_id: b for b in self.bills}


NOTHING: Mapping[str, tuple[str, ...]] = {}


def wanted_claims(  # noqa: PLR0913  each is what somebody said of visits
    practice: Practice,
    now: datetime,
    notes_held: Collection[str] = (),
    judged_not: Collection[str] = (),
    signed_otherwise: Mapping[str, tuple[str, ...]] = NOTHING,
    lost: Collection[str] = (),
) -> Wanted:
    """Every present visit as a bill: ready, held with every reason, or never billed.

    ``notes_held`` are the visits whose note cannot be made of the words that stand there; their claims wait with it.
    ``judged_not`` are the partial stays that a person decided not to bill; they use up no session.
    ``signed_otherwise`` are the visits whose signed note says something else than the rows, with what that is.
    ``lost`` are the visits whose claim a payer denied, or whose payment it took back; they use up no session either.
    """
    facts = Facts.at(practice, now)
    alone = [bill for visit in practice.visits if (bill := bill_visit(visit, facts))]
    if notes_held:
        why = "CLAIM_NOTE_WAITS"
        alone = [_held(b, why) if b.visit.visit_id in notes_held else b for b in alone]
    if signed_otherwise:
        alone = [_as_signed(b, signed_otherwise.get(b.visit.visit_id)) for b in alone]
    of_client: dict[str, list[Bill]] = defaultdict(list)
    for bill in alone:
        if bill.parts and bill.visit.visit_id not in judged_not:
            of_client[bill.visit.client_id].append(bill)
    against: dict[str, tuple[Reason, ...]] = {}
    places: dict[str, tuple[Place, ...]] = {}
    for client_id, bills in of_client.items():
        more, places[client_id] = counted(bills, lost)
        against.update(more)
    finished = tuple(_finished(b, against) for b in alone)
    return Wanted(finished, tuple(_tasks(finished, practice)), places, facts.today)


def _as_signed(bill: Bill, what: tuple[str, ...] | None) -> Bill:
    return _held(bill, "CLAIM_NOTE_SAYS_OTHERWISE", what=listing(what)) if what else bill


def _held(bill: Bill, code: str, **words: str) -> Bill:
    if bill.state == "not billed":
        return bill
    why = reason(code, rows=(bill.visit.visit_id,), **words)
    return replace(bill, state="held", reasons=in_order((*bill.reasons, why)), digest="")


def _finished(bill: Bill, against: Mapping[str, tuple[Reason, ...]]) -> Bill:
    more = against.get(bill.visit.visit_id)
    return replace(bill, state="held", reasons=in_order((*bill.reasons, *more)), digest="") if more else bill


def _tasks(bills: tuple[Bill, ...], practice: Practice) -> Iterator[Task]:
    """Each thing to look at once, however many visits it touches."""
    seen: set[tuple[str, str]] = set()
    for bill in bills:
        for task in _of_bill(bill, practice) if bill.parts else ():
            key = (task.about, task.reason.code)
            if key not in seen:
                seen.add(key)
                yield task


def _of_bill(bill: Bill, practice: Practice) -> Iterator[Task]:
    visit, parts = bill.visit, bill.parts
    call = parts.covered.call if parts else None
    if parts and (parts.covered.warnings or (call and call.other_coverage)):
        found = old_benefits(Case(bill, practice, visit.on))
        yield from (Task(about=r.rows[0], tab="Verifications", reason=r) for r in found)
    if parts and parts.client.holder is not Holder.SELF:
        found = own_policy(Case(bill, practice, visit.on))
        yield from (Task(about=r.rows[0], tab="Clients", reason=r) for r in found)
    if has_factor(visit):
        yield from _complexity(bill, practice)
    if visit.client_id in practice.services_of_client:
        found = same_day(Case(bill, practice, visit.on))
        yield from (Task(about=visit.visit_id, tab="Attendance", reason=r) for r in found)


def _complexity(bill: Bill, practice: Practice) -> Iterator[Task]:
    session = practice.session.get(bill.visit.session_id)
    found = practice.group.get(session.group_id) if session else None
    group = found.priced_on(bill.visit.on) if found else None
    rule = bill.parts.rule if bill.parts else None
    if rule and rule.pays_90785 is None:
        why = reason("CLAIM_COMPLEXITY_UNKNOWN", rule=rule.row_id, payer=rule.payer)
        yield Task(about=rule.row_id, tab="Payers", reason=why)
    if rule and group and rule.pays_90785 is YesNo.YES and not group.complexity_fee:
        why = reason("CLAIM_COMPLEXITY_FEE", rows=(group.group_id,), group=group.group_id)
        yield Task(about=group.group_id, tab="Groups", reason=why)
