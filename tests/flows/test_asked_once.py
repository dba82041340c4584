"""One edit of a person is one line in To do, however many rows follow from it."""

from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.flows.on_twilio import on_twilio
from tests.flows.sampled import effects, passed, typed, when

LATER = when() + timedelta(hours=1)


def to_do(folder: Path) -> set[tuple[str, str]]:
    """Where each line of To do leads, and what it says."""
    rows = openpyxl.load_workbook(folder / "practice.xlsx", read_only=True)["To do"].iter_rows(
        min_row=2, values_only=True
    )
    return {(str(row[0]), str(row[2])) for row in rows if row[0]}


@pytest.mark.parametrize(("tab", "row", "cells", "said"), [
    ("Sessions", "G-01/04", {"Date": "3/12/2026"}, "make both days the same"),  # all its rows are marked and signed
    ("Groups", "G-01", {"Weekday": "Friday"}, "Weekday says Friday"),
])  # fmt: skip
def test_one_edit_is_one_line(worked: Path, tab: str, row: str, cells: dict[str, object], said: str) -> None:
    passed(worked, LATER)
    before = to_do(worked)
    typed(worked, tab, row, **cells)
    this = passed(worked, LATER + timedelta(hours=1))
    (line,) = to_do(worked) - before
    assert (line[0].split()[0], said in line[1]) == (tab, True)
    assert "decision" not in effects(this)


def test_texts_that_wait_for_one_setting_are_one_line(worked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    due = datetime(2026, 3, 16, 19, 45)  # three days before the session of seven members
    with on_twilio(worked, monkeypatch) as account:
        account.now = due.astimezone
        passed(worked, due)
    assert len([said for _, said in to_do(worked) if "allow" in said]) == 1
