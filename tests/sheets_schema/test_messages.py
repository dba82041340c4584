"""Every sentence is short, plain, and shows an example."""

import re

import pytest

from sheets_schema.cells.said import Ask
from sheets_schema.column import ALL
from sheets_schema.finding import finding
from sheets_schema.messages import MESSAGES, NOTES, message, note, quoted, waiting
from sheets_schema.tab import fields_of
from sheets_schema.tabs import TABS

BANNED = (
    "invalid",
    "null",
    "parse",
    "boolean",
    "schema",
    "regex",
    "iso ",
    "error",
    "exception",
    "value error",
    "field",
)
WORDS = {
    "raw": "it", "column": "Mobile", "example": "Ana", "n": 9, "reading": "12", "target": "Clients", "wanted": "1/15/2026",
    "other": 12, "guess": "Ana", "a": "it", "b": "it", "ex": "Jan 15, 2026", "day": "1/15/2026", "real": "Friday", "typed": "Thu",
    "age": 120, "m": 12, "payer": "Aetna", "near": "Mobil", "rows": 9, "tab": "Clients",
}  # fmt: skip
NO_EXAMPLE = {"ID_NUMBER"}


def _syllables(word):
    word = re.sub(r"e$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def _grade(text):
    """The Flesch-Kincaid grade: what stands in quotes or is an example counts as one short word."""
    sentences = [s for s in re.split(r"[.?:!]\s|[.?!]$", text) if s.strip()]
    words = [w for w in re.findall(r"[A-Za-z']+", re.sub(r"\S*\d\S*", " it ", text)) if w.strip("'")]
    syllables = sum(_syllables(w.lower()) for w in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("code", MESSAGES)
def test_a_sentence_can_be_said_at_the_desk(code):
    text = message(code, WORDS)
    assert len(text.split()) <= 25
    assert _grade(text) <= 6.0, _grade(text)
    assert not [word for word in BANNED if word in text.lower()]
    assert text[-1] == "."


@pytest.mark.parametrize("code", NOTES)
def test_what_is_shown_beside_a_reading_is_short_and_plain(code):
    text = note(code, WORDS)
    assert len(text.split()) <= 25
    assert _grade(text) <= 6.0, _grade(text)
    assert not [word for word in BANNED if word in text.lower()]
    assert text[-1] in ".?"


@pytest.mark.parametrize("code", [c for c in MESSAGES if c not in NO_EXAMPLE])
def test_a_sentence_that_asks_shows_what_is_wanted(code):
    assert re.search(
        r"\blike\b|such as|example|Ana|Mobile|make both days the same|whichever is wrong", message(code, WORDS)
    )


@pytest.mark.parametrize(
    ("holds", "words"),
    [
        ((), ""),
        (("row",), "This row waits."),
        (("claims",), "Claims wait."),
        (("claims", "texts"), "Claims and texts wait."),
        (ALL, "Claims, notes, texts, absence counts, new sessions and statements wait."),
    ],
)
def test_what_waits_is_said_in_a_few_words(holds, words):
    assert waiting(holds) == words


def test_a_long_cell_is_cut_when_it_is_quoted():
    assert quoted("a long remark that goes on and on") == "a long remark that go..."
    assert quoted("short") == "short"


def test_the_whole_sentence_of_any_cell_fits_in_25_words_and_its_place():
    for spec in TABS:
        for of in fields_of(spec.row):
            for code in ("CELL_MISSING", "CELL_ERROR"):
                f = finding(spec, of, 3, 12, "X", Ask(code), "#REF!")
                assert len(f.sentence.split()) <= 30
                assert f.sentence.startswith(f"{spec.title} D12: ")
