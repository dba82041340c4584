"""The coming sessions and their attendance rows, and the marks that are still owed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from domain import rollcall
from domain.effects import AppendRow
from domain.history import History
from domain.leader_left import leaders_left
from domain.lists import GroupStatus, MembershipStatus
from domain.outcome import Outcome
from domain.practice import Practice
from domain.reasons import Hold, Reason, Task, reason
from domain.records import Group, Membership, Session, Visit
from domain.schedule import WEEKDAYS, Meeting, clock_change, coming, missing_parts, weekday_differs
from domain.unlisted import unlisted
from domain.wording import counted, day_words, listing

MEETING = (GroupStatus.RUNNING, GroupStatus.ENROLLING)
"""Groups whose coming sessions are listed."""


RECORDED = timedelta(days=60)
"""How long the record of a cancelled session is asked for."""


def decide_sessions(practice: Practice, history: History, now: datetime) -> Outcome:
    """Every coming session has a row, every active member a row in it, and every past one its marks (ruling 3)."""
    today = rollcall.today(practice.details, now)
    holds = tuple(_groups_held(practice))
    waiting = {hold.about for hold in holds}
    groups = [g for g in practice.groups if g.status in MEETING and g.group_id not in waiting]
    groups.sort(key=lambda g: g.group_id)
    used = _used_ids(practice, history)
    new = {g.group_id: _new_sessions(practice, used, g, today) for g in groups}
    unfinished = _unfinished(history)
    rows = [_session_row(g, s) for g in groups for s in new[g.group_id]]
    seats = [(s, g) for g in groups for s in (*_listed(practice, g, today, unfinished), *new[g.group_id])]
    visits = [row for s, g in seats for row in _visit_rows(practice, history, g, s)]
    tasks = chain(
        _marks_owed(practice, now),
        unlisted(practice, history, now),
        leaders_left(practice, now),
        _cycles_over(practice, groups, new, today),
        _weekdays_mistyped(groups),
        _clock_changes(practice, today),
    )
    return Outcome((*rows, *visits), holds, tuple(tasks))


def _groups_held(practice: Practice) -> Iterator[Hold]:
    for tab, row_id in sorted(practice.in_question):
        if tab == "Groups":
            yield Hold(about=row_id, reason=reason("SESSION_GROUP_IN_QUESTION", rows=(row_id,), group=row_id))
    for group in sorted(practice.groups, key=lambda g: g.group_id):
        if group.status in MEETING and (why := _why_held(practice, group)):
            yield Hold(about=group.group_id, reason=why)


def _why_held(practice: Practice, group: Group) -> Reason | None:
    rows = (group.group_id,)
    if "sessions" in group.held:
        return reason("SESSION_GROUP_IN_QUESTION", rows=rows, group=group.group_id)
    if parts := missing_parts(group):
        return reason("SESSION_GROUP_INCOMPLETE", rows=rows, group=group.group_id, parts=listing(parts))
    if weekday_differs(group) and group.first_session and not _meets_as_it_began(practice, group):
        found = WEEKDAYS[group.first_session.weekday()].value
        return reason("SESSION_WEEKDAY_DIFFERS", rows=rows, group=group.group_id, found=found, wanted=group.weekday)
    return None


def _meets_as_it_began(practice: Practice, group: Group) -> bool:
    """Whether the listed sessions lie on the weekday of the first one, so that only the cell Weekday can be wrong."""
    days = [s.on.weekday() for s in practice.sessions_of_group.get(group.group_id, ())]
    first = group.first_session
    return first is not None and days.count(first.weekday()) * 2 > len(days)


def _weekdays_mistyped(groups: list[Group]) -> Iterator[Task]:
    for group in groups:
        if weekday_differs(group) and group.first_session:
            words = {"found": WEEKDAYS[group.first_session.weekday()].value, "wanted": group.weekday}
            why = reason("SESSION_WEEKDAY_CELL", rows=(group.group_id,), group=group.group_id, **words)
            yield Task(about=group.group_id, tab="Groups", reason=why)


def _new_sessions(practice: Practice, used: list[str], group: Group, today: date) -> tuple[Session, ...]:
    known = _known(practice, used, group.group_id)
    planned = coming(group, known, today, practice.details.rows_ahead_days)
    return tuple(_session(group, meeting) for meeting in planned)


def _used_ids(practice: Practice, history: History) -> list[str]:
    """Session IDs whose row cannot be read just now, or was appended once and may have been taken away."""
    prefix = "row:Sessions:"
    done = [
        key.removeprefix(prefix) for key, h in history.happened.items() if key.startswith(prefix) and h.state == "done"
    ]
    return done + [row_id for tab, row_id in practice.in_question if tab == "Sessions"]


def _known(practice: Practice, used: list[str], group_id: str) -> dict[int, date | None]:
    prefix = f"{group_id}/"
    listed = sorted(practice.sessions_of_group.get(group_id, ()), key=lambda s: (s.on, s.session_id))
    known: dict[int, date | None] = dict.fromkeys(_numbers([*used, *(s.session_id for s in listed)], prefix))
    known.update({s.number: s.on for s in reversed(listed)})
    return known


def _numbers(session_ids: list[str], prefix: str) -> Iterator[int]:
    for session_id in session_ids:
        rest = session_id.removeprefix(prefix)
        if session_id.startswith(prefix) and rest.isdecimal():
            yield int(rest)


def _session(group: Group, meeting: Meeting) -> Session:
    return Session(
        session_id=f"{group.group_id}/{meeting.number:02d}",
        group_id=group.group_id,
        on=meeting.on,
        number=meeting.number,
        starts=meeting.starts,
        ends=meeting.ends,
        facilitator=group.facilitator,
        cofacilitator=group.cofacilitator,
    )


def _session_row(group: Group, session: Session) -> AppendRow:
    fields = ("session_id", "group_id", "on", "number", "starts", "ends", "facilitator", "cofacilitator")
    why = reason(
        "SESSION_DUE",
        rows=(group.group_id,),
        rule="Rows ahead days",
        number=session.number,
        group=group.group_id,
        day=day_words(session.on),
    )
    return AppendRow(
        key=f"row:Sessions:{session.session_id}",
        tab="Sessions",
        row_id=session.session_id,
        cells={name: getattr(session, name) for name in fields},
        reasons=(why,),
    )


def _listed(practice: Practice, group: Group, today: date, unfinished: set[str]) -> list[Session]:
    """The sessions with a row that are still to come, and those whose attendance rows may not have arrived."""
    return [
        s
        for s in sorted(practice.sessions_of_group.get(group.group_id, ()), key=lambda s: s.session_id)
        if (s.on >= today or s.session_id in unfinished) and not rollcall.is_called_off(s) and "sessions" not in s.held
    ]


def _visit_rows(practice: Practice, history: History, group: Group, session: Session) -> Iterator[AppendRow]:
    seated: set[str] = set()
    for member in sorted(practice.members_of_group.get(group.group_id, ()), key=lambda m: (m.client_id, m.roster_id)):
        visit_id = f"{session.session_id}/{member.client_id}"
        if _expected(member, session) and visit_id not in seated and not _has_row(practice, history, visit_id):
            seated.add(visit_id)
            yield _visit_row(session, member, visit_id)


def _unfinished(history: History) -> set[str]:
    """Sessions whose attendance rows were begun and may not have arrived."""
    prefix = "row:Attendance:"
    begun = (key for key, h in history.happened.items() if key.startswith(prefix) and h.state != "done")
    return {key.removeprefix(prefix).rpartition("/")[0] for key in begun}


def _expected(member: Membership, session: Session) -> bool:
    within = member.start <= session.on and (member.end is None or session.on <= member.end)
    return within and member.status is MembershipStatus.ACTIVE


def _has_row(practice: Practice, history: History, visit_id: str) -> bool:
    here = visit_id in practice.visit or ("Attendance", visit_id) in practice.in_question
    return here or history.is_done(f"row:Attendance:{visit_id}")


def _visit_row(session: Session, member: Membership, visit_id: str) -> AppendRow:
    why = reason(
        "SESSION_MEMBER_EXPECTED",
        rows=(member.roster_id, session.session_id),
        client=member.client_id,
        group=member.group_id,
        day=day_words(session.on),
    )
    return AppendRow(
        key=f"row:Attendance:{visit_id}",
        tab="Attendance",
        row_id=visit_id,
        cells={
            "visit_id": visit_id,
            "session_id": session.session_id,
            "on": session.on,
            "client_id": member.client_id,
            "attended": member.attends.value if member.attends else None,
        },
        reasons=(why,),
    )


def _marks_owed(practice: Practice, now: datetime) -> Iterator[Task]:
    for session in sorted(practice.sessions, key=lambda s: (s.on, s.session_id)):
        visits = rollcall.rows_that_count(practice, session)
        if rollcall.is_called_off(session):
            yield from _not_held(session, visits)
            yield from _record_of(session, rollcall.today(practice.details, now))
        elif rollcall.has_ended(session, practice.details, now):
            yield from _unmarked(session, visits)
            yield from _nobody_came(practice, session, visits)


def _unmarked(session: Session, visits: tuple[Visit, ...]) -> Iterator[Task]:
    # A mark that could not be read is asked about in its own cell.
    owed = sorted(v.visit_id for v in visits if v.mark is None and not v.held)
    if owed:
        members = counted(len(owed), "member")
        day = day_words(session.on)
        why = reason("MARKS_MISSING", rows=tuple(owed), session=session.session_id, day=day, members=members)
        yield Task(about=session.session_id, tab="Sessions", reason=why)


def _nobody_came(practice: Practice, session: Session, visits: tuple[Visit, ...]) -> Iterator[Task]:
    """Every mark is an absence and Held is blank: whether it took place decides whether the absences count."""
    all_marked = bool(visits) and all(v.mark for v in visits)
    if all_marked and not session.held and rollcall.was_held(practice, session) is None:
        day = day_words(session.on)
        why = reason("SESSION_HELD_BLANK", rows=(session.session_id,), session=session.session_id, day=day)
        yield Task(about=session.session_id, tab="Sessions", reason=why)


def _record_of(session: Session, today: date) -> Iterator[Task]:
    """A session that is not held leaves a record: why, and how the members were told."""
    wanted = {"Cancelled because": session.cancelled_because, "Told how": session.told_how}
    blank = [heading for heading, said in wanted.items() if not said]
    if blank and session.on >= today - RECORDED:
        why = reason("SESSION_RECORD", rows=(session.session_id,), session=session.session_id, what=listing(blank))
        yield Task(about=session.session_id, tab="Sessions", reason=why)


def _not_held(session: Session, visits: tuple[Visit, ...]) -> Iterator[Task]:
    present = sorted(v.visit_id for v in visits if rollcall.was_present(v))
    if present:
        members = f"{len(present)} member is" if len(present) == 1 else f"{len(present)} members are"
        why = reason("MARKS_NOT_HELD", rows=tuple(present), session=session.session_id, members=members)
        yield Task(about=session.session_id, tab="Sessions", reason=why)


def _cycles_over(
    practice: Practice, groups: list[Group], new: dict[str, tuple[Session, ...]], today: date
) -> Iterator[Task]:
    for group in groups:
        listed = (*practice.sessions_of_group.get(group.group_id, ()), *new[group.group_id])
        cycle = group.sessions_in_cycle or 0
        last = max((s.number for s in listed), default=0)
        if group.status is GroupStatus.RUNNING and last >= cycle and all(s.on < today for s in listed):
            lost = sum(map(rollcall.is_called_off, listed))
            code = "SESSION_CYCLE_OVER_SHORT" if lost else "SESSION_CYCLE_OVER"
            words = {"group": group.group_id, "number": cycle, "lost": lost}
            why = reason(code, rows=(group.group_id,), rule=None, **words)
            yield Task(about=group.group_id, tab="Groups", reason=why)


def _clock_changes(practice: Practice, today: date) -> Iterator[Task]:
    for session in sorted(practice.sessions, key=lambda s: s.session_id):
        if session.on >= today and clock_change(session, practice.details):
            why = reason("SESSION_CLOCK_CHANGE", rows=(session.session_id,), session=session.session_id)
            yield Task(about=session.session_id, tab="Sessions", reason=why)
