"""What was done and why: one claim with its service lines."""

import re
from collections.abc import Sequence

from connectors.x12.header import NPI, TAXONOMY
from connectors.x12.refused import X12Refused
from connectors.x12.segments import amount, day, segment
from connectors.x12.words import Code, Words, code, exact, words
from domain.claim import Claim, ServiceLine

MOST_DIAGNOSES = 12
MOST_LINES = 50
MOST_MODIFIERS = 4
MOST_POINTERS = 4

_OWN = r"""[A-Z0-9!"&'()+,\-./;?=]"""
_CLAIM_ID = Code("the claim ID", re.compile(_OWN + "{1,20}"), "G20260227-001")
_REFERENCE = Code("a line's reference", re.compile(_OWN + "{1,30}"), "G20260227-001-1")
_NUMBER = re.compile(f"(?=.{{1,50}}$){_OWN}+(?: {_OWN}+)*")
_AUTHORIZATION = Code("the authorization number", _NUMBER, "AUTH0012345")
_ORIGINAL = Code("the payer's own claim number", _NUMBER, "2026058001234")
_DIAGNOSIS = Code("a diagnosis", re.compile(r"[A-Z][0-9][A-Z0-9](?:\.?[A-Z0-9]{1,4})?"), "F41.1")
_PLACE = Code("the place of service", re.compile("[0-9]{2}"), "10")
_SERVICE = Code("a service code", re.compile("[A-Z0-9]{5}"), "90853")
_MODIFIER = Code("a modifier", re.compile("[A-Z0-9]{2}"), "95")
_LAST = Words("the clinician's last name", 60)
_FIRST = Words("the clinician's first name", 35)
_NPI = Code("the clinician's NPI", NPI, "1245319599")
_TAXONOMY = Code("the clinician's taxonomy", TAXONOMY, "103TC0700X")


def about(claim: Claim) -> str:
    """How people are told which claim is meant."""
    return f"Claim {claim.claim_id}"


def claim_id(claim: Claim, position: int) -> str:
    """CLM01; an ID that cannot be sent is told by its place in the batch, because it may hold anything."""
    return exact(claim.claim_id, _CLAIM_ID, f"Claim {position} of the batch")


def claim_segments(claim: Claim, billing_npi: str) -> str:
    """CLM to the last REF*6R. Raises X12Refused for what a payer's computer would turn away."""
    where = about(claim)
    place = code(claim.place, _PLACE, where)
    total = amount(claim.total, "the total", where)
    return "".join((
        f"CLM*{claim.claim_id}*{total}***{place}:B:{claim.frequency}*Y*A*Y*Y~\n",
        _references(claim, where),
        _diagnoses(claim.diagnoses, where),
        _rendering(claim, billing_npi, where),
        *_lines(claim, place, where),
    ))  # fmt: skip


def _references(claim: Claim, where: str) -> str:
    found = ""
    if claim.authorization_number:
        found = segment("REF", "G1", code(claim.authorization_number, _AUTHORIZATION, where))
    if claim.frequency != 1:
        found += segment("REF", "F8", code(claim.original_reference, _ORIGINAL, where))
    elif claim.original_reference:
        raise X12Refused(where, _ORIGINAL.name, "stands on a first claim. Take it out, or replace the sent claim")
    return found


def _diagnoses(diagnoses: Sequence[str], where: str) -> str:
    codes = [code(x, _DIAGNOSIS, where).replace(".", "") for x in diagnoses] or [code("", _DIAGNOSIS, where)]
    if len(codes) > MOST_DIAGNOSES or len(set(codes)) < len(codes):
        raise X12Refused(where, "the diagnoses", "are more than 12 or stand twice. Keep each once")
    return "HI*ABK:" + "*ABF:".join(codes) + "~\n"


def _rendering(claim: Claim, billing_npi: str, where: str) -> str:
    npi = code(claim.rendering_npi, _NPI, where)
    if npi == billing_npi:  # payers turn away a clinician named a second time
        return ""
    last = words(claim.rendering_last, _LAST, where)
    first = words(claim.rendering_first, _FIRST, where)
    taxonomy = code(claim.rendering_taxonomy, _TAXONOMY, where)
    return f"NM1*82*1*{last}*{first}****XX*{npi}~\nPRV*PE*PXC*{taxonomy}~\n"


def _lines(claim: Claim, place: str, where: str) -> list[str]:
    if not 1 <= len(claim.lines) <= MOST_LINES:
        raise X12Refused(where, "the claim", "has no service line or more than 50. Give it at least one")
    count = len(claim.diagnoses)
    return [_line(number, x, place, count, where) for number, x in enumerate(claim.lines, start=1)]


def _line(number: int, line: ServiceLine, claim_place: str, diagnoses: int, where: str) -> str:
    if len(line.modifiers) > MOST_MODIFIERS:
        raise X12Refused(where, "a line's modifiers", "are more than four. Keep at most four")
    if line.units < 1:
        raise X12Refused(where, "a line's units", "are not at least 1. Group therapy is one unit a visit")
    modifiers = "".join(":" + code(x, _MODIFIER, where) for x in line.modifiers)
    place = code(line.place, _PLACE, where) if line.place and line.place != claim_place else ""
    return (
        f"LX*{number}~\n"
        f"SV1*HC:{code(line.code, _SERVICE, where)}{modifiers}*{amount(line.charge, 'a charge', where)}"
        f"*UN*{line.units}*{place}**{_pointers(line.pointers, diagnoses, where)}~\n"
        f"DTP*472*D8*{day(line.on)}~\n"
        f"REF*6R*{exact(line.reference, _REFERENCE, where)}~\n"
    )


def _pointers(pointers: Sequence[int], diagnoses: int, where: str) -> str:
    if not 1 <= len(pointers) <= MOST_POINTERS or not all(1 <= x <= diagnoses for x in pointers):
        raise X12Refused(
            where, "a line", "points to a diagnosis that the claim lacks. Give one to four of the claim's own"
        )
    return ":".join(map(str, pointers))
