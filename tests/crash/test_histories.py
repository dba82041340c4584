"""Random histories of two practices with equal IDs: whatever people do and whatever fails, the invariants hold.

The checker reads the provider's log, the files and the sheets. Own generator instead of Hypothesis: a history is data
from the first act on, it is shortened by leaving acts out, and nothing but the product takes the time.
"""

import os
from collections import Counter

import pytest

from tests.faults.histories import STEPS, WEIGHTS, Play, history, shortened
from tests.proofs import Proved

ALL = 10_000
PARTS, EACH_RUN = 200, 4
OFTEN = 20
PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
FIRST = int(os.environ.get("CIRCLEBOOK_FIRST_SEED", "0"))
"""`make prove` goes on from here after it was stopped."""


def played(seed: int) -> Play:
    play = Play(history(seed)).play()
    if play.broken:
        pytest.fail(
            f"seed {seed}: {play.broken[:3]}; as a script: {shortened(history(seed)) if PROVE else 'make prove'}"
        )
    return play


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(PARTS if PROVE else EACH_RUN))
def test_whatever_happens_the_invariants_hold(part: int, proved: Proved) -> None:
    happened: Counter[str] = Counter()
    each = ALL // PARTS if PROVE else OFTEN // EACH_RUN
    for seed in range(FIRST + part * each, FIRST + (part + 1) * each):
        play = played(seed)
        happened += play.happened
        happened["changes"] += play.world.points
        happened["texts"] += sum(len(p.account.sent) for p in play.world.practices)
    assert happened["pass done"] >= each * STEPS
    assert happened["texts"] > 0
    if PROVE:
        assert set(WEIGHTS) <= set(happened), "every act was played"
        assert happened["pass killed"] > each
        assert happened["pass stopped"] > 0
    proved(
        "random histories",
        histories=each,
        acts=sum(happened[act] for act in WEIGHTS),
        passes=sum(n for what, n in happened.items() if what.startswith("pass ")),
        stops_in_a_pass=happened["pass killed"],
        changes_passed=happened["changes"],
        texts=happened["texts"],
    )
