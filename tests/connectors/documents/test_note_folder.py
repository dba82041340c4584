"""Note drafts on the disk: each is whole, and none is ever written over."""

import errno
import hashlib
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from connectors.documents import DocumentsProblem, NoteFolder

NAME = "G-01-05-C-012.docx"


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_note_is_a_file_for_its_owner_only(tmp_path):
    folder = tmp_path / "documents" / "notes"
    assert NoteFolder(folder).write(NAME, b"one") == NAME
    assert (folder / NAME).read_bytes() == b"one"
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert files(folder) == [NAME]


def test_another_content_gets_the_next_version_beside_it(tmp_path):
    notes = NoteFolder(tmp_path)
    given = [notes.write(NAME, content) for content in (b"one", b"two", b"three")]
    assert given == [NAME, "G-01-05-C-012 v2.docx", "G-01-05-C-012 v3.docx"]
    assert [(tmp_path / name).read_bytes() for name in given] == [b"one", b"two", b"three"]


def test_a_gap_that_a_person_left_is_the_next_version(tmp_path):
    notes = NoteFolder(tmp_path)
    for content in (b"one", b"two", b"three"):
        notes.write(NAME, content)
    (tmp_path / "G-01-05-C-012 v2.docx").unlink()
    assert notes.write(NAME, b"four") == "G-01-05-C-012 v2.docx"


@pytest.mark.parametrize("content", [b"one", b"two"])
def test_a_file_with_the_same_bytes_is_this_note(tmp_path, content):
    for first in (b"one", b"two"):
        NoteFolder(tmp_path).write(NAME, first)
    before = files(tmp_path)
    assert (tmp_path / NoteFolder(tmp_path).write(NAME, content)).read_bytes() == content
    assert files(tmp_path) == before


def test_what_a_clinician_wrote_into_a_draft_stays(tmp_path):
    notes = NoteFolder(tmp_path)
    notes.write(NAME, b"draft")
    (tmp_path / NAME).write_bytes(b"draft, completed")
    assert notes.write(NAME, b"draft") == "G-01-05-C-012 v2.docx"
    assert (tmp_path / NAME).read_bytes() == b"draft, completed"


@pytest.mark.parametrize("taken", ["a folder", "a link to nowhere"])
def test_a_name_that_something_else_has_is_not_taken(tmp_path, taken):
    if taken == "a folder":
        (tmp_path / NAME).mkdir()
    else:
        (tmp_path / NAME).symlink_to(tmp_path / "nowhere")
    assert NoteFolder(tmp_path).write(NAME, b"one") == "G-01-05-C-012 v2.docx"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../a.docx",
        "/a.docx",
        "a//b.docx",
        "a/../b.docx",
        "a/b/c/d/e.docx",
        "a\\b.docx",
        ".hidden",
        "a b.docx",
        "Ava Éclair.docx",
        "a\n.docx",
        "a\x00",
        "-a",
        "a" * 200,
        "a v2 v3.docx",
    ],
)
def test_a_name_that_is_no_id_is_a_bug(tmp_path, name):
    with pytest.raises(ValueError, match="letters, digits and signs of an ID"):
        NoteFolder(tmp_path).write(name, b"one")
    with pytest.raises(ValueError, match="letters, digits and signs of an ID"):
        NoteFolder(tmp_path).fingerprint(name)
    assert files(tmp_path) == []


def test_a_fingerprint_is_that_of_the_file_as_it_is_now(tmp_path):
    notes = NoteFolder(tmp_path)
    assert notes.fingerprint(NAME) is None
    notes.write(NAME, b"one")
    second = notes.write(NAME, b"two")
    assert notes.fingerprint(NAME) == hashlib.sha256(b"one").hexdigest()
    assert notes.fingerprint(second) == hashlib.sha256(b"two").hexdigest()
    (tmp_path / NAME).write_bytes(b"changed")
    assert notes.fingerprint(NAME) == hashlib.sha256(b"changed").hexdigest()


def test_a_file_that_nobody_has_touched_is_kept_current(tmp_path):
    notes = NoteFolder(tmp_path)
    notes.write(NAME, b"one")
    assert notes.replace(NAME, b"two", notes.fingerprint(NAME))
    assert (tmp_path / NAME).read_bytes() == b"two"
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert files(tmp_path) == [NAME]


@pytest.mark.parametrize("owner", ["~$G-01-05-C-012.docx", "~$01-05-C-012.docx", ".~lock.G-01-05-C-012.docx#"])
def test_a_file_that_is_open_is_left_alone(tmp_path, owner):
    notes = NoteFolder(tmp_path)
    notes.write(NAME, b"one")
    (tmp_path / owner).touch()
    assert not notes.replace(NAME, b"two", notes.fingerprint(NAME))
    assert (tmp_path / NAME).read_bytes() == b"one"


