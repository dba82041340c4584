"""`circlebook run` killed at a call of the system, inside SQLite and inside a request too: strace does it in `make prove`.

It makes a run twenty times slower, so the tests of every day leave it to the fault points of test_kill.py.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.crash.test_kill import MODES, is_as
from tests.emulators.twilio import serving
from tests.emulators.twilio.account import TOKEN
from tests.faults.place import EVENING, Place
from tests.flows.sampled import REPOSITORY
from tests.proofs import Proved

SEED = 20260312
CALLS = (
    "write", "pwrite64", "fdatasync", "fsync", "rename", "unlink", "link", "ftruncate", "mkdir", "openat", "connect",
    "sendto", "recvfrom",
)  # fmt: skip
PARTS = 4
pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(
        shutil.which("strace") is None,
        reason="strace is not on this machine: only the fault points of test_kill.py were played",
    ),
]


def command(place: Place) -> list[str]:
    today = f"{EVENING:%Y-%m-%dT%H:%M}"
    return [sys.executable, "-m", "flows.cli", "run", str(place.folder), "--no-prefect", "--today", today]


def traced(place: Place, *how: str) -> int:
    """One run under strace with the provider at hand; its return code."""
    with serving(place.account) as address:
        settings = place.folder / "circlebook.toml"
        told = settings.read_text()
        settings.write_text(told.replace("live = true\n", f'live = true\naddress = "{address}"\n'))
        environment = os.environ | {"CIRCLEBOOK_TWILIO_TOKEN": TOKEN, "PYTHONDONTWRITEBYTECODE": "1"}
        words = ["strace", "-f", *how, *command(place)]
        done = subprocess.run(words, cwd=REPOSITORY, env=environment, capture_output=True, check=False, timeout=300)
        settings.write_text(told)
    return done.returncode


@pytest.fixture(scope="module")
def calls(before: Place, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    """Every call that changes something, from the ledger's opening on: its name, and which of its name it is."""
    place = before.copy(tmp_path_factory.mktemp("traced") / "small")
    log = place.folder.parent / "strace.log"
    assert traced(place, "-e", f"trace={','.join(CALLS)}", "-o", str(log)) in (0, 1)
    counted: Counter[str] = Counter()
    found, is_open, first = [], False, ""
    for line in log.read_text(errors="replace").splitlines():
        said = re.match(r"(\d+) +(\w+)\(", line)
        if said is None or said[1] != (first := first or said[1]):
            continue
        counted[said[2]] += 1
        is_open = is_open or "ledger.sqlite3" in line
        if is_open and (said[2] != "openat" or re.search("O_(WRONLY|RDWR|CREAT)", line)):
            found.append((said[2], counted[said[2]]))
    return found


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_system_call_and_run_again_gives_the_outputs_of_one_clean_run(
    part: int, before: Place, clean: dict[str, object], calls: list[tuple[str, int]], tmp_path: Path, proved: Proved
) -> None:
    chance = random.Random(SEED + part)
    chosen = calls[part::PARTS]
    killed = 0
    for name, n in chosen:
        place = before.copy(tmp_path / f"{name}-{n}")
        mode = chance.choice([m for m in MODES if "slow" not in m])  # 25 seconds of patience with each
        place.account.faults.extend([mode] if mode else [])
        how = ("-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={n}", "-o", os.devnull)
        killed += traced(place, *how) == -9
        place.recover()
        is_as(place, clean, f"kill at {name} {n}, provider {mode or 'well'}")
        shutil.rmtree(place.folder)
    assert killed > len(chosen) * 0.8, "a fault makes fewer calls, but most of these must be reached"
    proved("killed at any call of the system", calls=len(chosen), kills=killed)


def test_the_calls_are_those_of_files_ledger_and_network(calls: list[tuple[str, int]]) -> None:
    seen = Counter(name for name, _ in calls)
    assert {"pwrite64", "fsync", "link", "unlink", "rename", "openat", "connect"} <= set(seen), seen
