import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from connectors.excel import ExcelWorkbook
from sheets_schema.grid import Link
from tests.connectors.excel import building

ROUNDS = 100


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A workbook with a person's own things after a hundred passes, and its parts before them."""
    folder = tmp_path_factory.mktemp("worked")
    book = building.laid_out(folder)
    path = folder / "practice.xlsx"
    building.decorated(path)
    before = building.raw_parts(path)
    token = book.token()
    for number in range(ROUNDS):
        token = book.append(token, {"Attendance": [(f"V-{number}", None, None, "Present")]})
        token = book.show(token, {"To do": [(Link(f"Row {number + 2}", "Attendance", f"D{number + 2}"), "Look", None)]})
    return path, before


def test_a_hundred_passes_leave_a_persons_parts_byte_for_byte(worked: tuple[Path, dict[str, bytes]]) -> None:
    path, before = worked
    after = building.raw_parts(path)
    differ = {name for name in before if after.get(name) != before[name]}
    own = {"xl/workbook.xml", "xl/styles.xml", "docProps/app.xml"}
    own |= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"}
    assert differ <= own
    kinds = ("charts/", "media/", "drawings/", "comments", "sheet7.xml", "sheet7.xml.rels", "theme")
    assert all(any(kind in name for name in before.keys() - differ) for kind in kinds)
    assert after.keys() == before.keys()


def test_colours_and_comments_in_a_tab_that_grew_stay(worked: tuple[Path, dict[str, bytes]]) -> None:
    book = openpyxl.load_workbook(worked[0])
    tab = book["Attendance"]
    assert (tab["A1"].comment.text, tab["D2"].fill.fgColor.rgb) == ("One row a visit", "00FFD966")
    assert (tab["A101"].value, tab["D101"].value) == ("V-99", "Present")
    assert len(book["My figures"]._charts) == 1
    assert str(book["My figures"].conditional_formatting).count("B2:B3") <= 1


def test_looks_are_used_again_and_do_not_pile_up(worked: tuple[Path, dict[str, bytes]]) -> None:
    path, _ = worked
    book = ExcelWorkbook(path)
    before = building.parts(path)["xl/styles.xml"]
    book.show(book.token(), {"To do": [(Link("Another", "Clients", "A2"), "Look", None)]})
    assert building.parts(path)["xl/styles.xml"] == before


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it(worked: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(worked[0])]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "practice.pdf").read_bytes().startswith(b"%PDF")
