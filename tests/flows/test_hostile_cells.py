"""Every class of bad input in every column that people fill, and on to every place where a cell's words end up.

A column is filled with all strings at once, each in a row of its own; every other cell of these rows is a sample's.
Each run of the tests takes one string of each class, `make prove` all.
"""

import csv
import io
import os
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from connectors.excel import markup
from connectors.ledger.cells import decode_grid, encode_grid
from connectors.x12.table import text_cell
from connectors.x12.words import plain
from flows.sample import sample_practice
from flows.writing import opaque
from sheets_schema.findings import Finding
from sheets_schema.grid import Grid
from sheets_schema.reader import read_tab
from sheets_schema.tab import fields_of
from sheets_schema.tabs import PEOPLES_TABS
from templates.notes.text import as_runs, legal, squeezed, text_of
from tests.proofs import Proved
from tests.sheets_schema.sheet import SPECS
from tests.templates.hostile import CLASSES, STRINGS

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
DAY = date(2026, 3, 12)
TABS = [spec.title for spec in PEOPLES_TABS if not spec.settings]
X12_BASIC = re.compile(r"""[A-Z0-9!"&'()+,\-./;?= ]*""")
"""The basic character set of appendix B without the signs that this product uses as delimiters."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

"""How many cells met each place."""


def strings(at: int) -> Sequence[str]:
    """All strings, or one of each class that changes with the column."""
    return STRINGS if PROVE else [texts[at % len(texts)] for texts in CLASSES.values()]


def grid_of(title: str, name: str, texts: Sequence[str]) -> Grid:
    """A tab with a sample's row for each string, the string in one column."""
    fields = fields_of(SPECS[title].row)
    row = next(iter(sample_practice(DAY).rows.get(title, ())), {})
    identity = SPECS[title].identity[0]
    rows: list[list[Any]] = []
    for n, said in enumerate(texts):
        cells = {f.name: _as_read(row.get(f.name)) for f in fields if f.lookup is None} | {identity: f"X-{n:03d}"}
        rows.append([{**cells, name: said}.get(f.name) for f in fields])
    return Grid(title, [[f.column.header for f in fields], *rows])


def _as_read(cell: object) -> object:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, datetime.min.time())
    return cell if isinstance(cell, str | int | float | datetime | type(None)) or hasattr(cell, "hour") else str(cell)


def in_ledger(text: str) -> bool:
    grid = Grid("Clients", ((text,),))
    return decode_grid(encode_grid(grid)) == grid


def in_workbook(text: str) -> bool:
    """The cell is one text with the words that it had; signs that XML cannot hold are marked, not dropped."""
    cell = ET.fromstring(f"<t>{markup.text(text)}</t>")
    return not list(cell) and (cell.text or "") == markup.holdable(text)


def in_csv(text: str) -> bool:
    out = io.StringIO()
    csv.writer(out).writerow([text_cell(text), "next"])
    ((cell, following),) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    shown = cell.lstrip(" \t\r\n\0\u200b\ufeff\u00a0\u202e")
    return (
        following == "next"
        and cell.removeprefix("'") == text.removeprefix("'")
        and shown[:1] not in ("=", "+", "-", "@")
    )


def in_claim(text: str) -> bool:
    found = plain(text)
    return found is None or bool(X12_BASIC.fullmatch(found))


def in_file_name(text: str) -> bool:
    name = opaque(text)
    return len(name) == len(text) and bool(re.fullmatch(r"[A-Za-z0-9._-]*", name))


def in_note(text: str) -> bool:
    """Of the words of a document none becomes a mark of its own, and none is lost."""
    runs = f'<w:t xml:space="preserve">{as_runs(text)}</w:t>'
    try:
        seen_in_it = text_of(f'<w:p xmlns:w="{WORD}"><w:r>{runs}</w:r></w:p>')
    except ET.ParseError:
        return False
    return squeezed(legal(text)) in squeezed(seen_in_it)


PLACES: dict[str, Callable[[str], bool]] = {
    "ledger": in_ledger, "workbook": in_workbook, "csv": in_csv, "claim file": in_claim, "file name": in_file_name, "note": in_note,
}  # fmt: skip


@cache
def wrong_place(text: str) -> str:
    """The place whose own signs the words would change, or ""."""
    return next((name for name, holds in PLACES.items() if not holds(text)), "")


def said_in(findings: Sequence[Finding]) -> bool:
    """Every finding is one line of signs that can be printed."""
    return all(f.sentence.isprintable() for f in findings)


@pytest.mark.parametrize("title", TABS)
def test_no_string_in_any_column_breaks_a_row_or_a_place_where_it_ends_up(title: str, proved: Proved) -> None:
    seen: Counter[str] = Counter()
    for at, of in enumerate(f for f in fields_of(SPECS[title].row) if f.lookup is None):
        texts = strings(at)
        read = read_tab(SPECS[title], grid_of(title, of.name, texts))
        assert said_in(read.findings), of.name
        if of.name != SPECS[title].identity[0]:
            assert read.stopped or {i for i in (*read.rows, *read.held) if i.startswith("X-")}, of.name
        seen["reader"] += len(texts)
        for text in texts:
            assert not wrong_place(text), f"{title} {of.name}: {text!r} in a {wrong_place(text)}"
            seen["places"] += len(PLACES)
    assert seen["reader"] > 0
    proved("bad input", cells=seen["reader"], pairs_of_cell_and_place=seen["places"])


@pytest.mark.parametrize(
    ("name", "judge", "text"),
    [("text_cell", in_csv, "=1+1"), ("opaque", in_file_name, "../x"), ("as_runs", in_note, "a </w:t> b"), ("plain", in_claim, "D*OE")],
)  # fmt: skip
def test_a_judge_says_no_where_the_product_does_nothing(
    name: str, judge: Callable[[str], bool], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judge(text)
    monkeypatch.setattr(sys.modules[__name__], name, lambda said: said)
    assert not judge(text)
