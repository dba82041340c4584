"""An old roster as clients and seats."""

from datetime import date

import pytest

from sheets_schema.oldsheets.proposal import fingerprint
from tests.sheets_schema.oldsheets.old import DBT, asked, balance, bring, cells, known, noted
from tests.sheets_schema.sheet import CLIENT, GROUP, SEAT

HEADED = "CBT for Anxiety | \n Name | DOB | Phone | Start Date | Diagnosis | Treatment Goals \n"
ROW = "Eve Stone | 3/4/1991 | (415) 555-0136 | 1/8/2026 | F41.1 | Sleep"


def roster(*rows, **how):
    return bring(("Members", HEADED + "\n".join(rows)), **how)


def test_a_member_becomes_a_client_and_a_seat():
    proposal = roster(ROW)
    names = ("client_id", "first_name", "last_name", "born", "mobile")
    assert cells(proposal, "Clients", *names) == [("C-004", "Eve", "Stone", date(1991, 3, 4), "(415) 555-0136")]
    seat = ("roster_id", "group_id", "client_id", "start", "status", "diagnoses", "goals")
    assert cells(proposal, "Roster", *seat) == [("R-004", "G-01", "C-004", date(2026, 1, 8), None, "F41.1", "Sleep")]
    assert balance(proposal) == [(1, 1, 0, 0, 0)]
    assert not asked(proposal)
    assert noted(proposal) == ["NAME_SPLIT", "CELLS_EMPTY"]


QUESTIONS = [
    ("Mary Ann Stone Hill | 3/4/1991 | | 1/8/2026 | F41.1 | x", ("NAME_PARTS", "A3")),
    ("Eve S. | 3/4/1991 | | 1/8/2026 | F41.1 | x", ("NAME_SHORT", "A3")),
    ("Eve & Bob Stone | 3/4/1991 | | 1/8/2026 | F41.1 | x", ("NAME_TWO_PEOPLE", "A3")),
    ("Eve Stone DO NOT CALL | 3/4/1991 | | 1/8/2026 | F41.1 | x", ("NAME_REMARK", "A3")),
    (" | 3/4/1991 | | 1/8/2026 | F41.1 | x", ("NAME_MISSING", "A3")),
    ("Eve Stone | 13/45/1991 | | 1/8/2026 | F41.1 | x", ("CELL_UNSURE", "B3")),
    ("Eve Stone | 3/4/1991 | | 1/8 | F41.1 | x", ("CELL_UNSURE", "D3")),
    ("Eve Stone | #REF! | | 1/8/2026 | F41.1 | x", ("CELL_UNSURE", "B3")),
    ("Eve Stone | 3/4/1991 | | 1/8/2026 | F41.1 | " + "x" * 6000, ("CELL_UNSURE", "F3")),
    ("Ana Sample | 3/4/1991 | | 1/8/2026 | F41.1 | x", ("PERSON_DIFFERS", "A3")),
    ("Eve Stone", ("NAME_ONLY", "A3")),
]


@pytest.mark.parametrize(("row", "question"), QUESTIONS)
def test_a_row_that_is_not_sure_is_asked_about_and_stays_out(row, question):
    proposal = roster(row)
    assert asked(proposal) == [question]
    assert not proposal.rows
    assert balance(proposal) == [(1, 0, 0, 1, 0)]


@pytest.mark.parametrize(
    ("born", "wanted"), [("3/4/91", date(1991, 3, 4)), ("3/4/20", None), ("3/4/2031", None), ("3/4/1850", None)]
)
def test_a_birthday_must_be_of_one_century(born, wanted):
    proposal = roster(ROW.replace("3/4/1991", born))
    assert cells(proposal, "Clients", "born") == ([(wanted,)] if wanted else [])
    assert asked(proposal) == ([] if wanted else [("CELL_UNSURE", "B3")])


def test_a_phone_with_a_remark_keeps_its_remark():
    proposal = roster(ROW.replace("(415) 555-0136", "415-555-0136 (mom)"))
    assert cells(proposal, "Clients", "mobile") == [("415-555-0136 (mom)",)]


