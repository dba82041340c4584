"""`circlebook backup`, and the one that is made each day: all that a practice needs to stand up again, sealed."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from domain.backup import Manifest, backup_name, is_due, too_old
from domain.problems import Problem
from domain.reasons import Hold, Reason
from flows.desk import Desk, Pass
from flows.screen import answer, line
from flows.settings import FILE_NAME

_A_DAY = 86_400
LEDGER = "ledger.sqlite3"
LEDGER_KEY = "ledger.sqlite3.key"
BESIDE = ("google-state.json", "google-forms.json")
"""What a practice in Google remembers of its files."""

COPY, OPENED, PRINT = ".backup-", ".restore-", ".print-"
"""How the folders begin that hold an unsealed copy while a backup is made or put back, or notes of Drive are printed."""

KEY_ADVICE = (
    "The key that opens it is {key}. Copy that file to a place away from this computer: without it no backup opens."
)


def run_backup(folder: Path, today: str, *, as_json: bool) -> int:
    """Make a backup now."""
    from flows.composition import KEY_OF_BACKUPS, open_desk  # noqa: PLC0415  only this command needs it all
    from flows.moment import moment  # noqa: PLC0415  only this command needs it all

    made = make_backup(open_desk(folder, moment(today)))
    if as_json:
        answer({"backup": str(made), "bytes": made.stat().st_size})
        return 0
    line(f"The backup is {made}. It holds the ledger, the settings and the workbook; documents are not in it.")
    line(KEY_ADVICE.format(key=folder / KEY_OF_BACKUPS))
    return 0


def make_backup(desk: Desk, at: datetime | None = None) -> Path:
    """A backup of everything done up to this moment; raises BackupProblem or LedgerProblem."""
    now = at or desk.clock.now()
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    practice = desk.settings.practice
    assert desk.backups is not None, "a desk of the composition root has a place for backups"
    name = backup_name(practice, now)
    gone = too_old([*desk.backups.names(), name], practice)
    take_leftovers(desk.folder)
    with tempfile.TemporaryDirectory(prefix=COPY, dir=desk.folder) as work:
        copy = Path(work) / LEDGER
        desk.ledger.copy_to(copy)
        parts = {LEDGER: copy, LEDGER_KEY: Path(work) / LEDGER_KEY} | _files(desk)
        about = Manifest(form=0, practice=practice, made=now, schema_version="", files={})
        made = desk.backups.make(name, parts, about, [x for x in gone if x != name])
    desk.ledger.note_backup(now)
    return made


def take_leftovers(folder: Path) -> None:
    """Take away the unsealed copies of a program that was killed more than a day ago; a purge could not reach them."""
    with tempfile.TemporaryFile(dir=folder) as now:
        today = os.fstat(now.fileno()).st_mtime
    for left in [x for begun in (COPY, OPENED, PRINT) for x in folder.glob(f"{begun}*")]:
        if left.is_dir() and not left.is_symlink() and left.stat().st_mtime < today - _A_DAY:
            shutil.rmtree(left, ignore_errors=True)


def daily_backup(this: Pass) -> None:
    """After a pass: a backup when the newest is a day old. One that fails is told, and takes nothing from the pass."""
    desk, practice = this.desk, this.desk.settings.practice
    if this.dry_run or desk.backups is None or not desk.settings.backup.daily:
        return
    if not is_due(desk.backups.names(), practice, this.now):
        return
    try:
        make_backup(desk, this.now)
    except Problem as problem:
        this.problems.append(Hold(about="backup", reason=Reason(code=problem.code, sentence=str(problem))))


def _files(desk: Desk) -> dict[str, Path]:
    """The practice's own files beside the ledger, by their name in a backup."""
    settings = desk.settings
    names = [FILE_NAME, *BESIDE, *([settings.documents.note] if settings.documents.note else [])]
    if settings.google is None:
        names.append(settings.workbook)
    return {Path(name).name: desk.folder / name for name in names if (desk.folder / name).is_file()}
