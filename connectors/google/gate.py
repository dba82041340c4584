"""Drive's log of changes as a gate before reading: one call tells for all files of an account which ones changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from connectors.google.account import Account
from connectors.google.memory import Memory
from connectors.google.problems import GoogleDown, GoogleGone, GoogleRefused

HOT = timedelta(minutes=10)
"""After a change that people made more is likely, and Drive is some three minutes late: the file is read each time."""

SWEEP = timedelta(minutes=20)
"""A file is read at least this often, whatever Drive says."""

_FIELDS = "newStartPageToken,nextPageToken,changes(fileId,file.trashed)"
_MOST_LISTINGS = 16
"""Places in the log whose answers are kept: practices stand at few of them."""
_DRIVES = {"includeItemsFromAllDrives": True, "supportsAllDrives": True, "pageSize": 1000}


@dataclass
class _Listing:
    """What changed since a place in the log, where the log ended then, and which files were told of it."""

    changed: frozenset[str]
    ends: str
    binned: frozenset[str] = frozenset()
    told: set[str] = field(default_factory=set)


class DriveGate:
    """The gate of one account, for all its practices.

    Practices that are looked after together stand at the same place in the log, so that one call serves them all.
    A practice that asks a second time begins a new round.
    """

    def __init__(self, account: Account, now: Callable[[], datetime]) -> None:
        self._account, self._now = account, now
        self._listings: dict[str, _Listing] = {}

    def unchanged(self, file_id: str, memory: Memory) -> bool:
        """Whether nothing speaks for reading: no change in the log, no recent change by people, no sweep due.

        A change that was seen stays in force until ``was_read``: a read that fails is made up for. Raises GoogleGone for
        a file in the bin, which Sheets goes on serving until Drive deletes it.
        """
        page = memory.get("page")
        listing = self._listing(page or "", file_id)
        if page is None or file_id in listing.changed:
            memory.put(page=listing.ends, must_read=True, binned=file_id in listing.binned)
        else:
            memory.put(page=listing.ends)
        if memory.get("binned"):
            raise GoogleGone
        return not (memory.get("must_read", True) or self._due(memory))

    def was_read(self, memory: Memory, *, changed: bool) -> None:
        """The file was read; after a change by people it is read each time for a while."""
        now = self._now()
        until = {"hot_until": (now + HOT).isoformat()} if changed else {}
        memory.put(must_read=False, swept=now.isoformat(), **until)

    def _due(self, memory: Memory) -> bool:
        now, hot, swept = self._now(), memory.get("hot_until"), memory.get("swept")
        if hot is not None and now < datetime.fromisoformat(hot):
            return True
        return swept is None or now - datetime.fromisoformat(swept) >= SWEEP

    def _listing(self, page: str, file_id: str) -> _Listing:
        known = self._listings.get(page)
        if known is None or file_id in known.told:
            known = self._asked(page)
            self._listings.pop(page, None)
            self._listings[page] = known
            for old in list(self._listings)[:-_MOST_LISTINGS]:
                del self._listings[old]
        known.told.add(file_id)
        return known

    def _asked(self, page: str) -> _Listing:
        if not page:
            return _Listing(frozenset(), self._start())
        binned: dict[str, bool] = {}
        drive = self._account.service("drive")
        while True:
            try:
                said = self._list(drive, page)
            except GoogleRefused:
                return _Listing(_Everything(), self._start())  # a place in the log that Google knows no more
            for change in said.get("changes", []):
                binned[change.get("fileId", "")] = bool(change.get("file", {}).get("trashed"))
            if "newStartPageToken" in said:
                in_bin = frozenset(file_id for file_id, there in binned.items() if there)
                return _Listing(frozenset(binned), str(said["newStartPageToken"]), in_bin)
            if "nextPageToken" not in said:
                raise GoogleDown  # an answer with nothing in it is no answer
            page = said["nextPageToken"]

    def _list(self, drive: Any, page: str) -> Any:
        return self._account.ask(lambda: drive.changes().list(pageToken=page, fields=_FIELDS, **_DRIVES))

    def _start(self) -> str:
        drive = self._account.service("drive")
        said = self._account.ask(lambda: drive.changes().getStartPageToken(supportsAllDrives=True))
        if "startPageToken" not in said:
            raise GoogleDown
        return str(said["startPageToken"])


class _Everything(frozenset[str]):
    """All files there are."""

    def __contains__(self, _: object) -> bool:
        return True
