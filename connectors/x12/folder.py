"""The folder where claim files lie, each complete or not there at all."""

import csv
import errno
import io
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from connectors.disk import flush, write_private
from connectors.x12.read_back import claims_read_back
from domain.claim import Claim
from domain.problems import Problem

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
_NUMBERED = re.compile(r"[0-9]{9}")


class ClaimFolder:
    """Where a practice's claim files lie; others on the machine cannot look into it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def has(self, name: str) -> bool:
        """Whether something lies under this name already, whatever put it there."""
        return os.path.lexists(self._path / name)

    def batches(self) -> Sequence[tuple[int, str, Mapping[str, bytes]]]:
        """The batches whose files lie there, as the files tell: control number, batch, bytes by name.

        The batch stands in the claim file's twin. Raises Problem where a file cannot be read.
        """
        try:
            found = sorted(self._path.glob("[0-9]*.837")) if self._path.is_dir() else []
            return [_batch(file) for file in found if _NUMBERED.fullmatch(file.stem)]
        except OSError as trouble:
            raise Problem("The claims folder cannot be read. Give yourself the right to read it.") from trouble

    def read_back(self, files: Mapping[str, bytes]) -> Mapping[str, Claim | None]:
        """The claims of one batch by ID, as its files say them; None where only the ID can be read."""
        text = {Path(name).suffix: content.decode("utf-8", "replace") for name, content in files.items()}
        return claims_read_back(text.get(".837", ""), text.get(".csv", ""))

    def write(self, name: str, content: bytes) -> Path:
        """The file with exactly these bytes, on the disk when the call returns.

        Writing the same bytes again changes nothing.
        Raises Problem for a name with other signs than letters, digits, ``.``, ``_`` and ``-``,
        for other bytes under a name that exists, and when the disk does not take it.
        """
        if not _NAME.fullmatch(name):
            raise Problem("A claim file's name has only letters, digits, dots and dashes, like 000000101.837.")
        target = self._path / name
        try:
            self._open_folder()
            if not self._is_there(target, content):
                self._put(target, content)
            flush(self._path)
        except OSError as trouble:
            raise Problem(_sentence(name, trouble)) from trouble
        return target

    def _open_folder(self) -> None:
        if not self._path.is_dir():
            self._path.mkdir(mode=0o700, parents=True)
            flush(self._path.parent)

    def _is_there(self, target: Path, content: bytes) -> bool:
        if not os.path.lexists(target):
            return False
        if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
            raise Problem(
                f"Another claim file {target.name} is already there. Find out whether it was sent before you move it away; the batch waits."
            )
        flush(target)
        return True

    def _put(self, target: Path, content: bytes) -> None:
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)  # what a pass that was cut off left
        try:
            write_private(part, content)
            part.replace(target)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def _batch(file: Path) -> tuple[int, str, Mapping[str, bytes]]:
    twin = file.with_suffix(".csv")
    files = {x.name: x.read_bytes() for x in (file, twin) if x.is_file()}
    rows = csv.DictReader(io.StringIO(files.get(twin.name, b"").decode("utf-8", "replace")))
    batch_id = next((row.get("Batch") or "" for row in rows), "") or f"file-{file.stem}"
    return int(file.stem), batch_id, files


def _sentence(name: str, trouble: OSError) -> str:
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return f"The disk is full: claim file {name} is not written. Make room, and the next pass writes it."
    return f"Claim file {name} cannot be written. Check that the claims folder is there and yours to change."
