"""The key of the backups: its public half seals them, its secret half opens them (age, https://age-encryption.org/v1)."""

import os
from pathlib import Path
from typing import NamedTuple

from pyrage import IdentityError, RecipientError, x25519

from domain.backup import BackupProblem

_KEY_BAD = '"{}" holds no key of backups. It has a line that begins with AGE-SECRET-KEY-1; give the file that has it.'
_KEY_GONE = 'There is no file "{}". Put the key of the backups there, or say where it is: --key backup-key.txt'
_RECIPIENT_BAD = '"{}" is damaged. Put it back as it was, or move it and the old backups away; then a new key is made.'
_UNWRITABLE = 'The key of the backups cannot be written to "{}". Make room there and give yourself the right to write.'
_ADVICE = """# This key opens the backups of the practice. Keep a copy where the computer is not: in a password manager, or on paper.
# Without it no backup can be opened; whoever has it and a backup can read everything.
"""


class KeyPair(NamedTuple):
    """The lines that open and that seal backups."""

    secret: str
    public: str


def make_key(secret_file: Path, public_file: Path) -> KeyPair:
    """A new key: its secret half in one file, its public half in another. Raises BackupProblem."""
    made = x25519.Identity.generate()
    pair = KeyPair(str(made), str(made.to_public()))
    _put(secret_file, f"{_ADVICE}# public key: {pair.public}\n{pair.secret}\n")
    _put(public_file, pair.public + "\n")
    return pair


def public_of(key: x25519.Identity, public_file: Path) -> None:
    """Write the public half of a key anew. Raises BackupProblem."""
    _put(public_file, f"{key.to_public()}\n")


def read_key(file: Path) -> x25519.Identity:
    """The secret key in this file. Raises BackupProblem, which does not repeat what stands there."""
    try:
        lines = file.read_text("utf-8", "replace").split()
        return x25519.Identity.from_str(next(x for x in lines if x.startswith("AGE-SECRET-KEY-1")))
    except FileNotFoundError:
        raise BackupProblem(_KEY_GONE.format(file)) from None
    except (OSError, StopIteration, IdentityError):
        raise BackupProblem(_KEY_BAD.format(file)) from None


def recipient_of(file: Path) -> x25519.Recipient:
    """The public key in this file. Raises BackupProblem."""
    try:
        return x25519.Recipient.from_str(file.read_text("ascii", "replace").strip())
    except (OSError, RecipientError):
        raise BackupProblem(_RECIPIENT_BAD.format(file)) from None


def _put(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        raise BackupProblem(_UNWRITABLE.format(file)) from None
