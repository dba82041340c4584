"""The emulator as an HTTP server on this machine's own address."""

import gzip
import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from connectors.google.emulator import discovery, drive, forms, revisions, sheets, tokens, uploads
from connectors.google.emulator.call import Call
from connectors.google.emulator.faults import EMPTY, Broken
from connectors.google.emulator.fields import chosen
from connectors.google.emulator.page import page
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.world import World

METHODS: dict[str, Any] = {**sheets.METHODS, **drive.METHODS, **revisions.METHODS, **forms.METHODS}
_PAGE = b"<!DOCTYPE html><html><body><h1>Error 502 (Bad Gateway)</h1></body></html>"
_JSON = "application/json; charset=UTF-8"
_NO_CONTENT, _OK = 204, 200
_PACKED_FROM = 10_000
"""Bytes from which on an answer is packed."""


class Emulator:
    """The server; ``url`` is its address once it runs. Use it as a context, or start and stop it."""

    def __init__(self, world: World | None = None, port: int = 0) -> None:
        self.world = world or World()
        handler = type("Handler", (_Handler,), {"world": self.world})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.world.url = self.url
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        """The server, running."""
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Nothing listens any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self) -> None:
        """Answer until the process ends."""
        self._server.serve_forever(0.2)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # a header and a body in two packets would wait for each other
    disable_nagle_algorithm = True
    world: World

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Say nothing: addresses of requests hold what people typed."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = urlsplit(self.path)
        if parts.path == "/":
            with self.world.lock:
                shown = page(self.world, parse_qs(parts.query).get("tab", [""])[0])
            self._send(_OK, shown, "text/html; charset=UTF-8")
            return
        try:
            with self.world.lock:
                answer = self._routed(parts.path, parts.query, body)
        except Refused as refused:
            self.world.refusals.append(str(refused))
            self._send(refused.code, json.dumps(refused.body()).encode())
        except Broken as broken:
            self._go_wrong(broken)
        except AssertionError as wrong:
            self._send(500, json.dumps({"error": {"code": 500, "message": f"EMULATOR: {wrong}"}}).encode())
        else:
            if answer is None:
                self._send(_NO_CONTENT, b"")
            elif isinstance(answer, uploads.Address):
                self._send(_OK, b"", more={"location": answer.url})
            elif isinstance(answer, bytes):
                self._send(_OK, answer, "application/octet-stream")
            else:
                self._send(_OK, json.dumps(answer, separators=(",", ":")).encode())

    def _routed(self, path: str, query: str, body: bytes) -> Any:
        if path == "/token":
            return tokens.token(self.world, body)
        if path == "/export":
            said = {name: values[-1] for name, values in parse_qs(query).items()}
            who = self.world.who(self.headers.get("authorization", ""))
            return revisions.export_link(self.world, who, said["id"], said["revision"])
        return self._called(path, parse_qs(query, keep_blank_values=True), body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815  the base class names them so

    def _called(self, path: str, query: dict[str, list[str]], body: bytes) -> Any:
        world = self.world
        begun = world.uploads.pop(query.get("upload_id", [""])[-1], None)
        if begun is not None:
            query = begun.query
        method, named = discovery.find(begun.verb if begun else self.command, path)
        who = world.who(self.headers.get("authorization", ""))
        world.count(who, method.id)
        fault = world.faults.take(method.id)
        if fault is not None and not fault.happens:
            raise Broken(fault)
        if world.quota is not None:
            world.quota.take(who, method.id, world.now())
        discovery.check_query(method, query)
        content, media = self._content(begun, query, body, upload=method.upload)
        discovery.check_request(method, content)
        if isinstance(media, str):
            begun = uploads.Announced(self.command, query, content, media)
            return uploads.announce(world, path, begun)
        handler = METHODS.get(method.id)
        if handler is None:
            raise Refused(501, f"the emulator does not know {method.id}")
        call = Call(who, named, query, content, media)
        answer = handler(world, call)
        if isinstance(answer, dict):
            answer = chosen(answer, call.mask)
            discovery.check_response(method, answer)
        if fault is not None:
            raise Broken(fault, answer)
        return answer

    def _content(self, begun: uploads.Announced | None, query: Any, body: bytes, *, upload: bool) -> tuple[Any, Any]:
        """The JSON of a request, and its file; of one that is only announced its type."""
        if begun is not None:
            return begun.content, (uploads.whole(body, self.headers.get("content-range", "")), begun.kind)
        if upload and uploads.is_announcement(query):
            return uploads.parsed(body), self.headers.get("x-upload-content-type", "application/octet-stream")
        return uploads.content_of(body, self.headers.get("content-type", ""), upload=upload)

    def _wants_packed(self) -> bool:
        said = (self.headers.get(name, "") for name in ("accept-encoding", "user-agent"))
        return all("gzip" in words for words in said)

    def _go_wrong(self, broken: Broken) -> None:
        kind, answer = broken.fault.kind, json.dumps(broken.answer, default=repr).encode()
        if kind == "no answer":
            self.close_connection = True
        elif kind == "cut off":
            self._send(_OK, answer[: len(answer) // 2], more={"content-length": str(len(answer))})
            self.close_connection = True
        elif kind in EMPTY:
            self._send(_OK, EMPTY[kind])
        elif kind == "web page":
            self._send(502, _PAGE, "text/html; charset=UTF-8")
        else:
            wait = broken.fault.retry_after
            refused = broken.refused()
            self._send(
                refused.code,
                json.dumps(refused.body()).encode(),
                more={} if wait is None else {"retry-after": str(wait)},
            )

    def _send(self, code: int, body: bytes, kind: str = _JSON, more: Mapping[str, str] | None = None) -> None:
        if len(body) > _PACKED_FROM and more is None and self._wants_packed():
            body, more = gzip.compress(body, 1, mtime=0), {"content-encoding": "gzip"}
        self.send_response(code)
        if code != _NO_CONTENT:
            self.send_header("content-type", kind)
            for name, value in ({"content-length": str(len(body))} | dict(more or {})).items():
                self.send_header(name, value)
        self.end_headers()
        self.world.bytes_sent += len(body)
        self.wfile.write(body)
        self.wfile.flush()
