"""Rows that many at once are no longer in a tab: nothing is taken from it until a person says that this is right."""

from datetime import datetime

from domain.decisions import answer
from domain.effects import AskDecision
from domain.history import History
from domain.lists import YesNo
from domain.outcome import Outcome
from domain.practice import ROWS_GONE, Practice, RowsGone
from domain.questions import questions
from domain.reasons import reason
from domain.rollcall import today
from domain.sentences import SENTENCES


def is_agreed(gone: RowsGone, practice: Practice, history: History) -> bool:
    """Whether a person said that just these rows were meant to go."""
    asked = answer(practice, history, gone.key)
    return asked is not None and asked.answer is YesNo.YES


def decide_rows_gone(practice: Practice, history: History, now: datetime) -> Outcome:
    """One question for each tab that lost many rows at once."""
    asks = [_ask(gone, practice, now) for gone in practice.rows_gone]
    return Outcome(tuple(questions(asks, practice, history)), (), ())


def _ask(gone: RowsGone, practice: Practice, now: datetime) -> AskDecision:
    why = reason("ROWS_GONE", tab=gone.tab, missing=gone.missing, known=gone.known)
    return AskDecision(
        key=gone.key,
        decision_id="",
        decision_kind="other",
        asked_on=today(practice.details, now),
        about=gone.tab,
        question=f"{gone.missing} of {gone.known} rows are gone from {gone.tab}. Is that right?",
        why=why.sentence,
        reasons=(why,),
    )


def withdrawn(practice: Practice, history: History) -> dict[str, str]:
    """The questions whose rows are back, by decision ID."""
    open_keys = {gone.key for gone in practice.rows_gone}
    return {
        decision_id: SENTENCES["ROWS_BACK"]
        for key, asked in history.happened.items()
        if key.startswith(ROWS_GONE) and key not in open_keys and (decision_id := asked.detail.get("decision_id", ""))
    }
