"""Files that come with a request: in one piece with its JSON, or resumable, announced first and sent then."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from typing import Any
from urllib.parse import urlencode

from connectors.google.emulator.refused import Refused
from connectors.google.emulator.world import World

Media = tuple[bytes, str]


@dataclass(frozen=True)
class Announced:
    """A resumable upload that was begun: the call that the file belongs to, and the file's type."""

    verb: str
    query: dict[str, list[str]]
    content: Any
    kind: str


@dataclass(frozen=True)
class Address:
    """Where the announced file is to be sent."""

    url: str


def announce(world: World, path: str, begun: Announced) -> Address:
    """Remember a call whose file comes later."""
    number = secrets.token_hex(8)
    world.uploads[number] = begun
    said = urlencode({**begun.query, "upload_id": [number]}, doseq=True)
    return Address(f"{world.url}{path}?{said}")


def whole(body: bytes, said: str) -> bytes:
    """The file, if it came in one piece; ``said`` is the request's Content-Range."""
    if said and not said.startswith((f"bytes 0-{len(body) - 1}/", "bytes */")):
        raise Refused(501, "the emulator takes a file in one piece only")
    return body


def content_of(body: bytes, kind: str, *, upload: bool) -> tuple[Any, Media | None]:
    """The JSON of a request, and the file that comes with it."""
    if not upload:
        return parsed(body), None
    if not kind.startswith("multipart/"):
        return {}, (body, kind)
    message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    first, second = (part for part in message.walk() if not part.is_multipart())
    payload = second.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return parsed(first.get_payload(decode=True)), (payload, second.get_content_type())


def parsed(body: Any) -> Any:
    """JSON, or nothing; raises Refused for what is none."""
    try:
        return json.loads(body) if body else {}
    except ValueError:
        raise Refused(400, "Invalid JSON payload received. Unexpected end of string.") from None


def is_announcement(query: Mapping[str, list[str]]) -> bool:
    """Whether only the JSON of a resumable upload comes with this request."""
    return query.get("uploadType") == ["resumable"] and "upload_id" not in query
