"""`circlebook run` in a process of its own under strace, from its first moment on."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

from flows.cli import main
from tests.emulators.twilio import serving
from tests.emulators.twilio.account import TOKEN
from tests.faults.place import EVENING, Place
from tests.flows.sampled import REPOSITORY

_PR_SET_PTRACER, _BY_ANYBODY = 0x59616D61, -1
"""linux/prctl.h: a process lets itself be traced by one that did not start it."""


def traced(place: Place, *how: str) -> int:
    """One run with the provider at hand, strace told how; its status, negative where a signal ended it."""
    words = ["run", str(place.folder), "--no-prefect", "--today", f"{EVENING:%Y-%m-%dT%H:%M}"]
    child, let_go = _waiting(lambda: main(words))  # before the provider's threads begin
    with serving(place.account) as address:
        settings = place.folder / "circlebook.toml"
        told = settings.read_text()
        settings.write_text(told.replace("live = true\n", f'live = true\naddress = "{address}"\n'))
        strace = subprocess.Popen(["strace", "-p", str(child), *how], stderr=subprocess.PIPE, text=True)
        assert strace.stderr is not None
        attached = strace.stderr.readline()
        if "attached" not in attached:
            os.kill(child, signal.SIGKILL)
        let_go()
        _, status = os.waitpid(child, 0)
        strace.communicate(timeout=60)
        settings.write_text(told)
    assert "attached" in attached, attached
    return os.waitstatus_to_exitcode(status)


def _waiting(work: Callable[[], int]) -> tuple[int, Callable[[], None]]:
    """A child that does the work when it is let go: to start Python and load the product anew takes most of a run."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _live(work, read, write)
    os.close(read)

    def let_go() -> None:
        os.close(write)

    return child, let_go


def _live(work: Callable[[], int], read: int, write: int) -> None:
    status = 99
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _BY_ANYBODY, 0, 0, 0)
        os.close(write)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        sys.stdout = sys.stderr = os.fdopen(nowhere, "w")
        os.chdir(REPOSITORY)
        os.environ["CIRCLEBOOK_TWILIO_TOKEN"] = TOKEN
        os.read(read, 1)
        status = work()
    finally:
        os._exit(status)
