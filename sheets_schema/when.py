"""When groups and sessions meet, for the cells that are seen against it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from domain.lists import Audience, GroupType, Weekday
from domain.records import Group, Session
from domain.schedule import weekday_differs
from sheets_schema.surroundings import Meeting, Surroundings

_MINORS = (Audience.ADOLESCENTS, Audience.CHILDREN)
_MINORS_TYPES = (GroupType.ADOLESCENT, GroupType.CHILDREN)
_WEEKDAYS = tuple(Weekday)


def with_groups(around: Surroundings, groups: Mapping[str, Group]) -> Surroundings:
    """The surroundings once the groups are read."""
    minors = any(g.audience in _MINORS or g.type in _MINORS_TYPES for g in groups.values())
    return replace(around, minors=minors, meetings={i: _group(g) for i, g in groups.items()})


def _group(group: Group) -> Meeting:
    weeks = (group.sessions_in_cycle or 1) - 1 + len(group.skip_dates)
    last = group.first_session + timedelta(weeks=weeks) if group.first_session else None
    # Where the group's own cells name two weekdays, that is asked about there; its sessions need no remark each.
    weekday = _WEEKDAYS.index(group.weekday) if group.weekday and not weekday_differs(group) else None
    return Meeting(group.first_session, group.start_time, last, weekday)


def with_sessions(around: Surroundings, sessions: Mapping[str, Session]) -> Surroundings:
    """The surroundings once the sessions are read."""
    return replace(
        around, meetings={**around.meetings, **{i: Meeting(s.on, s.starts, s.on) for i, s in sessions.items()}}
    )
