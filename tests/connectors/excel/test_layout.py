import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from connectors.excel import ExcelWorkbook
from sheets_schema.grid import ColumnLayout, TabLayout
from tests.connectors.excel import building


def opened(folder: Path) -> openpyxl.Workbook:
    building.laid_out(folder)
    return openpyxl.load_workbook(folder / "practice.xlsx")


def test_tabs_stand_in_their_order_and_status_is_hidden(tmp_path: Path) -> None:
    book = opened(tmp_path)
    assert [(tab.title, tab.sheet_state) for tab in book.worksheets] == [
        ("To do", "visible"),
        ("Clients", "visible"),
        ("Attendance", "visible"),
        ("Claims", "visible"),
        ("Status", "hidden"),
        ("Lists", "veryHidden"),
    ]


def test_tickets_are_printed_and_look_their_answers_up(tmp_path: Path) -> None:
    tab = opened(tmp_path)["Clients"]
    assert [tab[f"A{row}"].value for row in range(1, 6)] == ["Client ID", "C-001", "C-002", "C-003", None]
    assert tab["F4"].value == '=IFERROR(VLOOKUP("Clients|"&$A4,Status!$A:$Z,2,FALSE)&"","")'
    assert (tab["F4"].font.i, tab["A2"].number_format, tab["E2"].number_format) == (True, "@", "$#,##0.00")
    assert tab.freeze_panes == "B2"


def test_dropdowns_propose_and_do_not_refuse(tmp_path: Path) -> None:
    book = opened(tmp_path)
    rules = [rule for tab in book.worksheets for rule in tab.data_validations.dataValidation if rule.type == "list"]
    assert [(str(rule.sqref), rule.formula1, rule.showErrorMessage) for rule in rules] == [
        ("D2:D1048576", '"F,M,U"', False),
        ("D2:D1048576", '"Present,Absent - told us,No-show"', False),
        ("E2:E1048576", "'Lists'!$A$1:$A$40", False),
    ]
    assert [book["Lists"][f"A{row}"].value for row in (1, 40)] == ["Choice number 0", "Choice number 39"]


def test_required_headings_say_so(tmp_path: Path) -> None:
    prompts = {str(rule.sqref): rule.prompt for rule in opened(tmp_path)["Clients"].data_validations.dataValidation}
    assert (prompts["A1"], prompts["B1"]) == ("Required. Printed here already.", "Required.")


def test_a_workbook_that_exists_gets_only_what_it_lacks(tmp_path: Path) -> None:
    path = building.saved(tmp_path / "practice.xlsx", {"My figures": [[1, 2]], "CLIENTS": [["Client ID"], ["C-077"]]})
    before = building.parts(path)
    building.laid_out(tmp_path)
    after = building.parts(path)
    assert after["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"]
    assert after["xl/worksheets/sheet2.xml"] == before["xl/worksheets/sheet2.xml"]
    titles = openpyxl.load_workbook(path).sheetnames
    assert titles == ["My figures", "CLIENTS", "To do", "Attendance", "Claims", "Status", "Lists"]


def test_the_header_is_printed_on_each_page(tmp_path: Path) -> None:
    building.saved(tmp_path / "practice.xlsx", {"My figures": [[1, 2]]})
    book = building.laid_out(tmp_path)
    book.lay_out([TabLayout("Bob's tab", (ColumnLayout("ID"),))])
    made = openpyxl.load_workbook(tmp_path / "practice.xlsx")
    assert {tab.title: tab.print_title_rows for tab in made.worksheets} == {
        "My figures": None, "Lists": None,
        **dict.fromkeys(("To do", "Clients", "Attendance", "Claims", "Status", "Bob's tab"), "$1:$1"),
    }  # fmt: skip


def test_a_workbook_that_lacks_nothing_is_left_alone(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    before = (tmp_path / "practice.xlsx").stat().st_mtime_ns
    book.lay_out(building.TABS)
    assert (tmp_path / "practice.xlsx").stat().st_mtime_ns == before


def test_a_second_hidden_tab_of_choices_gets_a_name_of_its_own(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    column = ColumnLayout("Topic", choices=("Grief, loss", "Worry"))
    book.lay_out([TabLayout("Topics", (ColumnLayout("ID"), column))])
    made = openpyxl.load_workbook(tmp_path / "practice.xlsx")
    assert made.sheetnames[-2:] == ["Topics", "Lists 2"]
    assert made["Topics"].data_validations.dataValidation[0].formula1 == "'Lists 2'!$A$1:$A$2"


def test_the_same_tabs_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        building.laid_out(tmp_path / name)
    assert (tmp_path / "one/practice.xlsx").read_bytes() == (tmp_path / "two/practice.xlsx").read_bytes()


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_works_the_answers_out_even_when_it_saved_older_ones(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    token = book.append(book.token(), {"Clients": [("C-002", "Ann")]})
    book.show(token, {"Status": [("Clients|C-002", "OK")]})
    for folder, answer in (("one", "OK"), ("two", "Enter a birthday.")):
        if folder == "two":
            book = ExcelWorkbook(tmp_path / "one/practice.xlsx")
            book.show(book.token(), {"Status": [("Clients|C-002", answer)]})
        converted(tmp_path if folder == "one" else tmp_path / "one", tmp_path / folder)
        rows = ExcelWorkbook(tmp_path / folder / "practice.xlsx").snapshot(["Clients"]).grids["Clients"].rows
        assert rows[2][5] == answer


def converted(source: Path, target: Path) -> None:
    profile = f"-env:UserInstallation={(target.parent / 'profile').as_uri()}"
    kind = "xlsx:Calc MS Excel 2007 XML"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(target),
        str(source / "practice.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
