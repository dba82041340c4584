"""Edits on what was done: diagnoses, pointers, codes, modifiers, place, money, days."""

from collections.abc import Iterator
from decimal import Decimal

from domain import codes, diagnoses
from domain.billing import has_factor
from domain.edits.case import Case
from domain.lists import YesNo
from domain.reasons import Reason, reason
from domain.telehealth import Way

MODALITIES = frozenset({"95", "93", "GT", "FQ"})
"""Modifiers that tell how a member took part; a line has one at the most (billing.md 7.4)."""

FAR = frozenset({codes.HOME, codes.TELEHEALTH})
CENT = Decimal("0.01")
MOST_MODIFIERS = 4
"""SV101 has room for four; a fifth would be read as a description."""


def diagnosis_codes(case: Case) -> Iterator[Reason]:
    """One to twelve different codes of the right form that exist on the day, the most important first."""
    found, row = [d.replace(".", "") for d in case.claim.diagnoses], _roster(case)
    if not found:
        yield reason("CLAIM_DIAGNOSIS_MISSING", rows=(row,), row=row)
    if wrong := next((d for d in found if not codes.is_diagnosis(d)), None):
        yield reason("CLAIM_DIAGNOSIS_FORM", rows=(row,), row=row, found=wrong)
    elif diagnoses.is_listed_for(case.bill.visit.on):
        for code in case.claim.diagnoses:
            if not diagnoses.exists(code):
                yield reason("CLAIM_DIAGNOSIS_UNKNOWN", rows=(row,), row=row, found=code)
    if len(set(found)) < len(found) or len(found) > codes.MOST_DIAGNOSES:
        yield reason("CLAIM_DIAGNOSIS_COUNT", rows=(row,), row=row)


def pointers(case: Case) -> Iterator[Reason]:
    """Each line points to one to four of the claim's own diagnoses, each once."""
    count = len(case.claim.diagnoses)
    for line in case.claim.lines:
        found = line.pointers
        inside = all(1 <= x <= count for x in found) and len(set(found)) == len(found)
        if not (inside and 1 <= len(found) <= codes.MOST_POINTERS):
            yield reason("CLAIM_POINTER", rows=(_roster(case),), row=_roster(case))
            return


def services(case: Case) -> Iterator[Reason]:
    """Group therapy once and one unit; interactive complexity only beside it, with a recorded factor."""
    lines = case.claim.lines
    found = [x.code for x in lines]
    known = found in ([codes.GROUP_THERAPY], [codes.GROUP_THERAPY, codes.COMPLEXITY])
    if not known or any(x.units != 1 for x in lines) or [x.line for x in lines] != list(range(1, len(lines) + 1)):
        yield reason("CLAIM_SERVICE", rows=case.visit_rows, found=", ".join(found) or "nothing")
    elif len(lines) > 1 and not (has_factor(case.bill.visit) and case.rule.pays_90785 is YesNo.YES):
        yield reason("CLAIM_SERVICE", rows=case.visit_rows, found=codes.COMPLEXITY)


def modifiers(case: Case) -> Iterator[Reason]:
    """At most four of two signs, none twice, one at the most for the way of taking part, never 59 or XE."""
    for line in case.claim.lines:
        found = line.modifiers
        ways = MODALITIES & set(found)
        right = len(found) <= MOST_MODIFIERS and len(set(found)) == len(found) and all(map(codes.is_modifier, found))
        if not right or len(ways) > 1 or codes.NEVER_ON_GROUP & set(found) or (ways and case.way is Way.IN_PERSON):
            yield reason("CLAIM_MODIFIER", rule=case.rule.row_id, payer=case.rule.payer, found=", ".join(found))
            return


def place(case: Case) -> Iterator[Reason]:
    """In person is the office, far away is a telehealth place, the same on every line."""
    found = {case.claim.place, *(x.place or case.claim.place for x in case.claim.lines)}
    wanted = frozenset({codes.OFFICE}) if case.way is Way.IN_PERSON else FAR
    if len(found) > 1 or not found <= wanted:
        yield reason("CLAIM_PLACE", rows=case.visit_rows, rule=case.rule.row_id, found=", ".join(sorted(found)))


def money(case: Case) -> Iterator[Reason]:
    """Every charge is above zero and in whole cents, as the group's row says."""
    group = case.group
    fees = {codes.GROUP_THERAPY: group.fee, codes.COMPLEXITY: group.complexity_fee} if group else {}
    for line in case.claim.lines:
        if line.charge <= 0 or line.charge % CENT or fees.get(line.code) != line.charge:
            name = group.group_id if group else ""
            yield reason("CLAIM_MONEY", rows=(name,), group=name)
            return


def days(case: Case) -> Iterator[Reason]:
    """All lines are of the visit's own day: not to come, not before birth, within the member's stay in the group."""
    on, who = case.bill.visit.on, case.client.client_id
    if any(x.on != on for x in case.claim.lines):
        yield reason("CLAIM_DATE_DIFFERS", rows=case.visit_rows, session=case.bill.visit.session_id)
    latest = max((x.on for x in case.claim.lines), default=on)
    if latest > case.today:
        yield reason("CLAIM_DATE_FUTURE", rows=case.visit_rows)
    if case.client.born > on:
        yield reason("CLAIM_BEFORE_BIRTH", rows=case.visit_rows, client=who)
    stay = case.parts.membership
    if stay is None or stay.start > on or (stay.end is not None and stay.end < on):
        group = case.group.group_id if case.group else ""
        yield reason("CLAIM_NOT_ON_ROSTER", rows=(who,), client=who, group=group)


def _roster(case: Case) -> str:
    return case.parts.membership.roster_id if case.parts.membership else ""
