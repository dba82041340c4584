"""Whether one visit is billed, and every reason why it waits, in the order of the guide."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from domain import codes, rollcall
from domain.claim import Claim, claim_id
from domain.coverage import Coverage, by_network, part2
from domain.facts import Facts, Sitting, cell_in_question, kept
from domain.lists import BillAs, Factor, GroupType, Network, PayerKind, YesNo
from domain.note_signing import signer_refused
from domain.plan_change import unsettled
from domain.presence import presence
from domain.reasons import Reason, reason
from domain.records import Client, Group, Membership, PayerRule, StaffMember, Visit
from domain.sentences.claims import CLAIMS
from domain.telehealth import Told, how_attended
from domain.wording import day_words

IN_ORDER = {code: place for place, code in enumerate(CLAIMS)}


@dataclass(frozen=True, slots=True)
class Charge:
    """One service line before it is sent: what it costs, and what the payer's contract pays for it."""

    code: str
    modifiers: tuple[str, ...]
    place: str
    charge: Decimal | None
    expected: Decimal | None


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows a claim is made of."""

    client: Client
    rule: PayerRule
    membership: Membership | None
    clinician: StaffMember | None
    covered: Coverage
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Bill:
    """What one present visit comes to: ready when nothing speaks against it, held, or never billed.

    ``digest`` stands for all that the payer would be told; it is empty while a line waits for more than a review.
    ``made`` is the claim of a correction, which is not made of the rows as they stand. ``besides`` is what would hold a
    visit whose payer as of now gets no claim, or is not known: an earlier payer may have one.
    """

    visit: Visit
    claim_id: str
    payer: str
    state: Literal["ready", "held", "not billed"]
    reasons: tuple[Reason, ...]
    charges: tuple[Charge, ...] = ()
    begins: int = 0
    parts: Parts | None = None
    digest: str = ""
    made: Claim | None = None
    besides: tuple[Reason, ...] = ()


def in_order(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons in the order in which the guide asks."""
    return tuple(sorted(reasons, key=lambda r: IN_ORDER[r.code])) if len(reasons) > 1 else reasons


def says_self_pay(payer: str | None) -> bool:
    """Whether a client's Payer says that they pay alone, for a practice without a row of Payers for it."""
    return (payer or "").strip().lower() == PayerKind.SELF_PAY.value.lower()


def bill_as(rule: PayerRule) -> BillAs:
    """What a payer gets; blank follows its kind and network (ruling 13)."""
    if rule.kind is PayerKind.SELF_PAY:
        return BillAs.NONE
    return rule.bill_as or (BillAs.SUPERBILL if rule.network is Network.OUT else BillAs.CLAIM)


def bill_visit(visit: Visit, facts: Facts) -> Bill | None:
    """The bill of one visit by itself, before it is counted among the client's others; None for who was not there."""
    if not rollcall.was_present(visit):
        return None
    practice = facts.practice
    sitting = facts.sitting(visit.session_id)
    row = practice.client.get(visit.client_id)
    client = row.insured_on(visit.on) if row else None
    calls = practice.verifications_about.get(visit.client_id, ())
    open_ = unsettled(row, visit.on, calls, practice.insurers) if row else ()
    membership = practice.membership(visit, sitting.group.group_id) if sitting.group else None
    rule = facts.rule(client.payer, visit.on) if client else None
    number = claim_id(practice.slug, visit.visit_id)
    payer = rule.payer if rule else (client.payer or "" if client else "")
    begins = sitting.span.begins or 0
    reasons = [*_of_rows(visit, sitting, client, membership, facts)]
    if never := never_billed(visit, sitting.group, membership, None if open_ else client, rule):
        besides = (*reasons, *_of_note(visit, facts))
        return Bill(visit, number, payer, "not billed", (never,), begins=begins, besides=besides)
    if open_ or client is None or rule is None:
        why = open_ or tuple(_no_rule(client, visit, facts))  # what else a payer wants depends on which one it is
        besides = tuple(_of_note(visit, facts))
        return Bill(visit, number, payer, "held", in_order((*reasons, *why)), begins=begins, besides=besides)
    way = _way(visit, sitting, membership, rule, facts)
    covered = facts.coverage(client, rule.payer, visit.on, telehealth=way.place != codes.OFFICE)
    deadline = visit.on + timedelta(days=rule.days_to_file) if rule.days_to_file is not None else None
    reasons += _of_size(sitting, rule)
    reasons += presence(visit, sitting.span, rule)
    reasons += (*way.reasons, *_of_note(visit, facts), *facts.diagnosed(membership), *covered.reasons)
    parts = Parts(client, rule, membership, sitting.clinician, covered, deadline)
    reasons += _of_payer(visit, sitting, parts, facts)
    charges = _charges(visit, sitting.group.priced_on(visit.on) if sitting.group else None, rule, way)
    if not reasons or [r.code for r in reasons] == ["CLAIM_REVIEW"]:
        digest = _digest(number, visit, parts, charges, facts)
        return Bill(
            visit, number, payer, "held" if reasons else "ready", tuple(reasons), charges, begins, parts, digest
        )
    return Bill(visit, number, payer, "held", in_order(tuple(reasons)), charges, begins, parts)


