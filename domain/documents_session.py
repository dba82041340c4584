"""Documents of one session: what happened, who may sign in, and why it did not take place."""

from collections.abc import Iterator
from datetime import date

from domain import rollcall
from domain.history import History
from domain.lists import Mark, MembershipStatus
from domain.note_content import presence_words
from domain.note_signing import words_for
from domain.paper import TO_COMPLETE, Paper, Passage, Table
from domain.practice import Practice
from domain.records import Client, Group, Membership, Session, Visit
from domain.wording import clock_words, day_words, listing

ABSENT_WORDS = {
    Mark.ABSENT_TOLD: "Absent, told us",
    Mark.ABSENT_EXCUSED: "Absent, excused",
    Mark.NO_SHOW: "No-show",
    Mark.LATE_CANCEL: "Late cancel",
    None: "No mark",
}
WRITTEN = (("Topics", "topics"), ("Content", "content"), ("Group dynamics", "dynamics"), ("Homework", "homework"))


def summary(practice: Practice, group: Group, session: Session) -> Paper:
    """The session for the group's own file: topics, dynamics, who was there, critical incidents."""
    visits = sorted(rollcall.rows_that_count(practice, session), key=lambda v: v.visit_id)
    present = sum(map(rollcall.was_present, visits))
    missing = tuple(name for name, field in WRITTEN[:3] if not getattr(session, field))
    told = tuple((name, getattr(session, field) or TO_COMPLETE) for name, field in WRITTEN)
    return Paper(
        title="Session summary",
        practice_name=practice.details.practice_name,
        reference=session.session_id,
        about=(*about_session(practice, group, session), ("Present", f"{present} of {len(visits)}")),
        blocks=(
            Passage(heading="Session", paragraphs=told),
            Passage(heading="Critical incidents", paragraphs=(("", session.critical_incident or "None recorded."),)),
            Table(
                heading="Attendance",
                columns=(("Member", 30), ("Client ID", 14), ("Attendance", 36), ("Reason", 20)),
                rows=tuple(_attendance(practice, session, visit) for visit in visits),
            ),
        ),
        missing=missing,
        signed_by=words_for(practice, led_by(group, session)) if led_by(group, session) else "",
    )


def _attendance(practice: Practice, session: Session, visit: Visit) -> tuple[str, ...]:
    client = practice.client.get(visit.client_id)
    if rollcall.was_present(visit):
        words = presence_words(visit, session)
    else:
        words = ABSENT_WORDS.get(visit.mark, "No mark")
        if visit.told_us_on:
            words += f" on {day_words(visit.told_us_on.date())}, {clock_words(visit.told_us_on.time())}"
    return (full_name(client) if client else visit.client_id, visit.client_id, words, visit.reason or "")


def about_session(practice: Practice, group: Group, session: Session) -> tuple[tuple[str, str], ...]:
    """The facts at the top of each document of a session."""
    number = f"{session.number} of {group.sessions_in_cycle}" if group.sessions_in_cycle else f"{session.number}"
    times = " - ".join(clock_words(at) if at else TO_COMPLETE for at in (session.starts, session.ends))
    people = "; ".join(words_for(practice, name) for name in (led_by(group, session), session.cofacilitator) if name)
    return (
        ("Group", group.name),
        ("Date", f"{session.on:%A}, {day_words(session.on)}"),
        ("Session", number),
        ("Time", times),
        ("Facilitator", people or TO_COMPLETE),
        ("Place", place_words(group)),
    )


def place_words(group: Group) -> str:
    """Where a group meets; an address on the web is no place to print."""
    if group.place and "://" not in group.place:
        return group.place
    return group.how.value if group.how else ""


def led_by(group: Group, session: Session) -> str:
    """Who leads the session, as its row or its group's row says."""
    return session.facilitator or group.facilitator or ""


def full_name(client: Client) -> str:
    """A client's name as the chart has it, with the one they go by."""
    called = f' "{client.goes_by}"' if client.goes_by and client.goes_by != client.first_name else ""
    return f"{client.first_name}{called} {client.last_name}"


