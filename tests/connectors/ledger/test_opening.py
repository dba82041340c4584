import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from connectors.ledger import LedgerProblem, SqlLedger, migrate, open_ledger
from connectors.ledger.engine import make_engine, read_address
from connectors.ledger.problems import ADDRESS, DAMAGED, LOCKED, NEWER, SILENT, UNWRITABLE
from connectors.ledger.schema import metadata
from domain.problems import Busy, Problem
from flows.ports import Ledger
from tests.connectors.ledger.sample import AT
from tests.connectors.ledger.test_audit import run

ADDRESSES = [
    "",
    "ledger.sqlite3",
    "mysql://host/database",
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///file:x?uri=true",
]
PRACTICES = ["", "Harbor", "harbor groups", "../harbor", "-harbor", "h" * 64]


def test_the_ledger_satisfies_its_port(ledger: SqlLedger) -> None:
    port: Ledger = ledger
    assert port.history().happened == {}


def test_migrations_lead_to_the_tables_that_the_program_uses(ledger: SqlLedger, address: str) -> None:
    assert ledger.verify_audit() == 0
    with make_engine(read_address(address)).connect() as connection:
        options = {"include_name": lambda name, kind, _: (kind, name) != ("table", migrate.VERSION_TABLE)}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == migrate.HEAD
    assert {x.revision for x in scripts.walk_revisions()} == set(migrate.KNOWN)


def test_a_ledger_at_head_opens_without_alembic(ledger: SqlLedger, address: str) -> None:
    ledger.begin("note:V-1", "note", "d", AT)
    program = (
        "import sys; from connectors.ledger import open_ledger;"
        f"print(len(open_ledger({address!r}, 'harbor-groups').history().happened), 'alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout == "1 False\n"


def test_a_ledger_of_a_newer_version_is_left_alone(ledger: SqlLedger, address: str) -> None:
    ledger.begin("note:V-1", "note", "d", AT)
    run(address, f"UPDATE {migrate.VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(LedgerProblem) as told:
        open_ledger(address, "harbor-groups")
    assert str(told.value) == NEWER


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_address_is_not_understood(address: str) -> None:
    with pytest.raises(Problem) as told:
        open_ledger(address, "harbor-groups")
    assert str(told.value) == ADDRESS


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_practice_is_named_by_a_slug(sqlite_address: str, practice: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        open_ledger(sqlite_address, practice)


def test_files_are_for_their_owner_only(sqlite_address: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").touch(mode=0o644)
    with open_ledger(sqlite_address, "harbor-groups").lease("worker-1"):
        modes = {x.name: oct(x.stat().st_mode & 0o777) for x in tmp_path.iterdir()}
    names = ("ledger.sqlite3", "ledger.sqlite3.key", "ledger.sqlite3.lock")
    assert modes == dict.fromkeys(names, "0o600")


@pytest.mark.parametrize("folder", ["missing", "file", "/proc"])
def test_a_folder_that_takes_no_ledger_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerProblem) as told:
        open_ledger(f"sqlite:///{tmp_path / folder}/ledger.sqlite3", "harbor-groups")
    assert str(told.value) == UNWRITABLE


def test_a_file_that_is_no_ledger_is_told(sqlite_address: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"PK not a ledger" * 1000)
    with pytest.raises(LedgerProblem) as told:
        open_ledger(sqlite_address, "harbor-groups")
    assert str(told.value) == DAMAGED


def test_a_ledger_that_was_damaged_later_is_told(sqlite_address: str, tmp_path: Path) -> None:
    ledger = open_ledger(sqlite_address, "harbor-groups")
    ledger.begin_many([(f"note:V-{x}", "note", "d" * 100, {}) for x in range(2000)], AT)
    ledger.close()
    path = tmp_path / "ledger.sqlite3"
    content = path.read_bytes()
    path.write_bytes(content[:40_960] + b"\xaa" * (len(content) - 40_960))
    with pytest.raises(LedgerProblem) as told:
        open_ledger(sqlite_address, "harbor-groups").history()
    assert str(told.value) == DAMAGED


def test_a_ledger_that_another_program_holds_is_told(
    sqlite_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.ledger.engine.PATIENCE_MS", 1)
    ledger = open_ledger(sqlite_address, "harbor-groups")
    holder = sqlite3.connect(tmp_path / "ledger.sqlite3", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy) as told:
        ledger.audit("seen", "V-1", AT)
    assert str(told.value) == LOCKED
    holder.close()
    ledger.audit("seen", "V-1", AT)
    ledger.close()


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerProblem) as told:
        open_ledger(f"postgresql://postgres@/postgres?host={tmp_path}", "harbor-groups")
    assert str(told.value) == SILENT


def test_sqlite_is_set_so_that_a_commit_is_on_the_disk(sqlite_address: str) -> None:
    with make_engine(read_address(sqlite_address)).connect() as connection:
        names = ("synchronous", "foreign_keys", "busy_timeout", "journal_mode")
        settings = [connection.exec_driver_sql(f"PRAGMA {x}").scalar() for x in names]
    journal = "wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete"
    assert settings == [2, 1, 30_000, journal]
