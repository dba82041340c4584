"""Recorded exchanges with the real service, sent again to the emulator, and its answers compared."""

import json
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from connectors.google.emulator import Emulator
from connectors.google.emulator.world import SHEET

_NUMBERS = ("sheetId", "namedRangeId", "protectedRangeId")
_LOOSE = {"createdTime", "modifiedTime", "editors", "spreadsheetUrl", "pixelSize"}
"""What depends on when, on whom or on a font."""


@dataclass
class Score:
    """How many exchanges were answered equal, or in the same shape."""

    equal: int = 0
    shaped: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.equal + self.shaped + len(self.wrong)

    @property
    def share(self) -> float:
        return (self.equal + self.shaped) / self.all


def replay(path: Path, emulator: Emulator, score: Score) -> None:
    ids: dict[str, str] = {}
    exchanges = json.loads(path.read_text(encoding="utf-8"))["interactions"]
    _seed(exchanges, emulator, ids)
    wire = HTTPConnection(urlsplit(emulator.url).netloc)
    for exchange in exchanges:
        asked, wanted = exchange["request"], exchange["response"]
        parts = urlsplit(asked["uri"])
        url = _put(parts.path, ids) + (f"?{parts.query}" if parts.query else "")
        body = _put(asked["body"] or "", ids).encode()
        wire.request(asked["method"], url, body, {"authorization": "Bearer owner-token"})
        answer = wire.getresponse()
        _judge(path.stem, asked, wanted, (answer.status, answer.read().decode()), ids, score)


def _put(text: str, ids: dict[str, str]) -> str:
    for old, new in ids.items():
        text = text.replace(old, new)
    return text


def _seed(exchanges: list[Any], emulator: Emulator, ids: dict[str, str]) -> None:
    """The files that the recorder had before, and one of somebody else's."""
    made: set[str] = set()
    listed: dict[str, Any] = {}
    for exchange in exchanges:
        asked, text = exchange["request"], exchange["response"]["body"]["string"]
        if asked["method"] == "POST" and asked["uri"].partition("?")[0].endswith("/files"):
            made.add(json.loads(text)["id"])
        elif "/drive/v3/files?" in asked["uri"]:
            listed |= {file["id"]: file for file in json.loads(text)["files"]}
        elif exchange["response"]["status"]["code"] == 403:
            found = re.search(r"/spreadsheets/([\w-]+)", asked["uri"])
            assert found
            ids[found[1]] = emulator.world.add_file("private", SHEET, "stranger@example.com").id
    for file_id, file in reversed(listed.items()):
        if file_id not in made:
            ids[file_id] = emulator.world.add_file(file["name"], SHEET, "owner@example.com").id


def _judge(name: str, asked: Any, wanted: Any, got: tuple[int, str], ids: dict[str, str], score: Score) -> None:
    text = wanted["body"]["string"]
    where = f"{name}: {asked['method']} {unquote(asked['uri'])[-120:]} {(asked['body'] or '')[:200]}"
    status, said = got
    if status != wanted["status"]["code"]:
        score.wrong.append(f"{where}\n   {status} {said[:300]}")
        return
    try:
        right, ours = json.loads(text), json.loads(said)
    except ValueError:
        equal = text == said
        score.equal += equal
        score.wrong += [] if equal else [f"{where}\n   {said[:300]!r} not {text[:300]!r}"]
        return
    _learn(right, ours, ids)
    right = json.loads(_put(json.dumps(right, ensure_ascii=False), ids))
    if _evened(right) == _evened(ours):
        score.equal += 1
    elif _shape(right) == _shape(ours):
        score.shaped += 1
    else:
        score.wrong.append(f"{where}\n   {json.dumps(_evened(ours))[:500]}\n   not {json.dumps(_evened(right))[:500]}")


def _learn(right: Any, ours: Any, ids: dict[str, str]) -> None:
    """Note which of our IDs stands for which recorded one."""
    if isinstance(right, dict) and isinstance(ours, dict):
        for key in right.keys() & ours.keys():
            old, new = right[key], ours[key]
            if key in (*_NUMBERS, "id", "spreadsheetId") and old != new and str(old) not in ("0", ""):
                ids[str(old)] = str(new)
            _learn(old, new, ids)
    elif isinstance(right, list) and isinstance(ours, list):
        for old, new in zip(right, ours, strict=False):
            _learn(old, new, ids)


def _evened(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: "~" if k in _LOOSE or k == "message" else _evened(v) for k, v in value.items()}
    return [_evened(v) for v in value] if isinstance(value, list) else value


def _shape(value: Any) -> Any:
    """Names and kinds, without what is said."""
    if isinstance(value, dict):
        return {k: _shape(v) for k, v in value.items() if k not in _LOOSE}
    if isinstance(value, list):
        return [_shape(v) for v in value]
    return type(value).__name__
