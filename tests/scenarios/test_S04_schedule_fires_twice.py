"""S04: two passes of one practice begin together; the second is told that the first works."""

import pytest

from domain.problems import Busy
from flows.passes import one_pass
from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


def test_a_second_pass_beside_the_first_is_refused_and_sends_nothing() -> None:
    with scene() as (play, p):
        play.world.hour.at = EVENING
        desk = play.world.desk(p)
        with desk.ledger.lease("the-first"), pytest.raises(Busy):
            one_pass(desk)
        assert texted(p) == []
        play.world.pass_of(p)
        assert len(texted(p)) == 6
