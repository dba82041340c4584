"""To do names each matter once: what only waits for an answer that it asks for already is one line, however many wait."""

import pytest

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
