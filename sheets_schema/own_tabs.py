"""Circlebook's own tabs: what people are shown, replaced at each pass."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel

from sheets_schema.column import Column
from sheets_schema.tab import TabSpec

Text = str


class ToDoRow(BaseModel):
    """One thing to do; it disappears by itself once it is done."""

    where: Annotated[Text, Column("Where", width=18)]
    who: Annotated[Text, Column("Who", width=20)]
    what: Annotated[Text, Column("What to do", width=64)]
    waits: Annotated[Text, Column("What waits", width=26)]
    since: Annotated[date | None, Column("Since", width=11)]


class BenefitsRow(BaseModel):
    """The mixed-payer table: what each client's plan says about group sessions."""

    client_id: Annotated[Text, Column("Client ID", width=10)]
    name: Annotated[Text, Column("Client", width=22)]
    insurance: Annotated[Text, Column("Insurance", width=22)]
    group_copay: Annotated[Text, Column("Group copay", width=18)]
    authorization_required: Annotated[Text, Column("Authorization required", width=20)]
    sessions_remaining: Annotated[Text, Column("Sessions remaining", width=18)]
    runs_out_on: Annotated[date | None, Column("Runs out on", width=12)]


class NotesRow(BaseModel):
    """Where the note of each visit stands; below them the other documents, by the session, group or roster row."""

    visit_id: Annotated[Text, Column("Visit ID", width=17)]
    on: Annotated[date | None, Column("Date", width=11)]
    file: Annotated[Text, Column("File", width=40)]
    state: Annotated[Text, Column("State", width=22)]
    missing: Annotated[Text, Column("Missing", width=40)]


class ClaimsRow(BaseModel):
    """One service line, billed or held, with its reason."""

    claim_id: Annotated[Text, Column("Claim ID", width=15)]
    line: Annotated[int, Column("Line", kind="number", width=6)]
    visit_id: Annotated[Text, Column("Visit ID", width=17)]
    client_id: Annotated[Text, Column("Client ID", width=10)]
    payer: Annotated[Text, Column("Payer", width=20)]
    on: Annotated[date, Column("Date", width=11)]
    code: Annotated[Text, Column("Code", width=8)]
    modifiers: Annotated[Text, Column("Modifiers", width=10)]
    place: Annotated[Text, Column("POS", width=6)]
    diagnoses: Annotated[Text, Column("Diagnoses", width=16)]
    charge: Annotated[Decimal | None, Column("Charge", width=10)]
    expected: Annotated[Decimal | None, Column("Expected", width=10)]
    state: Annotated[Text, Column("State", width=12)]
    reason: Annotated[Text, Column("Reason", width=80)]
    batch: Annotated[Text, Column("Batch", width=9)]


class MessagesRow(BaseModel):
    """A text that went out, will go out, or will not, and why; never its words."""

    when: Annotated[datetime | None, Column("When", width=18)]
    client_id: Annotated[Text, Column("Client ID", width=10)]
    kind: Annotated[Text, Column("Kind", width=20)]
    state: Annotated[Text, Column("State", width=12)]
    reason: Annotated[Text, Column("Reason", width=70)]


class GridRow(BaseModel):
    """Members by sessions, a block for each group; the headings of the sessions stand in the block's first row."""

    group: Annotated[Text, Column("Group", width=10)]
    member: Annotated[Text, Column("Member", width=24)]
    present: Annotated[Text, Column("Present", kind="number", width=9)]
    absent: Annotated[Text, Column("Absent", kind="number", width=9)]
    marks: Annotated[Text, Column("Sessions", width=8, repeat=12)]


class DashboardRow(BaseModel):
    """A group in numbers."""

    group: Annotated[Text, Column("Group", width=28)]
    enrolled: Annotated[int, Column("Enrolled", kind="number", width=10)]
    held: Annotated[int, Column("Sessions held", kind="number", width=10)]
    average: Annotated[Decimal | None, Column("Average present", kind="average", width=11)]
    break_even: Annotated[int | None, Column("Break-even", kind="number", width=11)]
    revenue: Annotated[Decimal | None, Column("Revenue per member", width=12)]
    per_hour: Annotated[Decimal | None, Column("Revenue per clinician hour", width=14)]
    individual: Annotated[Decimal | None, Column("Individual per hour", width=14)]
    trend: Annotated[Text, Column("Present, session by session", width=44)]
    running_out: Annotated[Text, Column("Authorizations running out", width=40)]


class StatusRow(BaseModel):
    """The answers that the grey columns of people's tabs look up."""

    row: Annotated[Text, Column("Row", width=26)]
    answer_1: Annotated[Text, Column("Answer 1", width=20)]
    answer_2: Annotated[Text, Column("Answer 2", width=20)]
    answer_3: Annotated[Text, Column("Answer 3", width=20)]
    answer_4: Annotated[Text, Column("Answer 4", width=20)]
    answer_5: Annotated[Text, Column("Answer 5", width=20)]


TO_DO = TabSpec("To do", ToDoRow, own=True, color="00796B", note="This list closes by itself. Nothing to tick.")
BENEFITS = TabSpec("Benefits", BenefitsRow, own=True, color="00796B")
NOTES = TabSpec("Notes", NotesRow, own=True, color="00796B")
CLAIMS = TabSpec("Claims", ClaimsRow, own=True, color="00796B")
MESSAGES = TabSpec("Messages", MessagesRow, own=True, color="00796B")
GRID = TabSpec("Grid", GridRow, own=True, color="00796B")
DASHBOARD = TabSpec("Dashboard", DashboardRow, own=True, color="00796B")
STATUS = TabSpec("Status", StatusRow, own=True, hidden=True)
