"""What all accounts are made of, sorted by client and by visit once for a pass."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.fees import Fee, charged
from domain.history import History
from domain.lists import PaymentKind
from domain.practice import Practice
from domain.records import Payment
from domain.remittance import UNJUDGED
from domain.settled import Entry, Settlement, entries_of


@dataclass(frozen=True)
class Books:
    """Fees, payments and unread visits by client; payments and what remittances say by visit.

    ``mixed`` are the payments that name one client and another's visit, under both.
    """

    practice: Practice
    fees: Mapping[str, list[Fee]]
    payments: Mapping[str, list[Payment]]
    mixed: Mapping[str, list[Payment]]
    of_visit: Mapping[str, list[Payment]]
    unread: Mapping[str, list[str]]
    said: Mapping[str, list[Entry]]

    @classmethod
    def of(cls, practice: Practice, history: History) -> "Books":
        """The books of a practice as they are now."""
        books = cls(practice, *(defaultdict(list) for _ in range(6)))
        for fee in charged(practice, history):
            books.fees[fee.client_id].append(fee)
        for payment in practice.payments:
            books.payments[payment.client_id].append(payment)
            books.of_visit[payment.visit_id or ""].append(payment)
            whose = (payment.visit_id or "").rpartition("/")[2] or payment.client_id
            for client_id in {payment.client_id, whose} if whose != payment.client_id else ():
                books.mixed[client_id].append(payment)
        for tab, row in sorted(practice.in_question):
            if tab == "Attendance":
                books.unread[row.rpartition("/")[2]].append(row)
        for entry in entries_of(history):
            if entry.status not in UNJUDGED:
                books.said[entry.visit_id].append(entry)
        return books

    @property
    def clients(self) -> set[str]:
        """Everybody who may have an account."""
        return {*self.practice.visits_of_client, *self.fees, *self.payments, *self.unread}

    def settled(self, visit_id: str, until: date) -> list[Settlement]:
        """What remittances said of a visit up to a day, claim by claim."""
        of_claim: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.said.get(visit_id, ()):
            if entry.on <= until:
                of_claim[entry.claim_id].append(entry)
        return [Settlement(tuple(entries)) for entries in of_claim.values()]

    def is_paid_by_hand(self, visit_id: str, until: date) -> bool:
        """Whether a person entered an insurer's payment for a visit."""
        return any(p.kind is PaymentKind.INSURANCE and p.on <= until for p in self.of_visit.get(visit_id, ()))
