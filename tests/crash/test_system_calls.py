"""`circlebook run` killed at any call of the system that changes something, inside SQLite and inside a request too.

strace does it. Each run of the tests takes some of the calls, `make prove` each call with each fault of the provider but
the slow one, which test_kill.py plays: 25 seconds of patience with each.
"""

import os
import random
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.crash.test_kill import MODES, PARTS, PROVE, is_as
from tests.faults.place import Place
from tests.faults.traced import traced
from tests.proofs import Proved

SEED = 20260312
CALLS = (
    "write", "pwrite64", "fdatasync", "fsync", "rename", "unlink", "link", "ftruncate", "mkdir", "openat", "connect",
    "sendto", "recvfrom",
)  # fmt: skip
MOST, LEFT_IN_PEACE = 0.8, 0.75
"""What part of a clean run's calls is made at least; a carrier that asks for a pause gets no further text."""
PATIENT = tuple(mode for mode in MODES if "slow" not in mode)
pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not on this machine: only the fault points of test_kill.py were played",
)


@pytest.fixture(scope="module")
def calls(before: Place, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    """Every call that changes something, from the ledger's opening on: its name, and which of its name it is."""
    folder = tmp_path_factory.mktemp("traced")
    traced(before.copy(folder / "loads"), "-e", "trace=none")  # what a run loads late is loaded for those that follow
    log = folder / "strace.log"
    assert traced(before.copy(folder / "small"), "-e", f"trace={','.join(CALLS)}", "-o", str(log)) in (0, 1)
    counted: Counter[str] = Counter()
    found, is_open = [], False
    for line in log.read_text(errors="replace").splitlines():
        name = line.partition("(")[0]
        if name not in CALLS:
            continue
        counted[name] += 1
        is_open = is_open or "ledger.sqlite3" in line
        if is_open and (name != "openat" or re.search("O_(WRONLY|RDWR|CREAT)", line)):
            found.append((name, counted[name]))
    return found


def chosen(calls: list[tuple[str, int]], part: int, mode: str) -> list[tuple[str, int]]:
    """Every call of this part, or one that changes with the mode."""
    mine = calls[part::PARTS]
    return mine if PROVE else random.Random(f"{SEED}{mode}{part}").sample(mine, 1)


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("mode", PATIENT)
def test_killed_at_any_system_call_and_run_again_gives_the_outputs_of_one_clean_run(
    mode: str, part: int, before: Place, clean: dict[str, object], calls: list[tuple[str, int]], tmp_path: Path,
    proved: Proved,
) -> None:  # fmt: skip
    mine = chosen(calls, part, mode)
    killed = 0
    for name, n in mine:
        place = before.copy(tmp_path / f"{name}-{n}")
        place.account.faults.extend([mode, mode] if mode else [])
        how = ("-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={n}", "-o", os.devnull)
        killed += traced(place, *how) == -9
        place.recover()
        is_as(place, clean, f"kill at {name} {n}, provider {mode or 'well'}")
        shutil.rmtree(place.folder)
    least = LEFT_IN_PEACE if mode == "20429" else MOST
    assert not PROVE or killed > len(mine) * least, "a fault makes fewer calls, but most of these must be reached"
    proved("killed at any call of the system", calls=len(mine), kills=killed)


def test_the_calls_are_those_of_files_ledger_and_network(calls: list[tuple[str, int]]) -> None:
    seen = Counter(name for name, _ in calls)
    assert {"pwrite64", "fsync", "link", "unlink", "rename", "openat", "connect"} <= set(seen), seen
