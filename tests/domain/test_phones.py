"""Marks that stand for a number or for words without showing them."""

import pytest

from domain.phones import phone_key, words_key

ONE, OTHER = "+14155550101", "+14155550102"


def test_the_same_number_has_the_same_mark_in_one_practice_and_another_elsewhere():
    assert phone_key("oak", ONE) == phone_key("oak", ONE)
    assert len({phone_key("oak", ONE), phone_key("oak", OTHER), phone_key("elm", ONE)}) == 3


def test_the_same_words_have_the_same_mark_and_a_sign_more_another():
    assert words_key("Tue Mar 3, 6:00 PM") == words_key("Tue Mar 3, 6:00 PM")
    assert words_key("Tue Mar 3, 6:00 PM") != words_key("Tue Mar 3, 6:00 PM.")


@pytest.mark.parametrize("mark", [phone_key("oak", ONE), words_key("Tue Mar 3")])
def test_a_mark_is_twenty_signs_of_which_none_tells_anything(mark):
    assert len(mark) == 20
    assert set(mark) <= set("0123456789abcdef")
    assert "5550101" not in mark
