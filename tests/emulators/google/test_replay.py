"""The emulator answers what the real service answered."""

import os
from pathlib import Path

import pytest

from connectors.google.emulator import Emulator
from tests.emulators.google.replay import Score, replay
from tests.proofs import Proved

FOLDER = os.environ.get("CIRCLEBOOK_GSPREAD_CASSETTES", "")
WANTED = 0.95


@pytest.mark.skipif(not FOLDER, reason="CIRCLEBOOK_GSPREAD_CASSETTES names no folder of recordings")
def test_recorded_exchanges_are_answered_alike(proved: Proved) -> None:
    score = Score()
    recordings = sorted((Path(FOLDER) / "cassettes").glob("*.json"))
    assert recordings, FOLDER
    for path in recordings:
        with Emulator() as emulator:
            replay(path, emulator, score)
    assert score.share >= WANTED, "\n".join(score.wrong)
    proved(
        "recordings of Google",
        exchanges=score.all,
        answered_equal=score.equal,
        in_the_same_shape=score.shaped,
        otherwise=len(score.wrong),
    )
