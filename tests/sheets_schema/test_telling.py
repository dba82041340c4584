"""One entry for each problem; a row still being typed is left in peace; what was taken how is told once a column."""

from datetime import timedelta

import pytest

from sheets_schema.findings import Finding
from sheets_schema.telling import grouped, in_peace, taken
from tests.sheets_schema.sheet import NOW


def found(cell, code="MARK_UNKNOWN", message='I don\'t know "Q".', outcome="ask", row_id="V-1"):
    return Finding("Attendance", cell, row_id, code, outcome, message, "Claims wait.", "mark")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["F2"], [("F2", 'I don\'t know "Q".')]),
        (["F2", "F3"], [("F2", 'I don\'t know "Q".'), ("F3", 'I don\'t know "Q".')]),
        (["F2", "F3", "F9"], [("F2", 'I don\'t know "Q". The same in F3, F9.')]),
        (["F2", "F3", "F9", "F12", "F13"], [("F2", 'I don\'t know "Q". The same in F3, F9 and 2 more.')]),
    ],
)
def test_equal_problems_of_a_column_are_one_entry(cells, told):
    assert [(f.cell, f.message) for f in grouped(found(c) for c in cells)] == told


def test_other_words_or_another_column_are_another_problem():
    several = [found("F2"), found("F3", message="Other."), found("F4", code="X"), found("F5")]
    assert len(grouped(several)) == 4


@pytest.mark.parametrize(
    ("ago", "code", "told"),
    [
        (0, "CELL_MISSING", False),
        (119, "CELL_MISSING", False),
        (120, "CELL_MISSING", True),
        (0, "MARK_UNKNOWN", True),
    ],
)
def test_an_empty_cell_of_a_row_being_typed_is_not_asked_about_yet(ago, code, told):
    changed = {("Attendance", "V-1"): NOW - timedelta(seconds=ago)}
    assert bool(in_peace([found("F2", code)], changed, NOW, timedelta(minutes=2))) == told


def test_a_row_that_nobody_saw_change_is_asked_about():
    assert in_peace([found("F2", "CELL_MISSING")], {}, NOW, timedelta(minutes=2))


def test_what_was_taken_how_is_told_once_for_each_column():
    notes = [found(f"F{n}", "MARK_NO", "Read as Absent.", "note") for n in (2, 3)]
    more = [found("F9", "X", "Read as 6.", "note"), found("", "ROWS_HIDDEN", "Hidden.", "note", row_id=""), found("F4")]
    assert [(f.cell, f.message) for f in taken(notes + more)] == [
        ("F2", "I took 2 cells so: Read as Absent."),
        ("F9", "I took 1 cell so: Read as 6."),
    ]
