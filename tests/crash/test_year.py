"""A year of practices with clients, people who mark, sign and answer, and faults: no violation, and memory stays flat."""

import gc
from datetime import timedelta

import pytest

from tests.faults.world import World
from tests.faults.year import CHECKED, FAULTS, Year, memory
from tests.proofs import Proved

CLIENTS, WEEKS, WORLDS, PARTS = 200, 52, 10, 2
"""Twenty practices: a world has two, with equal IDs in one ledger."""

LITTLE = 40
"""Fewer objects than passes: not even one stays of each."""

OF_A_YEAR = 200
"""Fewer objects than the passes of a year: what stays is not of passes, nor of clients, visits or texts."""


def test_some_weeks_of_two_small_practices_break_nothing(proved: Proved) -> None:
    year = Year(seed=1, clients=8, weeks=4).play()
    assert year.broken == []
    assert year.happened["pass done"] >= 20
    assert sum(len(p.account.sent) for p in year.world.practices) > 20
    _tell(year, 8, 4, proved)


def test_weeks_of_practices_leave_nothing_in_memory() -> None:
    held = []
    for seed in range(3):
        assert Year(seed, clients=8, weeks=2).play().broken == []
        gc.collect()
        held.append(len(gc.get_objects()))
    assert max(held[1:]) - held[0] < OF_A_YEAR, held


def test_passes_in_which_nothing_happens_leave_nothing_in_memory() -> None:
    world = World()
    try:
        held = []
        for _ in range(3):
            for _ in range(40):
                world.hour.at += timedelta(minutes=1)
                assert world.pass_of(world.practices[0]) == "done"
            gc.collect()
            held.append(len(gc.get_objects()))
        assert held[2] - held[1] < LITTLE, held
    finally:
        world.close()


@pytest.mark.prove
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_year_of_twenty_practices_breaks_nothing_and_memory_stays_flat(part: int, proved: Proved) -> None:
    held, left = [], []
    for seed in range(part, WORLDS, PARTS):
        year = Year(seed, CLIENTS, WEEKS).play()
        assert year.broken[:3] == []
        assert len(year.held) == WEEKS // CHECKED
        _tell(year, CLIENTS, WEEKS, proved)
        del year
        gc.collect()
        held.append(memory())
        left.append(len(gc.get_objects()))
    assert max(held) < 1.3 * held[0], f"MB after each year: {held}"
    assert max(left) - left[0] < OF_A_YEAR, f"objects after each year: {left}"


def _tell(year: Year, clients: int, weeks: int, proved: Proved) -> None:
    accounts = [p.account for p in year.world.practices]
    proved(
        f"a year of practices with {clients} clients",
        practices=len(accounts),
        weeks_of_both=weeks,
        passes=year.happened["pass done"],
        faults=sum(year.happened[f] for f in FAULTS),
        texts=sum(len(a.sent) for a in accounts),
    )
