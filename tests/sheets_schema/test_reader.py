"""One tab: what is accepted, what waits, and that no row is lost."""

from dataclasses import replace

import pytest

from domain.lists import YesNo
from domain.value import Record
from sheets_schema import rows
from sheets_schema.findings import Counts, column_letters
from sheets_schema.grid import GAVE_WAY, Grid
from sheets_schema.reader import read_tab
from sheets_schema.rows import rows_below
from sheets_schema.tab import fields_of
from tests.sheets_schema.sheet import CLIENT, GROUP, PAYER, SEAT, SPECS, VISIT, filled, tab

OTHER = SPECS["Other services"]


def services(text):
    return read_tab(
        OTHER, tab("Other services", "| Service ID | Date | Client ID | Code | Starts | Clinician |\n" + text)
    )


def said(reading):
    return [(f.cell, f.code, f.outcome, f.row_id) for f in reading.findings]


@pytest.mark.parametrize(
    ("rows", "accepted", "held", "findings", "counts"),
    [
        ("| S-001 | 1/15/2026 | C-001 | 90837 | |", ["S-001"], [], [], Counts(ok=1)),
        ("| S-001 | | | | |\n| | | | | |\n| S-002 | 1/15/2026 | C-001 | 90837 | |", ["S-002"], [], [], Counts(ok=1)),
        # one cell holds only what it is for
        (
            "| S-001 | 1/15/2026 | C-001 | 9083 | |",
            ["S-001"], [], [("D2", "SERVICE_CODE_SHAPE", "ask", "S-001")], Counts(ask=1),
        ),
        ("| S-001 | 1/15/2026 | C-001 | | |", ["S-001"], [], [("D2", "CELL_MISSING", "ask", "S-001")], Counts(ask=1)),
        # a cell without which there is no row
        (
            "| S-001 | soon | C-001 | 90837 | |\n| S-002 | 1/15/2026 | C-001 | 90837 | |",
            ["S-002"], ["S-001"], [("B2", "DATE_UNREADABLE", "ask", "S-001")], Counts(ok=1, ask=1),
        ),
        ("| S-001 | | C-001 | 90837 | |", [], ["S-001"], [("B2", "CELL_MISSING", "ask", "S-001")], Counts(ask=1)),
        ("| | 1/15/2026 | C-001 | 90837 | |", [], [], [("A2", "CELL_MISSING", "ask", "")], Counts(ask=1)),
        # several questions are one row
        (
            "| S-001 | soon | C 1 | 9 | |",
            [], ["S-001"],
            [
                ("B2", "DATE_UNREADABLE", "ask", "S-001"),
                ("C2", "ID_UNREADABLE", "ask", "S-001"),
                ("D2", "SERVICE_CODE_SHAPE", "ask", "S-001"),
            ],
            Counts(ask=1),
        ),
        # the same row twice: the first counts (ruling 5)
        (
            "| S-001 | 1/15/2026 | C-001 | 90837 | |\n| S-001 | 1/15/2026 | C-001 | 90837 | |",
            ["S-001"], [], [("A3", "ROW_DUPLICATE", "ask", "S-001")], Counts(ok=1, ask=1),
        ),
        # the same ID on two rows: none counts
        (
            "| S-001 | 1/15/2026 | C-001 | 90837 | |\n| S-001 | 1/15/2026 | C-002 | 90837 | |",
            [], ["S-001"],
            [("A3", "ROW_ID_TWICE", "ask", "S-001"), ("A2", "ROW_ID_TWICE", "ask", "S-001")],
            Counts(ask=2),
        ),
        (
            ("| S-001 | 1/15/2026 | C-001 | 90837 | |\n| S-001 | 1/15/2026 | C-002 | 90837 | |\n"
            "| S-001 | 1/15/2026 | C-003 | 90837 | |"),
            [], ["S-001"],
            [
                ("A3", "ROW_ID_TWICE", "ask", "S-001"), ("A2", "ROW_ID_TWICE", "ask", "S-001"),
                ("A4", "ROW_ID_TWICE", "ask", "S-001"),
            ],
            Counts(ask=3),
        ),
        # rows that are none
        ("| Old ones | | | | |", [], [], [("A2", "ROW_NOTE", "ignored", "")], Counts(ignored=1)),
        ("| TOTAL | | | | |", [], [], [("A2", "ROW_TOTAL", "ignored", "")], Counts(ignored=1)),
    ],
)  # fmt: skip
def test_a_row_waits_only_for_itself(rows, accepted, held, findings, counts):
    reading = services(rows)
    assert list(reading.rows) == accepted
    assert sorted(reading.held) == held
    assert said(reading) == findings
    assert reading.counts() == counts


