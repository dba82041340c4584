"""The practice and its people."""

from decimal import Decimal

from flows.sample.days import ZONE, Days
from flows.sample.rows import Row, row, table


def settings(days: Days) -> Row:
    """Every setting of the Practice tab by the field names of the details."""
    agreed = row(google_agreement_since=days.ago(400), texting_agreement_since=days.ago(380))
    return row(**_ITSELF, **_RULES, **agreed)


_ITSELF = row(
    practice_name="Oak Street Sample Practice",
    text_name="Oak Street",
    phone="518-555-0100",
    time_zone=ZONE,
    street="12 Oak Street",
    city="Albany",
    state="NY",
    zip="12207-0001",
    billing_npi="1000000004",
    tax_id="12-3456789",
    tax_id_kind="EIN",
    billing_taxonomy="193200000X",
    entity="Organization",
    person_first_name=None,
    person_last_name=None,
    submitter_id="SAMPLE001",
    submitter_contact="Bo Ledgerson",
    submitter_phone="518-555-0199",
    receiver_name="SAMPLE CLEARINGHOUSE",
    receiver_id="SAMPLECH",
    owner_email="owner@example.com",
)
"""Who the practice is, and how it bills."""

_RULES = row(
    text_hours="9:00 AM-8:00 PM",
    reminder_hours="72, 24",
    notice_hours=24,
    max_absences=3,
    max_in_a_row=2,
    late_limit_minutes=15,
    early_limit_minutes=15,
    excused_count="No",
    no_show_fee=Decimal(25),
    told_fee="No",
    medicare_fee_beside_medicaid="No",
    statements="Yes",
    note_due_days=3,
    verification_days=90,
    verify_ahead_days=14,
    call_back_days=7,
    offer_days=5,
    committed_to_start=5,
    old_verification="Warn",
    rows_ahead_days=7,
    individual_rate=Decimal(150),
    individual_minutes=53,
)
"""Its hours, its policy and its limits."""


def staff() -> tuple[Row, ...]:
    """Five people: two clinicians, intake, biller, owner."""
    return table(
        "name initials role npi taxonomy license license_state email supervisor active",
        [
            (
                *("Morgan Mockley", "MM", "Clinician", "1000000012", "103TC0700X", "PSY000001", "NY"),
                *("morgan@example.com", None, "Yes"),
            ),
            (
                *("Taylor Tryout", "TT", "Clinician", "1000000020", "1041C0700X", "LCSW000002", "NY"),
                *("taylor@example.com", None, "Yes"),
            ),
            ("Indra Intakely", "II", "Intake", None, None, None, None, "intake@example.com", None, "Yes"),
            ("Bo Ledgerson", "BL", "Biller", None, None, None, None, "billing@example.com", None, "Yes"),
            ("Olive Oakley", "OO", "Owner", None, None, None, None, "owner@example.com", None, "Yes"),
        ],
    )
