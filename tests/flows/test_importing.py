"""`circlebook import`: old files through the real command, into a workbook that people keep."""

import json
import shutil
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from connectors.excel import ExcelWorkbook
from flows.composition import open_desk, open_workbook
from flows.importing import run_import
from flows.new import make_folder
from flows.passes import one_pass
from sheets_schema.layout import layouts
from tests.connectors.excel.test_layout import converted
from tests.flows.sampled import typed
from tests.flows.test_commands import Spoken, short, spoken

__all__ = ["spoken"]
TODAY = "2026-02-20"
NOW = datetime(2026, 2, 20, 12)
SETTINGS = {
    "practice_name": "Riverbend Groups", "text_name": "Riverbend", "phone": "217-555-0100", "time_zone": "Central",
    "street": "1 Main St", "city": "Springfield", "state": "IL", "zip": "62701-1234", "billing_npi": "1234567893",
    "tax_id": "12-3456789", "tax_id_kind": "EIN", "entity": "Organization",
    "billing_taxonomy": "101YM0800X", "submitter_id": "RIVERBENDGRP",
    "submitter_contact": "Pat Doe", "submitter_phone": "217-555-0100", "receiver_name": "Clearhouse",
    "receiver_id": "CLEARHOUSE1", "owner_email": "pat@example.com",
}  # fmt: skip
GROUP: dict[str, Any] = {
    "group_id": "G-01", "name": "CBT for Anxiety", "type": "Skills", "facilitator": "JR", "weekday": "Thursday",
    "start_time": time(18), "minutes": "90", "first_session": date(2026, 1, 8), "sessions_in_cycle": "12",
    "how": "In person", "fee": 45, "status": "Running",
}  # fmt: skip
STAFF = {"name": "Jo Rivera", "initials": "JR", "role": "Clinician", "npi": "1234567893"}

OLD: dict[str, list[list[Any]]] = {
    "Roster": [
        ["CBT for Anxiety"], ["Name", "DOB", "Phone", "Start Date", "Status", "Diagnosis", "Treatment Goals"],
        ["Ana Lopez", date(1990, 4, 12), "(415) 555-0132", date(2026, 1, 8), "Active", "F41.1", "Sleep"],
        ["Bell, Ben", date(1985, 2, 3), 4155550134, date(2026, 1, 8), "Active", "F41.1", "Work"],
        ["Cara Maria Diaz Gomez", None, None, date(2026, 1, 8), "Active", "F40.1", "Speak up"],
        ["Total", 3],
    ],
    "CBT for Anxiety": [
        ["Name", date(2026, 1, 8), date(2026, 1, 15), date(2026, 1, 22)],
        ["Ana Lopez", "P", "?", "P"], ["Ben Bell", "P", "P", None],
    ],
    "2-5": [
        ["Group: CBT for Anxiety"], ["Session #: 5 of 12"], ["[x] Ana Lopez - Present (arrived 6:05 PM)"],
        ["[ ] Ben Bell - No-show - No notification"], ["Members present: 1/2"],
    ],
    "Waitlist": [
        ["Name", "Date Added", "Group Interest", "Individual Prep Completed", "Insurance Verified"],
        ["John D.", "1/15/26", "CBT Anxiety", "Yes", "Yes - Aetna"],
    ],
    "Insurance": [
        ["Client", "Insurance", "Group Copay", "Authorization Required", "Sessions Remaining"],
        ["Ana Lopez", "Aetna", "$25", "No", "Unlimited"],
    ],
    "Snacks": [["Dish", "Who"], ["Chips", "Ana"]],
}  # fmt: skip
ADDS = {"Clients": 2, "Roster": 2, "Waitlist": 1, "Verifications": 1, "Sessions": 4, "Attendance": 6}
ASKED = [("Roster", "A5", "NAME_PARTS"), ("CBT for Anxiety", "C2", "MARK_UNKNOWN")]


@pytest.fixture(scope="session")
def _oak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oak") / "practice"
    settings = make_folder(folder, "oak")
    open_workbook(folder, settings).lay_out(layouts({"Practice": [SETTINGS], "Groups": [GROUP], "Staff": [STAFF]}))
    return folder


@pytest.fixture
def oak(_oak: Path, tmp_path: Path) -> Path:
    """A practice of one group and no client yet."""
    return Path(shutil.copytree(_oak, tmp_path / "practice"))


