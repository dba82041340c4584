"""A practice opened for one pass: its outside world behind ports, and what was read and done so far."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from domain.acknowledgements import Ack
from domain.backup import Gap
from domain.claims import Wanted, not_billed, wanted_claims
from domain.details import Details
from domain.effects import SendMail, SendText
from domain.history import Batch, Happened, History
from domain.mailing import Letter
from domain.note import NoteContent
from domain.note_says import signed_otherwise
from domain.notes import NOT_OWN_WORDS, decide_notes
from domain.outcome import Outcome
from domain.paper import Paper
from domain.practice import Practice
from domain.problems import Problem
from domain.put_back import with_doubts
from domain.reasons import Hold
from domain.remittance import Remittance
from domain.replies import with_replies
from domain.sent import lost_visits
from domain.texting import Went
from domain.versions import Earlier
from flows.ports import ClaimFiles, ClaimWriter, Clock, Documents, Ledger, Mail, Texts, Workbook
from flows.ports_forms import Answers
from flows.ports_keeping import Backups
from flows.settings import Settings
from sheets_schema.grid import Snapshot
from sheets_schema.reading import Reading


def read_none(_: bytes) -> Sequence[Remittance]:
    """No remittances, for a desk that gets none."""
    return ()


@dataclass(frozen=True)
class Desk:
    """All that a pass needs of the outside world; made by the composition root, or by a test from fakes.

    ``patience`` is how long a row that was just changed is left in peace, for passes that follow people's typing.
    ``rest`` is how long a practice is not looked through again after a pass that found nothing new in it.
    """

    settings: Settings
    folder: Path
    clock: Clock
    workbook: Workbook
    ledger: Ledger
    documents: Documents
    texts: Texts
    claim_files: ClaimFiles
    claim_writer: ClaimWriter
    read_answers: Callable[[bytes], Sequence[Ack]]
    render_note: Callable[[NoteContent, Earlier | None], bytes]
    render_paper: Callable[[Paper, Earlier | None], bytes]
    render_text: Callable[[SendText, Details], str]
    mail: Mail
    render_mail: Callable[[SendMail, Details], Letter]
    patience: timedelta = timedelta(0)
    rest: timedelta = timedelta(0)
    answers: Sequence[Answers] = ()
    backups: Backups | None = None
    read_remittances: Callable[[bytes], Sequence[Remittance]] = read_none


class AtRest(Exception):  # noqa: N818  not an error
    """Nobody saved the workbook since a pass that found nothing to do, and that was only just now."""


@dataclass
class Pass:
    """One pass of one practice: what was read, what has happened, and what each feature decided."""

    desk: Desk
    pass_id: str
    now: datetime
    token: str
    reading: Reading
    changed: bool
    happened: dict[str, Happened]
    batches: tuple[Batch, ...]
    snapshot: Snapshot
    dry_run: bool = False
    has_past: bool = False
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    done: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Hold] = field(default_factory=list)
    appended: bool = False
    misses_questions: bool = False
    gap: Gap | None = None
    backed_up: datetime | None = None
    files: Mapping[str, str] | None = None
    is_folder_lost: bool = False
    texts_checked: datetime | None = None
    texts_wait: bool = False
    replies_read: bool = False
    went: Sequence[Went] | None = None
    _answered: tuple[Practice, int, Practice] | None = None
    _replies: int = 0

    def __post_init__(self) -> None:
        """Count the replies: the practice is read with them."""
        self._replies = sum(h.kind == "reply" for h in self.happened.values())

    @property
    def practice(self) -> Practice:
        """The practice as it was read, with what clients texted back."""
        rows = self.reading.practice
        if self._answered is None or self._answered[0] is not rows or self._answered[1] != self._replies:
            self._answered = (
                rows,
                self._replies,
                with_replies(rows, History(self.happened)) if self._replies else rows,
            )
        return self._answered[2]

    @property
    def stopped(self) -> frozenset[str]:
        """The tabs that cannot be read at all: what they say is not known, so nothing about them is over."""
        return frozenset(title for title, tab in self.reading.tabs.items() if tab.stopped)

    @cached_property
    def undoubted(self) -> Wanted:
        """What could be billed as the practice stands."""
        notes = self.outcomes.get("notes") or decide_notes(self.practice, self.history, self.now)
        waiting = {hold.about for hold in notes.holds if hold.code in NOT_OWN_WORDS}
        practice, history = self.practice, self.history
        otherwise = signed_otherwise(practice, history)
        judged, lost = not_billed(practice, history), lost_visits(history)
        return wanted_claims(practice, self.now, waiting, judged, otherwise, lost)

    @cached_property
    def wanted(self) -> Wanted:
        """What could be billed, worked out once for all who ask; what may have gone out before a restore is held."""
        return with_doubts(self.undoubted, self.history) if self.gap else self.undoubted

    def work_out_again(self) -> None:
        """Forget what was worked out from rows or a past that are no longer all there is."""
        for name in ("undoubted", "wanted"):
            self.__dict__.pop(name, None)

    def knows(self, more: History) -> None:
        """Take in what was put away and concerns this pass after all."""
        for happened in more.happened.values():
            if happened.key not in self.happened:
                self.remember(happened)
        found = {b.batch_id: b for b in (*more.batches, *self.batches)}
        self.batches = tuple(sorted(found.values(), key=lambda b: (b.proposed, b.batch_id)))
        self.work_out_again()

    @property
    def history(self) -> History:
        """What has happened up to now, this pass included."""
        if self.files is None and not self.is_folder_lost:
            try:
                self.files = self._files()
            except Problem:
                self.is_folder_lost = True  # whoever writes into it says why
        return History(self.happened, self.batches, self.files)

    def _files(self) -> Mapping[str, str]:
        documents = self.desk.documents
        edited = (h.detail["file"] for h in self.happened.values() if h.detail.get("signed_as"))
        return dict.fromkeys(documents.listing(), "") | {name: documents.fingerprint(name) or "" for name in edited}

    def remember(self, happened: Happened) -> None:
        """Take note of an effect that was begun or ended, so that the next feature sees it."""
        self._replies += happened.kind == "reply"
        self.happened[happened.key] = happened
