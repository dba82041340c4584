"""A text to someone who has left, or whose row is gone."""

from typing import Any

import pytest

from domain import lists as l
from tests.domain.people_build import member
from tests.flows.test_live_texts import DAY, DUE, world
from tests.flows.text_story import Story, each_way


@pytest.mark.parametrize(
    "left",
    [
        {"clients": ()},
        {"visits": ()},
        {"roster": (member(1, status=l.MembershipStatus.REMOVED),)},
        {"roster": (member(1, end=DUE.date()),)},
    ],
    ids=["the client's row is gone", "the visit's row is gone", "removed", "ended the day before"],
)
def test_S22_text_to_removed_client(left: dict[str, Any]) -> None:
    def play(story: Story) -> None:
        story.go()
        story.typed(**left)
        story.crucial()
        story.go(hours=48)
        story.go(hours=15)

    for story in each_way(lambda: world(DUE - 2 * DAY), play):
        assert len(story.sent) == 1, story.stops_at
