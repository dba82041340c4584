"""Valant: a reminder that was queued before midnight named the old time after the session had moved."""

import pytest

from domain.problems import WorkbookChanged
from flows.passes import act, decide
from tests.domain.people_build import session
from tests.flows.test_live_texts import DAY, DUE, TUESDAY, world
from tests.flows.text_story import Story, each_way

MOVED = session(5, on=TUESDAY + 2 * DAY)


def test_S10_reminder_after_reschedule() -> None:
    def play(story: Story) -> None:
        story.go()
        story.typed(sessions=(MOVED,))
        story.crucial()
        for hours in (1, 15, 0.1, 0.2, 31, 1, 24, 24):
            story.go(hours=hours)

    for story in each_way(lambda: world(DUE - 2 * DAY), play):
        (_, before), *after = story.sent
        assert "Tue Mar 3" in before
        assert [words.partition(".")[0] for _, words in after] == [
            "Oak Street: your appointment has moved to Thu Mar 5 6:00 PM",
            "Oak Street: reminder, Thu Mar 5 6:00 PM",
        ], story.stops_at


def test_S10_a_session_that_moves_while_the_pass_is_under_way_is_read_again_first() -> None:
    of = world()
    this = of._opened()
    this.replies_read = True
    decide("reminders", this)
    of.rows = Story(of).of.rows
    this.token = "the workbook as it was before someone saved it"
    with pytest.raises(WorkbookChanged):
        act("reminders", this)
    assert of.account.sent == []
