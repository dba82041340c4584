"""The Sessions tab: each meeting of each group."""

from datetime import date, time
from typing import Annotated

from domain.lists import YesNo
from domain.records import Session
from sheets_schema.column import CHECK, PROOF, ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class SessionRow(Declared):
    """One meeting of a group; Circlebook adds the row, the facilitator fills it in."""

    session_id: Annotated[str, Column("Session ID", example="G-01/05", required=True, kind="id", holds=ROW, width=11)]
    group_id: Annotated[
        str, Column("Group ID", example="G-01", required=True, kind="id", holds=ROW, refers=("Groups",), width=10)
    ]
    on: Annotated[date, Column("Date", required=True, holds=ROW, window="session")]
    number: Annotated[int, Column("Number", kind="session number", example="5", required=True, holds=ROW, width=9)]
    starts: Annotated[
        time | None, Column("Starts", kind="start", required=True, holds=("claims", "notes", "texts"), width=11)
    ]
    ends: Annotated[time | None, Column("Ends", required=True, holds=PROOF, width=11)]
    facilitator: Annotated[Text, Column("Facilitator", required=True, holds=PROOF, refers=("Staff",), kind="staff")]
    cofacilitator: Annotated[Text, Column("Co-facilitator", refers=("Staff",), kind="staff")]
    was_held: Annotated[
        YesNo | None,
        Column("Held", holds=("claims", "notes", "policy"), width=8, help="Blank: held if anyone was there."),
    ]
    cancelled_because: Annotated[Text, Column("Cancelled because", width=24)]
    told_how: Annotated[Text, Column("Told how", width=18)]
    topics: Annotated[Text, Column("Topics", width=30)]
    content: Annotated[Text, Column("Content", width=40)]
    dynamics: Annotated[Text, Column("Dynamics", width=40)]
    critical_incident: Annotated[Text, Column("Critical incident", width=24)]
    homework: Annotated[Text, Column("Homework", width=30)]
    present: Annotated[Text, Column("Present", lookup=True, width=10)]
    summary: Annotated[Text, Column("Summary", lookup=True, width=30)]
    check: Annotated[Text, CHECK]


SESSIONS = TabSpec("Sessions", SessionRow, Session, identity=("session_id",), color="EF6C00")
