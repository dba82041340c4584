"""S16 and S24: rows are cut off, or a read comes back empty; nobody is taken for gone, and all comes back by itself."""

import pytest

from tests.faults.place import EVENING
from tests.faults.scene import scene, texted
from tests.faults.stories import read_short


@pytest.mark.parametrize("left", [3, 1])
@pytest.mark.parametrize("tab", ["Clients", "Roster", "Attendance"])
def test_a_tab_cut_off_waits_and_goes_on_when_it_is_whole_again(tab: str, left: int) -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        p.book.keep_version()
        p.book.tabs[tab] = p.book.tabs[tab][:left]
        p.book.saved()
        play.world.pass_of(p)
        said = " ".join(str(row[2]) for row in p.book.tabs["To do"][1:])
        assert "gone" in said or "rows" in said
        p.book.tabs[tab] = p.book.versions[-1][tab]
        p.book.saved()
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert len(texted(p)) == 6


def test_an_empty_answer_is_not_believed_longer_than_it_lasts() -> None:
    """The workbook itself was whole all the time, so nobody saves it again: the next pass looks by itself."""
    with scene() as (play, p):
        read_short(play, p)
        assert len(texted(p)) == 6
