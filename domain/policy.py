"""The practice's attendance policy: whom to contact, which pattern to discuss, whose seat is in question."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from domain import rollcall
from domain.absences import Absence, Record, Seat, absences, record, seats
from domain.details import Details
from domain.effects import AskDecision
from domain.history import History
from domain.lists import Mark, MembershipStatus
from domain.outcome import Outcome
from domain.practice import Practice
from domain.questions import stands
from domain.reasons import Hold, Reason, Task, reason
from domain.records import Session, Visit
from domain.schedule import starts_at
from domain.sentences import SENTENCES
from domain.wording import counted, day_words, listing, phone_words, short_day

__all__ = ["absences", "decide_policy", "withdrawn"]

Rung = Literal["contact", "pattern", "removal"]
RUNGS: tuple[Rung, ...] = ("contact", "pattern", "removal")
PATTERN = 2
LATELY = timedelta(days=14)
"""How long ago a late arrival is still worth a word."""

MARK_WORDS = {
    Mark.NO_SHOW: "No-show",
    Mark.LATE_CANCEL: "Late cancel",
    Mark.ABSENT_TOLD: "Absent, told us",
    Mark.ABSENT_EXCUSED: "Absent, excused",
}


@dataclass(frozen=True)
class Met:
    """A rung of the ladder that one member has reached: by which absence, and which absences led there."""

    rung: Rung
    by: Absence
    because: tuple[Absence, ...]
    reason: Reason


def decide_policy(practice: Practice, history: History, now: datetime) -> Outcome:
    """Each member and cycle is asked about at the highest rung reached, once (rulings 26-28)."""
    holds: dict[Seat, Hold] = dict(_unread(practice))
    asked: list[AskDecision] = []
    tasks: list[Task] = []
    for seat, visits in sorted(seats(practice, now).items()):
        tasks += _late(practice, visits, now)
        if seat not in holds and _still_a_member(practice, seat, now):
            met = _rungs(seat, record(visits, practice.details), practice.details)
            if met and not any(stands(key, practice, history) for key in _keys(seat, met[-1])):
                asked.append(_question(practice, history, (seat, met[-1]), now))
    return Outcome(tuple(asked), tuple(holds[seat] for seat in sorted(holds)), tuple(tasks))


def _unread(practice: Practice) -> Iterator[tuple[Seat, Hold]]:
    """The members whose attendance has a row that could not be read: nothing is asked about them meanwhile."""
    for visit in sorted(practice.visits, key=lambda v: v.visit_id):
        if "policy" in visit.held:
            session = practice.session.get(visit.session_id)
            group_id = session.group_id if session else visit.session_id.rpartition("/")[0]
            yield _waiting("Attendance", visit.visit_id, visit.client_id, group_id)
        elif ("Sessions", visit.session_id) in practice.in_question:
            yield _waiting("Sessions", visit.session_id, visit.client_id, visit.session_id.rpartition("/")[0])
    for tab, visit_id in sorted(practice.in_question):
        if tab == "Attendance" and visit_id.count("/") >= 2:  # noqa: PLR2004  group, session, client
            session_id, _, client_id = visit_id.rpartition("/")
            yield _waiting("Attendance", visit_id, client_id, session_id.rpartition("/")[0])


def _waiting(tab: str, row_id: str, client_id: str, group_id: str) -> tuple[Seat, Hold]:
    why = reason("POLICY_WAITS_FOR_ROW", rows=(row_id,), tab=tab, row=row_id, client=client_id)
    return (client_id, group_id), Hold(about=client_id, reason=why)


def _still_a_member(practice: Practice, seat: Seat, now: datetime) -> bool:
    client_id, group_id = seat
    on = rollcall.today(practice.details, now)
    return any(
        m.status in (MembershipStatus.ACTIVE, MembershipStatus.PAUSED) and (m.end is None or m.end >= on)
        for m in practice.memberships.get((group_id, client_id), ())
    )


def _rungs(seat: Seat, of: Record, details: Details) -> list[Met]:
    """The rungs reached, lowest first; each named by the absence that reached it."""
    client_id, group_id = seat
    unexcused, met = of.unexcused, []
    if unexcused:
        first = unexcused[0]
        rows = (first.visit.visit_id,)
        why = reason("POLICY_FIRST_ABSENCE", rows=rows, client=client_id, session=first.session.session_id)
        met.append(Met("contact", first, unexcused, why))
    if len(unexcused) >= PATTERN:
        number = len(unexcused)
        why = reason("POLICY_PATTERN", rows=_ids(unexcused), client=client_id, number=number, group=group_id)
        met.append(Met("pattern", unexcused[PATTERN - 1], unexcused, why))
    return [*met, *_removal(seat, of, details)]


def _removal(seat: Seat, of: Record, details: Details) -> Iterator[Met]:
    client_id, group_id = seat
    many = ("POLICY_TOO_MANY", "Max absences per cycle", of.absences, details.max_absences)
    in_a_row = ("POLICY_TOO_MANY_IN_A_ROW", "Max absences in a row", of.longest_row, details.max_in_a_row)
    for code, rule, because, limit in (many, in_a_row):
        if len(because) > limit:
            number, rows = len(because), _ids(because)
            why = reason(code, rows=rows, rule=rule, client=client_id, group=group_id, number=number, limit=limit)
            yield Met("removal", because[limit], because, why)
            return


def _ids(because: tuple[Absence, ...]) -> tuple[str, ...]:
    return tuple(a.visit.visit_id for a in because)


def _keys(seat: Seat, met: Met) -> Iterator[str]:
    """The keys under which the same question may have been asked, whichever absence reached the rung then."""
    for absence in met.because:
        yield _key(seat, met.rung, absence)


def _key(seat: Seat, rung: Rung, by: Absence) -> str:
    client_id, group_id = seat
    return f"ask:{rung}:{client_id}:{group_id}:{by.session.session_id}"


def _question(practice: Practice, history: History, reached: tuple[Seat, Met], now: datetime) -> AskDecision:
    seat, met = reached
    client_id, group_id = seat
    client = practice.client.get(client_id)
    who = f"{client.first_name} {client.last_name} ({client_id})" if client else client_id
    return AskDecision(
        key=next((k for k in _keys(seat, met) if k in history.happened), _key(seat, met.rung, met.by)),
        decision_id="",
        decision_kind=met.rung,
        asked_on=rollcall.today(practice.details, now),
        about=", ".join((client_id, group_id, *_ids(met.because))),
        question=_asks(met.rung, who, group_id),
        why=_why(met, practice.details),
        proposed_text=_proposed(met, practice.details),
        reasons=(met.reason,),
    )


def _asks(rung: Rung, who: str, group_id: str) -> str:
    return {
        "contact": f"Contact {who} about the missed session of {group_id} and the attendance policy?",
        "pattern": f"Contact {who} about the attendance policy and the repeated absences from {group_id}?",
        "removal": f"Consider ending the membership of {who} in {group_id}, after talking with them?",
    }[rung]


def _why(met: Met, details: Details) -> str:
    """The dated absences in words, and the number the policy allows."""
    dates = listing([f"{MARK_WORDS[a.mark]} on {day_words(a.session.on)}" for a in met.because])
    limits = {
        "contact": "The policy says to contact a member after the first.",
        "pattern": "The policy says to talk about the pattern at the second.",
        "removal": f"The policy allows {details.max_absences} in a cycle and {details.max_in_a_row} in a row.",
    }
    return f"{dates}. {limits[met.rung]}"


def _proposed(met: Met, details: Details) -> str:
    """A kind word for a person to change or send; it names no group and nothing about health."""
    sender = details.text_name or details.practice_name
    call = f"Please call us at {phone_words(details.phone)}" if details.phone else "Please call us"
    day = short_day(met.because[-1].session.on)
    said = {
        "contact": f"We missed you on {day} and hope you are well. {call} when you can.",
        "pattern": f"We missed you on {day}. {call}; we would like to hear what would make it easier to come.",
        "removal": f"We have missed you lately. {call} so that we can talk about what would suit you best.",
    }[met.rung]
    return f"{sender}: {said}" if sender else said


def _late(practice: Practice, visits: list[tuple[Session, Visit]], now: datetime) -> Iterator[Task]:
    """Late beyond the limit but admitted is present, with a word to the clinician (ruling 27)."""
    limit = practice.details.late_limit_minutes
    for session, visit in visits:
        late = _minutes_late(session, visit, practice.details)
        recent = session.on >= rollcall.today(practice.details, now) - LATELY
        if recent and late > limit and rollcall.was_present(visit):
            words = {"minutes": counted(late, "minute"), "limit": limit}
            rows, rule = (visit.visit_id,), "Late limit minutes"
            why = reason("POLICY_LATE_BEYOND_LIMIT", rows=rows, rule=rule, visit=visit.visit_id, **words)
            yield Task(about=visit.visit_id, tab="Attendance", reason=why)


def _minutes_late(session: Session, visit: Visit, details: Details) -> int:
    begins = starts_at(session, details)
    if begins is None or visit.arrived is None:
        return 0
    came = datetime.combine(session.on, visit.arrived, details.zone)
    return (came - begins) // timedelta(minutes=1)


def withdrawn(practice: Practice, history: History) -> dict[str, str]:
    """Questions of the policy whose reason no longer holds, by decision ID, each with a sentence for its asker."""
    said = SENTENCES["POLICY_NO_LONGER_HOLDS"]
    standing = {key for seat, visits in seats(practice).items() for key in _standing(practice, seat, visits)}
    return {
        decision_id: said
        for key, asked in history.happened.items()
        if key.startswith(tuple(f"ask:{rung}:" for rung in RUNGS))
        and key not in standing
        and (decision_id := asked.detail.get("decision_id", ""))
    }


def _standing(practice: Practice, seat: Seat, visits: list[tuple[Session, Visit]]) -> Iterator[str]:
    for met in _rungs(seat, record(visits, practice.details), practice.details):
        yield from _keys(seat, met)
