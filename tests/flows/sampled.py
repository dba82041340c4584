"""The sample practice in a folder, worked on without Prefect."""

import json
import subprocess
import sys
import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

from flows.composition import open_desk, type_in
from flows.demo import build
from flows.desk import Pass
from flows.passes import FLOWS, one_pass
from flows.sample import Sample, sample_practice

DAY = date(2026, 3, 12)
NEXT_DAY = datetime(2026, 3, 13, 10, 0)  # the practice's wall clock
REPOSITORY = Path(__file__).parents[2]


@cache
def sample() -> Sample:
    return sample_practice(DAY)


def when() -> datetime:
    return sample().moment


def made(folder: Path) -> Path:
    build(folder, sample())
    return folder


def passed(folder: Path, at: datetime | None = None, **how: object) -> Pass:
    return one_pass(open_desk(folder, at or when()), **how)  # type: ignore[arg-type]


def typed(folder: Path, tab: str, row_id: str, **cells: object) -> None:
    type_in(folder / "practice.xlsx", tab, row_id, {h.replace("_", " "): v for h, v in cells.items()})


def release(folder: Path) -> None:
    """The biller says Yes to each batch that waits."""
    this = passed(folder, only=(), dry_run=True)
    for decision in this.practice.decisions:
        if decision.kind == "release" and decision.answer is None:
            typed(folder, "Decisions", decision.decision_id, Answer="Yes", Answered_by="Biller")


def effects(this: Pass) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for key, kind, _ in this.done:
        kinds.setdefault(kind, []).append(key)
    return kinds


def circlebook(*words: str | Path, timeout: float = 120, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flows.cli", *map(str, words)]
    return subprocess.run(
        command,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        **more,  # type: ignore[call-overload]
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    return dict(json.loads(done.stdout))


__all__ = [
    "DAY",
    "FLOWS",
    "NEXT_DAY",
    "answer",
    "circlebook",
    "effects",
    "made",
    "passed",
    "release",
    "sample",
    "typed",
    "when",
]


def outputs(folder: Path) -> dict[str, object]:
    """What the world can see: documents, claim files, texts, rows and own tabs of the workbook; read without the ledger."""
    desk = open_desk(folder, when())
    titles = ["Sessions", "Attendance", "Decisions", "To do", "Claims", "Notes", "Messages", "Benefits", "Grid"]
    grids = desk.workbook.snapshot(titles).grids
    assert zipfile.ZipFile(folder / "practice.xlsx").testzip() is None
    files = {
        place: {p.name: p.read_bytes() for p in sorted((folder / place).rglob("*")) if p.is_file()}
        for place in ("documents", "claims")
    }
    texts = (folder / "outbox" / "texts.jsonl").read_text().splitlines()
    return {
        **files,
        "texts": sorted(texts),
        "tabs": {t: [tuple(row) for row in grid.rows] for t, grid in grids.items()},
    }


def run_to_the_end(folder: Path) -> None:
    """Passes until one leaves the workbook as it is."""
    token = ""
    while token != (token := open_desk(folder, when()).workbook.token()):
        passed(folder)
