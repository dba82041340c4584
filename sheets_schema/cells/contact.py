"""Cells by which a person can be reached: one reading or none, since a text to a stranger cannot be taken back."""

import re
from difflib import get_close_matches
from functools import cache
from typing import Any

from domain.value import Purpose
from sheets_schema.cells.said import DASHES, Ask, Note, broken, tidy
from sheets_schema.grid import Raw

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_PLAIN = re.compile(r"[\d\s().+\-\u2010-\u2015/]+")
_US_DIGITS = 10
_NONE = frozenset({"none", "n/a", "na", "no", "no phone", "no email", "no e-mail"})
_LABEL = re.compile(r"(?:cell|mobile|phone|tel|c|m)\.?:? (?=[\d(+])", re.IGNORECASE)
_OTHERS = re.compile(r"(?:home|work|office|h|w)\.?:? ?(?=[\d(+])", re.IGNORECASE)
_GROUPS = re.compile(r"\+?1?[-. ]?(?:\( ?)?\d{3}(?: ?\))?[-. \u2010-\u2015/]{0,3}\d{3}[-. \u2010-\u2015/]{0,3}\d{4}")
_EXTENSION = re.compile(r"(.*\d),? ?(?:ext\.?|extension|x) ?(\d{1,6})", re.IGNORECASE)
_REMARK = re.compile(r"(.*\d) ?(?:\(([^\d()]+)\)|[-\u2013,] ?([A-Za-z][A-Za-z '.]*)|([A-Za-z][A-Za-z '.]*))")
_SCIENTIFIC = re.compile(r"(\d)\.(\d+)e\+?(\d{1,2})", re.IGNORECASE)
_KEYPAD = re.compile(r"[\d() .-]*\d{3}[() .-]+[A-Z]{3,}[A-Z -]*")
_STOPS: tuple[Purpose, ...] = ("texts",)


@cache
def _matches(text: str) -> tuple[str, ...]:
    import phonenumbers  # noqa: PLC0415  a fifth of a second that most commands do not need

    found = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.VALID)
    return tuple(phonenumbers.format_number(m.number, phonenumbers.PhoneNumberFormat.E164) for m in found)


def _number(text: str) -> Any:
    """Exactly one number and no digit besides, else why not."""
    digits = re.sub(r"\D", "", text)
    found = _matches(text)
    if len(found) == 1 and found[0].removeprefix("+").removeprefix("1") == digits.removeprefix("1"):
        if not found[0].startswith("+1"):
            return Note(found[0], "PHONE_FOREIGN", {}, _STOPS)
        if _GROUPS.fullmatch(text.strip()):
            return found[0]
        return Ask("PHONE_EXTRA_DIGITS" if text.strip()[-1:].isdigit() else "PHONE_LETTERS")
    return Ask(*_why(text, digits, len(found)))


def _why(text: str, digits: str, matches: int) -> tuple[str, dict[str, object]]:
    if matches > 1 or re.search(r"\d{4}\s?/\s?\d{4}", text) or len(digits) >= 2 * _US_DIGITS:
        return "PHONE_TWO", {}
    if matches == 1:
        return "PHONE_EXTRA_DIGITS", {}
    short = len(digits.removeprefix("1") if len(digits) > _US_DIGITS else digits)
    if short != _US_DIGITS or text.count("(") != text.count(")"):
        extra = len(digits) > _US_DIGITS and re.fullmatch(r"\(\d{3}\)\s?\d{3}-\d{3}-\d{4}", text)
        return "PHONE_EXTRA_DIGITS" if extra else "PHONE_DIGITS", {"n": len(digits)}
    return "PHONE_FAKE", {}


def _with_words(text: str) -> Any:
    """A number with words beside it: an extension, or a remark about whose number it is; no texts to either."""
    if m := _EXTENSION.fullmatch(text):
        found = _number(m[1])
        return Note(found, "PHONE_EXT", {}, _STOPS) if isinstance(found, str) else found
    digits = len(re.sub(r"\D", "", text))
    if digits < _US_DIGITS and _KEYPAD.fullmatch(text.upper()):
        return Ask("PHONE_LETTERS")
    if m := _REMARK.fullmatch(text):
        found = _number(m[1])
        return Note(found, "PHONE_REMARK", {}, _STOPS) if isinstance(found, str) else found
    if len(_matches(text)) > 1:
        return Ask("PHONE_TWO")
    return Ask("PHONE_LETTERS") if digits >= _US_DIGITS else Ask("PHONE_DIGITS", {"n": digits})


def _scientific(m: re.Match[str]) -> Any:
    """A number that a sheet squeezed: readable only while all of its digits are there."""
    whole, part, power = m[1], m[2], int(m[3])
    if len(part) != power:
        return Ask("PHONE_CUT_OFF")
    found = _number(whole + part)
    return Note(found, "PHONE_SCIENTIFIC") if isinstance(found, str) else found


def phone(raw: Raw) -> Any:  # noqa: PLR0911  one answer for each way to write it
    """Exactly one phone number with no stray digit, as ``+14155550132``."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return Ask("PHONE_DIGITS", {"n": 0})
    if not isinstance(raw, str):
        return _number(str(int(raw))) if 0 <= raw < 10**15 and raw == int(raw) else Ask("PHONE_CUT_OFF")
    text = _LABEL.sub("", tidy(raw).lstrip("'"), count=1)
    if not text or text in DASHES or text.casefold() in _NONE:
        return None
    wrong = broken(text)
    if wrong:
        return wrong
    if m := _SCIENTIFIC.fullmatch(text):
        return _scientific(m)
    text = re.sub(r"^(\d{10,11})\.0$", r"\1", text)
    if m := _OTHERS.match(text):
        found = _number(text[m.end() :])
        return Note(found, "PHONE_REMARK", {}, _STOPS) if isinstance(found, str) else found
    return _number(text) if _PLAIN.fullmatch(text) else _with_words(text)


_REAL = frozenset({"mail.com", "email.com", "ymail.com", "gmx.com"})
_DOMAINS = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net")
_LIKE_ENOUGH = 0.84


def _email(text: str) -> Any:
    found = text.lower()
    if not _EMAIL.fullmatch(found) or ".." in found:
        return Ask("EMAIL_SHAPE")
    name, _, domain = found.partition("@")
    guess = get_close_matches(domain, _DOMAINS, 1, _LIKE_ENOUGH)
    if domain in _REAL:
        return found
    if domain.endswith(".con"):
        guess = [domain[:-1] + "m"]
    return Note(found, "EMAIL_TYPO", {"guess": f"{name}@{guess[0]}"}) if guess and guess[0] != domain else found


def email(raw: Raw) -> Any:
    """One e-mail address in small letters, taken out of "Name <address>" and "mailto:"."""
    if not isinstance(raw, str):
        return Ask("EMAIL_SHAPE")
    text = tidy(raw)
    if not text or text in DASHES or text.casefold() in _NONE:
        return None
    wrong = broken(text)
    if wrong:
        return wrong
    if m := re.fullmatch(r"[^<>@]*<([^<>]+)>", text):
        text = m[1]
    return _email(re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE))
