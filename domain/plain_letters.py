"""What people wrote, in the letters that every payer's computer reads."""

import re
import unicodedata
from functools import lru_cache

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


@lru_cache(16_384)
def plain(text: str) -> str | None:
    """The text in capitals of the basic set with single spaces, or None when a sign has no place in it.

    Unicode is taken apart first: a full-width asterisk is an asterisk before anything is judged.
    """
    if text.isascii() and _BASIC.fullmatch(text.upper()):
        return text.upper()
    apart = unicodedata.normalize("NFKD", text.translate(_BEFORE)).translate(_AFTER)
    words = " ".join(x for x in _MARKED_LETTER.sub(r"\1", apart).upper().split(" ") if x)
    return words if not words or _BASIC.fullmatch(words) else None
