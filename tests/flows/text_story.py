"""A story of a practice that texts, told once to its end, and once more for each step at which its computer can stop."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tests.flows.text_world import Crash, World

MOST = 24
"""How many steps from the crucial moment on the computer is stopped at, one in each telling."""


@dataclass
class Story:
    """One telling; the computer stops at this step after the crucial moment (0: never), and starts again a minute later."""

    of: World
    stops_at: int = 0
    begun: int = 0

    def crucial(self) -> None:
        """From here on the computer may stop."""
        self.begun = self.of.steps.count
        if self.stops_at:
            self.of.steps.crash_at = self.begun + self.stops_at

    def go(self, **span: float) -> None:
        """The time goes on by this much, and a pass is made."""
        self.of.clock.at += timedelta(**span)
        try:
            self.of.one_pass()
        except Crash:
            self.of.clock.at += timedelta(minutes=1)
            self.of.one_pass()

    def typed(self, **tabs: Any) -> None:
        """People have typed: these tabs have other rows now."""
        self.of.rows = replace(self.of.rows, **tabs)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What the carrier has taken, oldest first: to whom, in which words."""
        return [(m.to, m.words) for m in self.of.account.sent]


def each_way(begin: Callable[[], World], play: Callable[[Story], None]) -> list[Story]:
    """All tellings of a story."""
    whole = Story(begin())
    play(whole)
    steps = min(whole.of.steps.count - whole.begun, MOST)
    assert steps > 0, "a story in which nothing is done after its crucial moment proves nothing"
    told = [Story(begin(), n) for n in range(1, steps + 1)]
    for story in told:
        play(story)
    return [whole, *told]
