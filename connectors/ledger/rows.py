"""The rows that people typed, as they were read; a part of the Ledger port."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from connectors.ledger import kept, purging, standing
from connectors.ledger.database import Database
from domain.bulk import in_bulk
from sheets_schema.grid import Snapshot


class Rows(Database):
    """What was read last, and how each row came to be what it is."""

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

    def former_rows(self, tab: str, row_ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """How rows stood that may be gone, of those named: row ID to JSON texts of the cells, newest first."""
        with self._read() as conn:
            return kept.former_rows(conn, self._practice, tab, row_ids)

    def purge_rows(self, before: datetime, at: datetime) -> int:
        """Take away versions of rows seen before a moment that are not the newest; how many. The chain tells of it."""
        with self._write() as conn:
            gone = purging.purge_rows(conn, self._practice, before)
            self._tell(conn, [("rows purged", f"{gone} before {before:%Y-%m-%d}")], at)
            return gone