def old(path: Path, tabs: dict[str, list[list[Any]]] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (tabs or OLD).items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def brought(spoken: Spoken, folder: Path, file: Path, *more: str) -> tuple[int, dict[str, Any]]:
    status, out, err = spoken("import", folder, file, "--today", TODAY, "--json", *more)
    assert err == ""
    return status, json.loads(out)


def rows(folder: Path, tab: str, width: int = 6) -> list[tuple[Any, ...]]:
    found = ExcelWorkbook(folder / "practice.xlsx").snapshot([tab]).grids[tab].rows
    return [tuple(row[:width]) for row in found[1:] if len([c for c in row if c is not None]) > 3]


def questions(answer: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(q["tab"], q["cell"], q["code"]) for q in answer["questions"]]


def test_a_preview_writes_nothing_and_says_all(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    before = (oak / "practice.xlsx").read_bytes()
    status, answer = brought(spoken, oak, old(tmp_path / "old.xlsx"))
    assert (status, answer["adds"], answer["brought_in"]) == (1, ADDS, False)
    assert questions(answer) == ASKED
    assert all(x["entries"] == x["new"] + x["known"] + x["asked"] + x["left"] for x in answer["lists"])
    assert [n["tab"] for n in answer["notes"] if n["code"] == "LIST_FOREIGN"] == ["Snacks"]
    assert (oak / "practice.xlsx").read_bytes() == before


def test_yes_adds_the_rows_once_and_a_later_answer_adds_only_what_is_new(
    spoken: Spoken, oak: Path, tmp_path: Path
) -> None:
    file = old(tmp_path / "old.xlsx")
    assert brought(spoken, oak, file, "--yes")[1]["adds"] == ADDS
    assert rows(oak, "Clients", 5) == [
        ("C-001", "Ana", "Lopez", None, datetime(1990, 4, 12)), ("C-002", "Ben", "Bell", None, datetime(1985, 2, 3)),
    ]  # fmt: skip
    assert [r[0] for r in rows(oak, "Attendance")] == [
        "G-01/01/C-001", "G-01/03/C-001", "G-01/01/C-002", "G-01/02/C-002", "G-01/05/C-001", "G-01/05/C-002",
    ]  # fmt: skip
    after = (oak / "practice.xlsx").read_bytes()
    status, answer = brought(spoken, oak, file, "--yes")
    assert (status, answer["adds"]) == (1, {})
    assert (oak / "practice.xlsx").read_bytes() == after
    status, answer = brought(spoken, oak, file, "--yes", "--means", "?=Absent - told us")
    assert answer["adds"] == {"Attendance": 1}
    assert questions(answer) == ASKED[:1]
    assert brought(spoken, oak, file, "--yes", "--means", "?=Absent - told us")[1]["adds"] == {}


def test_old_visits_are_neither_written_up_nor_billed_until_a_person_says_so(
    spoken: Spoken, oak: Path, tmp_path: Path
) -> None:
    brought(spoken, oak, old(tmp_path / "old.xlsx"), "--yes")
    this = one_pass(open_desk(oak, NOW))
    assert not [key for key, kind, _ in this.done if kind in ("note", "batch", "proposal", "text")]
    typed(oak, "Attendance", "G-01/01/C-001", Do_not_bill=None)
    assert [k for k, kind, _ in one_pass(open_desk(oak, NOW)).done if kind == "note"] == ["note:G-01/01/C-001"]


def test_what_is_in_reads_without_a_question_of_its_own(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    brought(
        spoken, oak, old(tmp_path / "old.xlsx", {t: OLD[t] for t in ("Roster", "CBT for Anxiety", "Waitlist")}), "--yes"
    )
    answer = json.loads(spoken("check", oak, "--json")[1])
    assert answer["findings"] == []


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_a_file_saved_by_libreoffice_says_the_same(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    old(tmp_path / "practice.xlsx")
    converted(tmp_path, tmp_path / "out")
    status, answer = brought(spoken, oak, tmp_path / "out/practice.xlsx")
    assert (status, answer["adds"], questions(answer)) == (1, ADDS, ASKED)


@pytest.mark.parametrize(("between", "code"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_tab_saved_as_text_says_the_same(spoken: Spoken, oak: Path, tmp_path: Path, between: str, code: str) -> None:
    lines = [
        between.join(cells)
        for cells in (["Name", "DOB", "Start date"], ["Jos\u00e9 D\u00edaz", "4/12/1990", "1/8/2026"])
    ]
    (tmp_path / "CBT for Anxiety.csv").write_bytes("\r".join(lines).encode(code))
    assert brought(spoken, oak, tmp_path / "CBT for Anxiety.csv", "--yes")[1]["adds"] == {"Clients": 1, "Roster": 1}
    assert rows(oak, "Clients", 3) == [("C-001", "Jos\u00e9", "D\u00edaz")]


def test_the_screen_shows_what_is_found_asked_and_added(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    file = old(tmp_path / "old.xlsx")
    status, out, _ = spoken("import", oak, file, "--today", TODAY)
    assert status == 1
    for words in (
        "What stands in old.xlsx",
        "What I must ask first",
        "How I took the rest",
        "What would be added",
        "--yes",
    ):
        assert words in out
    assert "It is in. Next: circlebook check" in spoken("import", oak, file, "--today", TODAY, "--yes")[1]
    assert "There is nothing to add." in spoken("import", oak, file, "--today", TODAY)[1]


def test_a_long_list_of_questions_is_cut_on_the_screen(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    people: list[list[Any]] = [["Name", "DOB", "Status"], *([f"A B{n} C", None, "x"] for n in range(50))]
    _, out, _ = spoken("import", oak, old(tmp_path / "old.xlsx", {"CBT for Anxiety": people}), "--today", TODAY)
    assert "... and 10 more" in out


FAULTS: list[tuple[Sequence[str], str]] = [
    (("--group", "G-77"), "There are: G-01"),
    (("--means", "A"), '--means "A=No-show"'),
    (("--means", "A=perhaps"), '--means "A=No-show"'),
    (("--means", "=Late"), '--means "A=No-show"'),
    (("--today", "soon"), "2026-03-12"),
]


@pytest.mark.parametrize(("more", "said"), FAULTS)
def test_a_word_that_cannot_be_used_is_said_with_an_example(
    spoken: Spoken, oak: Path, tmp_path: Path, more: Sequence[str], said: str
) -> None:
    status, out, err = spoken("import", oak, old(tmp_path / "old.xlsx", {"A": [["x"]]}), *more)
    assert (status, out) == (2, "")
    assert said in err
    assert short(err)


def test_a_link_in_a_circle_is_said_in_a_sentence(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    (tmp_path / "circle.xlsx").symlink_to(tmp_path / "circle.xlsx")
    status, _, err = spoken("import", oak, tmp_path / "circle.xlsx")
    assert status == 2
    assert "could not be opened" in err


def test_the_practices_own_workbook_is_not_brought_into_itself(spoken: Spoken, oak: Path) -> None:
    status, _, err = spoken("import", oak, oak / "practice.xlsx")
    assert status == 2
    assert "own workbook" in err


def test_a_tab_that_cannot_be_read_is_put_right_first(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(oak / "practice.xlsx")
    book["Clients"]["A1"] = "Nr"
    book.save(oak / "practice.xlsx")
    status, _, err = spoken("import", oak, old(tmp_path / "old.xlsx"), "--yes")
    assert status == 2
    assert "The tab Clients cannot be read" in err


def test_an_import_that_was_cut_off_is_made_whole_by_the_next(
    spoken: Spoken, oak: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = old(tmp_path / "old.xlsx")
    (oak / ".~lock.practice.xlsx#").touch()
    with pytest.raises(Exception, match="LibreOffice"):
        run_import(oak, file, TODAY, yes=True, group="", means=(), as_json=True)
    (oak / ".~lock.practice.xlsx#").unlink()
    assert brought(spoken, oak, file, "--yes")[1]["adds"] == ADDS
    assert len(rows(oak, "Attendance")) == ADDS["Attendance"]
    with monkeypatch.context() as patched:
        patched.setattr("connectors.ledger.ledger.SqlLedger.finish_many", _killed)
        with pytest.raises(KeyboardInterrupt):
            run_import(oak, file, TODAY, yes=True, group="", means=("?=No-show",), as_json=True)
    assert brought(spoken, oak, file, "--yes", "--means", "?=No-show")[1]["adds"] == {}
    assert len(rows(oak, "Attendance")) == ADDS["Attendance"] + 1


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_person_whose_name_was_put_right_is_not_added_again(spoken: Spoken, oak: Path, tmp_path: Path) -> None:
    file = old(tmp_path / "old.xlsx")
    brought(spoken, oak, file, "--yes")
    typed(oak, "Clients", "C-001", First_name="Anna", Last_name="Lopez Ruiz")
    assert "Clients" not in brought(spoken, oak, file, "--yes")[1]["adds"]
