"""The mixed-payer table: what each member's plan pays for group therapy, in the guide's words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from domain.billing import bill_as, says_self_pay
from domain.counting import Place, counted_under, limit_left, of_plan
from domain.coverage import authorization_for, benefit_year, call_for, calls_about
from domain.lists import Authorization, BillAs, GroupStatus, MembershipStatus, PayerKind
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Client, Group, Membership, Verification
from domain.schedule import WEEKDAYS
from domain.views import Benefit
from domain.wanted import Wanted
from domain.wording import counted, day_words, dollars, short_day

NOT_VERIFIED = "Not verified"
NOT_APPLICABLE = "N/A"
WEEKS_AHEAD = 104
AUTHORIZATION_WORDS = {
    Authorization.NOT_NEEDED: "No",
    Authorization.HAVE_IT: "Yes",
    Authorization.MUST_ASK: "Yes (must ask)",
    Authorization.NOT_SURE: "Not sure",
    None: "Not sure",
}


def benefits(practice: Practice, wanted: Wanted, now: datetime) -> tuple[Benefit, ...]:
    """A row for each client who is on a roster now, in the order of Clients."""
    today = now.astimezone(practice.details.zone).date()
    of_client: dict[str, list[Membership]] = {}
    for member in practice.roster:
        over = member.end is not None and member.end < today
        if not over and member.status in (MembershipStatus.ACTIVE, MembershipStatus.PAUSED, None):
            of_client.setdefault(member.client_id, []).append(member)
    here = (c.insured_on(today) for c in practice.clients if c.client_id in of_client)
    return tuple(_benefit(practice, wanted, c, of_client[c.client_id], today) for c in here)


def _benefit(practice: Practice, wanted: Wanted, client: Client, members: Sequence[Membership], today: date) -> Benefit:
    name = f"{client.goes_by or client.first_name} {client.last_name}"
    groups = [g for m in members if (g := practice.group.get(m.group_id))]
    row = {"client_id": client.client_id, "name": name, "insurance": client.payer or ""}
    if pays_alone(practice, client, today):
        copay = self_pay_words(client, groups)
        return Benefit(
            **row, group_copay=copay, authorization_required=NOT_APPLICABLE, sessions_remaining=NOT_APPLICABLE
        )
    payer = client.payer or ""
    calls = calls_about(practice.verifications_about.get(client.client_id, ()), payer)
    call = call_for(calls, today)
    if call is None:
        words = {"group_copay": NOT_VERIFIED, "authorization_required": NOT_VERIFIED}
        return Benefit(**row, **words, sessions_remaining=NOT_VERIFIED)
    authorization = _authorization(calls, call, today)
    places = tuple(of_plan(wanted.places.get(client.client_id, ()), payer))
    left = remaining(call, authorization, places, today)
    enough = _enough_until(call, left, places, groups, today)
    return Benefit(
        **row,
        group_copay=copay_words(call),
        authorization_required=authorization_words(call, authorization),
        sessions_remaining="Unlimited"
        if left is None
        else f"{left} until {short_day(enough)}"
        if enough
        else str(left),
        runs_out_on=runs_out_on(None if enough else left, authorization, groups, today),
    )


def pays_alone(practice: Practice, client: Client, on: date) -> bool:
    """Whether no payer gets anything for this client."""
    rule = practice.rule_for(client.payer, on)
    if rule is None:
        return says_self_pay(client.payer)
    return rule.kind is PayerKind.SELF_PAY or bill_as(rule) is BillAs.NONE


def self_pay_words(client: Client, groups: Iterable[Group]) -> str:
    """What a client who pays alone pays: their own rate, else the group's: ``$45 flat``."""
    rate = client.self_pay_rate
    if rate is None:
        rate = next((g.self_pay_fee for g in groups if g.self_pay_fee is not None), None)
    return f"{dollars(rate)} flat" if rate is not None else ""


