"""Backups of a practice: when one is due, which are kept, and what a put-back ledger cannot know."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from domain.problems import Problem
from domain.value import Value

KEPT_DAYS = 30
"""So many days have a backup; of each day the newest is kept, and of the newest day all."""

EVERY = timedelta(hours=24)
ENDING = ".backup.age"
_NAME = re.compile(r"(?P<practice>[a-z0-9-]+)\.(?P<at>\d{8}T\d{6}Z)\.backup\.age")
_FORM = "%Y%m%dT%H%M%SZ"


class BackupProblem(Problem):
    """A backup cannot be made, opened or put back."""

    code = "BACKUP"


class Gap(Value):
    """The time of which a put-back ledger knows nothing: from the making of its backup to the first pass after.

    ``number`` counts the times the ledger was put back; ``until`` is None until that pass.
    """

    number: int
    since: datetime
    until: datetime | None = None


class Manifest(Value):
    """What a backup says about itself; ``files`` are the SHA-256 of its parts by name."""

    form: int
    practice: str
    made: datetime
    schema_version: str
    files: dict[str, str]


def backup_name(practice: str, at: datetime) -> str:
    """The file name of a backup: ``oak-street.20261126T080000Z.backup.age``."""
    return f"{practice}.{at.astimezone(UTC):{_FORM}}{ENDING}"


def made_at(name: str, practice: str) -> datetime | None:
    """When the backup of this name was made; None for a file that is no backup of this practice."""
    found = _NAME.fullmatch(name)
    if found is None or found["practice"] != practice:
        return None
    try:
        return datetime.strptime(found["at"], _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_due(names: Iterable[str], practice: str, now: datetime) -> bool:
    """Whether the newest backup is a day old, or from a day that is yet to come."""
    moments = [at for name in names if (at := made_at(name, practice)) and at <= now]
    return not moments or now - max(moments) >= EVERY


def too_old(names: Iterable[str], practice: str) -> tuple[str, ...]:
    """The backups that are not kept any longer; files that are no backups of this practice are never among them."""
    of_day: dict[str, list[tuple[datetime, str]]] = {}
    for name in names:
        if at := made_at(name, practice):
            of_day.setdefault(f"{at:%Y-%m-%d}", []).append((at, name))
    days = sorted(of_day, reverse=True)
    gone = [name for day in days[KEPT_DAYS:] for _, name in of_day[day]]
    gone += [name for day in days[1:KEPT_DAYS] for _, name in sorted(of_day[day])[:-1]]
    return tuple(sorted(gone))
