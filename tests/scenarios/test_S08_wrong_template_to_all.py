"""S08: far more texts than usual are about to go; they wait for a person, and each has the words of its kind."""

import re

from tests.faults.place import EVENING
from tests.faults.scene import scene, texted

WORDS = re.compile(r"Oak Street: reminder, Thu Mar 19 6:00 PM\. Reply 1 ")


def test_more_texts_than_usual_wait_for_a_yes() -> None:
    with scene(most_a_day=3) as (play, p):
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert texted(p) == []
        asked = [
            row for row in p.book.tabs["Decisions"][1:] if "texts" in str(p.book.cell("Decisions", row, "Question"))
        ]
        assert len(asked) == 1
        p.book.type("Decisions", asked[0], Answer="Yes", Answered_by="Bo Ledgerson")
        play.world.pass_of(p)
        assert len(texted(p)) == 6


def test_each_text_has_the_words_of_its_kind_and_no_others() -> None:
    with scene() as (play, p):
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert all(WORDS.match(m.words) for m in p.account.sent)
