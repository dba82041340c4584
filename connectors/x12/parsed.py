"""What a claim file says, as it is found there."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class BatchBroken(AssertionError):  # noqa: N818  it says what happened
    """A claim file that Circlebook wrote does not say what it should: a bug; names claim IDs and segments only.

    ``edit`` is the number of the check in the list of edits.
    """

    def __init__(self, what: str, edit: int = 23) -> None:
        super().__init__(what)
        self.edit = edit


class ParsedLine(NamedTuple):
    """A service line as the file has it."""

    code: str
    modifiers: tuple[str, ...]
    charge: Decimal
    units: int
    place: str
    pointers: tuple[int, ...]
    on: date
    reference: str


class Insured(NamedTuple):
    """Who is insured where, as the levels above a claim say; ``relationship`` is 18 for a client who holds the policy."""

    filing_code: str
    relationship: str
    subscriber_last: str
    subscriber_first: str
    member_id: str
    payer: str
    payer_id: str
    patient_last: str
    patient_first: str
    street: str
    city: str
    state: str
    zip: str
    born: date
    sex: str


class ParsedClaim(NamedTuple):
    """A claim as the file has it."""

    claim_id: str
    total: Decimal
    place: str
    frequency: int
    authorization_number: str
    original_reference: str
    diagnoses: tuple[str, ...]
    rendering_last: str
    rendering_first: str
    rendering_npi: str
    rendering_taxonomy: str
    lines: tuple[ParsedLine, ...]
    insured: Insured
