"""Statements and superbills of the sample practice, from the workbook to the folder."""

import re
import zipfile
from pathlib import Path

from tests.flows.sampled import circlebook, made, passed, typed

FOLDER = "documents/statements/2026-02"
PAPERS = ["C-003-statement.docx", "C-012-statement.docx", "C-012-superbill.docx", "C-019-statement.docx"]


def there(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / FOLDER).glob("*"))


def words(path: Path) -> str:
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    return " | ".join(re.findall(r"<w:t[^>]*>([^<]+)</w:t>", text))


def keys(this) -> list[str]:
    return [key for key, kind, _ in this.done if key.startswith(("document:statement", "document:superbill"))]


def sentences(this) -> list[str]:
    return [t.reason.sentence for t in this.outcomes["statements"].tasks]


def test_february_is_made_once_and_anew_only_when_its_file_is_deleted(tmp_path):
    folder = made(tmp_path / "practice")
    first = passed(folder)
    assert len(keys(first)) == len(PAPERS)
    assert there(folder) == PAPERS
    statement = folder / FOLDER / PAPERS[0]
    assert "Please pay | $45.00" in words(statement)
    assert "CBT" not in words(statement)
    assert "90853" in words(folder / FOLDER / PAPERS[2])

    assert keys(passed(folder)) == []
    before = statement.read_bytes()
    typed(folder, "Attendance", "G-01/03/C-003", Mark="No-show")
    after = passed(folder)
    assert keys(after) == []
    assert statement.read_bytes() == before, "its client may have it"
    assert sentences(after) == [
        "The statement of C-003 for February 2026 says otherwise than the rows do now. Delete its file for a new one, or leave it."
    ]
    told = circlebook("explain", folder, "C-003/2026-02")
    assert "statement" in told.stdout
    assert "Traceback" not in told.stderr

    statement.unlink()
    again = passed(folder)
    assert keys(again) == ["document:statement:C-003/2026-02"]
    assert "Nothing to pay | $0.00" in words(statement)
    assert sentences(passed(folder)) == []


def test_a_practice_that_does_not_ask_for_them_gets_none(tmp_path):
    folder = made(tmp_path / "practice")
    typed(folder, "Practice", "Monthly statements", Value="No")
    passed(folder)
    assert not (folder / FOLDER).exists()


def test_a_payment_that_cannot_be_read_holds_them_all(tmp_path):
    folder = made(tmp_path / "practice")
    typed(folder, "Payments", "P-003", Amount="forty five")
    this = passed(folder)
    assert keys(this) == []
    assert sentences(this) == [
        "Payments, P-003 cannot be read, and may be anybody's payment. No statement for February 2026 is made until it can."
    ]
