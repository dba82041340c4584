"""All that the emulated Google holds: accounts, files with their rights, and the log of changes."""

import itertools
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.google.emulator.book import Book
from connectors.google.emulator.faults import Faults
from connectors.google.emulator.quota import Quota
from connectors.google.emulator.refused import Refused

SHEET = "application/vnd.google-apps.spreadsheet"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.google-apps.document"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"
OWNER = "owner@example.com"
SERVICE = "circlebook@example.iam.gserviceaccount.com"
TOKENS = {"owner-token": OWNER, "service-token": SERVICE, "stranger-token": "stranger@example.com"}
TOKEN_LIFE = timedelta(hours=1)


@dataclass(frozen=True)
class Revision:
    """A file's content as it was saved once."""

    id: str
    at: datetime
    by: str
    content: bytes
    kind: str


@dataclass
class File:
    """A file in Drive; ``rights`` are by address, ``anyone`` for whoever has the link.

    A file in a shared drive (``drive``) has no owner among people; each save of a content leaves a revision.
    """

    id: str
    name: str
    kind: str
    owner: str
    created: datetime
    modified: datetime
    rights: dict[str, dict[str, Any]] = field(default_factory=dict)
    app_properties: dict[str, str] = field(default_factory=dict)
    parents: list[str] = field(default_factory=list)
    content: bytes = b""
    content_kind: str = ""
    last_by: str = ""
    version: int = 1
    trashed: bool = False
    drive: str = ""
    revisions: list[Revision] = field(default_factory=list)

    def save(self, content: bytes, kind: str, by: str, at: datetime) -> None:
        """Another content; the one before stays as a revision."""
        self.content, self.content_kind = content, kind
        self.revisions.append(Revision(f"0B{self.id[-6:]}{len(self.revisions) + 1:04d}", at, by, content, kind))

    def role(self, who: str) -> str | None:
        """What this account may do: owner, writer, reader, or None."""
        if who == self.owner:
            return "owner"
        right = self.rights.get(who) or self.rights.get("anyone")
        return None if right is None else str(right["role"])


def _system_now() -> datetime:
    return datetime.fromtimestamp(_clock(), UTC)


def _clock() -> float:
    import time  # noqa: PLC0415  the emulator has a clock of its own; tests give it another

    return time.time()  # noqa: TID251  see above


class World:
    """The emulated Google; every request holds its lock, so that each call is whole."""

    def __init__(self, now: Callable[[], datetime] = _system_now) -> None:
        self.now = now
        self.lock = threading.RLock()
        self.files: dict[str, File] = {}
        self.books: dict[str, Book] = {}
        self.forms: dict[str, Any] = {}
        self.tokens: dict[str, tuple[str, datetime | None]] = {t: (who, None) for t, who in TOKENS.items()}
        self.refused_accounts: set[str] = set()
        self.changes: list[tuple[str, datetime, bool]] = []
        self.drive_lag = timedelta(0)
        self.calls: Counter[str] = Counter()
        self.log: list[tuple[str, str]] = []
        self.refusals: list[str] = []
        self.uploads: dict[str, Any] = {}
        self.handed_out: set[str] = set()
        self.url = ""
        self.bytes_sent = 0
        self.faults = Faults()
        self.quota: Quota | None = None
        self.between: Callable[[str], None] | None = None
        self._numbers = itertools.count(1)

    def count(self, who: str, method: str) -> None:
        """Note a call; whoever looks on may act before it is carried out."""
        self.calls[method] += 1
        self.log.append((who, method))
        if self.between is not None:
            self.between(method)

    def who(self, authorization: str) -> str:
        """The account that a request speaks for."""
        token = authorization.removeprefix("Bearer ").strip()
        address, until = self.tokens.get(token, ("", None))
        if not address or (until is not None and until <= self.now()):
            raise Refused(401, "Request had invalid authentication credentials.")
        return address

    def new_token(self, address: str) -> str:
        """A token for an account, good for an hour."""
        token = f"t-{secrets.token_hex(8)}"
        self.tokens[token] = (address, self.now() + TOKEN_LIFE)
        return token

    def expire_tokens(self) -> None:
        """All tokens that were handed out are no longer good."""
        self.tokens = {t: (who, until) for t, (who, until) in self.tokens.items() if until is None}

    def add_file(self, name: str, kind: str, owner: str, **more: Any) -> File:
        """A new file; a spreadsheet gets its empty book."""
        number = next(self._numbers)
        at = self.now()
        file_id = more.pop("id", None) or f"1emulated{number:04d}{secrets.token_urlsafe(16)}"
        file = File(file_id, name, kind, owner, at, at, last_by=owner, **more)
        self.files[file.id] = file
        if kind == SHEET:
            self.books[file.id] = Book(file.id, name)
        self._log(file, removed=False)
        return file

    def is_trashed(self, file: File) -> bool:
        """Whether a file lies in the bin, by itself or with a folder that it is in."""
        return file.trashed or any(self.is_trashed(self.files[p]) for p in file.parents if p in self.files)

    def touched(self, file_id: str, by: str) -> None:
        """Note that a file was changed by somebody."""
        file = self.files[file_id]
        file.modified, file.last_by = max(self.now(), file.modified + timedelta(milliseconds=1)), by
        file.version += 1
        self._log(file, removed=False)

    def remove(self, file_id: str) -> None:
        """A file is gone for good."""
        self._log(self.files[file_id], removed=True)
        del self.files[file_id]
        self.books.pop(file_id, None)
        self.forms.pop(file_id, None)

    def _log(self, file: File, *, removed: bool) -> None:
        self.changes.append((file.id, self.now(), removed))

    def revoked(self, file_id: str) -> None:
        """Rights of a file changed; whoever lost them is told that it is gone."""
        self._log(self.files[file_id], removed=True)

    def visible_changes(self, since: int) -> Iterator[tuple[int, str, datetime, bool]]:
        """Changes from a place of the log on that Drive has noticed by now: it is minutes late for Sheets."""
        for n, (file_id, at, removed) in enumerate(self.changes[since:], start=since):
            if at + self.drive_lag > self.now():
                return
            yield n, file_id, at, removed

    def file(self, file_id: str, who: str, *, write: bool = False) -> File:
        """A file that this account may see, and change if it wants to; for Sheets, Forms and Docs."""
        file = self.files.get(file_id)
        if file is None:
            raise Refused(404, "Requested entity was not found.")
        role = file.role(who)
        if role is None or (write and role == "reader"):
            raise Refused(403, "The caller does not have permission")
        return file
