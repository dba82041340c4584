"""Workbooks for the tests: as laid out, as a person made them, and as no one should."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from connectors.excel import ExcelWorkbook
from sheets_schema.grid import ColumnLayout, TabLayout

Column = ColumnLayout

CLIENTS = TabLayout(
    "Clients",
    (
        Column("Client ID", 11, "text", required=True, help="Printed here already."),
        Column("First name", 14, "text", required=True),
        Column("Date of birth", 13, "date"),
        Column("Sex", 6, "text", ("F", "M", "U")),
        Column("Rate", 11, "money"),
        Column("Check", 30, lookup=1),
    ),
    ticket_book=("C-001", "C-002", "C-003"),
)
MARKS = ("Present", "Absent - told us", "No-show")
ATTENDANCE = TabLayout(
    "Attendance",
    (
        Column("Visit ID", 16, "text", required=True),
        Column("Date", 11, "date"),
        Column("Arrived", 10, "time"),
        Column("Mark", 18, "text", MARKS),
        Column("Plan", 20, "text", tuple(f"Choice number {n}" for n in range(40))),
        Column("Note", 12, lookup=2),
        Column("Check", 30, lookup=1),
    ),
)
TO_DO = TabLayout("To do", (Column("Where", 24), Column("What to do", 50), Column("Since", 12, "date")), own=True)
CLAIMS = TabLayout("Claims", (Column("Claim ID", 12, "text"), Column("Charge", 12, "money")), own=True)
STATUS = TabLayout("Status", (Column("Row"), Column("Check"), Column("Note")), own=True, hidden=True)
TABS = (TO_DO, CLIENTS, ATTENDANCE, CLAIMS, STATUS)


def laid_out(folder: Path, backups: Path | None = None) -> ExcelWorkbook:
    """A workbook with the five tabs."""
    book = ExcelWorkbook(folder / "practice.xlsx", backups)
    book.lay_out(TABS)
    return book


def saved(path: Path, tabs: Mapping[str, list[list[object]]]) -> Path:
    """A workbook as openpyxl saves it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def png() -> io.BytesIO:
    """A picture of four points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", 2, 2, 8, 2, 0, 0, 0)
    points = zlib.compress(b"\0\xff\0\0\0\xff\0" * 2)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", points) + chunk(b"IEND", b""))


def decorated(path: Path) -> None:
    """Add to a workbook what a person adds: a tab with a chart, comments, colours and rules."""
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("My figures")
    for row in (["Month", "Members"], ["March", 7], ["April", 5]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    sheet["A2"].comment = Comment("Ask again in May", "Front desk")
    sheet["B2"].fill = PatternFill("solid", fgColor="FFD966")
    sheet.conditional_formatting.add(
        "B2:B3", CellIsRule(operator="lessThan", formula=["6"], fill=PatternFill("solid", bgColor="F4CCCC"))
    )
    attendance = book["Attendance"]
    attendance["A1"].comment = Comment("One row a visit", "Front desk")
    attendance["D2"].fill = PatternFill("solid", fgColor="FFD966")
    book.save(path)
    _with_picture(path)


def _with_picture(path: Path) -> None:
    """The parts of a picture, put in by hand: openpyxl needs another package for them."""
    content = parts(path)
    content["xl/media/image1.png"] = png().getvalue()
    types = content["[Content_Types].xml"].decode()
    content["[Content_Types].xml"] = types.replace(
        "<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1
    ).encode()
    name = next(part for part in content if part.startswith("xl/drawings/drawing"))
    ties = f"xl/drawings/_rels/{name.rpartition('/')[2]}.rels"
    tie = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="/xl/media/image1.png"/></Relationships>'
    )
    content[ties] = content[ties].decode().replace("</Relationships>", tie).encode()
    drawing = content[name].decode()
    end = drawing[drawing.rindex("</") :]
    content[name] = (drawing[: drawing.rindex("</")] + _PICTURE + end).encode()
    packed(path, content)


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURE = (
    f'<xdr:oneCellAnchor xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main">'
    "<xdr:from><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>20</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    '<xdr:ext cx="200000" cy="200000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"/>'
    "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"
    '<xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
)


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook, unpacked."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def raw_parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook as they are packed."""
    content = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        found = {}
        for info in package.infolist():
            lengths = struct.unpack_from("<2H", content, info.header_offset + 26)
            start = info.header_offset + 30 + sum(lengths)
            found[info.filename] = content[start : start + info.compress_size]
        return found


def packed(path: Path, content: Mapping[str, bytes | str]) -> Path:
    """A workbook of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return path


def edited(path: Path, title: str, cell: str, value: object) -> None:
    """A cell changed as a person does who opens, types and saves."""
    book = openpyxl.load_workbook(path)
    book[title][cell] = value
    book.save(path)
