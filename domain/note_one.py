"""One member's visit with all that its note is made of."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.history import Happened, History
from domain.note import NoteContent
from domain.note_content import NoteFacts, note_content
from domain.note_inputs import Inputs, Sitting
from domain.note_parts import changed_parts
from domain.note_signing import Signature
from domain.note_states import Kept, NoteState
from domain.records import Client, Group, Membership, Visit

NOT_OF_THE_ROW = frozenset(
    {"Client", "Group", "Facilitator", "Participants", "Diagnoses", "Goals", "Next session", "Signature"}
)
"""Parts that other rows fill in: whoever signed is not asked again when those change."""


@dataclass(frozen=True)
class One:
    """``before`` is the note as it was last made, None when there never was a file."""

    before: Happened | None
    sitting: Sitting
    visit: Visit
    group: Group
    member: Membership
    client: Client
    inputs: Inputs
    today: date | None = None

    @cached_property
    def content(self) -> NoteContent:
        """The note as the rows stand."""
        sitting, practice, by = self.sitting, self.sitting.practice, self.inputs.by
        return note_content(
            NoteFacts(
                visit=self.visit,
                session=sitting.session,
                group=self.group,
                member=self.member,
                client=self.client,
                participants=sitting.participants,
                facilitator=sitting.facilitator,
                signature=by.reviewed_later(self.reviewed_on) if self.reviewed_on else by,
                next_session=sitting.next_session,
                practice_name=practice.details.practice_name,
                telehealth_consent=practice.telehealth_consent(self.client),
            )
        )

    @property
    def reviewed_on(self) -> date | None:
        """The day on which a co-signature was first seen beside a signature that stood there before; else None.

        *Signed on* has one day, that of the clinician: a later review must not bear it too.
        """
        if not self.inputs.by.reviewed or self.before is None:
            return None
        kept = Kept.of(self.before)
        if kept.signature == self.inputs.signature:
            return _seen(self.before)
        return self.today if kept.was_signed and kept.signature in self.inputs.by.before else None

    @property
    def reads_otherwise(self) -> tuple[str, ...]:
        """The parts that the row and its session would now make otherwise than the note that lies there has them.

        A cell that only says what was signed is no change; of an old note whose parts were not kept, the row is named.
        """
        kept = Kept.of(self.before)
        if kept.own == self.inputs.own:
            return ()
        if self.before is None or not self.before.detail.get("parts"):
            return ("The row",)
        return tuple(part for part in changed_parts(self.before, self.content) if part not in NOT_OF_THE_ROW)


def state_of(of: One, missing: tuple[str, ...]) -> NoteState:
    """Where a note stands: signed only once it is made, and while the words are those that were signed."""
    is_other = of.before is not None and of.before.detail.get("inputs") != str(of.inputs)
    if is_other and Kept.of(of.before).was_signed and of.reads_otherwise:
        return "changed after signing"
    if of.before and of.inputs.signed:
        return "signed"
    return "missing parts" if missing else "draft"


def made(history: History, visit: Visit) -> Happened | None:
    """The note of a visit as it was last made, even if a later version was begun; None when there never was a file."""
    before = history.happened.get(f"note:{visit.visit_id}")
    return before if before and (before.state == "done" or "file" in before.detail) else None


def signed_on(by: Signature, before: Happened | None) -> Signature:
    """The signatures with the day of a review that came later, as the note that lies there has it."""
    is_it = before is not None and by.reviewed and Kept.of(before).signature == by.mark
    seen = _seen(before) if before and is_it else None
    return by.reviewed_later(seen) if seen else by


def _seen(before: Happened) -> date | None:
    seen = before.detail.get("reviewed_on", "")
    return date.fromisoformat(seen) if seen else None
