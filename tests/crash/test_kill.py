"""Killed at any change and run again, the outcome is that of one clean run, whatever the provider does meanwhile.

A pass in which everything is due at once runs in a child; SIGKILL comes at change number n, for every n, and once more
during the recovery. `make prove` takes every n with every fault; each run of the tests takes some of them.
"""

import errno
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.child import DONE, FAILED, KILLED, STOPPED, FarAccount, in_child
from tests.faults.gate import ANSWER, COMMIT, REQUEST, Act, Gate, failing, kill, watching
from tests.faults.place import Place
from tests.proofs import Proved

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
MODES = ("", "accept, slow", "accept, reset", "accept, 500", "500", "20429")
"""What the provider does with the first two texts: nothing amiss, the answer lost in three ways, not taken in two."""
SEED = 20260312
PARTS = 4
"""Each mode's points in so many tests, so that several processes share them."""


@pytest.fixture(scope="module")
def points(before: Place, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The name of every change of a clean run, in their order."""
    place = before.copy(tmp_path_factory.mktemp("points") / "small")
    gate = Gate()
    with watching(gate):
        place.passed(FarHere(place, gate))
    return gate.seen


class FarHere(FarAccount):
    """The provider as a child would see it, without a child."""

    def __init__(self, place: Place, gate: Gate) -> None:
        self._place, self.gate = place, gate

    def answer(self, *asked):  # type: ignore[no-untyped-def, override]
        self.gate.step(REQUEST)
        reply = self._place.account.answer(*asked)
        self.gate.step(ANSWER)
        return reply


def one_pass_that_meets(act: Act, at: int, place: Place) -> tuple[str, str]:
    gate = Gate(act, at)

    def work(far: FarAccount) -> None:
        with watching(gate):
            place.passed(far)

    return in_child(work, gate, place.account)


def is_as(place: Place, clean: dict[str, object], what: str) -> None:
    found = place.outputs()
    for name, value in clean.items():
        assert found[name] == value, f"{name} differ after {what}: {difference(value, found[name])}"
    ledger = place.desk().ledger
    assert ledger.verify_audit()
    ledger.close()  # type: ignore[attr-defined]


def difference(wanted: object, found: object) -> str:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return ", ".join(str(k) for k in wanted.keys() | found.keys() if wanted.get(k) != found.get(k))
    return f"{len(wanted)} wanted, {len(found)} found"  # type: ignore[arg-type]


def chosen(all_points: int, part: int, mode: str) -> list[int]:
    """Every point of this part, or a few of them that change with the mode."""
    mine = range(1 + part, all_points + 1, PARTS)
    few = 2 if not mode else 1 if part % 2 else 0
    return list(mine) if PROVE else sorted(random.Random(f"{SEED}{mode}{part}").sample(mine, few))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("mode", MODES)
def test_killed_at_any_change_and_run_again_gives_the_outputs_of_one_clean_run(
    mode: str, part: int, before: Place, clean: dict[str, object], points: list[str], tmp_path: Path, proved: Proved
) -> None:
    for n in chosen(len(points), part, mode):
        place = before.copy(tmp_path / f"at-{n}")
        place.account.faults.extend([mode, mode] if mode else [])
        assert one_pass_that_meets(kill, n, place)[0] in (KILLED, DONE)  # a fault makes fewer changes than a clean run
        place.recover()
        is_as(place, clean, f"kill at {n} ({points[n - 1]}), provider {mode or 'well'}")
    proved("killed at any change", kills=len(chosen(len(points), part, mode)))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_again_while_it_recovers_gives_the_same(
    part: int, before: Place, clean: dict[str, object], points: list[str], tmp_path: Path, proved: Proved
) -> None:
    chance = random.Random(SEED + part)
    pairs = range(1000 // PARTS if PROVE else part % 2)
    for n in pairs:
        place = before.copy(tmp_path / f"pair-{n}")
        mode = chance.choice(MODES)
        place.account.faults.extend([mode] if mode else [])
        first = chance.randrange(1, len(points))
        second = chance.randrange(1, len(points) - first + 20)
        one_pass_that_meets(kill, first, place)
        one_pass_that_meets(kill, second, place)
        place.recover()
        is_as(place, clean, f"kills at {first} and {second} (seed {SEED + part}), provider {mode or 'well'}")
    proved("killed again while it recovers", pairs_of_kills=len(pairs))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
@pytest.mark.parametrize("part", range(PARTS))
def test_a_disk_that_fails_at_any_change_is_told_in_a_sentence_and_harms_nothing(
    part: int, number: int, before: Place, clean: dict[str, object], points: list[str], tmp_path: Path, proved: Proved
) -> None:
    ends: Counter[str] = Counter()
    for n in chosen(len(points), part, str(number)):
        place = before.copy(tmp_path / f"at-{n}")
        end, words = one_pass_that_meets(failing(number), n, place)
        assert end != FAILED, f"change {n} ({points[n - 1]}): {words[-1500:]}"
        if end == STOPPED:
            assert words.endswith("."), words
            assert "Errno" not in words, words
        ends[end] += 1
        place.recover()
        is_as(place, clean, f"failure {number} at {n} ({points[n - 1]})")
    assert set(ends) <= {DONE, STOPPED}
    assert not PROVE or ends[STOPPED]
    proved("disk full or broken at any change", failures=ends.total(), told_in_a_sentence=ends[STOPPED])


def test_the_changes_of_a_clean_run_are_all_seen(points: list[str]) -> None:
    seen = Counter(points)
    assert {"open", "fsync", "replace", "link", "unlink", "mkdir", COMMIT, REQUEST, ANSWER} <= set(seen)
    assert seen[COMMIT] > 20
    assert seen[REQUEST] >= 6, "each text has its own"
