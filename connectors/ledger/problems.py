"""What can be wrong with the ledger, in sentences for a person."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from domain.problems import Busy, Problem


class LedgerProblem(Problem):
    """The ledger cannot be read or written just now."""

    code = "LEDGER"


DAMAGED = "The ledger is damaged, so nothing was done. Put back your newest good copy of it and of its key."
NEWER = "This ledger was written by a newer Circlebook. Install that version, or open the backup made before it."
UNWRITABLE = "The ledger cannot be written where it lies. Make sure its folder exists, is writable and has free space."
SILENT = (
    "The ledger's database does not answer. Check that PostgreSQL runs and that its address and password are right."
)
KEY_GONE = (
    "The ledger's key file is missing or damaged. Each backup holds it: circlebook restore DIR FILE, "
    "with the newest .age file of the folder backups."
)
ADDRESS = (
    "The ledger's address is not understood. Write it like sqlite:///ledger.sqlite3 or postgresql://host/database."
)
OTHERS_TOO = "This ledger holds other practices too, so it is not replaced. Give each practice a ledger of its own: [ledger] url."
TAKEN_OVER = "Another pass has taken over this practice, so this one stopped. Start it again later."
BUSY = "Another pass is working on this practice. Wait until it has ended, then try again."
LOCKED = "Another program holds the ledger open. Close it, for example a database viewer, then run Circlebook again."

_DAMAGE = ("malformed", "not a database", "corrupt")


@contextmanager
def for_people(dialect: str) -> Iterator[None]:
    """Turn the database's failures into sentences; its own texts may quote what a row holds, so none gets out."""
    try:
        yield
    except (OperationalError, InterfaceError, DatabaseError) as error:
        raise _problem(error, dialect) from None


def _problem(error: DBAPIError, dialect: str) -> Exception:
    if any(x in str(error.orig).lower() for x in _DAMAGE):
        return LedgerProblem(DAMAGED)
    if "database is locked" in str(error.orig):
        return Busy(LOCKED)
    if isinstance(error, OperationalError | InterfaceError):
        return LedgerProblem(SILENT if dialect == "postgresql" else UNWRITABLE)
    return RuntimeError(f"the ledger refused: {type(error.orig).__name__}")
