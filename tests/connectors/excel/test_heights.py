from datetime import date
from pathlib import Path

import openpyxl
import pytest

from connectors.excel.heights import height, with_height
from sheets_schema.grid import ColumnLayout, Link, OwnRows, Shown, TabLayout
from tests.connectors.excel import building

COLUMNS = [(1, 20.0), (2, 10.0)]
"""The second column has lines of 20 characters, the third of 10."""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([], ""),
        (["x" * 99], ""),
        ([None, "x" * 20, "x" * 10], ""),
        ([None, "x" * 21], ' ht="30"'),
        ([None, "x" * 21, "x" * 31], ' ht="60"'),
        ([None, "one\ntwo\n\nfour"], ' ht="60"'),
        ([None, "x" * 900], ' ht="120"'),
        ([None, date(2026, 3, 12), 12345678901234], ""),
        ([None, Link("x" * 99, "Clients", "A2")], ""),
    ],
)
def test_a_row_is_as_high_as_its_longest_wrapped_text(row: list[Shown], expected: str) -> None:
    assert height(row, COLUMNS) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<row r="3"', '<row r="3" ht="30"'),
        ('<row r="3" spans="1:2" ht="15" customHeight="0"', '<row r="3" spans="1:2" ht="30"'),
        ('<row r="3" ht="50" customHeight="1"', '<row r="3" ht="50" customHeight="1"'),
    ],
)
def test_a_height_that_a_person_chose_stays(tag: str, expected: str) -> None:
    assert with_height(tag, [None, "x" * 21], COLUMNS) == expected


def test_shown_laid_out_and_added_rows_get_their_height(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    book.lay_out([TabLayout("Plans", (ColumnLayout("Plan", 40),), rows=(("Short",), ("x" * 100,)))])
    token = book.append(book.token(), {"Plans": [("x" * 140,)]})
    rows: OwnRows = [("Clients C2", "x" * 120, None), ("Clients C3", "Short", None)]
    book.show(token, {"To do": rows})
    made = openpyxl.load_workbook(tmp_path / "practice.xlsx")
    assert [made["Plans"].row_dimensions[row].height for row in (2, 3, 4)] == [None, 45, 60]
    assert [made["To do"].row_dimensions[row].height for row in (2, 3)] == [45, None]
    tabs = b"".join(building.parts(tmp_path / "practice.xlsx").values())
    assert b'<row r="2" ht="45">' in tabs  # no customHeight: a program may fit it again


def test_rows_of_another_height_that_say_the_same_are_left_alone(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    rows: OwnRows = [("Clients C2", "x" * 120, None)]
    book.show(book.token(), {"To do": rows})
    path = tmp_path / "practice.xlsx"
    changed = openpyxl.load_workbook(path)
    changed["To do"].row_dimensions[2].height = 70
    changed.save(path)
    before = path.read_bytes()
    book.show(book.token(), {"To do": rows})
    assert path.read_bytes() == before
