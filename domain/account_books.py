"""What all accounts are made of, sorted by client and by visit once for a pass."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.claim import REPLACES
from domain.fees import Fee, charged
from domain.history import History
from domain.lists import PaymentKind
from domain.practice import Practice
from domain.records import Payment
from domain.remittance import UNJUDGED
from domain.sent import Chain, chains
from domain.settled import Entry, Settlement, entries_of

STATED = "document:statement:"
PRICE = "price:"
"""What the ledger keeps beside a statement: each visit's price under ``price:G-01/05/C-003``."""


def month_of(day: date) -> str:
    """A month as the keys of its papers name it: ``2026-03``."""
    return f"{day:%Y-%m}"


@dataclass(frozen=True)
class Books:
    """Fees, payments and unread visits by client; payments and what remittances say by visit.

    ``mixed`` are the payments that name one client and another's visit, under both. ``stated`` are the prices that stand
    on statements that were made, except those of this month that a person deleted. ``months`` are those of which any was
    made, and the one to be made: the account begins with the first, for nobody knows what a session cost before.
    ``claims`` is what became of each visit's claims.
    """

    practice: Practice
    stated: Mapping[str, Decimal]
    months: frozenset[str]
    fees: dict[str, list[Fee]] = field(default_factory=lambda: defaultdict(list))
    payments: dict[str, list[Payment]] = field(default_factory=lambda: defaultdict(list))
    mixed: dict[str, list[Payment]] = field(default_factory=lambda: defaultdict(list))
    of_visit: dict[str, list[Payment]] = field(default_factory=lambda: defaultdict(list))
    unread: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    claims: Mapping[str, Chain] = field(default_factory=dict)

    @classmethod
    def of(cls, practice: Practice, history: History, month: date) -> "Books":
        """The books of a practice as they are now, for the statements of a month."""
        made = [(k, h) for k, h in history.happened.items() if k.startswith(STATED) and h.state == "done"]
        stands = (h for k, h in made if not k.endswith(month_of(month)) or history.may_lie(h.detail.get("file", "")))
        kept = ((k, x) for h in stands for k, x in h.detail.items() if k.startswith(PRICE))
        stated = {k.removeprefix(PRICE): Decimal(x) for k, x in kept}
        months = frozenset({month_of(month), *(k.rpartition("/")[2] for k, _ in made)})
        books = cls(practice, stated, months, claims=chains(history))
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

    def counts(self, day: date) -> bool:
        """Whether a day is of a month with statements."""
        return month_of(day) in self.months

    def is_between(self, day: date) -> bool:
        """Whether a day is of a month without statements after one that had some."""
        return min(self.months) < month_of(day) and not self.counts(day)

    def price(self, visit_id: str, now: Decimal) -> Decimal:
        """What a visit costs its client: as it was stated once, whatever their rate is now."""
        return self.stated.get(visit_id, now)

    @property
    def clients(self) -> set[str]:
        """Everybody who may have an account."""
        return {*self.practice.visits_of_client, *self.fees, *self.payments, *self.unread}

    def is_billed(self, visit_id: str) -> bool:
        """Whether a payer has a claim of a visit, or had one until it accepts the void: nobody may be paid twice."""
        chain = self.claims.get(visit_id)
        return chain is not None and bool(chain.live or chain.turned)

    def settled(self, visit_id: str, until: date) -> list[Settlement]:
        """What remittances said up to a day of the claims of a visit that count, the newest claim first."""
        of_claim: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.said.get(visit_id, ()):
            if entry.on <= until:
                of_claim[entry.claim_id].append(entry)
        chain = self.claims.get(visit_id)
        return [Settlement(tuple(of_claim[x])) for x in (_counting(chain) if chain else of_claim) if x in of_claim]

    def is_paid_by_hand(self, visit_id: str, until: date) -> bool:
        """Whether a person entered an insurer's payment for a visit."""
        return any(p.kind is PaymentKind.INSURANCE and p.on <= until for p in self.of_visit.get(visit_id, ()))


def _counting(chain: Chain) -> Iterator[str]:
    """The claim that stands at the payer, then those it replaces, which count as long as it is not judged."""
    newest_first = [chain.live, *reversed(chain.voided)] if chain.live else []
    for sent in filter(None, newest_first):
        yield sent.claim.claim_id
        if sent.claim.frequency != REPLACES:
            return
