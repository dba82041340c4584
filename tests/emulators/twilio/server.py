"""The emulator over real HTTP on this machine."""

import json
import threading
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.emulators.twilio.account import Account, Dropped

SLOW = 0.8
"""Seconds that a slow answer takes: longer than the patience of the clients under test."""


@contextmanager
def serving(account: Account) -> Iterator[str]:
    """Serve the account on a free port; the address to give to the client."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            where = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            query, form = (dict(parse_qsl(x, keep_blank_values=True)) for x in (where.query, body))
            user, _, secret = (
                b64decode(self.headers.get("Authorization", "Basic ").split(" ")[1]).decode().partition(":")
            )
            try:
                reply = account.answer(self.command, where.path, query, form, (user, secret))
            except Dropped as dropped:
                time.sleep(SLOW if dropped.slow else 0)
                self.close_connection = True
                return
            text = (
                reply.raw if reply.raw is not None else json.dumps(reply.content) if reply.content is not None else ""
            )
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_DELETE = _take  # noqa: N815  names that http.server looks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
