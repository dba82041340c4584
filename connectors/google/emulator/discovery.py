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

from connectors.google.emulator.fitting import Fitting
from connectors.google.emulator.refused import Refused

APIS = ("sheets.v4", "drive.v3", "forms.v1")
LENIENT = frozenset({"drive"})
"""Drive takes query parameters that it does not know; the others refuse them."""


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
    if method.request is not None:
        fault = _fitting(method.api, sent=True).fault(method.request, body)
        if fault:
            raise Refused(400, fault[1], field=fault[0])


def check_response(method: Method, body: Any) -> None:
    """An answer that Google could not give is a fault of the emulator: AssertionError."""
    if method.response is not None:
        fault = _fitting(method.api, sent=False).fault(method.response, body)
        if fault:
            raise AssertionError(f"{method.id} {fault}")


@cache
def _fitting(api: str, *, sent: bool) -> Fitting:
    return Fitting(document(api)["schemas"], sent=sent)
