"""What members were told that is no longer so: a session moved or cancelled after a text about it, or on again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.consent import Consents
from domain.practice import Practice
from domain.reasons import Reason, Task, reason
from domain.records import Session, Visit
from domain.rollcall import is_called_off, today
from domain.text_history import Gone
from domain.text_sessions import why_no_text


@dataclass(frozen=True)
class Correction:
    """One correction to one member; ``day`` is the new day of what was moved, the old one of what was cancelled."""

    client_id: str
    kind: Literal["moved", "cancelled"]
    day: date
    sessions: tuple[Session, ...]
    until: datetime
    reason: Reason
    blocked: bool = False
    """Whether the member may no longer be texted, so that a person has to tell them."""


def corrections(practice: Practice, consents: Consents, past: Iterable[Gone], now: datetime) -> Iterator[Correction]:
    """The corrections that members are owed, one for each client, kind and day."""
    found: defaultdict[tuple[str, Literal["moved", "cancelled"], date], list[Correction]] = defaultdict(list)
    for (client_id, session_id), told in sorted(_last_told(past).items()):
        session = practice.session.get(session_id)
        if session and told.day >= today(practice.details, now):
            for one in _owed(practice, consents, client_id, session, told):
                if one.until > now:
                    found[one.client_id, one.kind, one.day].append(one)
    for (client_id, kind, day), several in sorted(found.items()):
        sessions = tuple(sorted((s for c in several for s in c.sessions), key=lambda s: (str(s.starts), s.session_id)))
        blocked = any(c.blocked for c in several)
        yield Correction(client_id, kind, day, sessions, min(c.until for c in several), several[0].reason, blocked)


def sessions_gone(practice: Practice, past: Iterable[Gone], now: datetime) -> Iterator[Task]:
    """The coming sessions that members were texted about, whose rows are gone: no text says so, and they would come."""
    told = {s: t.day for (_, s), t in _last_told(past).items() if t.kind != "cancelled"}
    for session_id, day in sorted(told.items()):
        listed = practice.sessions_of_group.get(session_id.rpartition("/")[0], ())
        known = session_id in practice.session or ("Sessions", session_id) in practice.in_question
        if day >= today(practice.details, now) and not known and all(s.on != day for s in listed):
            why = reason("TEXT_SESSION_GONE", rows=(session_id,), session=session_id)
            yield Task(about=session_id, tab="Sessions", reason=why)


def _last_told(past: Iterable[Gone]) -> dict[tuple[str, str], Gone]:
    """The newest text about each session that each member may have got."""
    last: dict[tuple[str, str], Gone] = {}
    for text in sorted(past, key=lambda g: (g.at, g.happened.key)):
        if text.may_have_gone:
            last |= {(text.client_id, session_id): text for session_id in text.sessions}
    return last


def _owed(practice: Practice, consents: Consents, client_id: str, session: Session, told: Gone) -> Iterator[Correction]:
    client = practice.client.get(client_id)
    visit = _visit(practice, client_id, session)
    waits = _waits(practice, client_id, session, visit)
    if session.starts is None or not (waits or (visit and client and not why_no_text(practice, session, visit))):
        return
    blocked = waits or client is None or consents.why_not(client) is not None
    zone = practice.details.zone
    was = told.start_of(session.session_id) or session.starts
    until = datetime.combine(told.day, was, zone)
    rows = (session.session_id, visit.visit_id if visit else client_id)
    if told.kind == "cancelled":
        yield from _on_again(
            client_id, session, datetime.combine(session.on, session.starts, zone), rows, blocked=blocked
        )
    elif is_called_off(session):
        why = reason("TEXT_SESSION_CANCELLED", rows=rows, session=session.session_id)
        as_told = session.model_copy(
            update={"on": told.day, "starts": was}
        )  # another time would name another appointment
        yield Correction(client_id, "cancelled", told.day, (as_told,), until, why, blocked)
    elif (session.on, session.starts) != (told.day, was):
        why = reason("TEXT_SESSION_MOVED", rows=rows, session=session.session_id)
        until = min(until, datetime.combine(session.on, session.starts, zone))
        yield Correction(client_id, "moved", session.on, (session,), until, why, blocked)


def _on_again(
    client_id: str, session: Session, until: datetime, rows: tuple[str, str], *, blocked: bool
) -> Iterator[Correction]:
    """A session that takes place after all, on its day or on another: who was told that it is cancelled would stay away."""
    if not is_called_off(session):
        why = reason("TEXT_SESSION_ON_AGAIN", rows=rows, session=session.session_id)
        yield Correction(client_id, "moved", session.on, (session,), until, why, blocked)


def _visit(practice: Practice, client_id: str, session: Session) -> Visit | None:
    visits = practice.visits_of_session.get(session.session_id, ())
    return next((v for v in visits if v.client_id == client_id), None)


def _waits(practice: Practice, client_id: str, session: Session, visit: Visit | None) -> bool:
    """Whether a row of the member waits for a person: until it is mended they would come to a session that is off."""
    if visit is None or client_id not in practice.client:
        rows = ("Clients", client_id), ("Attendance", f"{session.session_id}/{client_id}")
        return any(row in practice.in_question for row in rows)
    return "texts" in visit.held
