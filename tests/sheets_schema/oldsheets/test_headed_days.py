"""The days over the columns of a grid and on tabs."""

from datetime import date, datetime

import pytest

from sheets_schema.oldsheets.headed_days import Heading, day_of_title, headed_days, heading, year_in
from tests.sheets_schema.oldsheets.old import tab

HEADINGS = [
    (datetime(2026, 1, 8), (date(2026, 1, 8), 0, 0, 0)),
    (date(2026, 1, 8), (date(2026, 1, 8), 0, 0, 0)),
    ("1/8/2026", (date(2026, 1, 8), 0, 0, 0)),
    ("Jan 8, 2026", (date(2026, 1, 8), 0, 0, 0)),
    ("Thu 1/8", (None, 1, 8, 0)),
    ("1/8", (None, 1, 8, 0)),
    ("1-8", (None, 1, 8, 0)),
    ("Jan 8", (None, 1, 8, 0)),
    ("Jan. 8th", (None, 1, 8, 0)),
    ("8 Jan", (None, 1, 8, 0)),
    ("8-January", (None, 1, 8, 0)),
    ("2/29", (None, 2, 29, 0)),
    ("Wk 5", (None, 0, 0, 5)),
    ("Week #12", (None, 0, 0, 12)),
    ("Session 3", (None, 0, 0, 3)),
    ("S4", (None, 0, 0, 4)),
    ("#7", (None, 0, 0, 7)),
]
NONE = ["", "Name", "Total", "13/45", "2/30", "Jan", "P", "1/8 or 1/9", 8, 8.5, True, None, "Week", "100%", "6:00"]


@pytest.mark.parametrize(("cell", "wanted"), HEADINGS)
def test_a_heading_says_its_day(cell, wanted):
    found = heading(cell)
    assert (found.day, found.month, found.of_month, found.number) == wanted


@pytest.mark.parametrize("cell", NONE)
def test_other_cells_are_no_day(cell):
    assert heading(cell) is None


def days(text, at=1):
    grid = tab("A", text)
    return [(h.day, h.month, h.of_month, h.number) for h in headed_days(grid, at, grid.rows[at]).values()]


def test_days_of_the_month_belong_to_the_month_over_them():
    assert days(" | January 2026 | | | February 2026 \n Name | 8 | 15 | 22 | 5") == [
        (date(2026, 1, 8), 0, 0, 0), (date(2026, 1, 15), 0, 0, 0), (date(2026, 1, 22), 0, 0, 0),
        (date(2026, 2, 5), 0, 0, 0),
    ]  # fmt: skip
    assert days(" | Jan | | Feb \n Name | 8 | 15 | 5") == [(None, 1, 8, 0), (None, 1, 15, 0), (None, 2, 5, 0)]
    assert days(" | Jan '26 | \n Name | 8 | 15") == [(date(2026, 1, 8), 0, 0, 0), (date(2026, 1, 15), 0, 0, 0)]


@pytest.mark.parametrize("above", [" | | March | ", " | Feb | | ", " | Feb 2026 | | ", " | Feb 2026 | Mar"])
def test_days_that_no_month_covers_or_has_are_none(above):
    assert days(f"{above}\n Name | 30 | 31 | 9") == []


def test_bare_numbers_that_count_up_are_sessions_and_others_are_nothing():
    assert days(" | \n Name | 1 | 2 | 3") == [(None, 0, 0, 1), (None, 0, 0, 2), (None, 0, 0, 3)]
    assert days(" | \n Name | 2 | 5 | 3") == []


def test_a_row_of_dates_below_weeks_says_when_they_were():
    found = days("Name | Wk 1 | Wk 2 \n | 1/8/2026 | 1/15/2026 \n Ana | P | P", at=0)
    assert found == [(date(2026, 1, 8), 0, 0, 1), (date(2026, 1, 15), 0, 0, 2)]
    assert days("Name | Wk 1 | Wk 2 \n Ana | P | P", at=0) == [(None, 0, 0, 1), (None, 0, 0, 2)]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("1-15", Heading(month=1, of_month=15, raw="1-15")),
        ("Wk 5", Heading(number=5, raw="Wk 5")),
        ("CBT 1-15-2026", Heading(day=date(2026, 1, 15), raw="1-15-2026")),
        ("attendance_oct27", None),
        ("attendance Oct 27", Heading(month=10, of_month=27, raw="Oct 27")),
        ("attendance_1-15", Heading(month=1, of_month=15, raw="1-15")),
        ("Sheet1", None),
    ],
)
def test_a_tabs_name_may_be_its_day(title, wanted):
    assert day_of_title(title) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"), [(["CBT 2026"], 2026), (["2025", "2026"], None), (["Room 2201"], None), ([], None)]
)
def test_a_title_names_one_year_or_none(words, wanted):
    assert year_in(words) == wanted
