"""A server of our own is known by the folder in which it keeps its state, not by its port."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from domain.problems import Problem
from flows import server
from flows.prefect_settings import address_for, settings_for


class _Answering(BaseHTTPRequestHandler):
    said: bytes = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Quiet."""


@contextmanager
def _answering(said: bytes) -> Iterator[str]:
    handler = type("Answering", (_Answering,), {"said": said})
    with HTTPServer(("127.0.0.1", 0), handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/api"
        http.shutdown()
        thread.join()


@pytest.mark.parametrize(("said", "is_ours"), [("ours", True), ("theirs", False), ("", False), ("{}", False)])
def test_a_server_with_another_home_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, *, is_ours: bool
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    home = tmp_path / "ours"
    home.mkdir()
    content = json.dumps({"home": str(tmp_path / said)}) if said.endswith("s") else said
    with _answering(content.encode()) as url:
        (home / server.NOTE).write_text(json.dumps({"url": url, "pid": 1}))
        assert server.known_server(home) == (url if is_ours else None)


def test_no_note_and_a_server_that_is_gone_are_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert server.known_server(tmp_path) is None
    (tmp_path / server.NOTE).write_text(json.dumps({"url": "http://127.0.0.1:9/api", "pid": 1}))
    assert server.known_server(tmp_path) is None


_SMALL_SERVER = """
import http.server, json, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"home": os.environ["PREFECT_HOME"]}).encode())
http.server.HTTPServer.allow_reuse_address = False
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


@pytest.fixture
def small_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of Prefect's server a process that starts at once and says where its home is."""
    begin = server.start

    def start(command: list[str], env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
        return begin([sys.executable, "-c", _SMALL_SERVER, command[-1]], env, log)

    monkeypatch.setattr(server, "start", start)


@pytest.mark.usefixtures("small_servers")
def test_two_practices_that_start_at_once_have_a_server_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Another program takes the port between the look for a free one and the start.
    with _answering(json.dumps({"home": str(tmp_path / "theirs")}).encode()) as url:
        taken = int(url.rsplit(":", 1)[1].split("/")[0])
        look = server.free_port
        monkeypatch.setattr(server, "free_port", lambda *wanted: taken if len(wanted) > 1 else look(*wanted))
        said: list[str] = []
        with server.running_server(tmp_path / "ours", said.append) as ours:
            assert server.home_of(ours.url) == tmp_path / "ours"
            assert len(said) == 2
        assert server.home_of(ours.url) is None


def test_a_server_that_cannot_start_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = server.start
    monkeypatch.setattr(server, "start", lambda _, env, log: begin([sys.executable, "-c", "1 / 0"], env, log))
    with pytest.raises(Problem, match=r"Prefect could not start. What it said is in .*server.log"):
        server.running_server(tmp_path / "ours", lambda _: None).__enter__()


def test_what_a_server_says_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        server.start([sys.executable, "-c", ""], dict(os.environ), tmp_path / "serve.log").wait()
    finally:
        os.umask(before)
    assert (tmp_path / "serve.log").stat().st_mode & 0o777 == 0o600


def test_a_port_that_is_taken_is_not_chosen() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert server.free_port(port, 0) != port


_ASKED = """
import sys
from prefect.server.api.server import create_app
from starlette.testclient import TestClient
asked = TestClient(create_app(ephemeral=True))
for origin in sys.argv[1:]:
    said = asked.options("/api/flow_runs/filter", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    print(said.headers.get("access-control-allow-origin", "refused"))
"""


def test_pages_of_other_sites_may_ask_prefect_nothing(tmp_path: Path) -> None:
    asking = [f"http://{name}" for name in ("127.0.0.1:4207", "localhost:4207", "127.0.0.1:8000", "example.com")]
    env = settings_for(tmp_path) | address_for(4207)
    said = subprocess.run([sys.executable, "-c", _ASKED, *asking], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [*asking[:2], "refused", "refused"]
