"""A group whose fee changed: what a visit of a day is charged at, and what must be asked before it is billed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain import codes
from domain.billing import Bill, in_order
from domain.claim import Claim
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.records import Group
from domain.wording import day_words, dollars

Open = Mapping[str, Mapping[str, tuple[date, Decimal]]]
"""Groups of which nobody wrote when a fee changed: by code, until which day claims went out with what other charge."""

COLUMNS = {codes.GROUP_THERAPY: "Fee", codes.COMPLEXITY: "Complexity fee"}
ASKED = frozenset({"CLAIM_FEE_WHICH"})


def open_fees(sent: Iterable[Claim], practice: Practice) -> Open:
    """The groups whose claims that stand were sent with another charge than the group's row says now, without a day."""
    found: dict[str, dict[str, tuple[date, Decimal]]] = {}
    for claim in sent:
        session = practice.session.get(claim.visit_id.rpartition("/")[0])
        group = practice.group.get(session.group_id) if session else None
        if group is None or group.fee_from is not None or "claims" in group.held:
            continue
        now = _fees(group)
        for line in claim.lines:
            if now.get(line.code, line.charge) != line.charge:
                of_code = found.setdefault(group.group_id, {})
                of_code[line.code] = max(of_code.get(line.code, (date.min, line.charge)), (line.on, line.charge))
    return found


def with_its_fee(bill: Bill, fees: Open, practice: Practice) -> Bill:
    """The bill, held where nobody can say which of two fees its day had."""
    session = practice.session.get(bill.visit.session_id) if fees else None
    changed = fees.get(session.group_id, {}) if session else {}
    why = tuple(_which(bill, changed, practice.group[session.group_id])) if session and changed else ()
    if not why or bill.state == "not billed":
        return bill
    return replace(bill, state="held", reasons=in_order((*bill.reasons, *why)), digest="")


def _which(bill: Bill, changed: Mapping[str, tuple[date, Decimal]], group: Group) -> Iterator[Reason]:
    for code in (x.code for x in bill.charges):
        until, was = changed.get(code, (date.min, Decimal(0)))
        if bill.visit.on <= until:
            words = {"column": COLUMNS[code], "was": dollars(was), "now": dollars(_fees(group)[code] or Decimal(0))}
            rows = (group.group_id, bill.visit.visit_id)
            yield reason("CLAIM_FEE_WHICH", rows=rows, group=group.group_id, day=day_words(until), **words)
            return


def _fees(group: Group) -> dict[str, Decimal | None]:
    found = {codes.GROUP_THERAPY: group.fee, codes.COMPLEXITY: group.complexity_fee}
    return {code: fee for code, fee in found.items() if fee}
