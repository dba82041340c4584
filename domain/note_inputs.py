"""The cells a note is made of, as short fingerprints: thousands of unchanged notes are known at a glance."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from domain import rollcall
from domain.note_signing import Signature, signature, words_for
from domain.own_words import near_copies, told_text
from domain.practice import Practice
from domain.records import Client, Group, Membership, Session, Visit


@dataclass(frozen=True)
class Sitting:
    """One session that is over, with the members who were there; ``participants`` is how many."""

    practice: Practice
    session: Session
    group: Group | None
    held: bool
    present: tuple[Visit, ...]
    participants: int
    facilitator: str
    next_session: date | None
    shared: str
    around: str

    @cached_property
    def copies(self) -> dict[str, str]:
        """The visits whose text is a near copy of another member's, each with the other visit."""
        return near_copies({v.visit_id: told_text(v) for v in self.present})

    def signature(self, visit: Visit) -> Signature:
        """Who signed a visit's row, and whose signature is still owed."""
        key = (visit.signed, visit.signed_on)
        if key not in self._signatures:
            self._signatures[key] = signature(self.practice, self.session, *key)
        return self._signatures[key]

    @cached_property
    def _signatures(self) -> dict[tuple[str | None, date | None], Signature]:
        return {}


def sittings(practice: Practice, now: datetime) -> Iterator[Sitting]:
    """The sessions that are over and had someone present, in the order of their IDs."""
    days = _Days(practice)
    for session in sorted(practice.sessions, key=lambda s: s.session_id):
        visits = practice.visits_of_session.get(session.session_id, ())
        present = tuple(sorted(filter(rollcall.was_present, visits), key=lambda v: v.visit_id))
        if present and rollcall.has_ended(session, practice.details, now):
            yield _sitting(practice, session, present, days)


def _sitting(practice: Practice, session: Session, present: tuple[Visit, ...], days: "_Days") -> Sitting:
    group = practice.group.get(session.group_id)
    led_by = (session.facilitator or (group.facilitator if group else None), session.cofacilitator)
    facilitator = "; ".join(words_for(practice, name) for name in led_by if name)
    after = days.after(session)
    shared = (
        session.on,
        session.number,
        session.starts,
        session.ends,
        session.topics,
        session.content,
        session.homework,
    )
    around = (
        practice.details.practice_name,
        facilitator,
        after,
        group and (group.name, group.type, group.sessions_in_cycle, group.place, group.how),
    )
    return Sitting(
        practice=practice,
        session=session,
        group=group,
        held=not rollcall.is_called_off(session),
        present=present,
        participants=len(present),
        facilitator=facilitator,
        next_session=after,
        shared=_mark(repr(shared)),
        around=_mark(repr((around, len(present)))),
    )


class _Days:
    """The days on which each group meets, worked out once."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._days: dict[str, list[date]] = {}

    def after(self, session: Session) -> date | None:
        """The group's next meeting after a session, as far as it is known."""
        if session.group_id not in self._days:
            self._days[session.group_id] = rollcall.days_of(self._practice, session.group_id)
        days = self._days[session.group_id]
        place = bisect_right(days, session.on)
        return days[place] if place < len(days) else None


@dataclass(frozen=True)
class Inputs:
    """Fingerprints of a note's own cells, of what surrounds them, and of the signature they carry."""

    by: Signature
    own: str
    around: str
    participants: int

    @property
    def signed(self) -> str:
        """Who signed, in words; empty for a draft."""
        return self.by.signed

    @property
    def signature(self) -> str:
        """A mark of who signed and when."""
        return self.by.mark

    @classmethod
    def of(cls, sitting: Sitting, visit: Visit, member: Membership, client: Client) -> "Inputs":
        """The fingerprints of one visit's note as the rows stand."""
        signed = sitting.signature(visit)
        own = (
            f"{visit.arrived} {visit.left}",
            visit.mark or "",
            visit.attended or "",
            visit.participation or "",
            visit.contributions or "",
            visit.observations or "",
            visit.progress or "",
            visit.plan or "",
            visit.factor or "",
        )
        others = (
            client.first_name,
            client.last_name,
            f"{client.born}",
            ",".join(member.diagnoses),
            member.goals or "",
            member.attends or "",
            f"{member.end}",
            signed.reviewer,
            f"{sitting.practice.telehealth_consent(client) or ''}",
        )
        own_mark, around_mark = _mark(sitting.shared, own), _mark(sitting.around, others)
        return cls(signed, own_mark, around_mark, sitting.participants)

    def __str__(self) -> str:
        """As the ledger keeps it with the note: no words, only whether it was signed and what it was made of."""
        state = "signed" if self.by.signed else "draft"
        return f"{state}:{self.own}:{self.around}:{self.participants}:{self.by.mark}"


def _mark(shared: str, cells: tuple[str, ...] = ()) -> str:
    return hashlib.blake2b("\x1f".join((shared, *cells)).encode(), digest_size=8).hexdigest()
