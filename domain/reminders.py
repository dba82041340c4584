"""The reminders and corrections that are due now, and what the Messages tab says about all of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.consent import Consents
from domain.effects import AskDecision, SendText
from domain.history import History, State
from domain.outcome import Outcome
from domain.practice import Practice
from domain.reasons import Hold, Task
from domain.text_history import Gone, gone
from domain.text_plan import Planned, plan
from domain.text_times import closing
from domain.views import Message

COMING = timedelta(days=7)
KEPT = timedelta(days=60)
"""How far back the Messages tab goes; the ledger keeps everything."""

FOR_A_PERSON = frozenset(
    {
        "TEXT_WAITS_FOR_ROW",
        "TEXT_ROW_NOT_FOUND",
        "TEXT_CONSENT_MISSING",
        "TEXT_CONSENT_ASKED",
        "TEXT_NO_MOBILE",
        "TEXT_PART2",
        "TEXT_CLOCK_CHANGE",
    }
)
"""Reasons that a person can mend; the others are the client's choice or the rules at work."""

TASKS = {
    "TEXT_CONSENT_NO_DATE": "Clients",
    "TEXT_NO_ALLOWED_TIME": "Clients",
    "TEXT_CORRECTION_NOT_SENT": "Clients",
}
"""Reasons that ask a person to do something once, with the tab where it is about."""

STATES: dict[State, str] = {
    "done": "sent",
    "inflight": "in doubt",
    "unknown": "in doubt",
    "needs_person": "needs a person",
    "failed": "failed",
    "cancelled": "not sent",
    "expired": "expired",
}


def decide_reminders(practice: Practice, history: History, now: datetime) -> Outcome:
    """One text per client and day for all sessions of that day, when due, consented and within the limits."""
    planned = plan(practice, history, now)
    texts = [_text(practice, text) for text in planned if text.state == "planned" and text.at <= now]
    holds = tuple(_holds(planned))
    tasks = {(t.about, t.reason.code, t.reason.sentence): t for t in _tasks(planned)}
    return Outcome((*texts, *_questions(practice, history, planned, now)), holds, tuple(tasks.values()))


def messages(practice: Practice, history: History, now: datetime) -> tuple[Message, ...]:
    """What went out, what will in the coming week, and what will not and why; newest moment first."""
    old = [_past(text) for text in gone(history) if text.happened.state in STATES and text.at >= now - KEPT]
    new = [_coming(text) for text in plan(practice, history, now) if text.at <= now + COMING]
    return tuple(sorted([*old, *new], key=_order, reverse=True))


def _order(message: Message) -> tuple[float, str, str]:
    return message.when.timestamp() if message.when else 0.0, message.client_id, message.kind


def _text(practice: Practice, text: Planned) -> SendText:
    return SendText(
        key=text.key,
        text_kind=text.kind,
        client_id=text.client_id,
        session_ids=tuple(s.session_id for s in text.sessions),
        session_date=text.day,
        starts=tuple(s.starts for s in text.sessions if s.starts),
        to=text.to,
        not_after=min(text.until, closing(text.at, practice.details)),
        reasons=(text.reason,),
    )


def _holds(planned: tuple[Planned, ...]) -> Iterator[Hold]:
    for text in planned:
        if text.state == "not sent" and text.reason.code in FOR_A_PERSON:
            yield Hold(about=text.client_id, reason=text.reason)


def _tasks(planned: tuple[Planned, ...]) -> Iterator[Task]:
    for text in planned:
        if text.state == "not sent" and (tab := TASKS.get(text.reason.code)):
            yield Task(about=text.client_id, tab=tab, reason=text.reason)


def _questions(
    practice: Practice, history: History, planned: tuple[Planned, ...], now: datetime
) -> Iterator[AskDecision]:
    consents = Consents(practice, history)
    for client_id in sorted({t.client_id for t in planned if t.reason.code == "TEXT_CONSENT_ASKED"}):
        if question := consents.question(practice.client[client_id], now):
            yield question


def _past(text: Gone) -> Message:
    return Message(
        when=text.at,
        client_id=text.client_id,
        kind=text.kind,
        state=STATES[text.happened.state],
        reason="",
        session_ids=text.sessions,
    )


def _coming(text: Planned) -> Message:
    return Message(
        when=text.at,
        client_id=text.client_id,
        kind=text.kind,
        state=text.state,
        reason=text.reason.sentence,
        session_ids=tuple(s.session_id for s in text.sessions),
    )
