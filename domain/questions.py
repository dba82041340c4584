"""Which questions still have to be put to a person."""

import hashlib
from collections.abc import Iterable, Iterator

from domain.effects import AskDecision
from domain.history import History
from domain.practice import Practice


def questions(wanted: Iterable[AskDecision], practice: Practice, history: History) -> Iterator[AskDecision]:
    """The questions that were never asked, or whose row is gone from Decisions so that nobody can answer."""
    return (ask for ask in wanted if not stands(ask.key, practice, history))


def stands(key: str, practice: Practice, history: History) -> bool:
    """Whether a question was asked and its row is still there to be answered."""
    if not history.is_done(key):
        return False
    row = history.happened[key].detail.get("decision_id", "")
    return row in practice.decision or ("Decisions", row) in practice.in_question


def short_digest(*facts: object) -> str:
    """Eight signs that stand for some facts and tell nothing of them; they make a question's key its own."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]
