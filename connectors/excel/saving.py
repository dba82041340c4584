"""Putting a new version of the workbook in the place of the old one, whole or not at all."""

import errno
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from connectors.disk import flush, write_private
from domain.problems import WorkbookChanged, WorkbookProblem

BACKUPS_KEPT = 30
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def refuse_open(path: Path) -> None:
    """Refuse to write while a person has the workbook open. Raises WorkbookProblem."""
    for lock, program in ((f"~${path.name}", "Excel"), (f".~lock.{path.name}#", "LibreOffice")):
        if path.with_name(lock).exists():
            raise WorkbookProblem(
                f"The workbook is open in {program}. Save and close it, then run again; nothing is lost. "
                f"If it is not open, delete the file {lock} beside it."
            )


def replace_file(  # noqa: PLR0913  the two versions, the two places, and what must still hold
    path: Path,
    content: bytes,
    previous: bytes | None,
    backups: Path | None,
    *,
    expected: str | None,
    token: Callable[[], str | None],
) -> None:
    """Write a new version; the previous one is kept once a day.

    ``token`` tells just before the change which version stands there (None: no file); it must be the ``expected`` one.
    Raises WorkbookChanged, WorkbookProblem; the old version then stands untouched.
    """
    try:
        _remove_leftovers(path)
        temporary = _written(path, content)
        try:
            if previous is not None:
                temporary.chmod(path.stat().st_mode & 0o777)
                if backups is not None:
                    _back_up(path, previous, backups, _day(temporary))
            refuse_open(path)
            if token() != expected:
                raise changed()
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _settle(path.parent)
    except OSError as error:
        raise _problem(path, error) from None


def changed() -> WorkbookChanged:
    """Someone was quicker."""
    return WorkbookChanged("The workbook was saved by someone else just now. Nothing was written; run again.")


def _written(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.circlebook-{secrets.token_hex(4)}.tmp")
    try:
        write_private(temporary, content)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _remove_leftovers(path: Path) -> None:
    leftover = re.compile(rf"\.{re.escape(path.name)}\.circlebook-[0-9a-f]{{8}}\.tmp")
    for file in path.parent.iterdir():
        if leftover.fullmatch(file.name):
            file.unlink(missing_ok=True)


def _day(file: Path) -> str:
    """Today, as the disk says it: the day on which this file was written."""
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()


def _back_up(path: Path, previous: bytes, backups: Path, day: str) -> None:
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = re.compile(rf"{re.escape(path.stem)} \d{{4}}-\d\d-\d\d [0-9a-f]{{8}}\.xls[xm]")
    if not any(kept.fullmatch(file.name) and f" {day} " in file.name for file in backups.iterdir()):
        place = backups / f"{path.stem} {day} {sha256(previous).hexdigest()[:8]}{path.suffix}"
        _remove_leftovers(place)
        _written(place, previous).replace(place)
        _settle(backups)
    versions = sorted(file for file in backups.iterdir() if kept.fullmatch(file.name))
    for file in versions[:-BACKUPS_KEPT]:
        file.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the folder's list of files on the disk; a disk that cannot do that has its own way."""
    with suppress(OSError):
        flush(folder)


def _problem(path: Path, error: OSError) -> WorkbookProblem:
    if error.errno in _FULL:
        return WorkbookProblem(
            "The disk is full and nothing was written. Make some room, then run again; nothing is lost."
        )
    if isinstance(error, PermissionError):
        return WorkbookProblem(
            f"{path.name} may not be written, or is open somewhere. Close it and check the folder's rights."
        )
    if isinstance(error, FileNotFoundError):
        return WorkbookProblem(f"{path.name} or its folder is no longer there. Check the name in circlebook.toml.")
    return WorkbookProblem(f"{path.name} could not be written. Check the drive, then run again; nothing is lost.")
