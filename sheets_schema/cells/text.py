"""Cells of plain words: free text, choices, initials, shapes."""

import html
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from sheets_schema.cells.said import DASHES, LONGEST, Ask, Note, Parse, broken, shown, tidy, typed
from sheets_schema.grid import Raw

_KEPT_CONTROLS = {"\n", "\t"}
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPED = re.compile(r"_x000[Dd]_")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|p|br|div|span|font|ul|ol|li|a|h[1-6]|table|tr|td)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_NEAR = 0.8  # of the letters, as difflib counts them: near enough to suggest, never to take
_RTF_WORD = re.compile(r"\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|[{}]")


def text(raw: Raw) -> Any:
    """Free text stays as it was typed, line breaks and all; only characters nobody can see are left out."""
    if not isinstance(raw, str):
        return shown(raw)
    if raw.isprintable() and len(raw) <= LONGEST:
        found = raw.strip()
    else:
        clean = _ESCAPED.sub("", raw).replace("\r\n", "\n")
        found = "".join(c for c in clean if c.isprintable() or c in _KEPT_CONTROLS or c in "\xa0\u200d")
        found = found.replace("\xa0", " ").strip()
        if len(found) > LONGEST:
            return Ask("CELL_TOO_LONG", {"n": len(found)})
    if not found or found in DASHES:
        return None
    return broken(found) or _plain(found, raw)


def _plain(found: str, raw: str) -> Any:
    """The words without the code of a web page or a word processor that was pasted along."""
    if found.startswith("{\\rtf"):
        return Note(_RTF_WORD.sub("", found).strip(), "CELL_CODE")
    if _TAG.search(found):
        bare = html.unescape(re.sub(r"<br\s*/?>|</p>", "\n", found, flags=re.IGNORECASE))
        return Note(re.sub(r"[ \t\xa0]+", " ", _TAG.sub("", bare)).strip() or None, "CELL_CODE")
    found = _ESCAPED.sub("", found)
    return Note(found, "CELL_HIDDEN_CHARS") if _DIRECTIONS.search(raw) else found


def _initials(found: str) -> Any:
    return found if re.fullmatch(r"[^\W\d_][\w.' -]{0,9}", found) else Ask("INITIALS_UNREADABLE")


initials: Parse = typed(_initials, "INITIALS_UNREADABLE")


def squeezed(found: str) -> str:
    """A heading or a choice without case, spaces and marks, for comparing."""
    return "".join(filter(str.isalnum, tidy(found).casefold()))


def choice(offered: Iterable[StrEnum | str], code: str = "CHOICE_UNKNOWN") -> Parse:
    """One of the words of a dropdown; case, spaces and dashes do not matter, spelling does."""
    known = {squeezed(word): word for word in offered}

    def read(found: str) -> Any:
        key = squeezed(found)
        if key in known:
            return known[key]
        near = get_close_matches(key, known, 1, _NEAR)
        return Ask("CHOICE_NEAR", {"guess": str(known[near[0]])}) if near and code == "CHOICE_UNKNOWN" else Ask(code)

    return typed(read, code)


def shaped(pattern: str, code: str, make: Callable[[str], str] = str.upper) -> Parse:
    """Text of one exact shape."""
    shape = re.compile(pattern)
    return typed(lambda found: made if shape.fullmatch(made := make(found)) else Ask(code), code)
