"""A practice that moves from its workbook to Google with its ledger: what was done stays done."""

from pathlib import Path

import openpyxl

from flows.composition import open_desk
from sheets_schema.grid import Raw
from sheets_schema.tabs import PEOPLES_TABS
from tests.connectors.google.place import Place, google
from tests.flows.on_google import folder_on_google
from tests.flows.sampled import made, passed, release, run_to_the_end, when


def to_do(folder: Path) -> list[tuple[Raw, ...]]:
    desk = open_desk(folder, when())
    return [tuple(row) for row in desk.workbook.snapshot(["To do"]).grids["To do"].rows]


def paste(workbook: Path, place: Place) -> None:
    """What docs/google.md says: the rows below the headings, without the grey columns."""
    book = openpyxl.load_workbook(workbook)
    for spec in PEOPLES_TABS:
        for number, row in enumerate(book[spec.title].iter_rows(min_row=2, values_only=True), start=2):
            for column, value in enumerate(row):
                if value is not None and not str(value).startswith("="):
                    place.hands.put(spec.title, number, column, value)


def test_the_rows_of_a_workbook_pasted_into_google_bring_nothing_anew(tmp_path: Path) -> None:
    folder = made(tmp_path / "practice")
    run_to_the_end(folder)
    release(folder)
    run_to_the_end(folder)
    before = to_do(folder)
    with google() as place:
        folder_on_google(folder, place, {})
        paste(folder / "practice.xlsx", place)
        first = passed(folder)
        assert (first.done, first.problems) == ([], [])
        assert to_do(folder) == before
        heads, *rows = place.hands.seen("Attendance")
        assert {row[heads.index("Check")] for row in rows if row[0]} == {"OK"}
        assert passed(folder).done == []
