import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from connectors.excel import ExcelWorkbook
from connectors.excel.markup import RELATIONS
from sheets_schema.grid import Link, OwnRows, Raw
from tests.connectors.excel import building

TO_DO: OwnRows = [
    (Link("Attendance, row 3", "Attendance", "D3"), "=Enter a mark", date(2026, 3, 12)),
    (Link("Ann's row", "Bob's tab", "A2"), "Call <them>\nback", None),
]
CLAIMS: OwnRows = [("0001", Decimal("90.00")), ("0002", 85), (None, Decimal("0.1"))]


def shown(book: ExcelWorkbook, title: str) -> list[tuple[Raw, ...]]:
    return [tuple(row) for row in book.snapshot([title]).grids[title].rows[1:]]


def test_an_own_tab_says_what_it_was_told_below_its_header(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    book.show(book.token(), {"To do": TO_DO, "Claims": CLAIMS})
    seen = datetime(2026, 3, 12)
    assert shown(book, "To do") == [("Attendance, row 3", "=Enter a mark", seen), ("Ann's row", "Call <them>\nback")]
    assert shown(book, "Claims") == [("0001", 90), ("0002", 85), (None, 0.1)]
    book.show(book.token(), {"To do": TO_DO[1:], "Claims": []})
    assert [len(shown(book, title)) for title in ("To do", "Claims")] == [1, 0]


def test_links_lead_to_cells_and_the_tab_keeps_its_looks(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    book.show(book.token(), {"To do": TO_DO})
    tab = openpyxl.load_workbook(tmp_path / "practice.xlsx")["To do"]
    links = [tab["A2"].hyperlink.location, tab["A3"].hyperlink.location]
    assert links == ["'Attendance'!D3", "'Bob''s tab'!A2"]
    assert (tab.freeze_panes, tab.protection.sheet, tab.column_dimensions["B"].width) == ("A2", True, 50.7)
    assert (tab["A1"].font.b, tab["A2"].font.u, tab["C2"].number_format) == (True, "single", "m/d/yyyy")


def test_the_same_rows_again_leave_the_file_alone(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    token = book.show(book.token(), {"To do": TO_DO, "Claims": CLAIMS})
    before = (tmp_path / "practice.xlsx").stat()
    assert book.show(token, {"To do": TO_DO, "Claims": CLAIMS}) == token
    after = (tmp_path / "practice.xlsx").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_the_same_rows_in_the_writing_of_another_program_are_equal(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    path = tmp_path / "practice.xlsx"
    book.show(book.token(), {"To do": TO_DO, "Claims": CLAIMS})
    building.edited(path, "Clients", "B2", "Ann")
    before = path.read_bytes()
    book.show(book.token(), {"To do": TO_DO, "Claims": CLAIMS})
    assert path.read_bytes() == before


def test_texts_that_cells_share_are_compared_too(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    path = tmp_path / "practice.xlsx"
    book.show(book.token(), {"Claims": CLAIMS[:1]})
    content = building.parts(path)
    said = '<c r="A2" s="2" t="str"><v xml:space="preserve">0001</v></c>'
    part = next(name for name, data in content.items() if b">0001<" in data)
    style = re.search(r'<c r="A2" s="(\d+)"', content[part].decode())
    assert style is not None
    said = said.replace('"2"', f'"{style[1]}"', 1)
    shared = content[part].decode().replace(said, said.replace('t="str"', 't="s"').replace("0001", "1"))
    assert shared != content[part].decode()
    tie = f'<Relationship Id="rId99" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ties = content["xl/_rels/workbook.xml.rels"].decode().replace("</Relationships>", tie)
    texts = "<sst><si><t>x</t></si><si><r><t>00</t></r><r><t>01</t></r><rPh><t>no</t></rPh></si></sst>"
    building.packed(path, {**content, part: shared, "xl/_rels/workbook.xml.rels": ties, "xl/sharedStrings.xml": texts})
    before = path.read_bytes()
    book.show(book.token(), {"Claims": CLAIMS[:1]})
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("cell", "value"),
    [("B2", "Other words"), ("C3", 1), ("A9", "more"), ("A2", None), ("B2", '="Enter a mark"')],
)
def test_a_change_by_a_person_in_an_own_tab_is_put_right(tmp_path: Path, cell: str, value: object) -> None:
    book = building.laid_out(tmp_path)
    book.show(book.token(), {"To do": TO_DO})
    before = shown(book, "To do")
    building.edited(tmp_path / "practice.xlsx", "To do", cell, value)
    book.show(book.token(), {"To do": TO_DO})
    assert shown(book, "To do") == before
