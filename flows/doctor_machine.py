"""The part of `circlebook doctor` about the computer: what guards the ledger and the files, and the newest backup."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from flows.desk import Pass
from flows.doctor_texts import Looked
from flows.settings import FILE_NAME

SAFE_WAL = (3, 51, 3)
"""Older versions of SQLite can damage a file in the quicker journal (https://sqlite.org/wal.html#walresetbug)."""

SECRET = ("ledger.sqlite3", "ledger.sqlite3.key", "backup-key.txt", "google-key.json", "google-person.json")
OTHERS, STRANGERS, OTHERS_WRITE = 0o077, 0o007, 0o022
"""Rights of anybody but the owner; of whoever is not in the owner's group, which may be the practice; to change."""

BLOCKS = Path("/sys/dev/block")


def machine(this: Pass) -> Iterator[Looked]:
    """SQLite, the reader of XML, who may read the files, whether the disk is encrypted, how old the newest backup is."""
    quick = sqlite3.sqlite_version_info >= SAFE_WAL
    said = "" if quick else " It keeps the slower journal, which is safe in every version."
    yield ("database", "ok", f"SQLite {sqlite3.sqlite_version}.{said}")
    if find_spec("defusedxml"):
        yield ("workbooks", "ok", "Entities in workbooks are refused.")
    else:
        yield ("workbooks", "mend", "The program defusedxml is missing. Set Circlebook up again.")
    yield _modes(this.desk.folder)
    yield _disk(this.desk.folder)
    yield _backup(this)


def _modes(folder: Path) -> Looked:
    if folder.stat().st_mode & STRANGERS:
        said = (
            f"Everybody on this computer can look into the practice's folder. Take the right away: chmod 700 {folder}"
        )
        return ("files", "mend", said)
    if (folder / FILE_NAME).stat().st_mode & OTHERS_WRITE:
        said = f"Others on this computer can change {FILE_NAME}. Take the right away: chmod 600 {folder / FILE_NAME}"
        return ("files", "mend", said)
    found = [x for x in SECRET if (folder / x).exists() and (folder / x).stat().st_mode & OTHERS]
    if found:
        said = f"Others on this computer can read {', '.join(found)}. Take the right away: chmod 600 {found[0]}"
        return ("files", "mend", said)
    return ("files", "ok", "The folder is closed to strangers; ledger and keys are for their owner alone.")


def _disk(folder: Path) -> Looked:
    encrypted = disk_is_encrypted(folder) if sys.platform == "linux" else None
    if encrypted:
        return ("disk", "ok", "It is encrypted.")
    what = "It is not encrypted" if encrypted is False else "Nobody can tell from here whether it is encrypted"
    return ("disk", "look", f"{what}. Switch it on: LUKS, FileVault or BitLocker.")


def disk_is_encrypted(folder: Path, blocks: Path = BLOCKS) -> bool | None:
    """Whether the folder's disk, or one below it, is a LUKS volume; None where the system does not tell."""
    device = folder.resolve().stat().st_dev
    start = blocks / f"{os.major(device)}:{os.minor(device)}"
    if not start.exists():
        return None
    waiting = [start.resolve()]
    while waiting:
        one = waiting.pop()
        try:
            if (one / "dm" / "uuid").read_text().startswith("CRYPT-"):
                return True
        except OSError:
            pass
        waiting += [x.resolve() for x in (one / "slaves").glob("*")]
    return False


def _backup(this: Pass) -> Looked:
    newest = this.desk.ledger.backed_up()
    if newest is None:
        return ("backup", "look", "There is none yet. One is made each day; make one now: circlebook backup DIR")
    days = (this.now - newest).days
    if days > 1:
        return (
            "backup",
            "look",
            f"The newest is {days} days old. Make one and see what it says: circlebook backup DIR",
        )
    return ("backup", "ok", "The newest is of today or yesterday.")
