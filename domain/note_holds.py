"""Why a member's note cannot be made yet, or not of the words that stand there."""

from collections.abc import Iterator

from domain import rollcall
from domain.note_inputs import Sitting
from domain.own_words import LastTexts, Rosters, others_named, own_text, shared_text
from domain.practice import Practice
from domain.reasons import Hold, Reason, reason
from domain.records import Client, Membership, Session, Visit
from domain.value import Purpose
from domain.wording import day_words

NOTES: Purpose = "notes"
NOT_OWN_WORDS = frozenset({"NOTE_NAMES_OTHER", "NOTE_SHARED_NAMES_MEMBER", "NOTE_LIKE_ANOTHER", "NOTE_LIKE_LAST"})
"""Why a note cannot be made of the words that stand there; there is then no own note behind a claim."""


def without_session(practice: Practice, session_id: str, visits: tuple[Visit, ...]) -> Iterator[Hold]:
    """The visits whose session has no row: each waits for it."""
    for visit in visits:
        if rollcall.was_present(visit):
            yield Hold(about=visit.visit_id, reason=_no_row(practice, visit, "Sessions", session_id))


def _no_row(practice: Practice, visit: Visit, tab: str, row_id: str) -> Reason:
    code = "NOTE_WAITS_FOR_ROW" if (tab, row_id) in practice.in_question else "NOTE_ROW_NOT_FOUND"
    return reason(code, rows=(visit.visit_id, row_id), visit=visit.visit_id, tab=tab, row=row_id)


def waits(sitting: Sitting, visit: Visit) -> Reason | None:
    """Why a visit of a session that is over has no note yet."""
    session, rows = sitting.session, (visit.visit_id, sitting.session.session_id)
    if not sitting.held:
        return reason("NOTE_SESSION_NOT_HELD", rows=rows, visit=visit.visit_id, session=session.session_id)
    if visit.on != session.on:
        day = day_words(session.on)
        return reason("NOTE_DATE_DIFFERS", rows=rows, visit=visit.visit_id, session=session.session_id, day=day)
    return _waits_for_row(sitting, visit)


def _waits_for_row(sitting: Sitting, visit: Visit) -> Reason | None:
    practice, session = sitting.practice, sitting.session
    if sitting.group is None:
        return _no_row(practice, visit, "Groups", session.group_id)
    client = practice.client.get(visit.client_id)
    if client is None:
        return _no_row(practice, visit, "Clients", visit.client_id)
    member = practice.membership(visit, session.group_id)
    if member is None:
        words = {"client": visit.client_id, "group": session.group_id, "day": day_words(visit.on)}
        return reason("NOTE_NOT_ON_ROSTER", rows=(visit.visit_id,), visit=visit.visit_id, **words)
    return _waits_for_cell(visit, session, member, client)


def _waits_for_cell(visit: Visit, session: Session, member: Membership, client: Client) -> Reason | None:
    if not (visit.held or session.held or member.held or client.held):
        return None
    read = (("Attendance", visit.visit_id, visit), ("Sessions", session.session_id, session))
    for tab, row_id, row in (*read, ("Roster", member.roster_id, member), ("Clients", client.client_id, client)):
        if NOTES in row.held:
            return reason(
                "NOTE_WAITS_FOR_ROW", rows=(visit.visit_id, row_id), visit=visit.visit_id, tab=tab, row=row_id
            )
    return None


def not_own_words(sitting: Sitting, visit: Visit, rosters: Rosters, last: LastTexts) -> Reason | None:
    """Why a note cannot be made of these words: they are another member's, or name one."""
    session, text = sitting.session, own_text(visit)
    names = rosters.names(session.group_id)
    if others := others_named(text, visit.client_id, names):
        return reason("NOTE_NAMES_OTHER", rows=(visit.visit_id, *others), visit=visit.visit_id, other=others[0])
    if others := others_named(shared_text(session), visit.client_id, names):
        rows = (visit.visit_id, session.session_id, *others)
        words = {"session": session.session_id, "other": others[0], "visit": visit.visit_id}
        return reason("NOTE_SHARED_NAMES_MEMBER", rows=rows, **words)
    if other := sitting.copies.get(visit.visit_id):
        return reason("NOTE_LIKE_ANOTHER", rows=(visit.visit_id, other), visit=visit.visit_id, other=other)
    if before := last.copied_from(visit, session):
        return reason("NOTE_LIKE_LAST", rows=(visit.visit_id, before), visit=visit.visit_id, other=before)
    return None
