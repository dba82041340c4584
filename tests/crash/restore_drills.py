"""Random histories of texting in which the ledger is lost and put back from a backup, judged by the carrier's log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.backup import Gap
from domain.history import Happened
from tests.crash.text_histories import History

A_DAY = timedelta(hours=24)


@dataclass
class Copy:
    """A backup: what the ledger held at a moment."""

    at: datetime
    happened: dict[str, Happened]


class Drill(History):
    """One history with a backup a day; between two random steps the ledger is put back once, mostly the newest copy."""

    def __init__(self, seed: int, *, forgets: bool = False) -> None:
        super().__init__(seed)
        self.copies: list[Copy] = []
        self.lost_at = self.chance.randrange(6, 45)
        self.steps = 0
        self.forgets = forgets
        """The fault that shows what restore mode is for: nobody tells the next pass that the ledger was put back."""
        self.drilled = 0
        self.unknown_sent = 0

    def work(self, *, crash: bool = True) -> None:
        self.steps += 1
        if not self.copies or self.clock.at - self.copies[-1].at >= A_DAY:
            self._back_up()
        if self.steps == self.lost_at:
            self._put_back()
        if self.world.gap and self.world.gap.until is None:
            self.world.gap = self.world.gap.model_copy(update={"until": self.clock.at})
        super().work(crash=crash)

    def _back_up(self) -> None:
        self.copies.append(Copy(self.clock.at, dict(self.world.ledger.happened)))
        self.world.backed_up = self.clock.at

    def _put_back(self) -> None:
        newest = self.chance.random() < 0.7
        copy = self.copies[-1] if newest else self.chance.choice(self.copies[-3:])
        known = self.world.ledger.happened
        self.unknown_sent += sum(k.startswith("text:") and k not in copy.happened for k in known)
        self.world.ledger.happened = dict(copy.happened)
        self.world.backed_up = copy.at
        if not self.forgets:
            self.world.gap = Gap(number=1, since=copy.at)
        self.drilled += 1
