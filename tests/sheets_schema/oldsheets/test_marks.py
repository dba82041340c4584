"""What the signs of an old sheet mean; whatever could mean two things is asked about."""

import pytest

from domain.lists import Mark
from sheets_schema.cells.said import Ask
from sheets_schema.oldsheets.marks import is_legend, legend_in, plain_mark, reader

PLAIN = {
    Mark.PRESENT: [
        "Present",
        "P",
        "p",
        "Yes",
        "x",
        "[x]",
        "\u2713",
        "\u2714\ufe0f",
        "\u2705",
        "1",
        1,
        True,
        "Here",
        "Pres.",
    ],
    Mark.ABSENT: ["A", "Absent", "away", "No", 0],
    Mark.LATE: ["L", "Late", "T", "tardy"],
    Mark.LEFT_EARLY: ["left early"],
    Mark.ABSENT_TOLD: ["sick", "Cancelled", "Absent - Notified in advance", "Absent - told us"],
    Mark.ABSENT_EXCUSED: ["E", "Excused", "Absent - excused"],
    Mark.NO_SHOW: ["NS", "N/S", "no show", "No-show", "NCNS"],
    Mark.LATE_CANCEL: ["LC", "late cancel"],
}
ASKED = [
    ("?", "MARK_UNKNOWN"), ("maybe", "MARK_UNKNOWN"), ("-", "MARK_UNKNOWN"), ("P/A", "MARK_UNKNOWN"),
    ("V", "MARK_UNKNOWN"), ("\U0001f44d", "MARK_UNKNOWN"), ("6:05", "MARK_IS_TIME"), ("#REF!", None),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "raw"), [(mark, raw) for mark, raws in PLAIN.items() for raw in raws])
def test_a_plain_sign_is_read(mark, raw):
    assert plain_mark(raw) is mark


@pytest.mark.parametrize(("raw", "code"), ASKED)
def test_a_sign_of_two_meanings_is_asked_about(raw, code):
    found = plain_mark(raw)
    assert isinstance(found, Ask)
    assert code in (None, found.code)


@pytest.mark.parametrize("raw", [None, "", "  ", "[ ]", False, "\u2610"])
def test_a_blank_or_unticked_box_is_no_mark(raw):
    assert plain_mark(raw) is None


def test_x_beside_p_wants_a_word_on_x():
    read = reader(["P", "x"], {}, {})
    assert read("x") == Ask("MARK_X_UNCLEAR")
    assert read("P") is Mark.PRESENT
    assert reader(["x", "x"], {}, {})("x") is Mark.PRESENT
    assert reader(["P", "x"], {"x": "no-show"}, {})("X") is Mark.NO_SHOW
    assert reader(["P", "x"], {"x": "no-show"}, {"X": "Late"})("x") is Mark.LATE


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("P = Present, A = Absent, E = Excused", {"p": "Present", "a": "Absent", "e": "Excused"}),
        ("Legend: x = no show; o: present", {"x": "no show", "o": "present"}),
        ("V = Present", {"v": "Present"}),
        ("P = Parking", {}),
        ("Ana = Present", {"ana": "Present"}),
        ("Present", {}),
        ("6:00 = start", {}),
    ],
)
def test_a_sheet_may_explain_its_signs(cell, wanted):
    assert legend_in([cell, 3, None]) == wanted
    assert is_legend(cell) is bool(wanted)