def test_a_held_cell_is_none_and_says_what_waits():
    reading = read_tab(SPECS["Clients"], filled("Clients", CLIENT | {"mobile": "415-555", "sex": "woman"}))
    client = reading.rows["C-001"]
    assert client.mobile is None
    assert client.held == {"texts", "claims"}
    assert [(f.cell, f.waits, f.field) for f in reading.findings] == [
        ("F2", "Claims wait.", "sex"),
        ("K2", "Texts wait.", "mobile"),
    ]
    assert reading.findings[1].sentence == (
        'Clients K2: "415-555" has 6 digits. A US number has 10, like 415-555-0132. Texts wait.'
    )


def test_a_note_accepts_the_row_and_shows_the_reading():
    reading = read_tab(SPECS["Clients"], filled("Clients", CLIENT | {"member_id": 123456789}))
    assert reading.rows["C-001"].member_id == "123456789"
    assert reading.counts() == Counts(note=1)
    assert "Read as 123456789." in reading.findings[0].sentence


@pytest.mark.parametrize("blank", [None, "", "  ", "\xa0"])
def test_blank_is_nothing_whatever_it_is_made_of(blank):
    reading = services("")
    grid = Grid(
        "Other services", [["Service ID", "Date", "Client ID", "Code"], ["S-001", blank, blank, blank], [blank]]
    )
    reading = read_tab(OTHER, grid)
    assert reading.counts() == Counts()
    assert not reading.findings


def test_an_empty_tick_box_is_not_a_no_and_makes_no_row():
    rows = [{"client_id": "C-001", "text_consent": False}, CLIENT | {"client_id": "C-002", "text_consent": True}]
    reading = read_tab(SPECS["Clients"], filled("Clients", *rows))
    assert list(reading.rows) == ["C-002"]
    assert reading.rows["C-002"].text_consent is YesNo.YES
    assert reading.counts() == Counts(ok=1)


