"""Whom the sessions of today and tomorrow can count on: worked out once for To do and for the morning mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.practice import Practice
from domain.records import Group, Session, Visit
from domain.rollcall import PRESENT, is_called_off, stays_away

AHEAD = timedelta(days=1)
"""How long before a session its forecast is worth a line: today's and tomorrow's sessions."""


@dataclass(frozen=True)
class Expected:
    """Whom one coming session can count on: those who have a row and did not say that they cannot come."""

    group: Group
    session: Session
    coming: tuple[Visit, ...]
    away: int
    unread: int = 0

    @property
    def number(self) -> int:
        """How many are expected; a row that cannot be read may well be of someone who comes."""
        return len(self.coming) + self.unread


def comes(visit: Visit) -> bool:
    """Whether a member is there, or has not said otherwise."""
    return visit.mark in PRESENT or (visit.mark is None and visit.told_us_on is None)


def expected(practice: Practice, on: date) -> Iterator[Expected]:
    """Each session of this day and the next that was not called off, by day and hour."""
    for session in sorted(practice.sessions, key=lambda s: (s.on, str(s.starts), s.session_id)):
        group = practice.group.get(session.group_id)
        if group and on <= session.on <= on + AHEAD and not is_called_off(session):
            rows = practice.visits_of_session.get(session.session_id, ())
            visits = [v for v in rows if v.mark in PRESENT or not stays_away(practice, session, v)]
            coming = tuple(v for v in visits if comes(v))
            start = f"{session.session_id}/"
            unread = sum(tab == "Attendance" and row.startswith(start) for tab, row in practice.in_question)
            yield Expected(group, session, coming, len(visits) - len(coming), unread)
