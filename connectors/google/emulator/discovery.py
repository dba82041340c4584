"""What Google says its APIs look like: the discovery documents that google-api-python-client ships."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import googleapiclient

from connectors.google.emulator.refused import Refused

APIS = ("sheets.v4", "drive.v3", "forms.v1")
LENIENT = frozenset({"drive"})
"""Drive takes query parameters that it does not know; the others refuse them."""

_UNIONS = frozenset({"Request"})
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


@dataclass(frozen=True)
class Method:
    """One method of one API, as its document describes it."""

    api: str
    id: str
    verb: str
    path: re.Pattern[str]
    upload: bool
    parameters: Mapping[str, Any]
    request: str | None
    response: str | None
    media: bool


@cache
def document(name: str) -> dict[str, Any]:
    """The discovery document of an API, such as ``sheets.v4``."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    return dict(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))


@cache
def methods() -> tuple[Method, ...]:
    """Every method of the APIs, those with the most literal paths first."""
    found = [method for api in APIS for method in _methods(api, document(api))]
    return tuple(sorted(found, key=lambda m: -len(re.sub(r"\(.*?\)", "", m.path.pattern))))


def _methods(api: str, part: Mapping[str, Any]) -> Iterator[Method]:
    for said in part.get("methods", {}).values():
        yield _method(api, said, document(api)["servicePath"] + said["path"], upload=False)
        if said.get("supportsMediaUpload"):
            path = said["mediaUpload"]["protocols"]["simple"]["path"].lstrip("/")
            yield _method(api, said, path, upload=True)
    for inner in part.get("resources", {}).values():
        yield from _methods(api, inner)


def _method(api: str, said: Mapping[str, Any], path: str, *, upload: bool) -> Method:
    pieces = re.split(r"\{\+?(\w+)\}", path)
    pattern = "".join(f"(?P<{p}>[^/]+?)" if n % 2 else re.escape(p) for n, p in enumerate(pieces))
    return Method(
        api=api,
        id=said["id"],
        verb=said["httpMethod"],
        path=re.compile("/" + pattern),
        upload=upload,
        parameters={**document(api)["parameters"], **said.get("parameters", {})},
        request=said.get("request", {}).get("$ref"),
        response=said.get("response", {}).get("$ref"),
        media=bool(said.get("supportsMediaDownload")),
    )


def find(verb: str, path: str) -> tuple[Method, dict[str, str]]:
    """The method for a request, and what its path names; the path comes percent-encoded."""
    for method in methods():
        if method.verb == verb and (found := method.path.fullmatch(path)):
            return method, {name: unquote(value) for name, value in found.groupdict().items()}
    raise Refused(404, f"No method {verb} {path}")


def check_query(method: Method, query: Mapping[str, list[str]]) -> None:
    """Refuse what the method does not take."""
    for name, values in query.items():
        said = method.parameters.get(name)
        if said is None:
            if method.api.partition(".")[0] in LENIENT:
                continue
            text = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
            raise Refused(400, f"{text} Field '{name}' could not be found in request message.")
        for value in values:
            if "enum" in said and value not in said["enum"]:
                raise Refused(400, f"Invalid value at '{name}' ({said['type']}), \"{value}\"", field=name)


def check_request(method: Method, body: Any) -> None:
    """Refuse a body that the method does not take, as Google's own front end does."""
    if method.request is None:
        return
    fault = _fault(document(method.api)["schemas"], {"$ref": method.request}, body, "", sent=True)
    if fault:
        raise Refused(400, fault[1], field=fault[0])


def check_response(method: Method, body: Any) -> None:
    """An answer that Google could not give is a fault of the emulator: AssertionError."""
    if method.response is not None:
        fault = _fault(document(method.api)["schemas"], {"$ref": method.response}, body, "", sent=False)
        if fault:
            raise AssertionError(f"{method.id} {fault}")


Fault = tuple[str, str] | None
Schemas = Mapping[str, Any]


