"""The folder where a practice's backups lie, and the two files of their key."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pyrage import x25519

from connectors.backup.key import make_key, public_of, read_key, recipient_of
from connectors.backup.sealed import pack
from domain.backup import BackupProblem, Manifest

PUBLIC = "backup-key.public"
_OTHER_KEY = (
    'No backup was made: "{}" belongs to another key than backup-key.txt. Ask who put it there, and move it away.'
)


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
        pack(target, self._recipient(), parts, about, self._secret.parent)
        for old in gone:
            with suppress(OSError):
                (self._path / old).unlink()
        return target

    def _recipient(self) -> x25519.Recipient:
        """The public key, held against the secret one where that is here: the folder's disk may be anybody's."""
        recipient = recipient_of(self._public())
        try:
            ours = str(read_key(self._secret).to_public())
        except BackupProblem:  # to seal, the secret key need not be here
            return recipient
        if ours != str(recipient):
            raise BackupProblem(_OTHER_KEY.format(self._path / PUBLIC))
        return recipient

    def _public(self) -> Path:
        public = self._path / PUBLIC
        if not public.exists():
            if self._secret.exists():
                public_of(read_key(self._secret), public)
            else:
                make_key(self._secret, public)
        return public
