"""A ledger's database for one practice: the lease of a pass, reads, and writes that are on the disk when they return."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from connectors.ledger import audit, leases
from connectors.ledger.engine import ledger_file
from connectors.ledger.opaque import guard
from connectors.ledger.problems import for_people


class Database:
    """Every method raises LedgerProblem when the database fails."""

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
