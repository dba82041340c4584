"""The reminders and corrections that are due now, and what the Messages tab says about all of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain import text_gates as gates
from domain.consent import Consents
from domain.effects import AskDecision, SendText
from domain.history import Happened, History, State
from domain.outcome import Outcome
from domain.practice import Practice
from domain.questions import questions
from domain.reasons import Hold, Task
from domain.replies import reply_reason
from domain.text_history import Gone, gone
from domain.text_plan import Planned, plan
from domain.text_times import closing
from domain.text_troubles import failure, troubles
from domain.texting import Texting
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
        "TEXT_NUMBER_BAD",
        "TEXT_NUMBER_CHANGED",
        "TEXT_NUMBER_OLD",
    }
)
"""Reasons that a person can mend; the others are the client's choice or the rules at work."""

TASKS = {
    "TEXT_CONSENT_NO_DATE": "Clients",
    "TEXT_NO_ALLOWED_TIME": "Clients",
    "TEXT_CORRECTION_NOT_SENT": "Clients",
    "TEXT_CAME_LATER": "Clients",
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
SAID = {
    "coming": "coming",
    "cannot_come": "cannot come",
    "opt_out": "opted out",
    "cancel_word": "opted out",
    "opt_in": "opted in",
    "wrong_number": "wrong number",
    "help": "asked for help",
    "other": "in words",
}
"""How Messages names what a reply said; never its words."""


def decide_reminders(practice: Practice, history: History, now: datetime, rules: Texting = Texting()) -> Outcome:  # noqa: B008  a frozen value
    """One text per client and day for all sessions of that day, when due, consented and within the limits."""
    planned = plan(practice, history, now)
    due = [_text(practice, text) for text in planned if text.state == "planned" and text.at <= now]
    texts, gated, asked = _through_gates(due, practice, history, now, rules)
    holds = (*_holds(planned), *gated)
    found = (*_tasks(planned), *troubles(practice, history, now))
    tasks = {(t.about, t.reason.code, t.reason.sentence): t for t in found}
    return Outcome((*texts, *_questions(practice, history, planned, now), *asked), holds, tuple(tasks.values()))


def _through_gates(
    due: list[SendText], practice: Practice, history: History, now: datetime, rules: Texting
) -> tuple[list[SendText], list[Hold], list[AskDecision]]:
    """The texts that go out, what waits at a gate, and what is asked because of it."""
    if not due:
        return [], [], []
    if hold := gates.all_wait(practice, history, now, rules):
        return [], [hold], []
    waiting = {text.key: why for text in due if (why := gates.one_waits(text, practice, history, now, rules))}
    holds = [Hold(about=text.client_id, reason=waiting[text.key]) for text in due if text.key in waiting]
    texts = [text for text in due if text.key not in waiting]
    if ask := gates.braked(texts, practice, history, now, rules):
        holds.append(Hold(about=gates.TEXT_NAME, reason=ask.reasons[0]))
        return [], holds, list(questions([ask], practice, history))
    return texts, holds, []


def messages(practice: Practice, history: History, now: datetime) -> tuple[Message, ...]:
    """What went out and came in, what will in the coming week, and what will not and why; newest moment first."""
    old = [_past(text) for text in gone(history) if text.happened.state in STATES and text.at >= now - KEPT]
    replies = [m for reply in history.of_kind("reply") for m in _reply(reply) if m.when and m.when >= now - KEPT]
    new = [_coming(text) for text in plan(practice, history, now) if text.at <= now + COMING]
    return tuple(sorted([*old, *replies, *new], key=_order, reverse=True))


def _reply(reply: Happened) -> Iterator[Message]:
    detail = reply.detail
    visit = detail.get("visit_id", "")
    for client_id in detail.get("client_ids", "").split() or ("",):
        yield Message(
            when=datetime.fromisoformat(detail["at"]),
            client_id=client_id,
            kind="reply",
            state=SAID[detail["said"]],
            reason=reply_reason(reply).sentence if detail.get("asks") else "",
            session_ids=(visit.rpartition("/")[0],) if visit else (),
        )


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
        if text.state == "planned" and text.waits:
            yield Task(about=text.client_id, tab="Clients", reason=text.waits)
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
        state=_state(text),
        reason=why.sentence if (why := failure(text)) else "",
        session_ids=text.sessions,
    )


def _state(text: Gone) -> str:
    arrived = text.happened.state == "done" and text.happened.detail.get("status") == "delivered"
    return "delivered" if arrived else STATES[text.happened.state]


def _coming(text: Planned) -> Message:
    return Message(
        when=text.at,
        client_id=text.client_id,
        kind=text.kind,
        state=text.state,
        reason=text.reason.sentence,
        session_ids=tuple(s.session_id for s in text.sessions),
    )
