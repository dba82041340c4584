"""Tabs written the way they look in a sheet, for the tables of the tests."""

from datetime import UTC, datetime
from functools import cache

from sheets_schema.grid import Grid, Snapshot
from sheets_schema.layout import layouts
from sheets_schema.tab import fields_of
from sheets_schema.tabs import TABS

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
SPECS = {spec.title: spec for spec in TABS}


def tab(title, text):
    """A tab from lines of cells between bars; a blank cell is None."""
    rows = [[cell.strip() or None for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    return Grid(title, rows)


def filled(title, *rows):
    """A tab with all its headings and rows given as field name to cell."""
    fields = fields_of(SPECS[title].row)
    return Grid(title, [[f.column.header for f in fields], *([row.get(f.name) for f in fields] for row in rows)])


SETTINGS = {
    "practice_name": "Riverbend Groups", "text_name": "Riverbend", "phone": "217-555-0100", "time_zone": "Central",
    "street": "1 Main St", "city": "Springfield", "state": "IL", "zip": "62701-1234", "billing_npi": "1234567893",
    "tax_id": "12-3456789", "tax_id_kind": "EIN", "entity": "Organization", "billing_taxonomy": "101YM0800X", "submitter_id": "RIVERBENDGRP",
    "submitter_contact": "Pat Doe", "submitter_phone": "217-555-0100", "receiver_name": "Clearhouse",
    "receiver_id": "CLEARHOUSE1", "owner_email": "pat@example.com",
}  # fmt: skip
STAFF = {"name": "Jo Rivera", "initials": "JR", "role": "Clinician", "npi": "1234567893"}
GROUP = {
    "group_id": "G-01", "name": "CBT for Anxiety", "type": "Skills", "facilitator": "JR", "weekday": "Thursday",
    "start_time": "6:00 PM", "minutes": "90", "first_session": "1/8/2026", "sessions_in_cycle": "12", "how": "In person",
    "fee": "$45", "status": "Running",
}  # fmt: skip
PAYER = {
    "payer": "Aetna", "payer_id": "60054", "kind": "Commercial", "filing_code": "CI", "since": "1/1/2026",
    "presence_rule": "Majority", "days_to_file": "90", "source": "Contract",
}  # fmt: skip
CLIENT = {
    "client_id": "C-001",
    "first_name": "Ana",
    "last_name": "Sample",
    "born": "4/12/1990",
    "mobile": "415-555-0132",
}
SEAT = {
    "roster_id": "R-001", "group_id": "G-01", "client_id": "C-001", "start": "1/8/2026", "status": "Active",
    "diagnoses": "F41.1", "goals": "Sleep",
}  # fmt: skip
SESSION = {
    "session_id": "G-01/05", "group_id": "G-01", "on": "2/5/2026", "number": "5", "starts": "6:00 PM", "ends": "7:30 PM",
    "facilitator": "JR",
}  # fmt: skip
VISIT = {
    "visit_id": "G-01/05/C-001",
    "session_id": "G-01/05",
    "on": "2/5/2026",
    "client_id": "C-001",
    "mark": "Present",
}

CLEAN = {
    "Staff": [STAFF], "Groups": [GROUP], "Payers": [PAYER], "Clients": [CLIENT], "Roster": [SEAT], "Sessions": [SESSION],
    "Attendance": [VISIT],
}  # fmt: skip


@cache
def _clean():
    grids = {}
    for layout in layouts({"Practice": [SETTINGS]}):
        if layout.title == "Practice":
            grids["Practice"] = Grid("Practice", [[c.header for c in layout.columns], *layout.rows])
        elif not layout.own:
            grids[layout.title] = filled(layout.title, *CLEAN.get(layout.title, ()))
    return grids


def workbook(**changed):
    """A clean practice of one client as a snapshot, with some tabs changed; None takes a tab away."""
    grids = dict(_clean())
    for name, change in changed.items():
        title = name.replace("_", " ")
        if change is None:
            del grids[title]
        else:
            grids[title] = change if isinstance(change, Grid) else filled(title, *change)
    return Snapshot("token", grids)
