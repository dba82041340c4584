from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from connectors.excel import ExcelWorkbook
from domain.problems import WorkbookProblem
from sheets_schema.grid import FormulaCell, Percent, Raw
from tests.connectors.excel import building

SHEET = "xl/worksheets/sheet1.xml"


def rows(path: Path, title: str = "Clients") -> list[tuple[Raw, ...]]:
    return [tuple(row) for row in ExcelWorkbook(path).snapshot([title]).grids[title].rows]


def with_sheet(folder: Path, old: str, new: str) -> Path:
    path = building.saved(folder / "a.xlsx", {"Clients": [["Client ID", "Age"], ["C-001", 41]]})
    content = building.parts(path)
    sheet = content[SHEET].decode()
    assert old in sheet
    return building.packed(path, {**content, SHEET: sheet.replace(old, new)})


B2 = '<c r="B2" t="n"><v>41</v>'


@pytest.mark.parametrize(
    ("new", "cell"),
    [
        ('<c r="B2"><f>TODAY()</f><v>46037</v>', FormulaCell("=TODAY()", 46037)),
        (
            '<c r="B2" t="str"><f>HYPERLINK(&quot;http://x.example&quot;)</f><v>x</v>',
            FormulaCell('=HYPERLINK("http://x.example")', "x"),
        ),
        ('<c r="B2"><f>VLOOKUP(A2,Status!A:B,2)</f>', None),
        ('<c r="B2"><f>SUM(A1:A2)</f><v>3</v>', 3),
    ],
)
def test_formulas_that_a_reader_must_know_of_come_along(tmp_path: Path, new: str, cell: Raw) -> None:
    second = rows(with_sheet(tmp_path, B2, new))[1]
    assert (second[1] if len(second) > 1 else None) == cell


def test_merged_and_hidden_rows_and_the_tabs_own_number_come_along(tmp_path: Path) -> None:
    path = with_sheet(
        tmp_path, "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    )
    content = building.parts(path)
    sheet = content[SHEET].decode().replace('<row r="2"', '<row hidden="1" r="2"')
    grid = ExcelWorkbook(building.packed(path, {**content, SHEET: sheet})).snapshot(["Clients"]).grids["Clients"]
    assert (grid.merged, grid.hidden, grid.gid) == (((2, 1, 3, 1),), frozenset({2}), "1")


def test_numbers_come_with_the_look_that_means_something(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "Clients"
    for cell, value, look in (
        ("A1", 123, "00000"),
        ("B1", 0.2, "0%"),
        ("C1", 9_999_999, "yyyy-mm-dd"),
        ("D1", 123, "0"),
    ):
        sheet[cell] = value
        sheet[cell].number_format = look
    book.save(tmp_path / "a.xlsx")
    padded, percent, far, plain = rows(tmp_path / "a.xlsx")[0]
    assert (str(padded), type(percent), percent, far, plain) == ("00123", Percent, 0.2, 9_999_999.0, 123)


def test_other_tabs_come_along_only_where_one_is_missing(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "a.xlsx", {"Clients": [["Client ID"]], "Roster": [["Roster ID"]]})
    assert list(ExcelWorkbook(path).snapshot(["Clients"]).others) == []
    assert list(ExcelWorkbook(path).snapshot(["Clients", "Groups"]).others) == ["Roster"]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('ref="A1:B2"', 'ref="A1"', [("Client ID", "Age"), ("C-001", 41)]),
        ("<v>41</v>", "<v>41.5</v>", [("Client ID", "Age"), ("C-001", 41.5)]),
        ('<c r="B2" t="n"><v>41</v>', '<c r="B2" t="e"><v>#REF!</v>', [("Client ID", "Age"), ("C-001", "#REF!")]),
        ('<c r="B2" t="n"><v>41</v>', '<c r="B2" t="b"><v>1</v>', [("Client ID", "Age"), ("C-001", True)]),
        (
            '<c r="B2" t="n"><v>41</v>',
            '<c r="B2"><f>1+1</f><v/>',
            [("Client ID", "Age"), ("C-001", FormulaCell("=1+1"))],
        ),
        ('<c r="B2" t="n"><v>41</v>', '<c r="B2" t="str"><f>A1</f><v></v>', [("Client ID", "Age"), ("C-001",)]),
        ("</sheetData>", '<row r="9"><c r="A9" s="0"/></row></sheetData>', [("Client ID", "Age"), ("C-001", 41)]),
        (
            "</sheetData>",
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
            [("Client ID", "Age"), ("C-001", 41)],
        ),
        (
            "</sheetData>",
            '<row r="4"><c r="B4"><v>7</v></c></row></sheetData>',
            [("Client ID", "Age"), ("C-001", 41), (), (None, 7)],
        ),
    ],
    ids=["wrong size", "number", "error", "tick", "no saved value", "empty answer", "blank row", "far cell", "gap"],
)
def test_cells_come_as_the_file_holds_them(tmp_path: Path, old: str, new: str, wanted: list[tuple[Raw, ...]]) -> None:
    assert rows(with_sheet(tmp_path, old, new)) == wanted


def test_days_counted_from_1904_are_the_days_that_people_see(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "Clients"
    book.active.append(["Client ID", "Seen"])
    book.active.append(["C-001", datetime(2026, 3, 12)])
    book.save(tmp_path / "a.xlsx")
    workbook = ExcelWorkbook(tmp_path / "a.xlsx")
    workbook.append(workbook.token(), {"Clients": [["C-002", datetime(2026, 3, 13)]]})
    assert [row[1] for row in rows(tmp_path / "a.xlsx")[1:]] == [datetime(2026, 3, 12), datetime(2026, 3, 13)]


def test_tabs_that_are_not_there_are_left_out_and_case_does_not_count(tmp_path: Path) -> None:
    building.saved(tmp_path / "a.xlsx", {"clients ": [["Client ID"]]})
    assert list(ExcelWorkbook(tmp_path / "a.xlsx").snapshot(["Clients", "Roster"]).grids) == ["Clients"]


def test_more_than_300_000_rows_are_refused(tmp_path: Path) -> None:
    many = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(3, 300_010))
    path = with_sheet(tmp_path, "</sheetData>", many + "</sheetData>")
    with pytest.raises(WorkbookProblem, match=r"more than 300,000 rows"):
        rows(path)


def test_columns_beyond_the_hundredth_are_not_read(tmp_path: Path) -> None:
    building.saved(tmp_path / "a.xlsx", {"Clients": [list(range(150))]})
    assert len(rows(tmp_path / "a.xlsx")[0]) == 100


def test_the_token_follows_the_content_and_not_the_file(tmp_path: Path) -> None:
    workbook = building.laid_out(tmp_path)
    path = tmp_path / "practice.xlsx"
    before = workbook.token()
    content = building.parts(path)
    building.packed(path, content)
    assert workbook.token() == before == workbook.snapshot(["Clients"]).token
    building.edited(path, "Clients", "B2", "Ann")
    assert workbook.token() != before
