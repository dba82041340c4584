"""Who came late beyond the practice's limit, or left early: a word to the clinician (ruling 27)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from domain import rollcall
from domain.details import Details
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Session, Visit
from domain.schedule import ends_at, starts_at
from domain.wording import counted

LATELY = timedelta(days=14)
"""How long ago a late arrival is still worth a word."""


def late_or_early(practice: Practice, visits: list[tuple[Session, Visit]], now: datetime) -> Iterator[Task]:
    """Late beyond the limit but admitted is present, and so is early leaving; both are named."""
    details = practice.details
    since = rollcall.today(details, now) - LATELY
    for session, visit in visits:
        if session.on < since or not rollcall.was_present(visit):
            continue
        late, early = _minutes_late(session, visit, details), _minutes_early(session, visit, details)
        if late > details.late_limit_minutes:
            yield _word("POLICY_LATE_BEYOND_LIMIT", "Late limit minutes", visit, late, details.late_limit_minutes)
        if early > details.early_limit_minutes:
            yield _word("POLICY_LEFT_EARLY", "Early leave limit minutes", visit, early, details.early_limit_minutes)


def _word(code: str, rule: str, visit: Visit, minutes: int, limit: int) -> Task:
    words = {"minutes": counted(minutes, "minute"), "limit": limit}
    why = reason(code, rows=(visit.visit_id,), rule=rule, visit=visit.visit_id, **words)
    return Task(about=visit.visit_id, tab="Attendance", reason=why)


def _minutes_late(session: Session, visit: Visit, details: Details) -> int:
    begins = starts_at(session, details)
    if begins is None or visit.arrived is None:
        return 0
    return (_on_the_day(session, visit.arrived, details) - begins) // timedelta(minutes=1)


def _minutes_early(session: Session, visit: Visit, details: Details) -> int:
    over, begins = ends_at(session, details), starts_at(session, details)
    if over is None or begins is None or visit.left is None:
        return 0
    left = _on_the_day(session, visit.left, details)
    if left < begins:  # the session runs past midnight
        left += timedelta(days=1)
    return (over - left) // timedelta(minutes=1)


def _on_the_day(session: Session, clock: time, details: Details) -> datetime:
    return datetime.combine(session.on, clock, details.zone)
