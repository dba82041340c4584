"""Invented people and claims for the tests of this room."""

from datetime import UTC, date, datetime
from decimal import Decimal

from domain.claim import Claim, Party, ServiceLine
from domain.details import Details

AT = datetime(2026, 3, 2, 14, 15, tzinfo=UTC)  # 9:15 in the morning in New York

PRACTICE = Details(
    practice_name="Riverbend Group Therapy LLC",
    street="100 Main St, Ste 200",
    city="Springfield",
    state="IL",
    zip="62701-1234",
    billing_npi="1234567893",
    tax_id="12-3456789",
    tax_id_kind="EIN",
    billing_taxonomy="193200000X",
    entity="Organization",
    submitter_id="RIVERBENDGRP",
    submitter_contact="Billing Desk",
    submitter_phone="(217) 555-0100",
    receiver_name="Example Clearinghouse",
    receiver_id="CLEARHOUSE1",
    owner_email="billing@riverbend.example",
)
NO_MAIL = PRACTICE.model_copy(update={"owner_email": None})
PERSON = PRACTICE.model_copy(
    update={"entity": "Person", "person_first_name": "Alex", "person_last_name": "Rivera", "tax_id_kind": "SSN"}
)

JANE = Party(
    last_or_organization="Doe",
    first="Jane",
    street="22 Elm Ave",
    city="Springfield",
    state="IL",
    zip="62704",
    born=date(1980, 2, 14),
    sex="F",
)
RICHARD = Party(last_or_organization="Roe", first="Richard")
SAM = Party(
    last_or_organization="Roe",
    first="Sam",
    street="9 Oak Ct",
    city="Springfield",
    state="IL",
    zip="62702",
    born=date(2009, 9, 30),
    sex="M",
)


def line(claim_id: str, number: int = 1, code: str = "90853", charge: str = "150.00", pointers=(1,), **other):
    """One unit by video on the day of the session."""
    known = {
        "line": number,
        "code": code,
        "modifiers": ("95",),
        "place": "10",
        "pointers": pointers,
        "charge": Decimal(charge),
        "units": 1,
        "on": date(2026, 2, 27),
        "reference": f"{claim_id}-{number}",
    }
    return ServiceLine(**(known | other))


def jane(claim_id: str = "G20260227-001", **other) -> Claim:
    """The claim of a client who holds the policy."""
    known = {
        "claim_id": claim_id,
        "visit_id": "G-01/05/C-001",
        "client_id": "C-001",
        "payer": "Aetna",
        "payer_id": "60054",
        "filing_code": "CI",
        "member_id": "W123456789",
        "holder": "Self",
        "subscriber": JANE,
        "patient": JANE,
        "diagnoses": ("F41.1",),
        "authorization_number": "AUTH0012345",
        "rendering_last": "Rivera",
        "rendering_first": "Alex",
        "rendering_npi": "1245319599",
        "rendering_taxonomy": "103TP2701X",
        "place": "10",
        "lines": (line(claim_id), line(claim_id, 2, "90785", "15.00")),
    }
    return Claim(**(known | other))


def sam(claim_id: str = "G20260227-002", **other) -> Claim:
    """The claim of a child insured through a parent."""
    known = {
        "visit_id": "G-01/05/C-002",
        "client_id": "C-002",
        "payer": "Blue Cross Blue Shield of Illinois",
        "payer_id": "00621",
        "filing_code": "BL",
        "member_id": "XYZ987654321",
        "holder": "Child",
        "subscriber": RICHARD,
        "patient": SAM,
        "diagnoses": ("F33.1", "F43.10"),
        "authorization_number": "BCBSAUTH778",
        "lines": (line(claim_id, pointers=(1, 2)),),
    }
    return jane(claim_id, **(known | other))
