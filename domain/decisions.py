"""Questions to people: their numbers and their answers."""

import re
from collections.abc import Iterable, Iterator

from domain.effects import AskDecision, Effect
from domain.history import History
from domain.practice import Practice
from domain.records import Decision


def answer(practice: Practice, history: History, key: str) -> Decision | None:
    """The row of the question asked under this key, answered or not; None when it was not asked or is gone."""
    asked = history.happened.get(key)
    return practice.decision.get(asked.detail.get("decision_id", "")) if asked else None


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
