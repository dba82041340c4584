"""A ledger whose key file is gone stays good: the copy in any of its backups proves it again."""

from pathlib import Path

from connectors.ledger import audit
from connectors.ledger.engine import ledger_file, make_engine, read_address
from connectors.ledger.problems import LedgerProblem, for_people
from connectors.ledger.seal import is_whole, key_file
from domain.problems import AuditBroken


def lost_key(address: str, practice: str, copy: Path) -> Path | None:
    """Where the missing key of this ledger belongs, when ``copy`` is that key; None for any other trouble."""
    url = read_address(address)
    ledger = ledger_file(url)
    if ledger is None or not ledger.is_file() or is_whole(key_file(ledger)):
        return None
    engine = make_engine(url)
    try:
        with for_people(engine.dialect.name), engine.execution_options(reads=True).connect() as conn:
            audit.verify(conn, practice, bytes.fromhex(copy.read_text("ascii").strip()))
    except (AuditBroken, LedgerProblem, ValueError):
        return None
    finally:
        engine.dispose()
    return key_file(ledger)
