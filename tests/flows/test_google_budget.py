"""What a whole pass of a practice costs in calls to Google, and what it costs without the gate."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connectors.google.place import Place, google
from tests.flows.on_google import group_on_google
from tests.flows.sampled import passed

pytestmark = pytest.mark.xdist_group("google budget")  # its practice is made once, in one process

LIST, READ, WHOLE, WRITE = (
    "drive.changes.list",
    "sheets.spreadsheets.values.batchGetByDataFilter",
    "sheets.spreadsheets.getByDataFilter",
    "sheets.spreadsheets.batchUpdate",
)
VISIT = "G-01/05/C-001"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Place]]:
    """A practice of one group in Google, worked on and at rest."""
    with google() as place:
        yield group_on_google(tmp_path_factory.mktemp("budget") / "practice", place), place


@pytest.fixture(params=[LIST, READ], ids=["with the gate", "without"])
def first(request: pytest.FixtureRequest, site: tuple[Path, Place]) -> str:
    """The call with which a pass begins, and settings of which that is true."""
    settings = site[0] / "circlebook.toml"
    said = settings.read_text().replace("gate = true\n", "")
    settings.write_text(said.replace("[google]\n", "[google]\ngate = true\n") if request.param == LIST else said)
    calls_of_a_pass(*site)
    calls_of_a_pass(*site)
    return str(request.param)


def calls_of_a_pass(folder: Path, place: Place) -> Counter[str]:
    """The calls of one pass, ten minutes and more after the last change."""
    state = folder / "google-state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"hot_until": None}))
    before = place.world.calls.copy()
    passed(folder)
    return place.world.calls - before


def test_a_pass_in_which_nothing_happened_is_one_call(site: tuple[Path, Place], first: str) -> None:
    assert calls_of_a_pass(*site) == {first: 1}


def test_a_pass_after_a_change_is_three_calls_with_the_answer(site: tuple[Path, Place], first: str) -> None:
    hands, word = site[1].hands, "perhaps" if first == LIST else "maybe"
    hands.type("Attendance", VISIT, {"Mark": word})
    assert calls_of_a_pass(*site) == {first: 1, WHOLE: 1, WRITE: 1}
    assert word in str(hands.seen("Attendance")[hands.row_of("Attendance", VISIT) - 1][-1])
