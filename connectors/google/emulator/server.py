"""The emulator as an HTTP server on this machine's own address."""

import json
import threading
from collections.abc import Mapping
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from connectors.google.emulator import discovery, drive, forms, sheets, tokens
from connectors.google.emulator.call import Call
from connectors.google.emulator.faults import Broken
from connectors.google.emulator.fields import chosen
from connectors.google.emulator.page import page
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.world import World

METHODS: dict[str, Any] = {**sheets.METHODS, **drive.METHODS, **forms.METHODS}
_PAGE = b"<!DOCTYPE html><html><body><h1>Error 502 (Bad Gateway)</h1></body></html>"
_JSON = "application/json; charset=UTF-8"
_NO_CONTENT, _OK = 204, 200


class Emulator:
    """The server; ``url`` is its address once it runs. Use it as a context, or start and stop it."""

    def __init__(self, world: World | None = None, port: int = 0) -> None:
        self.world = world or World()
        handler = type("Handler", (_Handler,), {"world": self.world})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
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
                if parts.path == "/token":
                    answer: Any = tokens.token(self.world, body)
                else:
                    answer = self._called(parts.path, parse_qs(parts.query, keep_blank_values=True), body)
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
            elif isinstance(answer, bytes):
                self._send(_OK, answer, "application/octet-stream")
            else:
                self._send(_OK, json.dumps(answer).encode())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815  the base class names them so

    def _called(self, path: str, query: dict[str, list[str]], body: bytes) -> Any:
        world = self.world
        method, named = discovery.find(self.command, path)
        who = world.who(self.headers.get("authorization", ""))
        world.count(who, method.id)
        fault = world.faults.take(method.id)
        if fault is not None and not fault.happens:
            raise Broken(fault)
        if world.quota is not None:
            world.quota.take(who, method.id, world.now())
        discovery.check_query(method, query)
        content, media = _content(body, self.headers.get("content-type", ""), upload=method.upload)
        discovery.check_request(method, content)
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

    def _go_wrong(self, broken: Broken) -> None:
        kind, answer = broken.fault.kind, json.dumps(broken.answer).encode()
        if kind == "no answer":
            self.close_connection = True
        elif kind == "cut off":
            self._send(_OK, answer[: len(answer) // 2], more={"content-length": str(len(answer))})
            self.close_connection = True
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
        self.send_response(code)
        if code != _NO_CONTENT:
            self.send_header("content-type", kind)
            for name, value in ({"content-length": str(len(body))} | dict(more or {})).items():
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def _content(body: bytes, kind: str, *, upload: bool) -> tuple[Any, tuple[bytes, str] | None]:
    """The JSON of a request, and the file that comes with it."""
    if not upload:
        return _parsed(body), None
    if not kind.startswith("multipart/"):
        return {}, (body, kind)
    message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    first, second = (part for part in message.walk() if not part.is_multipart())
    payload = second.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return _parsed(first.get_payload(decode=True)), (payload, second.get_content_type())


def _parsed(body: Any) -> Any:
    try:
        return json.loads(body) if body else {}
    except ValueError:
        raise Refused(400, "Invalid JSON payload received. Unexpected end of string.") from None
