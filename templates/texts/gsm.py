"""What a text costs: its characters decide how many segments a phone company counts."""

import unicodedata
from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_LOOK_ALIKES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033«»", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-")
    | {"•": "-", "·": "-", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe", "Œ": "OE"}
)
_LONE_7_BIT, _PART_7_BIT, _LONE_UCS2, _PART_UCS2 = 160, 153, 70, 67


class Segments(NamedTuple):
    """How a text travels: its alphabet, its length in that alphabet's units, and the parts that are paid for."""

    alphabet: str
    units: int
    parts: int


def segments(text: str) -> Segments:
    """A text of GSM-7 letters has 160 units in one segment, any other 70; nine signs and the form feed count two."""
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        units = sum(2 if sign in _EXTENDED else 1 for sign in text)
        return Segments("GSM-7", units, 1 if units <= _LONE_7_BIT else -(-units // _PART_7_BIT))
    units = len(text.encode("utf-16-be", "surrogatepass")) // 2
    return Segments("UCS-2", units, 1 if units <= _LONE_UCS2 else -(-units // _PART_UCS2))


def plain(text: str) -> str:
    """The same words on one line in the letters a text carries at no extra cost, where such letters exist.

    Quotes, dashes and spaces become plain ones, accents that GSM-7 lacks are taken off, pictures are left out;
    a letter of another script stays as it is, so that ``segments`` still sees it.
    """
    composed = unicodedata.normalize("NFKC", text.translate(_LOOK_ALIKES)).translate(_LOOK_ALIKES)
    return " ".join("".join(_letter(sign) for sign in composed).split())


def _letter(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in _BASIC or sign in _EXTENDED:
        return sign
    bare = "".join(x for x in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(x))
    if bare != sign and all(x in _BASIC for x in bare):
        return bare
    return sign if unicodedata.category(sign)[0] in "LN" else ""
