"""Members who began by the Roster, and have no row in a session that is over: their row of the Roster came after it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain import rollcall
from domain.history import History
from domain.lists import MembershipStatus
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Membership, Session
from domain.wording import day_words

ASKED_FOR = timedelta(days=14)
"""How long after a session its missing row is asked for."""


def unlisted(practice: Practice, history: History, now: datetime) -> Iterator[Task]:
    """One line a session for the rows that only a person can add: Circlebook adds none to what is over."""
    for session in sorted(practice.sessions, key=lambda s: (s.on, s.session_id)):
        without = [m for m in _begun(practice, session, now) if not _has_row(practice, history, session, m)]
        if without:
            many = f"{len(without)} members, for example " if without[1:] else ""
            words = {"session": session.session_id, "day": day_words(session.on)}
            rows = (session.session_id, *(m.roster_id for m in without))
            why = reason("SESSION_NO_ROW", rows=rows, members=f"{many}{without[0].client_id}", **words)
            yield Task(about=session.session_id, tab="Sessions", reason=why)


def _begun(practice: Practice, session: Session, now: datetime) -> list[Membership]:
    """The active members of a session of late that took place and has rows of others."""
    recent = session.on >= rollcall.today(practice.details, now) - ASKED_FOR
    over = recent and rollcall.has_ended(session, practice.details, now) and not rollcall.is_called_off(session)
    if not over or not practice.visits_of_session.get(session.session_id):
        return []
    here = practice.members_of_group.get(session.group_id, ())
    found = [m for m in here if m.status is MembershipStatus.ACTIVE and m.start <= session.on <= (m.end or session.on)]
    return sorted(found, key=lambda m: m.roster_id)


def _has_row(practice: Practice, history: History, session: Session, member: Membership) -> bool:
    """Whether the member has or had a row since they began: a later gap is a pause, or a row that was taken away."""
    visit_id = f"{session.session_id}/{member.client_id}"
    if ("Attendance", visit_id) in practice.in_question or history.is_done(f"row:Attendance:{visit_id}"):
        return True
    return any(
        member.start <= v.on <= session.on and v.visit_id.startswith(f"{session.group_id}/")
        for v in practice.visits_of_client.get(member.client_id, ())
    )
