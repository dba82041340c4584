"""Cells by which a person can be reached: one reading or none, since a text to a stranger cannot be taken back."""

import re
from functools import cache
from typing import Any

from sheets_schema.cells.said import Ask, Parse, typed

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_PLAIN = re.compile(r"[\d\s().+\-\u2010-\u2015/]+")
_US_DIGITS = 10
_NO_PHONE = frozenset({"none", "n/a", "na", "-"})


@cache
def _matches(text: str) -> tuple[str, ...]:
    import phonenumbers  # noqa: PLC0415  a fifth of a second that most commands do not need

    found = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.VALID)
    return tuple(phonenumbers.format_number(m.number, phonenumbers.PhoneNumberFormat.E164) for m in found)


def _phone(text: str) -> Any:
    if text.lower() in _NO_PHONE:
        return None
    if not _PLAIN.fullmatch(text):
        return Ask("PHONE_LETTERS")
    digits = re.sub(r"\D", "", text)
    found = _matches(text)
    if len(found) == 1 and found[0].removeprefix("+").removeprefix("1") == digits.removeprefix("1"):
        return found[0] if found[0].startswith("+1") else Ask("PHONE_FOREIGN")
    return Ask(*_why(digits, len(found)))


def _why(digits: str, matches: int) -> tuple[str, dict[str, object]]:
    if matches > 1 or len(digits) >= 2 * _US_DIGITS:
        return "PHONE_TWO", {}
    if matches == 1:
        return "PHONE_EXTRA_DIGITS", {}
    if len(digits.removeprefix("1")) != _US_DIGITS:
        return "PHONE_DIGITS", {"n": len(digits)}
    return "PHONE_FAKE", {}


def _email(found: str) -> Any:
    return found.lower() if _EMAIL.fullmatch(found) and ".." not in found else Ask("EMAIL_SHAPE")


phone: Parse = typed(_phone, "PHONE_LETTERS")
email: Parse = typed(_email, "EMAIL_SHAPE")
