"""Old attendance in its four shapes: by day, by row, by session, and a tab for each session."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from domain.lists import Mark
from sheets_schema.grid import FormulaCell, Grid
from sheets_schema.oldsheets.proposal import fingerprint
from tests.sheets_schema.oldsheets.old import BEN, DBT, SEATS, asked, balance, bring, cells, known, marks, noted, tab
from tests.sheets_schema.sheet import CLIENT, GROUP, SESSION, VISIT

GRID = """Name | 1/8/2026 | 1/15/2026 | 1/22/2026 | Total
Ana Sample | P | L | NS | 2
Ben Bell | P | P | E | 2
Diaz, Cara | LC | P | P | 2
Total present | 2 | 3 | 1 |"""
WANTED = [
    ("01", "C-001", "Present"), ("02", "C-001", "Late"), ("03", "C-001", "No-show"),
    ("01", "C-002", "Present"), ("02", "C-002", "Present"), ("03", "C-002", "Absent - excused"),
    ("01", "C-003", "Late cancel"), ("02", "C-003", "Present"), ("03", "C-003", "Present"),
]  # fmt: skip


def headed(*headings):
    """The grid under other headings of days."""
    rows = GRID.splitlines()
    return "\n".join([*headings, *rows[1:]])


SAME = {
    "dates in full": ("CBT for Anxiety", GRID),
    "dates of a program": ("CBT for Anxiety", GRID.replace("1/8/2026", "2026-01-08")),
    "days without a year": ("CBT for Anxiety", headed("Name | 1/8 | 1/15 | 1/22 | Total")),
    "weekdays too": ("CBT for Anxiety", headed("Name | Thu 1/8 | Thu 1/15 | Thu 1/22 | Total")),
    "words": ("CBT for Anxiety", headed("Member | Jan 8 | Jan 15 | 22 Jan | Total")),
    "months over days": ("CBT for Anxiety", headed(" | January | | | ", "Name | 8 | 15 | 22 | Total")),
    "weeks": ("CBT for Anxiety", headed("Name | Wk 1 | Wk 2 | Wk 3 | Total")),
    "numbers": ("CBT for Anxiety", headed("Client | 1 | 2 | 3 | Total")),
    "weeks over dates": ("CBT for Anxiety", headed("Name | Wk 1 | Wk 2 | Wk 3 | Total", " | 1/8 | 1/15 | 1/22 | ")),
    "dates over weekdays": ("CBT for Anxiety", headed("Name | 1/8 | 1/15 | 1/22 | Total", " | Thu | Thu | Thu | ")),
    "a title": ("Sheet1", headed("CBT for Anxiety: attendance", "", "Name | 1/8 | 1/15 | 1/22 | Total")),
    "no heading over names": ("CBT for Anxiety", headed(" | 1/8 | 1/15 | 1/22 | Total")),
    "two columns of names": (
        "CBT for Anxiety",
        "First | Last | 1/8 | 1/15 | 1/22 \n Ana | Sample | P | L | NS \n Ben | Bell | P | P | E \n Cara | Diaz | LC | P | P",
    ),
    "a legend of its own": (
        "CBT for Anxiety",
        """Name | 1/8 | 1/15 | 1/22
Ana Sample | o | / | x
Ben Bell | o | o | V
Cara Diaz | c | o | o
 |
