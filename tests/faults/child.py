"""A pass in a process of its own that can be killed, talking to a provider that lives on in this one."""

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from domain.problems import Problem
from tests.emulators.twilio import Account, Dropped, Reply
from tests.faults.gate import ANSWER, REQUEST, Gate

DONE, STOPPED, FAILED, KILLED = "done", "stopped", "failed", "killed"


@dataclass
class FarAccount:
    """The provider as the child sees it: each request goes through the gate, and so does each answer."""

    way: Connection
    gate: Gate

    def answer(
        self, method: str, path: str, query: dict[str, str], form: dict[str, str], auth: tuple[str, str]
    ) -> Reply:
        """The reply of the provider in the other process; raises Dropped where there is none."""
        self.gate.step(REQUEST)
        self.way.send((method, path, query, form, auth))
        reply: Reply | bool = self.way.recv()
        self.gate.step(ANSWER)
        if isinstance(reply, bool):
            raise Dropped(slow=reply)
        return reply


def in_child(work: Callable[[FarAccount], None], gate: Gate, account: Account) -> tuple[str, str]:
    """Do the work in a child: how it ended, and with which words."""
    here, there = Pipe()
    child = os.fork()
    if not child:
        here.close()
        _live(work, FarAccount(there, gate), there)
    there.close()
    end = _serve(here, account)
    _, status = os.waitpid(child, 0)
    return (KILLED, "") if os.WIFSIGNALED(status) else end


def _live(work: Callable[[FarAccount], None], far: FarAccount, way: Connection) -> None:
    try:
        work(far)
        end = (DONE, "")
    except Problem as problem:
        end = (STOPPED, str(problem))
    except BaseException:  # noqa: BLE001  whatever it is, the parent is to hear of it
        end = (FAILED, traceback.format_exc())
    way.send((end, len(far.gate.seen)))
    os._exit(0)


def _serve(way: Connection, account: Account) -> tuple[str, str]:
    while True:
        try:
            asked = way.recv()
        except EOFError:
            return KILLED, ""
        if len(asked) == 2:
            return tuple(asked[0])
        try:
            way.send(account.answer(*asked))
        except Dropped as dropped:
            way.send(dropped.slow)
        except (BrokenPipeError, ConnectionResetError):
            return KILLED, ""
