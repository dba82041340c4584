"""A practice on stage for one scenario: its evening, its people, and the checker in the last row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults.histories import Play
from tests.faults.world import OnePractice


class Stage:
    """Where scenes are played: ``ledger`` is the address of an empty ledger, or "" for a SQLite file of their own."""

    ledger = ""


@contextmanager
def scene(**texts: Any) -> Iterator[tuple[Play, OnePractice]]:
    """Two practices with equal IDs, of which one is played; whatever broke by the end is an error."""
    play = Play([], Stage.ledger, **texts)
    try:
        yield play, play.world.practices[0]
        play._check("at the end")
        assert play.broken == []
    finally:
        play.world.close()


def texted(p: OnePractice) -> list[str]:
    """The numbers that were texted, in order."""
    return sorted(m.to for m in p.account.sent)
