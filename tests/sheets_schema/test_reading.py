"""The whole workbook: rows that name each other, and what follows when a tab is gone."""

import json
from typing import get_args

import pytest

from domain.problems import Problem
from domain.value import Purpose
from sheets_schema.findings import Counts
from sheets_schema.grid import Grid, Snapshot
from sheets_schema.reading import read_practice
from tests.sheets_schema.sheet import CLIENT, GROUP, NOW, SEAT, SESSION, STAFF, VISIT, filled, workbook


def read(**changed):
    return read_practice("riverbend", workbook(**changed), NOW)


def said(reading):
    return [(f.tab, f.cell, f.code) for f in reading.findings]


def test_a_clean_practice_is_read_without_a_question():
    reading = read()
    assert reading.findings == ()
    assert reading.practice.slug == "riverbend"
    assert reading.practice.in_question == frozenset()
    assert len(reading.practice.visits) == len(reading.practice.clients) == 1
    assert reading.counts["Attendance"] == Counts(ok=1)
    assert reading.row_numbers["Attendance"] == {"G-01/05/C-001": 2}
    assert reading.columns["Attendance"]["mark"] == 5
    assert reading.practice.details.time_zone == "America/Chicago"
    assert all(c.rows == c.ok + c.note + c.ask + c.ignored for c in reading.counts.values())


@pytest.mark.parametrize(
    ("changed", "findings", "waiting"),
    [
        # an ID that no tab has
        ({"Attendance": [VISIT | {"client_id": "C-9"}]}, [("Attendance", "D2", "REF_UNKNOWN")], {("Attendance", "G-01/05/C-001")}),
        ({"Roster": [SEAT | {"group_id": "G-09"}]}, [("Roster", "B2", "REF_UNKNOWN")], {("Roster", "R-001")}),
        # an ID that waits is not asked about (ruling 4)
        ({"Clients": [CLIENT | {"born": "?"}]}, [("Clients", "E2", "DATE_UNREADABLE")], {("Clients", "C-001")}),
        ({"Sessions": [SESSION | {"number": "?"}]}, [("Sessions", "D2", "COUNT_RANGE")], {("Sessions", "G-01/05")}),
        # nor is one of a tab that cannot be read
        (
            {"Clients": filled("Clients", CLIENT).rows[1:]},
            [], {("Clients", "C-001")},
        ),
        ({"Clients": None}, [("Clients", "", "TAB_MISSING")], {("Clients", "C-001")}),
        ({"Sessions": None}, [("Sessions", "", "TAB_MISSING")], {("Sessions", "G-01/05")}),
        ({"Staff": None}, [("Staff", "", "TAB_MISSING")], {("Staff", "JR")}),
    ],
)  # fmt: skip
def test_a_row_that_names_another_is_asked_about_only_when_nobody_knows_it(changed, findings, waiting):
    if isinstance(changed.get("Clients"), list) and not isinstance(changed["Clients"][0], dict):
        changed = {"Clients": Grid("Clients", [["Client ID"], *changed["Clients"]])}
        findings = [("Clients", "", "HEADING_MISSING")] * 3
    reading = read(**changed)
    assert said(reading) == findings
    assert reading.practice.in_question == waiting


@pytest.mark.parametrize("by", ["JR", "jr", "Jo Rivera", "jo rivera"])
def test_people_are_named_by_initials_or_full_name(by):
    assert read(Groups=[GROUP | {"facilitator": by}], Attendance=[VISIT | {"signed": by}]).findings == ()


@pytest.mark.parametrize(
    ("signed", "signers", "asked"),
    [
        ("JR", ("JR",), False),
        ("JR, TT", ("JR", "TT"), False),
        ("jr , tt", ("JR", "TT"), False),
        ("TT, JR", ("TT", "JR"), False),  # the first signs, the second reviews
        ("Jo Rivera, TT", ("JR", "TT"), False),
        ("JR and Tay Tutor", ("JR", "TT"), False),
        ("JR; TT", ("JR", "TT"), False),
        ("JR/TT", ("JR", "TT"), False),
        ("JR,", ("JR",), False),
        ("JR, XX", (), True),  # one who is not known, and it is not signed
        ("JRTT", (), True),
    ],
)
def test_a_note_may_be_signed_by_two(signed, signers, asked):
    staff = (STAFF | {"supervisor": "TT"}, STAFF | {"name": "Tay Tutor", "initials": "TT"})
    found = read(Staff=staff, Attendance=[VISIT | {"signed": signed, "signed_on": "2/6/2026"}])
    (visit,) = found.practice.visits
    assert tuple(p.initials for p in found.practice.signers(visit.signed)) == signers
    assert [f.code for f in found.findings] == ["INITIALS_UNKNOWN"] * asked
    assert {"claims", "notes"} <= visit.held if asked else not visit.held


