"""Documents in Drive: found again whatever happened, and never over a person's words, whenever the person acts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.google.documents import IDS_AT_ONCE
from connectors.google.emulator.world import OWNER
from connectors.google.problems import GoogleAccess, GoogleDown, GoogleGone, GoogleNoRoom, GoogleProblem
from tests.connectors.google.drive_place import GOOGLE, SHARED, WAYS, DrivePlace, drive
from tests.connectors.test_documents_contract import NAME, SECOND, digest

OTHER = "G-01/2026-03-03/G-01-05-C-013.docx"


def calls(place: DrivePlace, work: Callable[[], object]) -> list[str]:
    before = len(place.world.log)
    work()
    return [method.removeprefix("drive.") for _, method in place.world.log[before:]]


def copies(place: DrivePlace) -> list[str]:
    return [file.name for file in place.world.files.values() if file.app_properties]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fault", ["no answer", "cut off", "500 after"])
def test_a_document_whose_answer_got_lost_is_found_again(tmp_path: Path, way: str, fault: str) -> None:
    with drive(tmp_path, way) as place:
        place.world.faults.add(fault, "drive.files.create")  # type: ignore[arg-type]
        try:
            place.opened().write(NAME, b"one")
        except GoogleProblem:
            assert way == GOOGLE  # nobody knows; with an ID of its own a file may be tried again
        assert place.opened().write(NAME, b"one") == NAME
        assert copies(place) == [NAME]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lost", ["documents.json", "new.json", "both"])
def test_what_was_remembered_may_get_lost(tmp_path: Path, way: str, lost: str) -> None:
    with drive(tmp_path, way) as place:
        place.opened().write(NAME, b"one")
        place.opened().write(OTHER, b"other")
        for name in ("documents.json", "new.json"):
            if lost in {name, "both"}:
                (tmp_path / name).unlink()
        documents = place.opened()
        assert documents.listing() == {NAME, OTHER}
        assert documents.write(NAME, b"one") == NAME
        assert documents.replace(OTHER, b"another", digest(b"other"))
        assert copies(place) == [NAME, OTHER]


@pytest.mark.parametrize("way", WAYS)
def test_a_person_writes_between_any_two_calls_while_a_draft_is_kept_current(tmp_path: Path, way: str) -> None:
    """Whatever the moment: the person's words are in the file afterwards, or they changed it before or after us."""
    with drive(tmp_path, way) as place:
        place.opened().write(NAME, b"one")
        seen: list[str] = []
        place.world.between = seen.append
        place.opened().replace(NAME, b"two", digest(b"one"))
        moments = len(seen)
        assert moments >= 4
        for moment in range(moments + 1):
            name = f"G-01/2026-03-03/G-01-05-C-1{moment:02}.docx"
            place.world.between = None
            place.opened().write(name, b"one")
            left = [moment]

            def look_on(_: str, name: str = name, left: list[int] = left) -> None:
                left[0] -= 1
                if left[0] == -1:
                    place.hands.edit(name, b"by hand")

            place.world.between = look_on
            documents = place.opened()
            was_replaced = documents.replace(name, b"two", digest(b"one"))
            if was_replaced:
                ours = documents.fingerprint(name)
                assert ours == digest(b"two")
            place.world.between = None
            if left[0] >= 0:
                place.hands.edit(name, b"by hand")
            assert place.hands.named(name).content.rstrip() == b"by hand", moment
            assert place.opened().fingerprint(name) != digest(b"two")
            assert not place.opened().replace(name, b"three", digest(b"two"))
            assert not place.opened().replace(name, b"three", digest(b"one"))


@pytest.mark.parametrize("way", WAYS)
def test_a_document_may_be_moved_renamed_and_copied(tmp_path: Path, way: str) -> None:
    with drive(tmp_path, way) as place:
        place.opened().write(NAME, b"one")
        drive_of_folder = "0Ashared" if way == SHARED else ""
        elsewhere = place.hands.folder("Mine", drive=drive_of_folder, **({OWNER: "writer"} if way == SHARED else {}))
        place.hands.move(NAME, elsewhere)
        place.hands.rename(NAME, "Tuesday")
        place.hands.copy(NAME)
        assert place.opened().listing() == {NAME}
        # A Google document that was moved counts as touched: nobody can tell, so it is left alone.
        assert place.opened().write(NAME, b"one") == (SECOND if way == GOOGLE else NAME)
        assert place.opened().replace(NAME, b"two", digest(b"one")) is (way != GOOGLE)
        for name in ("documents.json", "new.json"):
            (tmp_path / name).unlink()
        assert place.opened().listing() == ({NAME, SECOND} if way == GOOGLE else {NAME})


@pytest.mark.parametrize("way", WAYS)
def test_what_was_in_the_bin_and_came_out_again_is_the_same(tmp_path: Path, way: str) -> None:
    with drive(tmp_path, way) as place:
        place.opened().write(NAME, b"one")
        place.hands.bin(NAME)
        assert place.opened().listing() == frozenset()
        place.hands.bin(NAME, out=True)
        assert place.opened().listing() == {NAME}
        place.hands.delete(NAME)
        assert place.opened().listing() == frozenset()


