"""The Clients tab: how to reach a client, what they agreed to, who pays."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from domain import lists as l
from domain.records import Client
from sheets_schema.column import CHECK, CLAIMS, ROW, STATEMENTS, TEXTS, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None
Day = date | None
YesNo = l.YesNo | None


class ClientRow(Declared):
    """A client."""

    client_id: Annotated[str, Column("Client ID", required=True, kind="id", holds=ROW, width=10)]
    first_name: Annotated[str, Column("First name", required=True, kind="name", holds=ROW, help="As on the card.")]
    last_name: Annotated[str, Column("Last name", required=True, kind="name", holds=ROW, help="As on the card.")]
    goes_by: Annotated[Text, Column("Goes by", kind="name", synonyms=("Preferred name",))]
    born: Annotated[
        date,
        Column(
            "Date of birth", required=True, kind="birthday", holds=ROW, window="birth", synonyms=("DOB", "Birth date")
        ),
    ]
    sex: Annotated[l.Sex | None, Column("Sex", holds=CLAIMS, width=7)]
    street: Annotated[Text, Column("Street", holds=CLAIMS, width=24)]
    city: Annotated[Text, Column("City", example="Springfield", kind="label", holds=CLAIMS)]
    state: Annotated[Text, Column("State", kind="state", holds=CLAIMS, width=7)]
    zip: Annotated[Text, Column("ZIP", kind="zip", holds=CLAIMS, synonyms=("ZIP code",), width=11)]
    mobile: Annotated[Text, Column("Mobile", kind="phone", holds=TEXTS, synonyms=("Mobile phone", "Cell phone"))]
    text_consent: Annotated[YesNo, Column("Text consent", kind="consent", holds=TEXTS)]
    text_risk_accepted: Annotated[YesNo, Column("Text risk accepted", kind="consent", holds=TEXTS)]
    consent_date: Annotated[Day, Column("Consent date", holds=TEXTS, window="past")]
    consent_how: Annotated[l.ConsentHow | None, Column("Consent how")]
    consent_version: Annotated[Text, Column("Consent version")]
    opted_out_on: Annotated[Day, Column("Opted out on", holds=TEXTS, window="past")]
    reminders: Annotated[l.OnOff | None, Column("Reminders", holds=TEXTS, width=11)]
    email: Annotated[Text, Column("Email", kind="email", synonyms=("Email address",), width=26)]
    emergency_contact: Annotated[Text, Column("Emergency contact", width=22)]
    emergency_phone: Annotated[Text, Column("Emergency phone", kind="phone")]
    guardian: Annotated[Text, Column("Guardian", width=22)]
    payer: Annotated[Text, Column("Payer", example="Aetna", kind="label", holds=CLAIMS, width=20)]
    member_id: Annotated[Text, Column("Member ID", kind="card id", holds=CLAIMS)]
    holder: Annotated[
        l.Holder | None, Column("Policy holder", holds=CLAIMS, help="What the client is to the person who holds it.")
    ]
    holder_first_name: Annotated[Text, Column("Holder first name", kind="name", holds=CLAIMS)]
    holder_last_name: Annotated[Text, Column("Holder last name", kind="name", holds=CLAIMS)]
    holder_born: Annotated[Day, Column("Holder date of birth", kind="birthday", holds=CLAIMS, window="birth")]
    holder_sex: Annotated[l.Sex | None, Column("Holder sex", holds=CLAIMS, width=10)]
    self_pay_rate: Annotated[Decimal | None, Column("Self-pay rate", holds=STATEMENTS)]
    part2_consent_date: Annotated[Day, Column("Part 2 consent date", holds=("claims", "texts", "notes"), window="past")]
    card_on_file: Annotated[YesNo, Column("Card on file")]
    payer_from: Annotated[
        Day, Column("Payer from", holds=CLAIMS, window="authorization", help="When the plan changed; else blank.")
    ]
    payer_before: Annotated[Text, Column("Payer before", example="Aetna", kind="label", holds=CLAIMS, width=20)]
    member_id_before: Annotated[Text, Column("Member ID before", kind="card id", holds=CLAIMS)]
    holder_before: Annotated[l.Holder | None, Column("Holder before", holds=CLAIMS, help="Blank: as now.")]
    benefits: Annotated[Text, Column("Benefits", lookup=True, width=24)]
    check: Annotated[Text, CHECK]


CLIENTS = TabSpec("Clients", ClientRow, Client, identity=("client_id",), book=("C-{:03d}", 200), color="2E7D32")
