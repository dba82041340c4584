"""The Roster tab: who is in which group."""

from datetime import date
from typing import Annotated

from domain.lists import Attends, MembershipStatus, YesNo
from domain.records import Membership
from sheets_schema.column import ALL, CHECK, CLAIMS, NOTES, PROOF, ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class RosterRow(Declared):
    """One member of one group."""

    roster_id: Annotated[str, Column("Roster ID", example="R-001", required=True, kind="id", holds=ROW, width=10)]
    group_id: Annotated[
        str, Column("Group ID", example="G-01", required=True, kind="id", holds=ROW, refers=("Groups",), width=10)
    ]
    client_id: Annotated[str, Column("Client ID", required=True, kind="id", holds=ROW, refers=("Clients",), width=10)]
    name: Annotated[Text, Column("Name", lookup=True, width=24)]
    start: Annotated[date, Column("Start date", required=True, holds=ROW)]
    end: Annotated[date | None, Column("End date", holds=ALL)]
    status: Annotated[MembershipStatus | None, Column("Status", required=True, holds=("sessions", "texts"))]
    diagnoses: Annotated[
        tuple[str, ...],
        Column("Diagnoses", required=True, holds=PROOF, width=20, help="The one that matters most comes first."),
    ]
    goals: Annotated[
        Text, Column("Treatment goals", example="Goal 1: two outings a week", required=True, holds=NOTES, width=36)
    ]
    attends: Annotated[Attends | None, Column("Attends", holds=CLAIMS, width=18)]
    billable: Annotated[YesNo | None, Column("Billable", holds=CLAIMS, width=9)]
    end_reason: Annotated[Text, Column("End reason", width=20)]
    why_by_phone: Annotated[
        Text, Column("Why by phone", width=20, help="For who takes part by phone: no video, or does not want it.")
    ]
    absences: Annotated[Text, Column("Absences", lookup=True, width=10)]
    authorization_left: Annotated[Text, Column("Authorization left", lookup=True)]
    check: Annotated[Text, CHECK]


ROSTER = TabSpec("Roster", RosterRow, Membership, identity=("roster_id",), book=("R-{:03d}", 200), color="2E7D32")
