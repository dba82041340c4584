"""Who was there, and whether a session took place, as the marks and the session's row say."""

from datetime import date, datetime

from domain.details import Details
from domain.lists import Mark, MembershipStatus, YesNo
from domain.practice import Practice
from domain.records import Membership, Session, Visit
from domain.schedule import ends_at, meetings, starts_at

PRESENT = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})
"""The marks that say a member was there (ruling 11)."""


AWAY = (MembershipStatus.PAUSED, MembershipStatus.ENDED, MembershipStatus.REMOVED)
"""What the Roster says of members who do not come just now."""


def was_present(visit: Visit) -> bool:
    """Whether the member's mark says they were there."""
    return visit.mark in PRESENT


def roster_rows(practice: Practice, session: Session, visit: Visit) -> list[Membership]:
    """The rows of the Roster that hold for a member on the session's own day; none for who left before or begins later."""
    rows = practice.memberships.get((session.group_id, visit.client_id), ())
    return [m for m in rows if m.start <= session.on and (m.end is None or session.on <= m.end)]


def has_left(practice: Practice, session: Session, visit: Visit) -> bool:
    """Whether the Roster knows a member whose row stands in a session, and not for that day."""
    known = (session.group_id, visit.client_id) in practice.memberships
    return known and not roster_rows(practice, session, visit)


def rows_that_count(practice: Practice, session: Session) -> tuple[Visit, ...]:
    """The rows of a session without those that were listed days ahead for who had left by then and has no mark."""
    rows = practice.visits_of_session.get(session.session_id, ())
    return tuple(v for v in rows if v.mark or not has_left(practice, session, v))


def stays_away(practice: Practice, session: Session, visit: Visit) -> bool:
    """Whether the Roster says that a member does not come: left by that day, or on pause; rows are listed days ahead."""
    rows = roster_rows(practice, session, visit)
    return has_left(practice, session, visit) or (bool(rows) and all(m.status in AWAY for m in rows))


def is_called_off(session: Session) -> bool:
    """Whether the session's own row says that it was not held or will not be."""
    return session.was_held is YesNo.NO or bool(session.cancelled_because)


def was_held(practice: Practice, session: Session) -> bool | None:
    """Whether the session took place; None while neither its row nor a present mark says so (ruling 10)."""
    if is_called_off(session):
        return False
    if session.was_held is YesNo.YES or any(map(was_present, practice.visits_of_session.get(session.session_id, ()))):
        return True
    return None


def days_of(practice: Practice, group_id: str) -> list[date]:
    """The days on which a group meets, in order: as its rows say, and as planned where a number has no row yet."""
    listed = practice.sessions_of_group.get(group_id, ())
    numbers = {s.number for s in listed}
    group = practice.group.get(group_id)
    planned = [m.on for m in meetings(group) if m.number not in numbers] if group else []
    return sorted({*planned, *(s.on for s in listed if not is_called_off(s))})


def has_started(session: Session, details: Details, now: datetime) -> bool:
    """Whether the session has begun by now; without a readable time its day must be over."""
    begins = starts_at(session, details)
    return begins <= now if begins else session.on < today(details, now)


def has_ended(session: Session, details: Details, now: datetime) -> bool:
    """Whether the session is over by now; without readable times its day must be over."""
    over = ends_at(session, details)
    return over <= now if over else session.on < today(details, now)


def today(details: Details, now: datetime) -> date:
    """The day it is at the practice."""
    return now.astimezone(details.zone).date()
