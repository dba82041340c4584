import errno
import os
import stat
from pathlib import Path

import pytest

from connectors import disk


def test_a_private_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    disk.write_private(tmp_path / "a", b"words")
    assert (tmp_path / "a").read_bytes() == b"words"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == disk.PRIVATE


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a person's")
    with pytest.raises(FileExistsError):
        disk.write_private(tmp_path / "a", b"ours")
    assert (tmp_path / "a").read_bytes() == b"a person's"


@pytest.mark.parametrize("refused", [errno.EINVAL, errno.ENOTSUP, errno.EBADF])
def test_a_disk_that_flushes_no_folders_is_left_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    def fsync(_handle: int) -> None:
        raise OSError(refused, os.strerror(refused))

    monkeypatch.setattr(os, "fsync", fsync)
    disk.flush(tmp_path)


def test_a_disk_that_fails_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        disk.flush(tmp_path)
