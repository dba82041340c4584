"""How the ledger's database is opened: nothing is told done before it is on the disk."""

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from connectors.ledger.problems import ADDRESS, UNWRITABLE, LedgerProblem

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

PATIENCE_MS = 30_000
"""How long a write waits for another program's."""

_WAL_IS_SAFE = (3, 51, 3)  # https://sqlite.org/wal.html#walresetbug


def read_address(address: str) -> URL:
    """The address of a ledger; raises LedgerProblem for one that is neither a SQLite file nor PostgreSQL."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise LedgerProblem(ADDRESS) from None
    kind = url.drivername.partition("+")[0]
    if kind in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and url.database and not url.database.startswith((":memory:", "file:")):
        return url
    raise LedgerProblem(ADDRESS)


def ledger_file(url: URL) -> Path | None:
    """The file of a SQLite ledger, or None on PostgreSQL."""
    return Path(str(url.database)) if url.drivername.startswith("sqlite") else None


def make_engine(url: URL) -> Engine:
    """The way to the database; a SQLite file is made, readable by its owner only. Raises LedgerProblem."""
    path = ledger_file(url)
    if path is None:
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
        event.listen(engine, "connect", _set_up_postgresql)
        return engine
    keep_private(path)
    engine = create_engine(url, hide_parameters=True, connect_args={"isolation_level": None, "timeout": 30})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def keep_private(path: Path) -> None:
    """Make the file if there is none, and let only its owner read and write it. Raises LedgerProblem."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError:
        raise LedgerProblem(UNWRITABLE) from None


def insert_into(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insert that can say what happens when the row is there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  slow to import where a file is the ledger

    return postgresql.insert(table)


def _set_up_postgresql(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("SET synchronous_commit = on")
    cursor.close()
    connection.commit()


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    journal = "WAL" if sqlite3.sqlite_version_info >= _WAL_IS_SAFE else "DELETE"
    cursor = connection.cursor()
    for setting in (
        f"busy_timeout = {PATIENCE_MS}",
        f"journal_mode = {journal}",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and then writes is refused at once when another writes in between.
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
