"""A backup as one file: an archive that says what it holds, sealed, complete or not there at all."""

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError
from pyrage import DecryptError, decrypt_io, encrypt_io, x25519

from connectors.disk import PRIVATE, flush
from domain.backup import BackupProblem, Manifest

FORM = 1
MANIFEST = "manifest.json"
_WRONG_KEY = "This key does not open that backup. Give the key that was in use when the backup was made."
_DAMAGED = 'The backup "{}" is damaged: it was cut off or changed. Take another one; nothing was put back.'
_MISSING = 'There is no backup "{}" that can be read. Check the name; backups lie in the folder backups.'
_NEWER = "This backup was made by a newer Circlebook. Install that version, then put it back."
_CANNOT = "The backup cannot be made. Free disk space or the right to write in {}, then run Circlebook again."


def pack(target: Path, key: x25519.Recipient, parts: Mapping[str, Path], about: Manifest, private: Path) -> None:
    """Seal these parts into one file that only its owner can read, on the disk when the call returns.

    ``private`` is a folder of the practice's own: the target's disk, which may be anybody's, gets sealed bytes alone.
    Raises BackupProblem; then there is no file under that name.
    """
    unfinished = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=private) as plain:
            _archive(plain, parts, about)
            plain.seek(0)
            unfinished.unlink(missing_ok=True)  # never written through: it may be a link that leads elsewhere
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as sealed:
                encrypt_io(plain, sealed, [key])
                sealed.flush()
                os.fsync(sealed.fileno())
        unfinished.replace(target)
        flush(target.parent)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise BackupProblem(_CANNOT.format(target.parent)) from None


def unpack(file: Path, key: x25519.Identity, folder: Path) -> Manifest:
    """Open a backup into an empty folder, each part held against its digest; what it says about itself.

    Raises BackupProblem for a wrong key, a damaged file, or a backup of a newer version.
    """
    try:
        if file.exists() and not file.is_file():  # a pipe is waited for without end
            raise BackupProblem(_MISSING.format(file))
        with file.open("rb") as sealed, tempfile.TemporaryFile(dir=folder) as plain:
            decrypt_io(sealed, plain, [key])
            plain.seek(0)
            with tarfile.open(fileobj=plain, mode="r:gz") as archive:
                archive.extractall(folder, filter="data")
        about = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        whole = all(digest_of(folder / name) == digest for name, digest in about.files.items())
    except DecryptError as refused:
        wrong = "matching keys" in str(refused)
        raise BackupProblem(_WRONG_KEY if wrong else _DAMAGED.format(file)) from None
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise BackupProblem(_MISSING.format(file)) from None
    except (OSError, EOFError, tarfile.TarError, ValidationError):
        raise BackupProblem(_DAMAGED.format(file)) from None
    if about.form > FORM:
        raise BackupProblem(_NEWER)
    if not whole:
        raise BackupProblem(_DAMAGED.format(file))
    return about


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _archive(plain: object, parts: Mapping[str, Path], about: Manifest) -> None:
    complete = about.model_copy(update={"form": FORM, "files": {name: digest_of(p) for name, p in parts.items()}})
    said = complete.model_dump_json().encode()
    with tarfile.open(fileobj=plain, mode="w:gz", compresslevel=3) as archive:  # type: ignore[call-overload]
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(said), PRIVATE
        archive.addfile(entry, io.BytesIO(said))
        for name, path in parts.items():
            archive.add(path, arcname=name, recursive=False)
