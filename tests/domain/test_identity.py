"""Who is the same person as whom: sure, in doubt, or not."""

from datetime import date

import pytest

from domain.identity import Person, alike, like_entry, plain

ANN = Person(frozenset({"ann"}), "lopez", date(1990, 4, 12), "+14155550101", "ann@example.com")


def person(**other):
    return Person(**{name: getattr(ANN, name) for name in ANN.__dataclass_fields__} | other)


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        ({}, "same"),
        ({"mobile": None, "email": None}, "same"),
        ({"firsts": frozenset({"annie", "ann"})}, "same"),
        ({"firsts": frozenset({"ana"})}, "doubt"),
        ({"last": "garcia"}, "doubt"),
        ({"last": "garcia", "mobile": None}, "doubt"),
        ({"last": "garcia", "mobile": None, "email": None}, "other"),
        ({"born": date(1991, 4, 12)}, "doubt"),
        ({"born": date(1991, 4, 12), "mobile": None, "email": None}, "doubt"),
        ({"born": date(1990, 12, 4), "mobile": None, "email": None}, "doubt"),
        ({"born": date(1962, 7, 12), "mobile": None, "email": None}, "other"),
        ({"born": date(1962, 7, 30)}, "doubt"),
        ({"born": date(1962, 7, 30), "firsts": frozenset({"eva"})}, "other"),
        ({"firsts": frozenset({"eva"}), "last": "garcia"}, "other"),
    ],
)  # fmt: skip
def test_name_and_birthday_together_are_sure_and_a_part_is_a_doubt(other, wanted):
    assert alike(ANN, person(**other)) == wanted
    assert alike(person(**other), ANN) == wanted


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        ({"last": "lopez"}, "same"),
        ({"last": "l"}, "same"),
        ({"last": "g"}, "doubt"),
        ({"last": ""}, "doubt"),
        ({"last": "lopez", "mobile": None}, "doubt"),
        ({"last": "l", "mobile": None}, "other"),
        ({"firsts": frozenset({"eva"})}, "other"),
    ],
)
def test_a_waitlist_row_is_known_by_name_and_phone(other, wanted):
    assert like_entry(ANN, person(born=None, email=None, **other)) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("  Ana  López ", "ana lopez"), ("O\N{RIGHT SINGLE QUOTATION MARK}Brien", "obrien"), ("Smith-Jones", "smith jones"), (None, ""), ("Żółć", "zołc")],
)  # fmt: skip
def test_names_are_compared_without_case_accents_and_marks(typed, wanted):
    assert plain(typed) == wanted
