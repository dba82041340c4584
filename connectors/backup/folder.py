"""The folder where a practice's backups lie, and the two files of their key."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from connectors.backup.key import make_key, public_of, read_key, recipient_of
from connectors.backup.sealed import pack
from domain.backup import Manifest

PUBLIC = "backup-key.public"


class BackupFolder:
    """Where a practice's backups lie; ``secret`` is where the key that opens them is put when it is made."""

    def __init__(self, path: Path, secret: Path) -> None:
        self._path = path
        self._secret = secret

    def names(self) -> Sequence[str]:
        """The files of the folder; empty while there is none."""
        try:
            return [x.name for x in self._path.iterdir()]
        except OSError:
            return []

    def make(self, name: str, parts: Mapping[str, Path], about: Manifest, gone: Sequence[str]) -> Path:
        """A sealed backup under this name, and ``gone`` taken away once it is whole; raises BackupProblem.

        The first one makes the key. To seal only its public half is needed: the secret one may lie elsewhere.
        """
        target = self._path / name
        pack(target, recipient_of(self._public()), parts, about)
        for old in gone:
            with suppress(OSError):
                (self._path / old).unlink()
        return target

    def _public(self) -> Path:
        public = self._path / PUBLIC
        if not public.exists():
            if self._secret.exists():
                public_of(read_key(self._secret), public)
            else:
                make_key(self._secret, public)
        return public
