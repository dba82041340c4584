"""S03: the same work is handed over twice; each text still goes once."""

from datetime import timedelta

from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


def test_the_same_pass_twice_at_one_moment_sends_each_text_once() -> None:
    with scene() as (play, p):
        play.world.hour.at = EVENING
        assert [play.world.pass_of(p) for _ in range(2)] == ["done", "done"]
        first = texted(p)
        play.world.hour.at += timedelta(minutes=1)
        play.world.pass_of(p)
        assert len(first) == len(set(first)) == 6
        assert texted(p) == first
