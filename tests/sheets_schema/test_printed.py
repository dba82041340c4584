"""What stands beside the accepted rows: printed IDs, and the versions of consents."""

from datetime import datetime

from sheets_schema.reading import read_practice
from tests.sheets_schema.sheet import filled, workbook

NOW = datetime(2026, 2, 3, 12)
ANSWER = {
    "answer_id": "A-001", "submitted": "1/14/2026 8:00 PM", "first_name": "Ana", "last_name": "Sample",
    "born": "4/12/1990", "group_interest": "CBT",
}  # fmt: skip


def read(**changed):
    return read_practice("oak", workbook(**changed), NOW).practice


def test_ids_of_blank_rows_count_as_printed_in_the_tabs_that_circlebook_adds_to():
    practice = read(Waitlist=filled("Waitlist", {"wait_id": "W-001", "name": "Mo"}, {"wait_id": "w-002 "}, {}))
    assert practice.printed["Waitlist"] >= {"W-001", "W-002"}
    assert "C-001" in practice.printed["Clients"]
    assert [w.wait_id for w in practice.waitlist] == ["W-001"]
    assert set(practice.printed) == {"Waitlist", "Clients", "Roster"}


def test_a_tab_that_is_gone_or_has_no_ids_prints_none():
    assert "Waitlist" not in read(Waitlist=None).printed
    assert read(Waitlist=filled("Waitlist")).printed["Waitlist"] <= {"WAIT ID"}


def test_the_answer_itself_says_which_version_of_a_consent_was_agreed_to():
    practice = read(
        Intake=[
            ANSWER | {"text_consent": "Yes, I agree (SMS v1)", "text_risk_accepted": "No (TXT v2)"},
            ANSWER | {"answer_id": "A-002", "text_consent": "Yes"},
        ]
    )
    assert practice.consent_versions == {"A-001": ("SMS v1", "TXT v2")}
