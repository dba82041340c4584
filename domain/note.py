"""A member's note as a value: all that stands in it, and nothing of any other member."""

from datetime import date, time

from domain.value import Value


class Element(Value):
    """One of the parts of a note: its heading, its text, and whether a person still owes it."""

    name: str
    text: str
    complete: bool = True


class NoteContent(Value):
    """All that stands in one member's note of one session; nothing of any other member."""

    visit_id: str
    practice_name: str = ""
    session_on: date
    service: str
    group_name: str
    session_of: str
    starts: time | None
    ends: time | None
    minutes: int | None
    modality: str
    place: str
    participants: int
    client_name: str
    client_id: str
    client_born: date | None = None
    facilitator: str
    presence: str
    subjective: tuple[Element, ...]
    objective: tuple[Element, ...]
    assessment: tuple[Element, ...]
    plan: tuple[Element, ...]
    diagnoses: tuple[str, ...]
    goals: str
    next_session: date | None
    telehealth_attestation: str = ""
    signed: str = ""
    reviewer: str = ""
    reviewed: str = ""
    missing: tuple[str, ...] = ()
