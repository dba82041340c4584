"""A column that had something in it and lost its heading: its tab waits, whatever became of the heading."""

from dataclasses import replace

import pytest

from sheets_schema.grid import Grid, Snapshot
from sheets_schema.guard import Before, guarded
from sheets_schema.lost_columns import lacking
from sheets_schema.reading import read_practice
from tests.sheets_schema.sheet import CLIENT, NOW, VISIT, workbook

ROWS = {
    "Clients": [CLIENT | {"opted_out_on": "1/15/2026"}, CLIENT | {"client_id": "C-002", "last_name": "Other"}],
    "Attendance": [VISIT | {"do_not_bill": "Yes", "signed_on": "2/5/2026", "reason": 'they said "Plan": no'}],
}
WHOLE = workbook(**ROWS)
BEFORE = read_practice("riverbend", WHOLE, NOW).rows_json


def read(title, heads, *, cleared=False):
    """The workbook with some headings of a tab changed, or taken away with their cells."""
    grid = WHOLE.grids[title]
    first, *rows = [list(row) for row in grid.rows]
    for header, now in heads.items():
        at = first.index(header)
        first[at] = now
        for row in rows if cleared else ():
            row[at] = None
    grids = {**WHOLE.grids, title: Grid(grid.title, [first, *rows])}
    return read_practice("riverbend", replace(WHOLE, grids=grids), NOW)


def held(reading, rows=BEFORE):
    return guarded(reading, Before({t: rows[t] for t in {*lacking(reading), "Clients"} if t in rows}), lambda _: False)


@pytest.mark.parametrize(
    ("case", "title", "heads", "cleared", "gone"),
    [
        ("cleared", "Attendance", {"Do not bill": None}, False, ["Do not bill"]),
        ("cleared", "Clients", {"Opted out on": None}, False, ["Opted out on"]),
        ("a number", "Attendance", {"Do not bill": 2026}, False, ["Do not bill"]),
        ("two beside each other", "Attendance", {"Signed on": "Day", "Do not bill": "Free"}, False, ["Signed on", "Do not bill"]),
        ("taken away whole", "Attendance", {"Do not bill": None}, True, ["Do not bill"]),
        ("there was nothing under it", "Clients", {"Goes by": None}, False, []),
        ("its name stands in the words of a cell", "Attendance", {"Plan": None}, False, []),
        ("Circlebook's own answer", "Attendance", {"Claim": None}, False, []),
        ("spelt otherwise", "Attendance", {"Do not bill": "  DO NOT\\nBILL "}, False, []),
    ],
)  # fmt: skip
def test_a_tab_waits_while_a_heading_over_something_is_gone(case, title, heads, cleared, gone):
    reading = held(read(title, heads, cleared=cleared))
    told = [f for f in reading.findings if f.code == "HEADING_GONE"]
    assert [f.tab for f in told] == [title] * len(gone), case
    assert all(f'"{header}"' in f.message for header, f in zip(gone, told, strict=True))
    assert reading.tabs[title].stopped is bool(gone)
    assert (title in reading.rows_json) is not bool(gone), "what the ledger knows of the tab stays as it is"
    if gone:
        assert {(title, i) for i in BEFORE[title]} <= reading.practice.in_question


def test_the_tab_counts_again_once_the_heading_is_back_or_stands_over_an_empty_column():
    back = held(read("Attendance", {}))
    empty = held(read("Attendance", {"Do not bill": "Do not bill"}, cleared=True))
    assert [len(r.practice.visits) for r in (back, empty)] == [1, 1]
    assert held(read("Attendance", {"Do not bill": None}), empty.rows_json).practice.visits


def test_a_tab_read_for_the_first_time_and_one_whose_rows_all_went_wait_for_no_heading():
    assert held(read("Attendance", {"Do not bill": None}), {}).practice.visits
    none = Snapshot(
        WHOLE.token, {**WHOLE.grids, "Attendance": Grid("Attendance", [list(WHOLE.grids["Attendance"].rows[0])])}
    )
    assert not held(read_practice("riverbend", none, NOW)).tabs["Attendance"].findings
