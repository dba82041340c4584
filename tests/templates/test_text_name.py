"""A practice's name for texts tells nobody what the practice does."""

import pytest

from templates.texts import telling_words


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Oak Street",
        "Dr. Reyes",
        "Riverside 12",
        "J. Soberanes",
        "Danger Point",
        "Naomi Aaronson",
        "Abusaleh & Wong",
        "Hillside Wellness",
        "Eatington Road",
    ],
)
def test_a_neutral_name_has_no_telling_word(name):
    assert telling_words(name) == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Westside Group Therapy", ("Group", "Therapy")),
        ("Hypnotherapy House", ("Hypnotherapy",)),
        ("Sober Living", ("Sober",)),
        ("Oak A.A.", ("A.A",)),
        ("AA on Main", ("AA",)),
        ("na meeting", ("na",)),
        ("Anger-Management", ("Anger",)),
        ("The DBT Place", ("DBT",)),
        ("PTSD & Trauma Center", ("PTSD", "Trauma")),
        ("GRIEF support", ("GRIEF", "support")),
        ("Oak Counseling", ("Counseling",)),
        ("Neuropsychology Partners", ("Neuropsychology",)),
        ("Life after Divorce", ("Divorce",)),
        ("HIV Survivors", ("HIV", "Survivors")),
    ],
)
def test_m3_each_telling_word_is_named_as_it_is_written(name, words):
    assert telling_words(name) == words
