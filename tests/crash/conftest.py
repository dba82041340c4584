"""The practice that is killed, and what one clean run of it leaves."""

import pytest

from tests.faults.place import Place, answer_all, made_place


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The small practice with notes, texts, rows and questions due, and a batch that a person released."""
    place = made_place(tmp_path_factory.mktemp("kill") / "small")
    place.passed(only=("claims",))
    answer_all(place)
    return place


@pytest.fixture(scope="module")
def clean(before: Place, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What one clean run leaves."""
    place = before.copy(tmp_path_factory.mktemp("clean") / "small")
    place.passed()
    place.recover()
    return place.outputs()
