"""One practice's trouble does not keep the others of its process waiting."""

import pytest

from domain.problems import WorkbookProblem
from flows.guard import SafeError
from flows.rounds import round_of


class _Locked(WorkbookProblem):
    code = "GOOGLE_ACCESS"


def test_a_round_adds_up_what_each_practice_came_to() -> None:
    done = {"elm": {"text": 2}, "oak": {}, "ash": {"text": 1, "note": 4}}
    assert round_of(done, done.__getitem__) == {"text": 3, "note": 4}


def test_the_others_are_looked_after_and_the_trouble_is_told_at_the_end_without_a_word_of_its_own() -> None:
    seen: list[str] = []

    def look(practice: str) -> dict[str, int]:
        seen.append(practice)
        if practice == "elm":
            raise _Locked("Ann's file is locked")
        if practice == "oak":
            raise KeyError("Bea")
        return {"text": 1}

    with pytest.raises(SafeError) as told:
        round_of(("elm", "oak", "ash"), look)
    assert seen == ["elm", "oak", "ash"]
    assert str(told.value).startswith("elm: GOOGLE_ACCESS; oak: KeyError")
    assert "Ann" not in str(told.value)
    assert "Bea" not in str(told.value)
