"""Hypothesis, LMS 5346: a worker killed within its batch mailed the whole batch again."""

from tests.flows.test_live_texts import world
from tests.flows.text_story import Story, each_way


def test_S02_double_text_after_kill() -> None:
    def play(story: Story) -> None:
        story.crucial()
        for minutes in (0, 1, 5, 11, 3, 5):
            story.go(minutes=minutes)

    for story in each_way(lambda: world(number=3), play):
        assert sorted(to for to, _ in story.sent) == [f"+1703555000{n}" for n in range(1, 4)], story.stops_at
