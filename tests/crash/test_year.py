"""A year of practices with clients, people who mark, sign and answer, and faults: no violation, and memory stays flat."""

import pytest

from tests.faults.year import CHECKED, Year, memory

CLIENTS, WEEKS, WORLDS, PARTS = 200, 52, 10, 2
"""Twenty practices: a world has two, with equal IDs in one ledger."""


def test_some_weeks_of_two_small_practices_break_nothing() -> None:
    year = Year(seed=1, clients=8, weeks=4).play()
    assert year.broken == []
    assert year.happened["pass done"] >= 20
    assert sum(len(p.account.sent) for p in year.world.practices) > 20


@pytest.mark.prove
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_year_of_twenty_practices_breaks_nothing_and_memory_stays_flat(part: int) -> None:
    held = []
    for seed in range(part, WORLDS, PARTS):
        year = Year(seed, CLIENTS, WEEKS).play()
        assert year.broken[:3] == []
        assert len(year.held) == WEEKS // CHECKED
        del year
        held.append(memory())
    assert max(held) < 1.3 * held[0], f"MB after each year: {held}"
