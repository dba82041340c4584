"""What the workbook port promises, on a file and on Google alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from connectors.excel import type_in
from domain.problems import WorkbookChanged, WorkbookProblem
from flows.ports import Workbook
from sheets_schema.grid import ColumnLayout, Link, OwnRows, Raw, TabLayout, Written
from tests.connectors.excel import building
from tests.connectors.google.place import Place, google

VISIT = ("G-01/05/C-001", date(2026, 3, 12), time(18, 5), "Present")
TO_DO: OwnRows = [
    (Link("Attendance D3", "Attendance", "D3"), "=Enter a mark", date(2026, 3, 12)),
    (Link('Bob\'s "tab" A2', "Clients", "A2"), "Call <them>\nback", None),
]
CLAIMS: OwnRows = [("0001", Decimal("90.00")), ("0002", 85), (None, Decimal("0.1"))]


@dataclass
class Kit:
    """A workbook laid out with five tabs, and a person who works in it."""

    book: Workbook
    folder: Path
    place: Place | None = None

    def rows(self, title: str) -> list[tuple[Raw, ...]]:
        return [tuple(row) for row in self.book.snapshot([title]).grids[title].rows]

    def append(self, title: str, *rows: Sequence[Written]) -> list[tuple[Raw, ...]]:
        self.book.append(self.book.token(), {title: rows})
        return self.rows(title)

    def type(self, title: str, row_id: str, cells: Mapping[str, Any]) -> None:
        if self.place is None:
            type_in(self.folder / "practice.xlsx", title, row_id, cells)
        else:
            self.place.hands.type(title, row_id, cells)

    def writes(self) -> object:
        """A mark of what was written up to now."""
        if self.place is None:
            found = (self.folder / "practice.xlsx").stat()
            return found.st_mtime_ns, found.st_ino
        return self.place.world.calls["sheets.spreadsheets.batchUpdate"]

    def tabs(self) -> list[str]:
        if self.place is None:
            titles: list[str] = openpyxl.load_workbook(self.folder / "practice.xlsx").sheetnames
            return [title for title in titles if not title.startswith("Lists")]
        return [sheet.title for sheet in self.place.hands.book.sheets]


@pytest.fixture(params=["excel", "google"])
def kit(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kit]:
    if request.param == "excel":
        yield Kit(building.laid_out(tmp_path), tmp_path)
        return
    with google() as place:
        book = place.workbook(building.TABS, tmp_path / "state.json")
        book.lay_out(building.TABS)
        yield Kit(book, tmp_path, place)


def test_tabs_stand_in_their_order(kit: Kit) -> None:
    assert kit.tabs() == ["To do", "Clients", "Attendance", "Claims", "Status"]


def test_a_snapshot_has_the_tabs_that_exist_with_headings_and_tickets(kit: Kit) -> None:
    grids = kit.book.snapshot(["Clients", "Roster", "Attendance"]).grids
    assert list(grids) == ["Clients", "Attendance"]
    assert [row[0] for row in grids["Clients"].rows] == ["Client ID", "C-001", "C-002", "C-003"]


def test_the_token_follows_what_people_type(kit: Kit) -> None:
    before = kit.book.token()
    assert kit.book.token() == before == kit.book.snapshot(["Clients"]).token
    kit.type("Clients", "C-001", {"First name": "Ann"})
    assert kit.book.token() != before


@pytest.mark.parametrize(
    "words",
    [
        '=HYPERLINK("http://example.com","x")',
        "=IMPORTXML(A1)",
        "+1 202 555 0101",
        "-12",
        "@SUM(A1)",
        "'quoted",
        '<b>&amp; "quoted"',
        "two\nlines",
        "Zoë 李 🙂",
        "0012",
        "1/2/2026",
        "TRUE",
        "50%",
    ],
)
def test_text_stays_text(kit: Kit, words: str) -> None:
    assert kit.append("Attendance", ("V-1", None, None, words))[-1] == ("V-1", None, None, words)


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        (1, date(2026, 3, 12), datetime(2026, 3, 12)),
        (2, time(18, 30), time(18, 30)),
        (2, time(0, 0), time(0, 0)),
        (2, time(23, 59), time(23, 59)),
    ],
)
def test_days_and_times_are_read_as_such(kit: Kit, column: int, value: Written, read: Raw) -> None:
    row: list[Written] = ["V-1", None, None]
    row[column] = value
    assert kit.append("Attendance", row)[-1][column] == read


@pytest.mark.parametrize(("value", "read"), [(Decimal("45.50"), 45.5), (7, 7), (Decimal(90), 90)])
def test_numbers_are_read_as_numbers(kit: Kit, value: Written, read: Raw) -> None:
    assert kit.append("Clients", ("C-009", None, None, None, value))[-1][4] == read


@pytest.mark.parametrize(
    ("heading", "typed", "read"),
    [
        ("Date of birth", date(1990, 4, 12), datetime(1990, 4, 12)),
        ("First name", "0042", "0042"),
        ("Rate", Decimal("12.5"), 12.5),
        ("Sex", None, None),
    ],
)
def test_what_a_person_types_is_read(kit: Kit, heading: str, typed: Written, read: Raw) -> None:
    kit.type("Clients", "C-002", {heading: typed})
    rows = kit.rows("Clients")
    at = list(rows[0]).index(heading)
    assert (rows[2][at] if at < len(rows[2]) else None) == read


def test_rows_come_after_the_last_used_row(kit: Kit) -> None:
    kit.append("Attendance", VISIT)
    rows = kit.append("Attendance", ("G-01/05/C-002", *VISIT[1:]), ("G-01/05/C-003", *VISIT[1:]))
    assert [row[0] for row in rows] == ["Visit ID", "G-01/05/C-001", "G-01/05/C-002", "G-01/05/C-003"]


def test_many_rows_come_in_their_order(kit: Kit) -> None:
    rows = kit.append("Attendance", *((f"V-{n}", None, None, "Present") for n in range(450)))
    assert [row[0] for row in rows[1:]] == [f"V-{n}" for n in range(450)]


def test_a_remark_below_the_rows_is_left_where_it_is(kit: Kit) -> None:
    kit.type("Clients", "C-003", {"First name": "a thought"})
    before = kit.rows("Clients")
    assert kit.append("Clients", ("C-010", "Bea"))[: len(before)] == before


def test_rows_of_several_tabs_come_together(kit: Kit) -> None:
    kit.book.append(kit.book.token(), {"Clients": [("C-011", "Cyd")], "Attendance": [VISIT]})
    assert (kit.rows("Clients")[-1][:2], kit.rows("Attendance")[-1][0]) == (("C-011", "Cyd"), VISIT[0])


def test_nothing_is_appended_to_a_workbook_that_changed_meanwhile(kit: Kit) -> None:
    token = kit.book.token()
    kit.type("Clients", "C-001", {"First name": "Ann"})
    before = kit.rows("Attendance")
    with pytest.raises(WorkbookChanged):
        kit.book.append(token, {"Attendance": [VISIT]})
    assert kit.rows("Attendance") == before


def test_the_new_token_is_good_for_the_next_rows(kit: Kit) -> None:
    token = kit.book.append(kit.book.token(), {"Attendance": [VISIT]})
    kit.book.append(token, {"Attendance": [("G-01/05/C-002", *VISIT[1:])]})
    assert len(kit.rows("Attendance")) == 3


def test_no_rows_are_no_change(kit: Kit) -> None:
    token, before = kit.book.token(), kit.writes()
    assert kit.book.append(token, {"Attendance": []}) == token
    assert kit.writes() == before


def test_a_missing_tab_is_named(kit: Kit) -> None:
    with pytest.raises(WorkbookProblem, match="The tab Roster is missing"):
        kit.append("Roster", ("R-1",))


def test_an_own_tab_says_what_it_was_told_below_its_header(kit: Kit) -> None:
    kit.book.show(kit.book.token(), {"To do": TO_DO, "Claims": CLAIMS})
    seen = datetime(2026, 3, 12)
    assert kit.rows("To do")[1:] == [
        ("Attendance D3", "=Enter a mark", seen),
        ('Bob\'s "tab" A2', "Call <them>\nback"),
    ]
    assert kit.rows("Claims")[1:] == [("0001", 90), ("0002", 85), (None, 0.1)]
    kit.book.show(kit.book.token(), {"To do": TO_DO[1:], "Claims": []})
    assert [len(kit.rows(title)) for title in ("To do", "Claims")] == [2, 1]


def test_the_same_rows_again_write_nothing(kit: Kit) -> None:
    token = kit.book.show(kit.book.token(), {"To do": TO_DO, "Claims": CLAIMS})
    before = kit.writes()
    assert kit.book.show(token, {"To do": TO_DO, "Claims": CLAIMS}) == token
    assert kit.writes() == before


def test_showing_own_tabs_leaves_peoples_tabs_alone(kit: Kit) -> None:
    kit.type("Clients", "C-001", {"First name": "Ann"})
    before = [kit.rows(title) for title in ("Clients", "Attendance")]
    kit.book.show(kit.book.token(), {"To do": TO_DO, "Status": [("Clients|C-001", "OK")]})
    assert [[row[:4] for row in kit.rows(t)] for t in ("Clients", "Attendance")] == [[r[:4] for r in b] for b in before]


def test_a_change_by_a_person_in_an_own_tab_is_put_right(kit: Kit) -> None:
    kit.book.show(kit.book.token(), {"Claims": CLAIMS})
    before = kit.rows("Claims")
    kit.type("Claims", "0001", {"Charge": 1})
    kit.book.show(kit.book.token(), {"Claims": CLAIMS})
    assert kit.rows("Claims") == before


def test_laying_out_again_changes_nothing(kit: Kit) -> None:
    kit.type("Clients", "C-001", {"First name": "Ann"})
    before, writes = kit.rows("Clients"), kit.writes()
    kit.book.lay_out(building.TABS)
    assert (kit.rows("Clients"), kit.writes()) == (before, writes)


def test_laying_out_adds_only_what_is_missing(kit: Kit) -> None:
    kit.append("Attendance", VISIT)
    topics = TabLayout("Topics", (ColumnLayout("ID"), ColumnLayout("Topic", choices=("Grief, loss", "Worry"))))
    kit.book.lay_out([*building.TABS, topics])
    assert kit.tabs() == ["To do", "Clients", "Attendance", "Claims", "Status", "Topics"]
    assert kit.rows("Attendance")[-1][0] == VISIT[0]
