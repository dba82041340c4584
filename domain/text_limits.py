"""How many texts one phone may get: one a day, three in any seven days, whatever they are about."""

from bisect import insort
from collections import defaultdict
from datetime import datetime, timedelta

from domain.details import Details

A_WEEK = timedelta(days=7)
PER_WEEK = 3


class Limits:
    """The texts that each phone got or will get; a place once taken is kept."""

    def __init__(self, details: Details) -> None:
        self._zone = details.zone
        self._taken: defaultdict[str, list[datetime]] = defaultdict(list)

    def take(self, phone: str, at: datetime) -> None:
        """Count a text, allowed or not."""
        insort(self._taken[phone], at)

    def refusal(self, phone: str, at: datetime) -> str | None:
        """The code of the limit that one more text would break, or None."""
        taken = self._taken[phone]
        if any(t.astimezone(self._zone).date() == at.astimezone(self._zone).date() for t in taken):
            return "TEXT_CAP_DAY"
        times = sorted([*taken, at])
        place = times.index(at)
        for first in range(max(0, place - PER_WEEK), place + 1):
            if first + PER_WEEK < len(times) and times[first + PER_WEEK] - times[first] < A_WEEK:
                return "TEXT_CAP_WEEK"
        return None
