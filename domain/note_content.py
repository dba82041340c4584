"""What stands in one member's note: the guide's seven elements in SOAP order, nothing invented."""

from datetime import date, datetime, time, timedelta

from domain.lists import Attends, Factor, GroupType, How, Mark, Participation
from domain.note import Element, NoteContent
from domain.note_signing import Signature
from domain.records import Client, Group, Membership, Session, Visit
from domain.value import Value
from domain.wording import clock_words, counted, day_words

PARTICIPATION = {
    Participation.ACTIVE: "Took part actively",
    Participation.PASSIVE: "Took part passively",
    Participation.RESISTANT: "Was resistant to taking part",
}
FACTORS = {
    Factor.COMMUNICATION: "Difficult communication had to be managed",
    Factor.CAREGIVER: "A caregiver's emotions or behavior got in the way",
    Factor.SENTINEL: "A sentinel event had to be reported and discussed",
    Factor.EQUIPMENT: "Play equipment or other devices were needed to communicate",
}
VIDEO = (Attends.VIDEO_HOME, Attends.VIDEO_ELSEWHERE)
PHONE = (Attends.PHONE_HOME, Attends.PHONE_ELSEWHERE)
AT_HOME = (Attends.VIDEO_HOME, Attends.PHONE_HOME)


class NoteFacts(Value):
    """The rows that one note is made of."""

    visit: Visit
    session: Session
    group: Group
    member: Membership
    client: Client
    participants: int
    facilitator: str
    signature: Signature
    next_session: date | None
    practice_name: str = ""
    telehealth_consent: date | None = None


def attends(visit: Visit, member: Membership, group: Group) -> Attends | None:
    """How this member took part: as the row says, else as the roster does, else as the whole group does."""
    usual = Attends.IN_PERSON if group.how is How.IN_PERSON else None
    return visit.attended or member.attends or usual


def missing_elements(visit: Visit, session: Session, member: Membership, group: Group) -> tuple[str, ...]:
    """The parts a clinician still owes, named in the guide's order."""
    timed = (visit.mark is Mark.LATE and not visit.arrived) or (visit.mark is Mark.LEFT_EARLY and not visit.left)
    owed = {
        "Attendance": timed,
        "Participation": not visit.participation,
        "Session content": not (session.topics or session.content),
        "Contributions": not visit.contributions,
        "Observations": not visit.observations,
        "Diagnoses": not member.diagnoses,
        "Goals": not member.goals,
        "Progress": not visit.progress,
        "Plan": not visit.plan,
        "Modality": attends(visit, member, group) is None,
    }
    return tuple(name for name, is_owed in owed.items() if is_owed)


def presence_words(visit: Visit, session: Session) -> str:
    """Attendance in words: by the times where they are given, else by the mark (ruling 11)."""
    came, went = _came(visit, session), _went(visit, session)
    if came or went:
        return "; ".join(filter(None, (came, went)))
    return "Present for the entire session"


def _presence(visit: Visit, session: Session) -> str:
    """Attendance in words, with this member's own minutes where times say that they were not those of the session."""
    words = presence_words(visit, session)
    came, went = visit.arrived or session.starts, visit.left or session.ends
    if not (session.starts and session.ends and came and went):
        return words
    whole = _minutes(session.starts, session.ends, session.on)
    late = max(0, _minutes(session.starts, came, session.on))
    early = max(0, _minutes(went, session.ends, session.on))
    is_told = (visit.mark is not Mark.LATE or visit.arrived) and (visit.mark is not Mark.LEFT_EARLY or visit.left)
    there = whole - late - early
    return f"{words}; there for {there} of {whole} minutes" if is_told and 0 < there < whole else words


def _came(visit: Visit, session: Session) -> str:
    if visit.arrived is None:
        return "Arrived late" if visit.mark is Mark.LATE else ""
    late = _minutes(session.starts, visit.arrived, session.on) if session.starts else 0
    return f"Arrived {clock_words(visit.arrived)}, {counted(late, 'minute')} after the start" if late > 0 else ""


def _went(visit: Visit, session: Session) -> str:
    if visit.left is None:
        return "Left early" if visit.mark is Mark.LEFT_EARLY else ""
    early = _minutes(visit.left, session.ends, session.on) if session.ends else 0
    return f"Left {clock_words(visit.left)}, {counted(early, 'minute')} before the end" if early > 0 else ""


