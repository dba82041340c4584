"""The Attendance tab: the rows a clinician ticks."""

from datetime import date, datetime, time
from typing import Annotated

from domain import lists as l
from domain.records import Visit
from sheets_schema.column import CHECK, CLAIMS, PROOF, ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class AttendanceRow(Declared):
    """One member in one session; Circlebook adds the row, the clinician picks the mark."""

    visit_id: Annotated[str, Column("Visit ID", example="G-01/05/C-012", required=True, kind="id", holds=ROW, width=17)]
    session_id: Annotated[
        str,
        Column("Session ID", example="G-01/05", required=True, kind="id", holds=ROW, refers=("Sessions",), width=11),
    ]
    on: Annotated[date, Column("Date", required=True, holds=ROW)]
    client_id: Annotated[str, Column("Client ID", required=True, kind="id", holds=ROW, refers=("Clients",), width=10)]
    name: Annotated[Text, Column("Name", lookup=True, width=22)]
    mark: Annotated[
        l.Mark | None,
        Column(
            "Mark",
            kind="mark",
            choices=l.OFFERED_MARKS,
            holds=("claims", "notes", "policy", "texts"),
            width=18,
            help="Pick one once the session is over.",
        ),
    ]
    arrived: Annotated[
        time | None, Column("Arrived", kind="arrival", holds=PROOF, width=10, help="For a member who came late.")
    ]
    left: Annotated[
        time | None, Column("Left", kind="departure", holds=PROOF, width=10, help="For a member who left early.")
    ]
    told_us_on: Annotated[datetime | None, Column("Told us on", window="past", holds=("policy", "texts"), width=18)]
    reason: Annotated[Text, Column("Reason", width=22)]
    attended: Annotated[l.Attends | None, Column("Attended", holds=CLAIMS, width=18, help="Blank: as the Roster says.")]
    participation: Annotated[l.Participation | None, Column("Participation")]
    contributions: Annotated[Text, Column("Contributions", width=36)]
    observations: Annotated[Text, Column("Observations", width=36)]
    progress: Annotated[Text, Column("Progress", width=36)]
    plan: Annotated[Text, Column("Plan", width=30)]
    factor: Annotated[l.Factor | None, Column("Complexity factor", holds=CLAIMS, width=16)]
    signed: Annotated[Text, Column("Signed", holds=PROOF, refers=("Staff",), kind="staff", width=9, help="Initials.")]
    signed_on: Annotated[date | None, Column("Signed on", holds=PROOF, window="past")]
    do_not_bill: Annotated[l.YesNo | None, Column("Do not bill", holds=CLAIMS, width=11)]
    reply: Annotated[Text, Column("Reply", lookup=True, width=18)]
    note: Annotated[Text, Column("Note", lookup=True, width=18)]
    claim: Annotated[Text, Column("Claim", lookup=True, width=60)]
    check: Annotated[Text, CHECK]


ATTENDANCE = TabSpec("Attendance", AttendanceRow, Visit, identity=("visit_id",), color="EF6C00")
