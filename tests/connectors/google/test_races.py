"""A person works in the spreadsheet between any two of our calls: nothing lands beside the wrong row, nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from connectors.google import GoogleWorkbook
from connectors.google.emulator import Hands
from domain.problems import WorkbookChanged, WorkbookProblem
from tests.connectors.excel.building import TABS
from tests.connectors.google.place import Place, google, shared

PEOPLES = {"V-03": "Present", "V-01": "No-show", "V-02": "Late"}
WANTED = ("V-07", "V-08", "V-09")
"""Rows that Circlebook is to append."""

MOST_CALLS = 12
TITLE = "Attendance"


@dataclass
class Person:
    """What a person does once, and what stands in the tab afterwards because of it."""

    act: Callable[[Hands], None]
    rows: dict[str, str | None] = field(default_factory=dict)
    twice: tuple[str, ...] = ()
    title: str = TITLE


def _rename_heading(hands: Hands) -> None:
    hands.put(TITLE, 1, hands.column_of(TITLE, "Mark"), "Mark today")


def _below(hands: Hands) -> None:
    row = len(hands.seen(TITLE)) + 1
    hands.put(TITLE, row, 0, "V-60")
    hands.put(TITLE, row, hands.column_of(TITLE, "Mark"), "Late")


def _copy(hands: Hands) -> None:
    hands.copy_row(TITLE, hands.row_of(TITLE, "V-01"), 2)
    hands.put(TITLE, 2, 0, "V-70")


ACTIONS = {
    "sorts": Person(lambda h: h.sort(TITLE, "Visit ID")),
    "sorts downwards": Person(lambda h: h.sort(TITLE, "Visit ID", descending=True)),
    "sorts by mark": Person(lambda h: h.sort(TITLE, "Mark")),
    "inserts a row at the top": Person(lambda h: h.insert_row(TITLE, 2, {0: "V-50", 3: "Late"}), {"V-50": "Late"}),
    "inserts a row in the middle": Person(lambda h: h.insert_row(TITLE, 3, {0: "V-50", 3: "Late"}), {"V-50": "Late"}),
    "inserts a title above all": Person(lambda h: h.insert_row(TITLE, 1, {0: "Our visits"})),
    "writes below the last row": Person(_below, {"V-60": "Late"}),
    "deletes a row": Person(lambda h: h.delete_row(TITLE, h.row_of(TITLE, "V-01")), {"V-01": None}),
    "copies a row": Person(lambda h: h.copy_row(TITLE, h.row_of(TITLE, "V-01"), 2), twice=("V-01",)),
    "copies a row with another ID": Person(_copy, {"V-70": "No-show"}),
    "corrects a mark": Person(lambda h: h.type(TITLE, "V-02", {"Mark": "Present"}), {"V-02": "Present"}),
    "renames the tab": Person(lambda h: h.rename_tab(TITLE, "Marks of this week"), title="Marks of this week"),
    "renames a heading": Person(_rename_heading),
    "inserts a column": Person(lambda h: h.insert_column(TITLE, 1, "My remarks")),
    "takes a tab away": Person(lambda h: h.delete_tab("Claims")),
}


def one_pass(book: GoogleWorkbook) -> None:
    """What a pass does with the workbook: read, append what is missing, read again, answer beside each row."""
    for _ in range(4):
        try:
            token = book.token()
            there = _ids(book)
            missing = [visit for visit in WANTED if visit not in there]
            if missing:
                token = book.append(token, {TITLE: [(visit, None, None, None) for visit in missing]})
                there = _ids(book)
            answers = [(f"{TITLE}|{visit}", f"OK {visit}") for visit in there]
            book.show(token, {"Status": answers})
        except WorkbookChanged:
            continue
        return
    raise AssertionError("the person did it only once")


def _ids(book: GoogleWorkbook) -> list[str]:
    rows = book.snapshot([TITLE]).grids[TITLE].rows
    at = next(n for n, row in enumerate(rows) if "Visit ID" in row)
    return [str(row[0]) for row in rows[at + 1 :] if row and row[0]]


@pytest.fixture(scope="module")
def counted() -> int:
    """How many calls an undisturbed pass makes."""
    with google() as place:
        book = _prepared(place)
        before = sum(place.world.calls.values())
        one_pass(book)
        return sum(place.world.calls.values()) - before


def _prepared(place: Place) -> GoogleWorkbook:
    book = place.workbook(TABS)
    book.lay_out(TABS)
    for row, (visit, mark) in enumerate(PEOPLES.items(), start=2):
        place.hands.put(TITLE, row, 0, visit)
        place.hands.put(TITLE, row, 3, mark)
    return book


def test_a_pass_makes_fewer_calls_than_are_tried(counted: int) -> None:
    assert 4 <= counted < MOST_CALLS


@pytest.mark.parametrize("action", ACTIONS)
def test_a_person_between_any_two_calls_of_a_pass(action: str, counted: int) -> None:
    """Before the first call, between any two, and after the last."""
    person = ACTIONS[action]
    with google() as place:
        world = place.world
        for moment in range(counted + 1):
            place.id = shared(world)
            book = _prepared(place)
            seen = [0]

            def look_on(_: str, at: int = moment, seen: list[int] = seen) -> None:
                if seen[0] == at:
                    person.act(place.hands)
                seen[0] += 1

            world.between = look_on
            _let(book)
            world.between = None
            if seen[0] <= moment:
                person.act(place.hands)
            _let(book)
            _check(place, person, f"{action} before call {moment}")


def _let(book: GoogleWorkbook) -> None:
    """A pass; what it cannot do it leaves for a later one."""
    try:
        one_pass(book)
    except WorkbookProblem:
        one_pass(book)


def _check(place: Place, person: Person, what: str) -> None:
    rows = place.hands.seen(person.title)
    at = next(n for n, row in enumerate(rows) if "Visit ID" in row)
    heading, below = rows[at], [row for row in rows[at + 1 :] if row[0]]
    mark = next(n for n, word in enumerate(heading) if str(word).startswith("Mark"))
    check = heading.index("Check")
    wanted = {k: v for k, v in {**PEOPLES, **dict.fromkeys(WANTED), **person.rows}.items() if _stays(k, v, person)}
    ids = [row[0] for row in below]
    assert sorted(ids) == sorted([*wanted, *person.twice]), what
    for row in below:
        assert row[mark] == wanted[row[0]], (what, row)
        assert row[check] == f"OK {row[0]}", (what, row)
        others: list[Any] = [c for n, c in enumerate(row) if n not in {0, mark, check} and c is not None]
        assert not others, (what, row)


def _stays(visit: str, mark: str | None, person: Person) -> bool:
    return mark is not None or visit in WANTED or visit not in person.rows


@pytest.mark.parametrize("heading", ["Visit ID", "Date", "Mark", "Check"])
def test_a_column_that_is_dragged_away_and_back_around_one_call_leaves_no_row_garbled_alone(heading: str) -> None:
    with google() as place:
        book = _prepared(place)
        home = place.hands.column_of(TITLE, heading)
        away = 0 if home else 2
        seen: list[str] = []

        def drag(method: str) -> None:
            if method == "sheets.spreadsheets.batchUpdate":
                place.hands.tab(TITLE).move_column(home, away)
            elif seen[-1:] == ["sheets.spreadsheets.batchUpdate"]:
                place.hands.tab(TITLE).move_column(away, home)
                place.world.between = None
            seen.append(method)

        token = book.token()
        place.world.between = drag
        book.append(token, {TITLE: [(visit, date(2026, 3, 12), None, "Late") for visit in WANTED]})
        assert place.world.between is None
        rows = place.hands.seen(TITLE)[1:]
        assert [row[0] for row in rows if row[0] in WANTED and row[3] == "Late"] == list(WANTED)
        assert len(rows) == len(PEOPLES) + 2 * len(WANTED), "those that landed mixed up stay, and are asked about"
