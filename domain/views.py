"""What people are shown in Circlebook's own tabs, as values."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from domain.reasons import Reason
from domain.value import Value

LineState = Literal[
    "held",
    "ready",
    "batched",
    "sent",
    "accepted",
    "rejected",
    "paid",
    "paid in part",
    "denied",
    "taken back",
    "void needed",
    "voided",
    "not billed",
]


class Line(Value):
    """One service line with its state and every reason for it; a held line that has no claim yet has line 1."""

    claim_id: str
    line: int
    visit_id: str
    client_id: str
    payer: str
    on: date
    code: str
    modifiers: tuple[str, ...] = ()
    place: str = ""
    diagnoses: tuple[str, ...] = ()
    charge: Decimal | None = None
    expected: Decimal | None = None
    state: LineState
    reasons: tuple[Reason, ...]
    batch: str = ""


class Benefit(Value):
    """A row of the mixed-payer table, in the guide's words: "$25", "20% coinsurance", "Yes (approved 12)", "Unlimited"."""

    client_id: str
    name: str
    insurance: str
    group_copay: str
    authorization_required: str
    sessions_remaining: str
    runs_out_on: date | None = None


class NoteStatus(Value):
    """Where the note of one visit stands; ``missing`` is all that is owed, ``parts`` those that the note itself lacks."""

    visit_id: str
    client_id: str
    on: date
    file: str
    state: Literal["missing parts", "draft", "signed", "changed after signing"]
    missing: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class DocumentStatus(Value):
    """A document of the practice and its file; ``about`` is a row ID, "" for one about the practice."""

    kind: str
    about: str
    file: str


class Message(Value):
    """A text that went out, will go out, or will not, and why; never its words."""

    when: datetime | None
    client_id: str
    kind: str
    state: str
    reason: str
    session_ids: tuple[str, ...] = ()


class ToDo(Value):
    """One thing a person should do: where, who, what, what waits for it, since when."""

    tab: str
    row_id: str
    cell: str = ""
    who: str = ""
    what: str
    waits: str = ""
    code: str
    since: date | None = None