HEADINGS = [
    "| service id | DATE | Client-ID | Code |",
    "| ServiceID | date | client  id | code: |",
    "| Code | Client ID | Date | Service ID |",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("above", ["", "| Services of 2026 |\n|  |\n"])
def test_headings_are_found_in_any_case_order_and_row(heading, above):
    cells = {"serviceid": "S-001", "date": "1/15/2026", "clientid": "C-001", "code": "90837"}
    row = " | ".join(cells["".join(c for c in h.lower() if c.isalpha())] for h in heading.strip("| ").split("|"))
    reading = read_tab(OTHER, tab("Other services", f"{above}{heading}\n| {row} |"))
    assert list(reading.rows) == ["S-001"]
    assert reading.counts() == Counts(ok=1, ignored=1 if above else 0)


def test_a_heading_may_be_called_by_another_name_and_a_column_of_ones_own_is_left_alone():
    reading = read_tab(
        SPECS["Clients"],
        tab(
            "Clients",
            "| Client ID | My note | First name | Last name | DOB |\n| C-001 | call | Ana | Sample | 4/12/1990 |",
        ),
    )
    assert reading.rows["C-001"].born.year == 1990
    assert reading.columns == {"client_id": 0, "first_name": 2, "last_name": 3, "born": 4}


@pytest.mark.parametrize(
    ("text", "codes", "held", "rows"),
    [
        ("| Service ID | Date | Client ID |\n| S-001 | 1/15/2026 | C-001 |", ["HEADING_MISSING"], {"S-001"}, 1),
        ("| Service ID | Date | Client ID | Code | Date |\n| S-001 | a | b | c | d |", ["HEADING_TWICE"], {"S-001"}, 1),
        ("| Date | Client ID | Code |\n| 1/15/2026 | C-001 | 90837 |\n| | | |", ["HEADING_MISSING"], set(), 1),
        ("| some | list |\n| a | b |", ["HEADING_MISSING"] * 4, set(), 2),
    ],
)
def test_a_tab_without_its_headings_waits_as_a_whole(text, codes, held, rows):
    reading = read_tab(OTHER, tab("Other services", text))
    assert [f.code for f in reading.findings] == codes
    assert {f.outcome for f in reading.findings} == {"stop"}
    assert reading.held == held
    assert reading.stopped
    assert not reading.rows
    assert reading.counts() == Counts(ask=rows)


@pytest.mark.parametrize(
    ("title", "row", "gone", "there", "typed", "codes"),
    [
        ("Attendance", VISIT, "Do not bill", "Skip billing", "Yes", ["HEADING_RENAMED"]),
        ("Attendance", VISIT, "Contributions", "What they said", "Spoke", ["HEADING_RENAMED"]),
        ("Clients", CLIENT, "Opted out on", "Said stop", "1/15/2026", ["HEADING_RENAMED"]),
        ("Attendance", VISIT, "Do not bill", "Skip billing", None, ["HEADING_UNKNOWN"]),
        ("Attendance", VISIT, "Do not bill", "Don't bill", "Yes", []),
    ],
)
def test_a_column_that_was_renamed_where_it_stands_is_not_read_as_empty(title, row, gone, there, typed, codes):
    grid = filled(title, row)
    at = grid.rows[0].index(gone)
    grid.rows[0][at], grid.rows[1][at] = there, typed
    reading = read_tab(SPECS[title], grid)
    assert [f.code for f in reading.findings if f.code in {"HEADING_RENAMED", "HEADING_UNKNOWN"}] == codes
    assert reading.stopped is ("HEADING_RENAMED" in codes)
    assert not reading.stopped or (there in reading.findings[0].message and gone in reading.findings[0].message)


def test_a_grey_column_that_gave_way_is_asked_about_and_holds_nothing():
    grid = filled("Attendance", VISIT)
    at = grid.rows[0].index("Check")
    grid.rows[0][at], grid.rows[1][at] = GAVE_WAY, "mine"
    reading = read_tab(SPECS["Attendance"], grid)
    assert [(f.code, f.outcome) for f in reading.findings] == [("HEADING_SILENT", "ask")]
    assert len(reading.rows) == 1
    grid.rows[0].append("Check")
    assert [f.code for f in read_tab(SPECS["Attendance"], grid).findings] == ["HEADING_UNKNOWN"]


def test_a_heading_as_long_as_a_letter_is_cut_where_it_is_asked_about():
    grid = filled("Attendance", VISIT)
    at = grid.rows[0].index("Do not bill")
    grid.rows[0][at], grid.rows[1][at] = "whether this one is billed " * 8, "Yes"
    (told,) = [f.message for f in read_tab(SPECS["Attendance"], grid).findings]
    assert len(told) < 200


def test_a_column_of_ones_own_beside_all_others_stops_nothing():
    grid = filled("Attendance", VISIT)
    for row, cell in zip(grid.rows, ("Snacks", "Yes"), strict=True):
        row.insert(9, cell)
    assert [f.code for f in read_tab(SPECS["Attendance"], grid).findings] == ["HEADING_UNKNOWN"]


def test_an_empty_tab_waits_as_a_whole():
    reading = read_tab(OTHER, Grid("Other services", []))
    assert reading.stopped
    assert reading.counts() == Counts()


def test_a_second_column_of_ones_own_called_like_an_answer_stops_nothing():
    grid = filled("Attendance", VISIT)
    grid.rows[0].append("Note")
    assert not read_tab(SPECS["Attendance"], grid).findings


def test_rows_are_where_the_sheet_says():
    grid = Grid("Clients", [*filled("Clients", CLIENT, CLIENT | {"client_id": "C-002"}).rows], first_row=5)
    assert read_tab(SPECS["Clients"], grid).row_numbers == {"C-001": 6, "C-002": 7}


@pytest.mark.parametrize(
    ("change", "row_id", "accepted"),
    [
        ({}, "Aetna|2026-01-01", True),
        ({"since": "some day"}, "Aetna|", False),
        ({"payer": "12345"}, "", False),
    ],
)
def test_a_payers_rule_is_named_by_the_payer_and_its_first_day(change, row_id, accepted):
    reading = read_tab(SPECS["Payers"], filled("Payers", PAYER | change))
    assert (row_id in reading.rows) is accepted
    assert reading.held == (set() if accepted or not row_id else {row_id})
    assert accepted or reading.findings[0].row_id == row_id


def test_a_self_pay_row_needs_nothing_that_a_claim_needs():
    row = {"payer": "Self-pay", "kind": "Self-pay", "since": "1/1/2026", "source": "Price list"}
    assert read_tab(SPECS["Payers"], filled("Payers", row)).counts() == Counts(ok=1)


def test_several_diagnoses_keep_their_order():
    seat = read_tab(SPECS["Roster"], filled("Roster", SEAT | {"diagnoses": "F41.1, F33.1"})).rows["R-001"]
    assert seat.diagnoses == ("F41.1", "F33.1")
    assert isinstance(seat, Record)


def test_a_blank_list_of_skip_dates_is_no_dates():
    assert read_tab(SPECS["Groups"], filled("Groups", GROUP)).rows["G-01"].skip_dates == ()


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_sheet(index, letters):
    assert column_letters(index) == letters


def test_a_text_is_read_again_only_where_it_changed():
    of = next(f for f in fields_of(SPECS["Clients"].row) if f.name == "first_name")
    read = []
    counting = replace(of, kind=replace(of.kind, parse=lambda raw: read.append(raw) or raw))
    grid = Grid("x", [["First name"], ["Ana"], ["Ben"], ["Ana"]])
    for _ in range(2):
        list(rows_below(grid, 0, {"first_name": 0}, {"first_name": counting}))
    list(rows_below(Grid("x", [["First name"], ["Ana"], ["Bea"]]), 0, {"first_name": 0}, {"first_name": counting}))
    assert read == ["Ana", "Ben", "Bea"]


def test_what_was_read_is_forgotten_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(rows, "_MOST_KNOWN", 1)
    read = []
    parse = read.append
    first = rows._known(parse)
    first.update({"a": 1, "b": 2})
    assert rows._known(parse) is first
    assert not first


@pytest.mark.parametrize(
    ("heads", "row", "codes"),
    [
        (["Mobile", "Mobile"], ["415-555-0132", None], ["HEADING_JOINED"]),
        (["Mobile", "Cell phone"], ["415-555-0132", "(415) 555-0132"], ["HEADING_JOINED"]),
        (["Mobile", "Cell phone"], [" ", "415-555-0132"], ["HEADING_JOINED"]),
        (["Mobile", "Cell phone"], ["415-555-0132", "415-555-0133"], ["HEADING_TWICE"]),
        (["Mobiel", "City"], ["415-555-0132", "Springfield"], ["HEADING_MISSPELT"]),
        (["Mobiel", "City"], ["see Pat", "Springfield"], ["HEADING_UNKNOWN"]),
        (["Guardian Phone", "City"], ["415-555-0132", None], ["HEADING_UNKNOWN"]),
        (["Client ID", "City"], ["C-001", None], ["HEADING_TWICE"]),
    ],
)
def test_headings_are_joined_corrected_or_left_alone(heads, row, codes):
    plain = [f for f in fields_of(SPECS["Clients"].row) if f.name in ("client_id", "first_name", "last_name", "born")]
    grid = Grid("Clients", [[f.column.header for f in plain] + heads, [CLIENT[f.name] for f in plain] + row])
    reading = read_tab(SPECS["Clients"], grid)
    assert [f.code for f in reading.findings if f.code.startswith("HEADING")] == codes
    if codes[0] in {"HEADING_JOINED", "HEADING_MISSPELT"}:
        assert reading.rows["C-001"].mobile == "+14155550132"
    if codes == ["HEADING_UNKNOWN"]:
        assert reading.rows["C-001"].mobile is None


def test_headings_over_two_rows_are_read_as_one():
    above = ["Client", "First", "Last", "Date of"]
    below = ["ID", "name", "name", "birth"]
    grid = Grid("Clients", [above, below, [CLIENT[n] for n in ("client_id", "first_name", "last_name", "born")]])
    reading = read_tab(SPECS["Clients"], grid)
    assert list(reading.rows) == ["C-001"]
    assert reading.row_numbers == {"C-001": 3}


def test_a_total_that_counts_wrong_is_told():
    rows_of = [[CLIENT["client_id"], "Ana", "Sample", "4/12/1990"], ["Clients: 2", None, None, None]]
    grid = Grid("Clients", [["Client ID", "First name", "Last name", "Date of birth"], *rows_of])
    reading = read_tab(SPECS["Clients"], grid)
    assert {f.code for f in reading.findings} == {"ROW_TOTAL", "ROW_TOTAL_DIFFERS"}


def test_merged_cells_are_filled_down_and_told():
    head = ["Client ID", "First name", "Last name", "Date of birth", "City"]
    people = [["C-001", "Ana", "Sample", "4/12/1990", "Springfield"], ["C-002", "Bea", "Sample", "4/12/1991"]]
    reading = read_tab(SPECS["Clients"], Grid("Clients", [head, *people], merged=((2, 5, 3, 5),)))
    assert reading.rows["C-002"].city == "Springfield"
    assert [(f.cell, f.code) for f in reading.findings] == [("E3", "CELL_MERGED")]


def test_hidden_rows_and_rows_far_below_are_read_and_told():
    head = ["Client ID", "First name", "Last name", "Date of birth"]
    people = [["C-001", "Ana", "Sample", "4/12/1990"], *[[]] * 30, ["C-002", "Bea", "Sample", "4/12/1991"]]
    reading = read_tab(SPECS["Clients"], Grid("Clients", [head, *people], hidden=frozenset({2})))
    assert list(reading.rows) == ["C-001", "C-002"]
    assert [(f.cell, f.code) for f in reading.findings] == [("A2", "ROWS_HIDDEN"), ("A33", "ROWS_FAR_BELOW")]


@pytest.mark.parametrize("twice", [False, True])
def test_a_tab_that_stands_in_two_files_is_read_and_told(twice):
    heads = "| Service ID | Date | Client ID | Code | Starts | Clinician |\n"
    grid = tab("Other services", f"{heads}| S-001 | 1/15/2026 | C-001 | 90837 | |")
    reading = read_tab(OTHER, replace(grid, twice=twice))
    assert [f.code for f in reading.findings if f.cell == ""] == ["TAB_TWICE"] * twice
    assert list(reading.rows) == ["S-001"]
