"""How often and how long Google is asked again: within bounds, and only where asking again can do no harm.

Full jitter with a cap and a deadline. The libraries' own ways are not used: gspread's back-off client does not end
under a lasting 429 (gspread 6.2.1, issue 1592), googleapiclient's ignores Retry-After.
"""

import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from connectors.google.problems import (
    GoogleAccess,
    GoogleBusy,
    GoogleDown,
    GoogleFull,
    GoogleGone,
    GoogleKey,
    GoogleNoRoom,
    GoogleNoSharing,
    GoogleOff,
    GoogleOfficeFile,
    GoogleProblem,
    GoogleProtected,
    GoogleRefused,
    GoogleThere,
    GoogleUnknown,
)

T = TypeVar("T")
CONNECT_SECONDS, READ_SECONDS = 10.0, 180.0
"""Sheets itself ends a call after 180 seconds (Google's page on usage limits); a big tab may take a part of that."""

NOT_AN_ANSWER = 0
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TIMEOUT, _CONFLICT, _TOO_MANY, _SERVER = 401, 403, 404, 408, 409, 429, 500
_BY_REASON: dict[str, type[GoogleProblem]] = {
    "storageQuotaExceeded": GoogleNoRoom,
    "SERVICE_DISABLED": GoogleOff,  # so Sheets and Forms say that a project has not switched them on
    "accessNotConfigured": GoogleOff,  # so Drive
    "shareOutNotPermitted": GoogleNoSharing,
    "publishOutNotPermitted": GoogleNoSharing,
    "domainPolicy": GoogleNoSharing,
    "invalidSharingRequest": GoogleNoSharing,
}
_BY_WORDS: dict[str, type[GoogleProblem]] = {
    "not supported for this document": GoogleOfficeFile,
    "protected cell or object": GoogleProtected,
    "number of cells in the workbook above the limit": GoogleFull,
}
"""What Sheets says without a reason of its own, by a part of its words. They are looked into and not kept: they may
quote a cell."""

_RATES = frozenset({"userRateLimitExceeded", "rateLimitExceeded"})


def reason_in(words: str) -> str:
    """A reason for a refusal that came with words alone; "" where they are not known."""
    return next((part for part in _BY_WORDS if part in words), "")


class Failed(Exception):  # noqa: N818  an outcome of one try
    """One try that did not go well: the HTTP status (0: no answer that can be read), the reason, a wished pause."""

    def __init__(self, status: int, reason: str = "", pause: float | None = None) -> None:
        super().__init__(status, reason)
        self.status, self.reason, self.pause = status, reason, pause

    @property
    def refused_for_now(self) -> bool:
        """Whether Google said that it did nothing and may be asked again later."""
        return self.status == _TOO_MANY or (self.status == _FORBIDDEN and self.reason in _RATES)

    @property
    def nobody_knows(self) -> bool:
        """Whether the call may have been carried out, or not."""
        return self.status in {NOT_AN_ANSWER, _TIMEOUT} or self.status >= _SERVER

    def problem(self, *, harmless: bool) -> GoogleProblem:
        """What to tell a person."""
        if self.refused_for_now:
            return GoogleBusy()
        if self.nobody_knows:
            return GoogleDown() if harmless else GoogleUnknown()
        if known := (_BY_REASON | _BY_WORDS).get(self.reason):
            return known()
        kinds: dict[int, type[GoogleProblem]] = {
            _UNAUTHORIZED: GoogleKey, _FORBIDDEN: GoogleAccess, _NOT_FOUND: GoogleGone,
            _CONFLICT: GoogleThere,
        }  # fmt: skip
        return kinds.get(self.status, GoogleRefused)()


@dataclass
class Bucket:
    """The calls of one account in the last minute: reads and writes, as Google counts them for one user.

    All practices that use the same key share one bucket, so that they wait here rather than be refused there.
    """

    limits: dict[str, int] = field(default_factory=lambda: {"read": 60, "write": 60})
    clock: Callable[[], float] = time.monotonic
    _used: dict[str, deque[float]] = field(default_factory=dict)

    def wait(self, kind: str) -> float:
        """Seconds until one more call of this kind is allowed; 0 takes it."""
        now, used = self.clock(), self._used.setdefault(kind, deque())
        while used and used[0] <= now - 60:
            used.popleft()
        if len(used) >= self.limits.get(kind, 1_000_000):
            return used[0] + 60 - now
        used.append(now)
        return 0.0


@dataclass
class Patience:
    """The bounds: at most ``deadline`` seconds for one call with all its tries, pauses up to ``cap`` seconds."""

    deadline: float = 90.0
    first: float = 1.0
    cap: float = 32.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def call(self, attempt: Callable[[], T], *, harmless: bool, bucket: Bucket, kind: str) -> T:
        """The answer. Raises GoogleProblem when none comes within the deadline, or none ever will.

        ``harmless`` says that carrying it out twice does no harm; else it is tried again only after a clear refusal.
        """
        end, pause = self.clock() + self.deadline, self.first
        while True:
            while wait := bucket.wait(kind):
                self._pause(wait, end, GoogleBusy())
            try:
                return attempt()
            except Failed as failed:
                again = failed.refused_for_now or (harmless and failed.nobody_knows)
                problem = failed.problem(harmless=harmless)
                wanted = failed.pause
            if not again:
                raise problem
            self._pause(pause * self.chance() if wanted is None else wanted, end, problem)
            pause = min(2 * pause, self.cap)

    def _pause(self, seconds: float, end: float, otherwise: GoogleProblem) -> None:
        if self.clock() + seconds >= end:
            raise otherwise
        self.sleep(seconds)
