"""Who signs a note: the clinician, and the supervisor of a clinician who works under supervision."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain.lists import Role, YesNo
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Session, StaffMember
from domain.wording import day_words


@dataclass(frozen=True, slots=True)
class Signature:
    """The signatures under one note in words; empty while they are owed.

    ``reviewer`` is the supervisor whose co-signature the note wants or has, "" for a clinician without one.
    ``mark`` stands for who signed and when, and tells nothing of it; ``before`` are the marks of signatures that this
    one only completes: without the day, or without the co-signature.
    """

    signed: str = ""
    reviewed: str = ""
    reviewer: str = ""
    mark: str = ""
    before: tuple[str, ...] = ()

    @property
    def owes_review(self) -> bool:
        """Whether the clinician has signed and the supervisor has not."""
        return bool(self.signed and self.reviewer and not self.reviewed)

    def reviewed_later(self, on: date) -> "Signature":
        """The same with the day on which the co-signature was put beside a signature that stood there already."""
        return replace(self, reviewed=f"{self.reviewer}, {day_words(on)}")


def credentials(person: StaffMember) -> str:
    """A member of the staff with their license: ``Dana Whitfield, LCSW 0904 (VA)``."""
    license_ = f"license {person.license}" if person.license and person.license[0].isdigit() else person.license
    state = f" ({person.license_state})" if person.license and person.license_state else ""
    return ", ".join(filter(None, (person.name, license_))) + state


def words_for(practice: Practice, named: str) -> str:
    """The people whom a cell names, with their licenses; the cell's own words where it names nobody known."""
    return "; ".join(map(credentials, practice.signers(named))) or named


def may_sign(person: StaffMember) -> bool:
    """Whether somebody may sign notes: no one whom Staff has for the desk or the bills alone, without a license."""
    return person.role not in (Role.INTAKE, Role.BILLER) or bool(person.license)


def signer_refused(practice: Practice, signed: str) -> str:
    """The code of why a claim cannot go by a signature, "" if it can."""
    people = practice.signers(signed)
    if not people:
        return "CLAIM_SIGNER_UNKNOWN"
    return "" if all(map(may_sign, people)) else "CLAIM_SIGNER_NO_CLINICIAN"


def signature(practice: Practice, session: Session, signed: str | None, on: date | None) -> Signature:
    """What a row's Signed and Signed on come to: ``MM`` signs, ``MM, TT`` is signed by one and reviewed by the other.

    A supervisor who signs alone has reviewed what they sign; nobody signs who is no clinician.
    """
    people = practice.signers(signed)
    people = people if all(map(may_sign, people)) else ()
    leads = _leads(practice, session)
    author = people[0] if people else leads[0]
    reviewer = _reviewer(practice, author, people[1:], leads)
    has_reviewed = reviewer is not None and reviewer in people[1:]
    marks = [_mark(some, day) for some in (people, people[:1]) for day in (on, None)]
    return Signature(
        signed="; ".join(_signed(p, on) for p in people if p is not reviewer),
        reviewed=_signed(reviewer, on) if reviewer and has_reviewed else "",
        reviewer=credentials(reviewer) if reviewer else "",
        mark=marks[0],
        before=tuple(marks[1:]),
    )


def stranger(practice: Practice, session: Session, signed: str | None) -> StaffMember | None:
    """Who signed a note of a session that somebody else led; None for the supervisor, the owner, and for one who left."""
    people, leads = practice.signers(signed), [p for p in _leads(practice, session) if p]
    if not people or not leads or leads[0].active is YesNo.NO or any(p in leads for p in people):
        return None
    over = [practice.staff_named(p.supervisor) for p in leads]
    return None if people[0] in over or people[0].role is Role.OWNER else people[0]


def _reviewer(
    practice: Practice,
    author: StaffMember | None,
    others: tuple[StaffMember, ...],
    leads: tuple[StaffMember | None, ...],
) -> StaffMember | None:
    """The supervisor of whoever signed: the one of today, or whoever co-signed as one when it was another."""
    named = practice.staff_named(author.supervisor) if author else None
    named = None if named == author else named
    if named in others:
        return named
    return next((p for p in others if p not in leads and not p.supervisor), named)


def supervisors_unknown(practice: Practice) -> Iterator[Task]:
    """Staff whose supervisor is nobody known: no co-signature would ever be asked for."""
    if any(tab == "Staff" for tab, _ in practice.in_question):
        return
    for person in practice.staff:
        if person.supervisor and practice.staff_named(person.supervisor) is None:
            why = reason("NOTE_SUPERVISOR_UNKNOWN", rows=(person.initials,), person=person.initials)
            yield Task(about=person.initials, tab="Staff", reason=why)


def _leads(practice: Practice, session: Session) -> tuple[StaffMember | None, ...]:
    """Who led a session: the facilitator and the co-facilitator, None for who is not known."""
    group = practice.group.get(session.group_id)
    named = (session.facilitator or (group.facilitator if group else None), session.cofacilitator)
    return tuple(map(practice.staff_named, named))


def _signed(person: StaffMember, on: date | None) -> str:
    return f"{credentials(person)}, {day_words(on)}" if on else credentials(person)


def _mark(people: tuple[StaffMember, ...], on: date | None) -> str:
    if not people:
        return ""
    return hashlib.blake2b(repr(([p.initials for p in people], on)).encode(), digest_size=4).hexdigest()
