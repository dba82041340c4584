"""One pass at a time for a practice: a lock that ends with its process, and a number that grows with each pass."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, bindparam, select, text, update

from connectors.ledger.engine import insert_into, keep_private
from connectors.ledger.problems import BUSY, TAKEN_OVER, UNWRITABLE, LedgerProblem
from connectors.ledger.schema import lease
from domain.problems import Busy

_CLASS = 0x4C45
_NEXT = (
    update(lease)
    .where(lease.c.practice == bindparam("mine"))
    .values(owner=bindparam("holder"), fence=lease.c.fence + 1)
    .returning(lease.c.fence)
)
_FENCE = select(lease.c.fence).where(lease.c.practice == bindparam("mine")).with_for_update(read=True)


def lock_file(ledger: Path) -> Path:
    """The file that the working pass holds."""
    return ledger.with_name(ledger.name + ".lock")


@contextmanager
def file_lock(ledger: Path) -> Iterator[None]:
    """Hold the ledger's lock file; raises Busy when another process, or another pass of this one, has it."""
    path = lock_file(ledger)
    keep_private(path)
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        raise LedgerProblem(UNWRITABLE) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(BUSY) from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def server_lock(engine: Engine, practice: str) -> Iterator[None]:
    """Hold the practice's lock on the server by a connection of its own; raises Busy when another has it."""
    where = {"kind": _CLASS, "practice": int.from_bytes(hashlib.sha256(practice.encode()).digest()[:4], signed=True)}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        if not connection.execute(text("SELECT pg_try_advisory_lock(:kind, :practice)"), where).scalar():
            raise Busy(BUSY)
        yield


def take(conn: Connection, practice: str, owner: str) -> int:
    """Write down who holds the practice; the number of this holding."""
    after = conn.execute(_NEXT, {"mine": practice, "holder": owner}).scalar()
    if after is not None:
        return int(after)
    make = insert_into(conn, lease).values(practice=practice, owner=owner, fence=1)
    more = {"owner": owner, "fence": lease.c.fence + 1}
    query = make.on_conflict_do_update(index_elements=["practice"], set_=more).returning(lease.c.fence)
    return int(conn.execute(query).scalar_one())


def check(conn: Connection, practice: str, fence: int) -> None:
    """Refuse to write for a pass that lost its lock to a later one; raises Busy."""
    if conn.execute(_FENCE, {"mine": practice}).scalar() != fence:
        raise Busy(TAKEN_OVER)
