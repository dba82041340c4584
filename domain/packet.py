"""All that stands behind one claim, for whoever audits it: one member, nothing of any other."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from domain import rollcall
from domain.acknowledgements import Answered, answers_of
from domain.answers import display_name
from domain.file_names import earlier_versions
from domain.history import Batch, History
from domain.lists import Attends
from domain.note_one import made, signed_on
from domain.note_signing import signature, words_for
from domain.paper import Paper, Passage, Table
from domain.practice import Practice
from domain.presence import minutes_present, span_of
from domain.records import Group, Membership, PayerRule, Session, Verification, Visit
from domain.remittance import REVERSAL
from domain.settled import Entry, entries_of
from domain.telehealth import how_attended
from domain.views import Line, NoteStatus
from domain.wording import clock_words, counted, day_words, dollars

Rows = tuple[tuple[str, str], ...]


def packet(
    practice: Practice,
    history: History,
    lines: Sequence[Line],
    note: NoteStatus | None,
    covered: Sequence[Verification],
) -> Paper:
    """The packet of the lines of one visit, of which there is at least one.

    ``covered`` are the payer calls that the lines rest on, the newest first.
    """
    first = lines[0]
    visit = practice.visit.get(first.visit_id)
    session = practice.session.get(visit.session_id if visit else first.visit_id.rpartition("/")[0])
    client = practice.client.get(first.client_id)
    rule = practice.rule_for(first.payer, first.on)
    blocks = (
        _lines(lines),
        Passage(heading="Attendance", paragraphs=tuple(_attendance(practice, visit, session))),
        Passage(heading="Note", paragraphs=tuple(_note(practice, history, (visit, session), note))),
        Passage(heading="Diagnosis and goals", paragraphs=tuple(_member(practice, visit, session, first))),
        Passage(heading="Benefits and authorization", paragraphs=tuple(_benefits(covered))),
        Passage(heading="The payer's rule", paragraphs=tuple(_rule(rule))),
        _history(practice, history, {x.claim_id for x in lines}, first.visit_id),
    )
    return Paper(
        title="Claim packet",
        practice_name=practice.details.practice_name,
        reference=first.claim_id,
        about=(
            ("Member", display_name(client) if client else first.client_id),
            ("Client ID", first.client_id),
            ("Born", day_words(client.born) if client else ""),
            ("Payer", first.payer),
            ("Member ID", (client.insured_on(first.on).member_id or "") if client else ""),
            ("Visit", first.visit_id),
        ),
        blocks=blocks,
    )


def _lines(lines: Iterable[Line]) -> Table:
    rows = tuple(
        (
            f"{x.claim_id} / {x.line}",
            x.on.isoformat(),
            " ".join((x.code, *x.modifiers)),
            x.place,
            ", ".join(x.diagnoses),
            f"{x.charge:.2f}" if x.charge is not None else "",
            f"{x.state}: {' '.join(r.sentence for r in x.reasons)}",
        )
        for x in lines
    )
    columns = (
        ("Claim / line", 14),
        ("Date", 10),
        ("Code", 10),
        ("Place", 6),
        ("Diagnoses", 14),
        ("Charge", 8),
        ("State and why", 38),
    )
    return Table(heading="Lines", columns=columns, rows=rows)


def _attendance(practice: Practice, visit: Visit | None, session: Session | None) -> Iterator[tuple[str, str]]:
    if visit is None or session is None:
        yield "", "The attendance row is not there any more."
        return
    group = practice.group.get(session.group_id)
    visits = practice.visits_of_session.get(session.session_id, ())
    there = len({v.client_id for v in visits if rollcall.was_present(v)})
    span = span_of(session, group)
    minutes = minutes_present(visit, span)
    yield "Session", f"{session.session_id}, {day_words(session.on)}" + (f", {group.name}" if group else "")
    times = [clock_words(t) for t in (session.starts, session.ends) if t]
    yield "Held", " to ".join(times) or "times not written"
    yield "Mark", visit.mark.value if visit.mark else "blank"
    if visit.arrived or visit.left:
        stay = (("arrived", visit.arrived), ("left", visit.left))
        yield "Times", ", ".join(f"{name} {clock_words(at)}" for name, at in stay if at)
    if minutes is not None:
        yield "There for", counted(minutes, "minute")
    yield "Participants", f"{there} present"
    yield from _taken_part(practice, visit, session, group)
    if visit.factor:
        yield "Complexity factor", visit.factor.value


def _taken_part(practice: Practice, visit: Visit, session: Session, group: Group | None) -> Iterator[tuple[str, str]]:
    """How the member was there, and who led; whoever audits a claim knows nobody by initials."""
    stay = practice.membership(visit, session.group_id)
    how = how_attended(visit.attended, stay.attends if stay else None, group.how if group else None)
    client = practice.client.get(visit.client_id)
    agreed = practice.telehealth_consent(client) if client and how is not Attends.IN_PERSON else None
    yield (
        "Took part",
        (how.value if how else "not written") + (f"; telehealth agreed {day_words(agreed)}" if agreed else ""),
    )
    led_by = session.facilitator or (group.facilitator if group else None) or ""
    numbers = [f", NPI {p.npi}" for p in practice.signers(led_by)[:1] if p.npi]
    yield "Clinician", words_for(practice, led_by) + "".join(numbers) if led_by else "not written"
    if session.cofacilitator:
        yield "Co-facilitator", words_for(practice, session.cofacilitator)


def _note(
    practice: Practice,
    history: History,
    of: tuple[Visit | None, Session | None],
    note: NoteStatus | None,
) -> Iterator[tuple[str, str]]:
    """The newest file, those that it amends, what it lacks, and who signed; its words stay in the file."""
    yield "File", note.file if note else "no note"
    visit, session = of
    if note:
        if earlier := earlier_versions(note.file, history.files or ()):
            yield "Earlier versions", ", ".join(earlier)
        yield "State", note.state
        if note.missing:
            yield "Look at", ", ".join(note.missing)
    if visit and visit.signed and session:
        by = signed_on(signature(practice, session, visit.signed, visit.signed_on), made(history, visit))
        yield "Signed", by.signed or f"{visit.signed}, whom Staff does not have as a clinician"
        if by.reviewed:
            yield "Reviewed", by.reviewed


def _member(practice: Practice, visit: Visit | None, session: Session | None, line: Line) -> Iterator[tuple[str, str]]:
    yield "On the claim", ", ".join(line.diagnoses) or "none"
    stay: Membership | None = practice.membership(visit, session.group_id) if visit and session else None
    if stay:
        yield "Roster", f"{stay.roster_id}, since {day_words(stay.start)}: {', '.join(stay.diagnoses)}"
        yield "Goals", stay.goals or "not written"


def _benefits(covered: Iterable[Verification]) -> Iterator[tuple[str, str]]:
    found = False
    for call in covered:
        found = True
        said = [
            f"result {call.result.value}" if call.result else "no result",
            f"reference {call.reference_number or 'none'}",
        ]
        if call.authorization_number:
            until = f" until {call.authorized_to.isoformat()}" if call.authorized_to else ""
            since = f" from {call.authorized_from.isoformat()}" if call.authorized_from else ""
            said.append(
                f"authorization {call.authorization_number}, {call.authorized_sessions or '?'} sessions{since}{until}"
            )
        yield call.verification_id, f"{day_words(call.called_on)}, {call.payer or 'payer'}: " + "; ".join(said)
    if not found:
        yield "", "No call to the payer is on record."


def _rule(rule: PayerRule | None) -> Iterator[tuple[str, str]]:
    if rule is None:
        yield "", "No row of Payers holds on that day."
        return
    words = rule.model_dump(mode="json", exclude_none=True, exclude={"held", "payer"})
    yield rule.row_id, "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in words.items())


def _history(practice: Practice, history: History, claims: set[str], visit_id: str) -> Table:
    """What was done and what was answered; of one day the answers come last, as their clocks are somebody else's."""
    answered, entries = answers_of(history), entries_of(history)
    done: list[tuple[str, str]] = []
    told: list[tuple[str, str]] = []
    for batch in history.batches:
        sent = {c.claim_id for c in batch.claims if c.visit_id == visit_id}
        asked = {claim_id for claim_id, _, _ in batch.lines} & (claims | sent)
        if asked | sent:
            number = f", file {batch.control_number:09d}" if batch.control_number else ""
            done.append((_moment(_when(batch, history), practice), f"batch {batch.batch_id} {batch.state}{number}"))
        told += [_told(claim_id, answered[claim_id]) for claim_id in sorted(sent & answered.keys())]
        told += [_remitted(e) for e in entries if e.claim_id in sent]
    for key, happened in history.happened.items():
        if visit_id in key.split(":"):
            done.append((_moment(happened.begun, practice), f"{happened.kind} {happened.state}"))
    rows = sorted([*done, *told], key=lambda row: (row[0][:10], row in told, row))
    return Table(heading="History", columns=(("When", 25), ("What", 75)), rows=tuple(rows))


def _when(batch: Batch, history: History) -> datetime:
    """When a batch was written, or proposed while it was not."""
    written = history.happened.get(f"batch:{batch.batch_id}")
    return (written.finished if written else None) or batch.proposed


def _told(claim_id: str, found: Answered) -> tuple[str, str]:
    why = f": {found.words}" if found.state == "rejected" else ""
    payer = f", the payer's number {found.payer_number}" if found.payer_number else ""
    return found.on, f"claim {claim_id} {found.state}{why}{payer}"


def _remitted(found: Entry) -> tuple[str, str]:
    paid, owed = dollars(found.money.paid), dollars(found.money.owed)
    number = f", payment {found.trace}" if found.trace else ""
    what = "taken back" if found.status == REVERSAL else "judged"
    return found.on.isoformat(), f"claim {found.claim_id} {what}: {paid} by the payer, {owed} by the client{number}"


def _moment(at: datetime, practice: Practice) -> str:
    return at.astimezone(practice.details.zone).isoformat(timespec="minutes")
