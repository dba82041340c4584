"""Field masks: which part of an answer is asked for, and which part of a thing is changed."""

import re
from collections.abc import Mapping
from typing import Any

Mask = dict[str, "Mask"]


class Chosen(list[Any]):
    """A long part of an answer that was made with no more in it than its mask asks for."""


def mask_of(text: str) -> Mask:
    """The tree of names of a mask such as ``sheets(properties.title,data/rowData)``; an empty branch is all of it."""
    tokens = re.findall(r"[\w*$]+|[(),./]", text)
    mask, rest = _parse(tokens)
    if rest:
        raise ValueError(text)
    return mask


def _parse(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while tokens and tokens[0] != ")":
        branch = mask.setdefault(tokens[0], {})
        tokens = tokens[1:]
        while tokens and tokens[0] in "./":
            branch, tokens = branch.setdefault(tokens[1], {}), tokens[2:]
        if tokens and tokens[0] == "(":
            inner, tokens = _parse(tokens[1:])
            branch.update(inner)
            tokens = tokens[1:]
        if tokens and tokens[0] == ",":
            tokens = tokens[1:]
    return mask, tokens


def chosen(value: Any, mask: Mask) -> Any:
    """The part of an answer that a mask asks for."""
    if not mask or "*" in mask or isinstance(value, Chosen):
        return value
    if isinstance(value, list):
        return [chosen(item, mask) for item in value]
    if isinstance(value, dict):
        return {n: chosen(value[n], inner) if inner else value[n] for n, inner in mask.items() if n in value}
    return value


def changed(target: dict[str, Any], said: Mapping[str, Any], mask: Mask) -> None:
    """Take over the named parts; a named part that is not said is cleared."""
    for name in said.keys() if "*" in mask else mask:
        inner = {} if "*" in mask else mask[name]
        new = said.get(name)
        if inner and "*" not in inner:
            branch = dict(target.get(name) or {})
            changed(branch, new or {}, inner)
            new = branch or None
        if new is None:
            target.pop(name, None)
        else:
            target[name] = new
