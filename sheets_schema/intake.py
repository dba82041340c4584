"""The Intake tab: what people wrote on the intake form."""

from datetime import date, datetime
from typing import Annotated

from domain.lists import FilledInBy, Holder, YesNo
from domain.records import IntakeAnswer
from sheets_schema.column import CHECK, ROW, TEXTS, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None
Answer = YesNo | None


class IntakeRow(Declared):
    """One answered intake form."""

    answer_id: Annotated[str, Column("Answer ID", example="A-001", required=True, kind="id", holds=ROW)]
    submitted: Annotated[
        datetime | None, Column("Submitted", required=True, window="past", synonyms=("Timestamp",), width=18)
    ]
    first_name: Annotated[str, Column("First name", required=True, kind="name", holds=ROW)]
    last_name: Annotated[str, Column("Last name", required=True, kind="name", holds=ROW)]
    goes_by: Annotated[Text, Column("Goes by", kind="name")]
    born: Annotated[
        date, Column("Date of birth", required=True, kind="birthday", holds=ROW, window="birth", synonyms=("DOB",))
    ]
    mobile: Annotated[Text, Column("Mobile", kind="phone", holds=TEXTS, synonyms=("Mobile phone",))]
    email: Annotated[Text, Column("Email", kind="email", synonyms=("Email address",), width=26)]
    group_interest: Annotated[Text, Column("Group interest", example="DBT Skills", required=True, width=24)]
    how: Annotated[Text, Column("How")]
    availability: Annotated[Text, Column("Availability", width=24)]
    presenting_issue: Annotated[Text, Column("Presenting issue", width=30)]
    individual_therapist: Annotated[Text, Column("Individual therapist", width=20)]
    access_needs: Annotated[Text, Column("Interpreter or access needs", width=24)]
    paying_by: Annotated[Text, Column("Paying by", choices=("Insurance", "Self-pay", "Not sure"))]
    payer: Annotated[Text, Column("Payer", example="Aetna", kind="label")]
    member_id: Annotated[Text, Column("Member ID", kind="card id")]
    holder: Annotated[Holder | None, Column("Policy holder")]
    holder_first_name: Annotated[Text, Column("Holder first name", kind="name")]
    holder_last_name: Annotated[Text, Column("Holder last name", kind="name")]
    holder_born: Annotated[date | None, Column("Holder date of birth", kind="birthday", window="birth")]
    emergency_contact: Annotated[Text, Column("Emergency contact", width=22)]
    emergency_phone: Annotated[Text, Column("Emergency phone", kind="phone")]
    text_consent: Annotated[Answer, Column("Text consent", kind="consent", holds=TEXTS)]
    text_risk_accepted: Annotated[Answer, Column("Text risk accepted", kind="consent", holds=TEXTS)]
    attendance_policy_accepted: Annotated[Answer, Column("Attendance policy accepted", kind="consent")]
    financial_policy_accepted: Annotated[Answer, Column("Financial policy accepted", kind="consent")]
    telehealth_consent: Annotated[Answer, Column("Telehealth consent", kind="consent")]
    signature: Annotated[Text, Column("Signature", width=22)]
    filled_in_by: Annotated[FilledInBy | None, Column("Filled in by", width=18, help="Blank: the person themselves.")]
    guardian: Annotated[Text, Column("Guardian", width=22, help="For a person under 18.")]
    guardian_phone: Annotated[Text, Column("Guardian phone", kind="phone")]
    referred_by: Annotated[Text, Column("Referred by", width=22)]
    referrer_phone: Annotated[Text, Column("Referrer phone", kind="phone")]
    waitlist_id: Annotated[Text, Column("Waitlist ID", lookup=True)]
    check: Annotated[Text, CHECK]


INTAKE = TabSpec("Intake", IntakeRow, IntakeAnswer, identity=("answer_id",), color="00838F")
