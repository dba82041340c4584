"""The ledger of one practice: all that was done, kept on the disk before any call returns."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from connectors.ledger import audit, batches, copying, standing
from connectors.ledger.engine import insert_into, ledger_file, make_engine, read_address
from connectors.ledger.memory import Effects
from connectors.ledger.migrate import migrate
from connectors.ledger.moments import to_text
from connectors.ledger.opaque import guard, guard_practice
from connectors.ledger.problems import for_people
from connectors.ledger.rows import Rows
from connectors.ledger.schema import inbox
from connectors.ledger.seal import read_seal
from domain.backup import Gap
from domain.claim import Claim


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


class SqlLedger(Effects, Rows):
    """The Ledger port on SQLite and PostgreSQL. Every method raises LedgerProblem when the database fails."""

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
