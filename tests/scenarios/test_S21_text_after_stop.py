"""A text after STOP: the opt-out stood with the carrier alone, and the program went on sending."""

import pytest

from tests.domain.people_build import client
from tests.flows.test_live_texts import DAY, DUE, TO, world
from tests.flows.text_story import Story, each_way


@pytest.mark.parametrize("said", ["STOP", "please don't text me any more", "CANCEL"])
@pytest.mark.parametrize("list_fault", ["", "500"])
def test_S21_text_after_stop(said: str, list_fault: str) -> None:
    def play(story: Story) -> None:
        story.go()
        story.of.account.text_in(TO, said)
        story.of.account.blocked.clear()  # the carrier itself would let it through
        story.typed(clients=(client(1, client_id="C-001", opted_out_on=None),))
        story.of.account.list_faults.extend([list_fault] if list_fault else [])
        story.crucial()
        for hours in (47.99, 0.01, 0.1, 24):
            story.go(hours=hours)

    for story in each_way(lambda: world(DUE - 2 * DAY), play):
        assert len(story.sent) == 1, story.stops_at
