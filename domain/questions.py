"""Which questions still have to be put to a person."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from domain.effects import AskDecision
from domain.history import History
from domain.practice import Practice

SECOND_LOOK = timedelta(minutes=10)
MISSED = "missed"
"""What the ledger notes of a question: since when its row is not seen; "" while it is."""


def questions(wanted: Iterable[AskDecision], practice: Practice, history: History) -> Iterator[AskDecision]:
    """The questions that were never asked, or whose row is gone from Decisions so that nobody can answer."""
    return (ask for ask in wanted if not stands(ask.key, practice, history))


def stands(key: str, practice: Practice, history: History) -> bool:
    """Whether a question was asked and its row is still there to be answered."""
    if not history.is_done(key):
        return False
    row = history.happened[key].detail.get("decision_id", "")
    return row in practice.decision or ("Decisions", row) in practice.in_question


def is_put_again(ask: AskDecision, history: History, now: datetime) -> bool | None:
    """Whether a question whose row is gone is put anew; None when its row is missed for the first time.

    A row that is cut to be pasted elsewhere is gone for a moment, and so are those that an answer of the workbook leaves
    out: only what is still gone ten minutes later was taken away.
    """
    if not history.is_done(ask.key):
        return True
    missed = history.happened[ask.key].detail.get(MISSED)
    return now - datetime.fromisoformat(missed) >= SECOND_LOOK if missed else None


def seen_again(practice: Practice, history: History) -> list[str]:
    """The questions that were missed and whose row is there again."""
    asked = (h for h in history.happened.values() if h.detail.get(MISSED))
    return [h.key for h in asked if stands(h.key, practice, history)]


def short_digest(*facts: object) -> str:
    """Eight signs that stand for some facts and tell nothing of them; they make a question's key its own."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]
