"""The practice's attendance policy: whom to contact, which pattern to discuss, whose seat is in question."""

from collections.abc import Iterator
from datetime import datetime

from domain import policy_words, rollcall
from domain.absences import Seat, absences, record, seats
from domain.decisions import answer
from domain.effects import AskDecision
from domain.fees import why_no_fee
from domain.history import History
from domain.ladder import RUNGS, Met, ids, key, keys, rungs
from domain.lists import GroupStatus, MembershipStatus, YesNo
from domain.outcome import Outcome
from domain.practice import Practice
from domain.punctual import late_or_early
from domain.questions import stands
from domain.reasons import Hold, Task, reason
from domain.records import Decision, Session, Visit
from domain.seats import SEATED, has_seat
from domain.sentences import SENTENCES

__all__ = ["absences", "decide_policy", "withdrawn"]


def decide_policy(practice: Practice, history: History, now: datetime) -> Outcome:
    """Each member and cycle is asked about at the highest rung reached, once (rulings 26-28)."""
    if "policy" in practice.details.held:
        return Outcome((), (Hold(about="Practice", reason=reason("POLICY_SETTING_WAITS", rule="Practice")),))
    holds: dict[Seat, Hold] = dict(_unread(practice))
    asked: list[AskDecision] = []
    tasks: list[Task] = []
    for seat, visits in sorted(seats(practice, now).items()):
        tasks += late_or_early(practice, visits, now)
        if seat not in holds and _still_a_member(practice, seat, now):
            met = rungs(seat, record(visits, practice.details), practice.details)
            if met and not any(stands(k, practice, history) for k in keys(seat, met[-1])):
                asked.append(_question(practice, history, (seat, met[-1]), now))
    tasks += [*_agreed(practice, history), *_removed(practice)]
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
            yield _waiting(*practice.asked_first(visit_id), client_id, session_id.rpartition("/")[0])


def _waiting(tab: str, row_id: str, client_id: str, group_id: str) -> tuple[Seat, Hold]:
    why = reason("POLICY_WAITS_FOR_ROW", rows=(row_id,), tab=tab, row=row_id, client=client_id)
    return (client_id, group_id), Hold(about=client_id, reason=why)


def _still_a_member(practice: Practice, seat: Seat, now: datetime) -> bool:
    client_id, group_id = seat
    on = rollcall.today(practice.details, now)
    return any(has_seat(m, on) for m in practice.memberships.get((group_id, client_id), ()))


def _question(practice: Practice, history: History, reached: tuple[Seat, Met], now: datetime) -> AskDecision:
    seat, met = reached
    client_id, group_id = seat
    client = practice.client.get(client_id)
    who = f"{client.first_name} {client.last_name} ({client_id})" if client else client_id
    why = [policy_words.why(met, practice.details), why_no_fee(practice, met.because[-1])]
    return AskDecision(
        key=next((k for k in keys(seat, met) if k in history.happened), key(seat, met.rung, met.by)),
        decision_id="",
        decision_kind=met.rung,
        asked_on=rollcall.today(practice.details, now),
        about=", ".join((client_id, group_id, *ids(met.because))),
        question=policy_words.question(met.rung, who, group_id),
        why=" ".join(filter(None, why)),
        proposed_text=policy_words.proposed(met, practice.details),
        reasons=(met.reason,),
    )


def _agreed(practice: Practice, history: History) -> Iterator[Task]:
    """What a person still owes after a Yes: the contact with a word about it, or the end of the membership."""
    rows = ((asked, answer(practice, history, asked)) for asked in sorted(_asked(history)))
    agreed = [(asked, row) for asked, row in rows if row is not None and row.answer is YesNo.YES]
    gone = withdrawn(practice, history) if agreed else {}
    for asked, row in agreed:
        if row.decision_id in gone:
            continue
        _, rung, client_id, group_id, _ = asked.split(":")
        if rung == "removal":
            yield from _to_end(practice, row, client_id, group_id)
        elif not row.note:
            yield _owed("POLICY_CONTACT_AGREED", row, client_id)


def _to_end(practice: Practice, row: Decision, client_id: str, group_id: str) -> Iterator[Task]:
    if any(m.status in SEATED for m in practice.memberships.get((group_id, client_id), ())):
        yield _owed("POLICY_REMOVAL_AGREED", row, client_id)


def _owed(code: str, row: Decision, client_id: str) -> Task:
    why = reason(code, rows=(row.decision_id,), decision=row.decision_id, client=client_id)
    return Task(about=row.decision_id, tab="Decisions", reason=why)


def _removed(practice: Practice) -> Iterator[Task]:
    """A removal without its day and its reason is not documented, nor is another ending without its day."""
    running = {g.group_id for g in practice.groups if g.status is GroupStatus.RUNNING}
    for member in sorted(practice.roster, key=lambda m: m.roster_id):
        code = ""
        if member.status is MembershipStatus.REMOVED and not (member.end and member.end_reason):
            code = "POLICY_REMOVED_NO_REASON"
        elif member.status is MembershipStatus.ENDED and not member.end and member.group_id in running:
            # A day that is there and cannot be read is asked about in its own cell.
            code = "" if "policy" in member.held else "POLICY_ENDED_NO_DAY"
        if code:
            why = reason(code, rows=(member.roster_id,), row=member.roster_id)
            yield Task(about=member.roster_id, tab="Roster", reason=why)


def _asked(history: History) -> Iterator[str]:
    starts = tuple(f"ask:{rung}:" for rung in RUNGS)
    return (k for k in history.happened if k.startswith(starts))


def withdrawn(practice: Practice, history: History) -> dict[str, str]:
    """Questions of the policy whose reason no longer holds, by decision ID, each with a sentence for its asker."""
    said = SENTENCES["POLICY_NO_LONGER_HOLDS"]
    if next(_asked(history), None) is None:
        return {}
    standing = {k for seat, visits in seats(practice).items() for k in _standing(practice, seat, visits)}
    unread = {seat for seat, _ in _unread(practice)}
    return {
        decision_id: said
        for k in _asked(history)
        if k not in standing
        and tuple(k.split(":")[2:4]) not in unread  # nobody knows yet what that row says
        and (decision_id := history.happened[k].detail.get("decision_id", ""))
    }


def _standing(practice: Practice, seat: Seat, visits: list[tuple[Session, Visit]]) -> Iterator[str]:
    for met in rungs(seat, record(visits, practice.details), practice.details):
        yield from keys(seat, met)
