"""Whatever stands in a cell, nothing breaks and only its own row changes."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_schema.grid import Grid, Snapshot
from sheets_schema.practice import PracticeSettings
from sheets_schema.reader import read_tab
from sheets_schema.reading import read_practice
from sheets_schema.settings import read_settings
from sheets_schema.tab import fields_of
from tests.sheets_schema.sheet import CLIENT, NOW, SPECS, VISIT, filled, workbook

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.binary(max_size=20).map(lambda b: b.decode("latin-1")),
    st.sampled_from(["#REF!", "Loading...", "1/2/26", "6:00", "\ud800", "\x00", "=1+1", "12:00 AM 1/1/2026", "Jan 1, 2026 9"]),
    st.sampled_from([date.min, date.max, datetime(9999, 12, 31), time.max, timedelta.max, float("nan"), float("-inf"), 10**300]),
)  # fmt: skip
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _sheet(title):
    if title == "Attendance":
        return [VISIT | {"visit_id": f"G-01/05/C-{n:03d}"} for n in (1, 2, 3)]
    return [CLIENT | {"client_id": f"C-{n:03d}"} for n in (1, 2, 3)]


@pytest.mark.parametrize("title", ["Clients", "Attendance"])
@FEW
@given(data=st.data())
def test_a_cell_changes_its_own_row_only(title, data):
    grid = filled(title, *_sheet(title))
    before = read_tab(SPECS[title], grid)
    column = data.draw(st.integers(1, len(grid.rows[0]) - 1))
    rows = [list(row) for row in grid.rows]
    rows[2][column] = data.draw(CELLS)
    after = read_tab(SPECS[title], Grid(title, rows))
    ids = list(before.rows)
    assert {i: after.rows[i] for i in (ids[0], ids[2])} == {i: before.rows[i] for i in (ids[0], ids[2])}
    assert (ids[1] in after.rows) != (ids[1] in after.held)
    assert {f.row_id for f in after.findings} <= {ids[1]}
    assert after.counts().rows == 3


@pytest.mark.parametrize("title", [t for t, s in SPECS.items() if not s.own and not s.settings])
@FEW
@given(data=st.data())
def test_no_cells_at_all_break_a_tab_and_no_row_is_lost(title, data):
    fields = [f for f in fields_of(SPECS[title].row) if f.lookup is None]
    row = [data.draw(CELLS) for _ in fields]
    reading = read_tab(SPECS[title], Grid(title, [[f.column.header for f in fields], row]))
    counts = reading.counts()
    assert counts.rows <= 1
    assert len(reading.rows) <= counts.ok + counts.note + counts.ask
    assert min(counts.ok, counts.note, counts.ask, counts.ignored) >= 0


@FEW
@given(st.lists(st.lists(CELLS, max_size=4), max_size=30))
def test_no_sheet_breaks_the_reading(rows):
    clean = workbook()
    for title in ("Practice", "Staff", "Sessions"):
        grids = dict(clean.grids) | {title: Grid(title, rows)}
        reading = read_practice("riverbend", Snapshot("token", grids), NOW)
        assert reading.rows_json
        assert reading.counts[title].rows <= len(rows)


@FEW
@given(st.integers(1, len(workbook().grids["Practice"].rows) - 1), CELLS)
def test_a_setting_changes_nothing_but_itself(at, cell):
    grid = workbook().grids["Practice"]
    before, _ = read_settings(grid)
    rows = [list(row) for row in grid.rows]
    rows[at][1] = cell
    after, found = read_settings(Grid("Practice", rows))
    changed = {n for n in type(after).model_fields if getattr(after, n) != getattr(before, n)}
    own = next(f.name for f in fields_of(PracticeSettings) if f.column.header == rows[at][0])
    assert changed <= {own, "held"}
    assert found.counts().rows == len(rows) - 1
