"""A note for each member who was there, and where each note stands."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from domain import rollcall
from domain.effects import AskDecision, MarkNote, WriteNote
from domain.history import Happened, History
from domain.leader_left import left
from domain.lists import YesNo
from domain.made_files import Files, What, ask_again, files_gone
from domain.note_absent import signed_though_absent
from domain.note_content import missing_elements
from domain.note_holds import NOT_OWN_WORDS, not_own_words, waits, without_session
from domain.note_inputs import Inputs, Sitting, sittings
from domain.note_one import One, made, state_of
from domain.note_parts import changed_parts, parts_of
from domain.note_says import says
from domain.note_signing import stranger, supervisors_unknown
from domain.note_states import Kept
from domain.outcome import Outcome
from domain.own_words import LastTexts, Rosters
from domain.practice import Practice
from domain.reasons import Hold, Reason, Task, reason
from domain.records import Visit
from domain.views import NoteStatus
from domain.wording import counted, day_words, listing

__all__ = ["NOT_OWN_WORDS", "decide_notes", "note_statuses", "parts_missing"]

LATELY = timedelta(days=14)
"""How long parts that a note lacks are named; an older note without a signature is overdue."""

Found = WriteNote | MarkNote | AskDecision | Hold | Task


def decide_notes(practice: Practice, history: History, now: datetime) -> Outcome:
    """Everyone present in a held session gets a draft once it is over; a signed note is never written over."""
    decide = _Notes(practice, history, now)
    found: list[Found] = []
    for session_id, visits in sorted(practice.visits_of_session.items()):
        if session_id not in practice.session:
            found += without_session(practice, session_id, visits)
    for sitting in sittings(practice, now):
        found += decide.sitting(sitting)
    if decide.files.many_gone:
        found.append(files_gone(decide.files, "NOTE_FILES_GONE"))
    found += supervisors_unknown(practice)
    found += signed_though_absent(practice, history)
    effects = tuple(f for f in found if isinstance(f, WriteNote | MarkNote | AskDecision))
    holds = tuple(f for f in found if isinstance(f, Hold))
    return Outcome(effects, holds, tuple(f for f in found if isinstance(f, Task)))


def note_statuses(practice: Practice, history: History, now: datetime) -> tuple[NoteStatus, ...]:
    """Where the note of every visit that wants one stands; a blank ``file`` is a note not made yet."""
    over = (sitting for sitting in sittings(practice, now) if sitting.held)
    return tuple(status for sitting in over for status in _statuses(practice, history, sitting))


def _statuses(practice: Practice, history: History, sitting: Sitting) -> Iterator[NoteStatus]:
    session, files = sitting.session, history.files
    for visit in sitting.present:
        member = practice.membership(visit, session.group_id)
        client = practice.client.get(visit.client_id)
        if sitting.group is None or member is None or client is None or written_elsewhere(history, visit):
            continue
        missing = missing_elements(visit, session, member, sitting.group)
        before = made(history, visit)
        of = One(before, sitting, visit, sitting.group, member, client, Inputs.of(sitting, visit, member, client))
        inputs, state = of.inputs, state_of(of, missing)
        file = before.detail.get("file", "") if before else ""
        owed = ("Co-signature",) if inputs.by.owes_review else ()
        undated = ("The day in Signed on",) if inputs.signed and visit.signed_on is None and not visit.held else ()
        gone = ("The file is gone",) if file and files is not None and file not in files else ()
        waits = () if file else ("No file yet",)
        yield NoteStatus(
            visit_id=visit.visit_id,
            client_id=visit.client_id,
            on=session.on,
            file=file,
            state=state,
            missing=(*missing, *undated, *owed, *gone, *waits),
            parts=missing,
        )


def parts_missing(notes: Iterable[NoteStatus], today: date) -> Iterator[Task]:
    """What the notes of each late session still lack, in one line: right after group it may be all of them."""
    lacking = [n for n in notes if n.parts and today <= n.on + LATELY]
    for session_id, found in groupby(lacking, key=lambda n: n.visit_id.rpartition("/")[0]):
        first, *more = found
        words = {"notes": counted(1 + len(more), "note"), "part": first.parts[0], "visit": first.visit_id}
        rows = tuple(n.visit_id for n in (first, *more))
        why = reason("NOTE_PARTS_MISSING", rows=rows, rule=None, session=session_id, **words)
        yield Task(about=session_id, tab="Sessions", reason=why)


def written_elsewhere(history: History, visit: Visit) -> bool:
    """Whether a visit came out of an old sheet and nobody has cleared its Do not bill: its note was written then."""
    return visit.do_not_bill is YesNo.YES and history.brought_in("Attendance", visit.visit_id)


class _Notes:
    """What all sittings of one pass share."""

    def __init__(self, practice: Practice, history: History, now: datetime) -> None:
        self.practice, self.history = practice, history
        self.today = rollcall.today(practice.details, now)
        self.rosters, self.last = Rosters(practice), LastTexts(practice)
        self.files = Files.of(history, "note:")

    def sitting(self, sitting: Sitting) -> Iterator[Found]:
        """All that follows for one session that is over."""
        overdue = self.today > sitting.session.on + timedelta(days=self.practice.details.note_due_days)
        recounted: list[str] = []
        for visit in sitting.present:
            if written_elsewhere(self.history, visit):
                continue
            if why := waits(sitting, visit):
                yield Hold(about=visit.visit_id, reason=why)
                continue
            member = self.practice.membership(visit, sitting.session.group_id)
            client = self.practice.client.get(visit.client_id)
            if sitting.group and member and client:
                inputs = Inputs.of(sitting, visit, member, client)
                of = One(made(self.history, visit), sitting, visit, sitting.group, member, client, inputs, self.today)
                if not self._is_settled(of):
                    if Kept.of(of.before).is_recounted(inputs):
                        recounted.append(visit.visit_id)
                    yield from self._note(of)
                yield from self._signing(of, overdue=overdue)
        if recounted:
            session_id, number = sitting.session.session_id, sitting.participants
            why = reason("NOTE_RECOUNTED", rows=tuple(recounted), session=session_id, number=number)
            yield Task(about=session_id, tab="Sessions", reason=why)

    def _is_settled(self, of: One) -> bool:
        """Whether the note that lies there is the one that is wanted: so it is with thousands, in every pass."""
        before = of.before
        return (
            before is not None
            and before.state == "done"
            and before.detail.get("inputs") == str(of.inputs)
            and not self.files.is_gone(before)
        )

    def _note(self, of: One) -> Iterator[Found]:
        before, kept = of.before, Kept.of(of.before)
        same = kept.text == str(of.inputs)
        if before and self.files.is_gone(before) and (same or not kept.was_signed):
            yield from self._file_gone(of, before)
        elif before and kept.was_signed:
            yield from self._signed_before(of, before, kept)
        elif borrowed := self._borrowed(of):
            yield borrowed
        else:
            note = self._write(of)
            if before is None or before.state != "done" or before.digest != note.digest:
                yield note

    def _file_gone(self, of: One, before: Happened) -> Iterator[Found]:
        if not self.files.many_gone:
            ask, is_wanted = ask_again(
                before,
                What(of.visit.visit_id, f"the note of {of.visit.visit_id}", "NOTE_FILE_GONE"),
                self.practice,
                self.history,
                self.today,
            )
            yield from ask
            if is_wanted:
                yield self._write(of, again=True)

    def _signed_before(self, of: One, before: Happened, kept: Kept) -> Iterator[Found]:
        """A signed note stays; signing the row anew makes the amended one beside it."""
        visit, inputs, differs = of.visit, of.inputs, kept.differs(of.inputs)
        if not inputs.signed:
            if kept.state == "signed" and not visit.signed:  # whom it names may only be unreadable just now
                yield MarkNote(key=before.key, visit_id=visit.visit_id, inputs=kept.as_reopened, was=before.digest)
            if differs:
                yield _task(visit, reason("NOTE_SIGN_AGAIN", rows=(visit.visit_id,), visit=visit.visit_id))
        elif kept.is_signed_anew(inputs) and (differs or kept.signature != inputs.signature):
            yield self._borrowed(of) or self._write(of, amends=True)
        elif not differs and (kept.state == "reopened" or before.state != "done"):
            yield MarkNote(key=before.key, visit_id=visit.visit_id, inputs=kept.as_signed, was=before.digest)
        elif parts := of.reads_otherwise:
            words = {"visit": visit.visit_id, "part": listing(parts[:2])}
            yield _task(visit, reason("NOTE_CHANGED_AFTER_SIGNING", rows=(visit.visit_id,), **words))

    def _borrowed(self, of: One) -> Hold | None:
        why = not_own_words(of.sitting, of.visit, self.rosters, self.last)
        return Hold(about=of.visit.visit_id, reason=why) if why else None

    def _write(self, of: One, *, amends: bool = False, again: bool = False) -> WriteNote:
        session, visit = of.sitting.session, of.visit
        content = of.content
        changed = changed_parts(of.before, content)
        rows = (visit.visit_id, session.session_id)
        completes = not amends or Kept.of(of.before).signature in of.inputs.by.before
        only_signs = bool(of.inputs.signed) and changed == ("Signature",) and completes
        if of.before is None:
            words = {"client": visit.client_id, "session": session.session_id, "day": day_words(session.on)}
            why = reason("NOTE_MEMBER_WAS_PRESENT", rows=rows, **words)
        elif only_signs:
            why = reason("NOTE_SIGNED", rows=rows, visit=visit.visit_id)
        elif amends:
            why = reason("NOTE_AMENDED", rows=rows, visit=visit.visit_id, parts=listing(changed))
        else:
            why = reason("NOTE_MADE_AGAIN" if again else "NOTE_ROW_CHANGED", rows=rows, visit=visit.visit_id)
        return WriteNote(
            key=f"note:{visit.visit_id}",
            visit_id=visit.visit_id,
            content=content,
            inputs=str(of.inputs),
            folder=f"{session.group_id}/{session.on.isoformat()}",
            parts=parts_of(content),
            says=says(self.practice, visit, session, of.group, of.member),
            reviewed_on=of.reviewed_on.isoformat() if of.reviewed_on else "",
            changed=changed,
            amends=amends and not only_signs,
            only_signs=only_signs,
            reasons=(why,),
        )

    def _signing(self, of: One, *, overdue: bool) -> Iterator[Task]:
        visit, rows = of.visit, (of.visit.visit_id,)
        signed = of.inputs.by
        if visit.signed and not signed.signed:
            code = "NOTE_SIGNER_NO_CLINICIAN" if self.practice.signers(visit.signed) else "NOTE_SIGNER_UNKNOWN"
            yield _task(visit, reason(code, rows=rows, visit=visit.visit_id))
        elif overdue and not visit.signed:
            words = {"visit": visit.visit_id, "day": day_words(of.sitting.session.on)}
            gone = left(self.practice, of.sitting.session.facilitator or of.group.facilitator)
            code, words = ("NOTE_OVERDUE_LEFT", words | {"person": gone.name}) if gone else ("NOTE_OVERDUE", words)
            yield _task(visit, reason(code, rows=rows, rule="Note due days", **words))
        elif signed.owes_review:
            reviewer = signed.reviewer.split(",")[0]
            yield _task(visit, reason("NOTE_COSIGN", rows=rows, visit=visit.visit_id, reviewer=reviewer))
        elif of.before and self.files.lacks_signature(of.before):
            yield _task(visit, reason("NOTE_SIGN_BY_HAND", rows=rows, visit=visit.visit_id))
        elif other := stranger(self.practice, of.sitting.session, visit.signed):
            words = {"visit": visit.visit_id, "person": other.name, "session": visit.session_id}
            yield _task(visit, reason("NOTE_SIGNED_BY_OTHER", rows=rows, **words))


def _task(visit: Visit, why: Reason) -> Task:
    return Task(about=visit.visit_id, tab="Attendance", reason=why)
