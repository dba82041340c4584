"""A batch read back and held against what it was made from, before its bytes are frozen."""

import unicodedata
from collections.abc import Sequence

from connectors.x12.parse import expect, parse_claims
from connectors.x12.parsed import ParsedClaim, ParsedLine
from domain.effects import Claim, ServiceLine

_RELATIONSHIP = {"Self": "18", "Spouse": "01", "Child": "19", "Other": "G8"}


def check_batch(text: str, claims: Sequence[Claim]) -> None:
    """Nothing, when the file says what the claims say, each of them once.

    Raises BatchBroken otherwise, naming the claim ID and the thing that differs; that is a bug, never a person's doing.
    """
    found = parse_claims(text)
    by_id = {x.claim_id: x for x in found}
    expect(len(found) == len(by_id) == len(claims), f"{len(claims)} claims went in, {len(found)} stand in the file")
    for claim in claims:
        expect(claim.claim_id in by_id, f"claim {claim.claim_id} is not in the file")
        _same(claim, by_id[claim.claim_id])


def _same(claim: Claim, found: ParsedClaim) -> None:
    born = claim.subscriber.born if claim.holder == "Self" else claim.patient.born
    compared = (
        ("total", found.total, claim.total),
        ("sum of lines", sum(x.charge for x in found.lines), claim.total),
        ("lines", found.lines, tuple(_line(x, claim.place) for x in claim.lines)),
        ("diagnoses", found.diagnoses, tuple(map(_signs, claim.diagnoses))),
        ("frequency", found.frequency, claim.frequency),
        ("place", found.place, _signs(claim.place)),
        ("authorization", _signs(found.authorization_number), _signs(claim.authorization_number)),
        ("original reference", _signs(found.original_reference), _signs(claim.original_reference)),
        ("relationship", found.relationship, _RELATIONSHIP[claim.holder]),
        ("member ID", _signs(found.member_id), _signs(claim.member_id)),
        ("payer ID", _signs(found.payer_id), _signs(claim.payer_id)),
        ("birth date", (found.born, claim.patient.born), (born, born)),
        ("clinician", found.rendering_npi or _signs(claim.rendering_npi), _signs(claim.rendering_npi)),
    )
    for what, is_, should in compared:
        expect(is_ == should, f"claim {claim.claim_id}: the {what} in the file differs")


def _line(line: ServiceLine, claim_place: str) -> ParsedLine:
    place = _signs(line.place) if line.place != claim_place else ""
    modifiers = tuple(map(_signs, line.modifiers))
    return ParsedLine(
        _signs(line.code), modifiers, line.charge, line.units, place, line.pointers, line.on, line.reference
    )


def _signs(text: str) -> str:
    """Letters and digits only, in capitals: what two spellings of one code have in common."""
    found = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return found.upper() if found.isalnum() else "".join(x for x in found.upper() if x.isalnum())
