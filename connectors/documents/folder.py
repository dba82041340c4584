"""A folder of documents: each file is whole, and none that a person has touched is ever written over."""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from connectors.disk import flush, write_private
from connectors.documents.office import Office
from domain.file_names import refuse_no_id, versions
from domain.problems import Problem

_UNFINISHED = ".part"
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
_ADVICE = {
    errno.ENOSPC: "The disk is full. Free some space, then run Circlebook again; no note was lost.",
    errno.EDQUOT: "The disk is full. Free some space, then run Circlebook again; no note was lost.",
    errno.EROFS: "The notes folder cannot be written. Let this computer write there, then run Circlebook again.",
    errno.EACCES: "The notes folder may not be written. Give yourself the right to write there, then run Circlebook again.",
    errno.EPERM: "The notes folder may not be written. Give yourself the right to write there, then run Circlebook again.",
    errno.ENOTDIR: "Where the notes folder should be there is a file. Move that file away, then run Circlebook again.",
    errno.EEXIST: "Where the notes folder should be there is a file. Move that file away, then run Circlebook again.",
}
_OTHERWISE = "The notes folder cannot be used just now. Check that its disk is connected, then run Circlebook again."


class DocumentsProblem(Problem):
    """The folder of the notes cannot be read or written just now."""


class NoteFolder:
    """Documents on this computer's disk, for their owner's eyes only.

    Names are opaque IDs, with folders before them as in ``G-01/2026-03-03/G-01-05-C-012.docx``; a folder is made when
    the first document is written into it.
    One pass at a time may write: it holds the practice's lease.
    """

    def __init__(self, path: Path, link: Callable[[Path, Path], None] = os.link, office: Office | None = None) -> None:
        self._path = path
        self._link = link
        self._office = office
        self._swept: set[Path] = set()

    def write(self, name: str, content: bytes) -> str:
        """A file with exactly these bytes; the name it got: ``name``, or ``name v2`` and so on where one lies there.

        A file that already has these bytes is taken as this note, so that a pass that was cut off makes no second one.
        Raises ``DocumentsProblem``; then there is no file, or a whole one. A name that is not an ID is a ``ValueError``.
        """
        refuse_no_id(name)
        with _for_a_person():
            self._open(name)
            for wanted in versions(name):
                target = self._path / wanted
                if target.exists():
                    if _holds(target, content):
                        return wanted
                elif self._create(target, content):
                    return wanted
        raise AssertionError("there is always a next version")

    def replace(self, name: str, content: bytes, fingerprint: str) -> bool:
        """Put these bytes into a file of ours that nobody has touched or has open; whether that was so.

        ``fingerprint`` is that of the file as it was written. Raises ``DocumentsProblem``; the old file is then whole.
        """
        refuse_no_id(name, versioned=True)
        target = self._path / name
        with _for_a_person():
            if _is_open(target) or self.fingerprint(name) != fingerprint:
                return False
            unfinished = target.parent / f".{secrets.token_hex(8)}{_UNFINISHED}"
            try:
                write_private(unfinished, content)
                if self.fingerprint(name) != fingerprint:
                    return False
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
            flush(target.parent)
            return True

    def print(self, names: Sequence[str]) -> None:
        """A PDF beside each of these files, where LibreOffice is on this computer; Circlebook's own, made anew."""
        if self._office is not None and names:
            self._office.print([self._path / name for name in names])

    def listing(self) -> frozenset[str]:
        """The names of all files that lie there; reads no file."""
        with _for_a_person():
            return frozenset(_walk(str(self._path), "")) if self._path.is_dir() else frozenset()

    def fingerprint(self, name: str) -> str | None:
        """The SHA-256 of the file as it is now, in hexadecimal, or None when it is gone."""
        refuse_no_id(name, versioned=True)
        with _for_a_person():
            try:
                return hashlib.sha256((self._path / name).read_bytes()).hexdigest()
            except FileNotFoundError:
                return None

    def _open(self, name: str) -> None:
        folder = (self._path / name).parent
        for one in reversed([folder, *folder.parents]):
            if one == self._path or self._path in one.parents:
                one.mkdir(mode=0o700, parents=one == self._path, exist_ok=True)
        if folder not in self._swept:
            for left in folder.glob(f".*{_UNFINISHED}"):
                left.unlink(missing_ok=True)
            self._swept.add(folder)

    def _create(self, target: Path, content: bytes) -> bool:
        """Whether the file is there now under this name; False when someone else's came first."""
        unfinished = target.parent / f".{secrets.token_hex(8)}{_UNFINISHED}"
        try:
            write_private(unfinished, content)
            self._publish(unfinished, target)
        except FileExistsError:
            return False
        finally:
            unfinished.unlink(missing_ok=True)
        flush(target.parent)
        return True

    def _publish(self, unfinished: Path, target: Path) -> None:
        try:
            self._link(unfinished, target)
        except OSError as refused:
            if refused.errno not in _NO_LINKS:
                raise
            # This disk knows no second names: take the name first, so that only our own empty file is replaced.
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            try:
                unfinished.replace(target)
            except OSError:
                target.unlink()
                raise


def _is_open(target: Path) -> bool:
    """Whether Word or LibreOffice has the file open; each leaves a small file beside it meanwhile."""
    name = target.name
    owners = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return any(target.with_name(owner).exists() for owner in owners)


def _walk(folder: str, before: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            name = entry.name
            if name.startswith((".", "~$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{before}{name}/")
            else:
                yield before + name


def _holds(target: Path, content: bytes) -> bool:
    return target.is_file() and target.stat().st_size == len(content) and target.read_bytes() == content


@contextmanager
def _for_a_person() -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        raise DocumentsProblem(_ADVICE.get(failed.errno or 0, _OTHERWISE)) from None