def sign_in(practice: Practice, group: Group, session: Session) -> Paper:
    """A sheet that goes round the room: first names and one letter, since each member reads it."""
    members = expected(practice, session)
    how = [_how(member, group) for member, _ in members]
    columns = (("Name", 30), *((("", 18),) if any(how) else ()), ("Time in", 14), ("Time out", 14), ("Initials", 24))
    rows = tuple(
        (_short_name(client), *((words,) if any(how) else ()), "", "", "")
        for (_, client), words in zip(members, how, strict=True)
    )
    return Paper(
        title="Sign-in sheet",
        practice_name=practice.details.practice_name,
        reference=session.session_id,
        about=about_session(practice, group, session),
        blocks=(
            Table(columns=columns, rows=rows, tall=True),
            Passage(paragraphs=(("Facilitator", "check times and initials, then enter the marks in Attendance."),)),
        ),
        signed_by=words_for(practice, led_by(group, session)) if led_by(group, session) else "",
    )


def expected(practice: Practice, session: Session) -> list[tuple[Membership, Client]]:
    """The active members of the session's group on its day, in the order of their names."""
    found = [
        (member, practice.client[member.client_id])
        for member in practice.members_of_group.get(session.group_id, ())
        if member.client_id in practice.client and _is_seated(member, session.on)
    ]
    return sorted(found, key=lambda x: _by_name(x[1]))


def _by_name(client: Client) -> tuple[str, str, str]:
    return client.first_name.casefold(), client.last_name.casefold(), client.client_id


def _is_seated(member: Membership, on: date) -> bool:
    return member.status is MembershipStatus.ACTIVE and member.start <= on and (member.end is None or on <= member.end)


def _short_name(client: Client) -> str:
    return f"{client.goes_by or client.first_name} {client.last_name[:1]}."


def _how(member: Membership, group: Group) -> str:
    how = member.attends or (group.how or None)
    words = how.value if how else ""
    return "" if words == "In person" else words


def cancelled(practice: Practice, history: History, group: Group, session: Session) -> Paper:
    """Why a session did not take place, who was told, how and when; and that nothing was billed for it."""
    visits = practice.visits_of_session.get(session.session_id, ())
    told = tuple(_told(practice, history, session))
    unknown = [
        name for name, text in (("Reason", session.cancelled_because), ("Told how", session.told_how)) if not text
    ]
    return Paper(
        title="Cancelled session",
        practice_name=practice.details.practice_name,
        reference=session.session_id,
        about=about_session(practice, group, session),
        blocks=(
            Passage(
                heading="Cancellation",
                paragraphs=(
                    ("Reason", session.cancelled_because or TO_COMPLETE),
                    ("Members were told", session.told_how or TO_COMPLETE),
                ),
            ),
            Table(
                heading="Members expected",
                columns=(("Member", 36), ("Client ID", 18), ("Text about it", 46)),
                rows=told,
            ),
            Passage(heading="Billing", paragraphs=(("", _billed(history, {v.visit_id for v in visits})),)),
        ),
        missing=tuple(unknown),
        signed_by=words_for(practice, led_by(group, session)) if led_by(group, session) else "",
    )


def _told(practice: Practice, history: History, session: Session) -> Iterator[tuple[str, ...]]:
    zone = practice.details.zone
    seated = {client.client_id for _, client in expected(practice, session)}
    # Who had a row in it was expected, even if they have left or paused since.
    had_row = {visit.client_id for visit in practice.visits_of_session.get(session.session_id, ())}
    clients = (practice.client[client_id] for client_id in (seated | had_row) & practice.client.keys())
    for client in sorted(clients, key=_by_name):
        sent = history.happened.get(f"text:{client.client_id}:cancelled:{session.on.isoformat()}")
        words = "no text"
        if sent and sent.state == "done":
            at = (sent.finished or sent.begun).astimezone(zone)
            words = f"sent {day_words(at.date())}, {clock_words(at.time())}"
        yield full_name(client), client.client_id, words


def _billed(history: History, visits: set[str]) -> str:
    sent = sorted(c.claim_id for b in history.batches for c in b.claims if c.visit_id in visits)
    if not sent:
        return "No claim line was made for this session."
    return f"Before it was marked as not held, claims were written: {listing(sent)}. The tab Decisions asks about each."
