"""Questions to people: their numbers and their answers."""

import re
from collections.abc import Iterable, Iterator

from domain.effects import AskDecision, Effect
from domain.history import Happened, History
from domain.practice import Practice
from domain.questions import short_digest
from domain.records import Decision

ASKED = "asks"
"""Under this name the ledger keeps a mark of what a question is about."""


def answer(practice: Practice, history: History, key: str) -> Decision | None:
    """The row of the question asked under this key, answered or not; None when it was not asked or is gone.

    An answer in a row that asks something else is no answer to it: a column was sorted without its rows.
    """
    asked = history.happened.get(key)
    row = practice.decision.get(asked.detail.get("decision_id", "")) if asked else None
    return row.model_copy(update={"answer": None}) if row and asked and _asks_another(row, asked) else row


def mark_of(kind: str | None, about: str | None) -> str:
    """What the ledger keeps of what a row asks."""
    return short_digest(*(" ".join((cell or "").split()).casefold() for cell in (kind, about)))


def astray(practice: Practice, history: History) -> frozenset[str]:
    """The rows that ask something else than they did."""
    rows = ((practice.decision.get(h.detail.get("decision_id", "")), h) for h in history.of_kind("decision"))
    return frozenset(row.decision_id for row, asked in rows if row and _asks_another(row, asked))


def _asks_another(row: Decision, asked: Happened) -> bool:
    known = asked.detail.get(ASKED)
    return bool(known) and known != mark_of(row.kind, row.about)


def numbered(effects: Iterable[Effect], practice: Practice, history: History) -> Iterator[Effect]:
    """The effects with an ID for each question: the one it got when it was begun, else the next free one."""
    taken = {d.decision_id for d in practice.decisions}
    taken |= {h.detail["decision_id"] for h in history.happened.values() if "decision_id" in h.detail}
    last = max((int(m[1]) for t in taken if (m := re.fullmatch(r"D-(\d+)", t))), default=0)
    for effect in effects:
        if isinstance(effect, AskDecision):
            begun = history.happened.get(effect.key)
            known = begun.detail.get("decision_id") if begun else None
            if known is None:
                last += 1
            yield effect.model_copy(update={"decision_id": known or f"D-{last:04d}"})
        else:
            yield effect
