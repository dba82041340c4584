"""What goes wrong on the wire, and what becomes of a read and of a write."""

from collections.abc import Iterator

import pytest

from connectors.google import GoogleWorkbook
from connectors.google.emulator.updates import batch_update
from connectors.google.emulator.world import EXCEL, OWNER
from connectors.google.problems import (
    GoogleAccess,
    GoogleBusy,
    GoogleDown,
    GoogleEmpty,
    GoogleFull,
    GoogleOff,
    GoogleOfficeFile,
    GoogleProblem,
    GoogleProtected,
    GoogleUnknown,
)
from tests.connectors.excel.building import TABS
from tests.connectors.google.place import Place, google

READS = {
    "everything": "sheets.spreadsheets.getByDataFilter",
    "values": "sheets.spreadsheets.values.batchGetByDataFilter",
}
WRITE = "sheets.spreadsheets.batchUpdate"
ROW = ("V-1", None, None, "Present")


@pytest.fixture(scope="module")
def running() -> Iterator[Place]:
    with google() as place:
        place.workbook(TABS).lay_out(TABS)
        yield place


@pytest.fixture
def place(running: Place) -> Place:
    running.world.faults.clear()
    running.hands.tab("Attendance").rows[1:] = []
    return running


def book(place: Place, way: str = "everything") -> GoogleWorkbook:
    """A workbook that reads values next, or everything there is."""
    made = place.workbook(TABS)
    if way == "values":
        made.snapshot([])
    return made


@pytest.mark.parametrize("way", READS)
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("429", GoogleBusy),
        ("rate limit", GoogleBusy),
        ("500 before", GoogleDown),
        ("503 before", GoogleDown),
        ("no answer", GoogleDown),
        ("cut off", GoogleDown),
        ("web page", GoogleDown),
        ("no permission", GoogleAccess),
        ("service off", GoogleOff),
        ("nothing in it", GoogleEmpty),
        ("a list", GoogleDown),
    ],
)
def test_a_fault_that_lasts_ends_the_read_in_one_sentence(
    place: Place, fault: str, kind: type[GoogleProblem], way: str
) -> None:
    reader = book(place, way)
    before = place.world.calls[READS[way]]
    place.world.faults.add(fault, READS[way], times=-1)  # type: ignore[arg-type]
    with pytest.raises(kind):
        reader.token()
    assert place.world.calls[READS[way]] > before
    place.world.faults.clear()
    assert reader.token() == book(place).token()


@pytest.mark.parametrize(("fault", "kind"), [("nothing in it", GoogleEmpty), ("a list", GoogleDown)])
def test_a_list_of_tabs_with_nothing_in_it_is_no_spreadsheet_without_tabs(
    place: Place, fault: str, kind: type[GoogleProblem]
) -> None:
    place.world.faults.add(fault, "sheets.spreadsheets.get", times=-1)  # type: ignore[arg-type]
    before = place.world.calls[WRITE]
    with pytest.raises(kind):
        book(place).token()
    with pytest.raises(kind):
        book(place).lay_out(TABS)
    assert place.world.calls[WRITE] == before


def test_a_tab_that_was_taken_back_is_found_again(place: Place) -> None:
    reader, sheets = book(place), place.hands.book.sheets
    before, there = reader.token(), list(sheets)
    place.hands.delete_tab("Clients")
    assert reader.token() != before
    assert "Clients" not in reader.snapshot(["Clients"]).grids
    sheets[:] = there
    assert reader.token() == before
    reader.snapshot([])
    calls = place.world.calls.total()
    assert reader.token() == before
    assert place.world.calls.total() == calls + 1


def test_a_tab_keeps_its_number_when_somebody_gives_another_its_title(place: Place) -> None:
    place.hands.put("Attendance", 2, 0, "V-01")
    reader = book(place)
    before = reader.token()
    place.hands.rename_tab("Attendance", "Attendance of last year")
    batch_update(place.hands.book, [{"addSheet": {"properties": {"title": "Attendance"}}}])
    place.hands.delete_tab("Claims")  # so that numbers are looked up again
    assert reader.token() == before
    place.hands.book.sheets[:] = [s for s in place.hands.book.sheets if s.title != "Attendance"]
    place.hands.rename_tab("Attendance of last year", "Attendance")
    reader.lay_out(TABS)


@pytest.mark.parametrize("way", READS)
@pytest.mark.parametrize(
    "fault", ["429", "rate limit", "500 before", "500 after", "503 before", "no answer", "cut off", "web page"]
)
def test_a_fault_that_passes_is_not_noticed(place: Place, fault: str, way: str) -> None:
    before, reader = book(place).token(), book(place, way)
    calls = place.world.calls[READS[way]]
    place.world.faults.add(fault, READS[way], times=2)  # type: ignore[arg-type]
    assert reader.token() == before
    assert place.world.calls[READS[way]] == calls + 3
    place.world.faults.add(fault, WRITE, times=2)  # type: ignore[arg-type]
    book(place).show(before, {"Status": [(f"Clients|{fault}", "OK")]})
    assert place.hands.seen("Status")[1][0] == f"Clients|{fault}"
    assert len(place.hands.seen("Status")) == 2


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [("500 before", 0), ("503 before", 0), ("web page", 0), ("500 after", 1), ("no answer", 1), ("cut off", 1)],
)
def test_new_rows_are_not_sent_twice_when_nobody_knows(place: Place, fault: str, arrived: int) -> None:
    place.world.faults.add(fault, WRITE)  # type: ignore[arg-type]
    writer = book(place)
    token = writer.token()
    before = place.world.calls[WRITE]
    with pytest.raises(GoogleUnknown):
        writer.append(token, {"Attendance": [ROW]})
    assert place.world.calls[WRITE] == before + 1
    assert len(book(place).snapshot(["Attendance"]).grids["Attendance"].rows) == 1 + arrived


@pytest.mark.parametrize("fault", ["429", "rate limit"])
def test_new_rows_are_sent_again_when_google_said_that_it_did_nothing(place: Place, fault: str) -> None:
    place.world.faults.add(fault, WRITE, times=3)  # type: ignore[arg-type]
    writer = book(place)
    writer.append(writer.token(), {"Attendance": [ROW]})
    assert len(book(place).snapshot(["Attendance"]).grids["Attendance"].rows) == 2


@pytest.mark.parametrize(("fault", "kind"), [("protected", GoogleProtected), ("full", GoogleFull)])
def test_a_write_that_people_have_to_make_room_for_says_so(place: Place, fault: str, kind: type[GoogleProblem]) -> None:
    writer = book(place)
    token = writer.token()
    place.world.faults.add(fault, WRITE)  # type: ignore[arg-type]
    with pytest.raises(kind):
        writer.append(token, {"Attendance": [ROW]})
    writer.append(token, {"Attendance": [ROW]})
    assert len(book(place).snapshot(["Attendance"]).grids["Attendance"].rows) == 2


def test_a_workbook_that_was_uploaded_and_not_converted_is_said_to_be_one(place: Place) -> None:
    rights = place.world.files[place.id].rights
    uploaded = place.world.add_file("practice.xlsx", EXCEL, OWNER, rights=rights)
    with pytest.raises(GoogleOfficeFile, match="Save as Google Sheets"):
        GoogleWorkbook(place.account(), uploaded.id, TABS).token()
