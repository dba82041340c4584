"""Trouble with Google in the middle of a pass: one clear sentence, and a later pass that catches up."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.google.emulator.quota import Quota
from connectors.google.emulator.world import SERVICE
from connectors.google.problems import (
    GoogleAccess,
    GoogleBusy,
    GoogleEmpty,
    GoogleGone,
    GoogleKey,
    GoogleProblem,
    GoogleUnknown,
)
from domain.problems import Problem
from flows.watch import guarded
from tests.connectors.google.place import Place, google
from tests.flows.on_google import folder_on_google, group_on_google
from tests.flows.sampled import passed, when
from tests.flows.test_commands import short

pytestmark = pytest.mark.xdist_group("google trouble")  # its practice is made once, in one process

WRITE = "sheets.spreadsheets.batchUpdate"
MARKS = iter(["No-show", "Present"] * 50)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Place]]:
    """A practice of one group, worked on and at rest."""
    with google() as place:
        yield group_on_google(tmp_path_factory.mktemp("site") / "practice", place), place


def edit(place: Place) -> str:
    mark = next(MARKS)
    place.hands.type("Attendance", "G-01/05/C-001", {"Mark": mark})
    return mark


def caught_up(folder: Path, mark: str) -> None:
    this = passed(folder)
    assert this.practice.visit["G-01/05/C-001"].mark == mark
    assert passed(folder).done == []
    rows = this.desk.workbook.snapshot(["Decisions", "Sessions"]).grids
    for grid in rows.values():
        ids = [row[0] for row in grid.rows if row and row[0]]
        assert len(ids) == len(set(ids))


def refused(folder: Path, kind: type[GoogleProblem]) -> None:
    """The pass ends in one sentence, and Prefect would be told its code and nothing else."""
    with pytest.raises(kind) as told:
        passed(folder)
    assert short(str(told.value))
    assert told.value.code == kind.code

    def again() -> None:
        raise told.value

    with pytest.raises(Exception, match=f"^{kind.code}$"):
        guarded(again)()


def test_a_token_that_expires_between_calls_is_renewed(site: tuple[Path, Place]) -> None:
    folder, place = site
    mark = edit(place)
    place.world.between = lambda _: place.world.expire_tokens()
    try:
        caught_up(folder, mark)
    finally:
        place.world.between = None


def test_a_key_that_is_taken_back_in_the_middle_of_a_pass(site: tuple[Path, Place]) -> None:
    folder, place = site
    mark, seen = edit(place), []

    def take_back(method: str) -> None:
        seen.append(method)
        if len(seen) == 1:
            place.world.refused_accounts.add(SERVICE)
        place.world.expire_tokens()

    place.world.between = take_back
    refused(folder, GoogleKey)
    place.world.between = None
    refused(folder, GoogleKey)
    place.world.refused_accounts.clear()
    caught_up(folder, mark)


def test_a_share_that_is_taken_back(site: tuple[Path, Place]) -> None:
    folder, place = site
    mark, file = edit(place), place.world.files[place.id]
    rights, file.rights = file.rights, {}
    refused(folder, GoogleAccess)
    file.rights = {SERVICE: {**rights[SERVICE], "role": "reader"}}
    refused(folder, GoogleAccess)
    file.rights = rights
    caught_up(folder, mark)


def test_a_file_that_is_gone(site: tuple[Path, Place]) -> None:
    folder, place = site
    mark, world = edit(place), place.world
    file, book = world.files.pop(place.id), world.books.pop(place.id)
    refused(folder, GoogleGone)
    world.files[place.id], world.books[place.id] = file, book
    caught_up(folder, mark)


def test_a_quota_that_is_used_up_for_minutes(site: tuple[Path, Place]) -> None:
    folder, place = site
    mark = edit(place)
    place.world.quota = Quota({"sheets read": 0, "sheets write": 0})
    for _ in range(5):
        refused(folder, GoogleBusy)
    place.world.quota = None
    caught_up(folder, mark)


def test_a_quota_that_ends_in_the_middle_of_a_pass(site: tuple[Path, Place]) -> None:
    folder, place = site
    for visit in ("G-01/05/C-003", "G-01/05/C-007"):
        place.hands.type("Attendance", visit, {"Mark": "No-show" if next(MARKS) == "No-show" else "Late cancel"})
    mark = edit(place)
    place.world.quota = Quota({"sheets read": 2, "sheets write": 0})
    refused(folder, GoogleBusy)
    place.world.quota = None
    caught_up(folder, mark)


@pytest.mark.parametrize("fault", ["500 before", "500 after"])
def test_rows_of_which_nobody_knows_whether_they_arrived_stand_once_in_the_end(
    site: tuple[Path, Place], fault: str
) -> None:
    folder, place = site
    for visit in ("G-01/05/C-002", "G-01/05/C-006"):
        place.hands.type("Attendance", visit, {"Mark": "No-show" if next(MARKS) == "No-show" else "Late cancel"})
    mark = edit(place)
    place.world.faults.add(fault, WRITE)  # type: ignore[arg-type]
    with suppress(GoogleUnknown):
        passed(folder)
    place.world.faults.clear()
    passed(folder)
    caught_up(folder, mark)


def test_empty_tabs_are_no_empty_practice(site: tuple[Path, Place]) -> None:
    folder, place = site
    mark, book = edit(place), place.hands.book
    kept = [sheet.copy() for sheet in book.sheets]
    for sheet in book.sheets:
        sheet.rows.clear()
    refused(folder, GoogleEmpty)
    book.sheets = kept
    caught_up(folder, mark)


def test_a_key_file_that_is_none_is_said(site: tuple[Path, Place], tmp_path: Path) -> None:
    _, place = site
    folder = folder_on_google(tmp_path / "practice", place)
    for spoil in ("{}", "not json", '{"type": "service_account"}', "[]"):
        (folder / "google-key.json").write_text(spoil)
        with pytest.raises(Problem) as told:
            passed(folder)
        assert told.value.code == "GOOGLE_KEY"
        assert short(str(told.value))


@pytest.mark.parametrize(("fault", "weeks", "code"), [("protected", 1, "GOOGLE_PROTECTED"), ("full", 2, "GOOGLE_FULL")])
def test_rows_that_a_tab_does_not_take_hold_only_themselves(
    site: tuple[Path, Place], fault: str, weeks: int, code: str
) -> None:
    """It comes last, since it lets weeks pass."""
    folder, place = site
    later = when() + timedelta(weeks=weeks)
    place.world.faults.add(fault, WRITE)  # type: ignore[arg-type]
    this = passed(folder, later)
    assert {hold.about for hold in this.problems} == {"Sessions", "Attendance"}
    assert {hold.code for hold in this.problems} == {code}
    said = {hold.reason.sentence for hold in this.problems}
    assert said <= {row[2] for row in place.hands.seen("To do")}, "To do is drawn all the same"
    assert not [key for key, kind, _ in this.done if kind == "row"]
    assert [h for h in this.happened.values() if h.kind == "row" and h.state == "ready"], "what waits is remembered"
    this = passed(folder, later)
    added = [key for key, kind, _ in this.done if kind == "row"]
    assert len(added) > 2
    assert not this.problems
    assert passed(folder, later).done == []
    ids = [row[0] for row in place.hands.seen("Attendance") if row[0]]
    assert len(ids) == len(set(ids))
