"""Who came late beyond the practice's limit, or left early: a word to the clinician (ruling 27)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain import rollcall
from domain.practice import Practice
from domain.presence import span_of, stay_of
from domain.reasons import Task, reason
from domain.records import Session, Visit
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
        stay = stay_of(visit, span_of(session, practice.group.get(session.group_id)))
        late, early = stay.late or 0, stay.early or 0
        if late > details.late_limit_minutes:
            yield _word("POLICY_LATE_BEYOND_LIMIT", "Late limit minutes", visit, late, details.late_limit_minutes)
        if early > details.early_limit_minutes:
            yield _word("POLICY_LEFT_EARLY", "Early leave limit minutes", visit, early, details.early_limit_minutes)


def _word(code: str, rule: str, visit: Visit, minutes: int, limit: int) -> Task:
    words = {"minutes": counted(minutes, "minute"), "limit": limit}
    why = reason(code, rows=(visit.visit_id,), rule=rule, visit=visit.visit_id, **words)
    return Task(about=visit.visit_id, tab="Attendance", reason=why)
