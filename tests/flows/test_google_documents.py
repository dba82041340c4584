"""The sample practice with its notes in Drive: drafts, a person's edit, a deleted note, and nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.google.emulator.drive_hands import DriveHands
from connectors.google.emulator.world import OWNER
from flows.desk import Pass
from tests.connectors.google.place import Place, google
from tests.flows.on_google import folder_on_google, key_file
from tests.flows.sampled import passed, sample

pytestmark = pytest.mark.xdist_group("google documents")  # its practice is made once, in one process


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Place, DriveHands]]:
    with google() as place:
        hands = DriveHands(place.world)
        folder = tmp_path_factory.mktemp("drive") / "sample"
        folder.mkdir()
        key_file(folder / "google-person.json", place, OWNER)
        more = f'documents = "{hands.folder("Notes")}"\ndocuments_key = "google-person.json"\n'
        yield folder_on_google(folder, place, sample().rows, more), place, hands


def asked(this: Pass) -> list[str]:
    return [key for key, kind, _ in this.done if kind == "decision"]


def test_notes_lie_in_drive_and_follow_people(practice: tuple[Path, Place, DriveHands]) -> None:
    folder, place, hands = practice
    this = passed(folder)
    assert not this.problems
    files = {h.detail["file"] for h in this.happened.values() if h.kind in {"note", "document"}}
    assert len(files) > 20
    assert {file.name for file in place.world.files.values() if "print" in file.app_properties} == files
    assert not (folder / "documents").exists()
    drafts = (h for h in this.happened.values() if h.kind == "note" and not h.detail["inputs"].startswith("signed"))
    draft = next(drafts)
    note, visit = draft.detail["file"], draft.key.removeprefix("note:")
    assert place.world.files[hands.named(note).id].owner == OWNER

    hands.edit(note, b"in my own words")
    place.hands.type("Attendance", visit, {"Observations": "Tired, and spoke little."})
    this = passed(folder)
    assert this.happened[draft.key].detail["file"] == note.replace(".docx", " v2.docx")
    assert hands.named(note).content == b"in my own words"

    other = next(h for h in this.happened.values() if h.kind == "note" and h.key != draft.key)
    hands.bin(other.detail["file"])
    assert len(asked(passed(folder))) == 1
    assert asked(passed(folder)) == []
    before = place.world.calls.copy()
    assert passed(folder).done == []
    assert {m: n for m, n in (place.world.calls - before).items() if m != "token"} == {
        "sheets.spreadsheets.values.batchGetByDataFilter": 1,
        "drive.changes.list": 1,
    }
