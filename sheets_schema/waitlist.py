"""The Waitlist tab: who waits for a seat."""

from datetime import date
from typing import Annotated

from domain.lists import AgeBand, Prep, WaitKind, WaitStatus
from domain.records import WaitlistEntry
from sheets_schema.column import CHECK, ROW, TEXTS, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class WaitlistRow(Declared):
    """A person who waits."""

    wait_id: Annotated[str, Column("Wait ID", example="W-001", required=True, kind="id", holds=ROW, width=10)]
    name: Annotated[str, Column("Name", required=True, kind="name", holds=ROW, width=24)]
    client_id: Annotated[Text, Column("Client ID", kind="id", refers=("Clients",), width=10)]
    added: Annotated[date | None, Column("Date added", required=True, window="past")]
    group_interest: Annotated[Text, Column("Group interest", example="DBT Skills", required=True, width=24)]
    kind: Annotated[WaitKind | None, Column("Kind", width=22)]
    prep: Annotated[Prep | None, Column("Individual prep completed")]
    payer: Annotated[Text, Column("Payer", example="Aetna", kind="label", width=20)]
    mobile: Annotated[Text, Column("Mobile", kind="phone", holds=TEXTS)]
    presenting_issue: Annotated[Text, Column("Presenting issue", width=30)]
    functioning: Annotated[int | None, Column("Functioning", kind="grade", choices=("1", "2", "3", "4", "5"))]
    age_band: Annotated[AgeBand | None, Column("Age band")]
    availability: Annotated[Text, Column("Availability", width=24)]
    status: Annotated[WaitStatus | None, Column("Status", required=True)]
    offered_on: Annotated[date | None, Column("Offered on")]
    note: Annotated[Text, Column("Note", width=30)]
    insurance_verified: Annotated[Text, Column("Insurance verified", lookup=True, width=20)]
    ready: Annotated[Text, Column("Ready", lookup=True, width=20)]
    check: Annotated[Text, CHECK]


WAITLIST = TabSpec(
    "Waitlist", WaitlistRow, WaitlistEntry, identity=("wait_id",), book=("W-{:03d}", 100), color="00838F"
)