def test_what_only_its_own_tab_must_ask_goes_in_as_typed():
    proposal = roster("Eve Stone | 3/4/1991 | call mom | 1/8/2026 | GAD | x")
    assert cells(proposal, "Clients", "mobile") == [("call mom",)]
    assert cells(proposal, "Roster", "diagnoses") == [("GAD",)]
    assert "CELL_AS_TYPED" in noted(proposal)
    assert not asked(proposal)


def test_a_person_without_a_birthday_goes_in_and_will_be_asked_there():
    proposal = roster("Eve Stone | | | | | ", "Stone, Eva | | 1 | | | ")
    assert [name for name, *_ in cells(proposal, "Clients", "first_name")] == ["Eva"]
    assert asked(proposal) == [("NAME_ONLY", "A3")]


def test_days_that_could_be_two_are_asked_about_once_one_has_the_day_in_front():
    proposal = roster(ROW, ROW.replace("Eve", "Dan").replace("1/8/2026", "15/1/2026"))
    assert asked(proposal) == [("DATE_TWO_WAYS", "D3")]
    assert "CELL_TAKEN" in noted(proposal)
    assert cells(proposal, "Roster", "start") == [(date(2026, 1, 15),)]


def test_rows_that_are_none_are_left():
    proposal = roster(
        ROW, "", "Name | DOB | Phone | Start Date | Diagnosis | Treatment Goals", "Total | 1", "Updated 1/15/26"
    )
    assert balance(proposal) == [(4, 1, 0, 0, 3)]
    assert not asked(proposal)


def test_who_stands_below_a_line_is_asked_about():
    proposal = roster(ROW, "DISCHARGED", ROW.replace("Eve", "Fay"), "", ROW.replace("Eve", "Gus"))
    assert asked(proposal) == [("BELOW_LINE", "A4")]
    assert len(cells(proposal, "Clients", "client_id")) == 1
    assert balance(proposal) == [(4, 1, 0, 2, 1)]


def test_who_is_a_member_already_is_not_added_again():
    proposal = roster("Ana Sample | 4/12/1990 | | 1/8/2026 | F41.1 | x", "bell, ben | | | 1/8/2026 | F41.1 | x")
    assert not proposal.rows
    assert balance(proposal) == [(2, 0, 2, 0, 0)]
    assert noted(proposal) == ["CLIENT_KNOWN"]


def test_a_client_gets_a_seat_in_another_group():
    proposal = bring(("DBT Skills roster", "Name | Start date \n Ana Sample | 1/6/2026"))
    assert cells(proposal, "Roster", "group_id", "client_id") == [("G-02", "C-001")]
    assert not cells(proposal, "Clients", "client_id")


def test_first_name_and_initial_mean_one_member_where_only_one_fits():
    proposal = roster("Ana S. | | | 1/8/2026 | F41.1 | x")
    assert noted(proposal) == ["NAME_INITIAL", "CLIENT_KNOWN"]
    assert balance(proposal) == [(1, 0, 1, 0, 0)]


def test_one_person_in_two_lists_is_one_client_with_the_facts_of_both():
    other = "Name | Phone | DOB | Start date | Group \n Stone, Eve | 415-555-0136 | 3/4/1991 | 1/6/2026 | DBT Skills"
    proposal = bring(("CBT for Anxiety", "Name | DOB | Start date \n Eve Stone | 3/4/1991 | 1/8/2026"), ("Two", other))
    assert cells(proposal, "Clients", "client_id", "mobile") == [("C-004", "415-555-0136")]
    assert cells(proposal, "Roster", "group_id", "client_id") == [("G-01", "C-004"), ("G-02", "C-004")]


@pytest.mark.parametrize(("again", "code"), [("3/5/1991", "PERSON_DIFFERS"), ("3/4/1991", "PERSON_TWICE")])
def test_two_rows_of_one_name_that_differ_are_asked_about(again, code):
    second = f"Eve Stone | {again} | 415-555-0199 | 1/8/2026 | F41.1 | Sleep"
    proposal = roster(ROW, second)
    assert asked(proposal) == [(code, "A4")]
    assert len(cells(proposal, "Clients", "client_id")) == 1


