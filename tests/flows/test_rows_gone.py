"""A receptionist deletes half the attendance sheet: nothing is taken from it until she says that this is right."""

from datetime import datetime
from pathlib import Path

import openpyxl

from tests.flows.sampled import effects, passed, typed


def _delete_rows(folder: Path, tab: str, first: int, count: int) -> None:
    path = folder / "practice.xlsx"
    book = openpyxl.load_workbook(path)
    book[tab].delete_rows(first, count)
    book.save(path)


def test_rows_that_go_at_once_hold_their_tab_until_a_yes(worked: Path) -> None:
    _delete_rows(worked, "Attendance", 5, 40)
    this = passed(worked)
    assert [f.code for f in this.reading.findings if f.outcome == "stop"] == ["ROWS_GONE"]
    assert not {kind for _, kind, _ in this.done} & {"claim_batch", "note", "text"}
    (asked,) = [d for d in passed(worked).practice.decisions if d.about == "Attendance"]
    assert asked.question == "40 of 122 rows are gone from Attendance. Is that right?"
    typed(worked, "Decisions", asked.decision_id, Answer="Yes", Answered_by="JR")
    assert not passed(worked).reading.tabs["Attendance"].stopped
    after = passed(worked)
    assert not after.practice.rows_gone
    assert len(after.practice.visits) >= 82


def test_the_id_of_a_row_that_was_cleared_is_no_other_persons_though_they_are_typed_in_two_passes(worked: Path) -> None:
    blank = dict.fromkeys(("First name", "Last name", "Date of birth", "Mobile", "Email", "Member ID"))
    for cells in (blank, {"First name": "Zoe", "Last name": "Quill"}, {"Date of birth": datetime(1970, 3, 3)}):
        typed(worked, "Clients", "C-005", **cells)
        this = passed(worked)
        assert "C-005" not in this.practice.client
    assert [f.row_id for f in this.reading.findings if f.code == "ID_OTHER_PERSON"] == ["C-005"]
    assert not {"note", "text", "claim_batch"} & effects(this).keys()
