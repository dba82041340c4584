"""Which sessions a member may be texted about, and why not the others."""

from collections.abc import Iterator
from datetime import date

from domain.lists import GroupStatus, Mark, MembershipStatus, YesNo
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.records import Session, Visit
from domain.rollcall import AWAY, is_called_off, roster_rows
from domain.schedule import clock_change

CANNOT_COME = (Mark.ABSENT_TOLD, Mark.ABSENT_EXCUSED, Mark.LATE_CANCEL, Mark.NO_SHOW, Mark.ABSENT)
MEETING = (GroupStatus.RUNNING, GroupStatus.ENROLLING)
LEFT = (MembershipStatus.ENDED, MembershipStatus.REMOVED)

Expected = tuple[Session, Reason | None]
"""A session, and why there is no reminder of it, if there is none."""


def expected(practice: Practice, first: date, last: date) -> Iterator[tuple[str, date, Expected]]:
    """Each member of each session of these days, as (client, day, session with reason)."""
    unread = _unread(practice)
    for session in sorted(practice.sessions, key=lambda s: (s.on, s.session_id)):
        if first <= session.on <= last:
            off = _called_off(session)
            for visit in sorted(practice.visits_of_session.get(session.session_id, ()), key=lambda v: v.visit_id):
                yield visit.client_id, session.on, (session, off or why_no_text(practice, session, visit))
            for client_id, waits in unread.get(session.session_id, ()):
                yield client_id, session.on, (session, off or waits)


def _unread(practice: Practice) -> dict[str, list[tuple[str, Reason]]]:
    """By session, the clients whose row in it waits for a person: nobody knows yet whether they come."""
    found: dict[str, list[tuple[str, Reason]]] = {}
    for tab, row_id in sorted(practice.in_question):
        session_id, _, client_id = row_id.rpartition("/")
        known = client_id in practice.client or ("Clients", client_id) in practice.in_question
        if tab == "Attendance" and row_id not in practice.visit and known:
            where, row = practice.asked_first(row_id)
            why = reason("TEXT_WAITS_FOR_ROW", rows=(row_id,), tab=where, row=row, visit=row_id)
            found.setdefault(session_id, []).append((client_id, why))
    return found


def _called_off(session: Session) -> Reason | None:
    if not is_called_off(session):
        return None
    return reason("TEXT_CALLED_OFF", rows=(session.session_id,), session=session.session_id)


def why_no_text(practice: Practice, session: Session, visit: Visit) -> Reason | None:
    """Why a member is not texted about a session, whatever the text says; None when they are."""
    words = {"session": session.session_id, "client": visit.client_id, "group": session.group_id}
    if waits := _waits(practice, session, visit):
        return waits
    if visit.mark in CANNOT_COME or visit.told_us_on:
        return reason("TEXT_SAID_CANNOT_COME", rows=(visit.visit_id,), **words)
    if code := _not_theirs(practice, session, visit):
        return reason(code, rows=(visit.visit_id, session.group_id), **words)
    if clock_change(session, practice.details):
        return reason("TEXT_CLOCK_CHANGE", rows=(session.session_id,), **words)
    return None


def _waits(practice: Practice, session: Session, visit: Visit) -> Reason | None:
    needed = (
        ("Groups", session.group_id, practice.group.get(session.group_id)),
        ("Clients", visit.client_id, practice.client.get(visit.client_id)),
        ("Sessions", session.session_id, session if session.starts else None),
        ("Attendance", visit.visit_id, visit),
    )
    for tab, row_id, row in needed:
        if row is None or (tab != "Clients" and "texts" in row.held):
            known = row is not None or tab == "Sessions" or (tab, row_id) in practice.in_question
            code = "TEXT_WAITS_FOR_ROW" if known else "TEXT_ROW_NOT_FOUND"
            return reason(code, rows=(visit.visit_id, row_id), tab=tab, row=row_id, visit=visit.visit_id)
    return None


def _not_theirs(practice: Practice, session: Session, visit: Visit) -> str | None:
    group, client = practice.group[session.group_id], practice.client[visit.client_id]
    if group.status not in MEETING:
        return "TEXT_GROUP_NOT_RUNNING"
    # Who comes back may have a new row beside the one that says Paused or Ended.
    statuses = {m.status for m in roster_rows(practice, session, visit)}
    if statuses.issubset(LEFT):
        return "TEXT_NOT_A_MEMBER"
    if statuses.issubset(AWAY):
        return "TEXT_MEMBER_PAUSED"
    consented = client.part2_consent_date is not None and client.part2_consent_date <= session.on
    return "TEXT_PART2" if group.sud_program is YesNo.YES and not consented else None
