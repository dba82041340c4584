"""Generous limits: what must not happen is that a pass waits for its memory."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from connectors.ledger import SqlLedger
from sheets_schema.grid import Grid, Raw, Snapshot
from tests.connectors.ledger.sample import AT

SLOWEST = 4
"""How much slower than planned a busy machine may be."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.perf_counter()
    yield
    assert time.perf_counter() - began < seconds * SLOWEST


def row(number: int) -> tuple[Raw, ...]:
    start = (f"V-{number:05}", f"C-{number % 300:03}", date(2026, 1, 1) + timedelta(number % 300), True, 45.5, None)
    return start + tuple(f"text {number}" for _ in range(19))


def test_twenty_thousand_rows_are_kept_and_come_back(ledger: SqlLedger) -> None:
    grid = Grid("Attendance", tuple(row(x) for x in range(20_000)))
    seen = Snapshot("t1", {"Attendance": grid})
    as_text: Callable[[tuple[Raw, ...]], str] = lambda cells: json.dumps(cells, default=str)  # noqa: E731  one use
    rows = {"Attendance": {str(x[0]): as_text(x) for x in grid.rows}}  # type: ignore[arg-type]
    with within(2):
        assert ledger.keep(seen, rows, AT) == 20_000
    with within(0.5):
        assert ledger.keep(seen, rows, AT) == 0
    with within(0.5):
        assert ledger.kept() == seen


def test_thirty_thousand_effects_are_told(ledger: SqlLedger) -> None:
    keys = [f"note:V-{x:05}" for x in range(30_000)]
    ledger.begin_many([(x, "note", "d" * 32, {"document": x}) for x in keys], AT)
    ledger.finish_many(keys, "done", AT)
    with within(0.4):
        assert len(ledger.history().happened) == 30_000
