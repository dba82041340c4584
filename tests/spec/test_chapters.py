"""Every example of docs/policy.md, read from its drawing and decided by the product."""

import pytest

from tests.spec.drawn import Example, examples
from tests.spec.play import Play

EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.chapter}: {e.title}" for e in EXAMPLES])
def test_what_follows_from_the_drawn_sheets_is_what_the_page_says(example: Example) -> None:
    play = Play(example)
    for step in example.steps:
        said, beside = play.step(step)
        wanted = [line for line in step.follows if not line.startswith("beside ")]
        for line in step.follows:
            if line.startswith("beside "):
                where, _, words = line.removeprefix("beside ").partition(" | ")
                assert beside(where) == words
        _compare(said, [] if wanted == ["nothing"] else wanted)


def _compare(said: list[str], wanted: list[str]) -> None:
    left = list(said)
    for line in wanted:
        found = next((s for s in left if _says(s, line)), None)
        assert found is not None, f"wanted: {line}\n\nleft: " + "\n      ".join(left)
        left.remove(found)
    assert not left, "not drawn: " + "\n           ".join(left)


def _says(said: str, wanted: str) -> bool:
    """Whether all parts of a line are said: the first is the same, the others are contained."""
    parts, wanted_parts = said.split(" | ", 2), wanted.split(" | ")
    first, about, *words = wanted_parts
    return parts[0] == first and about in parts[1] and all(word in parts[2] for word in words)


def test_there_are_at_least_sixty_examples_each_with_its_own_title() -> None:
    assert len(EXAMPLES) >= 60
    assert len({e.title for e in EXAMPLES}) == len(EXAMPLES)
