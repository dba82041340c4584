"""Workers that send what is due from one ledger, and the outside world's own log of what reached it."""

import os
import random
import time
from pathlib import Path

from connectors.ledger import SqlLedger, open_ledger
from domain.problems import Busy
from tests.connectors.ledger.sample import AT

PRACTICES = ("oak", "elm", "ash", "fir")


class World:
    """An append-only log: every line is there whole, whoever is killed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, *words: object) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(handle, (" ".join(map(str, words)) + "\n").encode())
        os.close(handle)

    def lines(self) -> list[list[str]]:
        return [line.split() for line in self.path.read_text().splitlines()] if self.path.exists() else []

    def has(self, key: str) -> bool:
        return ["sent", key] in self.lines()


def keys_of(practice: str, each: int) -> list[str]:
    return [f"text:{practice}-{n}" for n in range(each)]


def careful(address: str, log: str, each: int, seed: int) -> None:
    """Work on whichever practice is free until nothing is left: intent, send, outcome; what is in doubt is looked for."""
    world, chance = World(Path(log)), random.Random(seed)
    left = set(PRACTICES)
    while left:
        practice = chance.choice(sorted(left))
        ledger = open_ledger(address, practice)
        try:
            with ledger.lease(f"w-{os.getpid()}"):
                world.note("enter", practice, os.getpid())
                _work(ledger, world, practice, each)
                world.note("leave", practice, os.getpid())
            left.discard(practice)
        except Busy:
            time.sleep(0.02)
        ledger.close()


def _work(ledger: SqlLedger, world: World, practice: str, each: int) -> None:
    happened = ledger.history().happened
    for key in keys_of(practice, each):
        state = happened[key].state if key in happened else None
        if state == "done":
            continue
        if state == "inflight" and world.has(key):
            ledger.finish(key, "done", AT)
            continue
        ledger.begin(key, "text", "d", AT)
        world.note("sent", key)
        ledger.finish(key, "done", AT)


def naive(address: str, log: str, each: int, seed: int) -> None:
    """Send what is not marked as done, then mark it: no lease, and nobody looks for what is in doubt."""
    world, chance = World(Path(log)), random.Random(seed)
    ledgers = {p: open_ledger(address, p) for p in PRACTICES}
    for practice in chance.sample(PRACTICES, len(PRACTICES)):
        for key in keys_of(practice, each):
            if not ledgers[practice].history().is_done(key):
                world.note("sent", key)
                ledgers[practice].begin(key, "text", "d", AT)
                ledgers[practice].finish(key, "done", AT)
