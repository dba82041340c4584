import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from connectors.excel import ExcelWorkbook
from connectors.excel.formulas import filled
from domain.problems import WorkbookProblem
from sheets_schema.grid import Raw, Written
from tests.connectors.excel import building

VISIT = ("G-01/05/C-001", date(2026, 3, 12), time(18, 5), "Present")


def append(book: ExcelWorkbook, title: str, *rows: Sequence[Written]) -> list[tuple[Raw, ...]]:
    book.append(book.token(), {title: rows})
    return [tuple(row) for row in book.snapshot([title]).grids[title].rows]


def sheet(path: Path, title: str) -> str:
    names = {found.title: n for n, found in enumerate(openpyxl.load_workbook(path).worksheets, start=1)}
    return building.parts(path)[f"xl/worksheets/sheet{names[title]}.xml"].decode()


@pytest.mark.parametrize(
    "words",
    [
        '=HYPERLINK("http://example.com","x")',
        "+1 202 555 0101",
        "-12",
        "@SUM(A1)",
        "\t=1+1",
        "<b>&amp; \"quoted\" 'so'",
        "  two spaces  ",
        "two\nlines",
        "Zoë 李 🙂",
        "0012",
        "]]>",
    ],
)
def test_text_stays_text(tmp_path: Path, words: str) -> None:
    book = building.laid_out(tmp_path)
    rows = append(book, "Attendance", ("V-1", None, None, words))
    assert rows[-1] == ("V-1", None, None, words)
    cell = openpyxl.load_workbook(tmp_path / "practice.xlsx")["Attendance"]["D2"]
    assert (cell.data_type, cell.value) == ("s", words)


def test_a_character_that_the_file_cannot_hold_becomes_a_visible_mark(tmp_path: Path) -> None:
    assert append(building.laid_out(tmp_path), "Attendance", ("V\x00-\x1b1\ud800",))[-1] == ("V�-�1�",)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (date(2026, 3, 12), datetime(2026, 3, 12)),
        (datetime(2026, 3, 12, 18, 30), datetime(2026, 3, 12, 18, 30)),
        (time(18, 30), time(18, 30)),
        (Decimal("45.50"), 45.5),
        (7, 7),
    ],
)
def test_values_keep_their_kind_in_a_tab_that_has_no_formats(tmp_path: Path, value: Written, read: Raw) -> None:
    building.saved(tmp_path / "a.xlsx", {"Clients": [["ID", "Seen"], ["C-001", None]]})
    assert append(ExcelWorkbook(tmp_path / "a.xlsx"), "Clients", ("C-002", value))[-1] == ("C-002", read)


