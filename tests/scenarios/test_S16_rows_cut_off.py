"""S16: rows are cut off; nobody is taken for gone, and all goes on when they are whole again."""

import pytest

from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


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
