"""Every tab of a file that is not the practice's workbook: an `.xlsx` or a table of text, with the same caps."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from connectors.excel import admission, reading
from domain.problems import WorkbookProblem
from sheets_schema.grid import Grid, Raw

TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".tab"})
_BETWEEN = (",", ";", "\t")
_LOOKED_AT = 50


def read_old_file(path: Path) -> tuple[Grid, ...]:
    """All tabs of a file in their order, hidden ones too; a table of text is one tab named like the file.

    Raises WorkbookProblem.
    """
    content = _read(path)
    if path.suffix.lower() in TEXT_ENDINGS and not content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return (_text_grid(path, content),)
    admission.admit(path.name, content)
    return reading.every_tab(content)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise WorkbookProblem(f"{path.name} is a folder. Give the name of a file, like old.xlsx or old.csv.")
        admission.only_file(path)
        if path.stat().st_size > admission.MOST_BYTES:
            raise WorkbookProblem(
                f"{path.name} is larger than 50 MB and was not opened. Save its tabs as files of their own."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbookProblem(f"There is no file {path}. Check its name and its folder.") from None
    except OSError:
        raise WorkbookProblem(
            f"{path.name} could not be opened. Close it elsewhere, and check who may read it."
        ) from None


def _text_grid(path: Path, content: bytes) -> Grid:
    text = _decoded(path.name, content)
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        raise WorkbookProblem(f"{path.name} is a web page, not a table. Save it as CSV or as Excel Workbook (.xlsx).")
    try:
        return Grid(path.stem, reading.trimmed(path.stem, _rows(text)))
    except csv.Error:
        raise WorkbookProblem(
            f"{path.name} could not be read as a table. Open it in Excel and save it as CSV again."
        ) from None


def _decoded(name: str, content: bytes) -> str:
    """UTF-8, UTF-16 where the file says so, else the letters of Windows."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise WorkbookProblem(f"{name} is an empty file. Check that it is the right one.")
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if b"\0" in content[:4096]:
            raise WorkbookProblem(f"{name} is not a table of text. Save it as CSV or as Excel Workbook (.xlsx).")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterable[tuple[Raw, ...]]:
    between = max(_BETWEEN, key=lambda mark: _regular(text, mark))
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=between):
        yield tuple(cell or None for cell in row[: reading.MOST_COLUMNS]) or (None,)


def _regular(text: str, mark: str) -> tuple[int, int]:
    """How many of the first rows a mark parts, and into how many cells in all."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    widths = [len(row) for _, row in zip(range(_LOOKED_AT), rows, strict=False)]
    return sum(width > 1 for width in widths), sum(widths)
