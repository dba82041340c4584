"""S09: one message goes to one person; nobody learns of anybody else."""

from tests.faults.checker import rows_now
from tests.faults.place import EVENING
from tests.faults.scene import scene


def test_each_text_has_one_number_and_no_name_of_another() -> None:
    with scene() as (play, p):
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        names = {part for row in rows_now(p) for part in row.person[:2]}
        for m in p.account.sent:
            assert m.to.count("+") == 1
            assert m.to[1:].isdigit()
            assert not names & set(m.words.replace(",", " ").split())
