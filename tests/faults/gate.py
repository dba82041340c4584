"""Every change that the product makes outside its own memory, counted; at one of them a test lets something happen.

The points are calls of the system that change something (files, folders, their order on the disk), the commits of the
ledger, and both ends of each request. Nothing of the product knows of them.
"""

import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

CALLS = ("fsync", "write", "replace", "link", "unlink", "mkdir", "ftruncate", "chmod")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
COMMIT, REQUEST, ANSWER = "commit", "request", "answer"

Act = Callable[[str], None]


class Killed(BaseException):
    """The computer stopped at this very moment; after it nothing more is done, not even tidying up."""


@dataclass
class Gate:
    """``act`` happens instead of the change number ``at`` (from 1); ``seen`` are the names of all changes so far.

    ``left`` is how many changes were missing for it in the last pass.
    """

    act: Act | None = None
    at: int = 0
    seen: list[str] = field(default_factory=list)
    is_dead: bool = False
    left: int = 0

    def step(self, name: str) -> None:
        """One change is about to happen."""
        if self.is_dead:
            raise Killed
        self.seen.append(name)
        if self.act is not None and len(self.seen) == self.at:
            self.act(name)

    def stop_dead(self, _name: str) -> None:
        """An act: the computer stops, as far as this process can play that."""
        self.is_dead = True
        raise Killed


def kill(_name: str) -> None:
    """An act: this process is gone, and no line of it runs any more."""
    os.kill(os.getpid(), 9)


def failing(number: int) -> Act:
    """An act: the call fails with this number of the system, as with a full or a broken disk."""

    def fail(name: str) -> None:
        if name in (REQUEST, ANSWER):
            raise ConnectionError(number, os.strerror(number))
        if name == COMMIT:
            said = sqlite3.OperationalError("database or disk is full" if number == 28 else "disk I/O error")
            raise OperationalError("COMMIT", {}, said)
        raise OSError(number, os.strerror(number))

    return fail


@contextmanager
def watching(gate: Gate) -> Iterator[Gate]:
    """Let every change of this process pass the gate."""

    def on_commit(_connection: Connection) -> None:
        gate.step(COMMIT)

    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(patch.object(os, name, _stepping(gate, name, getattr(os, name))))
        stack.enter_context(patch.object(os, "open", _opening(gate, os.open)))
        stack.enter_context(patch.object(io, "open", _opening(gate, io.open)))
        event.listen(Engine, "commit", on_commit)
        stack.callback(event.remove, Engine, "commit", on_commit)
        yield gate


def _stepping(gate: Gate, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def stepped(*args: Any, **named: Any) -> Any:
        gate.step(name)
        return call(*args, **named)

    return stepped


def _opening(gate: Gate, call: Callable[..., Any]) -> Callable[..., Any]:
    def opened(path: Any, how: Any = "r", *args: Any, **named: Any) -> Any:
        writes = how & WRITES if isinstance(how, int) else set("wax+") & set(how)
        if writes:
            gate.step("open")
        return call(path, how, *args, **named)

    return opened