def _fault(schemas: Schemas, node: Mapping[str, Any], value: Any, at: str, *, sent: bool) -> Fault:
    """The first place where a value does not fit, with what is wrong; None when it fits."""
    name = node.get("$ref")
    if name:
        if sent and name in _UNIONS and isinstance(value, dict) and len(value) != 1:
            return at, f"Invalid value at '{at}' (oneof), exactly one kind of request must be set"
        node = schemas[name]
    kind = node.get("type")
    if kind == "object":
        return _object(schemas, node, value, at, sent=sent)
    if kind == "array":
        return _array(schemas, node, value, at, sent=sent)
    if kind in _TYPES:
        return _scalar(node, value, at)
    return None


def _object(schemas: Schemas, node: Mapping[str, Any], value: Any, at: str, *, sent: bool) -> Fault:
    if not isinstance(value, dict):
        return at, f"Invalid value at '{at}', {json.dumps(value)}"
    known = node.get("properties", {})
    others = node.get("additionalProperties")
    for name, inner in value.items():
        place = f"{at}.{name}" if at else name
        said = known.get(name, others)
        if said is None:
            return at, f"Invalid JSON payload received. Unknown name \"{name}\" at '{at}': Cannot find field."
        if inner is None and sent:
            continue  # null is as good as not sent
        if sent and _only_answered(said) and (node.get("id"), name) not in _SENT:
            return place, f"Invalid value at '{place}': it is output only"
        if fault := _fault(schemas, said, inner, place, sent=sent):
            return fault
    for name in _required(node) if sent else ():
        if value.get(name) is None:
            return at, f"Invalid value at '{at}': {name} is required"
    return None


def _only_answered(said: Mapping[str, Any]) -> bool:
    description = said.get("description", "")
    return description[:11] == "Output only" and "can be set on create" not in description


_known_required: dict[int, tuple[str, ...]] = {}


_SENT = frozenset({("Permission", "emailAddress")})
"""Called output only, and yet named by whoever shares a file."""

_NOT_SENT = frozenset({("Form", "items")})
"""Called required, and yet not taken when a form is created (forms.create copies titles only)."""


def _required(node: Mapping[str, Any]) -> tuple[str, ...]:
    """What a schema says is required; the documents stay in memory, so that their parts can be told by identity."""
    if id(node) not in _known_required:
        said = node.get("properties", {}).items()
        named = (n for n, p in said if p.get("description", "").startswith("Required"))
        _known_required[id(node)] = tuple(n for n in named if (node.get("id"), n) not in _NOT_SENT)
    return _known_required[id(node)]


def _array(schemas: Schemas, node: Mapping[str, Any], value: Any, at: str, *, sent: bool) -> Fault:
    if not isinstance(value, list):
        place = f"data.{at}" if at == "values" else at
        return place, f"Invalid value at '{place}' (type.googleapis.com/google.protobuf.ListValue), {json.dumps(value)}"
    items = node["items"]
    if items.get("type") == "array" and items["items"].get("type") == "any":
        bad = next((n for n, row in enumerate(value) if not isinstance(row, list)), None)
        return None if bad is None else (at, f"Invalid value at '{at}[{bad}]' (ListValue)")
    for n, inner in enumerate(value):
        if fault := _fault(schemas, items, inner, f"{at}[{n}]", sent=sent):
            return fault
    return None


def _scalar(node: Mapping[str, Any], value: Any, at: str) -> Fault:
    kind = node["type"]
    if kind == "string" and node.get("format") in {"int64", "uint64"}:
        allowed: tuple[type, ...] = (str, int)
    else:
        allowed = _TYPES[kind]
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        return at, f"Invalid value at '{at}' (TYPE_{kind.upper()}), {json.dumps(value)}"
    if "enum" in node and value not in node["enum"]:
        return at, f"Invalid value at '{at}' (enum), \"{value}\""
    return None
