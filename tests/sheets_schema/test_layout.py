"""A new workbook: headings, dropdowns, formats, numbered answers, and IDs printed in advance."""

from datetime import date
from decimal import Decimal

import pytest

from sheets_schema.layout import layouts
from tests.sheets_schema.sheet import CLIENT, SETTINGS

TABS = {t.title: t for t in layouts()}


@pytest.mark.parametrize(
    ("title", "first", "last", "count"),
    [
        ("Clients", "C-001", "C-200", 200),
        ("Roster", "R-001", "R-200", 200),
        ("Groups", "G-01", "G-30", 30),
        ("Waitlist", "W-001", "W-100", 100),
        ("Verifications", "V-001", "V-100", 100),
        ("Payments", "P-001", "P-300", 300),
        ("Other services", "S-001", "S-100", 100),
    ],
)
def test_ids_are_printed_in_advance_like_a_ticket_book(title, first, last, count):
    book = TABS[title].ticket_book
    assert (book[0], book[-1], len(book)) == (first, last, count)


@pytest.mark.parametrize(
    "title", ["Staff", "Payers", "Intake", "Sessions", "Attendance", "Decisions", "Launch", "Practice"]
)
def test_tabs_whose_ids_come_from_elsewhere_have_no_ticket_book(title):
    assert TABS[title].ticket_book == ()


def test_rows_take_the_first_tickets():
    clients = next(t for t in layouts({"Clients": [CLIENT]}) if t.title == "Clients")
    assert clients.rows[0][:3] == ("C-001", "Ana", "Sample")
    assert clients.ticket_book[0] == "C-002"


@pytest.mark.parametrize(
    ("title", "header", "looks"),
    [
        ("Attendance", "Mark", ("general", 7, None)),
        ("Attendance", "Date", ("date", 0, None)),
        ("Attendance", "Arrived", ("time", 0, None)),
        ("Attendance", "Told us on", ("datetime", 0, None)),
        ("Attendance", "Name", ("general", 0, 1)),
        ("Attendance", "Check", ("general", 0, 5)),
        ("Clients", "Member ID", ("text", 0, None)),
        ("Clients", "Mobile", ("text", 0, None)),
        ("Clients", "ZIP", ("text", 0, None)),
        ("Clients", "Text consent", ("general", 2, None)),
        ("Verifications", "Session limit", ("text", 0, None)),
        ("Payers", "Filing code", ("text", 8, None)),
        ("Payments", "Amount", ("money", 0, None)),
        ("Dashboard", "Average present", ("decimal", 0, None)),
        ("Dashboard", "Enrolled", ("number", 0, None)),
        ("Practice", "Value", ("text", 0, None)),
    ],
)
def test_a_column_looks_like_what_it_holds(title, header, looks):
    column = next(c for c in TABS[title].columns if c.header == header)
    assert (column.format, len(column.choices), column.lookup) == looks


def test_the_practice_tab_begins_with_its_settings_and_their_defaults():
    rows = {row[0]: row for row in TABS["Practice"].rows}
    assert rows["Text hours"][1] == "9:00 AM-8:00 PM"
    assert rows["Reminder hours"][1] == "72, 24"
    assert rows["Excused absences count"][1] == "No"
    assert rows["Practice name"][1] is None
    assert all(row[2] for row in rows.values())


def test_settings_are_written_as_a_person_types_them():
    known = SETTINGS | {"no_show_fee": Decimal(50), "google_agreement_since": date(2026, 1, 2)}
    rows = {r[0]: r[1] for t in layouts({"Practice": [known]}) if t.title == "Practice" for r in t.rows}
    assert rows["No-show fee"] == "$50.00"
    assert rows["Google agreement on file since"] == "1/2/2026"


def test_own_tabs_are_protected_and_only_status_is_hidden():
    own = {t.title for t in TABS.values() if t.own}
    assert own == {"To do", "Benefits", "Notes", "Claims", "Messages", "Grid", "Dashboard", "Status"}
    assert [t.title for t in TABS.values() if t.hidden] == ["Status"]


def test_the_grid_has_a_numbered_column_for_each_session():
    headers = [c.header for c in TABS["Grid"].columns]
    assert headers[:4] == ["Group", "Member", "Present", "Absent"]
    assert headers[4:] == [str(n) for n in range(1, 13)]
