"""Claims of a file that lies there, as values again: all that is left of them once a ledger was put back."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Literal

from connectors.x12.parse import parse_claims
from connectors.x12.parsed import BatchBroken, Insured, ParsedClaim, ParsedLine
from domain.claim import ORIGINAL, REPLACES, VOIDS, Claim, Party, ServiceLine

_ID = re.compile(r"~\s*CLM\*([^*~]+)\*")
_BILLING = re.compile(r"~\s*NM1\*85\*[^~]*\*XX\*([0-9]{10})")
_HOLDERS: Mapping[str, Literal["Self", "Spouse", "Child", "Other"]] = {"18": "Self", "01": "Spouse", "19": "Child"}
_FREQUENCIES: Mapping[int, Literal[1, 7, 8]] = {ORIGINAL: ORIGINAL, REPLACES: REPLACES, VOIDS: VOIDS}
_CATEGORY = 3
"""Signs of a diagnosis before its dot; a file has none."""

Row = Mapping[str, str | None]


def claims_read_back(text: str, twin: str) -> dict[str, Claim | None]:
    """Each claim of a claim file by its ID, in the order of the file; None where only the ID can be read.

    In capitals and plain letters, as payers are told. Whose visit it is and what the practice calls the payer stand in
    the ``twin`` alone, "" without; a clinician who is the practice itself is named by the NPI alone.
    """
    found: dict[str, Claim | None] = dict.fromkeys(_ID.findall(text))
    rows: dict[str, Row] = {_cell(row, "Claim ID"): row for row in csv.DictReader(io.StringIO(twin))}
    billing = _BILLING.search(text)
    try:
        parsed = parse_claims(text)
    except BatchBroken:  # another program wrote it anew
        return found
    return found | {x.claim_id: _claim(x, rows.get(x.claim_id, {}), billing[1] if billing else "") for x in parsed}


def _claim(parsed: ParsedClaim, row: Row, billing_npi: str) -> Claim | None:
    who = parsed.insured
    frequency = _FREQUENCIES.get(parsed.frequency)
    if frequency is None:
        return None
    holder = _HOLDERS.get(who.relationship, "Other")
    patient = _patient(who)
    return Claim(
        claim_id=parsed.claim_id,
        visit_id=_cell(row, "Visit ID"),
        client_id=_cell(row, "Client ID"),
        payer=_cell(row, "Payer") or who.payer,
        payer_id=who.payer_id,
        filing_code=who.filing_code,
        member_id=who.member_id,
        holder=holder,
        subscriber=patient if holder == "Self" else Party(last_or_organization=who.subscriber_last, first=who.subscriber_first),
        patient=patient,
        diagnoses=tuple(map(_dotted, parsed.diagnoses)),
        authorization_number=parsed.authorization_number,
        rendering_last=parsed.rendering_last,
        rendering_first=parsed.rendering_first,
        rendering_npi=parsed.rendering_npi or billing_npi,
        rendering_taxonomy=parsed.rendering_taxonomy,
        place=parsed.place,
        lines=tuple(_line(n, x, parsed.place) for n, x in enumerate(parsed.lines, start=1)),
        frequency=frequency,
        original_reference=parsed.original_reference,
    )  # fmt: skip


def _patient(who: Insured) -> Party:
    return Party(
        last_or_organization=who.patient_last,
        first=who.patient_first,
        street=who.street,
        city=who.city,
        state=who.state,
        zip=who.zip,
        born=who.born,
        sex=who.sex,
    )


def _line(number: int, line: ParsedLine, claim_place: str) -> ServiceLine:
    return ServiceLine(
        line=number,
        code=line.code,
        modifiers=line.modifiers,
        place=line.place or claim_place,
        pointers=line.pointers,
        charge=line.charge,
        units=line.units,
        on=line.on,
        reference=line.reference,
    )


def _dotted(code: str) -> str:
    return f"{code[:_CATEGORY]}.{code[_CATEGORY:]}" if len(code) > _CATEGORY else code


def _cell(row: Row, column: str) -> str:
    """A cell of the twin, without the apostrophe that keeps a spreadsheet from reckoning."""
    return (row.get(column) or "").removeprefix("'")
