"""A claim as a value: what a payer is told about one visit."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from domain.value import Value

ORIGINAL: Final = 1
REPLACES: Final = 7
VOIDS: Final = 8
"""Frequency codes of claims (CLM05-3)."""

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
PAIRS = tuple(a + b for a in SIGNS for b in SIGNS)
"""Ten bits as two signs of base 32."""


class Party(Value):
    """A person or organization as a claim names it; postal parts as on the card."""

    last_or_organization: str
    first: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    born: date | None = None
    sex: str = ""


class ServiceLine(Value):
    """One service on a claim; ``reference`` comes back with the payment (REF 6R)."""

    line: int
    code: str
    modifiers: tuple[str, ...]
    place: str
    pointers: tuple[int, ...]
    charge: Decimal
    units: int
    on: date
    reference: str


class Claim(Value):
    """All that a payer is told about one visit: who, who pays, what, why.

    ``frequency`` is 1 original, 7 replacement, 8 void; 7 and 8 carry ``original_reference``.
    """

    claim_id: str
    visit_id: str
    client_id: str
    payer: str
    payer_id: str
    filing_code: str
    member_id: str
    holder: Literal["Self", "Spouse", "Child", "Other"]
    subscriber: Party
    patient: Party
    diagnoses: tuple[str, ...]
    authorization_number: str = ""
    rendering_last: str
    rendering_first: str
    rendering_npi: str
    rendering_taxonomy: str
    place: str
    lines: tuple[ServiceLine, ...]
    frequency: Literal[1, 7, 8] = 1
    original_reference: str = ""

    @property
    def total(self) -> Decimal:
        """The sum of the lines' charges."""
        return sum((x.charge for x in self.lines), Decimal(0))


def claim_id(slug: str, visit_id: str, version: int = 1) -> str:
    """A claim's number: opaque, the same at every pass, 12 signs."""
    bits = int.from_bytes(hashlib.sha256(f"{slug}|{visit_id}|{version}".encode()).digest()[:8], "big") >> 4
    return "C" + "".join(PAIRS[bits >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0))[:11]
