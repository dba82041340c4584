"""Cells that hold a person's name, kept as typed and never split by guess."""

import re
from dataclasses import dataclass
from typing import Any

from domain.value import Purpose
from sheets_schema.cells.said import Ask, Note, Parse, typed
from sheets_schema.grid import Raw

_REMARK = re.compile(r"(.*\S)\s*\(([^()]*)\)\s*(.*)")
_TAIL = re.compile(r"(.*\S)\s+[-\u2013\u2014]\s+(\S.*)")
_PRONOUNS = re.compile(r"(?:she|he|they|ze|xe)(?:/\w+)+", re.IGNORECASE)
_STOP = re.compile(
    r"\b(?:do not|don[\u2019']?t|no|never)\s+(?:call|text|contact)\w*|\bdeceased\b|\bdnc\b|\bcourt order\b|^stop$",
    re.IGNORECASE,
)
_TWO = re.compile(r"\S\s*(?:&|/|\+|\band\b)\s*\S", re.IGNORECASE)
_MARKS = "*\u2020\u2021!"
_MOJIBAKE = re.compile("[\u00c3\u00c2\u00e2][\u0080-\u00bf\u20ac\u2122\u0153\u2019\u201c\u201d\u00ad]")
_STOPS: tuple[Purpose, ...] = ("texts",)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as typed, without what was written beside it: how the person is called, pronouns, a remark."""

    name: str
    called: str = ""
    pronouns: str = ""
    remark: str = ""
    marked: bool = False


def _beside_stop(text: str) -> str:
    """The name without the words that forbid a call or a text, wherever they stand."""
    return (
        " ".join(re.sub(r"[\[({]?(?:" + _STOP.pattern + r")[\])}]?", " ", text, flags=re.IGNORECASE).split()).strip(
            " ,-\u2013"
        )
        or text
    )


def repaired(text: str) -> str:
    """The text whose letters were garbled on the way (UTF-8 read as Windows letters), put right where it can be."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        pass
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def named(found: str) -> Named | Ask:
    """The name in a cell, apart from what stands beside it; two people in one cell are asked about."""
    text, called, pronouns, remark = repaired(found), "", "", ""
    if _STOP.search(text):
        m = _TAIL.fullmatch(text)
        text, remark = (m[1], m[2]) if m and _STOP.search(m[2]) else (_beside_stop(text), text)
    while m := _REMARK.fullmatch(text):
        text, inner = f"{m[1]} {m[3]}".strip(), m[2].strip()
        if _PRONOUNS.fullmatch(inner):
            pronouns = inner
        elif re.fullmatch(r"[^\W\d_][\w'.-]*", inner) and not _STOP.search(inner):
            called = inner
        else:
            remark = f"{remark} {inner}".strip()
    marked = text.rstrip(_MARKS + " ") != text
    text = text.rstrip(_MARKS + " ")
    if _TWO.search(text):
        return Ask("NAME_TWO_PEOPLE")
    if not any(c.isalpha() for c in text):
        return Ask("NAME_UNREADABLE")
    return Named(text, called, pronouns, remark, marked)


def turned(name: str) -> str:
    """Turn "Last, First" the other way round."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and last.strip() else name


def _plain(found: str) -> Any:
    """A name cell of the practice's own tabs: the name, with a note where something stands beside it."""
    said = named(found)
    if isinstance(said, Ask):
        return said
    if said.remark:
        return Note(said.name, "NAME_REMARK", {}, _STOPS)
    if said.called or said.pronouns:
        return Note(said.name, "NAME_CALLED", {})
    if said.marked:
        return Note(said.name, "NAME_MARK", {})
    return said.name


_name: Parse = typed(_plain, "NAME_UNREADABLE")


def name(raw: Raw) -> Any:
    """A person's name as typed; letters that were garbled on the way are put right."""
    return _name(repaired(raw) if isinstance(raw, str) else raw)


def _label(found: str) -> Any:
    """A name of a thing, such as a group or a payer, may hold "and" and brackets."""
    return repaired(found) if any(c.isalpha() for c in found) else Ask("NAME_UNREADABLE")


label: Parse = typed(_label, "NAME_UNREADABLE")
