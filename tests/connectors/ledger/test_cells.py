from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.ledger.cells import decode_grid, decode_row, encode_grid, encode_row
from sheets_schema.grid import FormulaCell, Grid, Padded, Percent, Raw

CELLS: list[Raw] = [
    None,
    "",
    "=1+1",
    "Zoë \U0001d518 \ud800 \x00",
    '{"date": "2026-11-26"}',
    True,
    False,
    1,
    0,
    10**30,
    1.0,
    -0.0,
    0.1,
    date(2026, 11, 26),
    datetime(2026, 11, 26),
    datetime(2026, 11, 26, 10, 30, 0, 1, tzinfo=UTC),
    datetime(2026, 11, 26, tzinfo=timezone(timedelta(hours=-7))),
    time(10, 30),
    time(0, 0),
    timedelta(hours=26, microseconds=1),
    timedelta(days=-1, seconds=1),
    Padded(123, "00123"),
    Percent(0.2),
    FormulaCell("=TODAY()", date(2026, 11, 26)),
    FormulaCell("=A1"),
]

raw = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
grids = st.builds(
    Grid,
    title=st.text(),
    rows=st.lists(st.lists(raw).map(tuple)).map(tuple),
    first_row=st.integers(1, 9),
    gid=st.text(max_size=3),
    merged=st.lists(st.tuples(*[st.integers(1, 99)] * 4), max_size=2).map(tuple),
    hidden=st.frozensets(st.integers(1, 99), max_size=3),
)


@pytest.mark.parametrize("cell", CELLS, ids=repr)
def test_a_cell_comes_back_with_its_type(cell: Raw) -> None:
    (back,) = decode_row(encode_row([cell]))
    assert (type(back), repr(back)) == (type(cell), repr(cell))


@given(st.lists(raw))
def test_any_row_comes_back_as_it_was(row: list[Raw]) -> None:
    back = decode_row(encode_row(row))
    assert [(type(x), x) for x in back] == [(type(x), x) for x in row]


@settings(deadline=None)
@given(grids)
def test_any_tab_comes_back_as_it_was(grid: Grid) -> None:
    assert decode_grid(encode_grid(grid)) == grid


def test_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="no cell has the type bytes"):
        encode_row([b"x"])  # type: ignore[list-item]
