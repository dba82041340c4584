"""What became of the money of each claim: every remittance about it, added up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from domain.adjustment_words import OTHER_PAYER, OWED, SHARES, USUAL, WITHHELD, words_of
from domain.history import Happened, History
from domain.remittance import BEHIND, DENIED, NOTHING, PASSED_ON, REVERSAL, UNJUDGED, Adjustment, Sums, added_up

KIND = "remittance"
"""The kind of effect under which the ledger keeps what a remittance says of one claim."""

LINE = "line_"
MOST = 24
"""How many different adjustments of one line are kept each by itself."""

MoneyState = Literal["paid", "paid in part", "denied", "taken back"]


@dataclass(frozen=True)
class Money:
    """Charge, payment and adjustments of a claim or a line, after all remittances about it."""

    charge: Decimal = NOTHING
    paid: Decimal = NOTHING
    off: Sums = field(default_factory=dict)

    @property
    def owed(self) -> Decimal:
        """What the client owes: the group PR, and nothing else."""
        return sum((x for (group, _), x in self.off.items() if group == OWED), NOTHING)

    @property
    def allowed(self) -> Decimal:
        """What the payer allows for the service, whoever pays it."""
        return self.paid + self.owed + sum((x for (_, code), x in self.off.items() if code in WITHHELD), NOTHING)

    @property
    def owed_words(self) -> str:
        """What the client owes it for."""
        return words_of(key for key, x in self.off.items() if key[0] == OWED and x > 0)

    @property
    def words(self) -> str:
        """Why it is not paid, or not in full: without what is usual, unless there is nothing else."""
        return words_of(self.unusual or self.off)

    @property
    def unusual(self) -> tuple[tuple[str, str], ...]:
        """What is taken off for another reason than the contract, and is no usual share of the client."""
        return tuple(key for key, x in self.off.items() if x > 0 and key[1] not in USUAL and not _is_share(key))

    def state(self, expected: Decimal | None, *, is_denied: bool) -> MoneyState:
        """What it comes to; ``is_denied`` is what the payer itself says of the claim."""
        shares = any(_is_share(key) and x > 0 for key, x in self.off.items())
        explained = shares or any(key[1] in USUAL - {"45"} for key in self.off)
        if self.paid <= 0 and (is_denied or not explained):
            return "denied"
        short = expected is not None and self.allowed < expected
        return "paid in part" if self.unusual or short else "paid"


def _is_share(key: tuple[str, str]) -> bool:
    return key[0] == OWED and key[1] in SHARES


@dataclass(frozen=True)
class Entry:
    """What one remittance says of one claim, as the ledger keeps it; amounts of a reversal are below zero.

    ``place`` is its place in the file.
    """

    key: str
    claim_id: str
    visit_id: str
    client_id: str
    status: str
    trace: str
    on: date
    method: str
    payer_number: str
    place: int
    money: Money
    lines: Mapping[int, Money]


@dataclass(frozen=True)
class Settlement:
    """All that remittances say of one claim, the oldest first; there is at least one that judges it."""

    entries: tuple[Entry, ...]

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """The judgements that no reversal took back; several of them add up."""
        found: list[Entry] = []
        for entry in self.entries:
            if entry.status != REVERSAL:
                found.append(entry)
            elif (gone := _reversed(entry, found)) is not None:
                found.remove(gone)
        return tuple(found)

    @cached_property
    def own(self) -> tuple[Entry, ...]:
        """Those of the payer that the claim went to, without those of plans behind it to which it was passed on."""
        first = next((e for e in self.standing if e.status in PASSED_ON - BEHIND), None)
        found = (e for e in self.standing if e.status not in BEHIND and not (first and _is_behind(e, first)))
        return tuple(found) or self.standing

    @property
    def later(self) -> tuple[Entry, ...]:
        """What plans behind that payer made of the rest; one that denies it changes nothing."""
        return tuple(e for e in self.standing if e not in self.own and e.status != DENIED)

    @property
    def owing(self) -> tuple[Entry, ...]:
        """The judgements that say what the client owes: that of the last plan, else those of the first."""
        return self.later[-1:] or self.own

    @cached_property
    def money(self) -> Money:
        """What stands, added up."""
        return _with_later(_sum(e.money for e in self.own), [e.money for e in self.later])

    @cached_property
    def lines(self) -> Mapping[int, Money]:
        """The same by line; empty where one of them does not tell its lines apart."""
        if not all(e.lines for e in self.standing):
            return {}
        numbers = sorted({n for e in self.own for n in e.lines})
        return {
            n: _with_later(
                _sum(e.lines[n] for e in self.own if n in e.lines), [e.lines[n] for e in self.later if n in e.lines]
            )
            for n in numbers
        }

    @property
    def is_taken_back(self) -> bool:
        """Whether every judgement was reversed, and none came in its place."""
        return not self.standing

    @property
    def stands(self) -> Entry:
        """The judgement that counts, the payer's last that stands; else the last of all."""
        return (self.own or self.entries)[-1]

    @property
    def is_denied(self) -> bool:
        """Whether the payer itself says that it denies the claim."""
        return self.stands.status == DENIED

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not paid, as codes that words_for knows."""
        return tuple(f"835:{group}:{code}" for group, code in self.stands.money.off)

    @property
    def is_passed_on(self) -> bool:
        """Whether the payer sent it on to another payer by itself."""
        return self.stands.status in PASSED_ON

    @property
    def last(self) -> Entry:
        """The newest word."""
        return self.entries[-1]

    @property
    def payer_number(self) -> str:
        """The payer's own number of the claim as it stands; "" where none was given."""
        others = [e for e in self.standing if e not in self.own]
        given = (e.payer_number for e in (*reversed(self.own), *reversed(self.entries)) if e not in others)
        return next(filter(None, given), "")

    def state(self, line: int = 0, expected: Decimal | None = None) -> MoneyState:
        """What became of the claim, or of one of its lines."""
        if self.is_taken_back:
            return "taken back"
        return self.of(line).state(expected, is_denied=self.is_denied)

    def of(self, line: int) -> Money:
        """The money of a line; of the whole claim where lines are not told apart."""
        return self.lines.get(line, self.money)

    @property
    def is_lost(self) -> bool:
        """Whether nothing of the claim stands paid or allowed, so that only a corrected one can bring something."""
        return self.state() in ("denied", "taken back")