def test_a_file_that_was_edited_or_taken_away_is_not_replaced(tmp_path):
    notes = NoteFolder(tmp_path)
    notes.write(NAME, b"one")
    was = notes.fingerprint(NAME)
    (tmp_path / NAME).write_bytes(b"one, completed")
    assert not notes.replace(NAME, b"two", was)
    assert (tmp_path / NAME).read_bytes() == b"one, completed"
    (tmp_path / NAME).unlink()
    assert not notes.replace(NAME, b"two", was)
    assert files(tmp_path) == []


def test_the_listing_has_the_name_of_each_document(tmp_path):
    notes = NoteFolder(tmp_path / "documents")
    assert notes.listing() == frozenset()
    deep = f"G-01/2026-03-03/{NAME}"
    assert (notes.write(NAME, b"one"), notes.write(deep, b"two")) == (NAME, deep)
    (tmp_path / "documents" / ".hidden").touch()
    (tmp_path / "documents" / "~$open.docx").touch()
    assert notes.listing() == {NAME, deep}
    assert [p.stat().st_mode & 0o777 for p in (tmp_path / "documents").rglob("*") if p.is_dir()] == [0o700, 0o700]


@pytest.mark.parametrize("error", [errno.EPERM, errno.ENOTSUP])
def test_a_disk_without_links_gets_whole_files_too(tmp_path, error):
    def no_link(_from, _to):
        raise OSError(error, "no links here")

    notes = NoteFolder(tmp_path, no_link)
    assert [notes.write(NAME, content) for content in (b"one", b"two", b"one")] == [NAME, "G-01-05-C-012 v2.docx", NAME]
    assert files(tmp_path) == ["G-01-05-C-012 v2.docx", NAME]


@pytest.mark.parametrize(("error", "advice"), [(errno.ENOSPC, "disk is full"), (errno.EIO, "disk is connected")])
def test_a_disk_that_fails_is_a_sentence_and_leaves_nothing(tmp_path, error, advice):
    def failing(_from, _to):
        raise OSError(error, "from the system")

    with pytest.raises(DocumentsProblem, match=advice) as problem:
        NoteFolder(tmp_path, failing).write(NAME, b"one")
    assert len(str(problem.value).split()) <= 25
    assert files(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a program that limits the size of files")
def test_a_note_that_does_not_fit_is_a_sentence_and_leaves_nothing(tmp_path):
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from pathlib import Path; from connectors.documents import *\n"
        f"try: NoteFolder(Path(sys.argv[1])).write({NAME!r}, b'x' * 5000)\n"
        "except DocumentsProblem as problem: print(problem)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    assert "run Circlebook again" in done.stdout
    assert files(tmp_path) == []


@pytest.mark.parametrize("where", ["documents", "documents/notes"])
def test_a_file_in_the_place_of_the_folder_is_said(tmp_path, where):
    (tmp_path / "documents").write_text("a file")
    with pytest.raises(DocumentsProblem, match="there is a file"):
        NoteFolder(tmp_path / where).write(NAME, b"one")


def test_a_program_killed_while_writing_leaves_only_whole_files(tmp_path):
    folder = tmp_path / "notes"
    program = (
        "import sys; from pathlib import Path; from connectors.documents import NoteFolder\n"
        "notes = NoteFolder(Path(sys.argv[1]))\n"
        "for n in range(100_000): notes.write(f'G-01-{n}.docx', str(n).encode() * 50_000)\n"
    )
    for after in (0.02, 0.05, 0.08, 0.11, 0.14):
        shutil.rmtree(folder, ignore_errors=True)
        running = subprocess.Popen([sys.executable, "-c", program, folder])
        while not folder.exists() or not any(folder.iterdir()):
            time.sleep(0.002)
        time.sleep(after)
        running.send_signal(signal.SIGKILL)
        running.wait()
        NoteFolder(folder).write("after.docx", b"mended")
        (folder / "after.docx").unlink()
        assert [path.name for path in folder.iterdir() if not _is_whole(path)] == []


def _is_whole(path):
    number = path.stem.removeprefix("G-01-")
    return path.suffix == ".docx" and path.read_bytes() == number.encode() * 50_000


def test_two_programs_that_write_one_name_at_once_lose_nothing(tmp_path):
    program = (
        "import sys; from pathlib import Path; from connectors.documents import NoteFolder\n"
        "notes = NoteFolder(Path(sys.argv[1])); notes.write('first.docx', b'')\n"
        f"for n in range(20): notes.write({NAME!r}, f'{{sys.argv[2]}}-{{n}}'.encode())\n"
    )
    NoteFolder(tmp_path).write("first.docx", b"")
    running = [subprocess.Popen([sys.executable, "-c", program, tmp_path, who]) for who in "ab"]
    ends = [one.wait() for one in running]
    (tmp_path / "first.docx").unlink()
    written = {path.read_text() for path in tmp_path.iterdir()}
    assert written <= {f"{who}-{n}" for who in "ab" for n in range(20)}
    assert 0 in ends
    assert len(written) == len(files(tmp_path))


def test_the_folder_is_not_made_by_looking(tmp_path):
    assert NoteFolder(tmp_path / "notes").fingerprint(NAME) is None
    assert files(tmp_path) == []
