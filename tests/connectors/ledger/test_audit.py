import sqlite3
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from connectors.ledger import LedgerProblem, SqlLedger, open_ledger
from connectors.ledger.engine import make_engine, read_address
from domain.problems import AuditBroken
from sheets_schema.grid import Grid, Snapshot
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


def test_a_tail_cut_off_with_its_mark_is_found_by_a_mark_kept_elsewhere(told: SqlLedger, address: str) -> None:
    marks = [told.audit_mark()]
    told.audit("five", "V-1", AT)
    marks.append(told.audit_mark())
    assert [told.verify_audit(x) for x in marks] == [5, 5]
    engine = make_engine(read_address(address))
    with engine.begin() as connection:
        for statement in FREE[address.partition(":")[0]]:
            connection.execute(text(statement))
        mac = connection.execute(text("SELECT mac FROM audit WHERE seq = 3")).scalar_one()
        connection.execute(text("DELETE FROM audit WHERE seq > 3"))
        connection.execute(text("UPDATE meta SET value = :head WHERE name = 'audit_head'"), {"head": f"3:{mac}"})
    engine.dispose()
    assert told.verify_audit() == 3, "whoever cuts the tail and moves the head back is not found without a mark"
    for mark in marks:
        with pytest.raises(AuditBroken, match="some were cut off"):
            told.verify_audit(mark)
    for more in ("four", "five"):
        told.audit(more, "V-2", AT)
    with pytest.raises(AuditBroken, match="not the one of the mark"):
        told.verify_audit(marks[1])


@pytest.mark.parametrize("mark", ["5", "5-xyz", "five-0123456789ab", "5-0123456789abc"])
def test_what_is_no_mark_is_told(told: SqlLedger, mark: str) -> None:
    with pytest.raises(AuditBroken, match="no mark"):
        told.verify_audit(mark)


def test_a_purge_takes_old_versions_away_and_the_chain_tells_of_it(ledger: SqlLedger) -> None:
    def read(rows: dict[str, str], days: int) -> None:
        ledger.keep(Snapshot("t", {"Groups": Grid("Groups", ())}), {"Groups": rows}, AT + timedelta(days=days))

    for days, cells in ((0, "[1]"), (10, "[2]"), (200, "[3]")):
        read({"G-01": cells, "G-02": "[1]"} if days < 100 else {"G-01": cells}, days)
    assert ledger.purge_rows(AT + timedelta(days=110), LATER) == 3
    assert [x[2] for x in ledger.row_history("G-01")] == ["[3]"]
    assert [x[2] for x in ledger.row_history("G-02")] == [""]
    assert ledger.purge_rows(AT + timedelta(days=300), LATER) == 1
    assert ledger.row_history("G-02") == []
    assert ledger.last_rows("Groups") == {"G-01": "[3]"}
    assert ledger.verify_audit() == 2


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
