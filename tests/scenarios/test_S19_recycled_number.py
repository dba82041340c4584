"""Fralish v. Ceteris: calls went on to numbers that had gone to other people."""

from datetime import date

import pytest

from tests.domain.people_build import client
from tests.flows.test_live_texts import DAY, DUE, TO, waits, world
from tests.flows.text_story import Story, each_way

SOMEONE_ELSES = "+17035550077"


@pytest.mark.parametrize("said", ["wrong number", "This is not her, you have the wrong person"])
def test_S19_recycled_number(said: str) -> None:
    def play(story: Story) -> None:
        story.go()
        story.of.account.text_in(TO, said)
        story.crucial()
        story.go(hours=24)
        story.go(hours=24)

    for story in each_way(lambda: world(DUE - 2 * DAY), play):
        assert len(story.sent) == 1, story.stops_at
        assert waits(story.of) >= {"TEXT_NUMBER_BAD"}


@pytest.mark.parametrize(("agreed", "texts"), [(date(2026, 1, 5), 1), (date(2026, 3, 2), 2)])
def test_S19_a_new_number_wants_a_consent_of_its_own(agreed: date, texts: int) -> None:
    story = Story(world(DUE - 2 * DAY, allow=()))
    story.of.settings = story.of.settings.model_copy(
        update={"texts": story.of.settings.texts.model_copy(update={"allow": (TO, SOMEONE_ELSES)})}
    )
    story.go()
    story.typed(clients=(client(1, mobile=SOMEONE_ELSES, consent_date=agreed),))
    story.go(hours=48)
    assert [to for to, _ in story.sent] == [TO, SOMEONE_ELSES][:texts]
