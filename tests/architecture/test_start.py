"""The command line starts quickly, and Prefect is not needed for the kernel."""

import subprocess
import sys

import pytest

from tests.flows.sampled import REPOSITORY

NOT_FOR_HELP = ("prefect", "openpyxl", "sqlalchemy", "rich", "docxtpl", "phonenumbers")


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    code = f"""
import sys
sys.argv = ["circlebook", *{words!r}]
from flows.cli import app
try:
    app()
except SystemExit as end:
    assert not end.code
print("IMPORTED", [m for m in {NOT_FOR_HELP!r} if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("IMPORTED []")


def test_a_pass_and_a_check_never_import_prefect(tmp_path) -> None:
    code = f"""
import sys
class NoPrefect:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "prefect":
            raise ImportError("Prefect is not here")
sys.meta_path.insert(0, NoPrefect())
from pathlib import Path
from flows.checking import run_check
from flows.running import run_once
from tests.flows.sampled import made
folder = made(Path({str(tmp_path)!r}) / "practice")
run_once(folder, "2026-03-12T19:45", only="", dry_run=False, no_prefect=True, as_json=True)
run_check(folder, "2026-03-12T19:45", as_json=True)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
