"""Files that are not the practice's own: any tab of a workbook, and tables of text in all their writings."""

import datetime as dt
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from connectors.excel.old_files import read_old_file
from domain.problems import WorkbookProblem
from tests.connectors.excel import building
from tests.connectors.excel.test_hostile import CASES
from tests.connectors.excel.test_layout import converted

WANTED = [("Name", "Note"), ("Jos\u00e9 D\u00edaz", "a, b; c"), ("Ann", None)]
TEXT = 'Name,Note\nJos\u00e9 D\u00edaz,"a, b; c"\nAnn,\n'
WRITINGS = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a mark": TEXT.encode("utf-8-sig"),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16, the other way": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "Windows letters": TEXT.encode("cp1252"),
    "CR line ends": TEXT.replace("\n", "\r").encode(),
    "CRLF line ends": TEXT.replace("\n", "\r\n").encode(),
    "semicolons": b'Name;Note\nJos\xc3\xa9 D\xc3\xadaz;"a, b; c"\nAnn;\n',
    "tabs": "Name\tNote\nJos\u00e9 D\u00edaz\ta, b; c\nAnn\t\n".encode(),
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("ending", ["csv", "TXT", "tsv"])
def test_a_table_of_text_is_read_however_it_was_saved(tmp_path: Path, writing: str, ending: str) -> None:
    path = tmp_path / f"Roster 2025.{ending}"
    path.write_bytes(WRITINGS[writing])
    (grid,) = read_old_file(path)
    assert grid.title == "Roster 2025"
    assert [tuple(row) for row in grid.rows] == [*WANTED[:2], ("Ann",)]


TEXTS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is an empty file"),
    "blanks": (b"\xef\xbb\xbf \n\n", "is an empty file"),
    "web page": (b"\n<html><table></table></html>", "is a web page"),
    "zeros": (b"Name\0\0\1Note", "is not a table of text"),
    "half a letter": (b"\xff\xfeN\0a", ""),
    "a cell without end": (b'Name,Note\nAnn,"' + b"x" * 200_000, "could not be read as a table"),
    "300,001 rows": (b"a\n" * 300_001, "more than 300,000 rows"),
    "a pdf": (b"%PDF-1.7 ...", "is not an Excel workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Excel file"),
}


@pytest.mark.parametrize("case", [c for c in TEXTS if TEXTS[c][1]])
def test_what_is_no_table_of_text_is_said_to_be_what_it_is(tmp_path: Path, case: str) -> None:
    content, said = TEXTS[case]
    path = tmp_path / "old.csv"
    path.write_bytes(content)
    start = time.process_time()
    with pytest.raises(WorkbookProblem, match=said):
        read_old_file(path)
    assert time.process_time() - start < 5


def test_a_cut_off_letter_and_far_columns_do_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(TEXTS["half a letter"][0])
    assert len(read_old_file(path)) == 1
    path.write_text(",".join(str(n) for n in range(16_384)))
    assert len(read_old_file(path)[0].rows[0]) == 100


def test_every_tab_is_read_in_its_order_hidden_ones_too(tmp_path: Path) -> None:
    path = building.saved(
        tmp_path / "old.xlsx", {"1-15": [["Name", "Mark"], ["Ann", "P"]], "Notes": [["x"]], "Blank": []}
    )
    book = openpyxl.load_workbook(path)
    book["Notes"].sheet_state = "veryHidden"
    book.save(path)
    assert [(g.title, len(g.rows)) for g in read_old_file(path)] == [("1-15", 2), ("Notes", 1), ("Blank", 0)]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_a_workbook_of_libreoffice_is_read_with_results_days_and_times(tmp_path: Path) -> None:
    cells = [["Name", "Day", "At", "Sum"], ["Ann", dt.date(2026, 1, 8), dt.time(18, 5), "=1+2"]]
    building.saved(tmp_path / "practice.xlsx", {"Log": cells})
    converted(tmp_path, tmp_path / "out")
    (grid,) = read_old_file(tmp_path / "out/practice.xlsx")
    assert list(grid.rows[1]) == ["Ann", dt.datetime(2026, 1, 8), dt.time(18, 5), 3]


def test_more_than_200_tabs_are_refused(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "old.xlsx", {f"T{n}": [["x"]] for n in range(201)})
    with pytest.raises(WorkbookProblem, match="more than 200 tabs"):
        read_old_file(path)


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_honest_workbook_is_refused(tmp_path: Path, case: str) -> None:
    made: Callable[[Path], bytes]
    made, said = CASES[case]
    path = tmp_path / "old.xlsx"
    path.write_bytes(made(tmp_path))
    with pytest.raises(WorkbookProblem, match=said):
        read_old_file(path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.xlsx", "There is no file"),
        ("folder", "is a folder"),
        ("large.csv", "larger than 50 MB"),
        ("locked.csv", "could not be opened"),
        ("pipe.csv", "is a pipe or a device"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(51 << 20)
    (tmp_path / "locked.csv").symlink_to(tmp_path / "locked.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(WorkbookProblem, match=said):
        read_old_file(tmp_path / name)
