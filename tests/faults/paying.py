"""What payers pay for claims that stand: in full, less, not at all, taken back and paid anew, as files and as their own books.

They pay once a day at the most, so that a payment's day says what came after what.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.connectors.x12 import remit_files

if TYPE_CHECKING:
    from tests.faults.payers import Taken

PAID, DENIED, BACK = "1", "4", "22"
PAYS, TAKES_BACK, PAYS_AGAIN = 0.6, 0.12, 0.5
NO_NUMBER, NEW_NUMBER, UNSIGNED, TWO_PAYMENTS, KEEPS_BACK = 0.1, 0.25, 0.3, 0.3, 0.1
LESS = (Decimal("0.4"), Decimal("0.55"), Decimal("0.8"))
CENT, SHARE, NOTHING = Decimal("0.01"), Decimal(20), Decimal(0)
OUTCOMES = {"in full": 3, "by contract": 5, "client's share": 4, "deductible": 2, "in part": 2, "denied": 4}
WHY_DENIED = ("CO*50", "CO*16", "PI*204", "CO*29")

Parts = list[tuple[Decimal, tuple[str, ...]]]
"""What is paid for each line of a claim, and its adjustments."""


@dataclass(frozen=True)
class Judged:
    """What one payment says of one claim; the sums of what is taken back are below zero."""

    claim_id: str
    status: str
    trace: str
    on: date
    paid: Decimal
    owed: Decimal
    number: str
    parts: Parts = field(compare=False)


@dataclass
class Books:
    """Each judgement, by claim, in the order in which the payers made them; ``told`` is what each file says."""

    of_claim: dict[str, list[Judged]] = field(default_factory=dict)
    told: dict[bytes, list[Judged]] = field(default_factory=dict)
    again: dict[bytes, bytes] = field(default_factory=dict)
    """The same file as it comes a second time: its claims in another order, under another name."""
    count: int = 0

    def standing(self, claim_id: str) -> Judged | None:
        """The judgement of a claim that was not taken back."""
        made = self.of_claim.get(claim_id, [])
        return made[-1] if made and made[-1].status != BACK else None

    def says(self, claim_id: str) -> str:
        """The status of a claim's judgement; "" where none stands."""
        now = self.standing(claim_id)
        return now.status if now else ""

    def all(self) -> Iterator[Judged]:
        """Every judgement."""
        return (x for made in self.of_claim.values() for x in made)

    def is_lost(self, claim_id: str) -> bool:
        """Whether a claim was judged and nothing of it stands."""
        now = self.standing(claim_id)
        return claim_id in self.of_claim and (now is None or now.status == DENIED)

    def pay(self, taken: dict[str, "Taken"], now: datetime, chance: random.Random) -> Iterator[bytes]:
        """A payment run: its files; whatever is left to pay may wait for the next one."""
        day = now.date() + timedelta(days=chance.choice((0, 0, 0, 1, 2)))
        due: list[list[Judged]] = []
        self.count += 1
        for claim_id, claim in taken.items():
            before = self.of_claim.get(claim_id, [])
            if claim.frequency == "8" or not claim.number or (before and before[-1].on >= day):
                continue
            trace = f"EFT{self.count:04d}{chance.choice('AB') if chance.random() < TWO_PAYMENTS else 'A'}"
            if made := list(self._judge(claim_id, claim, trace, day, chance)):
                self.of_claim.setdefault(claim_id, []).extend(made)
                due.append(made)
        if due:
            yield self._file(due, taken, day, chance)

    def _judge(self, claim_id: str, claim: "Taken", trace: str, day: date, chance: random.Random) -> Iterator[Judged]:
        stands, was_judged = self.standing(claim_id), claim_id in self.of_claim
        if stands and (claim.state != "stands" or chance.random() < TAKES_BACK):
            yield _reversal(stands, trace, day)
            if claim.state == "stands" and chance.random() < PAYS_AGAIN:
                yield _judgement(claim_id, claim, trace, day, chance, anew=True)
        elif claim.state == "stands" and not stands and chance.random() < (PAYS_AGAIN if was_judged else PAYS):
            yield _judgement(claim_id, claim, trace, day, chance, anew=was_judged)

    def _file(self, due: list[list[Judged]], taken: dict[str, "Taken"], day: date, chance: random.Random) -> bytes:
        kept = Decimal(5) if chance.random() < KEEPS_BACK else NOTHING
        unsigned = chance.random() < UNSIGNED
        texts = {tuple(made): [_claim(x, taken[x.claim_id], unsigned=unsigned) for x in made] for made in due}

        def written(of: Iterable[list[Judged]]) -> bytes:
            of, payments = list(of), []
            for trace in sorted({x.trace for made in of for x in made}):
                those = [made for made in of if made[0].trace == trace]
                total = sum((x.paid for made in those for x in made), NOTHING) - kept
                plb = (f"PLB*1234567893*20261231*WO:1*{_sum(kept)}",) if kept else ()
                claims = [text for made in those for text in texts[tuple(made)]]
                payments.append(
                    remit_files.payment(*claims, total=_sum(total), trace=trace, on=f"{day:%Y%m%d}", plb=plb)
                )
            return remit_files.file(*payments).encode()

        content = written(due)
        again = written(chance.sample(due, len(due)))
        self.again[content] = again
        self.told[content] = self.told[again] = [x for made in due for x in made]
        return content


