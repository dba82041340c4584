"""Cells that hold money, percent, and what a member pays."""

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from sheets_schema.cells.said import DASHES, Ask, Note, Parse, broken, tidy
from sheets_schema.grid import Percent, Raw

_AMOUNT = re.compile(r"(-?)(\$?)\s?(\d{1,3}(?:,\d{3})+|\d{1,9}|(?=\.\d))(\.\d{1,2})?")
_IN_WORDS = re.compile(
    r"(?:copay:? )?(\$?\s?[\d,]*\.?\d+)\s?(?:dollars|usd|copay|co-pay|flat|/ ?session|per session|/ ?visit|per visit|each)?"
    r"(?: copay| flat)?"
)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?(?:%|percent|pct)(?: coinsurance| co-insurance| coins\.?)?")
_CONDITION = re.compile(r"(.*\S)\s+(after (?:the )?deductible|before (?:the )?deductible|after ded\.?|until met)")
_CURRENCY = re.compile("[\u00a3\u20ac\u00a5\u20b9]|\\b(?:eur|gbp|cad)\\b")
_RANGE = re.compile(r"\$?\d[\d.,]*\s?(?:-|\u2013|\u2014|to)\s?\$?\d[\d.,]*")
_NOTHING = frozenset({"none", "no copay", "$0", "nothing", "no charge"})
_GIVEN_UP = {"waived": "waived", "free": "free"}
_NOT_APPLICABLE = frozenset({"n/a", "na", "not applicable"})
_MOST_MONEY = Decimal(1_000_000)
_MOST_COPAY = Decimal(200)
_HUNDRED = 100


def number_of(raw: Raw) -> Decimal | None:
    """The number of a number cell, or None for any other cell."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    return Decimal(str(float(raw) if isinstance(raw, Percent) else raw))


def _why_not(text: str) -> Ask:
    """Why a text is not one amount."""
    if _CURRENCY.search(text):
        return Ask("MONEY_CURRENCY")
    if re.fullmatch(r"\(\s?\$?[\d,.]+\s?\)", text):
        return Ask("MONEY_NEGATIVE")
    if _RANGE.fullmatch(text):
        return Ask("MONEY_RANGE")
    several = re.search(r"\d.*(?:\+|\bor\b|\bx\b|&|\band\b|/).*\d", text) or (
        "deductible" in text and re.search(r"\d", text)
    )
    return Ask("MONEY_TWO" if several else "MONEY_UNREADABLE")


def _amount(found: str) -> Decimal | Ask:
    text = found.casefold()
    m = _AMOUNT.fullmatch(text)
    if not m and (words := _IN_WORDS.fullmatch(text)):
        m = _AMOUNT.fullmatch(words[1].strip())
    if not m or not (m[3] or m[4]):
        return _why_not(text)
    if not m[3] and not m[2]:
        return Ask("MONEY_PCT_OR_DOLLARS")
    return Decimal(m[1] + (m[3] or "0").replace(",", "") + (m[4] or ""))


def _cash(raw: Raw) -> Any:
    if isinstance(raw, Percent):
        return Ask("MONEY_IS_PERCENT")
    number = number_of(raw)
    if number is not None:
        return Ask("MONEY_PCT_OR_DOLLARS") if 0 < number < 1 else _cents(number)
    if not isinstance(raw, str):
        return Ask("MONEY_IS_DATE" if isinstance(raw, date | time | timedelta) else "MONEY_UNREADABLE")
    text = tidy(raw)
    if not text or text in DASHES:
        return None
    found = broken(text) or (Ask("MONEY_IS_PERCENT") if _SHARE.fullmatch(text.casefold()) else _amount(text))
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
    """A share of a hundred, so 20 for 20 %; a cell shown as a percent arrives as ``Percent``."""
    found = number_of(raw)
    if found is None:
        text = tidy(raw).casefold() if isinstance(raw, str) else ""
        if isinstance(raw, str) and (not text or text in DASHES or text in _NOT_APPLICABLE):
            return None
        m = _SHARE.fullmatch(text) or re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)", text)
        found = Decimal(m[1]) if m else None
        if found is None:
            return broken(text.upper()) or Ask("PERCENT_UNREADABLE")
    elif isinstance(raw, Percent) or 0 < found < 1:
        found = (found * _HUNDRED).quantize(Decimal("0.01"))
    elif found == 1:
        return Ask("PERCENT_UNREADABLE")
    if not 0 <= found <= _HUNDRED:
        return Ask("PERCENT_UNREADABLE")
    return Decimal(int(found)) if found == int(found) else found


@dataclass(frozen=True, slots=True)
class Share:
    """What a member pays: dollars, or percent, or neither where it does not apply; with the one condition told."""

    dollars: Decimal | None = None
    percent: Decimal | None = None
    condition: str = ""


def share(raw: Raw) -> Any:  # noqa: PLR0911  one answer for each way to say it
    """A copay or coinsurance as tables of benefits hold it: "$25", "20% coinsurance", "N/A", "$25 after deductible"."""
    text = tidy(raw).casefold() if isinstance(raw, str) else ""
    if text in _NOT_APPLICABLE:
        return Share()
    if text in _NOTHING:
        return Share(Decimal("0.00"))
    if text in _GIVEN_UP:
        return Note(Share(Decimal("0.00"), None, _GIVEN_UP[text]), "MONEY_CONDITION")
    if isinstance(raw, Percent) or _SHARE.fullmatch(text):
        found = percent(raw)
        return found if isinstance(found, Ask) else Share(None, found)
    if m := _CONDITION.fullmatch(text):
        plain = share(m[1])
        return Note(Share(plain.dollars, plain.percent, m[2]), "MONEY_CONDITION") if isinstance(plain, Share) else plain
    found = money(raw)
    if isinstance(found, Decimal):
        return Ask("MONEY_BIG") if found > _MOST_COPAY and not _written_in_full(raw) else Share(found)
    return found


def _written_in_full(raw: Raw) -> bool:
    """An amount with a dollar sign and cents was typed with care, however large."""
    return isinstance(raw, str) and re.fullmatch(r"\$[\d,]+\.\d{2}", tidy(raw)) is not None


def copay(raw: Raw) -> Any:
    """A copay in dollars: a percent belongs in the column beside it; a condition is shown and stays in the sheet."""
    found = share(raw)
    said = found.value if isinstance(found, Note) else found
    if not isinstance(said, Share):
        return found
    if said.percent is not None:
        return Ask("MONEY_IS_PERCENT")
    return Note(said.dollars, found.code, {"reading": f"${said.dollars}"}) if isinstance(found, Note) else said.dollars
