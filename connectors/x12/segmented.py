"""An X12 file taken apart into segments, whatever its separators and line breaks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.problems import Problem

Segment = list[str]

_FIRST = re.compile(r"(ISA|GS|ST|TA1)([^A-Za-z0-9\s])")
_HEADER_ELEMENTS = 16


class AnswerUnreadable(Problem):
    """An answer file that is none; says so."""

    code = "ANSWER_UNREADABLE"


class _Signs(NamedTuple):
    element: str
    component: str
    end: str


def segments(content: bytes) -> Iterator[Segment]:
    """The segments of every interchange in the file; components stay together, joined by ":" whatever they were.

    Raises AnswerUnreadable for what has no ISA, GS or ST.
    """
    text = _text(content)
    found = _FIRST.search(text)
    if found is None:
        raise AnswerUnreadable(
            "This is no answer file: it has no ISA. Save it from the clearinghouse as it is, and try again."
        )
    at = found.start()
    while at >= 0:
        signs = _signs(text, at)
        after = _next_header(text, at + 3, signs)
        part = text[at:after] if after >= 0 else text[at:]
        other = signs.component not in ("", ":")
        for raw in part.split(signs.end):
            segment = raw.strip()
            if signs.end != "\n" and "\n" in segment:  # lines of 80 signs, whatever ends there
                segment = segment.replace("\r", "").replace("\n", "")
            if segment:
                yield (segment.replace(signs.component, ":") if other else segment).split(signs.element)
        at = after


def _text(content: bytes) -> str:
    """The file as text: an editor may have saved it as UTF-16, or a mail program all in small letters."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return text if _FIRST.search(text) or not _FIRST.search(text.upper()) else text.upper()


def _next_header(text: str, start: int, signs: _Signs) -> int:
    """Where the next interchange begins: ISA at the start of a segment; -1 for none."""
    found = re.compile(rf"{re.escape(signs.end)}\s*(ISA[^A-Za-z0-9\s])").search(text, start)
    return found.start(1) if found else -1


def _signs(text: str, at: int) -> _Signs:
    element = text[at + 2] if text[at : at + 2] in ("GS", "ST") else text[at + 3]
    if text.startswith("ISA", at):
        parts = text[at : at + 400].split(element, _HEADER_ELEMENTS)
        last = parts[_HEADER_ELEMENTS] if len(parts) > _HEADER_ELEMENTS else ""
        if len(last) > 1:
            end = last[1]
            return _Signs(element, last[0], "\n" if end in "\r\n" else end)
    return _Signs(element, ":", "~" if "~" in text else "\n")
