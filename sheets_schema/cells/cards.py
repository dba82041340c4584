"""Cells that hold an ID: the practice's own, or one from an insurance card."""

import re
from typing import Any

from sheets_schema.cells.said import Ask, Note, Parse, typed
from sheets_schema.grid import Padded, Raw

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}")
_CARD = re.compile(r"[A-Z0-9./]{2,30}")
_DIGITS_GONE = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_FIRST_LOST = 10**15  # a number cell holds fifteen digits
_MEDICARE_LIKE = re.compile(r"[1-9][A-Z][A-Z0-9]\d[A-Z][A-Z0-9]\d[A-Z]{2}\d{2}|[1-9][A-Z]\d{2}[A-Z]\d{2}[A-Z]{2}\d{2}")
_NOT_IN_MEDICARE = frozenset("SLOIBZ")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_WHOLE, _WHOLE_IDS, _PREFIX = 8, 2, 3
_OH_ZERO = re.compile(r"O\d{4,}|[A-Z]*\d+O\d+")


def _id(found: str) -> Any:
    return found.upper() if _ID.fullmatch(found) else Ask("ID_UNREADABLE")


identifier: Parse = typed(_id, "ID_UNREADABLE")


def _is_one(found: str) -> bool:
    """Whether the parts of a cell are groups of one ID, and not words beside it, two IDs or a day."""
    if _DAY.fullmatch(found) or "/" in found:
        return False
    parts = re.split(r"[\s\u2010-\u2015-]+", found.lstrip("'"))
    words = [p for p in parts if not any(c.isdigit() for c in p)]
    whole = [p for p in parts if len(p) >= _WHOLE and any(c.isdigit() for c in p)]
    return len(whole) < _WHOLE_IDS and all(len(w) <= _PREFIX and i == 0 for i, w in enumerate(parts) if w in words)


def _card_id(found: str) -> Any:
    if _DIGITS_GONE.fullmatch(found):
        return Ask("ID_CUT_OFF")
    if not _is_one(found):
        return Ask("ID_SHAPE")
    joined = re.sub(r"[\s\u2010-\u2015-]", "", found.lstrip("'")).upper()
    if not _CARD.fullmatch(joined) or not any(c.isdigit() for c in joined):
        return Ask("ID_SHAPE")
    if _MEDICARE_LIKE.fullmatch(joined) and not _NOT_IN_MEDICARE.isdisjoint(joined):
        return Ask("ID_SHAPE")
    return Note(joined, "ID_OH_ZERO") if _OH_ZERO.fullmatch(joined) else joined


_card: Parse = typed(_card_id, "ID_SHAPE")


def card_id(raw: Raw) -> Any:
    """An ID from an insurance card, without spaces and dashes; a number cell may have lost its zeros or its end."""
    if isinstance(raw, Padded):
        return raw.shown
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if not 0 <= raw < _FIRST_LOST or raw != int(raw):
            return Ask("ID_CUT_OFF")
        return Note(str(int(raw)), "ID_NUMBER")
    return _card(raw)
