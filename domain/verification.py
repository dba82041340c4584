"""Payer calls: the seven points to know before a person joins a group, calls to make again, and calls that grow old."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from domain import lists as l
from domain.applicants import OPEN
from domain.coverage import benefit_year, calls_about, how_old
from domain.details import Details
from domain.fresh import made_from
from domain.history import History
from domain.outcome import Outcome
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Verification
from domain.rollcall import today
from domain.seats import has_seat
from domain.wording import day_words, listing


def open_points(call: Verification) -> tuple[str, ...]:
    """Which of the seven points a call leaves open, in the order of the call script; "Not sure" leaves a point open."""
    unsure = (None, l.YesNoUnsure.NOT_SURE)
    points = {
        "active coverage": call.plan_active not in unsure,
        "network": call.in_network not in (None, l.NetworkAnswer.NOT_SURE),
        "group therapy covered": call.group_covered not in unsure,
        "copay or coinsurance": call.copay is not None or call.coinsurance is not None,
        "deductible": _deductible_known(call),
        "sessions used so far": call.session_limit is None or call.sessions_used is not None,
        "authorization": _authorization_known(call),
    }
    return tuple(name for name, known in points.items() if not known)


def _deductible_known(call: Verification) -> bool:
    if call.deductible_applies is l.YesNoUnsure.YES:
        return call.deductible is not None and call.deductible_met is not None
    return call.deductible_applies is l.YesNoUnsure.NO


def _authorization_known(call: Verification) -> bool:
    if call.authorization is l.Authorization.HAVE_IT:
        return bool(call.authorization_number) and call.authorized_sessions is not None
    return call.authorization not in (None, l.Authorization.NOT_SURE)


def is_refused(call: Verification) -> bool:
    """Whether the payer said that it does not pay group therapy for this person."""
    no = l.YesNoUnsure.NO in (call.plan_active, call.group_covered)
    return no or call.result is l.VerificationResult.NOT_COVERED


def is_settled(call: Verification) -> bool:
    """Whether a call says Yes on all that matters; anything open forces another call, whatever its Result says."""
    elsewhere = bool(call.carve_out)
    verified = call.result is l.VerificationResult.VERIFIED
    return verified and not elsewhere and not is_refused(call) and not open_points(call)


def call_back_on(call: Verification, details: Details) -> date:
    """The day of the next call: the one that was noted, else so many days later, and no weekend."""
    on = call.call_back_on or call.called_on + timedelta(days=details.call_back_days)
    return on + timedelta(days=(7 - on.weekday()) if on.weekday() >= 5 else 0)  # noqa: PLR2004  Saturday


def decide_verification(practice: Practice, history: History, now: datetime) -> Outcome:
    """Every person whose coverage matters has a call that settles all points and is not too old, or a task says which."""
    on = today(practice.details, now)
    known = {w.wait_id: w.client_id for w in practice.waitlist if w.client_id}
    # Until their Client ID is typed into the waitlist, the calls about who got a seat stand under the Wait ID alone.
    placed = {client: wait for wait, client in made_from("Clients", history).items() if wait not in known}
    tasks: list[Task] = []
    for about, payer, rows in _insured(practice, on):
        theirs = practice.verifications_about.get(known.get(about, about), ())
        before = practice.verifications_about.get(placed.get(about, ""), ())
        calls = calls_about((*before, *theirs), payer)
        tasks += _of_person(practice, (about, payer, rows), calls, on)
    return Outcome((), (), tuple(tasks))


Insured = tuple[str, str, str]
"""A person's row ID, their payer, and the tab of the row."""


def _insured(practice: Practice, on: date) -> Iterator[Insured]:
    """The people on a roster and those who wait, as far as an insurance pays for them."""
    seated = {m.client_id for m in practice.roster if has_seat(m, on)}
    for client in practice.clients:
        payer = client.insured_on(on).payer
        if client.client_id in seated and pays_by_insurance(practice, payer, on):
            yield client.client_id, payer or "", "Clients"
    for entry in practice.waitlist:
        if entry.status in OPEN and entry.client_id not in seated and pays_by_insurance(practice, entry.payer, on):
            yield entry.wait_id, entry.payer or "", "Waitlist"


def pays_by_insurance(practice: Practice, payer: str | None, on: date) -> bool:
    """Whether a payer must be called for somebody: there is one, and it is not the person themselves."""
    if not payer or payer.strip().lower() == l.PayerKind.SELF_PAY.value.lower():
        return False
    rule = practice.rule_for(payer, on)
    return rule is None or (rule.kind is not l.PayerKind.SELF_PAY and rule.bill_as is not l.BillAs.NONE)


def _of_person(practice: Practice, who: Insured, calls: Sequence[Verification], on: date) -> Iterator[Task]:
    about, payer, tab = who
    if not calls:
        if any(title == "Verifications" for title, _ in practice.in_question):
            return  # it may be the very call that cannot be read
        yield Task(about=about, tab=tab, reason=reason("VERIFY_NEVER", rows=(about,), who=about, payer=payer))
        return
    call = calls[-1]
    if call.carve_out and not is_refused(call):
        yield _of_call("VERIFY_CARVE_OUT", call, company=call.carve_out)
    elif not is_refused(call) and (points := _still_open(call)):
        day = day_words(call_back_on(call, practice.details))
        yield _of_call("VERIFY_CALL_BACK", call, what=listing(points), day=day)
    elif call.authorization is l.Authorization.MUST_ASK and is_settled(call):
        yield _of_call("VERIFY_AUTHORIZATION", call)
    yield from _growing_old(practice.details, who, call, on)


def _still_open(call: Verification) -> tuple[str, ...]:
    points = open_points(call)
    return points or (("the result",) if call.result is not l.VerificationResult.VERIFIED else ())


def _growing_old(details: Details, who: Insured, call: Verification, on: date) -> Iterator[Task]:
    """A settled call that ends before long: by the practice's days, with the benefit year, or with the plan."""
    _, payer, _ = who
    if not is_settled(call):
        return
    if how_old(call, payer, on, details) == "COVER_OTHER_PAYER":
        yield _of_call("VERIFY_PLAN_CHANGED", call, payer=payer)
        return
    ends = good_until(call, details)
    if on > ends - timedelta(days=details.verify_ahead_days):
        code = "VERIFY_EXPIRED" if on > ends else "VERIFY_EXPIRES"
        yield _of_call(code, call, day=day_words(ends))


def good_until(call: Verification, details: Details) -> date:
    """The last day on which a call counts: the practice's days, or the end of the benefit year if that comes first."""
    by_days = call.called_on + timedelta(days=details.verification_days)
    return min(by_days, benefit_year(call.called_on, call.benefit_year_starts)[1])


def _of_call(code: str, call: Verification, **words: object) -> Task:
    row, about = call.verification_id, call.about
    why = reason(code, rows=(row, about), rule=None, row=row, about=about, **words)
    return Task(about=row, tab="Verifications", reason=why)
