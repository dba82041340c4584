"""The checker can fail: each fault sown into the product is found, and its story without the fault is clean.

Each run of the tests sows the first faults of each invariant, `make prove` all of them.
"""

from itertools import groupby

import pytest

from tests.faults.mutants import MUTANTS, Mutant, shown_by
from tests.proofs import Proved

FIRST = 2
"""So many faults of each invariant are sown in every run of the tests."""


def broken_by(mutant: Mutant) -> str:
    return mutant.breaks


EACH_RUN = {
    m.name for _, of_one in groupby(sorted(MUTANTS, key=broken_by), broken_by) for m in list(of_one)[:FIRST]
}  # fmt: skip


def sown() -> list[object]:
    return [pytest.param(m, id=m.name, marks=() if m.name in EACH_RUN else pytest.mark.prove) for m in MUTANTS]


def stories() -> list[object]:
    told = {m.story: m.name in EACH_RUN for m in sorted(MUTANTS, key=lambda m: m.name in EACH_RUN)}
    return [pytest.param(s, id=s.__name__, marks=() if each else pytest.mark.prove) for s, each in told.items()]


@pytest.mark.parametrize("mutant", sown())
def test_a_sown_fault_is_found_by_its_invariant(mutant: Mutant, proved: Proved) -> None:
    assert mutant.breaks in {x.split(": ")[1][:3] for x in shown_by(mutant, mutant.story)}
    proved("faults sown into the product, each found by its invariant", faults=1)


@pytest.mark.parametrize("story", stories())
def test_the_same_story_without_the_fault_breaks_nothing(story, proved: Proved) -> None:
    assert shown_by(None, story) == []
    proved("the same stories without the fault", stories=1)


def test_thirty_faults_and_more_are_sown_each_with_a_name_of_its_own() -> None:
    assert len({m.name for m in MUTANTS}) == len(MUTANTS) >= 30
    assert len({m.breaks for m in MUTANTS}) >= 9
