"""Many rows gone at once: asked about once, agreed to by a Yes for just these rows, withdrawn when they are back."""

import pytest

from domain import records as r
from domain.history import Happened, History
from domain.lists import YesNo
from domain.practice import RowsGone
from domain.rows_gone import decide_rows_gone, is_agreed, withdrawn
from domain.sentences import SENTENCES
from tests.domain.claims_build import NOW, practice

GONE = RowsGone(tab="Clients", missing=30, known=100, mark="a1")
OTHER = RowsGone(tab="Clients", missing=31, known=100, mark="b2")


def asked(*gone: RowsGone) -> History:
    detail = {"decision_id": "D-0001"}
    return History(
        {g.key: Happened(key=g.key, kind="decision", state="done", digest="", begun=NOW, detail=detail) for g in gone}
    )


def after(answer: YesNo | None = None, *gone: RowsGone):
    return practice(rows_gone=gone, decisions=(r.Decision(decision_id="D-0001", answer=answer),))


def test_a_tab_that_lost_rows_is_asked_about_with_both_numbers():
    ask, other = decide_rows_gone(practice(rows_gone=(GONE, RowsGone("Roster", 9, 40, "c3"))), History(), NOW).effects
    assert (ask.key, ask.decision_kind, ask.about) == ("ask:rows-gone:Clients:a1", "other", "Clients")
    assert ask.question == "30 of 100 rows are gone from Clients. Is that right?"
    assert ask.why == ask.reasons[0].sentence
    assert other.about == "Roster"


@pytest.mark.parametrize(
    ("of", "history", "questions"),
    [
        (practice(), History(), 0),
        (after(None, GONE), asked(GONE), 0),
        (after(YesNo.YES, GONE), asked(GONE), 0),
        (after(None, OTHER), asked(GONE), 1),  # other rows than those that were asked about
        (practice(rows_gone=(GONE,)), asked(GONE), 1),  # the question's own row is gone, nobody could answer
    ],
)
def test_it_is_asked_once_for_the_same_rows(of, history, questions):
    assert len(decide_rows_gone(of, history, NOW).effects) == questions


@pytest.mark.parametrize(
    ("gone", "answer", "agreed"),
    [(GONE, YesNo.YES, True), (GONE, YesNo.NO, False), (GONE, None, False), (OTHER, YesNo.YES, False)],
)
def test_only_a_yes_about_just_these_rows_lets_them_go(gone, answer, agreed):
    assert is_agreed(gone, after(answer, gone), asked(GONE)) is agreed


@pytest.mark.parametrize(("there", "over"), [((GONE,), False), ((OTHER,), True), ((), True)])
def test_the_question_is_taken_back_when_the_rows_are_there_again(there, over):
    assert withdrawn(after(None, *there), asked(GONE)) == ({"D-0001": SENTENCES["ROWS_BACK"]} if over else {})


def test_a_question_that_was_never_put_down_is_not_taken_back():
    begun = {GONE.key: asked(GONE).happened[GONE.key].model_copy(update={"detail": {}})}
    fee = {"ask:fee:x": begun[GONE.key].model_copy(update={"key": "ask:fee:x", "detail": {"decision_id": "D-0002"}})}
    assert withdrawn(practice(), History(begun | fee)) == {}
