"""1,000 random histories of texting, judged by the carrier's log; a part of them each time the tests run."""

import os
from collections import Counter

import pytest

from tests.crash.text_histories import History, judge
from tests.proofs import Proved

ALL = 1000
PARTS = 20
OFTEN = 24 if not os.environ.get("CIRCLEBOOK_PROVE") else ALL


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS if ALL == OFTEN else 2))
def test_whatever_happens_no_text_goes_twice_too_late_unwanted_or_missing_without_a_word(
    part: int, proved: Proved
) -> None:
    parts = PARTS if ALL == OFTEN else 2
    happened: Counter[str] = Counter()
    sent = 0
    for seed in range(part, OFTEN, parts):
        history = History(seed).play()
        assert judge(history) == [], f"seed {seed}"
        happened += Counter(history.facts.happened)
        sent += len(history.world.account.sent)
    assert sent > OFTEN / parts, "a history in which nothing goes out proves nothing"
    assert {"crash", "fault", "text_in", "move", "cancel", "change_client", "long_wait", "carrier_calls"} <= set(
        happened
    )
    proved("histories of texts", histories=len(range(part, OFTEN, parts)), texts=sent)


@pytest.mark.parametrize("seed", [39, 57, 127, 189])
def test_histories_that_once_went_wrong_stay_right(seed: int) -> None:
    assert judge(History(seed).play()) == []
