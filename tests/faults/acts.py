"""What happens in a story: time goes on, people type and text, the computer stops, a pass runs."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from tests.faults.evidence import note_down
from tests.faults.histories import Play
from tests.faults.place import EVENING
from tests.faults.world import OnePractice

Story = Callable[[Play, OnePractice], None]
STOP_IN_WORDS = "please stop texting me"
"""The carrier does not know it, so only the product can hear it."""


def one_pass_more(play: Play, p: OnePractice, minutes: int = 0) -> None:
    """Time goes on, and the practice has a pass."""
    play.world.hour.at += timedelta(minutes=minutes)
    play.world.pass_of(p)
    note_down(p, play.seen[p.name])


def evening(play: Play, p: OnePractice) -> None:
    """The evening before the session: its reminders are due."""
    play.world.hour.at = EVENING
    one_pass_more(play, p)


def settled(play: Play, p: OnePractice) -> None:
    """Passes until every text in doubt is settled."""
    for _ in range(4):
        one_pass_more(play, p, minutes=6)


def all_else_done(play: Play, p: OnePractice) -> None:
    """Just before texts are due nothing else is left to do."""
    play.world.hour.at = EVENING - timedelta(minutes=45)
    one_pass_more(play, p)
    one_pass_more(play, p)


def type_in(p: OnePractice, tab: str, row_id: str, **cells: Any) -> None:
    """A person types into a row."""
    row = p.book.find(tab, row_id)
    assert row is not None
    p.book.type(tab, row, **cells)


def says(play: Play, p: OnePractice, words: str, *, stop: bool) -> str:
    """A client texts; the number that it came from."""
    phone = next(iter(play.seen[p.name].phones))
    came = p.account.text_in(phone, words)
    play.seen[p.name].stops.append((phone, came, stop))
    return phone


def stopped(play: Play, p: OnePractice, now: Callable[[str], bool]) -> None:
    """A pass that is stopped dead at the first change for which it is time."""

    def stop(name: str) -> None:
        if now(name):
            play.world.gate.stop_dead(name)

    with patch.object(play.world.gate, "step", with_first(play.world.gate, stop)):
        assert play.world.pass_of(p) == "killed"


def meanwhile(play: Play, p: OnePractice, happens: Callable[[str], None]) -> None:
    """A pass during which something happens: it is asked before each change, and not while it changes something itself."""
    busy = []

    def first(name: str) -> None:
        if not busy:
            busy.append(name)
            happens(name)
            busy.clear()

    with patch.object(play.world.gate, "step", with_first(play.world.gate, first)):
        one_pass_more(play, p)


def billed(play: Play, p: OnePractice) -> None:
    """Every question that waits gets a Yes, and a pass follows it."""
    play._answer_yes(p, random.Random())
    one_pass_more(play, p, minutes=2)


def with_first(gate: Any, first: Callable[[str], None]) -> Callable[[str], None]:
    """A step of the gate with something before it."""
    step = type(gate).step

    def stepped(name: str) -> None:
        first(name)
        step(gate, name)

    return stepped
