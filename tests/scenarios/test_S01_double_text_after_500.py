"""Twilio's own page on error 20500: a text that is sent again after a 500 may be had twice."""

import pytest

from tests.flows.test_live_texts import TO, world
from tests.flows.text_story import Story, each_way


@pytest.mark.parametrize(("fault", "switch", "wanted"), [
    ("accept, 500", "resend_once", 1), ("500", "resend_once", 1), ("accept, 500", "never_resend", 1), ("500", "never_resend", 0),
])  # fmt: skip
def test_S01_double_text_after_500(fault: str, switch: str, wanted: int) -> None:
    def play(story: Story) -> None:
        story.of.account.faults.append(fault)
        story.crucial()
        for minutes in (0, 1, 5, 11, 3, 30):
            story.go(minutes=minutes)

    for story in each_way(lambda: world(on_unknown=switch), play):
        assert [to for to, _ in story.sent] in ([], [TO]), story.stops_at
        assert story.sent or {m.state for m in story.of.shown} & {"in doubt", "needs a person"}, story.stops_at
        assert story.stops_at or len(story.sent) == wanted
