"""Random histories of two practices with equal IDs: whatever people do and whatever fails, the invariants hold.

The checker reads the provider's log, the files and the sheets. Own generator instead of Hypothesis: a history is data
from the first act on, it is shortened by leaving acts out, and nothing but the product takes the time.
"""

import os
from collections import Counter
from collections.abc import Callable

import pytest

from tests.faults.histories import STEPS, WEIGHTS, Act, Play, history, shortened
from tests.faults.incidents import INCIDENTS, Eventful, eventful
from tests.proofs import Proved

ALL = 10_000
PARTS, EACH_RUN = 200, 4
OFTEN = 20
PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
FIRST = int(os.environ.get("CIRCLEBOOK_FIRST_SEED", "0"))
"""`make prove` goes on from here after it was stopped."""


EVENTFUL, EVENTFUL_PARTS, EVENTFUL_EACH_RUN = 1_000, 20, 10


def played(seed: int, kind: type[Play] = Play, acts: Callable[[int], list[Act]] = history) -> Play:
    play = kind(acts(seed)).play()
    if play.broken:
        script = shortened(acts(seed), kind) if PROVE else "make prove"
        pytest.fail(f"seed {seed}: {play.broken[:3]}; as a script: {script}")
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


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(EVENTFUL_PARTS if PROVE else 2))
def test_whatever_incident_happens_the_invariants_hold(part: int, proved: Proved) -> None:
    happened: Counter[str] = Counter()
    each = EVENTFUL // EVENTFUL_PARTS if PROVE else EVENTFUL_EACH_RUN // 2
    for seed in range(FIRST + part * each, FIRST + (part + 1) * each):
        play = played(seed, Eventful, eventful)
        happened += play.happened
        happened["texts"] += sum(len(p.account.sent) for p in play.world.practices)
    assert happened["texts"] > 0
    if PROVE:
        assert set(INCIDENTS) <= set(happened), "every incident was played"
        assert happened["second Busy"] > 0, "a second pass began while the first one ran"
    proved(
        "histories with incidents",
        histories=each,
        incidents=sum(happened[act] for act in INCIDENTS),
        stops_in_a_pass=happened["pass killed"],
        texts=happened["texts"],
    )