def test_rows_come_after_the_last_used_row_with_formula_style_and_number_of_their_own(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    rows = append(book, "Attendance", VISIT, ("G-01/05/C-002", *VISIT[1:]))
    assert [row[0] for row in rows] == ["Visit ID", "G-01/05/C-001", "G-01/05/C-002"]
    found = openpyxl.load_workbook(tmp_path / "practice.xlsx")["Attendance"]
    assert found["G3"].value == '=IFERROR(VLOOKUP("Attendance|"&$A3,Status!$A:$Z,2,FALSE)&"","")'
    assert (found["B3"].number_format, found["C3"].number_format) == ("m/d/yyyy", "h:mm AM/PM")


def test_rows_beyond_the_prepared_ones_bring_formulas_too(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    append(book, "Attendance", *((f"V-{n}",) for n in range(450)))
    append(book, "Attendance", ("V-451",))
    found = openpyxl.load_workbook(tmp_path / "practice.xlsx")["Attendance"]
    assert (found["A452"].value, found.dimensions) == ("V-451", "A1:G452")
    assert all(f"$A{row}," in found[f"G{row}"].value for row in (2, 201, 202, 451, 452))


def test_a_blank_ticket_is_filled_and_a_used_one_is_not(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    append(book, "Clients", ("C-002", "Ann"))
    rows = append(book, "Clients", ("C-002", "Bea"), ("C-003", "Cyd"), ("C-009", "Dee"))
    assert rows[1:] == [("C-001",), ("C-002", "Ann"), ("C-003", "Cyd"), ("C-002", "Bea"), ("C-009", "Dee")]
    formulas = openpyxl.load_workbook(tmp_path / "practice.xlsx")["Clients"]
    assert all(f"$A{row}," in formulas[f"F{row}"].value for row in range(2, 7))


def test_what_a_person_typed_stays_byte_for_byte(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "a.xlsx", {"Clients": [["ID", "Name"], ["C-001", "Ann"], [None, "a thought"]]})
    before = building.parts(path)["xl/worksheets/sheet1.xml"].decode()
    append(ExcelWorkbook(path), "Clients", ("C-002", "Bea"))
    after = building.parts(path)["xl/worksheets/sheet1.xml"].decode()
    rows = re.compile(r"<row.*?</row>")
    assert rows.findall(after)[:3] == rows.findall(before)
    assert after.partition("</sheetData>")[2] == before.partition("</sheetData>")[2]


def test_dropdowns_colours_filters_and_tables_grow_with_the_rows(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "a.xlsx", {"Clients": [["ID", "Sex"], ["C-001", "F"], ["C-002", "M"]]})
    made = openpyxl.load_workbook(path)
    tab = made["Clients"]
    for area in ("B2:B3", "A1", "A2:A2"):
        rule = DataValidation("list", formula1='"F,M"')
        rule.add(area)
        tab.add_data_validation(rule)
    tab.add_table(Table(displayName="People", ref="A1:B3"))
    made.save(path)
    append(ExcelWorkbook(path), "Clients", ("C-003", "F"), ("C-004", "F"))
    after = openpyxl.load_workbook(path)["Clients"]
    assert [str(rule.sqref) for rule in after.data_validations.dataValidation] == ["B2:B5", "A1", "A2"]
    assert (after.tables["People"].ref, after.tables["People"].autoFilter.ref) == ("A1:B5", "A1:B5")


@pytest.mark.parametrize(
    ("formula", "row", "to", "wanted"),
    [
        ('VLOOKUP("A2|"&$A2,Status!$A:$Z,2)', 2, 9, 'VLOOKUP("A2|"&$A9,Status!$A:$Z,2)'),
        ("SUM($B$1:B2)*LOG10(C2)", 2, 4, "SUM($B$1:B4)*LOG10(C4)"),
        ("'Week A2'!B2+B1", 2, 3, "'Week A2'!B3+B2"),
        ('IF(A2="say ""B2""",tax_A2,A2.5)', 2, 3, 'IF(A3="say ""B2""",tax_A2,A2.5)'),
    ],
)
def test_a_formula_follows_its_row(formula: str, row: int, to: int, wanted: str) -> None:
    assert filled(formula, row).at(to) == wanted


def test_a_formula_that_a_program_shares_among_rows_is_followed(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "a.xlsx", {"Clients": [["ID", "Twice"], ["C-001", 1], ["C-002", 2]]})
    content = building.parts(path)
    text = content["xl/worksheets/sheet1.xml"].decode()
    text = text.replace('<c r="B2" t="n"><v>1</v>', '<c r="B2"><f t="shared" ref="B2:B3" si="0">LEN(A2)</f><v>5</v>')
    text = text.replace('<c r="B3" t="n"><v>2</v>', '<c r="B3"><f t="shared" si="0"/><v>5</v>')
    building.packed(path, {**content, "xl/worksheets/sheet1.xml": text})
    append(ExcelWorkbook(path), "Clients", ("C-003", None))
    assert openpyxl.load_workbook(path)["Clients"]["B4"].value == "=LEN(A4)"


def test_the_list_of_formula_cells_is_dropped_when_one_is_added(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    path = tmp_path / "practice.xlsx"
    content = building.parts(path)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    tie = 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"'
    for name, end, piece in (
        ("[Content_Types].xml", b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/>'),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", f'<Relationship Id="rId99" {tie}/>'),
    ):
        content[name] = content[name].replace(end, piece.encode() + end)
    clean = building.parts(path)
    building.packed(path, {**content, "xl/calcChain.xml": "<calcChain/>"})
    append(book, "Attendance", VISIT)
    after = building.parts(path)
    assert "xl/calcChain.xml" not in after
    assert all(after[name] == clean[name] for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"))


def test_a_missing_tab_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkbookProblem, match="The tab Roster is missing"):
        append(building.laid_out(tmp_path), "Roster", ("R-1",))


def test_a_workbook_of_an_unknown_program_is_not_written(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "a.xlsx", {"Clients": [["ID"]]})
    content = building.parts(path)
    text = content["xl/worksheets/sheet1.xml"].decode()
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")
    building.packed(path, {**content, "xl/worksheets/sheet1.xml": prefixed})
    before = path.read_bytes()
    with pytest.raises(WorkbookProblem, match="Open it in Excel, save it"):
        append(ExcelWorkbook(path), "Clients", ("C-001",))
    assert path.read_bytes() == before


def test_no_rows_are_no_change(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    before = (tmp_path / "practice.xlsx").stat()
    token = book.append(book.token(), {"Attendance": []})
    assert (token, (tmp_path / "practice.xlsx").stat().st_mtime_ns) == (book.token(), before.st_mtime_ns)
    assert "Visit ID" in sheet(tmp_path / "practice.xlsx", "Attendance")
