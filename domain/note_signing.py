"""Who signs a note: the clinician, and the supervisor of a clinician who works under supervision."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Session, StaffMember
from domain.wording import day_words


@dataclass(frozen=True, slots=True)
class Signature:
    """The signatures under one note in words; empty while they are owed.

    ``reviewer`` is the supervisor whose co-signature the note wants, "" for a clinician without one.
    ``mark`` stands for who signed and when, and tells nothing of it.
    """

    signed: str = ""
    reviewed: str = ""
    reviewer: str = ""
    mark: str = ""

    @property
    def owes_review(self) -> bool:
        """Whether the clinician has signed and the supervisor has not."""
        return bool(self.signed and self.reviewer and not self.reviewed)


def credentials(person: StaffMember) -> str:
    """A member of the staff with their license: ``Dana Whitfield, LCSW 0904 (VA)``."""
    license_ = f"license {person.license}" if person.license and person.license[0].isdigit() else person.license
    state = f" ({person.license_state})" if person.license and person.license_state else ""
    return ", ".join(filter(None, (person.name, license_))) + state


def words_for(practice: Practice, named: str) -> str:
    """The people whom a cell names, with their licenses; the cell's own words where it names nobody known."""
    return "; ".join(map(credentials, practice.signers(named))) or named


def signature(practice: Practice, session: Session, signed: str | None, on: date | None) -> Signature:
    """What a row's Signed and Signed on come to: ``MM`` signs, ``MM, TT`` is signed by one and reviewed by the other.

    A supervisor who signs alone has reviewed what they sign.
    """
    people = practice.signers(signed)
    author = people[0] if people else practice.staff_named(_led_by(practice, session))
    reviewer = practice.staff_named(author.supervisor) if author else None
    reviewer = None if reviewer == author else reviewer
    has_reviewed = reviewer is not None and reviewer in people[1:]
    return Signature(
        signed=_signed(people[0], on) if people else "",
        reviewed=_signed(reviewer, on) if reviewer and has_reviewed else "",
        reviewer=credentials(reviewer) if reviewer else "",
        mark=_mark(people, on),
    )


def supervisors_unknown(practice: Practice) -> Iterator[Task]:
    """Staff whose supervisor is nobody known: no co-signature would ever be asked for."""
    if any(tab == "Staff" for tab, _ in practice.in_question):
        return
    for person in practice.staff:
        if person.supervisor and practice.staff_named(person.supervisor) is None:
            why = reason("NOTE_SUPERVISOR_UNKNOWN", rows=(person.initials,), person=person.initials)
            yield Task(about=person.initials, tab="Staff", reason=why)


def _led_by(practice: Practice, session: Session) -> str | None:
    group = practice.group.get(session.group_id)
    return session.facilitator or (group.facilitator if group else None)


def _signed(person: StaffMember, on: date | None) -> str:
    return f"{credentials(person)}, {day_words(on)}" if on else credentials(person)


def _mark(people: tuple[StaffMember, ...], on: date | None) -> str:
    if not people:
        return ""
    return hashlib.blake2b(repr(([p.initials for p in people], on)).encode(), digest_size=4).hexdigest()
