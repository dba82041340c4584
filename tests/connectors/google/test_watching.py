"""What it costs to watch: the calls of each pass, counted by the emulator."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.google import DriveGate, GoogleWorkbook, Memory, open_books
from connectors.google.books import GoogleWorkbooks
from connectors.google.emulator import Hands, World
from connectors.google.emulator.world import OWNER, SERVICE
from connectors.google.problems import GoogleAccess, GoogleDown, GoogleGone, GoogleProblem
from sheets_schema.grid import OwnRows
from tests.connectors.excel.building import TABS
from tests.connectors.google.place import Place, google, shared

LIST, READ, WRITE = (
    "drive.changes.list",
    "sheets.spreadsheets.values.batchGetByDataFilter",
    "sheets.spreadsheets.batchUpdate",
)
WHOLE = "sheets.spreadsheets.getByDataFilter"
Act = Callable[[Place, str], None]
STATUS: OwnRows = [("Clients|C-001", "OK")]


class Day:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def later(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


class Practices:
    """Practices that share a key and a gate, as one process looks after them."""

    def __init__(self, place: Place, day: Day, many: int) -> None:
        self.place, self.day = place, day
        self.account = place.account()
        self.ids = [shared(place.world, f"Practice {n}") for n in range(many)]
        self.memories = [Memory() for _ in self.ids]
        self.gate = DriveGate(self.account, day.now)
        GoogleWorkbook(self.account, self.ids[0], TABS).lay_out(TABS)
        first = place.world.books[self.ids[0]]
        for other in self.ids[1:]:
            place.world.books[other].sheets = [sheet.copy() for sheet in first.sheets]

    def hands(self, n: int) -> Hands:
        return Hands(self.place.world, self.ids[n])

    def look(self, n: int, status: OwnRows = STATUS) -> str:
        """A pass of one practice as far as the workbook is concerned."""
        book = GoogleWorkbook(self.account, self.ids[n], TABS, self.memories[n], self.gate)
        token = book.token()
        book.show(token, {"Status": status})
        return token

    def round(self, status: OwnRows = STATUS) -> Counter[str]:
        """A pass of each practice; the calls it took."""
        before = self.place.world.calls.copy()
        for n in range(len(self.ids)):
            self.look(n, status)
        return self.place.world.calls - before


def settled(practices: Practices) -> Practices:
    for _ in range(3):
        practices.round()
        practices.day.later(1)
    practices.day.later(12)
    practices.round()
    practices.day.later(1)
    return practices


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def place(day: Day) -> Iterator[Place]:
    with google(World(day.now)) as made:
        yield made


@pytest.mark.parametrize("many", [1, 3, 10])
def test_an_idle_round_is_one_call_for_any_number_of_practices(place: Place, day: Day, many: int) -> None:
    practices = settled(Practices(place, day, many))
    assert practices.round() == {LIST: 1}


def test_a_thousand_practices_are_one_call(place: Place, day: Day) -> None:
    gate = DriveGate(place.account(), day.now)
    memories = [Memory() for _ in range(1000)]
    gate.unchanged("0", memories[0])
    for memory in memories:
        memory.put(page=memories[0].get("page"))
        gate.was_read(memory, changed=False)
    before = place.world.calls.copy()
    assert all(gate.unchanged(str(n), memory) for n, memory in enumerate(memories))
    assert place.world.calls - before == {LIST: 1}


def test_one_changed_sheet_costs_three_calls_with_the_write(place: Place, day: Day) -> None:
    practices = settled(Practices(place, day, 5))
    practices.hands(2).type("Clients", "C-001", {"First name": "Ann"})
    before = place.world.calls.copy()
    day.later(1)
    for n in range(5):
        practices.look(n, [("Clients|C-001", "Ask")] if n == 2 else STATUS)
    assert place.world.calls - before == {LIST: 1, WHOLE: 1, WRITE: 1}


def test_a_change_is_seen_though_drive_is_late(place: Place, day: Day) -> None:
    practices = settled(Practices(place, day, 2))
    place.world.drive_lag = timedelta(minutes=3)
    before = practices.look(0)
    practices.hands(0).type("Clients", "C-001", {"First name": "Ann"})
    day.later(1)
    assert practices.look(0) == before
    day.later(2.5)
    seen = practices.look(0)
    assert seen != before
    practices.hands(0).type("Clients", "C-001", {"First name": "Anna"})
    day.later(1)
    assert practices.look(0) != seen  # hot: read though Drive has not noticed yet


def test_a_file_is_read_from_time_to_time_whatever_drive_says(place: Place, day: Day) -> None:
    practices = settled(Practices(place, day, 2))
    place.world.drive_lag = timedelta(days=1)
    before = practices.look(0)
    practices.hands(0).type("Clients", "C-001", {"First name": "Ann"})
    for _ in range(21):
        day.later(1)
        seen = practices.look(0)
    assert seen != before


def test_a_read_that_failed_after_the_gate_saw_a_change_is_made_up_for(place: Place, day: Day) -> None:
    practices = settled(Practices(place, day, 1))
    before = practices.look(0)
    practices.hands(0).type("Clients", "C-001", {"First name": "Ann"})
    day.later(1)
    place.world.faults.add("503 before", "sheets.spreadsheets", times=-1)
    with pytest.raises(GoogleDown):
        practices.look(0)
    place.world.faults.clear()
    day.later(1)
    assert practices.look(0) != before


def _bin(place: Place, file_id: str) -> None:
    place.world.files[file_id].trashed = True
    place.world.touched(file_id, OWNER)


def _take_out(place: Place, file_id: str) -> None:
    place.world.files[file_id].trashed = False
    place.world.touched(file_id, OWNER)


def _unshare(place: Place, file_id: str) -> None:
    place.world.files[file_id].rights.clear()
    place.world.revoked(file_id)


def _share(place: Place, file_id: str) -> None:
    right = {"id": "1", "type": "user", "role": "writer", "emailAddress": SERVICE}
    place.world.files[file_id].rights[SERVICE] = right
    place.world.touched(file_id, OWNER)


@pytest.mark.parametrize(
    ("lose", "give_back", "kind"), [(_bin, _take_out, GoogleGone), (_unshare, _share, GoogleAccess)]
)
def test_a_file_that_is_lost_is_told_at_each_look_until_it_is_back_and_only_that_practice_waits(
    place: Place, day: Day, lose: Act, give_back: Act, kind: type[GoogleProblem]
) -> None:
    practices = settled(Practices(place, day, 3))
    before = [practices.look(n) for n in range(3)]
    lose(place, practices.ids[1])
    practices.hands(1).type("Clients", "C-001", {"First name": "Ann"})
    for _ in range(3):
        day.later(1)
        assert practices.look(0) == before[0]
        with pytest.raises(kind):
            practices.look(1)
        assert practices.look(2) == before[2]
    give_back(place, practices.ids[1])
    day.later(1)
    assert practices.look(1) != before[1]
    day.later(11)
    practices.round()
    day.later(1)
    assert practices.round() == {LIST: 1}


def test_a_file_that_was_deleted_for_good_is_told_by_the_gate_too(place: Place, day: Day) -> None:
    practices = settled(Practices(place, day, 2))
    place.world.remove(practices.ids[0])
    for _ in range(2):
        day.later(1)
        with pytest.raises(GoogleGone):
            practices.look(0)
        practices.look(1)


@pytest.mark.parametrize("fault", ["nothing in it", "429", "503 before", "web page", "service off"])
def test_a_log_that_does_not_answer_is_no_quiet_practice(place: Place, day: Day, fault: str) -> None:
    practices = settled(Practices(place, day, 1))
    before = practices.look(0)
    practices.hands(0).type("Clients", "C-001", {"First name": "Ann"})
    day.later(1)
    place.world.faults.add(fault, LIST, times=-1)  # type: ignore[arg-type]
    with pytest.raises(GoogleProblem):
        practices.look(0)
    place.world.faults.clear()
    day.later(1)
    assert practices.look(0) != before


def test_the_log_is_kept_at_few_places(place: Place, day: Day) -> None:
    practices = settled(Practices(place, day, 1))
    for _ in range(40):
        practices.hands(0).type("Clients", "C-001", {"First name": "Ann"})
        practices.look(0)
    assert len(practices.gate._listings) < 20


def test_a_place_in_the_log_that_google_has_forgotten_means_reading(place: Place, day: Day) -> None:
    practices = settled(Practices(place, day, 1))
    practices.memories[0].put(page="nonsense")
    before = place.world.calls.copy()
    practices.look(0)
    assert (place.world.calls - before)[WHOLE] == 1


def test_without_the_gate_an_idle_pass_is_one_read(place: Place) -> None:
    book = place.workbook(TABS)
    book.lay_out(TABS)
    for _ in range(2):
        book.show(book.token(), {"Status": STATUS})
    before = place.world.calls.copy()
    token = book.show(book.token(), {"Status": STATUS})
    assert place.world.calls - before == {READ: 1}
    assert book.snapshot(["Clients"]).token == token
    place.hands.type("Clients", "C-001", {"First name": "Bea"})
    before = place.world.calls.copy()
    token = book.token()
    book.snapshot(["Clients"])
    book.show(token, {"Status": [("Clients|C-001", "Ask")]})
    assert place.world.calls - before == {READ: 1, WHOLE: 1, WRITE: 1}


def test_what_is_remembered_outlives_the_process(place: Place, day: Day, tmp_path) -> None:
    book = place.workbook(TABS, tmp_path / "state.json")
    book.lay_out(TABS)
    token = book.token()
    gate = DriveGate(place.account(), day.now)
    again = place.workbook(TABS, tmp_path / "state.json", gate=gate)
    assert again.token() == token
    third = place.workbook(TABS, tmp_path / "state.json", gate=DriveGate(place.account(), day.now))
    before = place.world.calls.copy()
    assert third.token() == token
    assert place.world.calls - before == {LIST: 1}


def test_what_is_remembered_of_one_file_is_not_taken_for_another(place: Place, day: Day, tmp_path: Path) -> None:
    gate = DriveGate(place.account(), day.now)

    def opened(file_id: str) -> GoogleWorkbook | GoogleWorkbooks:
        return open_books(place.account(), [file_id], TABS, tmp_path, gate)

    opened(place.id).lay_out(TABS)
    first = opened(place.id).token()
    copied = shared(place.world, "Copy of Practice")
    place.world.books[copied].sheets[:] = [sheet.copy() for sheet in place.hands.book.sheets]
    Hands(place.world, copied).put("Clients", 2, 1, "Ana")
    for _ in range(3):
        day.later(11)
        assert opened(place.id).token() == first
    assert opened(copied).token() != first, "the copy is read, though its log says nothing of late"
    assert opened(place.id).token() == first