def why_no_line(visit: Visit) -> Reason | None:
    """Why a visit has no service line at all; None when it has one, be it held or never billed."""
    if rollcall.was_present(visit):
        return None
    rows = (visit.visit_id,)
    if visit.mark is None:
        return reason("CLAIM_NO_MARK", rows=rows)
    return reason("CLAIM_ABSENT", rows=rows, mark=visit.mark.value)


def never_billed(
    visit: Visit, group: Group | None, membership: Membership | None, client: Client | None, rule: PayerRule | None
) -> Reason | None:
    """Why no payer ever gets a claim for this visit, or None."""
    if group and group.type is GroupType.PSYCHOEDUCATION:
        return reason("CLAIM_PSYCHOEDUCATION", rows=(group.group_id,), group=group.group_id)
    if visit.do_not_bill is YesNo.YES:
        return reason("CLAIM_DO_NOT_BILL", rows=(visit.visit_id,))
    if membership and membership.billable is YesNo.NO:
        return reason("CLAIM_BILLABLE_NO", rows=(membership.roster_id,), row=membership.roster_id)
    if client and "claims" not in client.held:
        return _paid_otherwise(client, rule)
    return None


def _paid_otherwise(client: Client, rule: PayerRule | None) -> Reason | None:
    if rule is None:
        return reason("CLAIM_SELF_PAY", rows=(client.client_id,)) if says_self_pay(client.payer) else None
    if rule.kind is PayerKind.SELF_PAY:
        return reason("CLAIM_SELF_PAY", rows=(client.client_id,), rule=rule.row_id)
    gets = bill_as(rule)
    if gets is BillAs.CLAIM:
        return None
    code = "CLAIM_SUPERBILL" if gets is BillAs.SUPERBILL else "CLAIM_PAYER_GETS_NONE"
    return reason(code, rows=(client.client_id,), rule=rule.row_id, payer=rule.payer)


def _of_rows(
    visit: Visit, sitting: Sitting, client: Client | None, membership: Membership | None, facts: Facts
) -> Iterator[Reason]:
    yield from sitting.reasons
    if "claims" in visit.held:
        yield cell_in_question("Attendance", visit.visit_id)
    if sitting.session and visit.on != sitting.session.on:
        yield reason("CLAIM_DATE_DIFFERS", rows=(visit.visit_id, visit.session_id), session=visit.session_id)
    if client is None:
        yield facts.missing("Clients", visit.client_id)
    elif "claims" in client.held:
        yield cell_in_question("Clients", client.client_id)
    if client and visit.on < client.born:
        yield reason("CLAIM_BEFORE_BIRTH", rows=(visit.visit_id, client.client_id), client=client.client_id)
    if membership and "claims" in membership.held:
        yield cell_in_question("Roster", membership.roster_id)
    if membership is None and sitting.group:
        rows = (visit.client_id, *facts.unread_memberships)
        words = {"client": visit.client_id, "group": sitting.group.group_id}
        yield reason("CLAIM_NOT_ON_ROSTER", rows=rows, **words)


def _no_rule(client: Client | None, visit: Visit, facts: Facts) -> Iterator[Reason]:
    if client is None or (not client.payer and "claims" in client.held):
        return
    who = client.client_id
    if not client.payer:
        yield reason("CLAIM_PAYER_BLANK", rows=(who,), client=who)
    elif row := facts.rule_in_question(client.payer, visit.on):
        yield facts.missing("Payers", row)
    else:
        yield reason("CLAIM_PAYER_NO_RULE", rows=(who,), client=who)


def _of_size(sitting: Sitting, rule: PayerRule) -> Iterator[Reason]:
    if sitting.session is None:
        return
    rows, present = (sitting.session.session_id,), sitting.present
    low, high = rule.minimum_present, rule.maximum_present
    words = {"present": present, "payer": rule.payer}
    if low is not None and present < low:
        yield reason("CLAIM_GROUP_TOO_SMALL", rows=rows, rule=rule.row_id, minimum=low, **words)
    if high is not None and present > high:
        yield reason("CLAIM_GROUP_TOO_LARGE", rows=rows, rule=rule.row_id, maximum=high, **words)
    elif high is not None and present + sitting.unread > high:
        yield reason("CLAIM_GROUP_UNREAD", rows=rows, rule=rule.row_id, unread=sitting.unread, maximum=high)


