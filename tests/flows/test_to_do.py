"""To do names each matter once: what only waits for an answer that it asks for already is one line, however many wait."""

import pytest

from domain.reasons import Hold, Reason
from flows.report import alike
from tests.faults.acts import evening, one_pass_more
from tests.faults.histories import Play

WAITS = "this row has an open question in To do"


@pytest.mark.parametrize(("spoilt", "lines"), [
    ((), []),
    (("C-003",), [("Its note", None)]),
    (("C-002",), [("2 notes", None)]),
    (("C-002", "C-003"), [("3 notes", None)]),
])  # fmt: skip
def test_notes_that_wait_for_other_rows_are_one_line(spoilt: tuple[str, ...], lines: list[tuple[str, object]]) -> None:
    play = Play([])
    p = play.world.practices[0]
    try:
        one_pass_more(play, p)
        for client in spoilt:
            row = p.book.find("Clients", client)
            assert row is not None
            p.book.type("Clients", row, First_name=None)
        evening(play, p)
        told = [(row[3], row[1]) for row in p.book.tabs["To do"][1:] if WAITS in str(row[2]) and "note" in row[2]]
    finally:
        play.world.close()
    assert told == lines


def test_a_tab_that_waits_is_one_line_and_one_more_for_all_absence_counts() -> None:
    play = Play([])
    p = play.world.practices[0]
    try:
        one_pass_more(play, p)
        evening(play, p)
        p.book.tabs["Attendance"][0].append("Visit ID")
        p.book.saved()
        one_pass_more(play, p)
        told = [row[3] for row in p.book.tabs["To do"][1:] if "Attendance" in f"{row[0]} {row[2]}"]
    finally:
        play.world.close()
    assert told[0] == "This tab waits."
    assert len(told) == 2
    assert str(told[1]).endswith(" absence counts")


@pytest.mark.parametrize(("waiting", "told"), [
    ((("G-01/01/C-001", "CLAIM_A", "70 of 90"), ("G-01/01/C-002", "CLAIM_A", "60 of 90")), ["2 70 of 90"]),
    ((("G-01/01/C-001", "CLAIM_B", "Kind is blank"), ("G-01/01/C-001", "CLAIM_B", "Entity is blank"),
      ("G-01/01/C-002", "CLAIM_B", "Kind is blank")), ["2 Kind is blank", "1 Entity is blank"]),
    ((("C-001", "POLICY_WAITS_FOR_ROW", "G-01/02 waits"), ("C-001", "POLICY_WAITS_FOR_ROW", "G-02/02 waits")),
     ["2 G-01/02 waits"]),
    ((("G-01/01/C-001", "CLAIM_B", "Kind is blank"), ("G-01/01/C-001", "CLAIM_B", "Kind is blank")), ["1 Kind is blank"]),
])  # fmt: skip
def test_a_row_that_waits_for_two_things_is_counted_once_for_each(
    waiting: tuple[tuple[str, str, str], ...], told: list[str]
) -> None:
    holds = [Hold(about=about, reason=Reason(code=code, sentence=sentence)) for about, code, sentence in waiting]
    assert [f"{len(matter)} {matter[0].reason.sentence}" for matter in alike(holds)] == told
