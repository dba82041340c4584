"""A question that stands twice under one ID: whichever row has the answer counts; two answers wait."""

import pytest

from sheets_schema.decisions import DECISIONS
from sheets_schema.reader import read_tab
from tests.sheets_schema.sheet import tab

HEAD = (
    "| Decision ID | Asked on | Kind | About | Question | Why | Proposed text | Answer | Answered by | Note | Outcome |"
)


def row(answer="", by="", asked="3/18/2026", question="Void it?", why="Absent.", row_id="D-0007"):
    return f"| {row_id} | {asked} | void | G-01/04/C-001 | {question} | {why} | | {answer} | {by} | | |"


CASES = [
    ("neither is answered", (row(), row(asked="3/19/2026")), None, 2, [("A3", "ROW_DUPLICATE")]),
    ("the first is", (row("Yes", "BL"), row()), "Yes", 2, [("A3", "ROW_DUPLICATE")]),
    ("the second is", (row(), row("No", "BL")), "No", 3, [("A2", "ROW_DUPLICATE")]),
    ("both are, alike", (row("Yes", "BL"), row("Yes", "OW")), "Yes", 3, [("A2", "ROW_DUPLICATE")]),
    ("it was put with other words about why", (row("Yes"), row(why="Late.")), "Yes", 2, [("A3", "ROW_DUPLICATE")]),
    ("it stands three times", (row(), row("Yes"), row()), "Yes", 3, [("A2", "ROW_DUPLICATE"), ("A4", "ROW_DUPLICATE")]),
    ("two answers", (row("Yes"), row("No")), "held", 2, [("A3", "ROW_ID_TWICE"), ("A2", "ROW_ID_TWICE")]),
    ("another question", (row("Yes"), row(question="Send?")), "held", 2, [("A3", "ROW_ID_TWICE"), ("A2", "ROW_ID_TWICE")]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "answer", "counts", "findings"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_question_put_twice_is_one_question(rows, answer, counts, findings):
    found = read_tab(DECISIONS, tab("Decisions", "\n".join((HEAD, *rows))))
    accepted = found.rows.get("D-0007")
    assert (accepted.answer if accepted else "held") == answer
    assert ("D-0007" in found.held) is (answer == "held")
    assert found.row_numbers["D-0007"] == counts
    assert [(f.cell, f.code) for f in found.findings if f.code.startswith("ROW")] == findings


def test_an_answer_that_cannot_be_read_makes_both_wait():
    found = read_tab(DECISIONS, tab("Decisions", "\n".join((HEAD, row("Yes"), row("perhaps")))))
    assert not found.rows
    assert found.held == {"D-0007"}
