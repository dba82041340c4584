"""Every text of the coming days, sent or not, with its moment and its reason."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from domain import text_times as times
from domain.consent import CHOICES, Consents
from domain.corrections import Correction, corrections
from domain.history import History
from domain.phones import phone_key
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.records import Session
from domain.rollcall import today
from domain.schedule import starts_at
from domain.text_history import Gone, gone, may_send
from domain.text_limits import Limits
from domain.text_sessions import expected
from domain.text_times import Kind
from domain.wording import clock_words, day_words

MISSED = timedelta(days=3)
"""How long a reminder is shown as expired after its day, when nothing ran in time."""

State = Literal["planned", "not sent", "expired"]


@dataclass(frozen=True)
class Planned:
    """One text: about which sessions of which day, from when to when it is of use, and whether it goes out."""

    client_id: str
    kind: Kind
    day: date
    to: str
    sessions: tuple[Session, ...]
    at: datetime
    until: datetime
    state: State
    reason: Reason
    waits: Reason | None = None
    """Why it goes out later than it should, where a person could be quicker."""

    @property
    def key(self) -> str:
        """The ledger's key: one text per client, kind and day, ever."""
        return f"text:{self.client_id}:{self.kind}:{self.day.isoformat()}"

    @property
    def rank(self) -> tuple[int, datetime, str]:
        """The order in which texts take their places: corrections, then the last reminder, then the early one."""
        first = {"moved": 0, "cancelled": 0, "reminder_24": 1, "reminder_72": 2, "logistics": 3}
        return first[self.kind], self.at, self.key

    def refused(self, why: Reason, state: State = "not sent") -> "Planned":
        """The same text, not going out."""
        return replace(self, state=state, reason=why)


def plan(practice: Practice, history: History, now: datetime) -> tuple[Planned, ...]:
    """The texts of the coming days that the ledger has not begun, in the order of their moments."""
    past = tuple(gone(history))
    consents = Consents(practice, history, now)
    fixes = [_corrected(practice, c, now) for c in corrections(practice, consents, past, now)]
    # What a member is owed and was texted before in the same words, or in vain, is said by phone.
    owed = [fix if may_send(history, fix.key, now) else fix.refused(_not_in_time(fix)) for fix in fixes]
    coming = _reminders(practice, consents, _told_at(past, owed), now)
    known = {(g.client_id, g.day, s) for g in past for s in g.sessions}
    wanted = [*owed, *(t for text in coming if (t := text if may_send(history, text.key, now) else _late(text, known)))]
    return tuple(sorted(_within_limits(practice, past, wanted), key=lambda text: (text.at.astimezone(UTC), text.key)))


def _late(text: Planned, known: set[tuple[str, date, str]]) -> Planned | None:
    """What is left of a day's last reminder that went before: sessions that it did not name, with why.

    Those that came to that day later and would have been named are said by phone.
    """
    new = tuple(s for s in text.sessions if (text.client_id, text.day, s.session_id) not in known)
    if text.kind != "reminder_24" or not new:
        return None
    if text.state != "planned":
        return replace(text, sessions=new)
    words = {"client": text.client_id, "session": new[0].session_id, "day": day_words(text.day)}
    return replace(text, sessions=new).refused(reason("TEXT_CAME_LATER", rows=(new[0].session_id,), **words))


def _told_at(past: tuple[Gone, ...], fixes: list[Planned]) -> dict[tuple[str, str, date], datetime]:
    """When each member was told, or will be, of a session's new day: (client, session, new day)."""
    told = {(g.client_id, s, g.day): g.at for g in past if g.kind == "moved" and g.may_have_gone for s in g.sessions}
    for fix in fixes:
        if fix.kind == "moved" and fix.state == "planned":
            told |= {(fix.client_id, s.session_id, fix.day): fix.at for s in fix.sessions}
    return told


def _corrected(practice: Practice, found: Correction, now: datetime) -> Planned:
    at, client = times.moved_later(now, practice.details), practice.client.get(found.client_id)
    text = Planned(
        client_id=found.client_id,
        kind=found.kind,
        day=found.day,
        to=(client.mobile if client else None) or "",
        sessions=found.sessions,
        at=at,
        until=found.until,
        state="planned",
        reason=found.reason,
    )
    return text if at < found.until and not found.blocked else text.refused(_not_in_time(text))


def _not_in_time(text: Planned) -> Reason:
    session = text.sessions[0]
    at = f" at {clock_words(session.starts)}" if session.starts else ""
    what = "cancelled" if text.kind == "cancelled" else f"on {day_words(session.on)}{at}"
    words = {"client": text.client_id, "session": session.session_id, "what": what}
    return reason("TEXT_CORRECTION_NOT_SENT", rows=(session.session_id,), **words)


def _waits(text: Planned) -> Reason:
    session = text.sessions[0]
    words = {"client": text.client_id, "session": session.session_id}
    return reason("TEXT_CORRECTION_WAITS", rows=(session.session_id,), **words)


