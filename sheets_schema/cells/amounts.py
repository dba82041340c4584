"""Cells that hold money, percent, and counts."""

import math
import re
from datetime import date
from decimal import Decimal
from typing import Any

from sheets_schema.cells.said import Ask, Parse, broken, tidy, typed
from sheets_schema.grid import Raw

_AMOUNT = re.compile(r"(-?)\$?\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?")
_MOST_MONEY = Decimal(1_000_000)
_MOST = 9999
_UNLIMITED = frozenset({"unlimited", "no limit", "none", "n/a", "na"})


def _number(raw: Raw) -> Decimal | None:
    """The number of a number cell, or None for any other cell."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    return Decimal(str(raw))


def _amount(found: str) -> Decimal | Ask:
    m = _AMOUNT.fullmatch(found)
    return Decimal(m[1] + m[2].replace(",", "") + (m[3] or "")) if m else Ask("MONEY_UNREADABLE")


def _text(raw: Raw) -> str:
    return tidy(raw) if isinstance(raw, str) else ""


def _cash(raw: Raw) -> Any:
    number = _number(raw)
    if number is not None:
        return Ask("MONEY_PCT_OR_DOLLARS") if 0 < number < 1 else _cents(number)
    if not isinstance(raw, str):
        return Ask("MONEY_UNREADABLE")
    text = tidy(raw)
    if not text:
        return None
    found = broken(text) or _amount(text)
    return found if isinstance(found, Ask) else _cents(found)


def _cents(found: Decimal) -> Decimal | Ask:
    if abs(found) > _MOST_MONEY:
        return Ask("MONEY_BIG")
    cents = found.quantize(Decimal("0.01"))
    return cents if cents == found else Ask("MONEY_UNREADABLE")


def money(raw: Raw) -> Any:
    """An amount in dollars and cents; less than nothing is asked about."""
    found = _cash(raw)
    return Ask("MONEY_NEGATIVE") if isinstance(found, Decimal) and found < 0 else found


signed_money: Parse = _cash


def percent(raw: Raw) -> Any:
    """A share of a hundred, so 20 for 20 %; a cell shown as a percent arrives as 0.2."""
    found = _number(raw)
    if found is None:
        text = _text(raw)
        if not text and isinstance(raw, str):
            return None
        m = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s?%?", text)
        found = Decimal(m[1]) if m else None
        if found is None:
            return broken(text) or Ask("PERCENT_UNREADABLE")
    elif 0 < found < 1:
        found = (found * 100).quantize(Decimal("0.01"))
    elif found == 1:
        return Ask("PERCENT_UNREADABLE")
    if not 0 <= found <= 100:  # noqa: PLR2004  a hundred of a hundred
        return Ask("PERCENT_UNREADABLE")
    return Decimal(int(found)) if found == int(found) else found


def whole(raw: Raw) -> Any:
    """A count: a whole number that is not below nothing."""
    found = _number(raw)
    if found is None:
        if isinstance(raw, date):
            return Ask("COUNT_IS_DATE")
        text = _text(raw)
        if not text and isinstance(raw, str):
            return None
        if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text):
            return broken(text) or Ask("COUNT_RANGE")
        found = Decimal(text)
    if found < 0:
        return Ask("COUNT_NEGATIVE")
    if found != int(found):
        return Ask("COUNT_FRACTION")
    return int(found) if found <= _MOST else Ask("COUNT_RANGE")


def limit(raw: Raw) -> Any:
    """A count of sessions a plan pays; "Unlimited" is no limit, as a blank cell is."""
    return None if _text(raw).lower() in _UNLIMITED else whole(raw)


def grade(raw: Raw) -> Any:
    """A whole number from 1 to 5."""
    found = whole(raw)
    return found if not isinstance(found, int) or 1 <= found <= 5 else Ask("GRADE_RANGE")  # noqa: PLR2004  the top grade


def _several(found: str) -> tuple[int, ...] | Ask:
    parts = [part for part in re.split(r"[,; ]+", found) if part]
    numbers = tuple(int(p) for p in parts if re.fullmatch(r"\d{1,3}", p))
    return numbers if numbers and len(numbers) == len(parts) and min(numbers) else Ask("NUMBERS_UNREADABLE")


numbers: Parse = typed(_several, "NUMBERS_UNREADABLE")
