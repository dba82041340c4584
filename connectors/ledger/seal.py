"""The secret that seals the audit chain: beside a SQLite ledger in a file of its own, on PostgreSQL in ``meta``."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from connectors.ledger import audit, schema
from connectors.ledger.engine import insert_into, keep_private
from connectors.ledger.problems import KEY_GONE, UNWRITABLE, LedgerProblem
from connectors.ledger.schema import meta

KEY = "audit_key"
_LENGTH = 64


def key_file(ledger: Path) -> Path:
    """Where the secret of a SQLite ledger lies; a backup needs both files."""
    return ledger.with_name(ledger.name + ".key")


def read_seal(engine: Engine, practice: str, ledger: Path | None) -> bytes:
    """The secret of the practice's chain; made when the practice is new. Raises LedgerProblem when it was lost."""
    with engine.execution_options(reads=True).connect() as conn:
        known = _read(conn, practice)
        has_links = bool(conn.execute(select(schema.audit.c.seq).limit(1)).first())
    if audit.HEAD not in known or (ledger is None and KEY not in known):
        with engine.begin() as conn:
            _first_time(conn, practice, {audit.HEAD: "0:"} if ledger else {audit.HEAD: "0:", KEY: secrets.token_hex()})
            known = _read(conn, practice)
    return bytes.fromhex(_from_file(key_file(ledger), lost=has_links) if ledger else known[KEY])


def _read(conn: Connection, practice: str) -> dict[str, str]:
    found = conn.execute(select(meta.c.name, meta.c.value).where(meta.c.practice == practice))
    return {str(name): str(value) for name, value in found}


def _first_time(conn: Connection, practice: str, values: dict[str, str]) -> None:
    rows = [{"practice": practice, "name": name, "value": value} for name, value in values.items()]
    conn.execute(insert_into(conn, meta).on_conflict_do_nothing(), rows)


def _from_file(path: Path, *, lost: bool) -> str:
    if not path.exists():
        if lost:
            raise LedgerProblem(KEY_GONE)
        _make(path)
    keep_private(path)
    if not is_whole(path):
        raise LedgerProblem(KEY_GONE)
    return path.read_text("ascii", "replace").strip()


def is_whole(path: Path) -> bool:
    """Whether a secret lies there, as long as one is."""
    return path.is_file() and len(path.read_text("ascii", "replace").strip()) == _LENGTH


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        keep_private(draft)
        with draft.open("w") as file:
            file.write(secrets.token_hex())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    except OSError:
        raise LedgerProblem(UNWRITABLE) from None
