"""The checker can fail: each fault sown into the product is found, and its story without the fault is clean."""

import pytest

from tests.faults.mutants import MUTANTS, Mutant, shown_by


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.name)
def test_a_sown_fault_is_found_by_its_invariant(mutant: Mutant) -> None:
    assert mutant.breaks in {x.split(": ")[1][:3] for x in shown_by(mutant, mutant.story)}


@pytest.mark.parametrize("story", dict.fromkeys(m.story for m in MUTANTS), ids=lambda s: s.__name__)
def test_the_same_story_without_the_fault_breaks_nothing(story) -> None:
    assert shown_by(None, story) == []
