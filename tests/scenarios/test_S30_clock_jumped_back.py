"""The computer's clock jumped back, and what had gone out was due once more."""

import pytest

from tests.flows.test_live_texts import world
from tests.flows.text_story import Story, each_way


@pytest.mark.parametrize("fault", ["", "accept, 500"])
@pytest.mark.parametrize("back", [1, 49])
def test_S30_clock_jumped_back(back: int, fault: str) -> None:
    def play(story: Story) -> None:
        story.of.account.faults.extend([fault] if fault else [])
        story.crucial()
        story.go()
        story.go(hours=-back)
        story.go(minutes=20)
        story.go(hours=back)
        story.go(minutes=20)

    for story in each_way(lambda: world(number=2), play):
        kinds = [(m.to, m.callback) for m in story.of.account.sent]
        assert len(kinds) == len(set(kinds)), story.stops_at
        assert {to for to, _ in kinds} == {"+17035550001", "+17035550002"}
