"""Circlebook's own tabs, from what there is to show."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.reasons import Reason
from domain.viability import GroupNumbers
from domain.views import Benefit, Line, Message, NoteStatus, ToDo
from sheets_schema import own
from sheets_schema.grid import Link
from sheets_schema.layout import layouts
from sheets_schema.reading import read_practice
from tests.sheets_schema.sheet import CLIENT, NOW, PAYER, SEAT, SESSION, VISIT, workbook

DAY = date(2026, 2, 5)
WIDTHS = {t.title: len(t.columns) for t in layouts()}


def practice(**changed):
    return read_practice("riverbend", workbook(**changed), NOW)


def test_to_do_leads_to_the_cell():
    rows = own.to_do([
        ToDo(tab="Clients", row_id="C-001", cell="K2", who="Ana", what="Fix it.", waits="Texts wait.", code="X", since=DAY),
        ToDo(tab="Claims", row_id="V-1", what="Look.", code="Y"),
        ToDo(tab="Groups", row_id="G-01", what="Look.", code="Z"),
    ])  # fmt: skip
    assert rows == [
        (Link("Clients K2", "Clients", "K2"), "Ana", "Fix it.", "Texts wait.", DAY),
        (Link("Claims V-1", "Claims", "A1"), "", "Look.", "", None),
        ("Groups G-01", "", "Look.", "", None),
    ]


LINE = Line(
    claim_id="CLM-1", line=1, visit_id="V", client_id="C-001", payer="Aetna", on=DAY, code="90853", modifiers=("95", "HQ"),
    place="10", diagnoses=("F41.1", "F33.1"), charge=Decimal(45), state="held", batch="B-0001",
    reasons=(Reason(code="A", sentence="One."), Reason(code="B", sentence="Two.")),
)  # fmt: skip
BENEFIT = Benefit(
    client_id="C-001",
    name="Ana",
    insurance="Aetna",
    group_copay="$25",
    authorization_required="No",
    sessions_remaining="8",
)
NOTE = NoteStatus(
    visit_id="V", client_id="C-001", on=DAY, file="note.docx", state="missing parts", missing=("Plan", "Goals")
)
NUMBERS = GroupNumbers(
    group_id="G-01", name="CBT", enrolled=7, sessions_held=5, average_present=Decimal("5.4"), average_revenue=Decimal(40),
    cost=Decimal(120), break_even=3, per_hour=Decimal(144), individual_per_hour=Decimal(150), attendance=(5, 6),
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "rows", "expected"),
    [
        ("Claims", own.claims([LINE]), ["95, HQ", "F41.1, F33.1", "One. Two.", "B-0001"]),
        ("Benefits", own.benefits([BENEFIT]), ["$25", "8", None]),
        ("Notes", own.notes([NOTE]), ["missing parts", "Plan, Goals"]),
        ("Dashboard", own.dashboard([NUMBERS], {"G-01": "Ana Mar 1"}), ["G-01 CBT", "5 6", "Ana Mar 1", 3]),
    ],
)
def test_a_row_has_a_cell_for_each_column(title, rows, expected):
    assert len(rows) == 1
    assert len(rows[0]) == WIDTHS[title]
    assert [e for e in expected if e not in rows[0]] == []


def test_messages_tell_the_time_on_the_wall():
    sent = Message(
        when=datetime(2026, 2, 4, 18, tzinfo=UTC), client_id="C-001", kind="reminder", state="sent", reason="Due."
    )
    later = Message(when=None, client_id="C-001", kind="reminder", state="held", reason="No consent.")
    rows = own.messages([sent, later], practice().practice)
    assert rows[0][0] == datetime(2026, 2, 4, 12)
    assert rows[1][0] is None
    assert all(len(row) == WIDTHS["Messages"] for row in rows)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("reminder_24", "reminder, 24 hours"),
        ("reminder_72", "reminder, 72 hours"),
        ("logistics", "first session"),
        ("moved", "moved"),
        ("cancelled", "cancelled"),
    ],
)
def test_messages_name_the_kind_of_a_text_in_words(kind, words):
    message = Message(when=None, client_id="C-001", kind=kind, state="held", reason="No consent.")
    assert own.messages([message], practice().practice)[0][2] == words


def test_the_grid_counts_who_was_there_and_who_was_not():
    bo = {"client_id": "C-002"}
    second = {"session_id": "G-01/06", "on": "2/12/2026", "number": "6"}
    visits = [
        VISIT, VISIT | bo | {"visit_id": "any name will do", "mark": "No-show"},
        VISIT | {"visit_id": "G-01/06/C-001", "session_id": "G-01/06", "on": "2/12/2026", "mark": "Late"},
    ]  # fmt: skip
    reading = practice(
        Clients=[CLIENT, CLIENT | bo],
        Roster=[SEAT, SEAT | bo | {"roster_id": "R-002"}],
        Sessions=[SESSION, SESSION | second],
        Attendance=[visits[0], visits[1] | {"visit_id": "X-1"}, visits[2]],
    )
    rows = own.grid(reading.practice, {"C-001": "Ana Sample"})
    assert rows[:4] == [
        ("G-01", "CBT for Anxiety", "", "", "2/5", "2/12"),
        ("G-01", "Ana Sample", 2, 0, "P", "L"),
        ("G-01", "C-002", 0, 1, "N", ""),
        (),
    ]
    assert own.grid(practice(Sessions=[], Attendance=[]).practice, {}) == []


def test_status_has_the_answers_in_the_order_of_the_columns_and_check_last():
    nameless = CLIENT | {"client_id": None}
    reading = practice(Clients=[CLIENT | {"mobile": "415", "member_id": 12345}, nameless], Attendance=[VISIT])
    answers = {"Attendance": {"G-01/05/C-001": ("Ana S.", "", "draft", "ready")}}
    rows = {row[0]: row[1:] for row in own.status(answers, reading.practice, reading.findings, reading.row_numbers)}
    assert rows["Attendance|G-01/05/C-001"] == ("Ana S.", "", "draft", "ready", "OK")
    assert rows["Sessions|G-01/05"] == ("", "", "OK")
    assert rows["Staff|Jo Rivera"] == ("OK",)
    assert rows["Payers|Aetna"] == ("OK",)
    assert rows["Clients|C-001"][-1].startswith('"415" has 3 digits.')
    assert all(len(row) < WIDTHS["Status"] for row in rows.values())


def test_a_row_that_was_read_with_a_note_is_ok_and_says_how():
    reading = practice(Clients=[CLIENT | {"member_id": 12345}])
    rows = {row[0]: row[1:] for row in own.status({}, reading.practice, reading.findings, reading.row_numbers)}
    assert rows["Clients|C-001"][-1].startswith("OK - Read as 12345.")


def test_the_rows_of_one_payer_share_the_answer_that_asks():
    old = PAYER | {"since": "1/1/2025", "rate": "?"}
    for order in ([old, PAYER], [PAYER, old]):
        reading = practice(Payers=order)
        rows = {row[0]: row[1:] for row in own.status({}, reading.practice, reading.findings, reading.row_numbers)}
        assert rows["Payers|Aetna"][0].startswith("I can't read an amount")


def test_people_whose_row_waits_are_looked_up_by_initials():
    reading = practice(Staff=[{"name": "12", "initials": "ZZ"}, {"name": "Jo Rivera", "initials": "JR"}])
    rows = [row[0] for row in own.status({}, reading.practice, reading.findings, reading.row_numbers)]
    assert "Staff|ZZ" in rows
