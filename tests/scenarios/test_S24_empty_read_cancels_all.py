"""S24: a read comes back empty; nobody is taken for gone, and all comes back by itself."""

from tests.faults.scene import scene, texted
from tests.faults.stories import read_short


def test_an_empty_answer_is_not_believed_longer_than_it_lasts() -> None:
    """The workbook itself was whole all the time, so nobody saves it again: the next pass looks by itself."""
    with scene() as (play, p):
        read_short(play, p)
        assert len(texted(p)) == 6
