"""S15: a claim that went out turns out wrong; it never goes once more as a new one (CARC 18)."""

from tests.faults.acts import billed, type_in
from tests.faults.checker import claims
from tests.faults.scene import scene


def test_a_wrong_claim_is_asked_about_and_never_sent_as_a_first_one_again() -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        billed(play, p)
        before = claims(p)
        type_in(p, "Attendance", "G-01/05/C-001", Mark="No-show")
        play.world.pass_of(p)
        asked = {p.book.cell("Decisions", row, "Kind"): row for row in p.book.tabs["Decisions"][1:]}
        assert p.book.cell("Decisions", asked["void"], "About") == "G-01/05/C-001"
        for _ in range(3):
            billed(play, p)  # the payer's number is not known, so it cannot be taken back yet
        assert claims(p) == before
        (row,) = [row for row in p.book.tabs["Claims"][1:] if row[2] == "G-01/05/C-001"]
        assert "void needed" in row
