"""Each kind of cell: what is read, and what is asked."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from domain import lists as l
from sheets_schema.cells.answers import verified
from sheets_schema.cells.names import repaired
from sheets_schema.cells.said import Ask, Note, shown
from sheets_schema.grid import Percent
from sheets_schema.kinds import KINDS, kind_of

READ = [
    # kind, cell, value
    ("text", "Talked about sleep", "Talked about sleep"),
    ("text", "  two lines\nof a note ", "two lines\nof a note"),
    ("text", "a\xa0b\r\nc\x00\u200bd", "a b\ncd"),
    ("text", "   ", None),
    ("text", 12, "12"),
    ("text", 12.0, "12"),
    ("text", 1.5, "1.5"),
    ("text", True, "Yes"),
    ("text", False, "No"),
    ("text", date(2026, 1, 15), "1/15/2026"),
    ("text", datetime(2026, 1, 15, 18, 0), "1/15/2026 6:00 PM"),
    ("text", time(0, 5), "12:05 AM"),
    ("text", timedelta(hours=1), "1:00:00"),
    ("as typed", "0042", "0042"),
    ("name", " Ana   O\u2019Neil ", "Ana O\u2019Neil"),
    ("name", "", None),
    ("id", "c-012", "C-012"),
    ("id", "G-01/05/C-012", "G-01/05/C-012"),
    ("id", 12, "12"),
    ("initials", "J.R.", "J.R."),
    ("staff", "Jo Rivera", "Jo Rivera"),
    ("card id", "w123 456-789 ", "W123456789"),
    ("card id", "1EG4-TE5-MK73", "1EG4TE5MK73"),
    ("date", date(2026, 1, 15), date(2026, 1, 15)),
    ("date", "2026-01-15", date(2026, 1, 15)),
    ("date", "1/15/2026", date(2026, 1, 15)),
    ("date", "1-15-26", date(2026, 1, 15)),
    ("date", "Jan 15, 2026", date(2026, 1, 15)),
    ("date", "January 15 2026", date(2026, 1, 15)),
    ("date", "15-Jan-26", date(2026, 1, 15)),
    ("date", "15 Jan 2026", date(2026, 1, 15)),
    ("date", "\uff11/15/2026", date(2026, 1, 15)),
    ("date", " ", None),
    ("birthday", "4/12/1990", date(1990, 4, 12)),
    ("birthday", "12 Apr 1990", date(1990, 4, 12)),
    ("dates", "11/26/2026, 12/24/2026", (date(2026, 11, 26), date(2026, 12, 24))),
    ("dates", "Nov 26, 2026; Dec 24, 2026", (date(2026, 11, 26), date(2026, 12, 24))),
    ("dates", "Nov 26, 2026, Dec 24, 2026", (date(2026, 11, 26), date(2026, 12, 24))),
    ("dates", date(2026, 11, 26), (date(2026, 11, 26),)),
    ("dates", " ", ()),
    ("time", time(18, 0, 30), time(18)),
    ("time", datetime(1899, 12, 30, 18), time(18)),
    ("time", timedelta(hours=18), time(18)),
    ("time", "6:00 PM", time(18)),
    ("time", "6pm", time(18)),
    ("time", "6.30 p.m.", time(18, 30)),
    ("time", "12:05 AM", time(0, 5)),
    ("time", "12 PM", time(12)),
    ("time", "18:00", time(18)),
    ("time", "0:15", time(0, 15)),
    ("time", "", None),
    ("moment", datetime(2026, 1, 14, 15, 30, 9, tzinfo=UTC), datetime(2026, 1, 14, 15, 30)),
    ("moment", date(2026, 1, 14), datetime(2026, 1, 14)),
    ("moment", "1/14/2026 3:30 PM", datetime(2026, 1, 14, 15, 30)),
    ("moment", "Jan 14, 2026, 3 pm", datetime(2026, 1, 14, 15)),
    ("moment", "2026-01-14T15:30", datetime(2026, 1, 14, 15, 30)),
    ("moment", "2026-01-14 15:30:00", datetime(2026, 1, 14, 15, 30)),
    ("moment", "Jan 14, 2026", datetime(2026, 1, 14)),
    ("moment", "1/14/2026", datetime(2026, 1, 14)),
    ("moment", " ", None),
    ("hours", "9:00 AM-8:00 PM", (time(9), time(20))),
    ("hours", "9 am to 8 pm", (time(9), time(20))),
    ("hours", "9:00 AM \u2013 8:00 PM", (time(9), time(20))),
    ("yes or no", "yes", l.YesNo.YES),
    ("yes or no", " NO ", l.YesNo.NO),
    ("yes or no", True, l.YesNo.YES),
    ("yes or no", False, None),
    ("mark", "no show", l.Mark.NO_SHOW),
    ("mark", "Absent \u2013 told us", l.Mark.ABSENT_TOLD),
    ("mark", "PRESENT", l.Mark.PRESENT),
    ("money", "$25", Decimal(25)),
    ("money", "1,250.50", Decimal("1250.50")),
    ("money", 25, Decimal(25)),
    ("money", 25.5, Decimal("25.5")),
    ("money", 0, Decimal(0)),
    ("money", "", None),
    ("signed money", "-$25.00", Decimal(-25)),
    ("signed money", -25, Decimal(-25)),
    ("percent", "20%", Decimal(20)),
    ("percent", "20", Decimal(20)),
    ("percent", Percent(0.2), Decimal(20)),
    ("percent", 0.2, Decimal(20)),
    ("percent", Percent(0.125), Decimal("12.5")),
    ("percent", 20, Decimal(20)),
    ("percent", 0, Decimal(0)),
    ("percent", " ", None),
    ("count", "8", 8),
    ("count", 8.0, 8),
    ("count", "8.0", 8),
    ("count", 0, 0),
    ("count", "", None),
    ("limit", "Unlimited", None),
    ("limit", "n/a", None),
    ("limit", "8", 8),
    ("limit", 8, 8),
    ("grade", "3", 3),
    ("grade", "", None),
    ("numbers", "72, 24", (72, 24)),
    ("numbers", 24, (24,)),
    ("phone", "(415) 555-0132", "+14155550132"),
    ("phone", "+1 415 555 0132", "+14155550132"),
    ("phone", 4155550132, "+14155550132"),
    ("phone", 4155550132.0, "+14155550132"),
    ("phone", "415 555\u20110132", "+14155550132"),
    ("phone", "415/555/0132", "+14155550132"),
    ("phone", "415 - 555 - 0132", "+14155550132"),
    ("phone", "( 415 ) 555-0132", "+14155550132"),
    ("phone", "none", None),
    ("email", "Ana@Example.com", "ana@example.com"),
    ("npi", "1234567893", "1234567893"),
    ("npi", 1234567893, "1234567893"),
    ("taxonomy", "101ym0800x", "101YM0800X"),
    ("diagnoses", "F41.1", ("F41.1",)),
    ("diagnoses", "f411, F33.1;F32.a", ("F41.1", "F33.1", "F32.A")),
    ("diagnoses", "F41.1 F41.1", ("F41.1",)),
    ("diagnoses", "R45", ("R45",)),
    ("zip", "62701", "62701"),
    ("zip", "627011234", "62701-1234"),
    ("zip", 62701, "62701"),
    ("zip nine", "62701-1234", "62701-1234"),
    ("state", "il", "IL"),
    ("tax id", "12-3456789", "123456789"),
    ("zone", "Eastern", "America/New_York"),
    ("zone", "pacific time", "America/Los_Angeles"),
    ("zone", "america/chicago", "America/Chicago"),
    ("filing code", "ci", "CI"),
    ("sender id", "riverbendgrp", "RIVERBENDGRP"),
    ("service code", 90837, "90837"),
    ("date", "1/15/2026 6:00 PM", Note(date(2026, 1, 15), "DATE_HAS_TIME")),
    ("date", "1/15/2026 (by phone)", Note(date(2026, 1, 15), "CELL_EXTRA_WORDS")),
    ("session number", "5/12", Note(5, "COUNT_OF", {"reading": "5 of 12"})),
    ("session number", "5 of 12", 5),
    ("not sure", "Yes", l.YesNoUnsure.YES),
    ("not sure", "n", l.YesNoUnsure.NO),
    ("not sure", "Don't know", l.YesNoUnsure.NOT_SURE),
    ("copay", "$25", Decimal(25)),
    ("copay", "$25 after deductible", Note(Decimal(25), "MONEY_CONDITION", {"reading": "$25.00"})),
    ("limit", "Unlimited", None),
    ("limit", "medical necessity", Note(None, "COUNT_REVIEWED")),
    ("limit", "20 sessions", 20),
    ("email", "none", None),
    ("email", "Ana Lopez <Ana@Example.com>", "ana@example.com"),
    ("email", "mailto:ana@example.com", "ana@example.com"),
    ("email", "ana@mail.com", "ana@mail.com"),
    ("email", "ana@gmial.com", Note("ana@gmial.com", "EMAIL_TYPO", {"guess": "ana@gmail.com"})),
    ("email", "ana@example.con", Note("ana@example.con", "EMAIL_TYPO", {"guess": "ana@example.com"})),
    ("phone", 4155550132, "+14155550132"),
    ("phone", 4155550132.0, "+14155550132"),
]

ASKED = [
    # kind, cell, code
    ("text", "#REF!", "CELL_ERROR"),
    ("text", "Loading...", "CELL_LOADING"),
    ("text", "x" * 5001, "CELL_TOO_LONG"),
    ("name", "x" * 5001, "CELL_TOO_LONG"),
    ("name", "#N/A", "CELL_ERROR"),
    ("name", "12345", "NAME_UNREADABLE"),
    ("name", date(2026, 1, 1), "NAME_UNREADABLE"),
    ("id", "C 012", "ID_UNREADABLE"),
    ("id", True, "ID_UNREADABLE"),
    ("initials", "7", "INITIALS_UNREADABLE"),
    ("card id", 1234567890123456, "ID_CUT_OFF"),
    ("card id", 10**400, "ID_CUT_OFF"),
    ("card id", 12.5, "ID_CUT_OFF"),
    ("card id", -1, "ID_CUT_OFF"),
    ("card id", float("inf"), "ID_CUT_OFF"),
    ("card id", "1.23457E+11", "ID_CUT_OFF"),
    ("card id", "no card?", "ID_SHAPE"),
    ("date", "tbd", "DATE_UNREADABLE"),
    ("date", "1/15", "DATE_NO_YEAR"),
    ("date", "Jan 15", "DATE_NO_YEAR"),
    ("date", "2/30/2026", "DATE_IMPOSSIBLE"),
    ("date", "Foo 15, 2026", "DATE_UNREADABLE"),
    ("date", "15 Foo 2026", "DATE_UNREADABLE"),
    ("date", "1/15/206", "DATE_UNREADABLE"),
    ("date", "1/15-2026", "DATE_UNREADABLE"),
    ("date", datetime(1900, 1, 5), "DATE_NUMBER"),
    ("date", date(1900, 1, 5), "DATE_NUMBER"),
    ("date", time(18), "DATE_IS_TIME"),
    ("date", "#VALUE!", "CELL_ERROR"),
    ("birthday", "4/12/90", "DOB_CENTURY"),
    ("birthday", "12-Apr-90", "DOB_CENTURY"),
    ("dates", "11/26/2026, soon", "DATE_UNREADABLE"),
    ("time", "6:00", "TIME_AMPM"),
    ("time", "6", "TIME_AMPM"),
    ("time", "13 PM", "TIME_UNREADABLE"),
    ("time", "6:75 PM", "TIME_UNREADABLE"),
    ("time", "25:00", "TIME_UNREADABLE"),
    ("time", timedelta(days=1), "TIME_UNREADABLE"),
    ("time", "#REF!", "CELL_ERROR"),
    ("moment", 46037.5, "DATE_NUMBER"),
    ("moment", "soon", "DATE_UNREADABLE"),
    ("moment", "1/14/2026 3:30", "TIME_AMPM"),
    ("moment", time(1), "DATE_UNREADABLE"),
    ("hours", "8:00 PM-9:00 AM", "HOURS_UNREADABLE"),
    ("hours", "all day", "HOURS_UNREADABLE"),
    ("yes or no", "maybe", "YESNO_UNCLEAR"),
    ("yes or no", date(2026, 1, 1), "YESNO_UNCLEAR"),
    ("mark", "6:05 PM", "MARK_IS_TIME"),
    ("mark", time(18, 5), "MARK_IS_TIME"),
    ("money", "25-30", "MONEY_RANGE"),
    ("money", "20%", "MONEY_IS_PERCENT"),
    ("money", "2 x $25", "MONEY_TWO"),
    ("money", 25.555, "MONEY_UNREADABLE"),
    ("money", True, "MONEY_UNREADABLE"),
    ("money", float("nan"), "MONEY_UNREADABLE"),
    ("money", "#REF!", "CELL_ERROR"),
    ("money", -25, "MONEY_NEGATIVE"),
    ("money", 0.2, "MONEY_PCT_OR_DOLLARS"),
    ("money", 10**9, "MONEY_BIG"),
    ("percent", 1, "PERCENT_UNREADABLE"),
    ("percent", "120%", "PERCENT_UNREADABLE"),
    ("percent", -3, "PERCENT_UNREADABLE"),
    ("percent", "some", "PERCENT_UNREADABLE"),
    ("percent", True, "PERCENT_UNREADABLE"),
    ("percent", "#REF!", "CELL_ERROR"),
    ("count", date(2026, 5, 12), "COUNT_IS_DATE"),
    ("count", "8-10", "COUNT_RANGE"),
    ("count", "12345", "COUNT_RANGE"),
    ("count", True, "COUNT_RANGE"),
    ("count", "-8", "COUNT_NEGATIVE"),
    ("count", 8.5, "COUNT_FRACTION"),
    ("count", "#REF!", "CELL_ERROR"),
    ("limit", "8 of 12", "COUNT_RANGE"),
    ("grade", 6, "GRADE_RANGE"),
    ("grade", "high", "COUNT_RANGE"),
    ("numbers", "72, soon", "NUMBERS_UNREADABLE"),
    ("numbers", "0", "NUMBERS_UNREADABLE"),
    ("phone", "415-555-013", "PHONE_DIGITS"),
    ("phone", "415-555-0132 / 415-555-0133", "PHONE_TWO"),
    ("phone", "415-555-0132/0133", "PHONE_TWO"),
    ("phone", "(202) 727-442-6100", "PHONE_EXTRA_DIGITS"),
    ("phone", "000-000-0000", "PHONE_FAKE"),
    ("email", "ana@example", "EMAIL_SHAPE"),
    ("email", "ana..b@example.com", "EMAIL_SHAPE"),
    ("npi", "1234567890", "ID_CHECKSUM"),
    ("npi", "123456789", "NPI_SHAPE"),
    ("taxonomy", "101", "TAXONOMY_SHAPE"),
    ("diagnoses", "anxiety", "DIAGNOSIS_SHAPE"),
    ("diagnoses", "F41.1, ?", "DIAGNOSIS_SHAPE"),
    ("diagnoses", ",", "DIAGNOSIS_SHAPE"),
    ("zip", "2701", "ZIP_SHAPE"),
    ("zip nine", "62701", "ZIP_NINE"),
    ("state", "Illinois", "STATE_UNKNOWN"),
    ("tax id", "12-345", "TAX_ID_SHAPE"),
    ("zone", "Mars", "ZONE_UNKNOWN"),
    ("filing code", "CIX", "FILING_CODE_SHAPE"),
    ("sender id", "A", "SENDER_ID_SHAPE"),
    ("service code", "908", "SERVICE_CODE_SHAPE"),
    ("date", "2026-02-30T09:00:00Z", "DATE_IMPOSSIBLE"),
    ("dates", "1/15/2026, 2/30/2026", "DATE_IMPOSSIBLE"),
    ("time", 1.5, "TIME_UNREADABLE"),
    ("copay", "20%", "MONEY_IS_PERCENT"),
    ("money", Percent(0.2), "MONEY_IS_PERCENT"),
    ("date", "1/15 6:00 PM", "DATE_NO_YEAR"),
    ("copay", "it depends", "MONEY_UNREADABLE"),
    ("session number", "12/5", "COUNT_RANGE"),
    ("card id", "ABCDEFGHI", "ID_SHAPE"),
    ("card id", "1SG4TE5MK73", "ID_SHAPE"),  # S is in no Medicare number
    ("count", "#REF!", "CELL_ERROR"),
    ("count", True, "COUNT_RANGE"),
    ("grade", "6", "GRADE_RANGE"),
    ("numbers", "72, soon", "NUMBERS_UNREADABLE"),
    ("numbers", "72, 0", "NUMBERS_UNREADABLE"),
    ("phone", 4155550132.5, "PHONE_CUT_OFF"),
    ("phone", -4155550132, "PHONE_CUT_OFF"),
    ("phone", True, "PHONE_DIGITS"),
    ("phone", "#REF!", "CELL_ERROR"),
    ("email", 12, "EMAIL_SHAPE"),
    ("email", "#REF!", "CELL_ERROR"),
]


@pytest.mark.parametrize(("kind", "cell", "value"), READ)
def test_a_clean_cell_is_read_as_it_was_meant(kind, cell, value):
    assert KINDS[kind].parse(cell) == value


@pytest.mark.parametrize(("kind", "cell", "code"), ASKED, ids=lambda x: str(x)[:20])
def test_a_cell_with_more_than_one_reading_is_asked_about(kind, cell, code):
    found = KINDS[kind].parse(cell)
    assert isinstance(found, Ask)
    assert found.code == code


def test_every_example_can_be_typed_as_it_stands():
    for name, kind in KINDS.items():
        assert not isinstance(kind.parse(kind.example), Ask), name


def test_a_card_id_in_a_number_cell_is_read_and_shown():
    assert KINDS["card id"].parse(123456789) == Note("123456789", "ID_NUMBER")


@pytest.mark.parametrize(
    ("annotation", "choices", "cell", "value"),
    [
        (l.VideoModifier, (), 95, l.VideoModifier.M95),
        (l.VideoModifier | None, (), "gt", l.VideoModifier.GT),
        (l.HomePlace | None, (), "02", l.HomePlace.TELEHEALTH),
        (str | None, ("EIN", "SSN"), "ein", "EIN"),
        (l.GroupType, (), "support", l.GroupType.SUPPORT),
    ],
)
def test_a_word_of_a_list_is_found_in_any_case(annotation, choices, cell, value):
    assert kind_of(annotation, "", choices).parse(cell) == value


def test_a_word_that_is_not_in_the_list_is_asked_about():
    assert kind_of(l.GroupType).parse("Suport") == Ask("CHOICE_NEAR", {"guess": "Support"})
    assert kind_of(l.GroupType).parse("Yoga") == Ask("CHOICE_UNKNOWN")


def test_a_blank_cell_is_shown_as_nothing():
    assert shown(None) == ""


@pytest.mark.parametrize(
    ("cell", "today", "found"),
    [
        ("1/15", date(2026, 2, 6), date(2026, 1, 15)),
        ("2/6", date(2026, 2, 6), date(2026, 2, 6)),
        ("2/7", date(2026, 2, 6), date(2025, 2, 7)),
        ("2/29", date(2026, 2, 6), date(2024, 2, 29)),
        (date(2026, 1, 15), date(2026, 2, 6), date(2026, 1, 15)),
        ("done 1/15/2026", None, date(2026, 1, 15)),
        ("1/15", None, None),
        ("2/29", date(2104, 2, 1), None),  # there was none for eight years
    ],
)
def test_a_day_beside_verified_is_the_last_such_day(cell, today, found):
    said = verified(cell, today)
    assert (said.value.on if isinstance(said, Note) else None) == found
    assert isinstance(said, Note) or said == Ask("YESNO_UNCLEAR")


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("Jos\u00c3\u00a9", "Jos\u00e9"),
        ("Zo\u00c3\u00ab", "Zo\u00eb"),
        ("\u00c3\u0081ngel", "\u00c1ngel"),  # a sign that Windows letters do not have
        ("Jos\u00e9", "Jos\u00e9"),
        ("\u00c3 la carte", "\u00c3 la carte"),  # these signs were never anything else
        ("\u00c3\u00a9 \u0141", "\u00c3\u00a9 \u0141"),
        ("Ana", "Ana"),
    ],
)
def test_garbled_letters_are_put_right_where_they_can_be(garbled, meant):
    assert repaired(garbled) == meant