def _minutes(earlier: time, later: time, on: date) -> int:
    """Minutes on the wall clock; times more than half a day apart lie on either side of midnight."""
    apart = datetime.combine(on, later) - datetime.combine(on, earlier)
    half = timedelta(hours=12)
    apart += timedelta(days=1) if apart < -half else timedelta(days=-1) if apart > half else timedelta()
    return apart // timedelta(minutes=1)


def note_content(facts: NoteFacts) -> NoteContent:
    """The note of one visit; what was not written stays empty and is named in ``missing``."""
    visit, session, group, member = facts.visit, facts.session, facts.group, facts.member
    missing = missing_elements(visit, session, member, group)
    how = attends(visit, member, group)
    presence = _presence(visit, session)
    end = member.end
    return NoteContent(
        visit_id=visit.visit_id,
        practice_name=facts.practice_name,
        session_on=session.on,
        service=_service(group),
        group_name=group.name,
        session_of=f"{session.number} of {group.sessions_in_cycle}" if group.sessions_in_cycle else f"{session.number}",
        starts=session.starts,
        ends=session.ends,
        minutes=_minutes(session.starts, session.ends, session.on)
        if session.starts and session.ends
        else group.minutes,
        modality=_modality(how),
        place=_place(how, group),
        participants=facts.participants,
        client_name=f"{facts.client.first_name} {facts.client.last_name}",
        client_id=facts.client.client_id,
        client_born=facts.client.born,
        facilitator=facts.facilitator,
        presence=presence,
        subjective=(_element("Contributions", visit.contributions, missing),),
        objective=_objective(visit, session, presence, missing),
        assessment=(_element("Progress", visit.progress, missing),),
        plan=_plan(visit, session, missing),
        diagnoses=member.diagnoses,
        goals=member.goals or "",
        next_session=None if end and facts.next_session and facts.next_session > end else facts.next_session,
        telehealth_attestation=_attestation(how, facts.telehealth_consent),
        signed=facts.signature.signed,
        reviewer=facts.signature.reviewer,
        reviewed=facts.signature.reviewed,
        missing=missing,
    )


def _element(name: str, text: str | None, missing: tuple[str, ...]) -> Element:
    return Element(name=name, text=text or "", complete=name not in missing)


def _objective(visit: Visit, session: Session, presence: str, missing: tuple[str, ...]) -> tuple[Element, ...]:
    content = "\n".join(filter(None, (session.topics, session.content)))
    factor = FACTORS.get(visit.factor) if visit.factor else None
    return (
        _element("Attendance", presence, missing),
        _element("Participation", PARTICIPATION.get(visit.participation) if visit.participation else None, missing),
        _element("Session content", content, missing),
        _element("Observations", visit.observations, missing),
        *((_element("Interactive complexity", factor, missing),) if factor else ()),
    )


def _plan(visit: Visit, session: Session, missing: tuple[str, ...]) -> tuple[Element, ...]:
    homework = (_element("Homework", session.homework, missing),) if session.homework else ()
    return (_element("Plan", visit.plan, missing), *homework)


def _service(group: Group) -> str:
    return "Psychoeducation group" if group.type is GroupType.PSYCHOEDUCATION else "Group psychotherapy (90853)"


def _modality(how: Attends | None) -> str:
    if how in VIDEO:
        return "Live video with sound"
    if how in PHONE:
        return "Phone, sound only"
    return "In person" if how else ""


def _place(how: Attends | None, group: Group) -> str:
    if how is None:
        return ""
    if how is Attends.IN_PERSON:
        return group.place if group.place and "://" not in group.place else "Office"
    return "Client at home" if how in AT_HOME else "Client elsewhere, not at home"


def _attestation(how: Attends | None, consent: date | None) -> str:
    """How and where a member took part from afar, and the consent that is on file; nothing that nobody wrote down."""
    if how is None or how is Attends.IN_PERSON:
        return ""
    where = "at home" if how in AT_HOME else "at another place than home"
    means = "live video with sound" if how in VIDEO else "phone, with sound only"
    said = f" The intake form of {day_words(consent)} gives consent to telehealth." if consent else ""
    return f"The client took part by {means} and was {where}.{said}"
