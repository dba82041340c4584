"""A note draft for each member who was there, and where each note stands."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from domain import rollcall
from domain.effects import WriteNote
from domain.history import Happened, History
from domain.note_content import NoteFacts, missing_elements, note_content
from domain.note_inputs import Inputs, Sitting, sittings
from domain.outcome import Outcome
from domain.own_words import Rosters, others_named, own_text
from domain.practice import Practice
from domain.reasons import Hold, Reason, Task, reason
from domain.records import Client, Membership, Session, Visit
from domain.value import Purpose
from domain.views import NoteStatus
from domain.wording import day_words

NOTES: Purpose = "notes"
Found = WriteNote | Hold | Task
NOT_OWN_WORDS = frozenset({"NOTE_NAMES_OTHER", "NOTE_SHARED_NAMES_MEMBER", "NOTE_LIKE_ANOTHER"})
"""Why a note cannot be made of the words that stand there; there is then no own note behind a claim."""
NoteState = Literal["missing parts", "draft", "signed", "changed after signing"]


def decide_notes(practice: Practice, history: History, now: datetime) -> Outcome:
    """Everyone present in a held session gets a draft once it is over; a signed note is never made again."""
    found: list[Found] = []
    for session_id, visits in sorted(practice.visits_of_session.items()):
        if session_id not in practice.session:
            found += _without_session(practice, session_id, visits)
    rosters = Rosters(practice)
    for sitting in sittings(practice, now):
        found += _sitting(history, sitting, rosters, now)
    effects = tuple(f for f in found if isinstance(f, WriteNote))
    holds = tuple(f for f in found if isinstance(f, Hold))
    return Outcome(effects, holds, tuple(f for f in found if isinstance(f, Task)))


def note_statuses(practice: Practice, history: History, now: datetime) -> tuple[NoteStatus, ...]:
    """Where the note of every visit that wants one stands; a blank ``file`` is a note not made yet."""
    over = (sitting for sitting in sittings(practice, now) if sitting.held)
    return tuple(status for sitting in over for status in _statuses(practice, history, sitting))


def _statuses(practice: Practice, history: History, sitting: Sitting) -> Iterator[NoteStatus]:
    session = sitting.session
    for visit in sitting.present:
        member = practice.membership(visit, session.group_id)
        client = practice.client.get(visit.client_id)
        if sitting.group is None or member is None or client is None:
            continue
        missing = missing_elements(visit, session, member, sitting.group)
        before = _done(history, visit)
        inputs = Inputs.of(sitting, visit, member, client)
        yield NoteStatus(
            visit_id=visit.visit_id,
            client_id=visit.client_id,
            on=session.on,
            file=before.detail.get("file", "") if before else "",
            state=_state(before, inputs, missing),
            missing=missing,
        )


def _state(before: Happened | None, inputs: Inputs, missing: tuple[str, ...]) -> NoteState:
    if before and inputs.changed_after_signing(before.detail.get("inputs", "")):
        return "changed after signing"
    if inputs.signed:
        return "signed"
    return "missing parts" if missing else "draft"


def _done(history: History, visit: Visit) -> Happened | None:
    before = history.happened.get(f"note:{visit.visit_id}")
    return before if before and before.state == "done" else None


def _without_session(practice: Practice, session_id: str, visits: tuple[Visit, ...]) -> Iterator[Hold]:
    for visit in visits:
        if rollcall.was_present(visit):
            yield Hold(about=visit.visit_id, reason=_no_row(practice, visit, "Sessions", session_id))


def _no_row(practice: Practice, visit: Visit, tab: str, row_id: str) -> Reason:
    code = "NOTE_WAITS_FOR_ROW" if (tab, row_id) in practice.in_question else "NOTE_ROW_NOT_FOUND"
    return reason(code, rows=(visit.visit_id, row_id), visit=visit.visit_id, tab=tab, row=row_id)


def _sitting(history: History, sitting: Sitting, rosters: Rosters, now: datetime) -> Iterator[Found]:
    practice = sitting.practice
    due = sitting.session.on + timedelta(days=practice.details.note_due_days)
    overdue = rollcall.today(practice.details, now) > due
    recounted: list[str] = []
    for visit in sitting.present:
        if why := _waits(sitting, visit):
            yield Hold(about=visit.visit_id, reason=why)
            continue
        member = practice.membership(visit, sitting.session.group_id)
        client = practice.client.get(visit.client_id)
        if sitting.group and member and client:
            inputs = Inputs.of(sitting, visit, member, client)
            before = _done(history, visit)
            if before and inputs.recounted_after_signing(before.detail.get("inputs", "")):
                recounted.append(visit.visit_id)
            yield from _note(before, sitting, visit, inputs, rosters)
            yield from _signing(sitting, visit, inputs, overdue=overdue)
    if recounted:
        session_id, number = sitting.session.session_id, sitting.participants
        why = reason("NOTE_RECOUNTED", rows=tuple(recounted), session=session_id, number=number)
        yield Task(about=session_id, tab="Sessions", reason=why)


def _waits(sitting: Sitting, visit: Visit) -> Reason | None:
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


def _note(before: Happened | None, sitting: Sitting, visit: Visit, inputs: Inputs, rosters: Rosters) -> Iterator[Found]:
    kept = before.detail.get("inputs", "") if before else ""
    if before and kept == str(inputs):
        return
    if kept.startswith("signed:"):
        if inputs.changed_after_signing(kept):
            why = reason("NOTE_CHANGED_AFTER_SIGNING", rows=(visit.visit_id,), visit=visit.visit_id)
            yield Task(about=visit.visit_id, tab="Attendance", reason=why)
        return
    if borrowed := _not_own_words(sitting, visit, rosters):
        yield Hold(about=visit.visit_id, reason=borrowed)
        return
    note = _write(before, sitting, visit, inputs)
    if before is None or before.digest != note.digest:
        yield note


def _write(before: Happened | None, sitting: Sitting, visit: Visit, inputs: Inputs) -> WriteNote:
    session, rows = sitting.session, (visit.visit_id, sitting.session.session_id)
    if before:
        why = reason("NOTE_ROW_CHANGED", rows=rows, visit=visit.visit_id)
    else:
        words = {"client": visit.client_id, "session": session.session_id, "day": day_words(session.on)}
        why = reason("NOTE_MEMBER_WAS_PRESENT", rows=rows, **words)
    member = sitting.practice.membership(visit, session.group_id)
    assert sitting.group is not None
    assert member is not None
    facts = NoteFacts(
        visit=visit,
        session=session,
        group=sitting.group,
        member=member,
        client=sitting.practice.client[visit.client_id],
        participants=sitting.participants,
        facilitator=sitting.facilitator,
        signed=inputs.signed,
        next_session=sitting.next_session,
    )
    return WriteNote(
        key=f"note:{visit.visit_id}",
        visit_id=visit.visit_id,
        content=note_content(facts),
        inputs=str(inputs),
        reasons=(why,),
    )


def _not_own_words(sitting: Sitting, visit: Visit, rosters: Rosters) -> Reason | None:
    """Why a note cannot be made of these words: they are another member's, or name one."""
    session, text = sitting.session, own_text(visit)
    names = rosters.names(session.group_id)
    shared = "\n".join(filter(None, (session.topics, session.content, session.homework)))
    if others := others_named(text, visit.client_id, names):
        return reason("NOTE_NAMES_OTHER", rows=(visit.visit_id, *others), visit=visit.visit_id, other=others[0])
    if others := others_named(shared, visit.client_id, names):
        rows = (visit.visit_id, session.session_id, *others)
        words = {"session": session.session_id, "other": others[0], "visit": visit.visit_id}
        return reason("NOTE_SHARED_NAMES_MEMBER", rows=rows, **words)
    if other := sitting.copies.get(visit.visit_id):
        return reason("NOTE_LIKE_ANOTHER", rows=(visit.visit_id, other), visit=visit.visit_id, other=other)
    return None


def _signing(sitting: Sitting, visit: Visit, inputs: Inputs, *, overdue: bool) -> Iterator[Task]:
    if visit.signed and not inputs.signed:
        why = reason("NOTE_SIGNER_UNKNOWN", rows=(visit.visit_id,), visit=visit.visit_id)
        yield Task(about=visit.visit_id, tab="Attendance", reason=why)
    elif overdue and not visit.signed:
        day = day_words(sitting.session.on)
        why = reason("NOTE_OVERDUE", rows=(visit.visit_id,), rule="Note due days", visit=visit.visit_id, day=day)
        yield Task(about=visit.visit_id, tab="Attendance", reason=why)
