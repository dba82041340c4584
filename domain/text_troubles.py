"""What people must know of texts that went wrong, and of numbers that want no more: named until it no longer matters."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.consent import Consents
from domain.corrections import sessions_gone
from domain.history import History
from domain.lists import Mark
from domain.practice import Practice
from domain.reasons import Reason, Task, reason
from domain.replies import Told, proposed_mark, told
from domain.rollcall import today
from domain.text_failures import TASKS, why_of
from domain.text_history import Gone, gone
from domain.wording import day_words

KINDS = {
    "reminder_72": "reminder", "reminder_24": "reminder", "moved": "moved", "cancelled": "cancelled",
    "logistics": "first session",
}  # fmt: skip
A_WEEK = timedelta(days=7)
UNFAIR = (Mark.NO_SHOW, Mark.LATE_CANCEL)


def troubles(practice: Practice, history: History, now: datetime) -> Iterator[Task]:
    """The tasks that texts and replies left behind."""
    on = today(practice.details, now)
    for text in sorted(gone(history), key=lambda g: g.happened.key):
        if text.day >= on and (why := failure(text)):
            yield Task(about=text.client_id, tab="Clients", reason=why)
    yield from sessions_gone(practice, gone(history), now)
    yield from _elsewhere(history, now)
    yield from _stopped(practice, Consents(practice, history, now))
    for visit_id, answer in told(practice, history).items():
        yield from _differing(practice, visit_id, answer)


def failure(text: Gone) -> Reason | None:
    """Why a text did not do its work, in words for a person; None while nothing is wrong with it."""
    words = {"client": text.client_id, "day": day_words(text.day), "kind": KINDS[text.kind]}
    if text.happened.state == "needs_person":
        return reason("TEXT_IN_DOUBT", rows=(text.client_id,), **words)
    why = why_of(text.happened) if text.happened.state == "failed" else None
    code = TASKS.get(why, "") if why else ""
    return reason(code, rows=(text.client_id,), **words) if code else None


def _elsewhere(history: History, now: datetime) -> Iterator[Task]:
    if any("elsewhere" in g.happened.detail and now - g.happened.begun < A_WEEK for g in gone(history)):
        yield Task(about="Text name", tab="Practice", reason=reason("TEXT_SENT_ELSEWHERE"))


def _stopped(practice: Practice, consents: Consents) -> Iterator[Task]:
    for client in sorted(practice.clients, key=lambda c: c.client_id):
        stopped = consents.of_number(client).stopped
        if stopped is None or consents.opted_out(client) is None:
            continue
        day = today(practice.details, stopped)
        if client.opted_out_on is None or client.opted_out_on < day:
            why = reason("TEXT_STOPPED", rows=(client.client_id,), client=client.client_id, day=day_words(day))
            yield Task(about=client.client_id, tab="Clients", reason=why)


def _differing(practice: Practice, visit_id: str, answer: Told) -> Iterator[Task]:
    visit = practice.visit.get(visit_id)
    session = practice.session.get(visit.session_id) if visit else None
    if visit is None or session is None or answer.coming or visit.mark not in UNFAIR:
        return
    if proposed_mark(session, answer.at, practice.details) is Mark.ABSENT_TOLD:
        why = reason("REPLY_MARK_DIFFERS", rows=(visit_id,), visit=visit_id, mark=visit.mark)
        yield Task(about=visit_id, tab="Attendance", reason=why)
