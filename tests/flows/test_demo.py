"""The demonstration in an emulated Google: the same steps as a person sees them, with and without Prefect."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows import demo
from flows.sample import sample_practice
from tests.flows.sampled import passed, when


def test_the_steps_of_the_demonstration_in_an_emulated_google(tmp_path: Path) -> None:
    folder, sample = tmp_path / "demo", sample_practice(when().date())
    demo.make_place(folder)
    with demo._stage(folder, google=True) as stage:
        demo.build(folder, sample, stage.settings)
        assert stage.address in stage.where
        first = passed(folder, sample.moment)
        assert {kind for _, kind, _ in first.done} >= {"note", "decision", "row"}
        demo._answer_release(stage, passed(folder, sample.moment, only=(), dry_run=True))
        assert [kind for _, kind, _ in passed(folder, sample.moment).done].count("batch") == 1
        stage.typing("Attendance", sample.edit.visit_id, {"Mark": sample.edit.after})
        assert passed(folder, sample.moment).done
    assert list((folder / "claims").glob("*.837"))
    assert not (folder / "practice.xlsx").exists()


@pytest.mark.server
@pytest.mark.prove
def test_the_demonstration_ends_well_with_prefect(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "demo", str(tmp_path / "demo"), "--google-emulator"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert "What followed from one edit" in done.stdout
