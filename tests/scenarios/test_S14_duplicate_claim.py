"""S14: the computer stops while a batch is written; the claims go out once, with the same bytes."""

from tests.faults.checker import claims
from tests.faults.scene import scene
from tests.faults.stories import batch_cut_off


def test_a_batch_cut_off_is_finished_under_its_own_number() -> None:
    with scene() as (play, p):
        batch_cut_off(play, p)
        lines = claims(p)
        assert {line["file"] for line in lines} == {"000000001.837"}
        assert len({(line["person"], line["day"], line["code"]) for line in lines}) == len(lines) > 4
