"""The rows of a tab are what openpyxl reads, and no part with a document type is opened, whatever it is called."""

import io
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.excel import ExcelWorkbook
from connectors.excel.reading import MOST_COLUMNS
from connectors.excel.rows import refuse_document_type
from domain.problems import WorkbookProblem
from sheets_schema.grid import FormulaCell
from tests.connectors.excel import building
from tests.connectors.excel.test_hostile import BOMB

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELLS = [
    "",
    "<v>41</v>",
    "<v>4.5E-3</v>",
    "<v></v>",
    "<v/>",
    "<f>1+1</f><v>2</v>",
    "<f>1+1</f>",
    "<is><t>plain</t></is>",
    "<is><t>\u00e9 &amp; &lt;</t><rPh sb='0' eb='1'><t>not this</t></rPh></is>",
    "<is><r><rPr><b/></rPr><t>two </t></r><r><t xml:space='preserve'> parts</t></r></is>",
    "<v>2026-03-12T19:45:00</v>",
]
KINDS = ["", 't="n"', 't="inlineStr"', 't="str"', 't="s"', 't="b"', 't="e"', 't="d"', 's="1"', 's="2"', 's="3" t="n"']
PLACES = [None, "A", "B", "E", "Z", "CV", "CW", "XFD"]
CELL = st.tuples(st.sampled_from(PLACES), st.sampled_from(KINDS), st.sampled_from(CELLS))
ROW = st.tuples(st.sampled_from([None, 1, 2, 3, 7, 12]), st.lists(CELL, max_size=4))


def _sheet(rows: Any) -> str:
    made = []
    for at, cells in rows:
        inner = "".join(
            f"<c {kind}{f' r={chr(34)}{place}{at or 1}{chr(34)}' if place else ''}>{cell}</c>"
            for place, kind, cell in cells
        )
        made.append(f"<row{f' r={chr(34)}{at}{chr(34)}' if at else ''}>{inner}</row>")
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(made)}</sheetData></worksheet>'


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A workbook with shared texts, and looks for days, times and spans of time."""
    path = tmp_path_factory.mktemp("rows") / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Clients"
    for at, look in enumerate(["yyyy-mm-dd", "h:mm", "[h]:mm"], start=1):
        book.active.cell(row=1, column=at, value=1.5).number_format = look
    book.active["A2"] = "shared"
    book.save(path)
    return building.parts(path)


def _as_openpyxl(content: bytes) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)["Clients"]
    sheet.reset_dimensions()
    return list(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))


def _result(cell: Any) -> Any:
    """What a formula that comes as more than its result came to."""
    return cell.value if isinstance(cell, FormulaCell) else cell


def _without_blank_ends(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    trimmed = []
    for row in rows:
        width = max((at for at, value in enumerate(row, start=1) if value is not None), default=0)
        trimmed.append(tuple(row[:width]))
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


@settings(max_examples=40)
@example(rows=[(None, [("A", "", ""), (None, "", "<v>41</v>")])])
@example(rows=[(None, [(None, "", "<v>41</v>"), ("A", "", "")])])
@given(rows=st.lists(ROW, max_size=5))
def test_a_tab_reads_as_openpyxl_reads_it(
    rows: Any, dated: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "rows.xlsx"
    building.packed(path, {**dated, "xl/worksheets/sheet1.xml": _sheet(rows)})
    try:
        wanted = _without_blank_ends(_as_openpyxl(path.read_bytes()))
    except Exception:  # noqa: BLE001  what openpyxl cannot read at all
        with pytest.raises(WorkbookProblem, match="a part of it is damaged"):
            ExcelWorkbook(path).snapshot(["Clients"])
        return
    found = _without_blank_ends(
        [[_result(x) for x in row] for row in ExcelWorkbook(path).snapshot(["Clients"]).grids["Clients"].rows]
    )
    for mine, theirs in zip_longest(found, wanted):
        assert [(type(x), x) for x in mine] == [(type(x), x) for x in theirs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("before", ["", "<!-- a note -->", "<?a note?>" + " " * 100_000])
def test_a_document_type_is_found_in_every_way_of_writing(encoding: str, before: str) -> None:
    head, _, rest = BOMB.partition("?>")
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    bomb = f'{head} encoding="{name}"?>{before}{rest}'.encode(encoding)
    with pytest.raises(WorkbookProblem, match="packed in an unusual way"):
        refuse_document_type(io.BytesIO(bomb))


def test_a_document_type_is_found_in_a_part_of_any_name(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "a.xlsx", {"Clients": [["Client ID"]]})
    content = building.parts(path)
    del content["xl/worksheets/sheet1.xml"]
    renamed = {name: part.replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.bin") for name, part in content.items()}
    building.packed(path, {**renamed, "xl/worksheets/sheet1.bin": BOMB})
    with pytest.raises(WorkbookProblem):
        ExcelWorkbook(path).snapshot(["Clients"])
