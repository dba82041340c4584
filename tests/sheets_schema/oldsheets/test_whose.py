"""Names, and the people they mean."""

import pytest

from sheets_schema.oldsheets.whose import fault, find, first_and_last, plain_name
from sheets_schema.people import Person, folded

PEOPLE = [
    Person("C-001", "Ana", "Smith"), Person("C-002", "Ana", "Sanchez"), Person("C-003", "Jos\u00e9", "Garc\u00eda L\u00f3pez", "Pepe"),
    Person("C-004", "Dan", "O'Neil"), Person("C-005", "Ben", "Bell"), Person("C-006", "Ben", "Bell"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "how", "ids"),
    [
        ("Ana Smith", "exact", ["C-001"]),
        ("smith, ana", "exact", ["C-001"]),
        (" ANA\u00a0 SMITH ", "exact", ["C-001"]),
        ("Ana Smith (mom drives)", "exact", ["C-001"]),
        ("Jose Garcia Lopez", "exact", ["C-003"]),
        ("Garc\u00eda L\u00f3pez, Jos\u00e9", "exact", ["C-003"]),
        ("Pepe Garcia Lopez", "exact", ["C-003"]),
        ("Dan O\u2019Neil", "exact", ["C-004"]),
        ("Dan O.", "initial", ["C-004"]),
        ("Pepe G", "initial", ["C-003"]),
        ("Ana S.", "two", ["C-001", "C-002"]),
        ("Ben Bell", "two", ["C-005", "C-006"]),
        ("Ana", "none", []),
        ("Smith", "none", []),
        ("Ana Smyth", "none", []),
        ("Zed Who", "none", []),
        ("", "none", []),
    ],
)
def test_a_name_means_one_person_or_is_asked_about(raw, how, ids):
    found = find(raw, PEOPLE)
    assert (found.how, [p.client_id for p in found.people]) == (how, ids)


def test_a_near_miss_is_only_suggested():
    assert find("Ana Smyth", PEOPLE).guess == "Ana Smith"
    assert find("Zed Who", PEOPLE).guess == ""


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Ana Smith", ""), ("Smith, Ana", ""), ("Ana Smith-Jones", ""), ("O'Neil, Dan", ""), ("Mary Ann", ""),
        ("Ana Smith / Bob Smith", "NAME_TWO_PEOPLE"), ("Ana & Bob Smith", "NAME_TWO_PEOPLE"),
        ("Ana and Bob Smith", "NAME_TWO_PEOPLE"), ("Ana Smith - DO NOT CALL", "NAME_REMARK"),
        ("Ana Smith (deceased)", "NAME_REMARK"), ("Ana 2", "NAME_REMARK"), ("???", "NAME_REMARK"),
        ("Smith, Ana, Bob", "NAME_REMARK"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_one_persons_name_is_asked_about(raw, code):
    assert fault(raw) == code


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("Ana Smith", ("Ana", "Smith")), ("Smith, Ana", ("Ana", "Smith")),
        ("Garc\u00eda L\u00f3pez, Mar\u00eda Jos\u00e9", ("Mar\u00eda Jos\u00e9", "Garc\u00eda L\u00f3pez")),
        ("Mar\u00eda Jos\u00e9 Garc\u00eda", "NAME_PARTS"), ("Ana S.", "NAME_SHORT"), ("Ana", "NAME_SHORT"),
        ("Client A", "NAME_SHORT"), ("Smith,", "NAME_SHORT"),
    ],
)  # fmt: skip
def test_a_name_is_split_only_where_its_parts_are_plain(raw, parts):
    assert first_and_last(raw) == parts


def test_names_are_compared_without_case_accents_and_quotes():
    assert folded("\uff21na  O\u2019Ne\u00efl") == folded("ana o'neil")
    assert plain_name("Smith, Ana *") == "Ana Smith"
