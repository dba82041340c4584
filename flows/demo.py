"""`circlebook demo`: a sample practice, watched by Prefect while a clinician corrects a mark."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.problems import Problem
from flows.desk import Pass
from flows.moment import moment
from flows.sample import Sample, sample_practice
from flows.screen import line, say, show_pass, table
from flows.server import NOTE, start, stop

EVERY_SECONDS = 6
PATIENCE_SECONDS = 300


Typing = Callable[[str, str, dict[str, Any]], None]
"""What a person does: type into the cells of a row (tab, row ID, heading to value)."""


@dataclass(frozen=True)
class Stage:
    """Where the sample practice's tabs stand, who types there, and how to look at them."""

    settings: str
    typing: Typing
    where: str
    address: str = ""


def run_demo(folder: Path, today: str, *, google: bool = False) -> int:
    """Build the sample practice, let Prefect look after it, and show what was made, why, and where to look."""
    asked = moment(today)
    if asked is None:
        raise Problem("The demo needs a day. Type it like this: --today 2026-03-12")
    sample = sample_practice(asked.date())
    make_place(folder)
    with _stage(folder, google=google) as stage:
        _play(folder, sample, stage)
    return 0


@contextmanager
def _stage(folder: Path, *, google: bool) -> Iterator[Stage]:
    """A workbook in the folder, or a spreadsheet in an emulated Google for as long as the demo runs."""
    from flows.composition import emulated_google, type_in

    if not google:
        workbook = folder / "practice.xlsx"
        yield Stage("", lambda tab, row_id, cells: type_in(workbook, tab, row_id, cells), f"Open {workbook}")
        return
    with emulated_google(folder) as place:
        settings = f'\n[google]\nspreadsheet = "{place.spreadsheet}"\naddress = "{place.address}"\n'
        yield Stage(settings, place.hands.type, f"Look at {place.address}", place.address)


def _play(folder: Path, sample: Sample, stage: Stage) -> None:
    build(folder, sample, stage.settings)
    say(f"A sample practice stands in {folder}: invented people, {len(sample.rows['Attendance'])} attendance rows.")
    with _served(folder, sample.moment) as wait_for_pass:
        wait_for_pass("First pass: reading the workbook, writing notes, claims, texts and questions")
        first = look(folder, sample.moment)
        _answer_release(stage, first)
        wait_for_pass("The sample practice's biller answered Yes: writing the claim batch")
        before = look(folder, sample.moment)
        stage.typing("Attendance", sample.edit.visit_id, {"Mark": sample.edit.after})
        wait_for_pass(f"Someone corrects a mark: {sample.edit.sentence}")
        wait_for_pass("Looking once more")
    after = look(folder, sample.moment)
    _show(folder, sample, before, after)
    line(f"{stage.where} and begin with the tab To do.")
    line(f"Why is a line held? circlebook explain {folder} {sample.edit.visit_id}")
    line(f"Run it again, nothing new happens: circlebook run {folder} --today {sample.moment:%Y-%m-%dT%H:%M}")
    if stage.address and sys.stdin.isatty():
        say("The emulated Google runs until you press Enter.")
        sys.stdin.readline()


def make_place(folder: Path) -> None:
    """An empty folder; refuses one in which something else lies."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(f'"{folder}" is not empty. Choose a new folder for the demo, like: circlebook demo my-demo')
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Problem(f'The folder "{folder}" cannot be made ({error.strerror}). Choose another place.') from None


def build(folder: Path, sample: Sample, more: str = "") -> None:
    """The practice with the sample's rows; ``more`` settings say where its tabs stand."""
    from flows.composition import open_workbook
    from flows.new import make_folder
    from flows.settings import read_settings
    from sheets_schema.layout import layouts

    if not more:
        make_place(folder)
    make_folder(folder, "sample", f"\n[claims]\ntest = true          # no payer pays a test\n{more}")
    open_workbook(folder, read_settings(folder)).lay_out(layouts(sample.rows))


