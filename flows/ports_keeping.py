"""What keeps a practice's memory safe: copies, the time it lost, and the chain that proves it; a part of the Ledger port."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.backup import Gap, Manifest


class Keeping(Protocol):
    """The ledger's own safety."""

    def copy_to(self, target: Path) -> None:
        """The ledger as it is at this moment, in a file of its own with its key beside it."""
        ...

    def backed_up(self) -> datetime | None:
        """The moment up to which a backup knows everything, or None."""
        ...

    def note_backup(self, at: datetime) -> None:
        """Note that a backup knows everything up to this moment."""
        ...

    def gap(self) -> Gap | None:
        """The time of which the ledger knows nothing, or None when it was never put back."""
        ...

    def open_gap(self, since: datetime, at: datetime) -> None:
        """Note that the ledger was put back as it was at ``since``."""
        ...

    def close_gap(self, until: datetime) -> None:
        """Note the first pass after the ledger was put back; later ones change nothing."""
        ...

    def audit(self, action: str, about: str, at: datetime) -> None:
        """Add a link to the audit chain; opaque IDs and codes only."""
        ...

    def verify_audit(self, mark: str = "") -> int:
        """The number of links of the audit chain; raises ``AuditBroken`` where it, or a mark, does not hold."""
        ...

    def audit_mark(self) -> str:
        """The last link of the audit chain in short, to be kept where the ledger is not."""
        ...

    def purge_rows(self, before: datetime, at: datetime) -> int:
        """Take away what rows said before a moment and no longer say; how many versions."""
        ...


class Backups(Protocol):
    """Where a practice's backups lie, sealed."""

    def names(self) -> Sequence[str]:
        """The files of the folder; empty while there is none."""
        ...

    def make(self, name: str, parts: Mapping[str, Path], about: Manifest, gone: Sequence[str]) -> Path:
        """A sealed backup under this name, and ``gone`` taken away once it is whole; raises ``BackupProblem``."""
        ...
