"""A batch read back and held against what it was made from, before its bytes are frozen."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from connectors.x12.parse import expect, parse_claims
from connectors.x12.parsed import Insured, ParsedClaim, ParsedLine
from domain.claim import Claim, Party, ServiceLine

_RELATIONSHIP = {"Self": "18", "Spouse": "01", "Child": "19", "Other": "G8"}


def check_batch(text: str, claims: Sequence[Claim]) -> None:
    """Nothing, when the file says what the claims say, each of them once.

    Raises BatchBroken otherwise, naming the claim ID and the thing that differs; that is a bug, never a person's doing.
    """
    found = parse_claims(text)
    by_id = {x.claim_id: x for x in found}
    all_there = len(found) == len(by_id) == len(claims)
    expect(all_there, f"{len(claims)} claims went in, {len(found)} stand in the file", 1)
    for claim in claims:
        expect(claim.claim_id in by_id, f"claim {claim.claim_id} is not in the file", 1)
        _same(claim, by_id[claim.claim_id])


def _same(claim: Claim, found: ParsedClaim) -> None:
    total, wanted = sum(x.charge for x in found.lines), claim.total
    compared = (
        ("total", 12, found.total == total == wanted),
        ("lines", 9, found.lines == tuple(_line(x, claim.place) for x in claim.lines)),
        ("pointers", 8, all(1 <= p <= len(found.diagnoses) for x in found.lines for p in x.pointers)),
        ("diagnoses", 7, found.diagnoses == tuple(map(_signs, claim.diagnoses))),
        ("frequency", 20, found.frequency == claim.frequency),
        ("place", 11, found.place == _signs(claim.place)),
        ("authorization", 17, _signs(found.authorization_number) == _signs(claim.authorization_number)),
        ("original reference", 20, _signs(found.original_reference) == _signs(claim.original_reference)),
        ("clinician", 2, not found.rendering_npi or found.rendering_npi == _signs(claim.rendering_npi)),
        ("insured", 5, _is_insured(found.insured, claim)),
    )
    for what, edit, same in compared:
        expect(same, f"claim {claim.claim_id}: the {what} in the file differs", edit)


def _is_insured(found: Insured, claim: Claim) -> bool:
    subscriber, patient = claim.subscriber, claim.patient
    shown = subscriber if claim.holder == "Self" else patient
    return (
        found.relationship == _RELATIONSHIP[claim.holder]
        and _signs(found.member_id) == _signs(claim.member_id)
        and _signs(found.payer_id) == _signs(claim.payer_id)
        and found.filing_code == _signs(claim.filing_code)
        and _reads(found.payer, claim.payer)
        and _reads(found.subscriber_last, subscriber.last_or_organization)
        and _reads(found.subscriber_first, subscriber.first)
        and _reads(found.patient_last, shown.last_or_organization)
        and _reads(found.patient_first, shown.first)
        and found.born == patient.born == shown.born
        and found.sex == shown.sex.strip().upper()
        and _at_home(found, shown)
    )


def _at_home(found: Insured, party: Party) -> bool:
    return (
        _reads(found.street, party.street)
        and _reads(found.city, party.city)
        and found.state == party.state.strip().upper()
        and found.zip == _signs(party.zip)
    )


def _line(line: ServiceLine, claim_place: str) -> ParsedLine:
    place = _signs(line.place) if line.place != claim_place else ""
    modifiers = tuple(map(_signs, line.modifiers))
    return ParsedLine(
        _signs(line.code), modifiers, line.charge, line.units, place, line.pointers, line.on, line.reference
    )


@lru_cache(16_384)
def _signs(text: str) -> str:
    """Letters and digits only, in capitals: what two spellings of one code have in common."""
    found = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return found.upper() if found.isalnum() else "".join(x for x in found.upper() if x.isalnum())


@lru_cache(16_384)
def _letters(text: str) -> str:
    """The letters and digits of plain text, in capitals."""
    return "".join(x for x in text.upper() if x.isalnum())


def _reads(found: str, wrote: str) -> bool:
    """Whether a name came through; one with accents or signs of its own was spelled out, so it is only there."""
    if wrote.isascii() and "#" not in wrote:
        return _letters(found) == _letters(wrote)
    return bool(found)
