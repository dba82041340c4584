"""Cells of the attendance sheet: what people write for present, late, away."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from domain.lists import Mark
from sheets_schema.cells.said import LONGEST, Ask, Note, broken, shown, tidy
from sheets_schema.grid import Padded, Raw

_WORDS: dict[Mark, str] = {
    Mark.PRESENT: "present pres p yes y x 1 true here attended came in-person \u2713 \u2714 \u2611 \u2705 [x] (x) [\u2713]",
    Mark.LATE: "late l t tardy came-late present-late late-arrival arrived-late",
    Mark.LEFT_EARLY: "left-early present-left-early early-departure",
    Mark.ABSENT: "absent a abs away missed",
    Mark.ABSENT_TOLD: "absent-told-us told-us sick ill cancelled canceled notified called-in called-out absent-notified "
    "notified-in-advance absent-notified-in-advance cancelled-in-time",
    Mark.ABSENT_EXCUSED: "absent-excused excused e exc excused-absence",
    Mark.NO_SHOW: "no-show noshow ns n/s ncns no-call-no-show did-not-show dns",
    Mark.LATE_CANCEL: "late-cancel lc late-cancelled late-canceled late-cancellation cancelled-late canceled-late",
}  # fmt: skip
_AWAY = frozenset({"no", "0"})
_NOT_MARKED = frozenset({"[]", "()", "\u2610", "false"})
_CLOCKLIKE = re.compile(r"\d{1,2}[:.]\d{2}\s*([ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.IGNORECASE)
_REMARK = re.compile(r"(.*\S)\s*\(([^()]*)\)")
_OPPOSITE = frozenset(
    [
        "not",
        "no",
        "never",
        "late",
        "early",
        "cancel",
        "cancelled",
        "canceled",
        "excused",
        "unexcused",
        "absent",
        "show",
        "left",
    ]
)
_HARMLESS = frozenset({"sick", "ill", "here"})
_HIDDEN = re.compile("[\ufe0e\ufe0f]")


def _key(text: str) -> str:
    """A mark without case, full stops and the many dashes and spaces between its words."""
    folded = _HIDDEN.sub("", text).casefold().rstrip(".")
    return re.sub(r"[\s\u2010-\u2015-]+", "-", folded) if any(c.isalnum() for c in folded) else folded.replace(" ", "")


_KNOWN: dict[str, Mark] = {_key(word): mark for mark, words in _WORDS.items() for word in words.split()}


def _of_text(text: str) -> Any:
    if _CLOCKLIKE.fullmatch(text):
        return Ask("MARK_IS_TIME")
    key = _key(text)
    if key in _NOT_MARKED:
        return None
    if key in _AWAY:
        return Note(Mark.ABSENT, "MARK_NO")
    if key in _KNOWN:
        return _KNOWN[key]
    if (m := _REMARK.fullmatch(text)) and _key(m[1]) in _KNOWN and not _says_more(m[2]):
        return _KNOWN[_key(m[1])]
    return Ask("MARK_UNKNOWN")


def _says_more(remark: str) -> bool:
    """Whether a remark in brackets has a word of another mark, a time, or a No: then it may say the opposite."""
    words = re.findall(r"[a-z]+", remark.casefold())
    return bool(re.search(r"\d", remark)) or any(
        w in _OPPOSITE or (len(w) > 1 and w in _KNOWN and w not in _HARMLESS) for w in words
    )


def mark(raw: Raw) -> Any:
    """An attendance mark by its word or its usual letter; what could mean two things is asked about.

    A ticked box is Present; an empty box is no mark, since it may only not be filled in yet.
    """
    if isinstance(raw, bool):
        return Mark.PRESENT if raw else None
    if isinstance(raw, time | timedelta | datetime):
        return Ask("MARK_IS_TIME")
    if isinstance(raw, str):
        text = tidy(raw)
        if len(text) > LONGEST:
            return Ask("CELL_TOO_LONG", {"n": len(text)})
        return (broken(text) or _of_text(text)) if text else None
    if isinstance(raw, int | float) and not isinstance(raw, Padded):
        return _of_text(shown(raw))
    return Ask("MARK_UNKNOWN")


def is_cross(raw: Raw) -> bool:
    """Whether a mark is a cross, which in a sheet that also has letters for Present may mean away."""
    return isinstance(raw, str) and _key(re.sub(r"\s*\([^()]*\)$", "", tidy(raw)) or raw) in {"x", "[x]", "(x)"}


def is_letter_for_present(raw: Raw) -> bool:
    """Whether a mark is the letter P."""
    return isinstance(raw, str) and _key(tidy(raw)) == "p"
