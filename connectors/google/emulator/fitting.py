"""Whether a body fits what a discovery document says of it: each schema is worked out once into a check of its own."""

import json
from collections.abc import Callable, Mapping
from typing import Any

Node = Mapping[str, Any]
Schemas = Mapping[str, Any]
Fault = tuple[str, str] | None
"""The place where a value does not fit, with what is wrong; ``PLACE`` in the words stands for that place."""

Check = Callable[[Any], Fault]
PLACE = "\0"
_LIST = "(type.googleapis.com/google.protobuf.ListValue)"
_UNIONS = frozenset({"Request"})
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
_SENT = frozenset({("Permission", "emailAddress")})
"""Called output only, and yet named by whoever shares a file."""

_NOT_SENT = frozenset({("Form", "items")})
"""Called required, and yet not taken when a form is created (forms.create copies titles only)."""


class Fitting:
    """The checks of one API; ``sent`` for requests, which may leave out and null more than answers, and not say all."""

    def __init__(self, schemas: Schemas, *, sent: bool) -> None:
        self._schemas, self._sent = schemas, sent
        self._named: dict[str, Check] = {}

    def fault(self, name: str, value: Any) -> tuple[str, str] | None:
        """What is wrong with a value of the schema of this name, and where; None when it fits."""
        found = self._of_name(name)(value)
        if found is None:
            return None
        place, words = found
        if place == "values" and _LIST in words:
            place = "data.values"
        return place, words.replace(PLACE, place)

    def _of_name(self, name: str) -> Check:
        if name not in self._named:
            # Schemas name each other in circles: whoever asks meanwhile gets a check that looks here later.
            self._named[name] = self._later(name)
            made = self._of(self._schemas[name])
            self._named[name] = self._one_of(made) if self._sent and name in _UNIONS else made
        return self._named[name]

    def _later(self, name: str) -> Check:
        def fits(value: Any) -> Fault:
            return self._named[name](value)

        return fits

    @staticmethod
    def _one_of(check: Check) -> Check:
        def fits(value: Any) -> Fault:
            if isinstance(value, dict) and len(value) != 1:
                return "", f"Invalid value at '{PLACE}' (oneof), exactly one kind of request must be set"
            return check(value)

        return fits

    def _of(self, node: Node) -> Check:
        if "$ref" in node:
            return self._of_name(node["$ref"])
        match node.get("type"):
            case "object":
                return self._object(node)
            case "array":
                return self._array(node)
            case kind if kind in _TYPES:
                return _scalar(node)
        return lambda _: None

    def _object(self, node: Node) -> Check:
        known = {name: self._field(node, name, said) for name, said in node.get("properties", {}).items()}
        others = self._of(node["additionalProperties"]) if "additionalProperties" in node else None
        needed, sent = _required(node) if self._sent else (), self._sent

        def fits(value: Any) -> Fault:
            if value.__class__ is not dict:
                return "", f"Invalid value at '{PLACE}', {json.dumps(value)}"
            if not (value or needed):
                return None
            for name, inner in value.items():
                check = known.get(name, others)
                if check is None:
                    return (
                        "",
                        f"Invalid JSON payload received. Unknown name \"{name}\" at '{PLACE}': Cannot find field.",
                    )
                if inner is None and sent:
                    continue  # null is as good as not sent
                fault = check(inner)
                if fault is not None:
                    return _joined(name, fault[0]), fault[1]
            for name in needed:
                if value.get(name) is None:
                    return "", f"Invalid value at '{PLACE}': {name} is required"
            return None

        return fits

    def _field(self, node: Node, name: str, said: Node) -> Check:
        if self._sent and _only_answered(said) and (node.get("id"), name) not in _SENT:
            return lambda _: ("", f"Invalid value at '{PLACE}': it is output only")
        return self._of(said)

    def _array(self, node: Node) -> Check:
        items = node["items"]
        if items.get("type") == "array" and items["items"].get("type") == "any":
            return _rows
        check = self._of(items)

        def fits(value: Any) -> Fault:
            if not isinstance(value, list):
                return "", f"Invalid value at '{PLACE}' {_LIST}, {json.dumps(value)}"
            for n, inner in enumerate(value):
                fault = check(inner)
                if fault is not None:
                    return _joined(f"[{n}]", fault[0]), fault[1]
            return None

        return fits


def _joined(outer: str, inner: str) -> str:
    return f"{outer}{'' if not inner or inner.startswith('[') else '.'}{inner}"


def _rows(value: Any) -> Fault:
    """Rows of cells of any kind."""
    if not isinstance(value, list):
        return "", f"Invalid value at '{PLACE}' {_LIST}, {json.dumps(value)}"
    bad = next((n for n, row in enumerate(value) if not isinstance(row, list)), None)
    return None if bad is None else ("", f"Invalid value at '{PLACE}[{bad}]' (ListValue)")


def _scalar(node: Node) -> Check:
    kind, names = node["type"], node.get("enum")
    is_long = kind == "string" and node.get("format") in {"int64", "uint64"}
    allowed = (str, int) if is_long else _TYPES[kind]
    words = f"Invalid value at '{PLACE}' (TYPE_{kind.upper()}), "

    def fits(value: Any) -> Fault:
        if value.__class__ not in allowed:
            return "", words + json.dumps(value)
        if names is not None and value not in names:
            return "", f"Invalid value at '{PLACE}' (enum), \"{value}\""
        return None

    return fits


def _only_answered(said: Node) -> bool:
    description = said.get("description", "")
    return bool(description.startswith("Output only")) and "can be set on create" not in description


def _required(node: Node) -> tuple[str, ...]:
    said = node.get("properties", {}).items()
    named = (name for name, part in said if part.get("description", "").startswith("Required"))
    return tuple(name for name in named if (node.get("id"), name) not in _NOT_SENT)
