"""The same history told to SQLite and to PostgreSQL leaves the same facts."""

import os
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.ledger import SqlLedger, open_ledger
from sheets_schema.grid import Grid, Snapshot
from tests.connectors.ledger.sample import AT, FILES, claim
from tests.proofs import Proved

ALL = 2_000
PARTS = 10
OFTEN = ALL if os.environ.get("CIRCLEBOOK_PROVE") else 20
STATES = ("done", "failed", "unknown", "ready", "needs_person")


def step(ledger: SqlLedger, chance: random.Random, n: int) -> object:
    """One thing told to the ledger; what it answered, refusals too."""
    at = AT + timedelta(minutes=n)
    key, batch = f"text:{chance.randrange(6)}", f"B-{chance.randrange(3)}"
    rows = {f"R-{x}": f'["{chance.randrange(3)}"]' for x in range(chance.randrange(5))}
    acts: list[Callable[[], object]] = [
        lambda: ledger.begin(key, "text", f"d{n}", at, {"n": str(n)}),
        lambda: ledger.finish(key, chance.choice(STATES), at, {"m": str(n)}),
        lambda: ledger.begin_many([(f"note:{x}", "note", "d", {}) for x in range(chance.randrange(4))], at),
        lambda: ledger.propose(batch, [(f"C{chance.randrange(2)}", 1, "d")], at),
        lambda: ledger.decline(batch, at),
        lambda: ledger.reserve(batch, ledger.next_control_number(), [claim(f"CL-{n}")], FILES, at),
        lambda: ledger.written(batch, at),
        lambda: ledger.keep(Snapshot(f"t{n}", {"Groups": Grid("Groups", ((str(n),),))}), {"Groups": rows}, at),
        lambda: ledger.first_time("twilio", f"SM{chance.randrange(3)}", at),
        lambda: ledger.audit("looked", key, at),
        lambda: ledger.purge_rows(at - timedelta(minutes=3), at),
    ]
    try:
        return chance.choice(acts)()
    except (LookupError, ValueError, RuntimeError) as refused:
        return type(refused).__name__


def facts(ledger: SqlLedger) -> list[object]:
    history = ledger.history()
    return [
        sorted(history.happened.items()), history.batches, ledger.kept(), ledger.row_ids(), ledger.changed_on(),
        [ledger.row_history(f"R-{n}") for n in range(5)], ledger.last_rows("Groups"), ledger.verify_audit(),
        [sorted(ledger.reserved_files(f"B-{n}").items()) for n in range(3)], ledger.next_control_number(),
    ]  # fmt: skip


def played(address: str, seed: int) -> tuple[list[object], list[object]]:
    chance = random.Random(seed)
    ledger = open_ledger(address, f"practice-{seed}")
    said = [step(ledger, chance, n) for n in range(chance.randrange(4, 16))]
    found = facts(ledger)
    ledger.close()
    return said, found


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS if ALL == OFTEN else 1))
def test_both_databases_answer_and_remember_alike(
    part: int, new_database: Callable[[], str], tmp_path: Path, proved: Proved
) -> None:
    postgres, sqlite = new_database(), f"sqlite:///{tmp_path}/ledger.sqlite3"
    refused = 0
    for seed in range(part, OFTEN, PARTS if ALL == OFTEN else 1):
        one, other = played(sqlite, seed), played(postgres, seed)
        assert one == other, f"seed {seed}"
        refused += sum(isinstance(x, str) for x in one[0])
    assert refused, "histories in which nothing is ever refused leave half of the ledger out"
    proved("both databases alike", histories=len(range(part, OFTEN, PARTS if ALL == OFTEN else 1)))
