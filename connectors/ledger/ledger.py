"""The ledger of one practice: all that was done, kept on the disk before any call returns."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from connectors.ledger import audit, batches, copying, effects, kept, leases, purging, standing
from connectors.ledger.bulk import in_bulk
from connectors.ledger.engine import insert_into, ledger_file, make_engine, read_address
from connectors.ledger.migrate import migrate
from connectors.ledger.moments import to_text
from connectors.ledger.opaque import guard, guard_practice
from connectors.ledger.problems import for_people
from connectors.ledger.schema import inbox
from connectors.ledger.seal import read_seal
from domain.backup import Gap
from domain.claim import Claim
from domain.history import Happened, History, State
from sheets_schema.grid import Snapshot


def open_ledger(url: str, practice: str) -> "SqlLedger":
    """The ledger at ``sqlite:///path`` or ``postgresql://...``, brought to the newest schema.

    Raises LedgerProblem for one that cannot be read, written or understood.
    """
    guard_practice(practice)
    address = read_address(url)
    engine = make_engine(address)
    with for_people(engine.dialect.name):
        migrate(engine)
        return SqlLedger(engine, practice, read_seal(engine, practice, ledger_file(address)))


class SqlLedger:
    """The Ledger port on SQLite and PostgreSQL. Every method raises LedgerProblem when the database fails."""

    def __init__(self, engine: Engine, practice: str, seal: bytes) -> None:
        self._engine = engine
        self._reads = engine.execution_options(reads=True)
        self._practice = practice
        self._seal = seal
        self._fence: int | None = None

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def lease(self, owner: str) -> Iterator[None]:
        """Hold the practice for one pass; raises Busy when another pass has it. It ends with the process."""
        guard((owner,))
        path = ledger_file(self._engine.url)
        lock = leases.file_lock(path) if path else leases.server_lock(self._engine, self._practice)
        with for_people(self._engine.dialect.name), lock:
            with self._write() as conn:
                fence = leases.take(conn, self._practice, owner)
            self._fence = fence
            try:
                yield
            finally:
                self._fence = None

    def history(self) -> History:
        """All effects and batches of the practice."""
        with self._read() as conn:
            return History(effects.told(conn, self._practice), batches.told(conn, self._practice))

    def begin(self, key: str, kind: str, digest: str, at: datetime, detail: Mapping[str, str] = {}) -> None:
        """Set one effect in flight with one more attempt."""
        self.begin_many([(key, kind, digest, detail)], at)

    def begin_many(self, items: Sequence[effects.Item], at: datetime) -> None:
        """Set several effects in flight: all of them or none."""
        with in_bulk(), self._write() as conn:
            self._tell(conn, [("effect inflight", x[0]) for x in items], at)
            effects.begin(conn, self._practice, items, at)

    def finish(self, key: str, state: State, at: datetime, detail: Mapping[str, str] = {}) -> None:
        """Write down how an effect ended; raises LookupError for one that was never begun."""
        self._finish([(key, detail)], state, at)

    def finish_many(self, keys: Sequence[str], state: State, at: datetime) -> None:
        """Write down that several effects ended alike: all of them or none."""
        self._finish([(key, {}) for key in keys], state, at)

    def finish_each(self, items: Sequence[tuple[str, Mapping[str, str]]], state: State, at: datetime) -> None:
        """Write down that several effects ended alike, each with its own detail: all of them or none."""
        self._finish(items, state, at)

    def effects_of(self, kind: str) -> Sequence[Happened]:
        """All effects of one kind as they stand now."""
        with self._read() as conn:
            return tuple(effects.told(conn, self._practice, kind).values())

    def propose(self, batch_id: str, lines: Sequence[tuple[str, int, str]], at: datetime) -> None:
        """Freeze a batch's lines; once more with the same lines changes nothing."""
        with self._write() as conn:
            if batches.propose(conn, self._practice, batch_id, lines, at):
                self._tell(conn, [("batch proposed", batch_id)], at)

    def decline(self, batch_id: str, at: datetime) -> None:
        """Close a batch that a person said No to; raises ValueError for one that is past that."""
        with self._write() as conn:
            if batches.decline(conn, self._practice, batch_id):
                self._tell(conn, [("batch declined", batch_id)], at)

    def next_control_number(self) -> int:
        """A control number that was never given before, from 1; it is on the disk before it is used."""
        with self._write() as conn:
            return batches.next_number(conn, self._practice, "control_number")

    def reserve(
        self, batch_id: str, control_number: int, claims: Sequence[Claim], files: Mapping[str, bytes], at: datetime
    ) -> None:
        """Freeze the bytes of a proposed batch; once more with the same bytes changes nothing."""
        with self._write() as conn:
            if batches.reserve(conn, self._practice, batch_id, control_number, claims, files):
                self._tell(conn, [("batch reserved", batch_id)], at)

    def reserved_files(self, batch_id: str) -> Mapping[str, bytes]:
        """The frozen bytes of a batch by file name."""
        with self._read() as conn:
            return batches.reserved_files(conn, self._practice, batch_id)

    def written(self, batch_id: str, at: datetime) -> None:
        """Note that a reserved batch's files are on the disk."""
        with self._write() as conn:
            if batches.written(conn, self._practice, batch_id):
                self._tell(conn, [("batch written", batch_id)], at)

    def keep(self, snapshot: Snapshot, rows: Mapping[str, Mapping[str, str]], at: datetime) -> int:
        """Keep the snapshot, and the rows that changed; rows of tabs not in ``rows`` are left alone."""
        with in_bulk(), self._write() as conn:
            return kept.keep(conn, self._practice, snapshot, rows, at)

    def kept_token(self) -> str | None:
        """The token of the last read, or None."""
        with self._read() as conn:
            return kept.token(conn, self._practice)

    def keep_token(self, token: str) -> None:
        """Give the last read a new token."""
        with self._write() as conn:
            kept.keep_token(conn, self._practice, token)

    def rest(self, token: str, at: datetime) -> None:
        """Note that a whole pass over the workbook of this token found nothing to do."""
        with self._write() as conn:
            standing.rest(conn, self._practice, token, at)

    def rested(self, token: str) -> datetime | None:
        """When a pass last found nothing to do in the workbook of this token, or None."""
        with self._read() as conn:
            return standing.rested(conn, self._practice, token)

    def drawn(self) -> str | None:
        """The mark of the own tabs as they were shown last, or None."""
        with self._read() as conn:
            return standing.drawn(conn, self._practice)

    def note_drawn(self, mark: str) -> None:
        """Keep the mark of the own tabs that were shown."""
        with self._write() as conn:
            standing.note_drawn(conn, self._practice, mark)

    def kept(self) -> Snapshot | None:
        """The snapshot of the last read, or None."""
        with self._read() as conn:
            return kept.kept(conn, self._practice)

    def row_history(self, row_id: str) -> Sequence[tuple[datetime, str, str]]:
        """The versions of a row, oldest first: when seen, tab, JSON text of its cells ("" when gone)."""
        with self._read() as conn:
            return kept.row_history(conn, self._practice, row_id)

    def changed_on(self) -> Mapping[tuple[str, str], datetime]:
        """When each row was last seen to change, by tab and row ID."""
        with self._read() as conn:
            return kept.changed_on(conn, self._practice)

    def row_ids(self) -> Mapping[str, frozenset[str]]:
        """The IDs of the rows that each tab had at the last read."""
        with self._read() as conn:
            return kept.row_ids(conn, self._practice)

    def last_rows(self, tab: str) -> Mapping[str, str]:
        """A tab's rows at the last read: row ID to JSON text of the cells."""
        with self._read() as conn:
            return kept.last_rows(conn, self._practice, tab)

    def first_time(self, provider: str, event: str, at: datetime) -> bool:
        """Whether a provider's message is new; from now on it is not."""
        guard((provider, event))
        row = {"practice": self._practice, "provider": provider, "event": event, "received": to_text(at)}
        with self._write() as conn:
            make = insert_into(conn, inbox).values(row).on_conflict_do_nothing().returning(inbox.c.event)
            return conn.execute(make).first() is not None

    def copy_to(self, target: Path) -> None:
        """The ledger as it is at this moment, as a new SQLite file with its key beside it."""
        copying.copy_out(self._engine, self._practice, self._seal, target)

    def backed_up(self) -> datetime | None:
        """The moment up to which a backup knows everything, or None."""
        with self._read() as conn:
            return standing.backed_up(conn, self._practice)

    def note_backup(self, at: datetime) -> None:
        """Note that a backup knows everything up to this moment."""
        with self._write() as conn:
            self._tell(conn, [("backup made", "")], at)
            standing.note_backup(conn, self._practice, at)

    def gap(self) -> Gap | None:
        """The time of which the ledger knows nothing, or None when it was never put back."""
        with self._read() as conn:
            return standing.gap(conn, self._practice)

    def open_gap(self, since: datetime, at: datetime) -> None:
        """Note that the ledger was put back as it was at ``since``."""
        with self._write() as conn:
            number = standing.open_gap(conn, self._practice, since)
            self._tell(conn, [("ledger put back", f"epoch:{number}")], at)

    def close_gap(self, until: datetime) -> None:
        """Note the first pass after the ledger was put back; later ones change nothing."""
        with self._write() as conn:
            standing.close_gap(conn, self._practice, until)

    def audit(self, action: str, about: str, at: datetime) -> None:
        """Add a link to the audit chain."""
        with self._write() as conn:
            self._tell(conn, [(action, about)], at)

    def verify_audit(self, mark: str = "") -> int:
        """The number of links of the chain; raises AuditBroken where it, or a mark kept elsewhere, does not hold."""
        with self._read() as conn:
            return audit.verify(conn, self._practice, self._seal, mark)

    def audit_mark(self) -> str:
        """The last link of the chain in short."""
        with self._read() as conn:
            return audit.mark(conn, self._practice)

    def purge_rows(self, before: datetime, at: datetime) -> int:
        """Take away versions of rows seen before a moment that are not the newest; how many. The chain tells of it."""
        with self._write() as conn:
            gone = purging.purge_rows(conn, self._practice, before)
            self._tell(conn, [("rows purged", f"{gone} before {before:%Y-%m-%d}")], at)
            return gone

    def _finish(self, items: Sequence[tuple[str, Mapping[str, str]]], state: State, at: datetime) -> None:
        with in_bulk(), self._write() as conn:
            self._tell(conn, [(f"effect {state}", key) for key, _ in items], at)
            effects.finish(conn, self._practice, items, state, at)

    def _tell(self, conn: Connection, links: Sequence[tuple[str, str]], at: datetime) -> None:
        # Told first, it also makes writers on PostgreSQL wait for each other.
        audit.append(conn, self._practice, self._seal, links, at)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with for_people(self._engine.dialect.name), self._reads.connect() as conn:
            yield conn

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with for_people(self._engine.dialect.name), self._engine.begin() as conn:
            if self._fence is not None:
                leases.check(conn, self._practice, self._fence)
            yield conn
