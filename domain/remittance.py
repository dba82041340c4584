"""A remittance (835) as its file says it: what a payer pays, claim by claim, and why not more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOTHING = Decimal(0)

REVERSAL = "22"
DENIED = "4"
PASSED_ON = frozenset({"19", "20", "21", "23"})
"""Claims that the payer sent on to another payer by itself; a 23 was never its own."""

BEHIND = frozenset({"2", "3", "20", "21"})
"""What a plan answers that pays after another one; it names the claim by the number that the first one got."""

FORECAST = "25"
UNJUDGED = frozenset({"23", FORECAST})
"""Statuses (CLP02) that judge nothing: not this payer's claim, or only a forecast."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A part of the charge that is not paid: group (CO, OA, PI, PR), reason code, dollars."""

    group: str
    code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One service as the payer answered it; ``reference`` is our own number of the line, where it came back."""

    reference: str = ""
    code: str = ""
    on: str = ""
    charge: Decimal = NOTHING
    paid: Decimal = NOTHING
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, slots=True)
class PaidClaim:
    """One claim of a remittance; ``patient`` is what its head says that the patient owes.

    ``is_read`` is False where an amount of its head is none.
    """

    claim_id: str
    status: str
    charge: Decimal = NOTHING
    paid: Decimal = NOTHING
    patient: Decimal = NOTHING
    payer_number: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    lines: tuple[PaidLine, ...] = ()
    is_read: bool = True

    @property
    def all_adjustments(self) -> Iterator[Adjustment]:
        """Those of the claim and those of its lines."""
        yield from self.adjustments
        for line in self.lines:
            yield from line.adjustments


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment: its trace number, day, payer, sum, and the claims it pays.

    ``provider`` are sums by reason that the payer keeps back (or, below zero, adds) beside the claims (PLB).
    ``is_whole`` is False where the file breaks off.
    """

    trace: str = ""
    on: date | None = None
    payer: str = ""
    total: Decimal | None = None
    method: str = ""
    provider: tuple[tuple[str, Decimal], ...] = ()
    claims: tuple[PaidClaim, ...] = ()
    is_whole: bool = True

    @property
    def kept_back(self) -> Decimal:
        """What the payer keeps back of this payment for other matters."""
        return sum((amount for _, amount in self.provider), NOTHING)

    @property
    def expected_total(self) -> Decimal:
        """What the payment should come to by its claims."""
        return sum((c.paid for c in self.claims if c.status != FORECAST), NOTHING) - self.kept_back


def turned(claim: PaidClaim) -> PaidClaim:
    """A reversal with its amounts below zero, as the standard wants them; some payers write them without the sign."""
    if claim.status != REVERSAL or claim.charge < 0 or claim.paid < 0:
        return claim
    return PaidClaim(
        claim.claim_id,
        claim.status,
        -claim.charge,
        -claim.paid,
        -claim.patient,
        claim.payer_number,
        tuple(_against(claim.adjustments)),
        tuple(
            PaidLine(x.reference, x.code, x.on, -x.charge, -x.paid, tuple(_against(x.adjustments))) for x in claim.lines
        ),
        claim.is_read,
    )


def _against(adjustments: Iterable[Adjustment]) -> Iterator[Adjustment]:
    return (Adjustment(x.group, x.code, -x.amount) for x in adjustments)


Sums = Mapping[tuple[str, str], Decimal]
"""Adjustments by group and reason code, added up."""


def added_up(adjustments: Iterable[Adjustment]) -> dict[tuple[str, str], Decimal]:
    """The adjustments by group and code, without those that come to nothing."""
    found: dict[tuple[str, str], Decimal] = {}
    for x in adjustments:
        found[x.group, x.code] = found.get((x.group, x.code), NOTHING) + x.amount
    return {key: amount for key, amount in found.items() if amount}
