"""How a claim file is written down: segments, amounts, days, postal addresses."""

import re
from datetime import date
from decimal import Decimal

from connectors.x12.refused import X12Refused
from connectors.x12.words import Code, Words, code, words
from domain.codes import street_lines

_MOST = Decimal("99999999.99")

_STREET = Words("the street", 55)
_CITY = Words("the city", 30, shortest=2)
_STATE = Code("the state", re.compile("[A-Z]{2}"), "IL")
_ZIP = Code("the ZIP", re.compile("[0-9]{5}(?:-?[0-9]{4})?"), "62701 or 62701-1234")


def segment(*elements: str) -> str:
    """One segment on a line of its own; nothing trails after the last element that says something."""
    return "*".join(elements).rstrip("*") + "~\n"


def amount(value: Decimal, name: str, about: str) -> str:
    """Dollars without trailing zeros: ``150``, ``15.5``. Raises X12Refused for what is no sum of money."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if value.is_signed() or value > _MOST or len(text.partition(".")[2]) > 2:  # noqa: PLR2004  cents
        raise X12Refused(about, name, "is not a sum of money. Write it like 150.00")
    return text


def day(value: date) -> str:
    """A day as eight digits; the year always has four."""
    return f"{value.year:04d}{value.month:02d}{value.day:02d}"


def address(street: str | None, city: str | None, state: str | None, zip_code: str | None, about: str) -> str:
    """N3 and N4; what follows the first comma of the street ("Ste 200") gets an element of its own."""
    place = (words(city, _CITY, about), code(state, _STATE, about), code(zip_code, _ZIP, about).replace("-", ""))
    return segment("N3", *(words(x, _STREET, about) for x in street_lines(street or ""))) + segment("N4", *place)
