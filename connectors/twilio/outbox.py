"""The dry run of texting: texts are written down for people to read, and none goes out."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.disk import PRIVATE, flush
from domain.problems import Problem, SendUnknown
from domain.texting import Delivery, Inbound, Sought, Went

REPLIES = "replies.jsonl"
KEYS = ("key", "kind", "client_id", "session_ids", "session_date", "to", "body", "sent_at")
_CANNOT = "The outbox of texts cannot be used. Free disk space or the right to write there, then run Circlebook again."
_UNKNOWN = "It is not known whether a text reached the outbox. Look at its last line before you run Circlebook again."


class OutboxProblem(Problem):
    """The outbox cannot be read or written; nothing was added to it."""


class Outbox:
    """The file ``outbox/texts.jsonl`` of a practice: one line a text, only ever added to.

    ``path`` is the file's; its folder is made with the first text. The provider's ID of line 3 is ``dry-3``.
    One pass at a time may write: it holds the practice's lease. Lines of ``replies.jsonl`` beside it count as texts that
    came in: ``{"from": "+17035550142", "body": "2", "at": "2026-03-02T12:00:00-05:00"}``.
    """

    certain = True
    """A text that does not stand in the file was never sent."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ids: dict[str, str] = {}
        self._lines = 0
        self._read_to = 0
        self._file: int | None = None

    def send(self, text: Mapping[str, object], valid_for: timedelta) -> str:  # noqa: ARG002  a file keeps no time
        """Write one text down; its ID, which is the first one when the key was sent before.

        Raises ``OutboxProblem`` when nothing was written and ``SendUnknown`` when the disk does not say.
        Other keys than those of a line are a bug: ``ValueError``.
        """
        if set(text) != set(KEYS):
            raise ValueError(f"a text has exactly the keys {', '.join(KEYS)}")
        line = json.dumps({key: text[key] for key in KEYS}, ensure_ascii=False, default=_plain) + "\n"
        known = self._known(str(text["key"]))
        if known is None:
            self._append(line.encode())
            known = self._known(str(text["key"]))
        if known is None:
            raise SendUnknown(_UNKNOWN)
        return known

    def find(self, sought: Sought) -> str | None:
        """The ID of the text written down under this key, or None; a line that was cut off was never sent."""
        return self._known(sought.key)

    def strayed(self, sought: Sought) -> bool:  # noqa: ARG002  the file says of each text what it is
        """A text in the file keeps its key."""
        return False

    def went(self, since: datetime) -> Sequence[Went]:  # noqa: ARG002  a key that stands in the file is never written again
        """Nobody else writes into the file."""
        return ()

    def received(self, since: datetime) -> Sequence[Inbound]:
        """The replies that someone wrote down since a moment, oldest first; other lines are left alone."""
        try:
            lines = (self._path.parent / REPLIES).read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        except OSError:
            raise OutboxProblem(_CANNOT) from None
        found = [reply for n, line in enumerate(lines, 1) if (reply := _reply_on(line, n)) and reply.at >= since]
        return sorted(found, key=lambda reply: reply.at)

    def delivery(self, provider_id: str) -> Delivery:  # noqa: ARG002  every text that was written down is there
        """A text that was written down has arrived."""
        return Delivery(state="arrived", status="written")

    def redact(self, provider_id: str) -> bool:
        """The outbox is there to be read: the words of whatever it holds stay, and nobody tries again."""
        return bool(provider_id)

    def reach(self) -> None:
        """The file is at hand, or OutboxProblem says why not."""
        self._known("")

    def _known(self, key: str) -> str | None:
        try:
            self._catch_up()
        except OSError:
            raise OutboxProblem(_CANNOT) from None
        return self._ids.get(key)

    def _catch_up(self) -> None:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            self._forget(None)
            return
        if now.st_size < self._read_to or now.st_ino != self._file:
            self._forget(now.st_ino)
        if now.st_size > self._read_to:
            with self._path.open("rb") as file:
                file.seek(self._read_to)
                self._learn(file.read())

    def _forget(self, file: int | None) -> None:
        self._ids, self._lines, self._read_to, self._file = {}, 0, 0, file

    def _learn(self, added: bytes) -> None:
        for line in added.splitlines(keepends=True):
            text = _text_on(line)
            if not line.endswith(b"\n") and text is None:
                return
            self._lines += 1
            self._read_to += len(line)
            if text is not None:
                self._ids.setdefault(text["key"], f"dry-{self._lines}")

    def _append(self, line: bytes) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
        except OSError:
            raise OutboxProblem(_CANNOT) from None
        try:
            self._mend(handle)
            _add(handle, line)
        finally:
            os.close(handle)

    def _mend(self, handle: int) -> None:
        """Take away a last line that was cut off; give a whole one the line end it lacks."""
        try:
            size = os.fstat(handle).st_size
            if size == 0:
                flush(self._path.parent)
            unread = os.pread(handle, size - self._read_to, self._read_to)
            whole = self._read_to + unread.rfind(b"\n") + 1
            if whole < size:
                os.ftruncate(handle, whole)
            if whole and os.pread(handle, 1, whole - 1) != b"\n":
                self._read_to += os.write(handle, b"\n")
        except OSError:
            raise OutboxProblem(_CANNOT) from None


def _add(handle: int, line: bytes) -> None:
    before = os.fstat(handle).st_size
    if not _wrote_all(handle, line):
        os.ftruncate(handle, before)
        raise OutboxProblem(_CANNOT)
    try:
        os.fsync(handle)
    except OSError:
        raise SendUnknown(_UNKNOWN) from None


def _wrote_all(handle: int, line: bytes) -> bool:
    try:
        return os.write(handle, line) == len(line)
    except OSError:
        return False


def _text_on(line: bytes) -> dict[str, Any] | None:
    try:
        text = json.loads(line)
    except ValueError:
        return None
    return text if isinstance(text, dict) and isinstance(text.get("key"), str) else None


def _reply_on(line: bytes, number: int) -> Inbound | None:
    try:
        said = json.loads(line)
        at = datetime.fromisoformat(said["at"])
        if at.tzinfo is None:
            return None
        return Inbound(sid=f"dry-in-{number}", phone=str(said["from"]), body=str(said["body"]), at=at)
    except (ValueError, KeyError, TypeError):
        return None


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError("a text is made of words, days and times")