def _of_note(visit: Visit, facts: Facts) -> Iterator[Reason]:
    rows = (visit.visit_id,)
    if not visit.signed:
        yield reason("CLAIM_NOTE_NOT_SIGNED", rows=rows)
    elif code := signer_refused(facts.practice, visit.signed):
        yield reason(code, rows=rows)
    elif visit.signed_on is None and "claims" not in visit.held:
        yield reason("CLAIM_NOTE_NOT_DATED", rows=rows)
    if visit.signed_on is not None and visit.signed_on < visit.on:
        yield reason("CLAIM_NOTE_SIGNED_EARLY", rows=rows)


def _of_payer(visit: Visit, sitting: Sitting, parts: Parts, facts: Facts) -> Iterator[Reason]:
    client, rule, deadline, covered = parts.client, parts.rule, parts.deadline, parts.covered
    if "claims" in rule.held:
        yield cell_in_question("Payers", rule.row_id)
    elif row := facts.rule_in_question(rule.payer, visit.on):
        yield facts.missing("Payers", row)
    yield from by_network(covered.call, rule)
    group = sitting.group.priced_on(visit.on) if sitting.group else None
    if group:
        yield from part2(client, group, facts.today)
        yield from _of_fee_cells(visit, group)
        unread = group.fee is None and "claims" in group.held  # that a cell cannot be read is said already
        if not unread and (not group.fee or group.fee < 0):
            yield reason("CLAIM_FEE_MISSING", rows=(group.group_id,), group=group.group_id)
    if deadline and deadline < facts.today:
        until = deadline.isoformat()
        yield reason("CLAIM_FILING_LATE", rows=(visit.visit_id,), rule=rule.row_id, payer=rule.payer, until=until)
    yield from facts.payer_refuses(client, rule, sitting.clinician)


def _of_fee_cells(visit: Visit, group: Group) -> Iterator[Reason]:
    since, row = group.fee_from, group.group_id
    if "claims" in group.held:  # that a cell cannot be read is said already
        return
    if since is None and not (group.fee_before is None and group.complexity_fee_before is None):
        yield reason("CLAIM_FEE_FROM_BLANK", rows=(row,), group=row)
    elif since is not None and visit.on < since and group.fee_before is None:
        yield reason("CLAIM_FEE_BEFORE_BLANK", rows=(row,), group=row, day=day_words(since))


def _way(visit: Visit, sitting: Sitting, membership: Membership | None, rule: PayerRule, facts: Facts) -> Told:
    group = sitting.group
    attended = how_attended(visit.attended, membership.attends if membership else None, group.how if group else None)
    return facts.told(rule, attended)


def has_factor(visit: Visit) -> bool:
    """Whether a reason for interactive complexity is recorded."""
    return visit.factor is not None and visit.factor is not Factor.NONE


def _charges(visit: Visit, group: Group | None, rule: PayerRule, way: Told) -> tuple[Charge, ...]:
    fee = group.fee if group else None
    lines = (Charge(codes.GROUP_THERAPY, way.modifiers, way.place, fee, rule.rate),)
    extra = group.complexity_fee if group else None
    if has_factor(visit) and rule.pays_90785 is YesNo.YES and extra:
        return (*lines, Charge(codes.COMPLEXITY, way.way, way.place, extra, None))
    return lines


def _digest(number: str, visit: Visit, p: Parts, charges: tuple[Charge, ...], facts: Facts) -> str:
    """A fingerprint of all that the payer would be told; equal for equal claims, at every pass."""
    if p.membership is None or p.clinician is None:
        return ""
    call = p.covered.authorization
    authorization = (call.authorization_number or "") if call else ""
    policy = (p.client.client_id, p.client.member_id, p.client.holder)
    rows = (*policy, p.rule.payer, p.rule.since, p.membership.roster_id, p.clinician.initials)
    said = kept(facts.prints, (*rows, authorization, charges), lambda: _said(p, charges, authorization))
    return hashlib.sha256(f"{number}|{visit.on.isoformat()}|{said}".encode()).hexdigest()[:32]


def _said(p: Parts, charges: tuple[Charge, ...], authorization: str) -> str:
    """What the claims of alike visits tell, as a text to compare."""
    c, s, rule = p.client, p.clinician, p.rule
    own = (c.first_name, c.last_name, c.born, c.sex, c.street, c.city, c.state, c.zip, c.member_id)
    holder = (c.holder, c.holder_first_name, c.holder_last_name, c.holder_born, c.holder_sex)
    clinician = (s.name, s.npi, s.taxonomy) if s else ()
    diagnoses = p.membership.diagnoses if p.membership else ()
    lines = tuple((x.code, x.modifiers, x.place, str(x.charge)) for x in charges)
    told = (own, holder, clinician, diagnoses, authorization, (rule.payer, rule.payer_id, rule.filing_code), lines)
    return hashlib.sha256(repr(told).encode()).hexdigest()
