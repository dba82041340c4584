"""Partial stays that a person judges: the question about a visit, and the answers that say not to bill it."""

from domain.decisions import answer
from domain.history import History
from domain.lists import YesNo
from domain.practice import Practice
from domain.questions import short_digest
from domain.records import Visit

ASKED = "ask:review:"


def review_key(visit: Visit) -> str:
    """The key of the question whether to bill a partial stay; other times make it another question."""
    return f"{ASKED}{visit.visit_id}:{short_digest(visit.mark, visit.arrived, visit.left)}"


def not_billed(practice: Practice, history: History) -> frozenset[str]:
    """The visits that a person decided not to bill as they are marked now; they use up no session."""
    found = set()
    for key in history.happened:
        if key.startswith(ASKED):
            visit = practice.visit.get(key.split(":")[2])
            if visit and review_key(visit) == key:
                asked = answer(practice, history, key)
                if asked and asked.answer is YesNo.NO:
                    found.add(visit.visit_id)
    return frozenset(found)
