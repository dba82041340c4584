"""Checking a big workbook against openpyxl's bare read of the same file, and the memory it takes."""

import resource
import subprocess
import sys
from pathlib import Path

from flows.composition import open_workbook
from flows.moment import moment
from flows.settings import Settings
from sheets_schema.reading import read_practice
from sheets_schema.tabs import PEOPLES_TABS
from tests.bench.practice import TODAY
from tests.flows.sampled import REPOSITORY


def check(folder: Path, settings: Settings) -> int:
    """Reads and judges every row, as `circlebook check` does; how many rows there are."""
    snapshot = open_workbook(folder, settings).snapshot([spec.title for spec in PEOPLES_TABS])
    now = moment(f"{TODAY}T20:00")
    assert now
    return sum(counts.rows for counts in read_practice("big", snapshot, now).counts.values())


def peak_megabytes(folder: Path) -> float:
    """The most memory that the command itself holds, from its start to its end."""
    words = [sys.executable, "-m", "flows.cli", "check", str(folder), "--today", f"{TODAY}T20:00", "--json"]
    subprocess.run(words, cwd=REPOSITORY, check=False, capture_output=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
