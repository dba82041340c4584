"""A new receptionist makes fifteen mistakes, reads what the sheet says of each, follows the words alone, and is done."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from flows.desk import Pass
from tests.flows.sampled import passed

pytestmark = pytest.mark.xdist_group("receptionist")  # its practice is made once, in one process

MISTAKES = [
    # tab, row, heading, what was typed, what the sentence says in part, what she types because of it
    ("Clients", "C-003", "Mobile", "415-555-013", "has 9 digits", "415-555-0133"),
    ("Clients", "C-004", "Mobile", "415-555-0134 or 415-555-0135", "two numbers", "415-555-0134"),
    ("Clients", "C-005", "Date of birth", "4/12", "no year", "4/12/1990"),
    ("Clients", "C-006", "Email", "ana@gmail", "not a whole e-mail address", "ana@example.com"),
    ("Clients", "C-007", "Text consent", "verbal", "is a Yes. Please", "Yes"),
    ("Clients", "C-008", "State", "Illinois", "two letters", "IL"),
    ("Clients", "C-009", "Sex", "woman", "not in the list", "F"),
    ("Groups", "G-01", "Start time", "6ish", "what time", "6:00 PM"),
    ("Roster", "R-002", "Diagnoses", "anxiety", "codes", "F41.1"),
    ("Roster", "R-003", "Status", "Actve", "like Active", "Active"),
    ("Verifications", "V-002", "Copay", "$25 or 20%", "two amounts", "$25"),
    ("Verifications", "V-003", "Called on", "next week", "which day", "1/15/2026"),
    ("Sessions", "G-01/05", "Ends", "7:30", "morning or at night", "7:30 PM"),
    ("Attendance", "G-01/05/C-001", "Mark", "P/A", "don't know the mark", "Present"),
    ("Waitlist", "W-001", "Date added", "1/5/26 - 1/9/26", "more than one day", "1/5/2026"),
]


def asked(this: Pass) -> dict[tuple[str, str, str], str]:
    return {(f.tab, f.row_id, f.field): f.message for f in this.reading.findings if f.outcome in ("ask", "stop")}


def typed(folder: Path, cells: Iterable[tuple[str, str, str, str]]) -> None:
    """Types into cells by tab, row ID and heading, and saves once."""
    path = folder / "practice.xlsx"
    book = openpyxl.load_workbook(path)
    for tab, row_id, heading, text in cells:
        sheet = book[tab]
        column = next(c.column for c in sheet[1] if c.value == heading)
        row = next(c.row for c in sheet["A"] if c.value == row_id)
        sheet.cell(row, column).value = text
    book.save(path)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory, _worked: Path) -> Path:
    folder = Path(shutil.copytree(_worked, tmp_path_factory.mktemp("reception") / "practice"))
    typed(folder, ((tab, row, heading, wrong) for tab, row, heading, wrong, _, _ in MISTAKES))
    return folder


def test_she_follows_the_sentences_and_ends_with_a_clean_sheet(broken: Path) -> None:
    this = passed(broken)
    found = asked(this)
    columns = this.reading.tabs
    for tab, row, heading, wrong, said, _ in MISTAKES:
        told = [message for (t, r, _), message in found.items() if (t, r) == (tab, row)]
        assert any(said in message for message in told), (tab, row, heading, wrong, told)
        assert columns[tab].row_numbers[row]
    typed(broken, ((tab, row, heading, right) for tab, row, heading, _, _, right in MISTAKES))
    assert asked(passed(broken)) == {}
