"""What a person added to the workbook stays byte for byte as they made it, pass after pass."""

import os
import shutil
import struct
import subprocess
import zipfile
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill

from tests.flows.sampled import passed, when

PASSES = 100 if os.environ.get("CIRCLEBOOK_PROVE") else 25
DAYS = 25


def png(path: Path) -> Path:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"".join(bytes([x * 8, y * 8, 120]) for x in range(24)) for y in range(24))
    head = struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
    return path


def decorate(workbook: Path, picture: Path) -> None:
    """What a person adds in another program: a tab of their own, a chart, a picture, comments and colours."""
    book = load_workbook(workbook)
    own = book.create_sheet("My ideas")
    for n in range(1, 8):
        own.append([f"Idea {n}", n * n])
    chart = BarChart()
    chart.add_data(Reference(own, min_col=2, min_row=1, max_row=7))
    own.add_chart(chart, "D2")
    own.add_image(Image(str(picture)), "D20")
    own["A1"].comment = Comment("Talk about this on Monday", "A person")
    own["A2"].fill = PatternFill("solid", fgColor="FFEEAA")
    book["Clients"]["B2"].comment = Comment("Prefers the morning", "A person")
    book["Clients"]["B2"].fill = PatternFill("solid", fgColor="CCFFCC")
    book.save(workbook)


def foreign(workbook: Path) -> dict[str, bytes]:
    """The parts that no feature of Circlebook has any business with."""
    with zipfile.ZipFile(workbook) as z:
        names = [
            n for n in z.namelist() if any(w in n for w in ("chart", "drawing", "media", "comments", "theme", "vml"))
        ]
        book = z.read("xl/workbook.xml").decode()
        own = book[: book.index('name="My ideas"')].count("<sheet ") if 'name="My ideas"' in book else 0
        names.append(f"xl/worksheets/sheet{own}.xml")
        return {name: z.read(name) for name in names}


def test_a_chart_a_picture_comments_colours_and_a_tab_survive_a_month_of_passes(fresh: Path, tmp_path: Path) -> None:
    workbook = fresh / "practice.xlsx"
    decorate(workbook, png(tmp_path / "picture.png"))
    before = foreign(workbook)
    assert len(before) >= 6
    writes = 0
    token = ""
    for n in range(PASSES):
        this = passed(fresh, when() + timedelta(days=DAYS) * n / PASSES)
        writes += this.token != token
        token = this.token
    assert writes >= 5, "the passes wrote too seldom to prove anything"
    assert foreign(workbook) == before
    book = load_workbook(workbook)
    assert book["My ideas"]["A1"].comment.text == "Talk about this on Monday"
    assert book["Clients"]["B2"].fill.fgColor.rgb.endswith("CCFFCC")
    assert len(book["My ideas"]._charts) == 1


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_workbook_after_passes(worked: Path, tmp_path: Path) -> None:
    decorate(worked / "practice.xlsx", png(tmp_path / "picture.png"))
    passed(worked)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "csv"]
    command += ["--outdir", str(tmp_path), str(worked / "practice.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "what" in (tmp_path / "practice.csv").read_text().lower()