def settlements(history: History) -> dict[str, Settlement]:
    """What remittances say of each claim; claims of which none judges anything are not in it."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries_of(history):
        if entry.status not in UNJUDGED:
            found[entry.claim_id].append(entry)
    return {claim_id: Settlement(tuple(entries)) for claim_id, entries in found.items()}


def entries_of(history: History) -> list[Entry]:
    """Every claim of every remittance that was read, in the order of the payments, then as the files had them."""
    kept = [(_entry(h), h) for h in history.happened.values() if h.kind == KIND]
    return [e for e, _ in sorted(kept, key=lambda x: (x[0].on, x[1].begun, x[0].place, x[0].key))]


def _reversed(back: Entry, before: Iterable[Entry]) -> Entry | None:
    """The judgement that a reversal takes back: of the same sums, else of the same charge in an earlier payment.

    None where it was never read; what replaces it stands in the same payment.
    """
    alike = [e for e in before if e.money.charge == -back.money.charge]
    same = (e for e in alike if e.money.paid == -back.money.paid)
    earlier = (e for e in alike if e.trace != back.trace)
    return next(iter((*same, *earlier)), None)


def _entry(happened: Happened) -> Entry:
    d = happened.detail
    lines = {int(k.removeprefix(LINE)): _money(v) for k, v in d.items() if k.startswith(LINE)}
    return Entry(
        happened.key, d["claim_id"], d["visit_id"], d["client_id"], d["status"], d["trace"],
        date.fromisoformat(d["on"]), d["method"], d["payer_number"], int(d["place"]), _money(d["money"]), lines,
    )  # fmt: skip


def _sum(parts: Iterable[Money]) -> Money:
    all_parts = list(parts)
    off = added_up(Adjustment(*key, x) for m in all_parts for key, x in m.off.items())
    return Money(sum((m.charge for m in all_parts), NOTHING), sum((m.paid for m in all_parts), NOTHING), off)


def _is_behind(entry: Entry, first: Entry) -> bool:
    """Whether another payer's number shows that the plan answers to which the first one passed the claim on."""
    return bool(entry.payer_number and first.payer_number) and entry.payer_number != first.payer_number


def _with_later(first: Money, later: Sequence[Money]) -> Money:
    """What plans behind the first one pay comes on top, and the last of them says what is left to the client."""
    if not later:
        return first
    paid, last = sum((m.paid for m in later), NOTHING), later[-1]
    off = {key: x for key, x in first.off.items() if key[0] != OWED}
    off |= {key: x for key, x in last.off.items() if key[0] == OWED}
    if (spared := first.owed - last.owed - paid) > 0:  # allowed all the same, and nobody pays it
        off[OTHER_PAYER] = off.get(OTHER_PAYER, NOTHING) + spared
    return Money(first.charge, first.paid + paid, off)


def packed(money: Money) -> str:
    """Money as the ledger keeps it: ``150.00 100.00 CO-45:25.00 PR-3:25.00``."""
    off = list(money.off.items())
    rest = added_up(Adjustment(group, "MORE", x) for (group, _), x in off[MOST:])
    kept = (*off[:MOST], *rest.items())
    return " ".join((str(money.charge), str(money.paid), *(f"{group}-{code}:{x}" for (group, code), x in kept)))


def _money(text: str) -> Money:
    charge, paid, *off = text.split(" ")
    return Money(Decimal(charge), Decimal(paid), dict(_off(off)))


def _off(parts: Iterable[str]) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for part in parts:
        key, _, amount = part.partition(":")
        group, _, code = key.partition("-")
        yield (group, code), Decimal(amount)
