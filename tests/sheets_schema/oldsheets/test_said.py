"""What is said about old sheets can be said at the desk."""

import pytest

from sheets_schema.oldsheets.said import NOTES, QUESTIONS, SENTENCES, Place, ask, note
from tests.sheets_schema.test_messages import BANNED, _grade

WORDS = {
    "raw": "it", "example": "Ana", "group": "G-01", "columns": "Snacks", "client": "C-001", "column": "phone", "n": 3,
    "day": "1/8/2026", "planned": "1/15/2026", "number": 5, "guess": "Did you mean Ana? ", "matches": "Ana and Ben",
    "other": "Roster A3", "visit": "G-01/01/C-001", "here": "Late", "said": "I can't tell which day it is.",
    "rows": "3 rows", "reading": "1/15/2026", "cells": "3 cells", "names": "3 names", "people": "3 people are",
}  # fmt: skip


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_short_and_plain(code):
    text = SENTENCES[code].format_map(WORDS)
    assert len(text.split()) <= 25
    assert _grade(text) <= 6.0, _grade(text)
    assert not [word for word in BANNED if word in text.lower()]
    assert text[-1] == "."


def test_questions_and_remarks_are_told_apart_and_say_where():
    assert not QUESTIONS.keys() & NOTES.keys()
    assert ask("LIST_NO_DAY", Place("Roster", "A1")).sort == "question"
    assert note("LIST_FOREIGN", Place("Snacks")).sort == "note"
    assert [str(Place("Roster", "A1")), str(Place("Snacks"))] == ["Roster A1", "Snacks"]


def test_a_long_cell_is_cut_when_it_is_quoted():
    assert "..." in ask("NAME_PARTS", Place("A"), raw="a name that goes on and on and on").sentence
