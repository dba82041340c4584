"""The texting service's calls, taken at once: a STOP counts before the next text, and a text is known to have arrived.

Everything else about replies is read at each pass, as without this. What a call tells is written into the ledger under
a key of its own, so that the same call again, or an older one late, changes nothing.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.history import stamp
from domain.phones import phone_key
from domain.problems import Problem
from domain.reply_words import said
from domain.text_reports import detail_of, is_news
from domain.texting import CallRefused, Inbound, Reported
from flows.composition import open_calls, open_clock, open_memory
from flows.environment import secret
from flows.ports import Clock, Ledger
from flows.ports_calls import Calls
from flows.settings import read_settings

LARGEST = 32_768
"""Bytes of a call that are read; Twilio's are a few thousand."""

SIGNATURE = "X-Twilio-Signature"
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
"""The answer that sends no text."""


WANTED = "calls are taken with live = true, a webhook address and CIRCLEBOOK_TWILIO_TOKEN, by which they are signed."
NO_REST = ""
"""The token of no workbook: a practice that rests at it looks again at its next pass."""


@dataclass
class Door:
    """One practice's way in: who tells true calls, and the ledger that they are written into, one at a time."""

    practice: str
    calls: Calls
    ledger: Ledger
    clock: Clock
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, body: bytes, _query: str, signature: str | None) -> Response:
        """A client's text: its mark and what it says, for the pass that is under way."""
        heard = self.calls.reply(body, signature, self.clock.now())
        with self.lock:
            self._keep_reply(heard)
        return Response(NOTHING, media_type="text/xml")

    def status(self, body: bytes, query: str, signature: str | None) -> Response:
        """How a text of ours stands, for the next pass."""
        told = self.calls.status(query, body, signature)
        with self.lock:
            self._keep_status(told)
        return Response(status_code=204)

    def _keep_reply(self, heard: Inbound) -> None:
        key = f"heard:{heard.sid}"
        if self.ledger.effect(key) is not None:
            return
        phone = phone_key(self.practice, heard.phone)
        self._keep(key, "heard", {"phone": phone, "said": said(heard.body), "at": stamp(heard.at)})

    def _keep_status(self, told: Reported) -> None:
        key = f"status:{told.sid}"
        if is_news(told.delivery.status, self.ledger.effect(key)):
            self._keep(key, "status", detail_of(told.mark, told.delivery))

    def _keep(self, key: str, kind: str, detail: Mapping[str, str]) -> None:
        now = self.clock.now()
        self.ledger.begin(key, kind, "", now, detail)
        self.ledger.finish(key, "done", now)
        self.ledger.rest(NO_REST, now)


WAYS = {"replies": Door.reply, "status": Door.status}


def app_of(doors: Mapping[str, Door]) -> Starlette:
    """The web application: two addresses for each practice, and nothing else."""

    async def call(request: Request) -> Response:
        door = doors.get(request.path_params["practice"])
        if door is None:
            return Response(status_code=404)
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        take = WAYS[request.url.path.rpartition("/")[2]]
        try:
            return await run_in_threadpool(take, door, body, request.url.query, request.headers.get(SIGNATURE))
        except CallRefused:
            return Response(status_code=403)
        except Problem:  # the ledger is busy or broken: the next pass asks the service itself
            return Response(status_code=503)

    return Starlette(routes=[Route(f"/{{practice}}/{what}", call, methods=["POST"]) for what in WAYS])


async def _read(request: Request) -> bytes | None:
    """The body, or None for one that is too large."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return None
    return body


def doors_of(folders: Sequence[Path]) -> dict[str, Door]:
    """A door for each of these practices; raises Problem for one that cannot tell true calls from others."""
    doors = {}
    for folder in folders:
        settings = read_settings(folder)
        token = secret("TWILIO_TOKEN", settings.practice)
        if not (settings.texts.live and settings.texts.webhook and token):
            raise Problem(f"{settings.practice}: {WANTED}")
        door = Door(
            settings.practice, open_calls(settings, token), open_memory(folder.resolve(), settings), open_clock()
        )
        doors[settings.practice] = door
    return doors
