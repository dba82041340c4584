"""A question whose row is gone for a moment is not put a second time; one whose row was taken away comes back."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from connectors.excel.workbook import ExcelWorkbook
from tests.flows.sampled import made, passed, when


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice in which questions were just put."""
    folder = made(tmp_path_factory.mktemp("asked") / "practice")
    passed(folder)
    return folder


def cut(folder: Path) -> list[object]:
    """The first row of Decisions, taken away."""
    book = openpyxl.load_workbook(folder / "practice.xlsx")
    row = [cell.value for cell in book["Decisions"][2]]
    book["Decisions"].delete_rows(2)
    book.save(folder / "practice.xlsx")
    return row


def paste(folder: Path, row: list[object]) -> None:
    """The row once more, below the others."""
    book = openpyxl.load_workbook(folder / "practice.xlsx")
    at = next(n for n in range(2, 1000) if not book["Decisions"].cell(n, 1).value)
    for column, value in enumerate(row, start=1):
        book["Decisions"].cell(at, column, value)
    book.save(folder / "practice.xlsx")


def rows(folder: Path) -> list[str]:
    book = openpyxl.load_workbook(folder / "practice.xlsx")
    return sorted(str(row[0].value) for row in book["Decisions"].iter_rows(min_row=2) if row[0].value)


def test_a_question_is_put_once_or_comes_back_after_ten_minutes(asked: Path) -> None:
    before = rows(asked)
    row = cut(asked)
    for minutes in (1, 6):
        passed(asked, at=when() + timedelta(minutes=minutes))
        assert rows(asked) == [x for x in before if x != row[0]], "who cut it may be about to paste it"
    paste(asked, row)
    passed(asked, at=when() + timedelta(minutes=9))
    passed(asked, at=when() + timedelta(minutes=30))
    assert rows(asked) == before

    cut(asked)
    passed(asked, at=when() + timedelta(minutes=40))
    assert rows(asked) != before, "it was seen since it was missed"
    passed(asked, at=when() + timedelta(days=3))
    assert rows(asked) == before, "a practice that closes for the weekend gets it at its next pass"


def test_a_question_that_a_stopped_pass_may_have_added_is_put_again_after_ten_minutes(
    asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row may stand there, and the reading that looks for it fall short, where a workbook is read over a network."""
    monkeypatch.setattr(ExcelWorkbook, "exact", False)
    at = when() + timedelta(days=5)
    passed(asked, at=at)
    before = rows(asked)
    row = cut(asked)
    this = passed(asked, only=(), dry_run=True)
    key = next(h.key for h in this.happened.values() if h.detail.get("decision_id") == row[0])
    this.desk.ledger.begin(key, "decision", "", at, {"decision_id": str(row[0])})
    for minutes in (1, 10):
        passed(asked, at=at + timedelta(minutes=minutes))
        assert rows(asked) != before
    passed(asked, at=at + timedelta(minutes=11))
    assert rows(asked) == before
