"""The payers behind a clearinghouse, from outside: what they took, what stands there now, and what they answer.

They know nothing of the product but its claim files. What no payer may ever be handed is noted in ``wrong``.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from tests.connectors.x12.answer_files import envelope, of_claim, top
from tests.faults.checker import claim_files, claims
from tests.faults.paying import DENIED, Books
from tests.faults.world import OnePractice

FIRST, REPLACES, VOIDS = "1", "7", "8"
FILE_REFUSED, CLAIM_REFUSED, THINKS_BETTER = 0.05, 0.15, 0.04
CORRECTION_REFUSED = 0.5
TURNED_AWAY = ("A7:164:IL", "A3:21", "A7:255", "A8:496:85")


@dataclass
class Taken:
    """A claim that came: of whom, by which submitter, which codes of which day, what it corrects, what was decided.

    ``billed`` is code, charge, day and the sender's own number of each line; ``numbers`` are all that the payer gave it.
    """

    person: str
    billed: tuple[tuple[str, Decimal, str, str], ...]
    frequency: str
    corrects: str
    sender: str
    state: Literal["stands", "refused", "voided", "replaced"] = "stands"
    number: str = ""
    accepted: str = ""
    numbers: set[str] = field(default_factory=set)

    @property
    def lines(self) -> frozenset[tuple[str, str]]:
        """Which codes of which day."""
        return frozenset((day, code) for code, _, day, _ in self.billed)

    @property
    def day(self) -> str:
        """The day that an answer about it names."""
        return min(day for day, _ in self.lines)


@dataclass
class Payers:
    """One practice's payers; ``answers`` are written and not yet fetched, ``fetched`` were read once at the least."""

    taken: dict[str, Taken] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    answers: list[bytes] = field(default_factory=list)
    fetched: list[bytes] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    books: Books = field(default_factory=Books)
    accepts: dict[bytes, dict[str, str]] = field(default_factory=dict)
    """The claims that an answer accepts, with the number that it gives them."""

    def pay(self, now: datetime, chance: random.Random) -> None:
        """A payment run."""
        self.answers += self.books.pay(self.taken, now, chance)

    def take(self, p: OnePractice, now: datetime, chance: random.Random | None) -> None:
        """Every file that was not uploaded yet; without ``chance`` all claims are accepted."""
        new = [name for name in claim_files(p) if name.endswith(".837") and name not in self.files]
        for name in new:
            self.files.add(name)
            control = name.split("-")[0].removesuffix(".837")
            refused = chance is not None and chance.random() < FILE_REFUSED
            for claim_id, claim in of_file(p, name):
                self._check(claim_id, claim)
                self.taken[claim_id] = claim
                claim.state = "refused" if refused else claim.state
            ours = [claim_id for claim_id, _ in of_file(p, name)]
            answer = (
                _refused(int(control), now, _sender(p, name)) if refused else self._decided(control, ours, now, chance)
            )
            self.answers.append(answer)
        if chance is not None:
            self._think_better(now, chance)

    def _think_better(self, now: datetime, chance: random.Random) -> None:
        """Now and then a claim comes back that was accepted before, on a later day."""
        for claim_id, claim in self.standing().items():
            is_late = claim.accepted < f"{now:%Y%m%d}" and claim_id not in self.books.of_claim
            if claim.frequency == FIRST and is_late and chance.random() < THINKS_BETTER:
                claim.state = "refused"
                said = of_claim(claim_id, f"A3:21*{now:%Y%m%d}*U*150", number=claim.number, day=claim.day)
                above = top("0", f"A1:19:PR*{now:%Y%m%d}*WQ*315")
                self.answers.append(_answer(*above, *said, to=claim.sender, now=now))

    def _check(self, claim_id: str, claim: Taken) -> None:
        standing = {k: c for k, c in self.taken.items() if c.state == "stands" and c.frequency != VOIDS}
        if claim_id in self.taken:
            self.wrong.append(f"one claim ID twice: {claim_id}")
        if claim.frequency in (REPLACES, VOIDS):
            if not any(claim.corrects in c.numbers for c in self._correctable() if c.person == claim.person):
                self.wrong.append(f"{claim_id} corrects {claim.corrects}, which does not stand")
        else:
            twice = [k for k, c in standing.items() if c.person == claim.person and c.lines & claim.lines]
            self.wrong += [f"{claim_id} bills again what stands as {k}" for k in twice]

    def _correctable(self) -> Iterator[Taken]:
        """What stands, and what came back late: the practice may not have heard of it."""
        return (c for c in self.taken.values() if c.state == "stands" or (c.state == "refused" and c.number))

    def _decided(self, control: str, ours: list[str], now: datetime, chance: random.Random | None) -> bytes:
        said: list[str] = []
        for level, claim_id in enumerate(ours, 4):
            claim = self.taken[claim_id]
            share = CLAIM_REFUSED if claim.frequency == FIRST else CORRECTION_REFUSED
            if chance is not None and chance.random() < share:
                claim.state = "refused"
                said += of_claim(
                    claim_id, f"{chance.choice(TURNED_AWAY)}*{now:%Y%m%d}*U*150", level=level, day=claim.day
                )
            else:
                claim.accepted = f"{now:%Y%m%d}"
                claim.number = f"26{len(self.taken):03d}{level:03d}"
                claim.numbers.add(claim.number)
                said += of_claim(
                    claim_id, f"A2:20:PR*{now:%Y%m%d}*WQ*150", number=claim.number, level=level, day=claim.day
                )
                self._follow(claim)
        above = top(f"{int(control):09d}", f"A1:19:PR*{now:%Y%m%d}*WQ*315")
        answer = _answer(*above, *said, to=self.taken[ours[0]].sender, now=now)
        self.accepts[answer] = {x: self.taken[x].number for x in ours if self.taken[x].state != "refused"}
        return answer

    def _follow(self, claim: Taken) -> None:
        """A correction that is accepted ends the claim that it names."""
        for other in self.taken.values():
            if claim.corrects in other.numbers and other.state == "stands":
                other.state = "voided" if claim.frequency == VOIDS else "replaced"

    def standing(self) -> Mapping[str, Taken]:
        """What the payers will pay, or have paid: a claim keeps its payment while its replacement is denied."""
        found = {k: c for k, c in self.taken.items() if c.state == "stands" and c.frequency != VOIDS}
        for k, c in list(found.items()):
            if c.frequency == REPLACES and self.books.says(k) == DENIED and (before := self._still_paid(c.corrects)):
                del found[k]
                found[before] = self.taken[before]
        return found

    def _still_paid(self, number: str) -> str:
        replaced = (k for k, c in self.taken.items() if c.state == "replaced" and number in c.numbers)
        return next((k for k in replaced if self.books.says(k) not in ("", DENIED)), "")


def of_file(p: OnePractice, name: str) -> Iterator[tuple[str, Taken]]:
    """The claims of one file."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for line in claims(p):
        if line["file"] == name:
            found.setdefault(line["id"], []).append(line)
    for claim_id, lines in found.items():
        billed = tuple((x["code"], Decimal(x["charge"]), x["day"], x["reference"]) for x in lines)
        first = lines[0]
        yield claim_id, Taken(first["person"], billed, first["frequency"], first["corrects"], _sender(p, name))


def _sender(p: OnePractice, name: str) -> str:
    return claim_files(p)[name].decode().split("*")[6].strip()


def _refused(control: int, now: datetime, to: str) -> bytes:
    told = (f"AK1*HC*{control}", "AK9*R*1*1*0")
    return envelope(*told, kind="999", version="005010X231A1", to=to, on=f"{now:%Y%m%d}").encode()


def _answer(*segments: str, to: str, now: datetime) -> bytes:
    """Addressed to whoever sent the file, as a clearinghouse does."""
    mine = (x.replace("*46*RIVERBENDGRP", f"*46*{to}") for x in segments)
    return envelope(*mine, to=to, on=f"{now:%Y%m%d}").encode()
