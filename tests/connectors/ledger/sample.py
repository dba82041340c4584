"""Invented facts that the tests share."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.claim import Claim, Party, ServiceLine

AT = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
LINES = (("CL-0001", 1, "d1"), ("CL-0002", 1, "d2"))
FILES = {"batch-0001.837": b"ISA*00*\x00\xff~", "batch-0001.csv": "Zoë\r\n".encode()}


def claim(claim_id: str = "CL-0001") -> Claim:
    """A claim for one group session."""
    person = Party(last_or_organization="Sample", first="Robin", born=date(1990, 1, 2), sex="U")
    line = ServiceLine(
        line=1,
        code="90853",
        modifiers=(),
        place="11",
        pointers=(1,),
        charge=Decimal("45.50"),
        units=1,
        on=date(2026, 11, 20),
        reference=f"{claim_id}-1",
    )
    return Claim(
        claim_id=claim_id,
        visit_id="V-0001",
        client_id="C-001",
        payer="Example Health",
        payer_id="00001",
        filing_code="CI",
        member_id="M1",
        holder="Self",
        subscriber=person,
        patient=person,
        diagnoses=("F411",),
        rendering_last="Sample",
        rendering_first="Casey",
        rendering_npi="1234567893",
        rendering_taxonomy="101YM0800X",
        place="11",
        lines=(line,),
    )
