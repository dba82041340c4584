"""What the documents port promises, on a folder and on Google Drive alike."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from connectors.documents import NoteFolder
from flows.ports import Documents
from tests.connectors.google.drive_place import WAYS, drive

NAME = "G-01/2026-03-03/G-01-05-C-012.docx"
SECOND = "G-01/2026-03-03/G-01-05-C-012 v2.docx"


@dataclass
class Kit:
    """A place for documents, opened anew for each pass, and a person who works on them."""

    opened: Callable[[], Documents]
    edit: Callable[[str, bytes], None]
    take_away: Callable[[str], None]
    content: Callable[[str], bytes]


@pytest.fixture(params=["folder", *WAYS])
def kit(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kit]:
    if request.param == "folder":
        place = tmp_path / "documents"

        def edit(name: str, content: bytes) -> None:
            (place / name).write_bytes(content)

        yield Kit(lambda: NoteFolder(place), edit, lambda n: (place / n).unlink(), lambda n: (place / n).read_bytes())
        return
    with drive(tmp_path, request.param) as there:
        yield Kit(there.opened, there.hands.edit, there.hands.bin, lambda name: there.hands.named(name).content)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_document_is_written_under_its_name_and_listed(kit: Kit) -> None:
    documents = kit.opened()
    assert documents.listing() == frozenset()
    assert documents.write(NAME, b"one") == NAME
    assert documents.fingerprint(NAME) == digest(b"one")
    assert kit.content(NAME) == b"one"
    assert documents.listing() == kit.opened().listing() == {NAME}
    assert kit.opened().fingerprint(NAME) == digest(b"one")


def test_another_content_lies_beside_it_and_the_same_is_found_again(kit: Kit) -> None:
    for _ in range(2):
        assert kit.opened().write(NAME, b"one") == NAME
        assert kit.opened().write(NAME, b"two") == SECOND
    assert kit.opened().listing() == {NAME, SECOND}
    assert (kit.content(NAME), kit.content(SECOND)) == (b"one", b"two")


@pytest.mark.parametrize("name", ["", "../a.docx", "Ava Example.docx", "a/b/c/d/e.docx"])
def test_a_name_that_is_no_id_is_a_bug(kit: Kit, name: str) -> None:
    for use in (kit.opened().fingerprint, lambda n: kit.opened().write(n, b"one")):
        with pytest.raises(ValueError, match="letters, digits and signs of an ID"):
            use(name)
    assert kit.opened().listing() == frozenset()


def test_what_nobody_has_touched_is_kept_current(kit: Kit) -> None:
    kit.opened().write(NAME, b"one")
    documents = kit.opened()
    assert documents.replace(NAME, b"two", digest(b"one"))
    assert documents.fingerprint(NAME) == kit.opened().fingerprint(NAME) == digest(b"two")
    assert kit.opened().replace(NAME, b"three", digest(b"two"))
    assert kit.content(NAME) == b"three"
    assert kit.opened().listing() == {NAME}


def test_what_a_person_wrote_stays(kit: Kit) -> None:
    kit.opened().write(NAME, b"draft")
    kit.edit(NAME, b"draft, completed")
    documents = kit.opened()
    assert documents.fingerprint(NAME) not in {digest(b"draft"), None}
    assert not documents.replace(NAME, b"new", digest(b"draft"))
    assert documents.write(NAME, b"draft") == SECOND
    assert kit.content(NAME) == b"draft, completed"


def test_what_is_gone_is_known_to_be_gone_and_can_be_made_again(kit: Kit) -> None:
    kit.opened().write(NAME, b"one")
    kit.take_away(NAME)
    documents = kit.opened()
    assert documents.listing() == frozenset()
    assert documents.fingerprint(NAME) is None
    assert not documents.replace(NAME, b"two", digest(b"one"))
    assert documents.write(NAME, b"one") == NAME
    assert kit.opened().listing() == {NAME}
    assert kit.opened().fingerprint(NAME) == digest(b"one")


def test_a_document_that_never_was_has_no_fingerprint(kit: Kit) -> None:
    assert kit.opened().fingerprint(NAME) is None
    assert not kit.opened().replace(NAME, b"one", digest(b""))
    assert kit.opened().listing() == frozenset()
