import os
import time
import zipfile
from pathlib import Path

import pytest

from connectors.excel import ExcelWorkbook, admission
from domain.problems import WorkbookProblem
from tests.connectors.excel import building

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><worksheet>&j;</worksheet>"
)
SHEET = "xl/worksheets/sheet1.xml"


def zipped(folder: Path, **changes: bytes | str) -> bytes:
    path = building.saved(folder / "made.xlsx", {"Clients": [["Client ID"]]})
    return building.packed(path, {**building.parts(path), **changes}).read_bytes()


def locked_part(content: bytes) -> bytes:
    at = content.index(b"PK\1\2")
    return content[: at + 8] + b"\1\0" + content[at + 10 :]


def twice(folder: Path) -> bytes:
    content = zipped(folder)
    with zipfile.ZipFile(folder / "made.xlsx", "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(SHEET, "<worksheet/>")
    assert (folder / "made.xlsx").read_bytes() != content
    return (folder / "made.xlsx").read_bytes()


def lying(content: bytes) -> bytes:
    at = content.index(b"PK\1\2")
    return content[: at + 16] + b"\0\0\0\0" + content[at + 20 :]


CASES = {
    "zero bytes": (lambda _: b"", "is an empty file"),
    "web page": (lambda _: b"\xef\xbb\xbf <html><table></table></html>", "is a web page"),
    "old Excel file": (lambda _: OLE + bytes(5_000), "is an old Excel file"),
    "password": (lambda _: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(900), "has a password"),
    "csv": (lambda _: b"Client ID,First name\nC-001,Ann\n", "is not an Excel workbook"),
    "cut off": (lambda folder: zipped(folder)[:2_000], "is damaged or was not fully copied"),
    "another zip": (lambda folder: building.packed(folder / "z", {"a.txt": "a"}).read_bytes(), "not an Excel workbook"),
    "zip bomb": (lambda folder: zipped(folder, **{SHEET: bytes(60 << 20)}), "packed in an unusual way"),
    "many parts": (lambda folder: zipped(folder, **{f"x/{n}": "" for n in range(2_100)}), "packed in an unusual way"),
    "growing XML": (lambda folder: zipped(folder, **{SHEET: BOMB}), "packed in an unusual way"),
    "growing shared texts": (
        lambda folder: zipped(folder, **{"xl/sharedStrings.xml": BOMB}),
        "packed in an unusual way",
    ),
    "growing UTF-16": (lambda folder: zipped(folder, **{SHEET: BOMB.encode("utf-16")}), "packed in an unusual way"),
    "locked part": (lambda folder: locked_part(zipped(folder)), "packed in an unusual way"),
    "part twice": (twice, "packed in an unusual way"),
    "wrong checksum": (lambda folder: lying(zipped(folder)), "damaged"),
    "broken sheet": (lambda folder: zipped(folder, **{SHEET: "<worksheet><sheetData><row"}), "a part of it is damaged"),
    "broken workbook": (
        lambda folder: zipped(folder, **{"xl/workbook.xml": "<workbook><sheets>"}),
        "a part of it is damaged",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_honest_workbook_is_refused_at_once(tmp_path: Path, case: str) -> None:
    made, said = CASES[case]
    path = tmp_path / "practice.xlsx"
    path.write_bytes(made(tmp_path))
    before = path.read_bytes()
    start = time.process_time()
    with pytest.raises(WorkbookProblem, match=said) as reading:
        ExcelWorkbook(path).snapshot(["Clients"])
    with pytest.raises(WorkbookProblem):
        ExcelWorkbook(path).append("0", {"Clients": [["C-001"]]})
    assert time.process_time() - start < 30  # a bomb that goes off takes minutes
    assert path.read_bytes() == before
    assert all(len(sentence.split()) <= 25 for sentence in str(reading.value).split(". "))


def test_more_texts_than_can_be_read_in_time_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.excel.admission.MOST_TEXTS", 1_000)
    content = {
        n: zipped(tmp_path, **{"xl/others.xml": f"<sst>{'<si><t>a</t></si>' * n}</sst>"}) for n in (1_000, 1_001)
    }
    admission.admit("practice.xlsx", content[1_000])
    with pytest.raises(WorkbookProblem, match="different texts"):
        admission.admit("practice.xlsx", content[1_001])


@pytest.mark.parametrize("verb", ["token", "snapshot"])
def test_a_workbook_that_is_not_there_is_named(tmp_path: Path, verb: str) -> None:
    book = ExcelWorkbook(tmp_path / "practice.xlsx")
    with pytest.raises(WorkbookProblem, match=r"There is no workbook practice\.xlsx"):
        book.token() if verb == "token" else book.snapshot([])


@pytest.mark.parametrize("verb", ["token", "snapshot"])
@pytest.mark.parametrize(("name", "said"), [("pipe", "is a pipe or a device"), ("circle", "could not be read")])
def test_what_never_ends_is_no_workbook(tmp_path: Path, verb: str, name: str, said: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    book = ExcelWorkbook(tmp_path / name)
    with pytest.raises(WorkbookProblem, match=said):
        book.token() if verb == "token" else book.snapshot([])


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(WorkbookProblem, match="is a folder"):
        ExcelWorkbook(tmp_path).snapshot([])


def test_a_workbook_larger_than_50_megabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "practice.xlsx"
    with path.open("wb") as file:
        file.truncate(51 << 20)
    with pytest.raises(WorkbookProblem, match="larger than 50 MB"):
        ExcelWorkbook(path).snapshot([])
