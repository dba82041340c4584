"""The Staff tab: who works here."""

from typing import Annotated

from domain.lists import Role, YesNo
from domain.records import StaffMember
from sheets_schema.column import CHECK, CLAIMS, ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class StaffRow(Declared):
    """A person who works here."""

    name: Annotated[str, Column("Name", required=True, kind="name", holds=ROW, synonyms=("Full name",), width=24)]
    initials: Annotated[str, Column("Initials", required=True, kind="initials", holds=ROW, width=9)]
    role: Annotated[Role | None, Column("Role")]
    npi: Annotated[Text, Column("NPI", kind="npi", holds=CLAIMS)]
    taxonomy: Annotated[Text, Column("Taxonomy", kind="taxonomy", holds=CLAIMS)]
    license: Annotated[Text, Column("License", example="LPC 12345", kind="label")]
    license_state: Annotated[Text, Column("License state", kind="state")]
    email: Annotated[Text, Column("Email", kind="email", synonyms=("E-mail address", "Email address"), width=26)]
    supervisor: Annotated[Text, Column("Supervisor", kind="label", width=20)]
    active: Annotated[YesNo | None, Column("Active", width=9)]
    check: Annotated[Text, CHECK]


STAFF = TabSpec("Staff", StaffRow, StaffMember, identity=("initials",), color="1F4E79")
