"""Ratios of speed against named peers, each pair measured in this one run: ``make bench``."""

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from flows.composition import open_desk, open_workbook, type_in
from flows.moment import moment
from flows.new import make_folder
from flows.passes import one_pass
from sheets_schema.layout import layouts
from tests.bench.bench_837 import measure as measure_837
from tests.bench.bench_check import check, peak_megabytes
from tests.bench.bench_claims import rows as claim_rows
from tests.bench.bench_google import report as report_google
from tests.bench.bench_ledger import rows as ledger_rows
from tests.bench.bench_notes import measure as measure_notes
from tests.bench.practice import TODAY, big_practice
from tests.flows.sampled import REPOSITORY

WHEN = f"{TODAY}T20:00"


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """The best of some tries."""
    best = float("inf")
    for _ in range(tries):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def bare_read(path: Path) -> int:
    """openpyxl reading all cells of the file, and nothing else."""
    book = load_workbook(path, read_only=True, data_only=True)
    cells = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        cells += sum(len(row) for row in sheet.iter_rows(values_only=True))
    book.close()
    return cells


def line(what: str, ours: float, peer: str, theirs: float, goal: str) -> None:
    print(
        f"{what:<46} {ours:8.2f} s   {peer:<34} {theirs:8.2f} s   ratio {ours / theirs:6.2f}   goal {goal}", flush=True
    )


class EmptyDocuments:
    """The notes of the past as empty files, so that they lie there for the measured passes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, content: bytes) -> str:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return name

    def replace(self, name: str, content: bytes, fingerprint: str) -> bool:
        return False

    def listing(self) -> frozenset[str]:
        return frozenset()

    def fingerprint(self, name: str) -> str | None:
        return hashlib.sha256(b"").hexdigest()


def passes() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "big"
        settings = make_folder(folder, "big")
        open_workbook(folder, settings).lay_out(layouts(big_practice()))
        path = folder / "practice.xlsx"

        def one() -> None:
            one_pass(open_desk(folder, moment(WHEN)))

        desk = open_desk(folder, moment(WHEN))
        begun = time.perf_counter()
        one_pass(replace(desk, documents=EmptyDocuments(folder / "documents"), render_note=lambda *_: b""))
        print(f"{'the first pass, its 17,920 notes not rendered':<46} {time.perf_counter() - begun:8.2f} s", flush=True)
        one()  # the workbook settles: questions, own tabs
        one()

        def whole() -> None:
            desk = open_desk(folder, moment(WHEN))
            desk.ledger.keep_token("-")  # as if all had to be read again
            one_pass(desk)

        bare = seconds(lambda: bare_read(path))
        line(
            "check, 20,160 rows, 500 clients",
            seconds(lambda: check(folder, settings)),
            "openpyxl's bare read",
            bare,
            "<= 1.5",
        )
        print(f"{'peak memory of check':<46} {peak_megabytes(folder):8.0f} MB", flush=True)
        line("whole pass, 20,160 rows, 500 clients", seconds(whole), "openpyxl's bare read", bare, "<= 1.5")
        changed: list[float] = []
        for n in range(3):
            type_in(
                path, "Attendance", "G-01/84/C-001", {"Mark": "Late" if n % 2 == 0 else "Present", "Plan": f"Plan {n}"}
            )
            begun = time.perf_counter()
            one()
            changed.append(time.perf_counter() - begun)
        line(
            "pass after one changed mark",
            min(changed),
            "openpyxl's bare read",
            seconds(lambda: bare_read(path)),
            "<= 1.15",
        )
        line("idle pass", seconds(one), "openpyxl's bare read", bare, "-")
        print(
            f"{'peak memory of this process':<46} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB",
            flush=True,
        )


def start_up() -> None:
    def run(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *words], cwd=REPOSITORY, check=True, capture_output=True)

    line(
        "circlebook --help", seconds(run("-m", "flows.cli", "--help"), 7),
        'python -c "import typer"', seconds(run("-c", "import typer"), 7), "<= 1.5",
    )  # fmt: skip


def claims() -> None:
    found = measure_837()
    ours = found["write_s"] + found["check_s"]
    print(
        f"{'837P of 5,000 claims: write and check':<46} {ours:8.2f} s   {'pyx12 validates the same file':<34} {found['pyx12_s']:8.2f} s   "
        f"faster {found['pyx12_s'] / ours:5.1f} times   goal >= 10", flush=True,
    )  # fmt: skip
    for told in claim_rows():
        print(told, flush=True)


def notes() -> None:
    found = measure_notes()
    line("100 notes, their text compared", found["ours_s"], "docxtpl, the same template", found["docxtpl_s"], "<= 1.2")


def ledger() -> None:
    for told in ledger_rows():
        print(told, flush=True)


if __name__ == "__main__":
    start_up()
    claims()
    notes()
    report_google()
    passes()
    ledger()