def test_a_pass_that_writes_asks_drive_once_and_then_once_for_each_document(tmp_path: Path) -> None:
    with drive(tmp_path) as place:
        place.opened().write("first.docx", b"first")
        documents = place.opened()
        names = [f"G-01-05-C-0{n}.docx" for n in range(10, 20)]

        def work() -> None:
            documents.listing()
            for name in names:
                documents.write(name, name.encode())
                assert documents.fingerprint(name) == digest(name.encode())

        assert calls(place, work) == ["changes.list"] + ["files.create"] * len(names)
        assert calls(place, lambda: place.opened().listing())[0] == "changes.list"
        assert calls(place, lambda: place.opened().listing()) == ["changes.list"]


def test_more_documents_than_ids_were_fetched(tmp_path: Path) -> None:
    with drive(tmp_path) as place:
        documents = place.opened()
        for n in range(IDS_AT_ONCE + 1):
            documents.write(f"V-{n}.docx", b"one")
        assert len(place.opened().listing()) == IDS_AT_ONCE + 1
        assert place.world.calls["drive.files.generateIds"] == 2


def test_a_place_in_the_log_that_google_knows_no_more_is_made_up_for(tmp_path: Path) -> None:
    with drive(tmp_path) as place:
        place.opened().write(NAME, b"one")
        assert place.opened().listing() == {NAME}
        place.opened()._memory.put(page="gone")
        place.hands.delete(NAME)
        assert place.opened().listing() == frozenset()


def test_while_google_is_down_the_first_document_waits_and_the_others_are_not_tried(tmp_path: Path) -> None:
    with drive(tmp_path) as place:
        place.opened().write(NAME, b"one")
        documents = place.opened()
        documents.listing()
        place.world.faults.add("503 before", times=-1)
        with pytest.raises(GoogleDown):
            documents.write(OTHER, b"two")
        with pytest.raises(GoogleDown):
            assert calls(place, lambda: documents.write("third.docx", b"three"))
        before = len(place.world.log)
        with pytest.raises(GoogleDown):
            documents.fingerprint(NAME)
        assert len(place.world.log) == before
        place.world.faults.clear()
        assert place.opened().write(OTHER, b"two") == OTHER


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_in_the_bin_is_said_and_nothing_is_lost(tmp_path: Path, way: str) -> None:
    with drive(tmp_path, way) as place:
        place.opened().write(NAME, b"one")
        place.hands.bin_folder(place.folder)
        assert place.opened().fingerprint(NAME) is None
        assert place.opened().listing() == frozenset()
        with pytest.raises(GoogleGone):
            place.opened().write(OTHER, b"two")
        place.hands.bin_folder(place.folder, out=True)
        assert place.opened().fingerprint(NAME) == digest(b"one")


def test_circlebooks_own_account_owns_no_files_outside_a_shared_drive(tmp_path: Path) -> None:
    with drive(tmp_path, SHARED) as place:
        place.world.files[place.folder].drive = ""
        with pytest.raises(GoogleNoRoom, match="shared drive"):
            place.opened().write(NAME, b"one")


def test_a_folder_that_was_not_shared_is_said(tmp_path: Path) -> None:
    with drive(tmp_path, SHARED) as place:
        place.opened().write(NAME, b"one")
        place.world.faults.add("no permission", "drive.files.update")
        with pytest.raises(GoogleAccess):
            place.opened().replace(NAME, b"two", digest(b"one"))


@pytest.mark.parametrize("way", WAYS)
def test_documents_are_for_those_who_may_see_the_folder(tmp_path: Path, way: str) -> None:
    with drive(tmp_path, way) as place:
        place.opened().write(NAME, b"one")
        file = place.hands.named(NAME)
        assert set(file.rights) == set(place.world.files[place.folder].rights)
        assert "anyone" not in file.rights
        assert file.parents == [place.folder]


@pytest.mark.parametrize("way", WAYS)
def test_a_pdf_lies_beside_each_and_is_made_anew(tmp_path: Path, way: str) -> None:
    def printer(paths: object) -> None:
        for path in paths:  # type: ignore[attr-defined]
            path.with_suffix(".pdf").write_bytes(b"%PDF " + path.read_bytes())

    with drive(tmp_path, way) as place:
        place.opened().write(NAME, b"one")
        for content in (b"one", b"two"):
            documents = place.opened(printer)
            documents.replace(NAME, content, digest(b"one"))
            documents.print([NAME, OTHER])
            pdf = place.hands.named(NAME.replace(".docx", ".pdf"))
            assert pdf.content.startswith(b"%PDF")
            assert content in pdf.content
        assert len(copies(place)) == 2
        place.opened().print([NAME])


def test_a_large_document_is_sent_after_it_was_announced(tmp_path: Path) -> None:
    content = bytes(5_000_001)
    with drive(tmp_path) as place:
        place.opened().write(NAME, content)
        assert place.hands.named(NAME).content == content
        assert place.opened().write(NAME, content) == NAME


def test_a_long_name_stands_in_several_properties(tmp_path: Path) -> None:
    name = f"{'G' * 64}/{'D' * 64}/{'V' * 100}.docx"
    with drive(tmp_path) as place:
        place.opened().write(name, b"one")
        assert place.opened().listing() == {name}
