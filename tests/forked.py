"""Processes that start in milliseconds: they are forked from one that has loaded the program already."""

import io
import multiprocessing
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from multiprocessing.connection import Connection
from typing import Any

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.connectors.ledger.worker"])


def together(work: Callable[..., None], each: Sequence[Sequence[Any]], seconds: float = 60) -> list[str]:
    """What processes that ran at the same time printed, one for each set of arguments; none may fail."""
    started = []
    for arguments in each:
        ours, theirs = FORKED.Pipe(duplex=False)
        process = FORKED.Process(target=_said, args=(theirs, work, arguments))
        process.start()
        theirs.close()
        started.append((process, ours))
    said = []
    for process, ours in started:
        said.append(ours.recv() if ours.poll(seconds) else "")
        process.join(seconds)
        assert process.exitcode == 0
    return said


def _said(out: Connection, work: Callable[..., None], arguments: Sequence[Any]) -> None:
    sys.stdin = io.StringIO()
    printed = io.StringIO()
    with redirect_stdout(printed):
        work(*arguments)
    out.send(printed.getvalue())
