"""Words and codes as a claim file carries them."""

import re
import unicodedata
from typing import NamedTuple

from connectors.x12.refused import X12Refused
from domain.plain_letters import plain


class Words(NamedTuple):
    """Something in words: what people call it, and how many letters a payer takes."""

    name: str
    longest: int
    shortest: int = 1


class Code(NamedTuple):
    """Something in signs of a fixed form: what people call it, the form, and an example."""

    name: str
    form: re.Pattern[str]
    example: str


def words(text: str | None, field: Words, about: str) -> str:
    """The text as a claim file carries it, never cut.

    Raises X12Refused when it is blank, too long, or holds a sign that a claim file cannot carry.
    """
    found = plain(text or "")
    if found is None:
        raise X12Refused(about, field.name, "has a sign that claim files cannot carry, such as *. Use plain letters")
    if not found:
        raise X12Refused(about, field.name, "is missing. Fill it in")
    if len(found) < field.shortest:
        raise X12Refused(about, field.name, "is too short. Write it out")
    if len(found) > field.longest:
        raise X12Refused(about, field.name, f"is longer than {field.longest} letters. Shorten it")
    return found


def code(text: str | None, field: Code, about: str) -> str:
    """The code in capitals. Raises X12Refused when it is blank or has another form; letters are never replaced."""
    found = text or ""
    if field.form.fullmatch(found):
        return found
    if not found.isascii():
        found = unicodedata.normalize("NFKC", found)
    found = found.strip(" ")
    if not found:
        raise X12Refused(about, field.name, "is missing. Fill it in")
    if not (found.isascii() and field.form.fullmatch(found.upper())):
        raise X12Refused(about, field.name, f"cannot be read. Write it like {field.example}")
    return found.upper()


def exact(text: str, field: Code, about: str) -> str:
    """A code of our own that must come back as it went. Raises X12Refused when a claim file would change it."""
    if not field.form.fullmatch(text):
        raise X12Refused(about, field.name, f"cannot be sent as it is. Write it like {field.example}")
    return text
