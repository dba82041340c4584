import sys
import time
from collections.abc import Mapping
from subprocess import PIPE, Popen

import pytest
from sqlalchemy import text

from connectors.ledger import SqlLedger, open_ledger
from connectors.ledger.engine import make_engine, read_address
from connectors.ledger.problems import BUSY, TAKEN_OVER
from domain.history import Happened
from domain.problems import Busy
from tests.connectors.ledger import worker
from tests.connectors.ledger.sample import AT
from tests.connectors.ledger.test_audit import run
from tests.forked import together


def command(address: str, what: str, name: str) -> list[str]:
    return [sys.executable, "-m", "tests.connectors.ledger.worker", address, what, name]


def start(address: str, what: str, name: str = "worker-1") -> Popen[str]:
    return Popen(command(address, what, name), stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True)


def line(process: Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: Popen[str], *, kill: bool = False) -> None:
    if kill:
        process.kill()
    process.communicate("\n" if not kill else None)


def at_rest(ledger: SqlLedger) -> tuple[Mapping[str, Happened], int]:
    """What the ledger tells and its links, of one moment: a PostgreSQL server may end what the killed one had asked for."""
    while True:
        told, links = ledger.history().happened, ledger.verify_audit()
        if told == ledger.history().happened:
            return told, links


def in_four(address: str, what: str) -> list[str]:
    """What four processes at once said; none may fail."""
    return together(worker.main, [(address, what, f"worker-{x}") for x in range(4)])


def test_one_process_holds_the_practice(ledger: SqlLedger, address: str) -> None:
    first = start(address, "hold")
    assert line(first) == "held"
    second = start(address, "hold", "worker-2")
    assert line(second) == "busy"
    with pytest.raises(Busy) as told, ledger.lease("worker-3"):
        pass
    assert str(told.value) == BUSY
    end(second)
    end(first)
    with ledger.lease("worker-3"):
        pass


def test_a_killed_process_lets_go(ledger: SqlLedger, address: str) -> None:
    process = start(address, "hold")
    assert line(process) == "held"
    end(process, kill=True)
    deadline = time.monotonic() + 20
    while True:
        try:
            with ledger.lease("worker-2"):
                return
        except Busy:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_two_passes_of_one_process_exclude_each_other(ledger: SqlLedger, address: str) -> None:
    other = open_ledger(address, "harbor-groups")
    with ledger.lease("worker-1"), pytest.raises(Busy), other.lease("worker-2"):
        pass
    with other.lease("worker-2"):
        other.begin("note:V-1", "note", "d", AT)


def test_a_pass_that_was_taken_over_writes_nothing(ledger: SqlLedger, address: str) -> None:
    with ledger.lease("worker-1"):
        ledger.begin("note:V-1", "note", "d", AT)
        run(address, "UPDATE lease SET fence = fence + 1")
        with pytest.raises(Busy) as told:
            ledger.finish("note:V-1", "done", AT)
    assert str(told.value) == TAKEN_OVER
    assert ledger.history().state("note:V-1") == "inflight"


def test_control_numbers_are_never_given_twice(address: str) -> None:
    open_ledger(address, "harbor-groups").close()
    numbers = [int(x) for said in in_four(address, "number") for x in said.split()]
    assert sorted(numbers) == list(range(1, 101))


def test_a_control_number_is_spent_though_its_taker_died(ledger: SqlLedger, address: str) -> None:
    process = start(address, "number")
    last = int(line(process))
    end(process, kill=True)
    assert ledger.next_control_number() > last


def test_four_processes_open_an_empty_database_together(address: str) -> None:
    assert in_four(address, "wait") == ["opened\n"] * 4
    assert open_ledger(address, "harbor-groups").verify_audit() == 0


def test_four_processes_write_and_none_finds_the_ledger_locked(address: str) -> None:
    open_ledger(address, "harbor-groups").close()
    assert in_four(address, "write") == ["ended\n"] * 4
    ledger = open_ledger(address, "harbor-groups")
    assert len(ledger.history().happened) == 200
    assert ledger.verify_audit() == 400


@pytest.mark.parametrize("lines", [7, 11, 18], ids=["before it begins", "while in flight", "when it is done"])
def test_a_ledger_is_whole_after_its_writer_was_killed(address: str, lines: int) -> None:
    ledger = open_ledger(address, "harbor-groups")
    process = start(address, "work")
    for _ in range(lines):
        line(process)
    process.kill()
    rest, _ = process.communicate()
    told, links = at_rest(ledger)
    begun = sum(x.state == "inflight" for x in told.values())
    done = sum(x.state == "done" for x in told.values())
    assert begun <= 1
    said_done = lines // 3 + sum(x.startswith("done") for x in rest.splitlines())
    assert said_done <= done <= said_done + 1
    assert all(x.detail == {"sid": f"SM{x.key.rpartition(':')[2]}"} for x in told.values() if x.state == "done")
    assert links == begun + 2 * done


def test_attempts_are_kept_one_by_one(ledger: SqlLedger, address: str) -> None:
    for state in ("unknown", "done"):
        ledger.begin("text:1", "text", "d", AT)
        ledger.finish("text:1", state, AT)
    with make_engine(read_address(address)).connect() as connection:
        found = connection.execute(text("SELECT attempt, outcome FROM effect_attempt ORDER BY attempt")).tuples().all()
    assert found == [(1, "unknown"), (2, "done")]
