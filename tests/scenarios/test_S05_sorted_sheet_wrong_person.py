"""S05: a sheet is sorted; nobody gets another person's text, claim or note."""

import random

import pytest

from tests.faults.histories import SORTABLE
from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


@pytest.mark.parametrize("tab", ["Clients", "Roster", "Attendance"])
def test_a_sorted_tab_changes_nothing(tab: str) -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        p.book.sort(tab, random.Random(5))
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert len(texted(p)) == 6


@pytest.mark.parametrize("heading", SORTABLE)
def test_a_column_sorted_without_its_rows_holds_those_rows_until_it_is_undone(heading: str) -> None:
    with scene() as (play, p):
        p.book.tabs["Clients"][1:] = p.book.tabs["Clients"][:0:-1]
        p.book.saved()
        play.world.pass_of(p)
        p.book.keep_version()
        p.book.sort_one_column("Clients", heading)
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert len(texted(p)) <= 2
        p.book.tabs.update(p.book.versions[-1])
        p.book.saved()
        play.world.pass_of(p)
        assert len(texted(p)) == 6, "undone, each gets their own"
