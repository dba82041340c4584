"""Circlebook's answers beside people's rows: what the grey columns of their tabs say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.absences import absences
from domain.applicants import Applicants
from domain.decisions import astray
from domain.history import History
from domain.practice import Practice
from domain.readiness import ready, verified
from domain.records import Client, Session
from domain.replies import Told, reply_words, told
from domain.rollcall import is_called_off, rows_that_count, today, was_held, was_present
from domain.sentences import SENTENCES
from domain.viability import GroupNumbers
from domain.views import Benefit, Line, NoteStatus
from domain.wording import clock_words, short_day

Answers = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Tab, then row ID, then the answers in the order of the tab's own grey columns, without Check."""


BATCH_WORDS = {
    "proposed": "waits for an answer",
    "declined": "declined; the next question comes when the ready lines change",
    "reserved": "released, not yet written",
}
"""What a release question says of its batch; the other states speak for themselves."""


@dataclass(frozen=True)
class Shown:
    """What the answers are drawn from, worked out once for all own tabs."""

    lines: tuple[Line, ...]
    notes: tuple[NoteStatus, ...]
    benefits: tuple[Benefit, ...]
    groups: tuple[GroupNumbers, ...]
    withdrawn: Mapping[str, str]


def answers(practice: Practice, history: History, shown: Shown, now: datetime) -> Answers:
    """Every answer of every tab that has one besides Check."""
    names = {c.client_id: display_name(c) for c in practice.clients}
    benefit = {b.client_id: b for b in shown.benefits}
    applicants = Applicants(practice, history)
    return {
        "Groups": _groups(practice, shown, now),
        "Clients": {c.client_id: (_benefit(benefit.get(c.client_id)),) for c in practice.clients},
        "Roster": _roster(practice, names, benefit),
        "Intake": {x: (a.wait_id,) for x, a in applicants.of_answer.items()},
        "Waitlist": _waitlist(practice, applicants, today(practice.details, now)),
        "Sessions": {s.session_id: _session(practice, s) for s in practice.sessions},
        "Attendance": _visits(practice, shown, names, told(practice, history)),
        "Decisions": _outcomes(practice, history, shown.withdrawn),
    }


def display_name(client: Client) -> str:
    """How a client is called in the practice's own tabs."""
    return f"{client.goes_by or client.first_name} {client.last_name}"


def held_sessions(practice: Practice) -> dict[str, int]:
    """The sessions that took place, with the number of members present."""
    return {
        s.session_id: sum(map(was_present, practice.visits_of_session.get(s.session_id, ())))
        for s in practice.sessions
        if was_held(practice, s)
    }


def _groups(practice: Practice, shown: Shown, now: datetime) -> dict[str, tuple[str, ...]]:
    day = today(practice.details, now)
    found: dict[str, tuple[str, ...]] = {}
    for numbers in shown.groups:
        listed = practice.sessions_of_group.get(numbers.group_id, ())
        coming = [s for s in listed if s.on >= day and not is_called_off(s)]
        upcoming = _when(min(coming, key=lambda s: s.on)) if coming else ""
        size = practice.group[numbers.group_id].maximum
        seats = f"{numbers.enrolled} of {size}" if size else str(numbers.enrolled)
        found[numbers.group_id] = (upcoming, seats, str(numbers.break_even or ""))
    return found


def _when(session: Session) -> str:
    return short_day(session.on) + (f", {clock_words(session.starts)}" if session.starts else "")


def _benefit(benefit: Benefit | None) -> str:
    if benefit is None:
        return ""
    return f"{benefit.group_copay}; authorization {benefit.authorization_required}; left {benefit.sessions_remaining}"


def _roster(practice: Practice, names: Mapping[str, str], benefit: Mapping[str, Benefit]) -> dict[str, tuple[str, ...]]:
    missed = absences(practice)
    return {
        m.roster_id: (
            names.get(m.client_id, ""),
            str(missed.get(m.roster_id, 0)),
            benefit[m.client_id].sessions_remaining if m.client_id in benefit else "",
        )
        for m in practice.roster
    }


def _waitlist(practice: Practice, applicants: Applicants, on: date) -> dict[str, tuple[str, ...]]:
    known = applicants.of_entry
    return {
        w.wait_id: (verified(practice, w, on), ready(practice, w, known.get(w.wait_id), on)) for w in practice.waitlist
    }


def _session(practice: Practice, session: Session) -> tuple[str, str]:
    visits = rows_that_count(practice, session)
    present = sum(map(was_present, visits))
    held = was_held(practice, session)
    if held is False:
        return (
            f"0 of {len(visits)}",
            f"Not held: {session.cancelled_because or 'no reason given'}. Nothing is billed.",
        )
    if held is None:
        marked = bool(visits) and all(v.mark for v in visits)
        return (f"0 of {len(visits)}", "Nobody came") if marked else ("", "Not yet marked" if visits else "")
    unmarked = sum(v.mark is None for v in visits)
    said = ["Held", f"{unmarked} without a mark" if unmarked else _against_minimum(practice, session, present)]
    return (f"{present} of {len(visits)}", ", ".join(filter(None, said)))


def _against_minimum(practice: Practice, session: Session, present: int) -> str:
    """Whether as many came as the group's own minimum says."""
    group = practice.group.get(session.group_id)
    if group is None or group.minimum is None:
        return ""
    return f"{'met' if present >= group.minimum else 'below'} the minimum of {group.minimum}"


def _visits(
    practice: Practice, shown: Shown, names: Mapping[str, str], replies: Mapping[str, Told]
) -> dict[str, tuple[str, ...]]:
    notes = {n.visit_id: n.state + (f": {', '.join(n.missing)}" if n.missing else "") for n in shown.notes}
    claims: dict[str, str] = {}
    for line in shown.lines:
        if line.line == 1:
            said = line.batch if line.state == "batched" else " ".join(r.sentence for r in line.reasons[:1])
            claims[line.visit_id] = f"{line.state}: {said}" if line.state != "ready" else "ready"
    return {
        v.visit_id: (
            names.get(v.client_id, ""),
            reply_words(practice, v, replies.get(v.visit_id)),
            notes.get(v.visit_id, ""),
            claims.get(v.visit_id, ""),
        )
        for v in practice.visits
    }


def _outcomes(practice: Practice, history: History, gone: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    batches = {b.batch_id: b for b in history.batches}
    found: dict[str, tuple[str, ...]] = {}
    others = astray(practice, history)
    for d in practice.decisions:
        if d.decision_id in others:
            found[d.decision_id] = (SENTENCES["ROWS_OTHER_QUESTION"],)
            continue
        batch = batches.get(d.about or "")
        if batch and not (batch.state == "declined" and d.decision_id in gone):
            number = f", file {batch.control_number:09d}" if batch.control_number else ""
            found[d.decision_id] = (BATCH_WORDS.get(batch.state, batch.state) + number,)
        else:
            found[d.decision_id] = (
                gone.get(d.decision_id) or (f"answered {d.answer}" if d.answer else "waits for an answer"),
            )
    return found
