"""Which lists stand in a tab, and where each begins and ends."""

import pytest

from sheets_schema.grid import Grid
from sheets_schema.oldsheets.blocks import find_blocks
from sheets_schema.oldsheets.lists import find_lists
from tests.sheets_schema.oldsheets.old import bring, noted, tab

KINDS = [
    ("roster", "Name | Start Date | Diagnosis | Treatment Goals | Emergency Contact"),
    ("roster", "FIRST NAME | Last name | D.O.B. | Phone #"),
    ("roster", "Client | Insurance | Copay | DOB | Status"),
    ("waitlist", "Name | Date Added | Group Interest | Individual Prep Completed | Insurance Verified"),
    ("waitlist", "Full name | Added | Requested group | Phone"),
    ("insurance", "Client | Insurance | Group Copay | Authorization Required | Sessions Remaining"),
    ("insurance", "Member | Payer | Co-pay (group)"),
    ("log", "Client | Date | Attendance | Arrival time | Notes"),
    ("log", "Client ID | Session Date | Mark"),
    ("log", "First | Last | Date | Status"),
    ("grid", "Name | 1/8/2026 | 1/15/2026"),
    ("grid", "Client | Wk 1 | Wk 2 | Wk 3 | Total"),
    ("grid", "Member | Jan 8 | Jan 15"),
    ("grid", "Name | Thu 1/8 | Thu 1/15 | % present"),
    ("grid", "Name | 1 | 2 | 3 | 4"),
    ("", "Dish | Who brings it"),
    ("", "Name | Phone | Dish"),
    ("", "Name | Status"),
    ("", "Item | 1/8/2026 | 1/15/2026"),
    ("", "Name | 3 | 7 | 12"),
    ("", "Vendor | Payer | Amount"),
    ("", "Guardian phone | Work phone"),
]


@pytest.mark.parametrize(("kind", "headings"), KINDS)
def test_a_list_is_known_by_its_headings_and_no_other_is(kind, headings):
    found = find_lists(tab("Sheet1", f"{headings}\n Ana Sample | x | x | x | x"))
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_titles_and_gaps_above_headings_do_not_hide_a_list():
    found = find_lists(
        tab("Sheet1", " | \n CBT for Anxiety | \n as of January | \n | \n Name | DOB \n Ana | 4/12/1990")
    )
    assert [(one.heading, one.above, [r.number for r in one.rows]) for one in found] == [
        (5, ("CBT for Anxiety", "as of January"), [6])
    ]


def test_a_column_of_names_needs_no_heading_beside_days():
    (found,) = find_lists(tab("A", " | 1/8/2026 | 1/15/2026 \n Ana Sample | P | P"))
    assert found.columns == {"name": 0}


def test_lists_below_each_other_end_where_the_next_begins():
    found = find_lists(
        tab(
            "A",
            "Name | DOB \n Ana | 4/12/1990 \n | \n Waiting | \n Name | Date added | Group interest \n Di | 1/1/2026 | CBT",
        )
    )
    assert [(one.kind, [r.number for r in one.rows if r.filled()], one.above) for one in found] == [
        ("roster", [2], ()),
        ("waitlist", [6], ("Waiting",)),
    ]


def test_lists_beside_each_other_are_read_each_for_itself():
    found = find_lists(
        tab("A", "Name | DOB | | Name | Date added | Group interest \n Ana | 4/12/1990 | | Di | 1/1/2026 | CBT")
    )
    assert [(one.kind, one.rows[0].filled()) for one in found] == [("roster", [0, 1]), ("waitlist", [3, 4, 5])]


def test_headings_repeated_on_each_page_begin_no_new_list():
    found = find_lists(tab("A", "Name | DOB \n Ana | 4/12/1990 \n Name | DOB \n Ben | 2/3/1985"))
    assert len(found) == 1
    assert [r.number for r in found[0].rows] == [2, 3, 4]


def test_columns_nobody_reads_are_named():
    (found,) = find_lists(tab("A", "Name | DOB | Snacks | Guardian Phone \n Ana | 4/12/1990 | chips | 1"))
    assert found.unused == ("Snacks", "Guardian Phone")


def test_a_tab_with_no_list_is_left_alone_and_told_so():
    proposal = bring(("Snacks", "Dish | Who \n Chips | Ana"), Grid("Empty", []))
    assert noted(proposal) == ["LIST_FOREIGN", "HEADINGS_NONE"]
    assert not proposal.rows


def test_blocks_begin_at_a_label_that_stood_before():
    lines = "Group: CBT \n Date: 1/8/26 \n [x] Ana \n Group: CBT \n Date: 1/15/26 \n [ ] Ben - No-show"
    assert [(str(b.place), len(b.lines)) for b in find_blocks(tab("Log", lines))] == [("Log A1", 1), ("Log A4", 1)]


@pytest.mark.parametrize("lines", ["Date: 1/8/26 \n Facilitator: JR", "[x]", "Shopping \n milk"])
def test_no_block_without_a_members_line(lines):
    assert find_blocks(tab("Log", lines)) == []
