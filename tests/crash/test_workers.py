"""Eight workers on one PostgreSQL, one killed every 150 ms; judged by the world's own log."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.ledger import open_ledger
from tests.crash import workers
from tests.crash.workers import PRACTICES, World, careful, keys_of, naive
from tests.forked import FORKED
from tests.proofs import Proved

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
EFFECTS = 3_000 if PROVE else 120
WORKERS = 8
KILLS, MOST_KILLS = (20, 60) if PROVE else (3, 6)
EVERY = 0.15
SEED = 20261126


def played(
    address: str,
    log: Path,
    work: Callable[..., None],
    effects: int,
    *,
    kills: bool,
    seconds: float = 500 if PROVE else 150,
) -> tuple[World, int]:
    """The world after all workers ended by themselves, and how many were killed on the way."""
    world, chance, killed = World(log), random.Random(SEED), 0
    for practice in PRACTICES:
        open_ledger(address, practice).close()

    def started(n: int):
        process = FORKED.Process(target=work, args=(address, str(log), effects // len(PRACTICES), n))
        process.start()
        return process

    running = [started(n) for n in range(WORKERS)]
    until = time.monotonic() + seconds
    while any(p.is_alive() for p in running) and time.monotonic() < until:
        time.sleep(EVERY)
        victim = chance.randrange(WORKERS)
        if kills and killed < MOST_KILLS and running[victim].is_alive():
            world.note("killing", running[victim].pid)  # before it is done: its lock is free at once
            running[victim].kill()
            running[victim].join()
            killed += 1
            running[victim] = started(WORKERS + killed)
    for process in running:
        process.join(1)
        assert process.exitcode == 0, "a worker did not end by itself"
    return world, killed


def overlaps(world: World) -> list[str]:
    """Practices that two living workers had at the same time."""
    found, holder, dead = [], {}, set()
    for what, *words in world.lines():
        if what == "killing":
            dead.add(words[0])
        elif what == "enter":
            practice, pid = words
            if practice in holder and holder[practice] not in dead:
                found.append(practice)
            holder[practice] = pid
        elif what == "leave":
            holder.pop(words[0], None)
    return found


def sent(world: World) -> Counter[str]:
    return Counter(words[0] for what, *words in world.lines() if what == "sent")


@pytest.mark.timeout(600)
def test_workers_that_are_killed_send_everything_once(
    new_database: Callable[[], str], tmp_path: Path, proved: Proved
) -> None:
    address = new_database()
    world, killed = played(address, tmp_path / "log", careful, EFFECTS, kills=True)
    counts = sent(world)
    wanted = {key for practice in PRACTICES for key in keys_of(practice, EFFECTS // len(PRACTICES))}
    assert set(counts) == wanted, "lost"
    assert [key for key, n in counts.items() if n > 1] == [], "double"
    assert overlaps(world) == []
    assert killed >= KILLS
    for practice in PRACTICES:
        assert open_ledger(address, practice).verify_audit() > 0
    proved("workers on PostgreSQL, killed with -9", workers=WORKERS, effects=len(wanted), kills=killed)


def test_without_lease_and_intent_the_same_workers_send_twice(
    new_database: Callable[[], str], tmp_path: Path, proved: Proved
) -> None:
    world, _ = played(new_database(), tmp_path / "log", naive, 40, kills=False)
    doubles = sum(n > 1 for n in sent(world).values())
    assert doubles
    proved("the same workers without lease and intent, to see the judge fail", effects=40, found_twice=doubles)


def test_an_overlap_would_be_seen(tmp_path: Path) -> None:
    world = workers.World(tmp_path / "log")
    world.note("enter", "oak", 1)
    world.note("killing", 1)
    world.note("enter", "oak", 2)
    world.note("enter", "oak", 3)
    assert overlaps(world) == ["oak"]
