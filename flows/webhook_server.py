"""The web server of the texting service's calls: on this machine alone, until the block ends."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from domain.problems import Problem
from flows.webhook import app_of, doors_of

HERE = "127.0.0.1"
PATIENCE_SECONDS = 20.0


@contextlib.contextmanager
def taking_calls(folders: Sequence[Path], port: int, say: Callable[[str], None]) -> Iterator[int]:
    """Take calls on this port of this machine (0: any that is free) until the block ends; the port."""
    app = app_of(doors_of(folders))
    with _bound(port) as taken:
        server = uvicorn.Server(_quiet(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        _wait_until(lambda: server.started or not thread.is_alive())
        here = int(taken.getsockname()[1])
        say(f"Taking the texting service's calls on http://{HERE}:{here}; your web server passes them on.")
        try:
            yield here
        finally:
            server.should_exit = True
            thread.join(PATIENCE_SECONDS)


def _quiet(app: Starlette) -> uvicorn.Config:
    """No line about any call, and no word of the machine about itself."""
    return uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", proxy_headers=False, server_header=False
    )


def _bound(port: int) -> socket.socket:
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((HERE, port))
    except OSError:
        taken.close()
        raise Problem(f"Port {port} is taken or not allowed. Choose another, like --webhook 8787.") from None
    return taken


def _wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
