"""What a practice has heard of its payers, and what it may say of money and name to them then; seen from outside.

``Payments``, ``Claims`` and the claim files are held against the payers' own books.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.faults.payers import REPLACES, VOIDS, Payers, of_file
from tests.faults.paying import BACK, CENT, DENIED, PAID, Judged
from tests.faults.world import OnePractice

OURS = "P-R"
"""How the ID of a row of Payments begins that a remittance brought."""

TOLD = {"paid": PAID, "paid in part": PAID, "denied": DENIED, "taken back": BACK}
"""What Claims may say of a claim's money, and what a payer must have said for it."""

Key = tuple[str, str, Decimal]
"""Whose payment, its number and its sum."""


@dataclass
class Heard:
    """One practice; ``judged`` and ``accepted`` are what its ledger has, ``ever`` is what was read at any time."""

    payers: Payers
    judged: list[Judged] = field(default_factory=list)
    accepted: dict[str, str] = field(default_factory=dict)
    ever: set[tuple[str, str]] = field(default_factory=set)
    may_name: dict[str, set[str]] = field(default_factory=dict)
    """The payer's numbers that a correction of a claim may name: the newest, and older ones while a file is half made."""
    files: set[str] = field(default_factory=set)
    is_sure: bool = True
    lost: dict[str, Key] = field(default_factory=dict)
    """Rows of ours that went with an older version of the workbook: people's doing, so they stay away."""
    by_hand: dict[str, Judged] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    """Rows that people entered before an older version came back: theirs and ours may both stand by now."""
    wrong: list[str] = field(default_factory=list)

    def hear(self, content: bytes) -> None:
        """A file was read."""
        new = [x for x in self.payers.books.told.get(content, ()) if x not in self.judged]
        self.judged = sorted([*self.judged, *new], key=lambda x: x.on)
        self.ever |= {(x.claim_id, x.status) for x in self.payers.books.told.get(content, ())}
        accepted = self.payers.accepts.get(content, {})
        self.accepted |= accepted
        for claim_id in {*accepted, *(x.claim_id for x in new)}:
            known = set() if self.is_sure else self.may_name.get(claim_id, set())
            self.may_name[claim_id] = known | {self._newest(claim_id)}

    def back_to(self, judged: list[Judged], accepted: dict[str, str]) -> None:
        """The ledger was put back: until a pass went well, anything that the payers ever said may be named."""
        self.judged, self.accepted, self.is_sure = list(judged), dict(accepted), False
        self.may_name = {k: set(c.numbers) for k, c in self.payers.taken.items()}

    def _newest(self, claim_id: str) -> str:
        given = [x.number for x in self.judged if x.claim_id == claim_id and x.number]
        return given[-1] if given else self.accepted.get(claim_id, "")

    def _standing(self, claim_id: str) -> list[Judged]:
        found: list[Judged] = []
        for x in (x for x in self.judged if x.claim_id == claim_id):
            if x.status != BACK:
                found.append(x)
            elif found:
                found.pop(0)
        return found

    def _is_lost(self, claim_id: str) -> bool:
        known = any(x.claim_id == claim_id for x in self.judged)
        return known and all(x.status == DENIED for x in self._standing(claim_id))

    # After each pass.

    def after_pass(self, p: OnePractice, *, is_sure: bool) -> None:
        """The new claim files; after a pass that nothing disturbed only the newest numbers may be named."""
        for name in sorted(f.name for f in (p.folder / "claims").glob("[0-9]*.837")):
            if name not in self.files:
                self.files.add(name)
                self.wrong += [f"{name}: {x}" for x in self._of_file(p, name)]
        self.is_sure = is_sure
        if is_sure:
            self.may_name = {k: {self._newest(k)} for k in {*self.accepted, *(x.claim_id for x in self.judged)}}

    def _of_file(self, p: OnePractice, name: str) -> Iterator[str]:
        for claim_id, made in of_file(p, name):
            if made.frequency not in (REPLACES, VOIDS):
                continue
            of = next((k for k, c in self.payers.taken.items() if made.corrects in c.numbers), "")
            if made.corrects not in self.may_name.get(of, {made.corrects}):
                yield f"{claim_id} names {made.corrects}, and the payer's number of {of} is {self._newest(of)}"
            if made.frequency == VOIDS and self.is_sure and self._is_lost(of):
                yield f"{claim_id} takes back {of}, of which nothing stands"

    def said_wrong(self, p: OnePractice, names: dict[str, str]) -> Iterator[str]:
        """What Claims and Payments say of money that no payer said."""
        yield from self.wrong
        tab = p.book.tabs["Claims"]
        for row in (dict(zip(tab[0], r, strict=False)) for r in tab[1:] if r and r[0]):
            claim_id, state = str(row["Claim ID"]), str(row["State"])
            alike = self._of_same_visit(claim_id) if state.startswith("paid") else {claim_id}
            entered = {(x.claim_id, PAID) for x in self.by_hand.values()}
            if state in TOLD and not any((x, TOLD[state]) in self.ever | entered for x in alike):
                yield f"{claim_id} is called {state}, and no payer said so"
        paid = Counter(_key(x, self._person(x)) for x in self.payers.books.all() if self._was_read(x))
        rows = Counter(_row_key(p, row, names) for row in _rows(p) if str(row[0]).startswith(OURS))
        yield from (f"Payments has {key} {n} times" for key, n in rows.items() if n > paid[key])

    def _was_read(self, said: Judged) -> bool:
        return (said.claim_id, said.status) in self.ever

    def _of_same_visit(self, claim_id: str) -> set[str]:
        this = self.payers.taken.get(claim_id)
        alike = (k for k, c in self.payers.taken.items() if this and c.person == this.person and c.lines & this.lines)
        return {claim_id, *alike}

    def _person(self, said: Judged) -> str:
        return self.payers.taken[said.claim_id].person

    # What people do.

    def version_came_back(self, before: list[list[Any]], p: OnePractice, names: dict[str, str]) -> None:
        """An older version of the workbook has come back; ``before`` are the rows that stood in Payments."""
        there = {str(row[0]) for row in _rows(p)}
        self.lost |= {
            str(r[0]): _row_key(p, r, names) for r in before if str(r[0]) not in there and str(r[0])[:3] == OURS
        }
        self.loose |= set(self.by_hand)

    # At the end, when everything was read.

    def in_the_end(self, p: OnePractice, now: datetime, names: dict[str, str], also: set[str]) -> Iterator[str]:
        """Payments and Claims against the payers' books; ``also`` are further states in which a claim may be."""
        yield from self._rows_wrong(p, now.date(), names)
        tab = p.book.tabs["Claims"]
        for row in (dict(zip(tab[0], r, strict=False)) for r in tab[1:] if r and r[0]):
            claim_id, claim = str(row["Claim ID"]), self.payers.taken.get(str(row["Claim ID"]))
            if claim and claim.state == "stands" and claim.frequency != VOIDS:
                yield from self._state_wrong(claim_id, row, also)

    def _state_wrong(self, claim_id: str, row: dict[str, Any], also: set[str]) -> Iterator[str]:
        books, state = self.payers.books, str(row["State"])
        now, line = books.standing(claim_id), int(row["Line"])
        if claim_id not in books.of_claim:
            wanted = {"accepted"}
        elif now is None:
            wanted = {"taken back"}
        else:
            wanted = {"denied"} if now.status == DENIED else {"paid", "paid in part"}
        if state not in wanted | also:
            yield f"{claim_id} is called {state}, and is {' or '.join(sorted(wanted))}"
        elif now is not None and now.status != DENIED:  # whatever else is to be done with it
            paid = now.parts[line - 1][0]
            told = f"{paid:,.0f}" if paid == paid.to_integral_value() else f"{paid:,.2f}"
            if paid and f"Paid ${told} " not in str(row["Reason"]):
                yield f"{claim_id} was paid ${told}, and Claims says: {row['Reason']}"

    def _rows_wrong(self, p: OnePractice, today: date, names: dict[str, str]) -> Iterator[str]:
        due = Counter(_key(x, self._person(x)) for x in self.payers.books.all() if x.paid and x.on <= today)
        there = {str(r[0]) for r in _rows(p)}
        stand = Counter(key for row_id, key in self.lost.items() if row_id not in there)
        for row in _rows(p):
            entered = self.by_hand.get(str(row[0]))
            stand[_key(entered, self._person(entered)) if entered else _row_key(p, row, names)] += 1
        # A row that a person entered without a number may stand for any payment of the same sum.
        vague = {(self._person(x), x.paid) for x in self.by_hand.values()}
        asked = " ".join(str(row[2]) for row in p.book.tabs["To do"][1:])
        checks = {str(row[0]): row[-1] for row in p.book.tabs["Status"][1:] if row}
        waits = {x for x in self.by_hand if checks.get(f"Payments|{x}") != "OK" or f"Payments, {x} " in asked}
        loose = {(self._person(x), x.paid) for row_id, x in self.by_hand.items() if row_id in self.loose | waits}
        loose |= {
            (person, amount) for person, _, amount in self.lost.values()
        } & vague  # entered anew after it was lost
        paid, rows = _blurred(due, vague), _blurred(stand, vague)
        for key in paid.keys() | rows.keys():
            if rows[key] < paid[key] or (rows[key] > paid[key] and (key[0], key[2]) not in loose):
                yield f"{key} was paid {paid[key]} times and stands {rows[key]} times in Payments"


def _blurred(found: Counter[Key], vague: set[tuple[str, Decimal]]) -> Counter[Key]:
    blurred: Counter[Key] = Counter()
    for (person, trace, amount), n in found.items():
        blurred[(person, "", amount) if (person, amount) in vague else (person, trace, amount)] += n
    return blurred


def _rows(p: OnePractice) -> list[list[Any]]:
    return [row for row in p.book.tabs["Payments"][1:] if row and row[0] and p.book.cell("Payments", row, "Amount")]


def _key(said: Judged, person: str) -> Key:
    return person, said.trace, said.paid.quantize(CENT)


def _row_key(p: OnePractice, row: list[Any], names: dict[str, str]) -> Key:
    client, number, amount = (p.book.cell("Payments", row, x) for x in ("Client ID", "Reference", "Amount"))
    return names.get(str(client), str(client)), str(number or ""), Decimal(str(amount)).quantize(CENT)
