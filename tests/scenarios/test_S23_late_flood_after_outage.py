"""After an outage everything that was due meanwhile went out at once, much of it too late to help."""

import pytest

from tests.flows.test_live_texts import DAY, DUE, world
from tests.flows.text_story import Story, each_way


@pytest.mark.parametrize(
    ("down_for", "texts", "shown"),
    [(20, 3, {"delivered"}), (22.5, 0, {"expired"}), (23.5, 0, {"expired"}), (26, 0, {"expired"})],
    ids=["until four hours before", "an hour and a half before", "half an hour before", "until after it"],
)
def test_S23_late_flood_after_outage(down_for: float, texts: int, shown: set[str]) -> None:
    def play(story: Story) -> None:
        story.of.account.suspended = 20429
        story.go()  # the last that was tried
        story.of.account.suspended = None
        story.of.clock.at = DUE
        story.crucial()
        story.go(hours=down_for)
        for minutes in (2, 5, 10, 2):
            story.go(minutes=minutes)

    for story in each_way(lambda: world(DUE - 3 * DAY, number=3), play):
        assert len(story.sent) == texts, story.stops_at
        assert {m.state for m in story.of.shown if m.kind == "reminder_24"} == shown
