"""Partial stays under the rule Review: one question a stay, and a No keeps the visit out of every count (ruling 11)."""

from datetime import time

import pytest

from domain import lists as l
from domain import records as r
from domain.history import Happened, History
from domain.reviews import not_billed, review_key
from tests.domain.claims_build import NOW, practice, visit

STAY = {"mark": l.Mark.LEFT_EARLY, "left": time(19)}


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        ({}, True),
        ({"signed": None}, True),
        ({"contributions": "Spoke of the week"}, True),
        ({"left": time(19, 5)}, False),
        ({"arrived": time(18, 10)}, False),
        ({"mark": l.Mark.LATE}, False),
    ],
)
def test_other_times_or_another_mark_make_it_another_question(cells, same):
    assert (review_key(visit(1, **STAY)) == review_key(visit(1, **STAY | cells))) is same
    assert review_key(visit(1, **STAY)) != review_key(visit(2, **STAY))


def asked(key: str, decision_id: str = "D-0001") -> History:
    detail = {"decision_id": decision_id}
    return History({key: Happened(key=key, kind="decision", state="done", digest="", begun=NOW, detail=detail)})


@pytest.mark.parametrize(
    ("key", "answer", "rows", "found"),
    [
        (review_key(visit(1, **STAY)), l.YesNo.NO, (visit(1, **STAY),), {"G-01/05/C-001"}),
        (review_key(visit(1, **STAY)), l.YesNo.YES, (visit(1, **STAY),), set()),
        (review_key(visit(1, **STAY)), None, (visit(1, **STAY),), set()),
        (review_key(visit(1, **STAY)), l.YesNo.NO, (visit(1),), set()),  # corrected since: asked anew if at all
        (review_key(visit(1, **STAY)), l.YesNo.NO, (), set()),  # the row is gone
        (review_key(visit(1, **STAY)), l.YesNo.NO, (visit(2, **STAY),), set()),  # a No is for one member alone
        ("ask:fee:G-01/05/C-001:25.00", l.YesNo.NO, (visit(1, **STAY),), set()),
    ],
)
def test_a_no_keeps_just_that_stay_out(key, answer, rows, found):
    decisions = (r.Decision(decision_id="D-0001", kind="review", answer=answer),)
    assert not_billed(practice(visits=rows, decisions=decisions), asked(key)) == found


def test_a_question_whose_row_is_gone_from_decisions_decides_nothing():
    p = practice(visits=(visit(1, **STAY),), decisions=())
    assert not_billed(p, asked(review_key(p.visits[0]))) == set()
