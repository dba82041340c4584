"""Migrations killed at any statement, and ledgers of older versions."""

import os
import signal
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import event, text

from connectors.ledger import migrate, open_ledger
from connectors.ledger.engine import make_engine, read_address
from tests.connectors.ledger.sample import AT
from tests.forked import FORKED
from tests.proofs import Proved

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
KILLED = -signal.SIGKILL
LAST = 99
"""More statements than all migrations have; the test sees that the last one was passed."""


def migrated(address: str, die_at: int) -> None:
    """Migrate, and be killed just before the statement of this number."""
    engine, count = make_engine(read_address(address)), [0]

    def counted(*_: Any) -> None:
        count[0] += 1
        if count[0] == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", counted)
    event.listen(engine, "commit", counted)
    migrate.migrate(engine)


def killed_at(address: str, statement: int) -> bool:
    process = FORKED.Process(target=migrated, args=(address, statement))
    process.start()
    process.join(60)
    assert process.exitcode in (0, KILLED)
    return process.exitcode == KILLED


def tables(address: str) -> set[str]:
    with make_engine(read_address(address)).connect() as connection:
        listed = {
            "sqlite": "SELECT name FROM sqlite_master",
            "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
        }
        return {str(x) for x in connection.execute(text(listed[connection.dialect.name])).scalars()}


def of_version(address: str, version: str) -> None:
    """A ledger as an older Circlebook left it."""
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    with make_engine(read_address(address)).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def test_a_migration_killed_at_any_statement_is_wholly_there_or_not_at_all(address: str, proved: Proved) -> None:
    steps = range(1, LAST) if PROVE else range(2, LAST, 12)
    ended = False
    for statement in steps:
        if not killed_at(address, statement):
            ended = True
            break
        assert not tables(address) & {"effect", "audit", migrate.VERSION_TABLE}, f"half made at {statement}"
    assert ended
    ledger = open_ledger(address, "harbor-groups")
    ledger.begin("note:V-1", "note", "d", AT)
    assert ledger.verify_audit() == 1
    proved("killed while a ledger is made", statements=len([s for s in steps if s < statement]))


@pytest.mark.parametrize("version", migrate.KNOWN[:-1])
def test_a_ledger_of_an_older_version_opens_though_the_migration_was_killed(
    address: str, version: str, proved: Proved
) -> None:
    of_version(address, version)
    step, kills = 1, 0
    while killed_at(address, step):
        with make_engine(read_address(address)).connect() as connection:
            said = connection.execute(text(f"SELECT version_num FROM {migrate.VERSION_TABLE}")).scalar()
        assert said == version
        kills += 1
        step += 1 if PROVE else 4
    assert kills
    assert open_ledger(address, "harbor-groups").verify_audit() == 0
    proved("killed while a ledger of an older version is brought up to date", statements=kills)