def _judgement(claim_id: str, claim: "Taken", trace: str, day: date, chance: random.Random, *, anew: bool) -> Judged:
    outcome = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    parts = [_line(outcome, charge, chance) for _, charge, _, _ in claim.billed]
    number = "" if chance.random() < NO_NUMBER else claim.number
    if number and (anew or chance.random() < NEW_NUMBER):
        number = claim.number = f"{claim.number}{chance.randrange(10)}"
        claim.numbers.add(number)
    paid = sum((p for p, _ in parts), NOTHING)
    owed = sum((Decimal(a.split("*")[2]) for _, off in parts for a in off if a.startswith("PR")), NOTHING)
    return Judged(claim_id, DENIED if outcome == "denied" else PAID, trace, day, paid, owed, number, parts)


def _line(outcome: str, charge: Decimal, chance: random.Random) -> tuple[Decimal, tuple[str, ...]]:
    allowed = (charge * chance.choice(LESS)).quantize(CENT)
    contract = f"CO*45*{_sum(charge - allowed)}"
    match outcome:
        case "in full":
            return charge, ()
        case "by contract":
            return allowed, (contract,)
        case "client's share":
            return allowed - SHARE, (contract, f"PR*3*{_sum(SHARE)}")
        case "deductible":
            return NOTHING, (contract, f"PR*1*{_sum(allowed)}")
        case "in part":
            return allowed - SHARE, (contract, f"CO*59*{_sum(SHARE)}")
        case _:
            return NOTHING, (f"{chance.choice(WHY_DENIED)}*{_sum(charge)}",)


def _reversal(of: Judged, trace: str, day: date) -> Judged:
    return Judged(of.claim_id, BACK, trace, day, -of.paid, -of.owed, of.number, of.parts)


def _claim(said: Judged, claim: "Taken", *, unsigned: bool) -> list[str]:
    """The segments of one claim; some payers write what they take back without the sign."""
    sign = -1 if said.status == BACK and not unsigned else 1
    sums = (sum((c for _, c, _, _ in claim.billed), NOTHING), abs(said.paid), abs(said.owed))
    head = "*".join(_sum(sign * x) for x in sums)
    found = [f"CLP*{said.claim_id}*{said.status}*{head}*12*{said.number}*11*1", "NM1*QC*1*DOE*JANE****MI*W1"]
    for (code, charge, day, reference), (paid, off) in zip(claim.billed, said.parts, strict=True):
        found += [f"SVC*HC:{code}*{_sum(sign * charge)}*{_sum(sign * paid)}**1", f"DTM*472*{day}"]
        for adjusted in off:
            group, why, amount = adjusted.split("*")
            found.append(f"CAS*{group}*{why}*{_sum(sign * Decimal(amount))}")
        found.append(f"REF*6R*{reference}")
    return found


def _sum(amount: Decimal) -> str:
    """A sum as X12 writes it, without needless zeros."""
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"
