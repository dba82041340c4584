"""`circlebook restore`: a practice stands up again from a backup, and does nothing twice because of it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from domain.acknowledgements import WRITTEN
from domain.backup import BackupProblem, Manifest
from domain.problems import Busy, Problem
from flows.backup import LEDGER, LEDGER_KEY, OPENED, make_backup
from flows.composition import (
    KEY_OF_BACKUPS,
    has_ledger,
    open_clock,
    open_desk,
    place_of_lost_key,
    put_ledger_back,
    unpack_backup,
)
from flows.desk import Desk
from flows.moment import moment
from flows.screen import line
from flows.settings import FILE_NAME, read_settings


def run_restore(folder: Path, file: Path, key: Path | None, today: str, *, yes: bool) -> int:
    """Put a backup back; without ``yes`` only say what would be done. 1 when it waits for the Yes."""
    if folder.is_file():
        raise Problem(f'"{folder}" is a file. Give the folder of the practice, or the name of a new one.')
    now = open_clock(moment(today)).now()
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=OPENED, dir=folder) as opened:
        about = unpack_backup(file, key or folder / KEY_OF_BACKUPS, Path(opened))
        _refuse_other_practice(folder, about)
        place = _lost_key(folder, Path(opened) / LEDGER_KEY)
        if place:
            line("Only the ledger's key is missing. It is in this backup; the ledger itself stays as it is.")
        else:
            _preview(folder, about, now)
        if not yes:
            line("Nothing is changed yet. To put it back, stop circlebook serve and give the same command with --yes.")
            return 1
        if place:
            _put_key(Path(opened) / LEDGER_KEY, place)
            line(f"The key is put back. Then: circlebook run {folder}")
            return 0
        restore(folder, Path(opened), about, now, moment(today))
    line("It is put back. The next pass looks for what went out since the backup before it sends anything.")
    line(f"If payers answered since the backup, read their files once more: circlebook receive {folder} FILE...")
    line(f"Then: circlebook run {folder}")
    return 0


def _lost_key(folder: Path, copy: Path) -> Path | None:
    """Where the ledger's key belongs, when that alone is missing and this copy is it: nothing else need be put back."""
    return place_of_lost_key(folder, read_settings(folder), copy) if (folder / FILE_NAME).exists() else None


def _put_key(copy: Path, place: Path) -> None:
    draft = place.with_name(f"{place.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_bytes(copy.read_bytes())
    draft.replace(place)


def restore(folder: Path, opened: Path, about: Manifest, now: datetime, today: datetime | None) -> None:
    """Put the opened backup's ledger in place, and the files that the folder lacks; what is there already stays."""
    for name in about.files:
        if name not in (LEDGER, LEDGER_KEY) and not (folder / name).exists():
            shutil.copyfile(opened / name, folder / name)
            (folder / name).chmod(0o600)
    settings = read_settings(folder)
    with _alone(folder, today):
        put_ledger_back(folder, settings, opened / LEDGER, f"before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        desk = open_desk(folder, today)
        desk.ledger.open_gap(about.made, now)
    _write_claims(desk)


@contextmanager
def _alone(folder: Path, today: datetime | None) -> Iterator[None]:
    """The old ledger held while it is replaced, and saved first; one that does not open any more is left as it is."""
    with ExitStack() as held:
        if has_ledger(folder, read_settings(folder)):
            try:
                desk = open_desk(folder, today)
                held.enter_context(desk.ledger.lease("restore"))
                if desk.ledger.whole_history().happened:
                    make_backup(desk)
            except Busy:
                raise
            except Problem:
                line("The ledger that is there cannot be opened. It is kept beside the one from the backup.")
        yield


def _write_claims(desk: Desk) -> None:
    """The files of written batches that the claims folder lacks: the ledger has their bytes."""
    for batch in desk.ledger.whole_history().batches:
        if batch.state in WRITTEN:
            for name, content in desk.ledger.reserved_files(batch.batch_id).items():
                if not desk.claim_files.has(name):
                    desk.claim_files.write(name, content)


def _refuse_other_practice(folder: Path, about: Manifest) -> None:
    if not (folder / FILE_NAME).exists():
        return
    practice = read_settings(folder).practice
    if practice != about.practice:
        raise BackupProblem(
            f'This backup is of "{about.practice}", but {folder} holds "{practice}". Give the folder that it belongs to.'
        )


def _preview(folder: Path, about: Manifest, now: datetime) -> None:
    made = about.made.astimezone(UTC)
    line(f"The backup of {about.practice} was made on {made:%B} {made.day}, {made:%Y} at {made:%H:%M} UTC.")
    days = (now - about.made).days
    if days > 0:
        line(f"What was done in the {days} days since is looked for in the carrier's list and in the folders.")
    lacks = [name for name in about.files if name not in (LEDGER, LEDGER_KEY) and not (folder / name).exists()]
    line(f"Put back: the ledger{''.join(f', {name}' for name in lacks)}. Files that are there stay as they are.")
