"""What stays at hand however old it is: the newest of each sort about a phone, the highest number of each series."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from domain.history import Happened, History
from domain.text_delivery import DRY, accepted
from domain.text_history import MAY_HAVE_GONE

ANSWERED = "answered"
_ROW = re.compile(r"row:([^:]+):[A-Z]+-(\d+)")
_DECISION = re.compile(r"D-(\d+)")


@dataclass(frozen=True)
class Lasting:
    """Keys of effects: ``always`` stay at hand, ``facts`` do while their phone or client stands in a sheet."""

    always: frozenset[str]
    facts: frozenset[str]


def lasting(history: History) -> Lasting:
    """What must not be forgotten of the effects at hand."""
    facts: dict[Hashable, tuple[datetime, str]] = {}
    highest: dict[str, tuple[int, str]] = {}
    first: Happened | None = None
    for h in history.happened.values():
        for sort, at in _says(h):
            facts[sort] = max(facts.get(sort, (at, "")), (at, h.key))
        for series, number in _numbered(h):
            highest[series] = max(highest.get(series, (0, "")), (number, h.key))
        if _really_went(h) and (first is None or h.begun < first.begun):
            first = h
    _, answered = facts.pop(ANSWERED, (None, ""))
    always = {key for _, key in highest.values()} | {answered, first.key if first else ""} - {""}
    return Lasting(frozenset(always), frozenset(key for _, key in facts.values()))


def of_phone(happened: Happened) -> Iterator[str]:
    """The words under which a fact about a phone is looked for: its mark, and whose it was."""
    yield happened.detail.get("phone", "")
    if happened.kind == "text":
        yield happened.key.split(":")[1]


def _says(happened: Happened) -> Iterator[tuple[Hashable, datetime]]:
    """The sorts of fact that an effect tells, each with its moment: about a phone, a client, or that payers answer at all."""
    phone, detail, kind = happened.detail.get("phone", ""), happened.detail, happened.kind
    ended = happened.finished or happened.begun
    if kind == "answer":
        yield ANSWERED, ended
    elif not phone:
        return
    elif kind == "text":
        if happened.state in MAY_HAVE_GONE:
            yield ("texted", happened.key.split(":")[1]), accepted(happened, ended)
        yield (phone, happened.state, detail.get("why", "") if happened.state == "failed" else ""), ended
    elif kind == "reply":
        yield (phone, kind, detail.get("said", "")), datetime.fromisoformat(detail["at"])
    elif kind == "optout":
        yield (phone, kind), datetime.combine(date.fromisoformat(detail["on"]), time(), UTC)


def _numbered(happened: Happened) -> Iterator[tuple[str, int]]:
    if m := _ROW.fullmatch(happened.key):
        yield m[1], int(m[2])
    if m := _DECISION.fullmatch(happened.detail.get("decision_id", "")):
        yield "question", int(m[1])


def _really_went(happened: Happened) -> bool:
    sid = happened.detail.get("provider_id", "") if happened.kind in ("text", "test") else ""
    return bool(sid) and not sid.startswith(DRY)
