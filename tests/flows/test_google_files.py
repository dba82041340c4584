"""A practice whose visits stand in a file of their own comes to the same as one that keeps all tabs in one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connectors.google import GoogleWorkbook
from connectors.google.emulator import Hands
from connectors.google.patience import Bucket
from flows.composition import google_account, open_desk
from flows.desk import Pass
from flows.passes import one_pass
from flows.report import as_json
from sheets_schema.layout import layouts
from tests.connectors.google.place import Place, google, hurried, shared
from tests.faults.place import EVENING
from tests.faults.small import small_rows
from tests.faults.world import plain_note
from tests.flows.on_google import folder_on_google

APART = ("Sessions", "Attendance")
OWN = ("Claims", "Notes", "Messages", "Benefits", "Grid", "Dashboard")


@pytest.fixture
def place() -> Iterator[Place]:
    with google() as found:
        yield found


def practice(folder: Path, place: Place, *, apart: bool) -> Hands:
    """The small practice laid out; the hands of who works in the file with the visits."""
    place.id, other = shared(place.world), shared(place.world, "Group room")
    tabs = [replace(tab, ticket_book=()) for tab in layouts(small_rows())]
    account = place.account()
    GoogleWorkbook(account, place.id, tabs).lay_out([tab for tab in tabs if not apart or tab.title not in APART])
    more = ""
    if apart:
        GoogleWorkbook(account, other, tabs).lay_out([tab for tab in tabs if tab.title in APART])
        more = f'more_spreadsheets = ["{other}"]\n'
    folder_on_google(folder, place, None, more)
    account = google_account((folder / "google-key.json").resolve(), place.emulator.url)
    account.patience, account.bucket = hurried(), Bucket({})
    return Hands(place.world, other if apart else place.id)


def passed(folder: Path) -> Pass:
    desk = replace(open_desk(folder, EVENING), render_note=plain_note, render_paper=plain_note)
    try:
        return one_pass(desk)
    finally:
        desk.ledger.close()  # type: ignore[attr-defined]  the ledger that composition opens


def come_of(folder: Path, place: Place, *, apart: bool) -> dict[str, Any]:
    room = practice(folder, place, apart=apart)
    told = []
    for mark in ("No-show", "Present", None):
        said = {k: v for k, v in as_json(passed(folder)).items() if k != "pass_id"}
        # Until the first pass has laid out the answers in it, the grey headings of another file are broken.
        said["findings"] = [f for f in said["findings"] if f["code"] != "HEADING_UNKNOWN"]
        told.append(said)
        if mark:
            room.type("Attendance", "G-01/05/C-001", {"Mark": mark})
    return {"told": told, **{t: place.hands.seen(t) for t in OWN}, **{t: room.seen(t) for t in APART}}


def test_the_same_comes_of_it(tmp_path: Path, place: Place) -> None:
    one = come_of(tmp_path / "one", place, apart=False)
    two = come_of(tmp_path / "two", place, apart=True)
    assert len(one["told"][0]["effects"]) > 20
    assert one["told"][1]["effects"]
    for what, said in one.items():
        assert two[what] == said, what
    heads, *rows = two["Attendance"]
    assert {row[heads.index("Check")] for row in rows if row[0]} == {"OK"}
