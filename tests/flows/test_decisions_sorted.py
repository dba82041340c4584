"""An answer counts for the question that stands in its row: a column of Decisions that was sorted by itself misleads nobody."""

from datetime import timedelta
from pathlib import Path

import openpyxl

from tests.flows.sampled import NEXT_DAY, made, passed, typed


def rows(folder: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(folder / "practice.xlsx")["Decisions"]
    head = [cell.value for cell in sheet[1]]
    cells = [dict(zip(head, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    return [row for row in cells if row["Decision ID"]]


def exchanged(folder: Path, one: str, other: str) -> None:
    """The IDs of two rows of Decisions exchanged, by themselves."""
    book = openpyxl.load_workbook(folder / "practice.xlsx")
    for (cell,) in book["Decisions"].iter_rows(min_row=2, max_col=1):
        cell.value = {one: other, other: one}.get(str(cell.value), cell.value)
    book.save(folder / "practice.xlsx")


def test_an_answer_beside_another_question_waits_until_the_column_is_as_it_was(tmp_path: Path) -> None:
    folder = made(tmp_path / "practice")
    passed(folder)
    passed(folder, at=NEXT_DAY)
    asked = rows(folder)
    seat = next(str(row["Decision ID"]) for row in asked if row["Kind"] == "seat")
    batch = next(str(row["Decision ID"]) for row in asked if row["Kind"] == "release")
    exchanged(folder, seat, batch)
    typed(folder, "Decisions", batch, Answer="Yes")  # beside the question about the seat

    this = passed(folder, at=NEXT_DAY + timedelta(hours=1))
    assert "written" not in {b.state for b in this.batches}
    told = openpyxl.load_workbook(folder / "practice.xlsx")["To do"]
    said = [str(row) for row in told.iter_rows(values_only=True) if "another question" in str(row)]
    assert len(said) == len({seat, batch})

    exchanged(folder, seat, batch)
    this = passed(folder, at=NEXT_DAY + timedelta(hours=2))
    assert "written" not in {b.state for b in this.batches}
    typed(folder, "Decisions", batch, Answer="Yes")
    this = passed(folder, at=NEXT_DAY + timedelta(hours=3))
    assert "written" in {b.state for b in this.batches}
