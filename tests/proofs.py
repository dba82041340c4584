"""The figures of a proof: a test that passed says what it tried, and the run ends with the sums."""

from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

Proved = Callable[..., None]
_NAME = "proved"


@pytest.fixture
def proved(request: pytest.FixtureRequest) -> Proved:
    """``proved("killed at any change", kills=56)``: so much was tried, and all of it held."""

    def add(what: str, **figures: int) -> None:
        request.node.user_properties.append((_NAME, [what, figures]))

    return add


def sums(reports: list[pytest.TestReport]) -> dict[str, Counter[str]]:
    """What was tried of each proof by tests that passed, in their order."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        for name, said in report.user_properties if report.when == "call" and report.passed else ():
            if name == _NAME and isinstance(said, list):
                found[said[0]].update(said[1])
    return dict(found)


def told(what: str, figures: Counter[str]) -> str:
    """One line, such as ``killed at any change: 1,350 kills``."""
    said = ", ".join(f"{n:,} {of.replace('_', ' ')}" for of, n in figures.items())
    return f"{what}: {said}"