def test_unknown_initials_are_asked_about_and_count_as_not_signed():
    reading = read(Attendance=[VISIT | {"signed": "XY"}])
    assert said(reading) == [("Attendance", "R2", "INITIALS_UNKNOWN")]
    assert reading.practice.visits[0].signed is None
    assert reading.practice.visits[0].held == {"claims", "notes"}
    assert "like JR" in reading.findings[0].message
    assert reading.practice.in_question == frozenset()


def test_a_person_whose_row_waits_is_known_by_initials_and_name():
    staff = STAFF | {"name": "Sam Lee", "initials": "7"}
    reading = read(Staff=[STAFF, staff], Attendance=[VISIT | {"signed": "Sam Lee"}])
    assert [f.code for f in reading.findings] == ["INITIALS_UNREADABLE"]
    held = read(Staff=[STAFF, {"name": "12", "initials": "SL"}], Attendance=[VISIT | {"signed": "SL"}])
    assert [f.code for f in held.findings] == ["NAME_UNREADABLE"]


def test_an_optional_cell_that_names_nobody_is_left_out_of_the_row():
    paid = {
        "payment_id": "P-001",
        "on": "2/5/2026",
        "client_id": "C-001",
        "visit_id": "G-9",
        "kind": "Copay",
        "amount": 25,
    }
    reading = read(Payments=[paid])
    assert said(reading) == [("Payments", "D2", "REF_UNKNOWN")]
    assert reading.practice.payments[0].visit_id is None


def test_a_call_may_be_about_a_client_or_someone_who_waits():
    call = {
        "verification_id": "V-001",
        "called_on": "1/5/2026",
        "by": "JR",
        "payer": "Aetna",
        "reference_number": "1",
        "result": "Verified",
    }
    waits = {"wait_id": "W-001", "name": "Bo Sample", "added": "1/1/2026", "group_interest": "CBT", "status": "Waiting"}
    calls = [
        call | {"about": "C-001"},
        call | {"verification_id": "V-002", "about": "W-001"},
        call | {"verification_id": "V-003", "about": "W-009"},
    ]
    reading = read(Verifications=calls, Waitlist=[waits])
    assert said(reading) == [("Verifications", "B4", "REF_UNKNOWN")]


def test_a_visit_on_another_day_than_its_session_holds_its_claim_and_note():
    reading = read(Attendance=[VISIT | {"on": "2/6/2026"}])
    assert said(reading) == [("Attendance", "C2", "VISIT_DATE")]
    assert reading.findings[0].sentence == (
        "Attendance C2: The session was on 2/5/2026, but this cell says 2/6/2026. Please make both days the same. "
        "Claims and notes wait."
    )
    assert reading.practice.visits[0].held == {"claims", "notes"}


def test_a_book_that_is_none_of_ours_is_said_to_be_so():
    with pytest.raises(Problem, match="none of the practice's tabs"):
        read_practice("riverbend", Snapshot("token", {}), NOW)


def test_without_the_practice_tab_everything_waits():
    reading = read(Practice=None)
    assert reading.practice.details.held == set(get_args(Purpose))
    assert said(reading) == [("Practice", "", "TAB_MISSING")]


def test_what_people_typed_is_kept_as_json_without_circlebooks_answers():
    reading = read(Attendance=[VISIT | {"name": "Ana S.", "check": "OK", "told_us_on": None}])
    assert json.loads(reading.rows_json["Attendance"]["G-01/05/C-001"]) == {
        "Visit ID": "G-01/05/C-001", "Session ID": "G-01/05", "Date": "2/5/2026", "Client ID": "C-001", "Mark": "Present",
    }  # fmt: skip
    assert reading.rows_json is reading.rows_json
    assert "Practice name" in reading.rows_json["Practice"]
