"""S07: a list's columns or cells move by one; each text still finds its own person, or nobody."""

from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


def test_a_new_column_among_the_others_moves_nobodys_number() -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        for tab in ("Clients", "Roster", "Attendance", "Sessions"):
            for n, row in enumerate(p.book.tabs[tab]):
                row.insert(2, f"{tab} notes" if n == 0 else None)
        p.book.saved()
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert len(texted(p)) == 6


def test_numbers_that_slipped_down_by_one_row_are_not_believed() -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        at, rows = p.book.column("Clients", "Mobile"), p.book.tabs["Clients"][1:]
        numbers = [row[at] for row in rows]
        for row, number in zip(rows, [None, *numbers], strict=False):
            row[at] = number
        p.book.saved()
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert texted(p) == []
        for row, number in zip(rows, numbers, strict=True):
            row[at] = number
        p.book.saved()
        play.world.pass_of(p)
        assert len(texted(p)) == 6
