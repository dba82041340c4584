import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from connectors.ledger import LedgerProblem, SqlLedger, open_ledger
from connectors.ledger.engine import make_engine, read_address
from domain.problems import AuditBroken
from tests.connectors.ledger.sample import AT, LATER, LINES

FREE = {
    "sqlite": ("DROP TRIGGER audit_stays", "DROP TRIGGER audit_keeps"),
    "postgresql": ("DROP TRIGGER audit_stays ON audit",),
}
TAMPERING = [
    ("an action edited", "UPDATE audit SET action = 'other' WHERE seq = 2", 2),
    ("a moment edited", "UPDATE audit SET at = '2020' WHERE seq = 1", 1),
    ("a link moved to another practice", "UPDATE audit SET practice = 'river-groups' WHERE seq = 3", 3),
    ("a middle link taken out", "DELETE FROM audit WHERE seq = 2", 2),
    ("the first link taken out", "DELETE FROM audit WHERE seq = 1", 1),
    ("the tail cut off", "DELETE FROM audit WHERE seq > 2", 3),
    ("everything taken out", "DELETE FROM audit", 1),
    (
        "a link put at the end",
        "INSERT INTO audit SELECT practice, 5, at, action, about, mac, mac FROM audit WHERE seq = 4",
        5,
    ),
]
REFUSED = ["UPDATE audit SET action = 'other'", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 2"]


def run(address: str, *statements: str) -> None:
    engine = make_engine(read_address(address))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def told(ledger: SqlLedger) -> SqlLedger:
    """A chain of four links."""
    for what in ("one", "two", "three", "four"):
        ledger.audit(what, "V-1", AT)
    return ledger


def test_every_change_of_state_adds_a_link(ledger: SqlLedger) -> None:
    ledger.begin("text:1", "text", "d", AT)
    ledger.finish("text:1", "unknown", AT)
    ledger.begin_many([(f"note:{x}", "note", "d", {}) for x in range(3)], AT)
    ledger.finish_many([f"note:{x}" for x in range(3)], "done", AT)
    ledger.propose("B-1", LINES, AT)
    ledger.decline("B-1", LATER)
    ledger.audit("released", "D-1", LATER)
    assert ledger.verify_audit() == 2 + 3 + 3 + 2 + 1


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_links(told: SqlLedger, address: str, statement: str) -> None:
    with pytest.raises(DBAPIError, match="audit links stay"):
        run(address, statement)
    assert told.verify_audit() == 4


def test_postgresql_refuses_to_empty_the_chain(postgres_ledger: str) -> None:
    with psycopg.connect(postgres_ledger) as connection, pytest.raises(psycopg.Error, match="audit links stay"):
        connection.execute("TRUNCATE audit")


@pytest.mark.parametrize(("_what", "statement", "link"), TAMPERING, ids=[x[0] for x in TAMPERING])
def test_tampering_is_found(told: SqlLedger, address: str, _what: str, statement: str, link: int) -> None:
    run(address, *FREE[address.partition(":")[0]], statement)
    with pytest.raises(AuditBroken, match=f"from link {link} on"):
        told.verify_audit()


def test_another_key_does_not_prove_the_chain(sqlite_address: str, tmp_path: Path) -> None:
    open_ledger(sqlite_address, "harbor-groups").audit("one", "V-1", AT)
    (tmp_path / "ledger.sqlite3.key").write_text("00" * 32)
    with pytest.raises(AuditBroken):
        open_ledger(sqlite_address, "harbor-groups").verify_audit()


@pytest.mark.parametrize("key", [None, "", "00"])
def test_a_lost_key_is_told_and_never_made_anew(sqlite_address: str, tmp_path: Path, key: str | None) -> None:
    open_ledger(sqlite_address, "harbor-groups").audit("one", "V-1", AT)
    path = tmp_path / "ledger.sqlite3.key"
    path.unlink()
    if key is not None:
        path.write_text(key)
    with pytest.raises(LedgerProblem, match="key file is missing"):
        open_ledger(sqlite_address, "harbor-groups")


def test_the_key_is_not_in_the_sqlite_ledger(sqlite_address: str, tmp_path: Path) -> None:
    open_ledger(sqlite_address, "harbor-groups").audit("one", "V-1", AT)
    key = (tmp_path / "ledger.sqlite3.key").read_bytes()
    assert key not in (tmp_path / "ledger.sqlite3").read_bytes()
    with sqlite3.connect(tmp_path / "ledger.sqlite3") as connection:
        assert connection.execute("SELECT name FROM meta").fetchall() == [("audit_head",)]
