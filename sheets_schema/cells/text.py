"""Cells of plain words: free text, names, IDs, choices, yes and no."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from domain.lists import Mark, YesNo
from sheets_schema.cells.said import LONGEST, Ask, Note, Parse, broken, shown, tidy, typed
from sheets_schema.grid import Raw

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}")
_CARD = re.compile(r"[A-Z0-9./]{2,30}")
_DIGITS_GONE = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_FIRST_LOST = 10**15  # a number cell holds fifteen digits
_KEPT_CONTROLS = {"\n", "\t"}


def text(raw: Raw) -> Any:
    """Free text stays as it was typed, line breaks and all; only characters nobody can see are left out."""
    if not isinstance(raw, str):
        return shown(raw)
    if raw.isprintable() and len(raw) <= LONGEST:
        found = raw.strip()
    else:
        found = "".join(c for c in raw.replace("\r\n", "\n") if c.isprintable() or c in _KEPT_CONTROLS or c == "\xa0")
        found = found.replace("\xa0", " ").strip()
        if len(found) > LONGEST:
            return Ask("CELL_TOO_LONG", {"n": len(found)})
    return (broken(found) or found) if found else None


def _name(found: str) -> Any:
    return found if any(c.isalpha() for c in found) else Ask("NAME_UNREADABLE")


def _id(found: str) -> Any:
    return found.upper() if _ID.fullmatch(found) else Ask("ID_UNREADABLE")


def _initials(found: str) -> Any:
    return found if re.fullmatch(r"[^\W\d_][\w.' -]{0,9}", found) else Ask("INITIALS_UNREADABLE")


name: Parse = typed(_name, "NAME_UNREADABLE")
identifier: Parse = typed(_id, "ID_UNREADABLE")
initials: Parse = typed(_initials, "INITIALS_UNREADABLE")


def _card_id(found: str) -> Any:
    if _DIGITS_GONE.fullmatch(found):
        return Ask("ID_CUT_OFF")
    joined = re.sub(r"[\s-]", "", found).upper()
    return joined if _CARD.fullmatch(joined) else Ask("ID_SHAPE")


_card: Parse = typed(_card_id, "ID_SHAPE")


def card_id(raw: Raw) -> Any:
    """An ID from an insurance card, without spaces and dashes; a number cell may have lost its zeros or its end."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if not 0 <= raw < _FIRST_LOST or raw != int(raw):
            return Ask("ID_CUT_OFF")
        return Note(str(int(raw)), "ID_NUMBER")
    return _card(raw)


def squeezed(found: str) -> str:
    """A heading or a choice without case, spaces and marks, for comparing."""
    return "".join(c for c in tidy(found).casefold() if c.isalnum())


def choice(offered: Iterable[StrEnum | str], code: str = "CHOICE_UNKNOWN") -> Parse:
    """One of the words of a dropdown; case, spaces and dashes do not matter, spelling does."""
    known = {squeezed(word): word for word in offered}
    return typed(lambda found: known.get(squeezed(found), Ask(code)), code)


_yes_no: Parse = choice(YesNo, "YESNO_UNCLEAR")


def yes_no(raw: Raw) -> Any:
    """Yes or No; a ticked box is Yes, an empty box is no answer."""
    if isinstance(raw, bool):
        return YesNo.YES if raw else None
    return _yes_no(raw)


_mark: Parse = choice(Mark, "MARK_UNKNOWN")
_CLOCKLIKE = re.compile(r"\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?)?", re.IGNORECASE)


def mark(raw: Raw) -> Any:
    """An attendance mark, exactly as the list offers it; a time in its place is asked about."""
    if isinstance(raw, time | timedelta | datetime):
        return Ask("MARK_IS_TIME")
    if isinstance(raw, str) and _CLOCKLIKE.fullmatch(tidy(raw)) and not tidy(raw).isdigit():
        return Ask("MARK_IS_TIME")
    return _mark(raw)


def shaped(pattern: str, code: str, make: Callable[[str], str] = str.upper) -> Parse:
    """Text of one exact shape."""
    shape = re.compile(pattern)
    return typed(lambda found: made if shape.fullmatch(made := make(found)) else Ask(code), code)
