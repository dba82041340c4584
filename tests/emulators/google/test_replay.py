"""The emulator answers what the real service answered."""

import os
from pathlib import Path

import pytest

from connectors.google.emulator import Emulator
from tests.emulators.google.replay import Score, replay

FOLDER = os.environ.get("CIRCLEBOOK_GSPREAD_CASSETTES", "")
WANTED = 0.95


@pytest.mark.skipif(not FOLDER, reason="CIRCLEBOOK_GSPREAD_CASSETTES names no folder of recordings")
def test_recorded_exchanges_are_answered_alike(capsys: pytest.CaptureFixture[str]) -> None:
    score = Score()
    recordings = sorted((Path(FOLDER) / "cassettes").glob("*.json"))
    assert recordings, FOLDER
    for path in recordings:
        with Emulator() as emulator:
            replay(path, emulator, score)
    with capsys.disabled():
        print(
            f"\nrecordings of Google: {score.all} exchanges, {score.equal} answered equal, {score.shaped} in the same "
            f"shape, {len(score.wrong)} otherwise: {score.share:.1%}"
        )
    assert score.share >= WANTED, "\n".join(score.wrong)
