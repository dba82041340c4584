"""What a person typed never becomes a formula, a field or markup in a file that Circlebook writes."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from connectors.x12.table import render_csv
from domain.views import Line
from templates.notes.text import as_runs, text_of
from tests.connectors.excel import building

pytestmark = pytest.mark.xdist_group("typed words")  # its practice is made once, in one process

CLASSES = {
    "formula": '=HYPERLINK("http://example.com/?"&A1,"x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1)",
    "tab before": "\t=1+1",
    "line before": "\n=1+1",
    "return before": "\r=1+1",
    "no-break space before": "\u00a0=1+1",
    "zero-width before": "\u200b=1+1",
    "byte order mark before": "\ufeff=1+1",
    "right-to-left before": "\u202e=1+1",
    "full-width": "\uff1d1+1",
    "call of a program": 'DDE("cmd";"/C calc";"x")',
    "array": "{=1+1}",
    "markup": '</t></is></c><c><f>1+1</f></c>&amp;<w:fldSimple w:instr="DATE"/>',
    "template": "{{ 7*7 }}{% for x in y %}",
    "controls": "a\x00b\x1bc\x7f",
    "60,000 letters": "=" + "x" * 60_000,
}
MOST = 32_767


def seen(words: str) -> str:
    """The words as a file holds them, without what it cannot hold and what is beyond a cell."""
    return "".join(c for c in words if c.isprintable() or c == "\u00a0")[: MOST // 2]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with every class in a people's tab and in an own one."""
    folder = tmp_path_factory.mktemp("typed")
    book = building.laid_out(folder)
    rows: Sequence[tuple[str, str]] = [(f"C-{n}", words) for n, words in enumerate(CLASSES.values(), start=100)]
    token = book.append(book.token(), {"Clients": rows})
    book.show(token, {"To do": [(words, words, None) for words in CLASSES.values()]})
    return folder / "practice.xlsx"


@pytest.mark.parametrize("tab", ["Clients", "To do"])
def test_a_workbook_holds_typed_words_as_text(written: Path, tab: str) -> None:
    cells = [cell for row in openpyxl.load_workbook(written)[tab].iter_rows(min_row=2, max_col=2) for cell in row]
    held = [cell for cell in cells if isinstance(cell.value, str) and not cell.value.startswith("C-")]
    assert len(held) >= len(CLASSES)
    assert {cell.data_type for cell in held} == {"s"}
    together = "\n".join(seen(str(cell.value)) for cell in held)
    assert all(seen(words)[:20] in together for words in CLASSES.values() if "\x00" not in words)


@pytest.mark.parametrize("name", CLASSES)
def test_a_table_begins_no_cell_like_a_formula(name: str) -> None:
    line = Line(
        claim_id="C1", line=1, visit_id="V", client_id="C-001", payer=CLASSES[name], on=date(2026, 1, 8), code="90853",
        modifiers=(), place="11", diagnoses=(), charge=None, expected=None, state="held", reasons=(), batch="",
    )  # fmt: skip
    _, row = csv.reader(io.StringIO(render_csv([line]), newline=""))
    first = next((c for c in row[4] if c.isprintable() and c != "\u00a0"), "")
    assert first not in "=+-@\uff1d"


@pytest.mark.parametrize("name", CLASSES)
def test_a_word_file_holds_typed_words_as_text(name: str) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = f"<w:r {space}><w:t>{as_runs(CLASSES[name])}</w:t></w:r>"
    assert "<w:fldSimple" not in part
    assert "<w:instrText" not in part
    assert seen(CLASSES[name])[:20] in seen(text_of(part)) or "\x00" in CLASSES[name]


def test_no_formula_is_written_but_circlebooks_own_lookups(written: Path) -> None:
    with zipfile.ZipFile(written) as package:
        parts = {i: package.read(i).decode() for i in package.namelist() if i.startswith("xl/worksheets/sheet")}
    formulas = [piece.split("</f>")[0] for part in parts.values() for piece in part.split("<f>")[1:]]
    assert formulas
    assert all("Status" in said for said in formulas)