def copay_words(call: Verification) -> str:
    """What the client owes a session: ``$25``, ``20% coinsurance``, or both."""
    parts = [dollars(call.copay)] if call.copay is not None else []
    if call.coinsurance is not None and (call.coinsurance or not parts):
        # A cell formatted as percent holds 0.2 for 20%.
        percent = call.coinsurance * 100 if call.coinsurance <= 1 else call.coinsurance
        parts.append(f"{percent.normalize():f}% coinsurance")
    return " + ".join(parts) or "Not sure"


def authorization_words(call: Verification, authorization: Verification | None) -> str:
    """Whether authorization is required, and how many sessions were approved: ``Yes (approved 12)``."""
    if authorization is not None and authorization.authorized_sessions is not None:
        return f"Yes (approved {authorization.authorized_sessions})"
    return "Yes" if authorization is not None else AUTHORIZATION_WORDS[call.authorization]


def remaining(
    call: Verification, authorization: Verification | None, places: Sequence[Place], today: date
) -> int | None:
    """How many more sessions are paid, by the authorization and the plan's limit, whichever is less; None without either."""
    found = []
    if authorization is not None and authorization.authorized_sessions is not None:
        number = counted_under(authorization.authorization_number or "")
        used = sum(p.authorization == number for p in places)
        found.append(authorization.authorized_sessions - used)
    limit = limit_left(call, max(today, call.called_on + timedelta(days=1)), places)
    if limit is not None:
        found.append(limit)
    return max(0, min(found)) if found else None


def _enough_until(
    call: Verification, left: int | None, places: Sequence[Place], groups: Sequence[Group], today: date
) -> date | None:
    """The last day of the plan's year, when what its limit leaves is enough until then: the next year begins anew."""
    day = max(today, call.called_on + timedelta(days=1))
    meets = any(g.weekday and g.status is not GroupStatus.ENDED for g in groups)
    if not meets or left is None or left != limit_left(call, day, places):
        return None
    _, last = benefit_year(day, call.benefit_year_starts)
    coming = islice(_coming_days(groups, today), left + 1)
    return last if sum(d <= last for d in coming) <= left else None


def runs_out_on(
    left: int | None, authorization: Verification | None, groups: Iterable[Group], today: date
) -> date | None:
    """The day of the last session that is still paid if the member comes every week; None when none is in sight."""
    until = authorization.authorized_to if authorization else None
    if left is None:
        return until
    if left == 0:
        return today
    last = next(islice(_coming_days(groups, today), left - 1, None), None)
    return min((d for d in (last, until) if d), default=None)


def _authorization(calls: Sequence[Verification], call: Verification, today: date) -> Verification | None:
    if call.authorization is Authorization.NOT_NEEDED:
        return None
    found = authorization_for(calls, today)
    return found or (call if call.authorization is Authorization.HAVE_IT else None)


def _coming_days(groups: Iterable[Group], today: date) -> Iterator[date]:
    meeting = [g for g in groups if g.weekday and g.status is not GroupStatus.ENDED]
    for ahead in range(1, WEEKS_AHEAD * 7):
        day = today + timedelta(days=ahead)
        yield from (day for g in meeting if WEEKDAYS[day.weekday()] is g.weekday and day not in g.skip_dates)


FEW_LEFT, LEAD_DAYS = 3, 21
"""When to ask a payer for more sessions: three left, or three weeks; payers take two (the guide's lead time)."""


def running_out(practice: Practice, wanted: Wanted, now: datetime) -> Iterator[Task]:
    """The clients whose paid sessions run out soon enough that somebody should ask for more now."""
    today = now.astimezone(practice.details.zone).date()
    for row in benefits(practice, wanted, now):
        left = int(row.sessions_remaining) if row.sessions_remaining.isdigit() else None
        soon = row.runs_out_on is not None and row.runs_out_on <= today + timedelta(days=LEAD_DAYS)
        if soon or (left is not None and left <= FEW_LEFT):
            until = day_words(row.runs_out_on) if row.runs_out_on else "the last of them"
            paid = counted(left, "paid session") if left else "some paid sessions"
            words = {"client": row.client_id, "left": paid, "until": until}
            code = "COVER_RAN_OUT" if left == 0 else "COVER_RUNS_OUT"
            yield Task(about=row.client_id, tab="Clients", reason=reason(code, rows=(row.client_id,), **words))
