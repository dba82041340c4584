"""What the discovery documents say of a body is checked, to the place where it does not fit."""

from typing import Any

import pytest

from connectors.google.emulator.entering import shown
from connectors.google.emulator.fitting import Fitting

ROWS = {"type": "array", "items": {"type": "array", "items": {"type": "any"}}}
SCHEMAS: dict[str, Any] = {
    "Request": {"id": "Request", "type": "object", "properties": {"add": {"$ref": "Tab"}, "drop": {"$ref": "Tab"}}},
    "Batch": {"type": "object", "properties": {"requests": {"type": "array", "items": {"$ref": "Request"}}}},
    "Tab": {
        "id": "Tab",
        "type": "object",
        "properties": {
            "title": {"type": "string", "description": "Required. What people see."},
            "inside": {"$ref": "Tab"},
            "kind": {"type": "string", "enum": ["GRID", "OBJECT"]},
            "long": {"type": "string", "format": "int64"},
            "size": {"type": "number"},
            "hidden": {"type": "boolean"},
            "made": {"type": "string", "description": "Output only. When it was made."},
            "rows": ROWS,
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "free": {"type": "any"},
        },
    },
    "Values": {"type": "object", "properties": {"values": ROWS}},
}


@pytest.mark.parametrize(
    ("name", "body", "place"),
    [
        ("Tab", {"title": "a", "inside": {"title": "b", "inside": None}}, None),
        ("Tab", {"title": "a", "long": "12", "size": 1, "hidden": True, "labels": {"x": "y"}, "free": [1]}, None),
        ("Tab", {"title": "a", "long": 12, "rows": [[1, "x", None], []]}, None),
        ("Tab", {"title": "a", "inside": {"title": "b", "inside": {"title": 1}}}, "inside.inside.title"),
        ("Tab", {"inside": {"title": "b"}}, ""),
        ("Tab", {"title": "a", "inside": {}}, "inside"),
        ("Tab", {"title": "a", "titel": "b"}, ""),
        ("Tab", {"title": "a", "kind": "TABLE"}, "kind"),
        ("Tab", {"title": "a", "size": True}, "size"),
        ("Tab", {"title": "a", "hidden": 1}, "hidden"),
        ("Tab", {"title": "a", "made": "today"}, "made"),
        ("Tab", {"title": "a", "rows": [[], "x"]}, "rows"),
        ("Tab", {"title": "a", "rows": "x"}, "rows"),
        ("Tab", {"title": "a", "labels": {"x": 1}}, "labels.x"),
        ("Tab", [], ""),
        ("Batch", {"requests": [{"add": {"title": "a"}}, {"drop": {"title": 3}}]}, "requests[1].drop.title"),
        ("Batch", {"requests": [{"add": {"title": "a"}, "drop": {"title": "b"}}]}, "requests[0]"),
        ("Batch", {"requests": {}}, "requests"),
        ("Values", {"values": "x"}, "data.values"),
    ],
)
def test_a_request_is_refused_at_the_first_place_that_does_not_fit(name: str, body: Any, place: str | None) -> None:
    fault = Fitting(SCHEMAS, sent=True).fault(name, body)
    assert (None if fault is None else fault[0]) == place
    assert fault is None or "\0" not in fault[1]


def test_an_answer_may_leave_out_what_a_request_must_say_and_says_what_only_answers_say() -> None:
    fitting = Fitting(SCHEMAS, sent=False)
    assert fitting.fault("Tab", {"made": "today"}) is None
    assert fitting.fault("Request", {}) is None
    assert fitting.fault("Tab", {"title": None}) is not None


@pytest.mark.parametrize(
    ("value", "kind", "pattern", "wanted"),
    [
        (0.2, "PERCENT", "", "20%"),
        (0.125, "PERCENT", "0.0%", "12.5%"),
        (123, "NUMBER", "00000", "00123"),
        (123456, "NUMBER", "00000", "123456"),
        (5, "NUMBER", "0", "5"),
        (1234.5, "CURRENCY", "", "$1,234.50"),
    ],
)
def test_numbers_look_as_their_format_says(value: float, kind: str, pattern: str, wanted: str) -> None:
    assert shown(value, {"type": kind, "pattern": pattern}) == wanted
