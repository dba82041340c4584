"""The documents a practice keeps beside its notes: of each session, of each group, and of whoever leaves one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain import rollcall
from domain.documents_group import dynamics, ending, roster
from domain.documents_session import cancelled, sign_in, summary
from domain.documents_session_plan import session_plan
from domain.documents_untrue import untrue
from domain.effects import AskDecision, WriteDocument
from domain.history import History
from domain.lists import Attends, GroupStatus, How, MembershipStatus
from domain.made_files import Files, What, ask_again, files_gone
from domain.outcome import Outcome
from domain.paper import DocumentKind, Paper
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.records import Group, Session
from domain.views import DocumentStatus

LATELY = timedelta(days=30)
"""How long after its day a document is made or kept current; later its file is the practice's own."""

MEETING = (GroupStatus.RUNNING, GroupStatus.ENROLLING)
LEFT = (MembershipStatus.ENDED, MembershipStatus.REMOVED)
Found = tuple[DocumentKind, str, str, Paper]
"""Kind, the row it is about, folder, content."""


RECORDS: dict[DocumentKind, str] = {
    "summary": "the summary of",
    "cancelled": "the record that cancels",
    "ending": "the note that ends",
}
"""The documents that tell of what happened: a deleted one is asked about. Whoever throws away a paper for the day,
a sign-in sheet or a plan, does not want it: it stays away until it would say something else."""


def decide_documents(practice: Practice, history: History, now: datetime) -> Outcome:
    """Documents that were never made, or whose content is no longer what their file says."""
    files = Files.of(history, *(f"document:{kind}:" for kind in RECORDS))
    today = rollcall.today(practice.details, now)
    found: list[WriteDocument | AskDecision] = []
    for effect in (_effect(*one) for one in _wanted(practice, history, now)):
        before = history.happened.get(effect.key)
        if before and effect.document_kind in RECORDS and "file" in before.detail and files.is_gone(before):
            what = What(effect.about, f"{RECORDS[effect.document_kind]} {effect.about}", "DOCUMENT_FILE_GONE")
            asks, is_wanted = ((), False) if files.many_gone else ask_again(before, what, practice, history, today)
            found += asks
            if is_wanted:
                found.append(effect.model_copy(update={"reasons": (_again(effect),)}))
        elif not _is_there(effect, history):
            found.append(effect)
    is_whole_folder = Files.of(history, "note:").many_gone
    lost = files.many_gone and not is_whole_folder  # else the notes' own entry says it
    tasks = (files_gone(files, "DOCUMENT_FILES_GONE"),) if lost else ()
    return Outcome(tuple(found), (), (*tasks, *untrue(practice, history)))


def _again(effect: WriteDocument) -> Reason:
    return reason("DOCUMENT_MADE_AGAIN", rows=(effect.about,), about=effect.about)


def document_statuses(history: History) -> tuple[DocumentStatus, ...]:
    """Every document made so far, for the index of the tab Notes."""
    made = (h for h in history.happened.values() if h.kind == "document" and h.state == "done")
    found = ((h.key.split(":", 2), h.detail.get("file", "")) for h in made)
    return tuple(DocumentStatus(kind=key[1], about=key[2], file=file) for key, file in sorted(found, key=str))


def _is_there(effect: WriteDocument, history: History) -> bool:
    before = history.happened.get(effect.key)
    return before is not None and before.state == "done" and before.digest == effect.digest


def _effect(kind: DocumentKind, about: str, folder: str, content: Paper) -> WriteDocument:
    return WriteDocument(
        key=f"document:{kind}:{about}",
        document_kind=kind,
        about=about,
        folder=folder,
        name=f"{about}-{kind}" if about else kind,
        content=content,
        reasons=(reason(f"DOCUMENT_{kind.upper().replace('-', '_')}", rows=(about,), about=about),),
    )


def _wanted(practice: Practice, history: History, now: datetime) -> Iterator[Found]:
    today = rollcall.today(practice.details, now)
    for session in sorted(practice.sessions, key=lambda s: s.session_id):
        group = practice.group.get(session.group_id)
        if group and "notes" not in session.held and session.on + LATELY >= today:
            yield from _of_session(practice, history, (group, session), now)
    meeting = [g for g in sorted(practice.groups, key=lambda g: g.group_id) if g.status in MEETING]
    for group in meeting:
        yield "roster", group.group_id, group.group_id, roster(practice, group, today)
    for member in sorted(practice.roster, key=lambda m: m.roster_id):
        group, client = practice.group.get(member.group_id), practice.client.get(member.client_id)
        is_recent = member.end is None or member.end + LATELY >= today
        if group and client and member.status in LEFT and is_recent:
            yield "ending", member.roster_id, group.group_id, ending(practice, group, member, client)
    if meeting:
        yield "dynamics", "", "", dynamics(practice)


def _of_session(practice: Practice, history: History, of: tuple[Group, Session], now: datetime) -> Iterator[Found]:
    group, session = of
    folder = f"{session.group_id}/{session.on.isoformat()}"
    today = rollcall.today(practice.details, now)
    if rollcall.is_called_off(session):
        yield "cancelled", session.session_id, folder, cancelled(practice, history, group, session)
    elif rollcall.has_ended(session, practice.details, now):
        if rollcall.was_held(practice, session):
            yield "summary", session.session_id, folder, summary(practice, group, session)
    elif session.on <= today + timedelta(days=practice.details.rows_ahead_days):
        yield "plan", session.session_id, folder, session_plan(practice, group, session)
        if _meets_in_a_room(practice, group):
            yield "sign-in", session.session_id, folder, sign_in(practice, group, session)


def _meets_in_a_room(practice: Practice, group: Group) -> bool:
    """Whether anybody could sign a sheet of paper."""
    members = practice.members_of_group.get(group.group_id, ())
    return group.how in (How.IN_PERSON, How.MIXED) or any(m.attends is Attends.IN_PERSON for m in members)
