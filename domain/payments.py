"""Rows of Payments for what payers paid: one for each claim of a remittance, added once."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from domain.effects import AppendRow
from domain.history import History
from domain.lists import PaymentKind
from domain.outcome import Outcome
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Payment
from domain.remittance import FORECAST
from domain.rollcall import today
from domain.settled import Entry, entries_of

TAB = "Payments"
METHODS = {"ACH": "EFT", "CHK": "Check", "FWT": "Wire", "BOP": "EFT"}
"""How the money came (BPR04), in the words of people; the others say nothing of it."""


def decide_payments(practice: Practice, history: History, now: datetime) -> Outcome:
    """The rows that are missing; a payment that a person has entered is not entered again.

    A row that a person took away or changed is theirs. A payment of a coming day has not come yet. Where a person's row
    came later, or could not be read before, both stand: then a person is asked.
    """
    rows: list[AppendRow] = []
    tasks: list[Task] = []
    entries = [e for e in entries_of(history) if e.status != FORECAST]
    own = _own_rows(practice, history, {row_of(e) for e in entries})
    for entry in entries:
        row_id = row_of(entry)
        waits = not entry.money.paid or entry.on > today(practice.details, now)
        if waits or history.is_done(f"row:{TAB}:{row_id}") or _stands(row_id, practice):
            continue
        alike = _alike(entry, own)
        if alike is None:
            rows.append(_row(row_id, entry, practice))
        else:
            own.remove(alike)  # one row of a person is one payment
            if not _is_named(alike, entry):
                number = entry.trace or "without a number"
                why = reason("PAYMENT_ALIKE", rows=(alike.payment_id,), row=alike.payment_id, number=number)
                tasks.append(Task(about=alike.payment_id, tab=TAB, reason=why))
    return Outcome(tuple(rows), (), (*tasks, *_twice(entries, own, practice)))


def _twice(entries: Iterable[Entry], own: list[Payment], practice: Practice) -> Iterator[Task]:
    """Rows of people beside ours of the same payment, which count its money twice."""
    there = {p.payment_id: p.amount for p in practice.payments}
    for entry in entries:
        row_id = row_of(entry)
        if there.get(row_id) == entry.money.paid and (alike := _alike(entry, own)):
            own.remove(alike)
            words = {"row": alike.payment_id, "other": row_id, "number": entry.trace or "without a number"}
            why = reason("PAYMENT_TWICE", rows=(alike.payment_id, row_id), **words)
            yield Task(about=alike.payment_id, tab=TAB, reason=why)


def row_of(entry: Entry) -> str:
    """The ID of an entry's row: opaque, the same at every pass."""
    return f"P-R{hashlib.sha256(entry.key.encode()).hexdigest()[:8].upper()}"


def _stands(row_id: str, practice: Practice) -> bool:
    """Whether the row is there, though the ledger may not know it: it may have been put back from a backup."""
    return (TAB, row_id) in practice.in_question or any(p.payment_id == row_id for p in practice.payments)


def _own_rows(practice: Practice, history: History, ours: Collection[str]) -> list[Payment]:
    """What people entered themselves as paid by insurers."""
    return [
        p
        for p in practice.payments
        if p.kind is PaymentKind.INSURANCE
        and p.payment_id not in ours
        and f"row:{TAB}:{p.payment_id}" not in history.happened
    ]


def _alike(entry: Entry, own: list[Payment]) -> Payment | None:
    """A person's row of the same payment, by its number where one is written, else by visit and sum."""
    same = [p for p in own if _is_about(p, entry) and p.amount == entry.money.paid]
    named = [p for p in same if _is_named(p, entry)]
    unnamed = [p for p in same if not _plain(p.reference)]
    return next(iter((*named, *unnamed)), None)


def _is_about(payment: Payment, entry: Entry) -> bool:
    return payment.visit_id == entry.visit_id or (payment.visit_id is None and payment.client_id == entry.client_id)


def _is_named(payment: Payment, entry: Entry) -> bool:
    return bool(_plain(payment.reference)) and _plain(payment.reference) == _plain(entry.trace)


def _plain(number: str | None) -> str:
    """A number without blanks, hyphens and zeros in front, which people leave out."""
    return re.sub(r"[\W_]", "", number or "").lstrip("0").upper()


def _row(row_id: str, entry: Entry, practice: Practice) -> AppendRow:
    known = entry.visit_id in practice.visit or ("Attendance", entry.visit_id) in practice.in_question
    why = reason("PAYMENT_ADDED", rows=(entry.visit_id,), number=entry.trace or "without a number")
    return AppendRow(
        key=f"row:{TAB}:{row_id}",
        tab=TAB,
        row_id=row_id,
        source=entry.claim_id,
        cells={
            "payment_id": row_id,
            "on": entry.on,
            "client_id": entry.client_id,
            "visit_id": entry.visit_id if known else None,
            "kind": PaymentKind.INSURANCE.value,
            "amount": entry.money.paid,
            "method": METHODS.get(entry.method),
            "reference": entry.trace or None,
        },
        reasons=(why,),
    )
