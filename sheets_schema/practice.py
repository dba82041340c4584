"""The Practice tab: one row for each setting."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel

from domain.details import Details
from domain.lists import OldVerification, YesNo
from sheets_schema.column import ALL, CLAIMS, TEXTS, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class PracticeRow(Declared):
    """One setting, its value, and what it is for."""

    setting: Annotated[str, Column("Setting", required=True, width=30)]
    value: Annotated[Text, Column("Value", required=True, kind="as typed", width=34)]
    what_for: Annotated[Text, Column("What it is for", width=70)]


class PracticeSettings(BaseModel):
    """Every setting; where one is blank, the default of ``domain.details`` holds."""

    practice_name: Annotated[
        str,
        Column(
            "Practice name",
            example="Riverbend Groups",
            required=True,
            kind="label",
            holds=("claims", "notes"),
            help="On notes and claims.",
        ),
    ]
    text_name: Annotated[
        str,
        Column(
            "Text name",
            example="Riverbend",
            required=True,
            kind="label",
            holds=TEXTS,
            help="A neutral name that texts begin with.",
        ),
    ]
    phone: Annotated[Text, Column("Phone", required=True, kind="phone", holds=TEXTS, help="Where clients call you.")]
    time_zone: Annotated[
        str, Column("Time zone", required=True, kind="zone", holds=ALL, help="Eastern, Central, Mountain or Pacific.")
    ]
    street: Annotated[
        Text,
        Column("Street", example="100 Main St", required=True, holds=CLAIMS, help="Where the practice is, for claims."),
    ]
    city: Annotated[
        Text, Column("City", example="Springfield", required=True, kind="label", holds=CLAIMS, help="For claims.")
    ]
    state: Annotated[Text, Column("State", required=True, kind="state", holds=CLAIMS, help="Two letters, like IL.")]
    zip: Annotated[Text, Column("ZIP", required=True, kind="zip nine", holds=CLAIMS, help="Nine digits, for claims.")]
    billing_npi: Annotated[
        Text, Column("Billing NPI", required=True, kind="npi", holds=CLAIMS, help="The NPI that is paid.")
    ]
    tax_id: Annotated[Text, Column("Tax ID", required=True, kind="tax id", holds=CLAIMS, help="Nine digits.")]
    tax_id_kind: Annotated[
        Text,
        Column(
            "Tax ID kind",
            choices=("EIN", "SSN"),
            required=True,
            holds=CLAIMS,
            help="EIN for a firm, SSN for a person.",
        ),
    ]
    billing_taxonomy: Annotated[
        Text, Column("Billing taxonomy", required=True, kind="taxonomy", holds=CLAIMS, help="As enrolled with payers.")
    ]
    entity: Annotated[
        Text,
        Column(
            "Entity",
            choices=("Organization", "Person"),
            required=True,
            holds=CLAIMS,
            help="Organization or Person.",
        ),
    ]
    person_first_name: Annotated[
        Text, Column("Person first name", kind="name", holds=CLAIMS, help="Only where a person bills.")
    ]
    person_last_name: Annotated[
        Text, Column("Person last name", kind="name", holds=CLAIMS, help="Only where a person bills.")
    ]
    submitter_id: Annotated[
        Text,
        Column("Submitter ID", required=True, kind="sender id", holds=CLAIMS, help="The clearinghouse gave it to you."),
    ]
    submitter_contact: Annotated[
        Text,
        Column("Submitter contact", required=True, kind="name", holds=CLAIMS, help="Who answers about claim files."),
    ]
    submitter_phone: Annotated[
        Text, Column("Submitter phone", required=True, kind="phone", holds=CLAIMS, help="That person's number.")
    ]
    receiver_name: Annotated[
        Text,
        Column(
            "Receiver name",
            example="Example Clearinghouse",
            required=True,
            holds=CLAIMS,
            help="The clearinghouse or payer.",
        ),
    ]
    receiver_id: Annotated[
        Text, Column("Receiver ID", required=True, kind="sender id", holds=CLAIMS, help="Its ID for claim files.")
    ]
    owner_email: Annotated[
        Text, Column("Owner email", required=True, kind="email", help="Who hears when something is wrong.")
    ]
    text_hours: Annotated[tuple[time, time], Column("Text hours", holds=TEXTS, help="Texts go out only then.")]
    reminder_hours: Annotated[
        tuple[int, ...], Column("Reminder hours", holds=TEXTS, help="How many hours before a session to remind.")
    ]
    notice_hours: Annotated[
        int, Column("Notice hours", holds=("policy",), help="A cancellation nearer than this is a late cancel.")
    ]
    max_absences: Annotated[
        int, Column("Max absences per cycle", holds=("policy",), help="More may end a member's place.")
    ]
    max_in_a_row: Annotated[
        int, Column("Max absences in a row", holds=("policy",), help="More may end a member's place.")
    ]
    late_limit_minutes: Annotated[
        int, Column("Late limit minutes", holds=("policy",), help="Later than this, a member may not be let in.")
    ]
    early_limit_minutes: Annotated[
        int, Column("Early leave limit minutes", holds=("policy",), help="Leaving earlier than this is named in To do.")
    ]
    excused_count: Annotated[
        YesNo, Column("Excused absences count", holds=("policy",), help="Yes: an excused absence counts too.")
    ]
    no_show_fee: Annotated[Decimal | None, Column("No-show fee", help="What a missed session costs the client.")]
    told_fee: Annotated[
        YesNo, Column("Fee for absences told in time", help="Yes: the no-show fee is asked about for these too.")
    ]
    medicare_fee_beside_medicaid: Annotated[
        YesNo,
        Column(
            "Medicare fee beside Medicaid",
            help="Yes: Medicare members may be charged though Medicaid members never are. Ask a lawyer first.",
        ),
    ]
    statements: Annotated[
        YesNo, Column("Monthly statements", help="Yes: each client's statement or superbill once a month is over.")
    ]
    note_due_days: Annotated[int, Column("Note due days", help="Days after a session by which its notes are due.")]
    verification_days: Annotated[
        int, Column("Verification good for days", holds=CLAIMS, help="After that, call the payer again.")
    ]
    verify_ahead_days: Annotated[
        int, Column("Verify again ahead days", help="How long before a payer's answer grows old you want to know.")
    ]
    call_back_days: Annotated[int, Column("Call back after days", help="When to call a payer again that was not sure.")]
    offer_days: Annotated[int, Column("Offer good for days", help="How long an offered seat is kept.")]
    committed_to_start: Annotated[
        int, Column("Committed before launch", help="How many members a new group should have before it starts.")
    ]
    old_verification: Annotated[
        OldVerification,
        Column("Old verification", holds=CLAIMS, help="Warn: bill and remind. Hold: wait for the call."),
    ]
    rows_ahead_days: Annotated[
        int, Column("Rows ahead days", holds=("sessions",), help="How early attendance rows are added.")
    ]
    individual_rate: Annotated[Decimal | None, Column("Individual rate", help="To compare groups with.")]
    individual_minutes: Annotated[int | None, Column("Individual minutes", help="To compare groups with.")]
    google_agreement_since: Annotated[
        date | None, Column("Google agreement on file since", help="The day the BAA with Google was signed.")
    ]
    texting_agreement_since: Annotated[
        date | None,
        Column("Texting agreement on file since", help="The day the BAA with the texting service was signed."),
    ]


PRACTICE = TabSpec("Practice", PracticeRow, Details, identity=("setting",), settings=PracticeSettings, color="1F4E79")
