"""Killed at any moment and run again, the outcome is that of one clean run."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from flows.composition import open_desk
from tests.flows.sampled import REPOSITORY, made, passed, release, when

PARTS = 5
KILLS = 10  # a part: fifty in all
SEED = 20260312


def start(folder: Path) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "run",
        str(folder),
        "--no-prefect",
        "--today",
        f"{when():%Y-%m-%dT%H:%M}",
    ]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def outputs(folder: Path) -> dict[str, object]:
    """What the world can see: documents, claim files, texts, rows and own tabs of the workbook; read without the ledger."""
    workbook = folder / "practice.xlsx"
    desk = open_desk(folder, when())
    titles = ["Sessions", "Attendance", "Decisions", "To do", "Claims", "Notes", "Messages", "Benefits", "Grid"]
    grids = desk.workbook.snapshot(titles).grids
    assert zipfile.ZipFile(workbook).testzip() is None
    texts = (folder / "outbox" / "texts.jsonl").read_text().splitlines()
    return {
        "documents": {p.name: p.read_bytes() for p in sorted((folder / "documents").rglob("*")) if p.is_file()},
        "claims": {p.name: p.read_bytes() for p in sorted((folder / "claims").iterdir())}
        if (folder / "claims").exists()
        else {},
        "texts": sorted(texts),
        "tabs": {title: [tuple(row) for row in grid.rows] for title, grid in grids.items()},
    }


def run_to_the_end(folder: Path) -> None:
    while True:
        before = workbook_token(folder)
        passed(folder)
        if workbook_token(folder) == before:
            return


def workbook_token(folder: Path) -> str:
    return open_desk(folder, when()).workbook.token()


@pytest.fixture(scope="module")
def before_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice in which everything is due at once: rows, notes, texts, questions, and a released batch."""
    folder = made(tmp_path_factory.mktemp("crash") / "practice")
    passed(folder, only=("claims",))
    release(folder)
    return folder


@pytest.fixture(scope="module")
def clean(before_release: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], float]:
    folder = Path(shutil.copytree(before_release, tmp_path_factory.mktemp("clean") / "practice"))
    begun = time.perf_counter()
    process = start(folder)
    process.wait()
    took = time.perf_counter() - begun
    run_to_the_end(folder)
    return outputs(folder), took


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_ten_random_moments_and_run_again_gives_the_outputs_of_one_clean_run(
    part: int, before_release: Path, clean: tuple[dict[str, object], float], tmp_path: Path
) -> None:
    wanted, took = clean
    chance = random.Random(SEED + part)
    killed = 0
    for n in range(KILLS * 3):
        if killed == KILLS:
            break
        folder = Path(shutil.copytree(before_release, tmp_path / f"practice-{n}"))
        process = start(folder)
        time.sleep(chance.uniform(0.25, 1.0) * took)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        run_to_the_end(folder)
        found = outputs(folder)
        for what, value in wanted.items():
            assert found[what] == value, f"{what} differ after kill {n} (seed {SEED + part})"
        assert open_desk(folder, when()).ledger.verify_audit()
        shutil.rmtree(folder)
    assert killed == KILLS
