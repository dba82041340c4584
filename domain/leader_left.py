"""Clinicians who left while their groups go on: nobody leads what is coming."""

from collections.abc import Iterator
from datetime import datetime

from domain import rollcall
from domain.lists import GroupStatus, YesNo
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import StaffMember


def left(practice: Practice, named: str | None) -> StaffMember | None:
    """Who is named and no longer works here by Staff."""
    person = practice.staff_named(named)
    return person if person and person.active is YesNo.NO else None


def leaders_left(practice: Practice, now: datetime) -> Iterator[Task]:
    """One line for each group whose next listed session, or whose own row, names somebody who left."""
    for group in sorted(practice.groups, key=lambda g: g.group_id):
        if group.status is not GroupStatus.RUNNING:
            continue
        coming = (s for s in practice.sessions_of_group.get(group.group_id, ()) if not rollcall.is_called_off(s))
        ahead = sorted((s for s in coming if not rollcall.has_ended(s, practice.details, now)), key=lambda s: s.on)
        session = next((s for s in ahead if left(practice, s.facilitator or group.facilitator)), None)
        person = left(practice, (session and session.facilitator) or group.facilitator)
        if person:
            rows = (session.session_id if session else group.group_id,)
            tab = "Sessions" if session else "Groups"
            why = reason("SESSION_LEADER_LEFT", rows=rows, tab=tab, row=rows[0], person=person.name)
            yield Task(about=rows[0], tab=tab, reason=why)
