import os
import shutil
import signal
import stat
import subprocess
import sys

import pytest

from connectors.x12.folder import ClaimFolder
from domain.problems import Problem

BYTES = b"ISA*00*" + b"x" * 5_000
WRITER = """
import pathlib, resource, sys
from connectors.x12.folder import ClaimFolder
from domain.problems import Problem
folder, most = pathlib.Path(sys.argv[1]), int(sys.argv[2])
if most:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    ClaimFolder(folder).write("000000101.837", b"ISA*00*" + b"x" * 5_000)
except Problem as problem:
    sys.exit(str(problem))
"""
STRACE = shutil.which("strace")


def names(folder):
    return sorted(x.name for x in folder.iterdir())


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def start(folder, *before, most=0):
    command = [*before, sys.executable, "-B", "-c", WRITER, str(folder), str(most)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=os.environ | {"PYTHONPATH": "."}
    )


def test_a_file_has_exactly_the_bytes_and_nobody_else_can_look(tmp_path):
    written = ClaimFolder(tmp_path / "claims").write("000000101.837", BYTES)
    assert written == tmp_path / "claims" / "000000101.837"
    assert written.read_bytes() == BYTES
    assert (mode(written), mode(written.parent)) == (0o600, 0o700)
    assert names(written.parent) == ["000000101.837"]


def test_a_name_is_taken_by_whatever_lies_there(tmp_path):
    folder = ClaimFolder(tmp_path)
    assert not folder.has("a.837")
    folder.write("a.837", BYTES)
    (tmp_path / "b.837").symlink_to(tmp_path / "nowhere")
    assert folder.has("a.837")
    assert folder.has("b.837")


def test_the_same_bytes_again_change_nothing(tmp_path):
    folder = ClaimFolder(tmp_path)
    before = folder.write("a.csv", BYTES).stat()
    after = folder.write("a.csv", BYTES).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("other", [b"", BYTES + b"x", BYTES[:-1]])
def test_other_bytes_under_a_name_are_refused_and_the_first_stay(tmp_path, other):
    folder = ClaimFolder(tmp_path)
    folder.write("a.837", BYTES)
    with pytest.raises(Problem, match=r"Another claim file a\.837 is already there"):
        folder.write("a.837", other)
    assert (tmp_path / "a.837").read_bytes() == BYTES


def test_a_link_or_a_folder_under_the_name_is_refused(tmp_path):
    (tmp_path / "elsewhere").write_bytes(BYTES)
    (tmp_path / "a.837").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "b.837").mkdir()
    for name in ("a.837", "b.837"):
        with pytest.raises(Problem, match="before you move it away"):
            ClaimFolder(tmp_path).write(name, BYTES)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        ".hidden",
        "../a.837",
        "a/b",
        "a\\b",
        "a b",
        "a\n",
        "a\x00",
        "ä.837",
        "\uff41",
        "%2e%2e",
        "a" * 101,
    ],
)
def test_a_name_with_other_signs_is_refused(tmp_path, name):
    with pytest.raises(Problem, match="letters, digits, dots and dashes"):
        ClaimFolder(tmp_path / "claims").write(name, BYTES)
    assert not (tmp_path / "claims").exists()


def test_what_a_pass_that_was_cut_off_left_is_cleared(tmp_path):
    (tmp_path / ".a.837.part").write_bytes(b"half")
    ClaimFolder(tmp_path).write("a.837", BYTES)
    assert names(tmp_path) == ["a.837"]


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "claims").write_text("a file where the folder should be")
    with pytest.raises(Problem, match="Check that the claims folder is there"):
        ClaimFolder(tmp_path / "claims").write("a.837", BYTES)


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    done = start(tmp_path, most=1_000)
    assert done.returncode == 1
    assert done.stderr.startswith("The disk is full: claim file 000000101.837 is not written.")
    assert names(tmp_path) == []
    assert start(tmp_path).returncode == 0
    assert (tmp_path / "000000101.837").read_bytes() == BYTES


@pytest.mark.skipif(STRACE is None, reason="strace is not on this machine")
@pytest.mark.parametrize(
    ("call", "when"), [("write", 1), ("fsync", 1), ("rename", 1), ("fsync", 2), ("mkdir", 1)], ids=str
)
def test_a_kill_at_any_step_leaves_a_whole_file_or_none(tmp_path, call, when):
    folder = tmp_path / "claims"
    folder.mkdir() if call == "fsync" else None
    killed = start(folder, STRACE, "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={when}")
    assert killed.returncode == -signal.SIGKILL
    target = folder / "000000101.837"
    assert not target.exists() or target.read_bytes() == BYTES
    assert start(folder).returncode == 0
    assert names(folder) == ["000000101.837"]
    assert target.read_bytes() == BYTES


@pytest.mark.skipif(STRACE is None, reason="strace is not on this machine")
@pytest.mark.parametrize("call", ["fsync", "rename"])
@pytest.mark.parametrize(("error", "words"), [("ENOSPC", "The disk is full"), ("EIO", "cannot be written")])
def test_a_disk_that_fails_is_told_and_nothing_stays(tmp_path, call, error, words):
    done = start(tmp_path, STRACE, "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:error={error}:when=1")
    assert (done.returncode, words in done.stderr) == (1, True)
    assert names(tmp_path) == []
