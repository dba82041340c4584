"""What the flows need of the outside world; a connector satisfies a port by its shape."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from domain.claim import Claim
from domain.details import Details
from domain.history import Happened, History, State
from domain.mailing import Letter
from domain.texting import Delivery, Inbound, Sought, Went
from domain.views import Line
from flows.ports_keeping import Keeping
from flows.ports_past import Past
from sheets_schema.grid import OwnRows, Snapshot, TabLayout, Written


class Clock(Protocol):
    """The time, always with a zone."""

    def now(self) -> datetime:
        """This moment, aware, in UTC or any zone."""
        ...


class Workbook(Protocol):
    """The workbook in three verbs, and its lay-out.

    All raise ``WorkbookProblem`` (see ``domain.problems``) with one sentence for a person. ``exact``: a reading has every
    row that stands there, as a file's has; an answer over a network may leave some out.
    """

    exact: bool

    def token(self) -> str:
        """A mark that changes when the workbook does; cheap, reads no cells."""
        ...

    def snapshot(self, titles: Sequence[str]) -> Snapshot:
        """The tabs of these titles that exist, in one consistent read."""
        ...

    def append(self, token: str, rows: Mapping[str, Sequence[Sequence[Written]]]) -> str:
        """New rows at the end of people's tabs (cells in the order of the tab's own columns); the new token.

        Raises ``WorkbookChanged`` when the workbook is no longer the one of ``token``; nothing is written then.
        """
        ...

    def show(self, token: str, tabs: Mapping[str, OwnRows]) -> str:
        """Replace the rows below the header of own tabs; the new token. Tabs that are equal are left alone."""
        ...

    def lay_out(self, tabs: Sequence[TabLayout]) -> None:
        """Make the workbook with these tabs, or add those that it lacks; tabs that exist stay as they are."""
        ...


class Ledger(Keeping, Past, Protocol):
    """The memory of what was done; every change is on the disk when the call returns."""

    def lease(self, owner: str) -> AbstractContextManager[None]:
        """Hold the practice for one pass; raises ``Busy`` when another pass has it."""
        ...

    def history(self) -> History:
        """The effects and batches at hand: all that concerns the sheets of today (domain.at_hand)."""
        ...

    def begin(self, key: str, kind: str, digest: str, at: datetime, detail: Mapping[str, str] = {}) -> None:
        """Write down that an effect is about to happen (``inflight``, one more attempt)."""
        ...

    def begin_many(self, items: Sequence[tuple[str, str, str, Mapping[str, str]]], at: datetime) -> None:
        """Write down several effects (key, kind, digest, detail) about to happen, in one stroke."""
        ...

    def finish_many(self, keys: Sequence[str], state: State, at: datetime) -> None:
        """Write down that several effects ended alike, in one stroke."""
        ...

    def finish_each(self, items: Sequence[tuple[str, Mapping[str, str]]], state: State, at: datetime) -> None:
        """Write down that several effects ended alike, each with its own detail, in one stroke."""
        ...

    def finish(self, key: str, state: State, at: datetime, detail: Mapping[str, str] = {}) -> None:
        """Write down how an effect ended; ``detail`` is added to what is there."""
        ...

    def effects_of(self, kind: str) -> Sequence[Happened]:
        """The effects of one kind that are at hand as they stand now, those of other processes too."""
        ...

    def effect(self, key: str) -> Happened | None:
        """One effect as it stands now, at hand or not; None when it was never begun."""
        ...

    def propose(self, batch_id: str, lines: Sequence[tuple[str, int, str]], at: datetime) -> None:
        """Freeze the set of lines of a batch that is put before a person."""
        ...

    def decline(self, batch_id: str, at: datetime) -> None:
        """Write down that a person said No to a batch."""
        ...

    def next_control_number(self) -> int:
        """A control number that was never given before; gaps are allowed."""
        ...

    def reserve(
        self, batch_id: str, control_number: int, claims: Sequence[Claim], files: Mapping[str, bytes], at: datetime
    ) -> None:
        """Freeze the exact bytes of a batch's files before any is written."""
        ...

    def reserved_files(self, batch_id: str) -> Mapping[str, bytes]:
        """The frozen bytes of a batch by file name."""
        ...

    def written(self, batch_id: str, at: datetime) -> None:
        """Write down that a batch's files are on the disk."""
        ...

    def keep(self, snapshot: Snapshot, rows: Mapping[str, Mapping[str, str]], at: datetime) -> int:
        """Keep the rows that changed since the last read; how many did.

        ``rows`` maps tab to row ID to a JSON text of the row's cells; a row that is gone gets a last version that says so.
        """
        ...

    def kept_token(self) -> str | None:
        """The token of the last read, without reading what was kept."""
        ...

    def keep_token(self, token: str) -> None:
        """Note that the workbook has a new token though nothing that people type has changed."""
        ...

    def rest(self, token: str, at: datetime) -> None:
        """Note that a whole pass over the workbook of this token found nothing to do."""
        ...

    def rested(self, token: str) -> datetime | None:
        """When a pass last found nothing to do in the workbook of this token, or None."""
        ...

    def drawn(self) -> str | None:
        """The mark of the own tabs as they were shown last, or None."""
        ...

    def note_drawn(self, mark: str) -> None:
        """Keep the mark of the own tabs that were shown."""
        ...

    def kept(self) -> Snapshot | None:
        """The snapshot of the last read, or None."""
        ...

    def row_ids(self) -> Mapping[str, frozenset[str]]:
        """The IDs of the rows that each tab had at the last read."""
        ...

    def last_rows(self, tab: str) -> Mapping[str, str]:
        """A tab's rows at the last read: row ID to JSON text of the cells."""
        ...

    def former_rows(self, tab: str, row_ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """How rows stood that may be gone, of those named: row ID to JSON texts of the cells, newest first."""
        ...

    def row_history(self, row_id: str) -> Sequence[tuple[datetime, str, str]]:
        """The versions of a row: when seen, tab, JSON text of its cells ("" when gone)."""
        ...

    def changed_on(self) -> Mapping[tuple[str, str], datetime]:
        """When each row was last seen to change, by tab and row ID."""
        ...


class Documents(Protocol):
    """Where notes and other documents lie, by names such as ``G-01/2026-03-03/G-01-05-C-012.docx``."""

    def replace(self, name: str, content: bytes, fingerprint: str) -> bool:
        """Put these bytes into a file that still has this fingerprint and is not open; False when it was touched."""
        ...

    def print(self, names: Sequence[str]) -> None:
        """A PDF beside each of these files, where the computer can make one."""
        ...

    def listing(self) -> frozenset[str]:
        """The names of all files; cheap, reads no file."""
        ...

    def write(self, name: str, content: bytes) -> str:
        """A new file of that name, or the next free version beside it; the name it got. Never over another file."""
        ...

    def fingerprint(self, name: str) -> str | None:
        """A digest of the file as it is now, or None when it is gone."""
        ...


class Texts(Protocol):
    """The way of a text to a client, and of the answer back. Whatever asks raises ``CarrierSilent``."""

    @property
    def certain(self) -> bool:
        """Whether a text that ``find`` does not find has surely not gone."""
        ...

    def send(self, text: Mapping[str, object], valid_for: timedelta) -> str:
        """Hand over one text (the line of ``outbox/texts.jsonl``), of use for so long; the provider's ID.

        Raises ``SendRefused`` and ``SendLater`` when it surely did not go, ``SendUnknown`` when nobody knows.
        """
        ...

    def find(self, sought: Sought) -> str | None:
        """The provider's ID of a text that may have gone, or None while nothing shows it."""
        ...

    def strayed(self, sought: Sought) -> bool:
        """Whether a text went since then of which nothing is known here, to this phone or to none that a client has."""
        ...

    def went(self, since: datetime) -> Sequence[Went]:
        """The texts that the provider took since a moment, whoever handed them over."""
        ...

    def received(self, since: datetime) -> Sequence[Inbound]:
        """The texts that came in since a moment, oldest first."""
        ...

    def delivery(self, provider_id: str) -> Delivery:
        """What became of a text that was handed over."""
        ...

    def redact(self, provider_id: str) -> bool:
        """Whether a text's words are out of the provider's log now; it may not let go of them yet."""
        ...

    def reach(self) -> None:
        """Ask the provider one small question."""
        ...


class Mail(Protocol):
    """The way of a mail to one person."""

    def send(self, letter: Letter, message_id: str, at: datetime) -> None:
        """Hand over one mail; raises ``MailRefused`` when it surely did not go, ``SendUnknown`` when nobody knows."""
        ...

    def reach(self) -> None:
        """See whether mails could go out; raises ``MailRefused``."""
        ...


class ClaimFiles(Protocol):
    """Where claim files lie."""

    def batches(self) -> Sequence[tuple[int, str, Mapping[str, bytes]]]:
        """The batches whose files lie there: control number, batch, and the files' bytes by name."""
        ...

    def read_back(self, files: Mapping[str, bytes]) -> Mapping[str, Claim | None]:
        """The claims of one batch by ID, as its files say them; None where only the ID can be read."""
        ...

    def has(self, name: str) -> bool:
        """Whether something lies under this name already."""
        ...

    def write(self, name: str, content: bytes) -> Path:
        """The file with exactly these bytes, complete or not at all."""
        ...


class ClaimWriter(Protocol):
    """A batch as the files a payer and a biller read."""

    def __call__(
        self, claims: Sequence[Claim], lines: Sequence[Line], details: Details, control_number: int, at: datetime
    ) -> Mapping[str, bytes]:
        """The bytes by file name, checked against what went in. Raises Problem for text that a claim cannot carry."""
        ...
