"""Days, times and lists the way the practice's people write them."""

import re
from collections.abc import Container, Sequence
from datetime import date, time
from decimal import Decimal


def day_words(day: date) -> str:
    """A day as in a letter: ``March 3, 2026``."""
    return f"{day:%B} {day.day}, {day.year}"


def short_day(day: date) -> str:
    """A day as in a text: ``Tue Mar 3``."""
    return f"{day:%a} {day:%b} {day.day}"


def clock_words(at: time) -> str:
    """A time as on the wall: ``6:05 PM``."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'AM' if at.hour < 12 else 'PM'}"  # noqa: PLR2004  noon


def phone_words(number: str) -> str:
    """A US phone number as people write it, ``415-555-0101``; another country's stays as it is."""
    digits = number.removeprefix("+1")
    if len(digits) == len("4155550101") and digits.isascii() and digits.isdigit():
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return number


def listing(parts: Sequence[str]) -> str:
    """Several things in one breath: ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""


def counted(number: int, thing: str) -> str:
    """A number of things: ``1 minute``, ``22 minutes``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def dollars(value: Decimal) -> str:
    """A sum the way the guide writes it: ``$25``, ``$25.50``."""
    sign = "-" if value < 0 else ""
    return sign + (f"${abs(value):,.0f}" if value == value.to_integral_value() else f"${abs(value):,.2f}")


_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b)\s*")


def people_named(text: str, known: Container[str]) -> tuple[str, ...]:
    """The people in a cell such as ``MM, TT``; a text that is one known name (in lower case) is not taken apart."""
    whole = text.strip()
    if whole.lower() in known:
        return (whole,)
    return tuple(name for name in _BETWEEN.split(whole) if name)
