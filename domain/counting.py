"""Visits of one client counted in the order of their days: what a payer pays a day, a week, a year, an authorization."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.billing import Bill, Parts
from domain.codes import compact
from domain.coverage import benefit_year
from domain.reasons import Reason, reason
from domain.records import Verification

WEEK = timedelta(days=7)

NEVER_COUNTED = frozenset({
    "CLAIM_SESSION_NOT_HELD",
    "CLAIM_DATE_FUTURE",
    "CLAIM_NOT_ON_ROSTER",
    "CLAIM_GROUP_TOO_SMALL",
    "CLAIM_GROUP_TOO_LARGE",
    "CLAIM_NOT_PRESENT_ENOUGH",
    "CLAIM_PHONE_NOT_COVERED",
})  # fmt: skip
"""Reasons for which a visit will most likely never be billed, so that it takes no place of another one.

Whatever else a visit waits for, its place is kept: it may have been sent already, or will be.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One counted visit: its day, what its authorization is counted under, and the payer whose plan it takes from.

    ``is_used`` is False where the payer's answer brought nothing, so that it keeps its day and uses up no session.
    """

    visit_id: str
    on: date
    authorization: str
    payer: str = ""
    is_used: bool = True


@dataclass
class Count:
    """What one client has used so far, in the order of the days; ``lost`` are visits whose claim brought nothing."""

    lost: Collection[str] = ()
    places: list[Place] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    of_number: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def against(self, bill: Bill) -> tuple[Reason, ...]:
        """What the visits before this one leave no place for; the visit takes its place when it finds one."""
        parts = bill.parts
        if parts is None or any(r.code in NEVER_COUNTED for r in bill.reasons):
            return ()
        is_used = bill.visit.visit_id not in self.lost
        found = (*self._same_session(bill), *self._rhythm(bill, parts))
        if is_used:
            found += tuple(self._benefits(bill, parts, [p for p in self.places if p.is_used]))
        if not found:
            self.sessions[bill.visit.session_id] = bill.visit.visit_id
            self._take(bill, parts, is_used=is_used)
        return found

    def once_more(self, bill: Bill, before: list[Place]) -> tuple[Reason, ...]:
        """What all others leave no session for, should the claim of a visit that brought nothing go again."""
        parts, on = bill.parts, bill.visit.on
        if parts is None or any(r.code in NEVER_COUNTED for r in bill.reasons):
            return ()
        others = [replace(p, on=min(p.on, on)) for p in (*self.places, *before) if p.is_used]
        found = tuple(self._benefits(bill, parts, others))
        if not found:
            before.append(self._place(bill, parts))
            self.of_number[before[-1].authorization] += 1
        return found

    def _take(self, bill: Bill, parts: Parts, *, is_used: bool) -> None:
        place = self._place(bill, parts)
        self.places.append(place if is_used else replace(place, is_used=False))
        self.of_number[place.authorization] += is_used

    def _place(self, bill: Bill, parts: Parts) -> Place:
        number = counted_under(authorization_number(parts))
        return Place(bill.visit.visit_id, bill.visit.on, number, parts.rule.payer)

    def _same_session(self, bill: Bill) -> Iterator[Reason]:
        if first := self.sessions.get(bill.visit.session_id):
            rows = (bill.visit.visit_id, first)
            yield reason("CLAIM_TWICE_IN_SESSION", rows=rows, client=bill.visit.client_id, first=first)

    def _rhythm(self, bill: Bill, parts: Parts) -> Iterator[Reason]:
        rule, on = parts.rule, bill.visit.on
        near = [p for p in of_plan(self.places[-64:], rule.payer) if on - p.on < WEEK]
        same_day = [p for p in near if p.on == on]
        allowed = rule.per_day if rule.per_day is not None else 1
        if len(same_day) >= allowed:
            first = same_day[0].visit_id if same_day else bill.visit.visit_id
            pair = (bill.visit.visit_id, first)
            words = {"payer": rule.payer, "allowed": allowed, "first": first}
            yield reason("CLAIM_SECOND_ON_DAY", rows=pair, rule=rule.row_id, **words)
        if rule.per_week is not None and len(near) >= rule.per_week:
            week = (bill.visit.visit_id, *(p.visit_id for p in near))
            yield reason("CLAIM_WEEK_FULL", rows=week, rule=rule.row_id, payer=rule.payer, allowed=rule.per_week)

    def _benefits(self, bill: Bill, parts: Parts, places: Iterable[Place]) -> Iterator[Reason]:
        authorization, call = parts.covered.authorization, parts.covered.call
        if authorization and authorization.authorized_sessions is not None:
            allowed = authorization.authorized_sessions
            if self.of_number[counted_under(authorization_number(parts))] >= allowed:
                row = authorization.verification_id
                yield reason("COVER_AUTHORIZATION_USED_UP", rows=(row, bill.visit.visit_id), row=row, count=allowed)
        if call is not None:
            left = limit_left(call, bill.visit.on, of_plan(places, parts.rule.payer))
            if left is not None and left < 1:
                row, limit = call.verification_id, call.session_limit
                yield reason("COVER_SESSION_LIMIT", rows=(row, bill.visit.visit_id), row=row, count=limit)


def authorization_number(parts: Parts) -> str:
    """The number of the authorization a visit falls under, or nothing."""
    found = parts.covered.authorization
    return (found.authorization_number or "") if found else ""


def counted_under(number: str) -> str:
    """What an authorization is counted under: one number stays one, however it is written."""
    return compact(number)


def of_plan(places: Iterable[Place], payer: str) -> Iterator[Place]:
    """The places that a payer's plan gave: what another one paid before takes nothing from its limit."""
    return (p for p in places if p.payer.lower() == payer.lower())


def limit_left(call: Verification, on: date, places: Iterable[Place]) -> int | None:
    """How many sessions the plan's yearly limit leaves on a day; None without a limit (ruling 18).

    What was used by the day of the call is part of the call's answer, so that day's visit and earlier ones take nothing.
    """
    if call.session_limit is None or on <= call.called_on:
        return None
    first, _ = benefit_year(on, call.benefit_year_starts)
    this_year = first <= call.called_on
    since = call.called_on if this_year else first - timedelta(days=1)
    used = (call.sessions_used or 0) if this_year else 0
    return call.session_limit - used - sum(since < p.on <= on for p in places)


def counted(
    bills: Iterable[Bill], lost: Collection[str] = ()
) -> tuple[dict[str, tuple[Reason, ...]], tuple[Place, ...]]:
    """What counting adds against each visit of one client, and the visits that use up a session, oldest first.

    ``lost`` are visits whose claim brought nothing; they find a session where all the others leave one (billing.md 9.2).
    """
    count = Count(lost)
    ordered = sorted(bills, key=lambda b: (b.visit.on, b.begins, b.visit.visit_id))
    found = {b.visit.visit_id: against for b in ordered if (against := count.against(b))}
    again: list[Place] = []
    for bill in (b for b in ordered if b.visit.visit_id in lost and b.visit.visit_id not in found):
        if against := count.once_more(bill, again):
            found[bill.visit.visit_id] = against
    return found, tuple(p for p in count.places if p.is_used)
