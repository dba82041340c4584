"""What a pass did, for a program and for a person."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from domain.reasons import Hold
from flows.desk import Pass
from sheets_schema.findings import Finding

STATE_WORDS = {
    "row": "rows added",
    "decision": "questions asked",
    "text": "texts",
    "note": "note drafts",
    "document": "documents",
}

ONE_MATTER = {
    "NOTE_WAITS_FOR_ROW": "notes",
    "TEXT_WAITS_FOR_ROW": "texts",
    "POLICY_WAITS_FOR_ROW": "absence counts",
    "TEXT_NOT_ALLOWED": "texts",
    "TEXT_FIRST_DAY": "texts",
}
"""What waits for one answer about another row, or for one setting, however many of them there are."""


def holds(this: Pass) -> tuple[Hold, ...]:
    """Everything that waits, whichever feature said so."""
    return tuple(hold for outcome in this.outcomes.values() for hold in outcome.holds) + tuple(this.problems)


def alike(waiting: Iterable[Hold]) -> list[list[Hold]]:
    """Holds of one kind together; where one row has two of a kind, each sentence is a matter of its own."""
    kinds: dict[str, list[Hold]] = {}
    for hold in waiting:
        kinds.setdefault(hold.code, []).append(hold)
    return [matter for kind in kinds.values() for matter in _matters(kind)]


def _matters(kind: list[Hold]) -> Iterator[list[Hold]]:
    if kind[0].code in ONE_MATTER or len({hold.about for hold in kind}) == len(kind):
        yield kind
        return
    matters: dict[str, dict[str, Hold]] = {}
    for hold in kind:
        matters.setdefault(hold.reason.sentence, {}).setdefault(hold.about, hold)
    yield from (list(held.values()) for held in matters.values())


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as ``check --json`` and ``run --json`` print it."""
    return {
        "tab": finding.tab,
        "cell": finding.cell,
        "row_id": finding.row_id,
        "code": finding.code,
        "outcome": finding.outcome,
        "sentence": finding.sentence,
    }


def as_json(this: Pass) -> dict[str, Any]:
    """The answer of ``run --json``."""
    return {
        "pass_id": this.pass_id,
        "effects": [{"key": key, "kind": kind, "state": state} for key, kind, state in this.done],
        "holds": [{"about": h.about, "code": h.code, "sentence": h.reason.sentence} for h in holds(this)],
        "findings": [finding_json(finding) for finding in this.reading.findings],
    }


def counts(this: Pass) -> dict[str, int]:
    """How many effects of each kind ended in each state: all that may leave the practice's places."""
    return dict(Counter(f"{kind} {state}" for _, kind, state in this.done))


def waits(this: Pass) -> bool:
    """Whether something waits for a person."""
    return bool(holds(this)) or any(f.outcome in ("ask", "stop") for f in this.reading.findings)
