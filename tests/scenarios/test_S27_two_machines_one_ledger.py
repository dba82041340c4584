"""S27: two computers look after one practice with one ledger; the second is told that the first works."""

from tests.faults.scene import scene, texted
from tests.faults.stories_sending import two_at_once


def test_a_pass_on_a_second_computer_sends_nothing_meanwhile() -> None:
    with scene() as (play, p):
        two_at_once(play, p)
        assert len(texted(p)) == len(set(texted(p))) == 6
