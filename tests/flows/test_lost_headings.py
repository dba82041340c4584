"""A heading is cleared in a working practice: nothing that rests on the tab is undone, and all goes on once it is back."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.flows.sampled import made, passed, release, typed

VISIT = "G-01/02/C-001"


@pytest.fixture(scope="module")
def _proposed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made(tmp_path_factory.mktemp("proposed") / "practice")
    passed(folder)
    typed(folder, "Attendance", VISIT, Do_not_bill="Yes")
    passed(folder)
    return folder


@pytest.fixture
def proposed(_proposed: Path, tmp_path: Path) -> Path:
    """The sample practice while a batch waits for a Yes, and one visit of it is not to be billed."""
    return Path(shutil.copytree(_proposed, tmp_path / "practice"))


def heading(folder: Path, tab: str, was: str | None, now: str | None) -> None:
    """Type over the first cell of the heading row that says ``was``."""
    book = openpyxl.load_workbook(folder / "practice.xlsx")
    next(cell for cell in book[tab][1] if cell.value == was).value = now
    book.save(folder / "practice.xlsx")


@pytest.mark.parametrize(
    ("tab", "header"),
    [("Attendance", "Do not bill"), ("Attendance", "Signed on"), ("Clients", "Member ID"), ("Roster", "Diagnoses")],
)
def test_what_was_proposed_waits_for_the_heading_and_is_then_released_as_it_was_asked(
    proposed: Path, tab: str, header: str
) -> None:
    heading(proposed, tab, header, None)
    release(proposed)
    stopped = passed(proposed)
    assert [f.tab for f in stopped.reading.findings if f.outcome == "stop"] == [tab]
    assert stopped.done == []
    assert [b.state for b in stopped.batches] == ["proposed"]
    heading(proposed, tab, None, header)
    (batch,) = passed(proposed).batches
    assert batch.state == "written"
    assert batch.claims
    assert VISIT not in {c.visit_id for c in batch.claims}
