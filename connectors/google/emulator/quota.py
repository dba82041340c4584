"""Google's quotas: so many reads and writes a minute for each user."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connectors.google.emulator.refused import Refused

PER_MINUTE: Mapping[str, int] = {"sheets read": 60, "sheets write": 60, "forms read": 390, "forms write": 150,
                                 "forms expensive": 180}  # fmt: skip
"""Calls a minute for one user: Google's published limits. Drive counts in other units and is not limited here."""

_MINUTE = timedelta(minutes=1)


def kind_of(method: str) -> str:
    """Which quota a call takes from."""
    api = method.partition(".")[0]
    if method == "forms.forms.responses.list":
        return "forms expensive"
    reads = (".get", ".list", ".batchGet", ".batchGetByDataFilter", ".getByDataFilter")
    return f"{api} {'read' if method.endswith(reads) else 'write'}"


@dataclass
class Quota:
    """What each user called in the last minute."""

    limits: Mapping[str, int] = field(default_factory=lambda: dict(PER_MINUTE))
    used: dict[tuple[str, str], deque[datetime]] = field(default_factory=dict)

    def take(self, who: str, method: str, now: datetime) -> None:
        """Count a call. Raises Refused (429) when the user has no more of them in this minute."""
        kind = kind_of(method)
        limit = self.limits.get(kind)
        if limit is None:
            return
        calls = self.used.setdefault((who, kind), deque())
        while calls and calls[0] <= now - _MINUTE:
            calls.popleft()
        if len(calls) >= limit:
            api, _, what = kind.partition(" ")
            limited = f"quota metric '{what.capitalize()} requests' and limit '{what.capitalize()} requests per minute per user'"
            raise Refused(429, f"Quota exceeded for {limited} of service '{api}.googleapis.com' for consumer.")
        calls.append(now)
