"""The Practice tab: settings, defaults, and what waits for a setting."""

from datetime import date, time
from decimal import Decimal
from typing import get_args

import pytest

from domain.details import Details
from domain.lists import OldVerification, YesNo
from domain.value import Purpose
from sheets_schema.findings import Counts
from sheets_schema.grid import Grid
from sheets_schema.practice import PracticeSettings
from sheets_schema.settings import read_settings
from sheets_schema.tab import fields_of
from tests.sheets_schema.sheet import workbook

HEADS = ["Setting", "Value", "What it is for"]
FIELDS = {f.column.header: f.name for f in fields_of(PracticeSettings)}


def rows(**changed):
    """The clean settings with some values changed."""
    return [
        [row[0], changed[FIELDS[row[0]]] if FIELDS[row[0]] in changed else row[1]]
        for row in workbook().grids["Practice"].rows[1:]
    ]


def read(*lines):
    return read_settings(Grid("Practice", [HEADS, *lines]))


def test_clean_settings_are_read_and_blank_ones_have_the_guides_numbers():
    details, found = read(*rows())
    assert found.findings == []
    assert found.counts() == Counts(ok=len(FIELDS))
    assert details.practice_name == "Riverbend Groups"
    assert details.held == frozenset()
    defaults = Details()
    for name in ("text_hours", "reminder_hours", "notice_hours", "max_absences", "old_verification", "excused_count"):
        assert getattr(details, name) == getattr(defaults, name)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("text_hours", "10 AM-6 PM", (time(10), time(18))),
        ("reminder_hours", "48", (48,)),
        ("notice_hours", 48, 48),
        ("excused_count", "yes", YesNo.YES),
        ("no_show_fee", "$50", Decimal(50)),
        ("old_verification", "hold", OldVerification.HOLD),
        ("texting_agreement_since", "1/2/2026", date(2026, 1, 2)),
        ("tax_id_kind", "ein", "EIN"),
        ("entity", "person", "Person"),
        ("max_absences", None, 3),
        ("max_absences", "", 3),
    ],
)
def test_a_setting_is_read_as_it_was_typed(name, typed, value):
    details, found = read(*rows(**{name: typed}))
    assert getattr(details, name) == value
    assert found.findings == []


@pytest.mark.parametrize(
    ("name", "typed", "code", "held"),
    [
        ("text_hours", "all day", "HOURS_UNREADABLE", {"texts"}),
        ("billing_npi", "1234567890", "ID_CHECKSUM", {"claims"}),
        ("billing_npi", None, "CELL_MISSING", {"claims"}),
        ("time_zone", "Mars", "ZONE_UNKNOWN", set(get_args(Purpose))),
        ("owner_email", None, "CELL_MISSING", set()),
    ],
)
def test_a_setting_that_cannot_be_read_holds_what_it_is_for(name, typed, code, held):
    details, found = read(*rows(**{name: typed}))
    assert [(f.code, f.outcome) for f in found.findings] == [(code, "ask")]
    assert FIELDS[found.findings[0].row_id] == name
    assert details.held == held
    assert found.counts().ask == 1


def test_a_setting_nobody_knows_is_left_alone():
    below = len(rows()) + 2  # the heading stands in row 1
    details, found = read(*rows(), ["Favourite tea", "mint"], [None, "x"], ["Practice name"])
    assert [(f.code, f.outcome, f.cell) for f in found.findings] == [
        ("SETTING_UNKNOWN", "note", f"B{below}"),
        ("SETTING_TWICE", "ask", f"B{below + 2}"),
    ]
    assert details.practice_name == ""
    assert details.held == {"claims", "notes"}


def test_a_required_setting_whose_row_is_gone_is_asked_for():
    details, found = read(*(row for row in rows() if row[0] not in {"Phone", "Note due days"}))
    assert [(f.code, f.outcome, f.row_id) for f in found.findings] == [("SETTING_MISSING", "stop", "Phone")]
    assert details.held == {"texts"}


def test_settings_without_headings_hold_everything():
    details, found = read_settings(Grid("Practice", rows()))
    assert found.stopped
    assert details.held == set(get_args(Purpose))