o = Present, / = Late, x = No-show
V = Excused; c = Late cancel""",
    ),
    "marks in words": (
        "CBT for Anxiety",
        headed("Name | 1/8 | 1/15 | 1/22 | Total").replace(" P ", " Present ").replace("NS", "no show"),
    ),
    "a grid of more days": ("CBT for Anxiety", "\n".join(row + " | " for row in headed("Name | 1/8 | 1/15 | 1/22 | Total | 1/29").splitlines())),
    "a log": (
        "CBT for Anxiety",
        "Client | Date | Status \n"
        + "\n".join(
            f"{name} | {day}/2026 | {mark}"
            for day, said in {"1/8": "P P LC", "1/15": "L P P", "1/22": "NS E P"}.items()
            for name, mark in zip(("Ana Sample", "Ben Bell", "Cara Diaz"), said.split(), strict=True)
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SAME)
def test_every_shape_says_the_same(shape):
    proposal = bring(SAME[shape])
    assert sorted(marks(proposal)) == sorted(WANTED)
    assert not asked(proposal)
    assert "TOTAL_DIFFERS" not in noted(proposal)
    assert all(n == new + known_ + out + left for n, new, known_, out, left in balance(proposal))


def test_visits_bring_their_sessions_and_are_not_billed_again():
    proposal = bring(("CBT for Anxiety", GRID))
    names = ("session_id", "group_id", "on", "number", "starts", "ends", "facilitator")
    assert cells(proposal, "Sessions", *names)[0] == (
        "G-01/01", "G-01", date(2026, 1, 8), 1, time(18), time(19, 30), "JR",
    )  # fmt: skip
    assert cells(proposal, "Attendance", "visit_id", "session_id", "on", "do_not_bill")[0] == (
        "G-01/01/C-001", "G-01/01", date(2026, 1, 8), "Yes",
    )  # fmt: skip
    assert noted(proposal) == ["DO_NOT_BILL"]
    assert balance(proposal) == [(10, 9, 0, 0, 1)]


def test_a_tab_for_each_session_is_dated_by_its_name():
    rows = "Name | Attendance | Arrived | Notes \n Ana Sample | P | 6:05 | \n Ben Bell | NS | | flu"
    proposal = bring(("1-15", "CBT for Anxiety \n" + rows), ("Wk 3", "CBT for Anxiety \n" + rows))
    assert marks(proposal) == [
        ("02", "C-001", "Present"), ("02", "C-002", "No-show"), ("03", "C-001", "Present"), ("03", "C-002", "No-show"),
    ]  # fmt: skip
    assert cells(proposal, "Attendance", "arrived", "reason")[:2] == [(time(18, 5), None), (None, "flu")]


def test_a_line_over_a_list_may_be_its_day():
    proposal = bring(("CBT for Anxiety", "Date: 1/15/2026 \n Name | Attendance \n Ana Sample | P"))
    assert marks(proposal) == [("02", "C-001", "Present")]


QUESTIONS = {
    "a mark asked about once": ("Ana Sample | ? | ?", [("MARK_UNKNOWN", "B2")], 0),
    "a time for a mark": ("Ana Sample | 6:05 | P", [("MARK_IS_TIME", "B2")], 1),
    "x beside P": ("Ana Sample | x | P", [("MARK_X_UNCLEAR", "B2")], 1),
    "a stranger asked about once": ("Zed Who | P | P", [("NAME_NOT_FOUND", "B2")], 0),
    "two people in a cell": ("Ana & Ben | P | P", [("NAME_TWO_PEOPLE", "B2")], 0),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_mark_that_is_not_sure_stays_out_and_the_others_come_in(case):
    row, questions, new = QUESTIONS[case]
    proposal = bring(("CBT for Anxiety", "Name | 1/8/2026 | 1/15/2026 \n" + row))
    assert asked(proposal) == questions
    assert len(marks(proposal)) == new
    assert balance(proposal) == [(2, new, 0, 2 - new, 0)]


def test_a_person_may_say_what_marks_mean():
    sheet = ("CBT for Anxiety", "Name | 1/8/2026 | 1/15/2026 \n Ana Sample | A | zz")
    proposal = bring(sheet, A="No-show", ZZ="Late")
    assert marks(proposal) == [("01", "C-001", "No-show"), ("02", "C-001", "Late")]


DAYS = {
    "before the cycle": ("12/18/2025", "1/8/2026", "B1", "DAY_BEFORE_CYCLE"),
    "another weekday": ("1/8/2026", "1/16/2026", "C1", "DAY_NOT_PLANNED"),
    "yet to come": ("1/8/2026", "3/26/2026", "C1", "DATE_FUTURE"),
    "no such week": ("1/8/2026", "Wk 40", "C1", "NUMBER_UNKNOWN"),
    "no such day of the cycle": ("7/4", "1/8/2026", "B1", "DATE_NO_YEAR"),
}


@pytest.mark.parametrize("case", DAYS)
def test_a_day_that_is_no_session_is_asked_about_once_and_the_others_come_in(case):
    one, other, cell, code = DAYS[case]
    proposal = bring(("CBT for Anxiety", f"Name | {one} | {other} \n Ana Sample | P | P \n Ben Bell | P | P"))
    assert asked(proposal) == [(code, cell)]
    assert marks(proposal) == [("01", "C-001", "Present"), ("01", "C-002", "Present")]


def test_days_out_of_order_were_read_wrong():
    proposal = bring(("CBT for Anxiety", "Name | 1/15/2026 | 1/8/2026 \n Ana Sample | P | P"))
    assert asked(proposal) == [("DATE_ORDER", "B1")]
    assert balance(proposal) == [(2, 0, 0, 2, 0)]


def test_a_group_that_lacks_its_days_is_named():
    at = known(Clients=[CLIENT], Roster=SEATS[:1], Groups=[GROUP | {"minutes": None}], Sessions=[], Attendance=[])
    proposal = bring(("CBT for Anxiety", "Name | 1/8/2026 | 1/15/2026 \n Ana Sample | P | P"), at=at)
    assert [c for c, _ in asked(proposal)] == ["GROUP_INCOMPLETE", "GROUP_INCOMPLETE"]


def test_blank_cells_get_no_row_and_are_told_once():
    proposal = bring(("CBT for Anxiety", "Name | 1/8 | 1/15 | 1/22 \n Ana Sample | P | | \n Ben Bell | P | P | "))
    assert len(marks(proposal)) == 3
    assert noted(proposal) == ["DATE_YEAR_TAKEN", "MARKS_BLANK", "DO_NOT_BILL"]
    assert len(cells(proposal, "Sessions", "on")) == 2


def test_ticked_boxes_are_present_and_empty_boxes_are_blank():
    grid = Grid(
        "CBT for Anxiety",
        [["Name", datetime(2026, 1, 8), datetime(2026, 1, 15)], ["Ana Sample", True, False], ["Ben Bell", False, True]],
    )
    proposal = bring(grid)
    assert marks(proposal) == [("01", "C-001", "Present"), ("02", "C-002", "Present")]
    assert "MARKS_BLANK" in noted(proposal)


@pytest.mark.parametrize(("old", "new"), [("| 2\nBen", "| 3\nBen"), ("present | 2 | 3", "present | 2 | 2")])
def test_a_total_that_does_not_agree_is_told(old, new):
    assert noted(bring(("CBT for Anxiety", GRID.replace(old, new)))) == ["TOTAL_DIFFERS", "DO_NOT_BILL"]


def test_members_of_another_group_are_asked_about():
    at = known(Clients=[CLIENT, BEN], Roster=SEATS[:1], Groups=[GROUP, DBT], Sessions=[], Attendance=[])
    proposal = bring(("CBT for Anxiety", "Name | 1/8 | 1/15 \n Ana Sample | P | P \n Ben Bell | P | P"), at=at)
    assert asked(proposal) == [("NAME_NOT_IN_GROUP", "B3")]


def test_a_first_name_and_initial_are_one_member_where_only_one_fits():
    two = [CLIENT, BEN, BEN | {"client_id": "C-003", "last_name": "Bond"}]
    at = known(Clients=two, Roster=SEATS, Groups=[GROUP], Sessions=[], Attendance=[])
    proposal = bring(("CBT for Anxiety", "Name | 1/8/2026 | 1/15/2026 \n Ana S. | P | P \n Ben B | P | P"), at=at)
    assert len(marks(proposal)) == 2
    assert "NAME_INITIAL" in noted(proposal)
    assert asked(proposal) == [("NAME_TWO_MATCHES", "B3")]
    assert proposal.counts() == {"Sessions": 2, "Attendance": 2}


def test_a_roster_in_the_same_file_is_read_first():
    sheets = (("Log", "CBT for Anxiety \n Name | 1/8 | 1/15 \n Eve Stone | P | P"),
              ("CBT for Anxiety", "Name | Start date | DOB \n Eve Stone | 1/8/2026 | 3/4/1991"))  # fmt: skip
    assert marks(bring(*sheets)) == [("01", "C-004", "Present"), ("02", "C-004", "Present")]


STANDING = [
    ("Present", (1, 0, 1, 0, 0), []),
    ("Late", (1, 0, 0, 1, 0), ["MARK_STANDS"]),
    (None, (1, 0, 0, 1, 0), ["ROW_STANDS_EMPTY"]),
]


@pytest.mark.parametrize(("stands", "entries", "questions"), STANDING)
def test_a_row_that_stands_is_never_changed(stands, entries, questions):
    visit = VISIT | {"mark": stands}
    at = known(Clients=[CLIENT], Roster=SEATS[:1], Groups=[GROUP], Sessions=[SESSION], Attendance=[visit])
    proposal = bring(("CBT for Anxiety", "Name | Date | Mark \n Ana Sample | 2/5/2026 | P"), at=at)
    assert balance(proposal) == [entries]
    assert [c for c, _ in asked(proposal)] == questions
    assert not proposal.rows


def test_a_session_that_stands_is_used_with_its_own_day_and_number():
    moved = SESSION | {"on": "2/6/2026"}
    at = known(Clients=[CLIENT], Roster=SEATS[:1], Groups=[GROUP], Sessions=[moved], Attendance=[])
    log = "Name | Date | Mark | Session # \n Ana Sample | {} | P | {}"
    assert marks(bring(("CBT for Anxiety", log.format("2/6/2026", "")), at=at)) == [("05", "C-001", "Present")]
    assert marks(bring(("CBT for Anxiety", log.format("2/6", 5)), at=at)) == [("05", "C-001", "Present")]
    for day, number in (("2/6/2026", 6), ("2/5/2026", ""), ("2/5/2026", 5)):
        proposal = bring(("CBT for Anxiety", log.format(day, number)), at=at)
        assert [c for c, _ in asked(proposal)] == ["DAY_NUMBER_DIFFERS"]


def test_a_number_said_beside_a_day_must_be_that_days():
    log = "Name | Date | Mark | Session # \n Ana Sample | 1/15/2026 | P | 3"
    assert [c for c, _ in asked(bring(("CBT for Anxiety", log)))] == ["DAY_NUMBER_DIFFERS"]
    moved = log.replace("1/15", "1/16")
    assert marks(bring(("CBT for Anxiety", moved))) == [("03", "C-001", "Present")]
    both = moved + "\n Ben Bell | 1/22/2026 | P | "
    assert [c for c, _ in asked(bring(("CBT for Anxiety", both)))] == ["DAY_NUMBER_DIFFERS"]


LOG = "Client | Date | Mark | Group | Arrived | Left | Reason \n"


def test_a_log_says_its_group_times_and_reason_row_by_row():
    rows = "Ana Sample | 1/8/2026 | L | CBT for Anxiety | 6:20 PM | 7:15 | traffic \n Ben Bell | 1/8/2026 | P | Yoga | | | "
    proposal = bring(("Log", LOG + rows + "\n Cara Diaz | 1/8/2026 | P | G-01 | a bit late | | "))
    assert cells(proposal, "Attendance", "mark", "arrived", "left", "reason") == [
        ("Late", time(18, 20), time(19, 15), "traffic"),
        ("Present", None, None, "arrived: a bit late"),
    ]
    assert asked(proposal) == [("GROUP_UNKNOWN", "D3")]


@pytest.mark.parametrize(
    ("rows", "questions", "entries"),
    [
        ("Ana Sample | 1/8/2026 | P | G-01 \n Ana Sample | 1/8/2026 | P | G-01", [], (2, 1, 1, 0, 0)),
        ("Ana Sample | 1/8/2026 | P | G-01 \n Ana Sample | 1/8/2026 | NS | G-01", ["MARK_TWO_DAYS"], (2, 1, 0, 1, 0)),
        ("Ana Sample | soon | P | G-01", ["CELL_UNSURE"], (1, 0, 0, 1, 0)),
        ("Ana Sample | 1/8/2026 | | G-01", [], (1, 0, 0, 0, 1)),
        ("Ana Sample | 1/8/2026 | P | G-01 \n Total | 1", [], (2, 1, 0, 0, 1)),
        (
            "Ben Bell | 15/1/2026 | P | G-01 \n Ana Sample | 1/8/2026 | P | G-01",
            ["CELL_UNSURE", "DATE_TWO_WAYS"],
            (2, 0, 0, 2, 0),
        ),
    ],
)
def test_each_row_of_a_log_counts_once(rows, questions, entries):
    proposal = bring(("Log", LOG + rows))
    assert [c for c, _ in asked(proposal)] == questions
    assert balance(proposal) == [entries]


@pytest.mark.parametrize("headings", ["Name | Attendance", "Name | Attendance | Group"])
def test_a_list_of_no_day_or_no_group_is_asked_about_once(headings):
    proposal = bring(("Sheet1", headings + " \n Ana Sample | P | G-01 \n Ben Bell | P | G-01"))
    assert [c for c, _ in asked(proposal)][-1:] == ["LIST_NO_DAY"]
    assert balance(proposal) == [(2, 0, 0, 2, 0)]


def test_what_a_person_took_away_stays_away():
    history = [("row:Attendance:G-01/01/C-001", fingerprint("visit", "G-01/01/C-001")), ("row:Sessions:G-01/01", "s")]
    at = known(history, Clients=[CLIENT], Roster=SEATS[:1], Groups=[GROUP], Sessions=[], Attendance=[])
    proposal = bring(("CBT for Anxiety", "Name | 1/8/2026 | 1/15/2026 \n Ana Sample | P | P"), at=at)
    assert marks(proposal) == [("02", "C-001", "Present")]
    assert cells(proposal, "Sessions", "session_id") == [("G-01/02",)]


BLOCK = """Group: CBT for Anxiety
Date: 1/8/2026
Facilitator: Jo Rivera
Session #: 1 of 12

