"""500 restore drills over random histories of texting; a part of them each time the tests run."""

import os

import pytest

from tests.crash.restore_drills import Drill
from tests.crash.text_histories import judge
from tests.proofs import Proved

ALL = 500
PARTS = 10
FORGOTTEN = (3, 16)
"""Seeds in which a ledger that does not know that it was put back texts somebody twice."""

FOUND = (62, 121, 286, 355, 386, 447)
"""Seeds that once texted somebody twice: the number or the session had changed since, or another text took the find."""

OFTEN = 8 if not os.environ.get("CIRCLEBOOK_PROVE") else ALL


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS if ALL == OFTEN else 1))
def test_a_ledger_put_back_from_a_backup_texts_nobody_twice_and_loses_nothing_silently(
    part: int, proved: Proved
) -> None:
    parts = PARTS if ALL == OFTEN else 1
    in_the_gap = 0
    for seed in range(part, OFTEN, parts):
        drill = Drill(seed).play()
        assert judge(drill) == [], f"seed {seed}"
        assert drill.drilled == 1
        in_the_gap += drill.unknown_sent
    assert in_the_gap >= OFTEN / parts / 2, "a drill in which nothing went out since the backup proves nothing"
    proved(
        "ledger put back from a backup", drills=len(range(part, OFTEN, parts)), texts_the_backup_did_not_know=in_the_gap
    )


def test_without_restore_mode_the_judge_finds_texts_that_went_twice() -> None:
    told = [wrong for seed in FORGOTTEN for wrong in judge(Drill(seed, forgets=True).play())]
    assert any(wrong.startswith("twice") for wrong in told)


@pytest.mark.parametrize("seed", FOUND)
def test_a_text_that_may_have_gone_under_another_number_or_key_waits_for_a_person(seed: int) -> None:
    assert judge(Drill(seed).play()) == []