def _reminders(
    practice: Practice, consents: Consents, told_at: dict[tuple[str, str, date], datetime], now: datetime
) -> Iterator[Planned]:
    on = today(practice.details, now)
    ahead = max([9, *(hours // 24 + 2 for _, hours in times.reminder_kinds(practice.details))])
    days: defaultdict[tuple[str, date], list[tuple[Session, Reason | None]]] = defaultdict(list)
    for client_id, day, (session, why) in expected(practice, on - MISSED, on + timedelta(days=ahead)):
        client = practice.client.get(client_id)
        refused = consents.why_not(client) if client else None
        # Whoever does not want texts waits for nothing, whatever else is open.
        days[client_id, day].append((session, refused if refused and refused.code in CHOICES else why or refused))
    for whose, sessions in sorted(days.items()):
        texts = _of_day(practice, whose, sessions, told_at, now)
        yield from texts if whose[1] >= on else (t for t in texts if t.state == "expired")


def _of_day(
    practice: Practice,
    whose: tuple[str, date],
    sessions: list[tuple[Session, Reason | None]],
    told_at: dict[tuple[str, str, date], datetime],
    now: datetime,
) -> Iterator[Planned]:
    """The reminders of one client's day, merged: one text for all the sessions that day."""
    client_id, day = whose
    theirs = sorted((s for s, why in sessions if why is None), key=lambda s: (str(s.starts), s.session_id))
    due = _due(practice, theirs)
    client = practice.client.get(client_id)
    to = (client.mobile if client else None) or ""
    first = tuple(s for s in theirs if s.number == 1 and (client_id, s.session_id, day) not in told_at)
    if due and first:
        why = reason("TEXT_FIRST_TIME", rows=tuple(s.session_id for s in first), client=client_id, day=day_words(day))
        at, until = times.logistics_time(due, practice.details)
        yield _timed(
            practice, Planned(client_id, "logistics", day, to, first, at, until, "planned", why), now, is_last=False
        )
    for kind, hours, at, until in due:
        open_ = tuple(s for s in theirs if not _stands_in(told_at.get((client_id, s.session_id, day)), at, due))
        words = {"client": client_id, "day": day_words(day), "hours": hours}
        rows = tuple(s.session_id for s in open_ or theirs)
        why = reason("TEXT_DUE", rows=rows, rule="Reminder hours", **words)
        text = Planned(client_id, kind, day, to, open_, at, until, "planned", why)
        if open_:
            yield _timed(practice, text, now, is_last=kind == due[-1][0])
        else:
            told = {"client": client_id, "session": theirs[0].session_id}
            yield text.refused(reason("TEXT_STANDS_IN", rows=rows, **told))
    yield from _blocked(practice, whose, to, sessions)


def _blocked(
    practice: Practice, whose: tuple[str, date], to: str, sessions: list[tuple[Session, Reason | None]]
) -> Iterator[Planned]:
    """The sessions of a day that have no text, one entry for each reason: the day's text about others must not hide them."""
    of_reason: defaultdict[str, list[tuple[Session, Reason]]] = defaultdict(list)
    for session, why in sessions:
        if why:
            of_reason[why.code].append((session, why))
    for several in of_reason.values():
        blocked = tuple(s for s, _ in several)
        for kind, _, at, until in _due(practice, list(blocked))[-1:]:
            yield Planned(whose[0], kind, whose[1], to, blocked, at, until, "not sent", several[0][1])


def _due(practice: Practice, sessions: list[Session]) -> tuple[tuple[Kind, int, datetime, datetime], ...]:
    """When the reminders of these sessions are due; one whose start nobody can read counts from the first allowed hour."""
    details = practice.details
    starts = [starts_at(s, details) or times.opening(s.on, details) for s in sessions]
    return times.due_times(min(starts), practice.details) if starts else ()


def _stands_in(told: datetime | None, at: datetime, due: tuple[tuple[Kind, int, datetime, datetime], ...]) -> bool:
    """Whether a correction stands in for the reminder due at this moment: the next one, and those before it (ruling 24)."""
    if told is None:
        return False
    coming = [d for _, _, d, _ in due if d >= told]
    return at < told or (bool(coming) and at == min(coming))


def _timed(practice: Practice, text: Planned, now: datetime, *, is_last: bool) -> Planned:
    """The text at the moment it can go out: when due, or later while it still helps."""
    if text.at > now:
        return text
    at = times.moved_later(now, practice.details)
    if at < text.until or (is_last and at == text.until):
        return replace(text, at=at)
    if is_last and now < text.until:
        words = {"client": text.client_id, "day": day_words(text.day)}
        return text.refused(reason("TEXT_NO_ALLOWED_TIME", rows=text.reason.rows, rule="Text hours", **words))
    return text.refused(reason("TEXT_EXPIRED", rows=text.reason.rows), "expired")


def _within_limits(practice: Practice, past: tuple[Gone, ...], wanted: list[Planned]) -> Iterator[Planned]:
    limits = Limits(practice.details)
    for old in past:
        client = practice.client.get(old.client_id)
        phone = old.phone or (phone_key(practice.slug, client.mobile) if client and client.mobile else "")
        if old.may_have_gone and phone:
            limits.take(phone, old.at)
    for text in sorted(wanted, key=lambda t: t.rank):
        yield _limited(practice, limits, text) if text.state == "planned" else text


def _limited(practice: Practice, limits: Limits, text: Planned) -> Planned:
    phone = phone_key(practice.slug, text.to)
    refusal = limits.refusal(phone, text.at)
    while refusal and text.kind in ("moved", "cancelled"):
        text = replace(text, at=times.next_morning(text.at, practice.details), waits=_waits(text))
        if text.at >= text.until:
            return text.refused(_not_in_time(text))
        refusal = limits.refusal(phone, text.at)
    if refusal:
        return text.refused(reason(refusal, rows=text.reason.rows))
    limits.take(phone, text.at)
    return text
