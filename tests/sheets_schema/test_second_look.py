"""Cells that a careless reader takes: what looks like a yes, a presence or an ID, and is not."""

from datetime import date, time

import pytest

from sheets_schema.cells.said import Ask, Note
from sheets_schema.kinds import KINDS
from sheets_schema.reading import read_practice
from tests.sheets_schema.sheet import CLIENT, GROUP, NOW, PAYER, SESSION, VISIT, workbook

REFUSED = [
    ("consent", "I agree not to be texted"),
    ("consent", "I agree but please no texts"),
    ("consent", "I accept nothing"),
    ("consent", "yes, i agree only for emergencies"),
    ("consent", "done"),
    ("mark", "x (absent)"),
    ("mark", "P (was not here)"),
    ("mark", "present (cancelled)"),
    ("mark", "P (late)"),
    ("mark", "Present (left early)"),
    ("mark", "here (10 min late)"),
    ("mark", "Absent (excused)"),
    ("date", "2026-02-31T10:00Z"),
    ("date", "2026-01-02T25:30:00Z"),
    ("date", "1/2/0026"),
    ("date", "1/2/26 25:99"),
    ("moment", "2026-02-31T10:00:00Z"),
    ("moment", "0001-01-01T00:00:00+12:00"),
    ("arrival", 10**400),
    ("time", "9" * 4999),
    ("departure", "15 min"),
    ("card id", "ABC1 or ABC2"),
    ("card id", "W12345678 W12345679"),
    ("card id", "W123456789-expired"),
    ("card id", "see card 2"),
    ("card id", "1/15/2026"),
    ("card id", "W123/W456"),
    ("count", "8 left"),
    ("limit", "8 (used)"),
    ("phone", -4155550132),
    ("phone", "20 7946 0958"),
    ("phone", "415-555-0132+"),
]


@pytest.mark.parametrize(("kind", "cell"), REFUSED, ids=lambda x: ascii(x)[:24])
def test_what_only_looks_like_a_reading_is_asked_about(kind, cell):
    assert isinstance(KINDS[kind].parse(cell), Ask)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("name", "Ana do not text"),
        ("name", "Ana, DO NOT TEXT"),
        ("name", "Ana [do not text]"),
        ("name", "DECEASED Ana"),
        ("name", "Ana (DO NOT TEXT) (she/her)"),
        ("name", "Ana \u2013 don\u2019t call"),
        ("phone", "Home: 415-555-0132"),
        ("phone", "work 415-555-0132"),
    ],
)
def test_words_that_forbid_a_text_stop_texts_wherever_they_stand(kind, cell):
    found = KINDS[kind].parse(cell)
    assert isinstance(found, Note)
    assert found.stops == ("texts",)
    assert found.value in ("Ana", "+14155550132")


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("name", "Sue Court", "Sue Court"),
        ("name", "Mar\u00eda Jos\u00e9 Garc\u00eda L\u00f3pez", "Mar\u00eda Jos\u00e9 Garc\u00eda L\u00f3pez"),
        ("name", "Smith-Jones", "Smith-Jones"),
        ("label", "Total Wellness Center", "Total Wellness Center"),
        ("mark", "Present (video)", "Present"),
        ("card id", "XYZ 123 456 789", "XYZ123456789"),
        ("email", "a@mail.com", "a@mail.com"),
        ("consent", "I agree (SMS v1)", "Yes"),
        ("consent", "I have questions", "No"),
        ("consent", "i have questions (FIN v1)", "No"),
    ],
)
def test_what_is_plain_is_not_asked_about(kind, cell, value):
    assert KINDS[kind].parse(cell) == value


def read(**changed):
    return read_practice("riverbend", workbook(**changed), NOW)


def asked(reading):
    """What is asked, but for rows of other tabs that name a client who is not there."""
    told = [f for f in reading.findings if f.outcome in ("ask", "stop") and f.code != "REF_UNKNOWN"]
    return [(f.tab, f.cell, f.code) for f in told]


def test_a_time_without_its_half_of_the_day_asks_in_a_column_of_moments():
    assert asked(read(Attendance=[VISIT | {"told_us_on": "2/4/2026 3:30"}])) == [("Attendance", "I2", "TIME_AMPM")]


@pytest.mark.parametrize("cells", [{"told_us_on": "Monday, by phone"}, {"mark": "she rang, not coming?"}])
def test_nobody_is_reminded_who_may_have_said_that_they_cannot_come(cells):
    (row,) = read(Attendance=[VISIT | {"mark": None} | cells]).practice.visits
    assert "texts" in row.held


@pytest.mark.parametrize(
    ("tab", "row"),
    [
        ("Groups", GROUP | {"skip_dates": "2026-02-05T03:30:00Z"}),
        ("Groups", GROUP | {"first_session": "12/31/9999"}),
        ("Sessions", SESSION | {"on": "9999-12-31T23:00:00-12:00"}),
        ("Sessions", SESSION | {"on": "0001-01-01T00:00:00Z"}),
    ],
)
def test_no_stamp_breaks_the_read(tab, row):
    assert read(**{tab: [row]}).practice.slug == "riverbend"


def test_a_birth_date_is_asked_about_where_another_has_the_day_first():
    rows = [CLIENT | {"client_id": f"C-{n}", "born": born} for n, born in enumerate(["13/4/1990", "5/6/90"], start=1)]
    assert asked(read(Clients=rows)) == [("Clients", "E3", "DATE_TWO_WAYS")]


def test_a_remark_does_not_hide_the_order_of_day_and_month():
    rows = [
        CLIENT | {"client_id": f"C-{n}", "consent_date": d}
        for n, d in enumerate(["13/1/26 (form)", "1/2/26 (call)"], start=1)
    ]
    assert asked(read(Clients=rows)) == [("Clients", "N3", "DATE_TWO_WAYS")]


def test_a_birth_date_from_a_form_is_the_day_that_was_typed():
    (client,) = read(Clients=[CLIENT | {"born": "1990-04-12T00:00:00.000Z"}]).practice.clients
    assert client.born == date(1990, 4, 12)


def test_two_ids_that_lost_their_zero_do_not_hide_each_other():
    cells = ["012345678", "112345678", 12345678, 22345678]
    rows = [
        CLIENT | {"client_id": f"C-{n}", "last_name": f"S{n}", "payer": "Aetna", "member_id": c}
        for n, c in enumerate(cells)
    ]
    assert [code for _, _, code in asked(read(Clients=rows))] == ["ID_ZERO_LOST", "ID_ZERO_LOST"]


def test_a_payer_or_a_person_with_a_word_for_totals_is_no_total():
    payers = [PAYER | {"payer": p} for p in ("Total Wellness Center", "Sum Health", "Average Co", "Number of One")]
    assert read(Payers=payers).counts["Payers"].ok == 4
    people = read(Clients=[CLIENT | {"client_id": None, "first_name": "Total"}])
    assert asked(people) == [("Clients", "A2", "CELL_MISSING")]


def test_a_long_running_group_asks_nothing_about_its_past():
    rows = [
        SESSION | {"session_id": f"G-01/{n}", "on": date.fromordinal(date(2024, 1, 11).toordinal() + 7 * n)}
        for n in range(104)
    ]
    reading = read(Groups=[GROUP | {"first_session": "1/11/2024"}], Sessions=rows, Attendance=[])
    assert asked(reading) == []


def test_start_times_stay_what_they_were():
    assert KINDS["start"].parse("18:00") == time(18)
