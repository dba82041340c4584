"""A bill as the claim that a payer gets."""

from domain.billing import Bill, Charge, Parts
from domain.claim import Claim, Party, ServiceLine
from domain.codes import MOST_POINTERS
from domain.counting import authorization_number
from domain.lists import Holder
from domain.presend import first_and_last
from domain.records import Client


def claim_of(bill: Bill) -> Claim:
    """The claim of a bill that nothing speaks against; raises ValueError for any other, which is a bug."""
    if bill.made is not None:
        return bill.made
    parts = bill.parts
    holder = parts.client.holder if parts else None
    if parts is None or parts.membership is None or parts.clinician is None or holder is None:
        raise ValueError(f"claim {bill.claim_id} is not ready")
    client, rule, clinician = parts.client, parts.rule, parts.clinician
    first, last = first_and_last(clinician.name)
    patient, diagnoses = _patient(client), diagnoses_of(parts)
    pointers = tuple(range(1, min(MOST_POINTERS, len(diagnoses)) + 1))
    return Claim(
        claim_id=bill.claim_id,
        visit_id=bill.visit.visit_id,
        client_id=client.client_id,
        payer=rule.payer,
        payer_id=(rule.payer_id or "").strip().upper(),
        filing_code=(rule.filing_code or "").strip().upper(),
        member_id=(client.member_id or "").strip(),
        holder=holder.value,
        subscriber=patient if holder is Holder.SELF else _holder(client),
        patient=patient,
        diagnoses=diagnoses,
        authorization_number=authorization_number(parts),
        rendering_last=last,
        rendering_first=first,
        rendering_npi=(clinician.npi or "").strip(),
        rendering_taxonomy=(clinician.taxonomy or "").strip().upper(),
        place=bill.charges[0].place,
        lines=tuple(_line(bill, n, charge, pointers) for n, charge in enumerate(bill.charges, start=1)),
    )


def diagnoses_of(parts: Parts) -> tuple[str, ...]:
    """The member's own diagnoses as the roster has them, the most important first."""
    return tuple(d.strip().upper() for d in parts.membership.diagnoses) if parts.membership else ()


def _line(bill: Bill, number: int, charge: Charge, pointers: tuple[int, ...]) -> ServiceLine:
    if charge.charge is None:
        raise ValueError(f"line {number} of claim {bill.claim_id} has no charge")
    return ServiceLine(
        line=number,
        code=charge.code,
        modifiers=charge.modifiers,
        place=charge.place,
        pointers=pointers,
        charge=charge.charge,
        units=1,
        on=bill.visit.on,
        reference=f"{bill.claim_id}-{number}",
    )


def _patient(client: Client) -> Party:
    return Party(
        last_or_organization=client.last_name,
        first=client.first_name,
        street=client.street or "",
        city=client.city or "",
        state=(client.state or "").strip().upper(),
        zip=(client.zip or "").strip(),
        born=client.born,
        sex=client.sex.value if client.sex else "",
    )


def _holder(client: Client) -> Party:
    return Party(
        last_or_organization=client.holder_last_name or "",
        first=client.holder_first_name or "",
        born=client.holder_born,
        sex=client.holder_sex.value if client.holder_sex else "",
    )
