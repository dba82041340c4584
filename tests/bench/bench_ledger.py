"""A pass over the sample practice with a past of a thousand, a hundred thousand and a million effects in its ledger."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.ledger import SqlLedger, put_back
from flows.composition import open_desk
from flows.desk import Desk
from flows.passes import one_pass
from tests.bench.past import fill
from tests.flows.sampled import made, when
from tests.postgres import emptied, server

SIZES = (1_000, 100_000, 1_000_000)
ON_SERVER = (1_000, 100_000)
SETTLES = 3
TRIES = 15


def _pass(folder: Path, at: datetime, *, reads: bool = False) -> float:
    """The processor's time of one pass, opened anew as `circlebook run` opens it; ``reads``: of a saved workbook."""
    desk = open_desk(folder, at)
    try:
        if reads:
            desk.ledger.keep_token("-")
        begun = time.process_time()
        one_pass(desk)
        return time.process_time() - begun
    finally:
        _ledger(desk).close()


def _ledger(desk: Desk) -> SqlLedger:
    assert isinstance(desk.ledger, SqlLedger)
    return desk.ledger


def aged(folder: Path, effects: int) -> Path:
    """Give a settled practice a past, and let two days go by."""
    desk = open_desk(folder, when())
    fill(_ledger(desk), desk.settings.practice, effects, when().replace(tzinfo=UTC))
    _ledger(desk).close()
    for days in (1, 2):
        _pass(folder, when() + timedelta(days=days))
    return folder


def rows(sizes: Sequence[int] = SIZES, on_server: Sequence[int] = ON_SERVER) -> Iterator[str]:
    """A line a size, with the ratios to the first: in files, then in PostgreSQL where a server can run."""
    with tempfile.TemporaryDirectory() as place:
        base = made(Path(place) / "base")
        for _ in range(SETTLES):
            _pass(base, when())
        folders = [aged(Path(shutil.copytree(base, Path(place) / f"with-{n}")), n) for n in sizes]
        yield from _measured("SQLite", sizes, folders)
        with server() as postgres:
            moved = [_to_server(f, n, postgres) for f, n in zip(folders, sizes, strict=True) if n in on_server]
            yield from _measured("PostgreSQL", on_server, moved)


def _measured(database: str, sizes: Sequence[int], folders: Sequence[Path]) -> Iterator[str]:
    """The sizes take turns, so that whatever else the computer does hits all alike."""
    at = when() + timedelta(days=2, minutes=1)
    idle = _bests(folders, lambda folder: _pass(folder, at))
    read = _bests(folders, lambda folder: _pass(folder, at, reads=True))
    for n, one, all_ in zip(sizes, idle, read, strict=True):
        yield (
            f"{f'{n:,} past effects in {database}':<40} idle pass {one * 1000:6.1f} ms, ratio {one / idle[0]:5.2f}   "
            f"pass that reads {all_ * 1000:6.1f} ms, ratio {all_ / read[0]:5.2f}   goal <= 1.10"
        )


def _to_server(folder: Path, effects: int, postgres: str) -> Path:
    """The practice with its ledger moved into a database of its own."""
    address, copy = emptied(postgres, f"with_{effects}"), folder / "copy.sqlite3"
    desk = open_desk(folder, when())
    desk.ledger.copy_to(copy)
    _ledger(desk).close()
    put_back(address, desk.settings.practice, copy, "")
    settings = folder / "circlebook.toml"
    settings.write_text(f'{settings.read_text()}\n[ledger]\nurl = "{address}"\n')
    return folder


def _bests(folders: Sequence[Path], work: Callable[[Path], float]) -> list[float]:
    rounds = [[work(folder) for folder in folders] for _ in range(TRIES)]
    return [min(times) for times in zip(*rounds, strict=True)]


if __name__ == "__main__":
    asked = [int(x) for x in sys.argv[1:]]
    for told in rows(asked or SIZES, asked or ON_SERVER):
        print(told, flush=True)
