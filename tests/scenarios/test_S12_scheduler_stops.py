"""S12 and S23: nothing runs for hours; what still helps goes out once, what no longer helps is named and does not."""

from datetime import timedelta

from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


def test_after_a_pause_what_helps_goes_once() -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        play.world.hour.at = EVENING + timedelta(hours=16)  # the morning of the session
        play.world.pass_of(p)
        assert len(texted(p)) == len(set(texted(p))) == 6


def test_after_a_long_outage_nothing_floods_out() -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        play.world.hour.at = EVENING + timedelta(hours=26)  # the session is over
        play.world.pass_of(p)
        assert not [m for m in p.account.sent if "Mar 19" in m.words]
        assert any(row[3] == "expired" for row in p.book.tabs["Messages"][1:])
