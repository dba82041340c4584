"""What can follow from what people wrote: values that say what to do, never how."""

import hashlib
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from domain.claim import Claim
from domain.note import NoteContent
from domain.paper import DocumentKind, Paper
from domain.reasons import Reason
from domain.value import Value
from domain.views import Line

Cell = str | int | Decimal | date | datetime | time | None


class _Effect(Value):
    """An effect has a key made of opaque IDs and dates, and reasons; equal content gives an equal digest."""

    key: str
    reasons: tuple[Reason, ...] = ()
    _beside: ClassVar[frozenset[str]] = frozenset()
    """Fields that say how the effect came about, and are no part of what is done."""

    @property
    def digest(self) -> str:
        """A fingerprint of the content, without the key and the reasons."""
        content = self.model_dump_json(exclude={"key", "reasons", *self._beside})
        return hashlib.sha256(content.encode()).hexdigest()[:32]


class AppendRow(_Effect):
    """A new row at the end of a people's tab; ``key`` is ``row:<tab>:<row id>``.

    ``cells`` maps the field names of the tab's row class to values. ``source`` is the ID of the row it was made from
    (or ``old:`` and a fingerprint of a row of an old sheet), and ``inputs`` a fingerprint of what it took over; the
    ledger keeps both.
    """

    kind: Literal["row"] = "row"
    tab: str
    row_id: str
    cells: dict[str, Cell]
    _beside = frozenset({"source", "inputs"})
    source: str = ""
    inputs: str = ""


class AskDecision(_Effect):
    """A question to a person, appended to the Decisions tab; ``key`` is ``ask:<what for>``.

    ``about`` holds row IDs only; ``decision_id`` is the ID its row gets.
    """

    kind: Literal["decision"] = "decision"
    decision_id: str
    decision_kind: Literal[
        "release",
        "review",
        "contact",
        "pattern",
        "removal",
        "void",
        "replace",
        "seat",
        "fee",
        "consent",
        "import",
        "other",
    ]
    asked_on: date
    about: str
    question: str
    why: str
    proposed_text: str = ""


class SendText(_Effect):
    """One text to one client; ``key`` is ``text:<client>:<kind>:<date>``; the words come from templates."""

    kind: Literal["text"] = "text"
    text_kind: Literal["reminder_72", "reminder_24", "moved", "cancelled", "logistics"]
    client_id: str
    session_ids: tuple[str, ...]
    session_date: date
    starts: tuple[time, ...]
    to: str
    not_after: datetime


Said = Literal["coming", "cannot_come", "opt_out", "cancel_word", "opt_in", "wrong_number", "help", "other"]
"""What a reply says, as far as it can be read without a person; ``cancel_word`` is an opt-out that may mean the visit."""


class TakeReply(_Effect):
    """A text that came in, read and bound to the visit it answers; ``key`` is ``reply:<carrier's ID>``.

    Its words are kept nowhere. ``visit_id`` is the visit it surely means, or ""; ``visit_ids`` those it may mean;
    ``day`` is the day of that session as the text said that it answers.
    ``asks`` is the code of the question that only a person can answer, or "".
    """

    kind: Literal["reply"] = "reply"
    phone: str
    said: Said
    at: datetime
    client_ids: tuple[str, ...] = ()
    visit_ids: tuple[str, ...] = ()
    visit_id: str = ""
    day: date | None = None
    asks: str = ""


class KeepOptOut(_Effect):
    """An opt-out that stands on a client's row, kept by the mark of the phone so that it outlives the row.

    ``key`` is ``optout:<mark of the phone>:<day>``.
    """

    kind: Literal["optout"] = "optout"
    phone: str
    on: date


class Forecast(Value):
    """What one coming session can count on; ``needs`` is the practice's own minimum or a payer's."""

    session_id: str
    on: date
    starts: time | None
    expected: int
    cannot_come: int
    needs: int | None
    break_even: int | None


