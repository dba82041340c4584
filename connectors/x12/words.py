"""What people wrote, in the letters that every payer's computer reads."""

import re
import unicodedata
from typing import NamedTuple

from connectors.x12.refused import X12Refused

_SIGN = r"""[A-Z0-9!"&'()+,\-./;?=]"""
_BASIC = re.compile(f"{_SIGN}+(?: {_SIGN}+)*")
_MARKED_LETTER = re.compile("([A-Za-z])[\u0300-\u036f]+")

_BEFORE = str.maketrans({"\u00b4": "'", "`": "'", "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "#": " NO "})
"""Signs whose meaning Unicode's own decomposition would lose: 22½ is not 221/2."""

_AFTER = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bb\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H"}
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ß": "ss", "ẞ": "SS", "\u0131": "i"}
)


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


def plain(text: str) -> str | None:
    """The text in capitals of the basic set with single spaces, or None when a sign has no place in it.

    Unicode is taken apart first: a full-width asterisk is an asterisk before anything is judged.
    """
    if text.isascii() and _BASIC.fullmatch(text.upper()):
        return text.upper()
    apart = unicodedata.normalize("NFKD", text.translate(_BEFORE)).translate(_AFTER)
    words = " ".join(x for x in _MARKED_LETTER.sub(r"\1", apart).upper().split(" ") if x)
    return words if not words or _BASIC.fullmatch(words) else None


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
