"""A practice's ledger as one SQLite file with its key beside it, whatever database it lives in; and back again."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, text, update
from sqlalchemy.engine import make_url

from connectors.ledger import schema
from connectors.ledger.engine import keep_private, ledger_file, make_engine, read_address
from connectors.ledger.leases import lock_file
from connectors.ledger.migrate import migrate
from connectors.ledger.problems import DAMAGED, OTHERS_TOO, UNWRITABLE, LedgerProblem, for_people
from connectors.ledger.schema import meta, metadata
from connectors.ledger.seal import KEY, key_file

_AT_ONCE = 2000
_BESIDE = ("-wal", "-shm", "-journal")


def copy_out(engine: Engine, practice: str, seal: bytes, target: Path) -> None:
    """The ledger as it is at one moment, in a new file that is whole; passes may go on meanwhile."""
    with for_people(engine.dialect.name):
        if ledger_file(engine.url) is not None and _practices(engine) <= {practice}:
            _whole(engine, target)
        else:
            _rows(engine, practice, target)
        keep_private(key_file(target))
        key_file(target).write_text(seal.hex())


def put_back(address: str, practice: str, copy: Path, aside: str) -> Path | None:
    """Let a copy take the ledger's place; where the ledger that was there lies now, or None.

    In a file the old ledger stays beside the new one, with ``aside`` in its name; on PostgreSQL only this practice's
    rows are replaced, all of them or none. Nothing may be working on the ledger. Raises LedgerProblem.
    """
    url = read_address(address)
    target = ledger_file(url)
    _refuse_damaged(copy)
    if target is None:
        with for_people("postgresql"):
            _into_server(make_engine(url), practice, copy)
        return None
    if target.exists() and target.stat().st_size and not _is_alone(target, practice):
        raise LedgerProblem(OTHERS_TOO)
    try:
        return _into_file(target, copy, aside)
    except OSError:
        raise LedgerProblem(UNWRITABLE) from None


def _practices(engine: Engine) -> set[str]:
    with engine.execution_options(reads=True).connect() as conn:
        return set(conn.execute(select(meta.c.practice).distinct()).scalars())


def _is_alone(file: Path, practice: str) -> bool:
    """Whether no other practice is in this ledger; one that cannot be read is nobody's any more."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found:
            return {x for (x,) in found.execute("SELECT DISTINCT practice FROM meta")} <= {practice}
    except sqlite3.Error:
        return True


def _whole(engine: Engine, target: Path) -> None:
    keep_private(target)
    with engine.execution_options(reads=True).connect() as conn, closing(sqlite3.connect(target)) as copy:
        source = conn.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        conn.rollback()  # no transaction of our own: the copy makes one
        source.backup(copy)


def _rows(engine: Engine, practice: str, target: Path) -> None:
    made = make_engine(make_url(f"sqlite:///{target}"))
    migrate(made)
    with _at_one_moment(engine) as source, made.begin() as copy:
        for table in metadata.sorted_tables:
            _carry(source, copy, table, practice)
        copy.execute(delete(meta).where(meta.c.name == KEY))
    made.dispose()


@contextmanager
def _at_one_moment(engine: Engine) -> Iterator[Connection]:
    level: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(reads=True, **level) as conn:
        yield conn


def _carry(source: Connection, copy: Connection, table: Table, practice: str) -> None:
    found = source.execute(select(table).where(table.c.practice == practice)).mappings()
    while rows := found.fetchmany(_AT_ONCE):
        copy.execute(insert(table), [dict(row) for row in rows])


def _into_server(engine: Engine, practice: str, copy: Path) -> None:
    source = make_engine(make_url(f"sqlite:///{copy}"))
    migrate(source)
    migrate(engine)
    with source.execution_options(reads=True).connect() as rows, engine.begin() as conn:
        conn.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_stays"))
        for table in reversed(metadata.sorted_tables):
            conn.execute(delete(table).where(table.c.practice == practice))
        for table in metadata.sorted_tables:
            _carry(rows, conn, table, practice)
        key = {"practice": practice, "name": KEY, "value": key_file(copy).read_text("ascii").strip()}
        conn.execute(insert(meta), key)
        conn.execute(update(schema.lease).where(schema.lease.c.practice == practice).values(owner="restore"))
        conn.execute(text("ALTER TABLE audit ENABLE TRIGGER audit_stays"))
    source.dispose()
    engine.dispose()


def _into_file(target: Path, copy: Path, aside: str) -> Path | None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    old = target.with_name(f"{target.name}.{aside}") if target.exists() else None
    if old:
        for ending in ("", *_BESIDE):  # what is not yet in the main file belongs to it
            with suppress(FileNotFoundError):
                target.with_name(target.name + ending).rename(old.with_name(old.name + ending))
        with suppress(FileNotFoundError):
            key_file(target).rename(key_file(old))
    lock_file(target).unlink(missing_ok=True)
    for source, place in ((key_file(copy), key_file(target)), (copy, target)):
        draft = place.with_name(f"{place.name}.part")
        draft.unlink(missing_ok=True)
        keep_private(draft)
        draft.write_bytes(source.read_bytes())
        _flush(draft)
        draft.replace(place)
    _flush(target.parent)
    return old


def _refuse_damaged(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as found:
            sound = found.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error:
        sound = False
    if not sound:
        raise LedgerProblem(DAMAGED)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