class MailContent(Value):
    """The facts of a mail, IDs only: the words come from templates."""

    forecasts: tuple[Forecast, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    starts: tuple[time, ...] = ()
    day: date | None = None
    mark: str = ""


class SendMail(_Effect):
    """One mail to one person; ``key`` is ``mail:<kind>:<for what>``; subjects and keys name nobody."""

    kind: Literal["mail"] = "mail"
    mail_kind: Literal["morning", "crisis", "unread", "reminder"]
    to: str
    about: str
    content: MailContent
    not_after: datetime


class WriteNote(_Effect):
    """One member's note; ``key`` is ``note:<visit id>``.

    ``inputs`` fingerprints the cells it was made of and says whether they were signed; ``folder`` is where its file
    lies, for example ``G-01/2026-03-03``. ``changed`` names the parts that differ from the version before, ``parts``
    fingerprints them all for the next one; ``says`` does so with what the claim says too. ``amends``: the version
    before was signed and stays as it is. ``reviewed_on`` is the day of a co-signature that came later, else empty.
    ``only_signs``: nothing but the signature is new.
    """

    kind: Literal["note"] = "note"
    visit_id: str
    content: NoteContent
    inputs: str = ""
    folder: str = ""
    parts: str = ""
    says: str = ""
    reviewed_on: str = ""
    changed: tuple[str, ...] = ()
    amends: bool = False
    only_signs: bool = False
    _beside = frozenset({"inputs", "folder", "parts", "says", "reviewed_on", "changed", "amends", "only_signs"})


class MarkNote(_Effect):
    """The ledger takes note that a note was opened again for an addendum, or closed again; no file is written.

    ``key`` is that of the note; ``inputs`` replaces what the ledger kept, and ``was`` is the digest that stays.
    """

    kind: Literal["note"] = "note"
    visit_id: str
    inputs: str
    was: str

    @property
    def digest(self) -> str:
        """The digest of the note as it lies there."""
        return self.was


class WriteDocument(_Effect):
    """A document about a session, a group or a member; ``key`` is ``document:<kind>:<row id>``.

    ``folder`` and ``name`` are made of IDs and days. It is kept current while nobody touches its file. ``keeps`` is what
    the ledger keeps beside it.
    """

    kind: Literal["document"] = "document"
    document_kind: DocumentKind
    about: str
    folder: str
    name: str
    content: Paper
    keeps: dict[str, str] = Field(default_factory=dict)
    _beside = frozenset({"folder", "name", "keeps"})


class WriteBatch(_Effect):
    """A batch's claim file and its twin as a table; ``key`` is ``batch:<batch id>``.

    ``claims`` are frozen: what stands here is what the payer gets; ``lines`` are their rows of the Claims tab.
    """

    kind: Literal["batch"] = "batch"
    batch_id: str
    claims: tuple[Claim, ...]
    lines: tuple[Line, ...] = ()


class ProposeBatch(_Effect):
    """A set of ready lines put before a person; frozen in the ledger under its batch ID.

    ``key`` is ``propose:<batch id>``; ``lines`` are (claim id, line number, digest of the line).
    """

    kind: Literal["proposal"] = "proposal"
    batch_id: str
    lines: tuple[tuple[str, int, str], ...]


class DeclineBatch(_Effect):
    """A proposed batch that a person said No to, or of which nothing is left; ``key`` is ``decline:<batch id>``."""

    kind: Literal["declined"] = "declined"
    batch_id: str


class Withdraw(_Effect):
    """A question that no longer holds, whoever answers it; ``key`` is ``withdrawn:<about>``, ``about`` the question's key."""

    kind: Literal["withdrawn"] = "withdrawn"
    about: str


Effect = (
    AppendRow
    | AskDecision
    | SendText
    | TakeReply
    | KeepOptOut
    | SendMail
    | WriteNote
    | MarkNote
    | WriteDocument
    | ProposeBatch
    | DeclineBatch
    | WriteBatch
    | Withdraw
)
