from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.ledger import LedgerProblem, SqlLedger, open_ledger, put_back
from connectors.ledger.problems import DAMAGED, OTHERS_TOO
from domain.backup import Gap
from sheets_schema.grid import Grid, Snapshot
from tests.connectors.ledger.sample import AT, FILES, LATER, LINES, claim

PRACTICE = "harbor-groups"
Facts = tuple[object, ...]


def filled(ledger: SqlLedger) -> SqlLedger:
    """A ledger with something in every table."""
    with ledger.lease("worker-1"):
        ledger.begin("text:C-001:reminder_24:2026-11-27", "text", "d1", AT)
        ledger.finish("text:C-001:reminder_24:2026-11-27", "done", AT, {"provider_id": "SM1"})
        ledger.begin("note:V-1", "note", "d2", AT)
        ledger.propose("B-0001", LINES, AT)
        ledger.reserve("B-0001", ledger.next_control_number(), [claim()], FILES, LATER)
        ledger.keep(Snapshot("t1", {"Groups": Grid("Groups", (("Group ID",),))}), {"Groups": {"G-01": "[1]"}}, AT)
        assert ledger.first_time("twilio", "SM9", AT)
    return ledger


def facts(ledger: SqlLedger) -> Facts:
    return (
        ledger.history(), ledger.kept(), ledger.row_history("G-01"), ledger.reserved_files("B-0001"),
        ledger.verify_audit(),
    )  # fmt: skip


@pytest.fixture
def copy(ledger: SqlLedger, tmp_path: Path) -> Path:
    (tmp_path / "copy").mkdir()
    target = tmp_path / "copy" / "ledger.sqlite3"
    filled(ledger).copy_to(target)
    return target


def test_a_copy_is_a_ledger_that_knows_the_same(ledger: SqlLedger, copy: Path) -> None:
    assert facts(open_ledger(f"sqlite:///{copy}", PRACTICE)) == facts(ledger)
    assert {x.stat().st_mode & 0o777 for x in copy.parent.iterdir()} == {0o600}


def test_what_is_done_after_the_copy_is_gone_once_it_is_put_back(ledger: SqlLedger, copy: Path, address: str) -> None:
    before = facts(ledger)
    ledger.begin("note:V-2", "note", "d", LATER)
    ledger.finish("note:V-1", "done", LATER)
    ledger.close()
    put_back(address, PRACTICE, copy, "before")
    again = open_ledger(address, PRACTICE)
    assert facts(again) == before
    assert not again.first_time("twilio", "SM9", LATER)
    again.begin("note:V-2", "note", "d", LATER)
    assert again.next_control_number() == 2
    assert again.verify_audit() == before[-1] + 1  # type: ignore[operator]


def test_a_copy_goes_to_the_other_database_too(
    ledger: SqlLedger, copy: Path, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    before = facts(ledger)
    elsewhere = (f"sqlite:///{tmp_path}/elsewhere.sqlite3", new_database())
    for address in elsewhere:
        put_back(address, PRACTICE, copy, "before")
        assert facts(open_ledger(address, PRACTICE)) == before


def test_other_practices_stay_as_they_are(ledger: SqlLedger, copy: Path, address: str, tmp_path: Path) -> None:
    other = filled(open_ledger(address, "river-groups"))
    told = facts(other)
    alone = tmp_path / "alone.sqlite3"
    ledger.copy_to(alone)
    assert not open_ledger(f"sqlite:///{alone}", "river-groups").history().happened
    if address.startswith("sqlite"):
        with pytest.raises(LedgerProblem) as refused:
            put_back(address, PRACTICE, copy, "before")
        assert str(refused.value) == OTHERS_TOO
    else:
        put_back(address, PRACTICE, copy, "before")
    assert facts(other) == told


def test_a_damaged_copy_is_refused_and_the_ledger_stays(ledger: SqlLedger, copy: Path, address: str) -> None:
    before = facts(ledger)
    copy.write_bytes(copy.read_bytes()[:8192] + b"\xaa" * 60_000)
    with pytest.raises(LedgerProblem) as refused:
        put_back(address, PRACTICE, copy, "before")
    assert str(refused.value) == DAMAGED
    assert facts(ledger) == before


def test_the_time_of_which_a_ledger_knows_nothing_ends_with_the_first_pass(ledger: SqlLedger) -> None:
    assert ledger.gap() is None
    ledger.open_gap(AT, LATER)
    assert ledger.gap() == Gap(number=1, since=AT)
    ledger.close_gap(LATER)
    ledger.close_gap(AT)
    assert ledger.gap() == Gap(number=1, since=AT, until=LATER)
    ledger.open_gap(LATER, LATER)
    assert ledger.gap() == Gap(number=2, since=LATER)


def test_the_moment_of_the_newest_backup_is_kept(ledger: SqlLedger) -> None:
    assert ledger.backed_up() is None
    ledger.note_backup(AT)
    ledger.note_backup(LATER)
    assert ledger.backed_up() == LATER
