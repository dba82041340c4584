"""A practice's tabs in two spreadsheets: what is read, added and shown goes to the file that has the tab."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.google import DriveGate, GoogleWorkbook, open_books
from connectors.google.books import GoogleWorkbooks
from connectors.google.emulator import Hands, World
from domain.problems import WorkbookChanged, WorkbookProblem
from sheets_schema.grid import ColumnLayout, TabLayout
from tests.connectors.excel import building
from tests.connectors.google.place import Place, google, shared

TABS = (*building.TABS, TabLayout("Groups", (ColumnLayout("Group ID"),)), TabLayout("Staff", (ColumnLayout("Name"),)))
VISIT = ("V-01", None, None, "Present")
STATUS = [("Clients|C-001", "Call her"), ("Attendance|V-01", "OK")]


class Day:
    at = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass
class Two:
    """The front desk's file with all tabs but one, and the group room's with the visits."""

    place: Place
    other: str
    folder: Path
    day: Day

    def book(self, *, gate: bool = False) -> GoogleWorkbooks:
        account = self.place.account()
        found = open_books(
            account, (self.place.id, self.other), TABS, self.folder, DriveGate(account, self.day.now) if gate else None
        )
        assert isinstance(found, GoogleWorkbooks)
        return found

    @property
    def desk(self) -> Hands:
        return self.place.hands

    @property
    def room(self) -> Hands:
        return Hands(self.place.world, self.other)

    def titles(self, hands: Hands) -> set[str]:
        return {sheet.title for sheet in hands.book.sheets}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    day = Day()
    with google(World(day.now)) as place:
        account, other = place.account(), shared(place.world, "Group room")
        GoogleWorkbook(account, place.id, TABS).lay_out([tab for tab in TABS if tab.title != "Attendance"])
        GoogleWorkbook(account, other, TABS).lay_out([tab for tab in TABS if tab.title == "Attendance"])
        yield Two(place, other, tmp_path, day)


def test_each_tab_is_read_from_its_file(two: Two) -> None:
    two.room.put("Attendance", 2, 0, "V-00")
    seen = two.book().snapshot(["Attendance", "Clients", "Roster"])
    assert list(seen.grids) == ["Attendance", "Clients"]
    assert seen.grids["Attendance"].rows[1][0] == "V-00"


def test_a_tab_in_both_files_is_read_from_the_first_and_marked(two: Two) -> None:
    GoogleWorkbook(two.place.account(), two.place.id, TABS).lay_out(TABS)
    two.desk.put("Attendance", 2, 0, "V-00")
    seen = two.book().snapshot(["Attendance", "Clients"])
    assert {title: grid.twice for title, grid in seen.grids.items()} == {"Attendance": True, "Clients": False}
    assert seen.grids["Attendance"].rows[1][0] == "V-00"


def test_rows_go_to_the_file_that_has_the_tab_and_the_token_follows_both(two: Two) -> None:
    book = two.book()
    token = book.token()
    after = book.append(token, {"Attendance": [VISIT], "Clients": [("C-009", "Ann")]})
    assert two.room.seen("Attendance")[-1][0] == "V-01"
    assert two.desk.seen("Clients")[-1][:2] == ["C-009", "Ann"]
    assert after != token
    assert after == book.token() == book.snapshot(["Clients"]).token
    two.room.type("Attendance", "V-01", {"Mark": "Late"})
    assert book.token() != after


def test_a_person_who_types_in_either_file_is_noticed_before_rows_are_added(two: Two) -> None:
    book = two.book()
    token = book.token()
    two.room.put("Attendance", 2, 0, "V-00")
    with pytest.raises(WorkbookChanged):
        book.append(token, {"Attendance": [VISIT]})
    assert len(two.room.seen("Attendance")) == 2


def test_answers_stand_beside_the_rows_of_both_files(two: Two) -> None:
    book = two.book()
    token = book.append(book.token(), {"Attendance": [VISIT], "Clients": [("C-001", "Ann")]})
    for _ in range(2):  # the first time lays the hidden tab out, whose lack broke the headings
        token = book.show(book.token(), {"Status": STATUS, "Claims": [("0001", 90)]})
    room, desk = two.room.seen("Attendance"), two.desk.seen("Clients")
    assert room[-1][room[0].index("Check")] == "OK"
    assert desk[-1][desk[0].index("Check")] == "Call her"
    assert two.desk.seen("Claims")[-1][0] == "0001"
    assert "Claims" not in two.titles(two.room)
    assert book.token() == token, "our own answers are no change"


def test_no_file_tells_the_answers_to_tabs_of_another(two: Two) -> None:
    book = two.book()
    for _ in range(2):
        book.show(book.token(), {"Status": STATUS})
    assert [row[0] for row in two.room.seen("Status")[1:] if row[0]] == ["Attendance|V-01"]
    assert [row[0] for row in two.desk.seen("Status")[1:] if row[0]] == ["Clients|C-001"]


def test_a_tab_that_is_gone_is_waited_for_though_another_is_looked_for_first(two: Two) -> None:
    everything = ["Attendance", "Clients", "Groups"]
    book, desk = two.book(), two.desk.book.sheets
    book.snapshot(everything)
    there = list(desk)
    two.desk.delete_tab("Clients")
    two.desk.delete_tab("Groups")
    two.book().snapshot(["Groups"])
    desk[:] = [tab for tab in there if tab.title != "Clients"]
    two.book().snapshot(["Groups"])
    desk[:] = there
    assert set(two.book().snapshot(everything).grids) == set(everything)


def test_a_tab_that_is_nowhere_is_laid_out_in_the_first_file_alone(two: Two) -> None:
    two.desk.delete_tab("Claims")
    book = two.book()
    with pytest.raises(WorkbookProblem):
        book.show(book.token(), {"Claims": [("0001", 90)]})
    book.lay_out(TABS)
    assert {"Claims", "Clients"} <= two.titles(two.desk)
    assert "Attendance" not in two.titles(two.desk)
    assert "Claims" not in two.titles(two.room)


def test_a_tab_that_moves_to_another_file_is_found_there(two: Two) -> None:
    book = two.book()
    book.snapshot(["Clients"])
    two.desk.put("Clients", 2, 1, "Ann")
    two.room.book.sheets.append(two.desk.tab("Clients").copy())
    two.desk.delete_tab("Clients")
    again = two.book()
    assert again.snapshot(["Clients"]).grids["Clients"].rows[1][1] == "Ann"
    again.append(again.token(), {"Clients": [("C-009", "Bea")]})
    assert two.room.seen("Clients")[-1][:2] == ["C-009", "Bea"]


def test_an_idle_look_is_one_call_for_each_file_and_one_for_all_behind_the_gate(two: Two) -> None:
    def calls(*, gate: bool) -> int:
        before = two.place.world.calls.copy()
        book = two.book(gate=gate)
        book.show(book.token(), {"Status": STATUS})
        return (two.place.world.calls - before).total()

    for _ in range(3):
        calls(gate=False)
    assert calls(gate=False) == 2
    for _ in range(3):
        calls(gate=True)
        two.day.at += timedelta(minutes=1)
    two.day.at += timedelta(minutes=11)
    assert calls(gate=True) == 1