def look(folder: Path, when: datetime) -> Pass:
    """A pass that only looks: what was done so far, and what would be done."""
    from flows.composition import open_desk
    from flows.passes import FEATURES, open_pass, run_feature

    this = open_pass(open_desk(folder, when), dry_run=True)
    for name in FEATURES:
        run_feature(name, this)
    return this


@contextmanager
def _served(folder: Path, when: datetime) -> Iterator[Callable[[str], None]]:
    """`circlebook serve` in a process of its own; the function waits for a pass that begins from now on."""
    command = [sys.executable, "-m", "flows.cli", "serve", str(folder), "--every", str(EVERY_SECONDS)]
    command += ["--today", when.replace(tzinfo=None).isoformat()]
    process = start(command, dict(os.environ), folder / "serve.log")
    try:
        yield lambda text: _wait(folder, process, text)
    finally:
        stop(process)
        shutil.rmtree(folder / ".prefect", ignore_errors=True)


def _wait(folder: Path, process: subprocess.Popen[bytes], text: str) -> None:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(finished_text="done"), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        shown = progress.add_task(text, total=1)
        done_before: set[str] | None = None
        for _ in range(PATIENCE_SECONDS * 2):
            if process.poll() is not None:
                raise Problem(f"Prefect stopped. What it said is in {folder / 'serve.log'}.")
            runs = _completed_runs(folder)
            if runs is not None:
                done_before = done_before if done_before is not None else _running_or_done(folder)
                if runs - done_before:
                    progress.update(shown, completed=1)
                    return
            time.sleep(0.5)
    raise Problem(f"No pass ended in {PATIENCE_SECONDS} seconds. What Prefect said is in {folder / 'serve.log'}.")


def _completed_runs(folder: Path) -> set[str] | None:
    return _runs(folder, ["COMPLETED"])


def _running_or_done(folder: Path) -> set[str]:
    return _runs(folder, ["COMPLETED", "RUNNING", "CANCELLED", "FAILED", "CRASHED"]) or set()


def _runs(folder: Path, states: list[str]) -> set[str] | None:
    try:
        url = json.loads((folder / ".prefect" / NOTE).read_text())["url"]
        body = json.dumps({"flow_runs": {"state": {"type": {"any_": states}}}, "sort": "START_TIME_DESC", "limit": 100})
        request = urllib.request.Request(  # noqa: S310  our own loopback address
            f"{url}/flow_runs/filter", data=body.encode(), headers={"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=5) as got:  # noqa: S310  our own loopback address
            return {str(run["id"]) for run in json.loads(got.read())}
    except (OSError, ValueError):
        return None


def _answer_release(stage: Stage, this: Pass) -> None:
    for decision in this.practice.decisions:
        if decision.kind == "release" and decision.answer is None:
            stage.typing("Decisions", decision.decision_id, {"Answer": "Yes", "Answered by": "the sample biller"})


def _show(folder: Path, sample: Sample, before: Pass, after: Pass) -> None:
    show_made(folder, after)
    show_pass(after)
    new = [h for key, h in after.happened.items() if key not in before.happened or before.happened[key] != h]
    table(
        f"What followed from one edit: {sample.edit.sentence}",
        ("what", "key", "state"),
        [(h.kind, h.key, h.state) for h in new],
    )


def show_made(folder: Path, this: Pass) -> None:
    """How many effects of each kind the ledger has, and where they lie."""
    from flows.screen import KIND_WORDS, WHERE

    kinds: dict[str, int] = {}
    for happened in this.happened.values():
        if happened.state == "done":
            kinds[happened.kind] = kinds.get(happened.kind, 0) + 1
    rows = [(KIND_WORDS.get(kind, kind), str(n), WHERE.get(kind, "")) for kind, n in sorted(kinds.items())]
    table(f"What was made in {folder}", ("what", "how many", "where to look"), rows)
