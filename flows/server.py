"""A Prefect server of our own on this machine: started, found, and stopped without leaving anything behind."""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.problems import Problem
from flows.prefect_settings import address_for, make_home, settings_for

PREFERRED_PORT = 4200
PATIENCE_SECONDS = 300
NOTE = "server.json"
LOG = "server.log"
_CANNOT_START = "Prefect could not start. What it said is in {}; set up again with: make setup"
_DIE_WITH_PARENT = 1


@dataclass(frozen=True)
class Server:
    """A server that answers: its address, and the environment for whoever talks to it."""

    url: str
    env: dict[str, str]


@contextlib.contextmanager
def running_server(home: Path, say: Callable[[str], None]) -> Iterator[Server]:
    """A server whose state lies in ``home``, up and answering; it is gone when the block ends."""
    make_home(home)
    server, process = _started(home, free_port(PREFERRED_PORT, 0), say)
    try:
        if not _is_up(server, process, home):
            # Between the look for a free port and the start another program took it.
            stop(process)
            server, process = _started(home, free_port(0), say)
            if not _is_up(server, process, home):
                raise Problem(_CANNOT_START.format(home / LOG))
        (home / NOTE).write_text(json.dumps({"url": server.url, "pid": process.pid}))
        yield server
    finally:
        (home / NOTE).unlink(missing_ok=True)
        stop(process)


def _started(home: Path, port: int, say: Callable[[str], None]) -> tuple[Server, subprocess.Popen[bytes]]:
    env = settings_for(home) | address_for(port)
    say(f"Starting Prefect on http://127.0.0.1:{port} ...")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    return Server(env["PREFECT_API_URL"], env), start(command, env, home / LOG)


def known_server(home: Path) -> str | None:
    """The address of the server that ``serve`` started for this practice, or None when none answers."""
    address = os.environ.get("PREFECT_API_URL")
    if not address:
        try:
            noted = str(json.loads((home / NOTE).read_text())["url"])
        except (OSError, ValueError, KeyError):
            return None
        return noted if home_of(noted) == home.resolve() else None
    return address if healthy(address) else None


def start(command: list[str], env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """A process with a group of its own, so that it can be ended with all it starts; what it says goes to the log."""
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as told:
        return subprocess.Popen(  # noqa: S603  our own command
            command,
            env=env,
            stdout=told,
            stderr=told,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509  no threads run yet
        )


def die_with_parent() -> None:
    """Where the system can do it, a child ends when its parent is killed: no orphan server stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    for sign, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def free_port(*wanted: int) -> int:
    """The first of these ports that is free; 0 stands for any."""
    for port in wanted:
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise Problem("No network port is free on this machine. Close other programs and start again.")


def healthy(url: str) -> bool:
    """Whether a Prefect server answers at this address."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=1) as answer:  # noqa: S310  our own loopback address
            return bool(answer.status == 200)  # noqa: PLR2004  HTTP's "all is well"
    except OSError:
        return False


def home_of(url: str) -> Path | None:
    """The folder in which the Prefect server at this address keeps its state; None when no server answers."""
    try:
        with urllib.request.urlopen(f"{url}/admin/settings", timeout=5) as answer:  # noqa: S310  our own loopback address
            return Path(json.load(answer)["home"]).resolve()
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_up(server: Server, process: subprocess.Popen[bytes], home: Path) -> bool:
    """Whether our own server answers there; False when it ended, or when another's has the port."""
    for _ in range(PATIENCE_SECONDS * 5):
        if (found := home_of(server.url)) is not None:
            return found == home.resolve()
        if process.poll() is not None:
            return False
        time.sleep(0.2)
    raise Problem("Prefect did not answer in five minutes. Is this machine very busy? Start again later.")
