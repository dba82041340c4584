"""Cells that hold whole numbers: counts, limits, session numbers, grades."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sheets_schema.cells.amounts import number_of
from sheets_schema.cells.said import DASHES, Ask, Note, Parse, broken, tidy, typed
from sheets_schema.grid import Raw

_MOST = 9999
_UNLIMITED = frozenset({"unlimited", "unlim", "no limit", "none", "n/a", "na", "not applicable"})
_NOT_APPLICABLE = frozenset({"n/a", "na", "not applicable"})
_REVIEWED = frozenset({"medical necessity", "reviewed", "reviewed for need", "as medically necessary"})
_OF = re.compile(r"(\d{1,4}) (?:of|out of) (\d{1,4})")
_SLASHED = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})")
_WITH_A_WORD = re.compile(r"(-?\d[\d.]*) ?sessions?")
_LEFT = re.compile(r"(\d{1,4}) ?(?:sessions )?(?:left|remaining|\(approved\)|\(left\)|\(remaining\))")
_LEFT_OR_USED = re.compile(r"(\d{1,4}) ?\(?(?:sessions )?(?:left|remaining|used|approved)\)?")
_LABEL = re.compile(r"(?:session|number|no\.?|#|session ?(?:#|no\.?|number)):? ?#?:? ?(?=\d)")


def _text(raw: Raw) -> str:
    return tidy(raw).casefold().rstrip(".") if isinstance(raw, str) else ""


def _of_date(raw: Raw) -> Ask | None:
    """A count that the sheet took for a day: it probably was "n of m"."""
    if isinstance(raw, date | datetime):
        return Ask("COUNT_IS_DATE", {"n": raw.month, "m": raw.day})
    return Ask("COUNT_RANGE") if isinstance(raw, time | timedelta | bool) else None


def whole(raw: Raw) -> Any:  # noqa: PLR0911  one answer for each way to write it
    """A count: a whole number that is not below nothing."""
    odd = _of_date(raw)
    if odd:
        return odd
    found = number_of(raw)
    if found is None:
        text = _text(raw)
        if not text or text in DASHES:
            return None if isinstance(raw, str) else Ask("COUNT_RANGE")
        if m := _WITH_A_WORD.fullmatch(text):
            text = m[1]
        if m := _LEFT_OR_USED.fullmatch(text):
            return Ask("COUNT_LEFT_OR_USED", {"n": int(m[1])})
        if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text):
            return broken(tidy(str(raw))) or Ask("COUNT_RANGE")
        found = Decimal(text)
    if found < 0:
        return Ask("COUNT_NEGATIVE")
    if found != int(found):
        return Ask("COUNT_FRACTION")
    return int(found) if found <= _MOST else Ask("COUNT_RANGE")


@dataclass(frozen=True, slots=True)
class Left:
    """Sessions that a plan still pays: ``sessions`` (None: no limit, or where ``applies`` is False no such rule)."""

    sessions: int | None
    approved: int | None = None
    applies: bool = True


def left(raw: Raw) -> Any:  # noqa: PLR0911  one answer for each way to write it
    """Sessions left, as tables of benefits hold it: 8, Unlimited, N/A, "8 of 12"; "8/12" could be used or left."""
    text = _text(raw)
    if text in _NOT_APPLICABLE:
        return Left(None, applies=False)
    if text in _UNLIMITED:
        return Left(None)
    if text in _REVIEWED:
        return Note(Left(None), "COUNT_REVIEWED")
    if m := _OF.fullmatch(text):
        return Note(Left(int(m[1]), int(m[2])), "COUNT_LEFT", {"reading": f"{m[1]} of {m[2]} left"})
    if m := _LEFT.fullmatch(text):
        return Left(int(m[1]))
    if m := _SLASHED.fullmatch(text):
        return Ask("COUNT_LEFT_OR_USED", {"n": int(m[1])})
    found = whole(raw)
    return Left(found) if isinstance(found, int) else found


def limit(raw: Raw) -> Any:
    """A count of sessions a plan pays; "Unlimited" is no limit, as a blank cell is."""
    text = _text(raw)
    if text in _REVIEWED:
        return Note(None, "COUNT_REVIEWED")
    return None if text in _UNLIMITED else whole(raw)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A session's number in its cycle, with the cycle's length where told."""

    number: int
    of: int | None = None


def numbered(raw: Raw) -> Any:
    """A session number: 5, "5 of 12", "Session #: 5 of 12"; "5/12" as text is read and shown."""
    text = _LABEL.sub("", _text(raw), count=1)
    if m := _OF.fullmatch(text):
        return Numbered(int(m[1]), int(m[2]))
    if m := _SLASHED.fullmatch(text):
        said = Numbered(int(m[1]), int(m[2]))
        return (
            Note(said, "COUNT_OF", {"reading": f"{m[1]} of {m[2]}"}) if said.number <= int(m[2]) else Ask("COUNT_RANGE")
        )
    found = whole(text or raw)
    return Numbered(found) if isinstance(found, int) else found


def session_number(raw: Raw) -> Any:
    """A session's number alone; see ``numbered``."""
    found = numbered(raw)
    if isinstance(found, Note):
        return Note(found.value.number, found.code, found.words)
    return found.number if isinstance(found, Numbered) else found


def grade(raw: Raw) -> Any:
    """A whole number from 1 to 5."""
    found = whole(raw)
    return found if not isinstance(found, int) or 1 <= found <= 5 else Ask("GRADE_RANGE")  # noqa: PLR2004  the top grade


def _several(found: str) -> tuple[int, ...] | Ask:
    parts = [part for part in re.split(r"[,; ]+", found) if part]
    numbers = tuple(int(p) for p in parts if re.fullmatch(r"\d{1,3}", p))
    return numbers if numbers and len(numbers) == len(parts) and min(numbers) else Ask("NUMBERS_UNREADABLE")


numbers: Parse = typed(_several, "NUMBERS_UNREADABLE")
