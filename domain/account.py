"""What one client owes: charges and payments by day, from the rows and from what payers left to the client."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from domain import rollcall
from domain.account_books import Books
from domain.adjustment_words import OWED, words_of
from domain.fees import has_medicaid
from domain.lists import PaymentKind
from domain.own_share import OWN, Share, Unclear, share
from domain.records import Payment, Session, Visit
from domain.remittance import DENIED, NOTHING, PASSED_ON
from domain.settled import Entry as Said
from domain.wording import day_words


@dataclass(frozen=True)
class Entry:
    """One line of an account: ``amount`` is above zero for a charge, below for what was paid."""

    on: date
    what: str
    amount: Decimal
    visit_id: str = ""


@dataclass(frozen=True)
class Ahead:
    """A session that the client's plan has not settled, and what the client paid for it so far."""

    on: date
    visit_id: str
    paid: Decimal


@dataclass(frozen=True)
class Account:
    """A client's account up to a day; ``unclear`` is what must be settled before anybody is told a sum.

    ``prices`` are what the visits cost that the client pays without a plan.
    """

    entries: tuple[Entry, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    prices: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def balance(self) -> Decimal:
        """What the client owes; below zero is the client's own."""
        return sum((e.amount for e in self.entries), NOTHING)


@dataclass
class _Open:
    """An account while it is put together.

    By visit: ``charged`` what it costs the client, ``since`` when that was first known, ``ahead`` those that a plan has to
    settle. ``closed`` are visits of which no statement says anything: a person entered the insurer's payment, and the
    client's share was agreed at the desk; or Medicaid stands behind the plan, and nobody may ask the client for a share.
    """

    entries: list[Entry] = field(default_factory=list)
    charged: dict[str, Decimal] = field(default_factory=dict)
    prices: dict[str, Decimal] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    since: dict[str, date] = field(default_factory=dict)
    ahead: dict[str, date] = field(default_factory=dict)
    unclear: list[Unclear] = field(default_factory=list)

    def charge(self, on: date, what: str, amount: Decimal, visit_id: str) -> None:
        if amount:
            self.entries.append(Entry(on, what, amount, visit_id))
            self.charged[visit_id] = self.charged.get(visit_id, NOTHING) + amount


def account(books: Books, client_id: str, until: date, now: datetime) -> Account:
    """All that is known of a client's money up to a day, oldest first.

    A visit counts while its row stands in Attendance, and so do the payments that name it; both from the first month with
    statements on. Of a visit that a plan pays the client owes what the payer's remittance leaves to them, from the day of
    that remittance on, and nothing before; nor of a claim that the payer denied or sent on to another payer, which
    somebody has to work on first.
    """
    found = _Open()
    for row in books.unread.get(client_id, ()):
        found.unclear.append(Unclear("STATEMENT_CELL", "Attendance", row))
    visits = [v for v in books.practice.visits_of_client.get(client_id, ()) if v.on <= until and books.counts(v.on)]
    for visit in visits:
        _visit(found, visit, books, until, now)
    found.unclear += _twice(visits)
    for fee in books.fees.get(client_id, ()):
        missed = books.practice.visit.get(fee.visit_id)
        if missed is not None and missed.on <= until and books.counts(missed.on):
            found.charge(missed.on, "Fee for a missed session", fee.amount, missed.visit_id)
    paid = dict.fromkeys(found.ahead, NOTHING)
    for payment in sorted(books.payments.get(client_id, ()), key=lambda p: p.on):
        if payment.on <= until and payment.held and books.counts(payment.on):
            found.unclear.append(Unclear("STATEMENT_CELL", "Payments", payment.payment_id))
        elif payment.on <= until and not payment.held:
            _payment(found, paid, payment, books)
    found.unclear += (Unclear("STATEMENT_WHOSE", "Payments", p.payment_id) for p in books.mixed.get(client_id, ()))
    ahead = (Ahead(on, visit_id, paid[visit_id]) for visit_id, on in found.ahead.items())
    entries = sorted(found.entries, key=lambda e: e.on)  # of one day the charges first, then Payments as its rows stand
    return Account(tuple(entries), tuple(sorted(ahead, key=lambda a: a.on)), tuple(found.unclear), found.prices)


def _twice(visits: Iterable[Visit]) -> Iterator[Unclear]:
    """A second row of a session in which somebody was present: nobody pays for one session twice."""
    seen: set[str] = set()
    for visit in filter(rollcall.was_present, visits):
        if visit.session_id in seen:
            yield Unclear("STATEMENT_TWICE", "Attendance", visit.visit_id)
        seen.add(visit.session_id)


def _visit(found: _Open, visit: Visit, books: Books, until: date, now: datetime) -> None:
    practice = books.practice
    session = practice.session.get(visit.session_id)
    if session is None:
        found.unclear.append(Unclear("STATEMENT_CELL", "Sessions", visit.session_id))
        return
    if rollcall.is_called_off(session):
        return
    if "claims" in visit.held:
        found.unclear.append(Unclear("STATEMENT_CELL", "Attendance", visit.visit_id))
    elif visit.on != session.on:
        found.unclear.append(Unclear("STATEMENT_DATE", "Attendance", visit.visit_id))
    elif rollcall.was_present(visit) or (visit.mark is None and _is_owed(books, session, visit, now)):
        _present(found, visit, share(practice, visit, session), books, until)


def _is_owed(books: Books, session: Session, visit: Visit, now: datetime) -> bool:
    """Whether a mark is owed: the session is over, and the Roster has its member there."""
    practice = books.practice
    return rollcall.has_ended(session, practice.details, now) and not rollcall.stays_away(practice, session, visit)


def _present(found: _Open, visit: Visit, theirs: Share | Unclear, books: Books, until: date) -> None:
    if isinstance(theirs, Unclear):
        found.unclear.append(theirs)
    elif theirs.bearer in OWN and visit.mark is None:
        found.unclear.append(Unclear("STATEMENT_NO_MARK", "Attendance", visit.visit_id))
    elif theirs.bearer in OWN:
        price = found.prices[visit.visit_id] = books.price(visit.visit_id, theirs.price)
        found.charge(visit.on, "Session", price, visit.visit_id)
    elif theirs.bearer == "plan" and visit.mark is not None:
        _plan(found, visit, books, until)


def _plan(found: _Open, visit: Visit, books: Books, until: date) -> None:
    settled = books.settled(visit.visit_id, until)
    told = ([e for e in s.owing if _is_judged(e)] for s in settled)
    judged = next(filter(None, told), [])  # two claims of one session are one share
    by_hand = not settled and books.is_paid_by_hand(visit.visit_id, until)
    if by_hand or has_medicaid(books.practice, books.practice.client[visit.client_id], visit.on):
        found.closed.add(visit.visit_id)
        return
    if not judged:
        found.ahead[visit.visit_id] = visit.on
        return
    found.since[visit.visit_id] = min(e.on for e in judged)
    for entry in judged:
        words = words_of(k for k, x in entry.money.off.items() if k[0] == OWED and x > 0)
        what = f"Your share of the session of {day_words(visit.on)}" + (f": {words}" if words else "")
        found.charge(entry.on, what, entry.money.owed, visit.visit_id)


def _is_judged(said: Said) -> bool:
    """Whether a remittance says for good what is the client's: no denial, by its status or by its reasons alone."""
    if said.status in (*PASSED_ON, DENIED):
        return False
    return said.money.owed <= 0 or said.money.state(None, is_denied=False) != "denied"


def _payment(found: _Open, paid: dict[str, Decimal], payment: Payment, books: Books) -> None:
    visit_id, amount = payment.visit_id, payment.amount or NOTHING
    elsewhere = _is_elsewhere(found, payment, visit_id, books) if visit_id else not books.counts(payment.on)
    if not visit_id and books.is_between(payment.on):
        amount = min(towards(payment), sum((e.amount for e in found.entries if e.on <= payment.on), NOTHING))
        elsewhere = amount <= 0  # no more than was open: what else was paid then is for what no statement has
    if payment.kind is PaymentKind.INSURANCE or elsewhere:
        return
    if visit_id in paid:
        paid[visit_id] += towards(payment)
        return
    left = found.charged.get(visit_id, NOTHING) if visit_id else None
    entry = _entry(payment, amount, left, max(payment.on, found.since.get(visit_id or "", payment.on)))
    if entry.amount:
        found.entries.append(entry)
    if left is not None and payment.kind is PaymentKind.ADJUSTMENT:
        found.charged[visit_id or ""] = left + entry.amount


def _is_elsewhere(found: _Open, payment: Payment, visit_id: str, books: Books) -> bool:
    """Whether what a payment is for stands on no statement; a fee's question may be cleared away, or its fee be waived."""
    no_fee = payment.kind is PaymentKind.NO_SHOW_FEE and visit_id not in found.charged
    visit = books.practice.visit.get(visit_id)
    return no_fee or visit_id in found.closed or visit is None or not books.counts(visit.on)


def towards(payment: Payment) -> Decimal:
    """What a row of Payments says that the client paid; below zero for what was given back."""
    amount = payment.amount or NOTHING
    if payment.kind in (PaymentKind.INSURANCE, PaymentKind.ADJUSTMENT):
        return NOTHING
    return -abs(amount) if payment.kind is PaymentKind.REFUND else amount


def _entry(payment: Payment, amount: Decimal, left: Decimal | None, on: date) -> Entry:
    """A row of Payments as a line; an adjustment takes off no more than was charged for its visit."""
    visit_id = payment.visit_id or ""
    if payment.kind is PaymentKind.REFUND:
        return Entry(on, "Given back to you", abs(amount), visit_id)
    if payment.kind is PaymentKind.ADJUSTMENT:
        off = abs(amount) if left is None else min(abs(amount), max(left, NOTHING))
        return Entry(on, "Taken off by us", -off, visit_id)
    how = f", {payment.method.lower()}" if payment.method else ""
    return Entry(on, f"Payment{how}", -amount, visit_id)
