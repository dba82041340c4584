"""People work in the spreadsheet between any two calls of a whole pass: nothing lands beside the wrong row, nothing is lost.

The pass takes in a form, adds rows to seven tabs, asks three questions, sends texts, writes documents and a claim
batch, and draws all own tabs. `make prove` takes every act at every moment; each run of the tests some of them.
"""

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from connectors.google import workbook
from connectors.google.layout import append_request
from tests.flows.races.grounds import practice
from tests.flows.races.people import ACTIONS
from tests.flows.races.race import Course
from tests.proofs import Proved

NAMES = tuple(ACTIONS)
SHORT = 10
"""Races in each run of the tests, three acts in each."""

pytestmark = pytest.mark.xdist_group("races")  # one process makes the practice once for all


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    folder = tmp_path_factory.mktemp("races")
    with practice(folder / "practice") as site:
        yield Course.of(site, folder)


def test_the_pass_does_all_that_can_be_disturbed(course: Course) -> None:
    assert course.undisturbed.wrong == []
    assert course.undisturbed.added.total() >= 16
    new = {key[1] for key in course.calm if key[0] == "row" and key not in course.before}
    assert new >= {"Intake", "Waitlist", "Clients", "Roster", "Sessions", "Attendance", "Decisions"}
    kinds = {key[0] for key, said in course.calm.items() if course.before.get(key) != said}
    assert kinds >= {"text", "documents", "claims", "Claims", "Messages", "Grid"}
    assert len(course.moments) > 20


@pytest.mark.parametrize("number", range(SHORT))
def test_three_people_in_one_pass(course: Course, number: int, proved: Proved) -> None:
    chance = random.Random(number)
    at = sorted(chance.sample(course.moments, 3))
    third = len(NAMES) // 3
    acts = [NAMES[number * third // SHORT + n * third] for n in range(3)]
    _, wrong = course.race({moment: ACTIONS[act] for moment, act in zip(at, acts, strict=True)})
    assert not wrong, (at, acts, wrong[:3])
    proved("people at work in Google between two calls", races=1, pairs_of_an_act_and_a_moment=3)


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("act", NAMES)
def test_an_act_at_every_moment(course: Course, act: str, proved: Proved) -> None:
    first, last = course.apart(ACTIONS[act])
    for moment in course.moments:
        watch, wrong = course.race({moment: ACTIONS[act]}, first, last)
        wrong += course.strange(watch, first, last)
        assert not wrong, (moment, wrong[:3])
    many = len(course.moments)
    proved("people at work in Google between two calls", races=many, pairs_of_an_act_and_a_moment=many)


def test_a_row_written_by_its_number_would_be_found(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[int, int] = {}

    def by_number(number: int, rows: Any, columns: Any) -> Any:
        request = append_request(number, rows, columns)["appendCells"]
        start = {"sheetId": number, "rowIndex": seen.get(number, 30), "columnIndex": 0}
        return {"updateCells": {"start": start, "rows": request["rows"], "fields": request["fields"]}}

    def add(self: Any, state: Any, rows: Any) -> None:
        seen.update({state.numbers[title]: len(state.values[title]) for title in rows})
        kept(self, state, rows)

    kept: Any = workbook.GoogleWorkbook._add
    monkeypatch.setattr(workbook.GoogleWorkbook, "_add", add)
    monkeypatch.setattr(workbook, "append_request", by_number)
    act = ACTIONS["inserts a row among the visits"]
    assert any(course.race({moment: act})[0].wrong for moment in reversed(course.undisturbed.writes[:5]))


def test_a_row_under_wrong_headings_would_be_found(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "misplaced", lambda *_: {})
    act = ACTIONS["moves the last names"]
    found = (course.race({moment: act})[1] for moment in reversed(course.undisturbed.writes[:3]))
    assert any("_garbled_row" in said for wrong in found for said in wrong)


def test_a_row_for_the_old_order_of_the_columns_would_be_found(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "any_moved", lambda *_: False)
    act = ACTIONS["moves the questions"]
    found = (course.race({moment: act})[1] for moment in course.undisturbed.writes)
    assert any("_garbled_question" in said for wrong in found for said in wrong)


@pytest.mark.prove
def test_the_acts_do_what_they_say(course: Course) -> None:
    def seen() -> object:
        forms = course.site.place.world.forms[course.site.form]["responses"]
        return [(s.title, [dict(row) for row in s.rows]) for s in course.site.place.hands.book.sheets], dict(forms)

    for name, act in ACTIONS.items():
        course.site.put_back(course.end)
        before = copy.deepcopy(seen())
        act(course.site)
        assert seen() != before, name