def test_two_clients_of_one_name_are_told_apart_by_birthday_or_asked_about():
    twin = CLIENT | {"client_id": "C-009", "born": "1/1/1999"}
    at = known(Clients=[CLIENT, twin], Roster=[SEAT], Groups=[GROUP])
    assert asked(roster("Ana Sample | | | 1/8/2026 | F41.1 | x", at=at)) == [("NAME_TWO_MATCHES", "A3")]
    proposal = roster("Ana Sample | 1/1/1999 | | 1/8/2026 | F41.1 | x", at=at)
    assert cells(proposal, "Roster", "client_id") == [("C-009",)]


GROUPS = [
    (("Members", "Name | DOB | Start date"), "", "LIST_NO_GROUP", None),
    (("Members", "Name | DOB | Start date"), "G-02", None, "G-02"),
    (("CBT for Anxiety", "Name | DOB | Start date"), "G-02", None, "G-01"),
    (("Roster G-02", "Name | DOB | Start date"), "", None, "G-02"),
    (("Members", "DBT Skills (Tuesdays) \n Name | DOB | Start date"), "", None, "G-02"),
]


@pytest.mark.parametrize(("sheet", "told", "code", "group"), GROUPS)
def test_the_group_of_a_list_is_said_or_asked(sheet, told, code, group):
    title, headings = sheet
    proposal = bring((title, f"{headings} \n Eve Stone | 3/4/1991 | 1/8/2026"), group=told)
    assert [c for c, _ in asked(proposal)] == ([code] if code else [])
    assert cells(proposal, "Roster", "group_id") == ([(group,)] if group else [])


def test_a_longer_name_is_meant_when_one_stands_in_the_other():
    at = known(Clients=[], Roster=[], Groups=[GROUP, DBT | {"name": "CBT"}], Sessions=[], Attendance=[])
    text = "Name | Start date | Phone \n Eve Stone | 1/8/2026 | 1"
    assert cells(bring(("CBT for Anxiety", text), at=at), "Roster", "group_id") == [("G-01",)]
    same = known(Clients=[], Roster=[], Groups=[GROUP, DBT | {"name": GROUP["name"]}], Sessions=[], Attendance=[])
    assert asked(bring(("CBT for Anxiety", text), at=same)) == [("LIST_TWO_GROUPS", "A1")]
    assert cells(bring(("CBT for Anxiety", text), at=same, group="G-02"), "Roster", "group_id") == [("G-02",)]


def test_the_only_group_is_taken_and_told():
    at = known(Clients=[], Roster=[], Groups=[GROUP], Sessions=[], Attendance=[])
    proposal = bring(("Members", "Name | Start date | Phone \n Eve Stone | 1/8/2026 | 1"), at=at)
    assert "GROUP_ONLY_ONE" in noted(proposal)
    assert cells(proposal, "Roster", "group_id") == [("G-01",)]


def test_a_group_column_speaks_for_its_row():
    text = "Name | DOB | Start date | Group \n Eve Stone | 3/4/1991 | 1/8/2026 | g-02 \n Gus Hill | 1/1/1990 | 1/8/2026 | Yoga"
    proposal = bring(("All", text))
    assert cells(proposal, "Roster", "group_id") == [("G-02",)]
    assert asked(proposal) == [("GROUP_UNKNOWN", "D3")]


def test_a_list_of_people_alone_makes_no_seats():
    proposal = bring(("People", "First name | Last name | DOB \n Eve | Stone | 3/4/1991"))
    assert cells(proposal, "Clients", "first_name", "last_name") == [("Eve", "Stone")]
    assert not cells(proposal, "Roster", "roster_id")


def test_what_was_brought_in_before_is_known_whatever_its_row_says_now():
    source = fingerprint("person", "eve stone", "1991-03-04")
    seat = fingerprint("seat", "C-002", "G-01")
    history = [("row:Clients:C-002", source), ("row:Roster:R-009", seat)]
    renamed = CLIENT | {"client_id": "C-002", "first_name": "Eva", "last_name": "Stone-Hill"}
    at = known(history, Clients=[CLIENT, renamed], Roster=[SEAT], Groups=[GROUP])
    proposal = roster(ROW, at=at)
    assert not proposal.rows
    assert balance(proposal) == [(1, 0, 1, 0, 0)]


def test_numbers_that_were_given_once_are_not_given_again():
    at = known([("row:Clients:C-017", "abc")], Clients=[CLIENT], Roster=[SEAT], Groups=[GROUP])
    assert cells(roster(ROW, at=at), "Clients", "client_id") == [("C-018",)]