Attendance:
[x] Ana Sample - Present (arrived 6:00 PM)
[ ] Ben Bell - Absent - Notified in advance (illness)
[ ] Cara Diaz - No-show - No notification

Members present: 1/3
Session held: Yes (met minimum)
Notes: Cara - 2nd no-show"""


def test_the_guides_block_comes_in_whole():
    proposal = bring(("Log", BLOCK))
    assert cells(proposal, "Attendance", "client_id", "mark", "arrived", "reason") == [
        ("C-001", "Present", time(18), None), ("C-002", "Absent - told us", None, "illness"),
        ("C-003", "No-show", None, None),
    ]  # fmt: skip
    assert cells(proposal, "Sessions", "session_id", "was_held") == [("G-01/01", "Yes")]
    assert noted(proposal) == ["SESSION_TEXT", "DO_NOT_BILL"]
    assert not asked(proposal)


def test_a_block_may_stand_in_several_columns():
    cells_ = BLOCK.replace(": ", " | ").replace("] ", "] | ").replace(" - ", " | ")
    assert marks(bring(("Log", cells_))) == marks(bring(("Log", BLOCK)))


def test_blocks_below_each_other_are_sessions_of_their_own():
    second = BLOCK.replace("1/8/2026", "1/15").replace("1 of 12", "2 of 12")
    assert sorted({m[0] for m in marks(bring(("Log", BLOCK + "\n\n" + second)))}) == ["01", "02"]


LINES = [
    ("[x] Ana Sample", Mark.PRESENT, None, ""),
    ("[X] Ana Sample - Late (arrived 6:20)", Mark.LATE, time(18, 20), ""),
    ("[x] Ana Sample - left early (left 7:00 PM)", Mark.LEFT_EARLY, None, ""),
    ("\u2611 Ana Sample - here", Mark.PRESENT, None, ""),
    ("[x] Ana Sample (6:05 PM)", Mark.PRESENT, time(18, 5), ""),
    ("[ ] Ana Sample - late cancel (car)", Mark.LATE_CANCEL, None, "car"),
    ("[ ] Ana Sample - Absent", Mark.ABSENT, None, ""),
    ("[ ] Ana Sample - Absent - excused", Mark.ABSENT_EXCUSED, None, ""),
    ("[ ] Ana Sample", "MARK_MISSING", None, ""),
    ("[x] Ana Sample - No-show", "MARK_TICK_DIFFERS", None, ""),
    ("[ ] Ana Sample - Present", "MARK_TICK_DIFFERS", None, ""),
    ("[x] Ana Sample - Late - No-show", "MARK_UNKNOWN", None, ""),
    ("[x] Zed Who", "NAME_NOT_FOUND", None, ""),
]


@pytest.mark.parametrize(("line", "mark", "arrived", "reason"), LINES)
def test_a_line_with_a_tick_is_a_mark_or_a_question(line, mark, arrived, reason):
    proposal = bring(("Log", f"Group: CBT for Anxiety \n Date: 1/8/2026 \n {line}"))
    if isinstance(mark, Mark):
        assert cells(proposal, "Attendance", "mark", "arrived", "reason") == [(mark.value, arrived, reason or None)]
    else:
        assert asked(proposal) == [(mark, "A3")]
        assert not marks(proposal)


@pytest.mark.parametrize(
    ("labels", "title", "code", "number"),
    [
        ("Group: CBT for Anxiety", "1-15", None, "02"),
        ("Group: CBT for Anxiety \n Session: 3 of 12", "Log", None, "03"),
        ("Date: 1/15/2026", "CBT for Anxiety", None, "02"),
        ("Date: 1/15/2026", "Log", "LIST_NO_GROUP", None),
        ("Group: CBT for Anxiety \n Date: [Date]", "Log", "LIST_NO_DAY", None),
        ("Group: CBT for Anxiety", "Log", "LIST_NO_DAY", None),
        ("Group: Yoga \n Date: 1/15/2026", "Log", "LIST_NO_GROUP", None),
    ],
)
def test_a_block_says_its_day_and_group_or_is_asked(labels, title, code, number):
    proposal = bring((title, f"{labels} \n [x] Ana Sample"))
    assert [c for c, _ in asked(proposal)] == ([code] if code else [])
    assert [m[0] for m in marks(proposal)] == ([number] if number else [])


def test_a_session_that_was_not_held_says_why():
    proposal = bring(
        (
            "Log",
            BLOCK.replace("Yes (met minimum)", "No (snow)")
            .replace("[x]", "[ ]")
            .replace("Present (arrived 6:00 PM)", "cancelled"),
        )
    )
    assert cells(proposal, "Sessions", "was_held", "cancelled_because") == [("No", "snow")]


def test_a_count_that_does_not_agree_is_told():
    assert "TOTAL_DIFFERS" in noted(bring(("Log", BLOCK.replace("1/3", "2/3"))))


def test_a_formula_with_no_result_is_asked_about():
    cells_ = [
        FormulaCell("=A1"),
        FormulaCell("=TODAY()", 3),
        FormulaCell("=WEBSERVICE(A1)", "x"),
        FormulaCell("=A1&B1", "y"),
    ]
    proposal = bring(Grid("A", [["Dish"], cells_]))
    assert asked(proposal) == [("CELL_FORMULA", "")]
    assert "3 cells" in proposal.questions[0].sentence


def test_a_name_merged_over_rows_stands_in_each_and_no_other_blank_is_filled():
    log = tab(
        "CBT for Anxiety", "Name | Date | Mark \n Ana Sample | 1/8/2026 | P \n | 1/15/2026 | P \n | 1/22/2026 | P"
    )
    assert len(marks(bring(log))) == 1
    merged = replace(log, merged=((2, 1, 3, 1), (1, 1, 1, 3), (9, 1, 12, 1)))
    proposal = bring(merged)
    assert marks(proposal) == [("01", "C-001", "Present"), ("02", "C-001", "Present")]
    assert asked(proposal) == [("NAME_MISSING", "C4")]


def test_a_block_of_lines_and_one_in_a_grid_agree():
    grid = tab("CBT for Anxiety", "Name | 1/8/2026 | 1/15/2026 \n Ana Sample | P | P")
    proposal = bring(grid, ("Log", BLOCK))
    assert balance(proposal)[1] == (4, 2, 1, 0, 1)
    assert cells(proposal, "Sessions", "session_id", "was_held")[0] == ("G-01/01", "Yes")
