"""One request to a web application, without a network."""

import asyncio
from typing import Any


def ask(app: Any, path: str, body: bytes = b"", headers: dict[str, str] | None = None, method: str = "POST") -> int:
    """The status of the answer; the body comes in parts of a thousand bytes."""
    where, _, query = path.partition("?")
    parts = [body[n : n + 1000] for n in range(0, max(len(body), 1), 1000)]
    told: list[int] = []
    scope = {
        "type": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "method": method, "scheme": "http", "path": where,
        "raw_path": where.encode(), "query_string": query.encode(), "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return (
            {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}
            if parts
            else {"type": "http.disconnect"}
        )

    async def send(message: dict[str, Any]) -> None:
        told.extend([message["status"]] if message["type"] == "http.response.start" else [])

    asyncio.run(app(scope, receive, send))
    return told[0]
