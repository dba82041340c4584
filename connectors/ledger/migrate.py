"""Bringing a ledger to the schema of this version; a ledger that is already there costs one question."""

from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from connectors.ledger.problems import NEWER, LedgerProblem

HEAD = "0003"
KNOWN = ("0001", "0002", "0003")
VERSION_TABLE = "ledger_version"
MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = 0x4C454447


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest version; raises LedgerProblem for a ledger of a newer Circlebook."""
    with engine.execution_options(reads=True).connect() as connection:
        version = _version(connection)
    if version == HEAD:
        return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
        _upgrade(connection)


def _version(connection: Connection) -> str | None:
    try:
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  a constant
    except (OperationalError, ProgrammingError) as error:
        if "no such table" in str(error.orig) or type(error.orig).__name__ == "UndefinedTable":
            return None
        raise
    if found is not None and found not in KNOWN:
        raise LedgerProblem(NEWER)
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  slow to import, and rarely needed
    from alembic.config import Config  # noqa: PLC0415  slow to import, and rarely needed

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
