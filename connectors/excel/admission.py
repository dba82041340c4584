"""What a file must be before anything in it is opened."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from connectors.excel.rows import FORGED
from domain.problems import WorkbookProblem

_MEGABYTE = 1 << 20
MOST_BYTES = 50 * _MEGABYTE
MOST_UNPACKED = 400 * _MEGABYTE
MOST_PARTS = 2_000
_RATIO = 100
MOST_ROWS = 300_000
MOST_TEXTS = 1_000_000
"""Different texts of a workbook; five times as many took 50 seconds and a gigabyte of memory."""
_PROLOG = 1 << 16
_PIECE = 1 << 20
_MANY_ROWS_TAKE = 6 * _MEGABYTE
"""Bytes below which a tab cannot hold more rows with values than are read."""

_TEXT = b"<si"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROOT = re.compile(rb"<[A-Za-z_]")


def read(path: Path) -> bytes:
    """The whole file at once, so that everything said about it is about one version of it."""
    try:
        only_file(path)
        if path.stat().st_size > MOST_BYTES:
            raise WorkbookProblem(
                f"{path.name} is larger than 50 MB and was not opened. Remove large pictures from it or start a new one."
            )
        content = path.read_bytes()
    except OSError as error:
        raise missing(path, error) from None
    admit(path.name, content)
    return content


def only_file(path: Path) -> None:
    """Refuse a pipe or a device before it is opened: it may never end. Raises WorkbookProblem, OSError."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise WorkbookProblem(f"{path.name} is a pipe or a device, not a file. Give the name of a file.")


def missing(path: Path, error: OSError) -> WorkbookProblem:
    """Why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return WorkbookProblem(f"There is no workbook {path.name} in {path.parent}. Check the name in circlebook.toml.")
    if isinstance(error, IsADirectoryError):
        return WorkbookProblem(f"{path.name} is a folder, not a workbook. Check the name in circlebook.toml.")
    if isinstance(error, PermissionError):
        return WorkbookProblem(f"{path.name} may not be read by this user. Ask its owner for the right to open it.")
    return WorkbookProblem(f"{path.name} could not be read from the disk. Check that the drive is connected.")


def admit(name: str, content: bytes) -> None:
    """Refuse what is not a plain, honest `.xlsx`. Raises WorkbookProblem."""
    if not openpyxl.DEFUSEDXML:
        raise WorkbookProblem("The safety part defusedxml is missing here. Install Circlebook again.")
    _sniff(name, content)
    with listed(name, content) as package:
        _weigh(package.infolist())
        _look_inside(package)


def listed(name: str, content: bytes | Path) -> zipfile.ZipFile:
    """The list of parts of a file. Raises WorkbookProblem when it has none, OSError for a file that cannot be read."""
    if isinstance(content, Path):
        only_file(content)
    try:
        return zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        if isinstance(content, Path):
            read(content)  # says what the file is
        raise WorkbookProblem(
            f"{name} is damaged or was not fully copied. Take the last copy from the backups folder."
        ) from None


def _sniff(name: str, content: bytes) -> None:
    if not content:
        raise WorkbookProblem(f"{name} is an empty file. Take the last copy from the backups folder.")
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise WorkbookProblem(f"{name} has a password. Save it without a password, then run again.")
        raise WorkbookProblem(f"{name} is an old Excel file. Save it as Excel Workbook (.xlsx), then run again.")
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise WorkbookProblem(
            f"{name} is a web page, not a workbook. Save it as Excel Workbook (.xlsx), then run again."
        )
    if not content.startswith(b"PK"):
        raise WorkbookProblem(f"{name} is not an Excel workbook. Save it as Excel Workbook (.xlsx), then run again.")


def _weigh(infos: Sequence[zipfile.ZipInfo]) -> None:
    names = {info.filename for info in infos}
    if len(infos) > MOST_PARTS or len(names) < len(infos):
        raise WorkbookProblem(FORGED)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise WorkbookProblem(
            "The workbook unpacks to more than 400 MB and was not opened. Start a new one for this year."
        )
    for info in infos:
        if info.file_size > _MEGABYTE and info.file_size > _RATIO * max(info.compress_size, 1):
            raise WorkbookProblem(FORGED)
        if info.flag_bits & 1 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise WorkbookProblem(FORGED)
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise WorkbookProblem("The file is not an Excel workbook. Save it as Excel Workbook (.xlsx), then run again.")


def _look_inside(package: zipfile.ZipFile) -> None:
    """XML in a workbook has no document type; one that has is meant to grow when read."""
    try:
        for info in package.infolist():
            if info.filename.endswith((".xml", ".rels", ".vml")):
                with package.open(info) as part:
                    prolog = part.read(_PROLOG)
                root = _ROOT.search(prolog)
                if info.filename.startswith("xl/worksheets/") and info.file_size > _MANY_ROWS_TAKE:
                    _count_rows(package, info)
                elif info.file_size > len(_TEXT) * MOST_TEXTS:
                    _count_texts(package, info)
                if b"<!DOCTYPE" in prolog[: root.start() if root else None].replace(b"\0", b""):
                    raise WorkbookProblem(FORGED)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        raise WorkbookProblem(
            "The workbook is damaged or was not fully copied. Take the last copy from the backups folder."
        ) from None


def _count_rows(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Refuse a tab of too many rows before its cells are read, which would take a minute.

    Rows that hold only a look, which a colour down to the last row makes, do not count: there must be as many values.
    """
    rows = values = 0
    tail = b""
    with package.open(info) as part:
        while piece := part.read(_PIECE):
            seen = tail + piece
            rows += seen.count(b"<row")
            values += seen.count(b"<v>") + seen.count(b"<is>")
            if min(rows, values) > MOST_ROWS:
                raise WorkbookProblem("A tab has more than 300,000 rows. Move old rows to another workbook.")
            tail = seen[-3:]


def _count_texts(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Refuse a list of too many texts in whatever part it stands; one cut in two by a piece more or less is no matter."""
    texts = 0
    with package.open(info) as part:
        while piece := part.read(_PIECE):
            texts += piece.count(_TEXT)
            if texts > MOST_TEXTS:
                raise WorkbookProblem(
                    "The workbook has more than 1,000,000 different texts. Move old rows to another workbook."
                )
