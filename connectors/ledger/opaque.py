"""What may stand in the keys of the ledger: IDs and codes, never words of a person."""

import re
from collections.abc import Iterable, Mapping

_OPAQUE = re.compile(r"[A-Za-z0-9:/|._,# \-]{0,400}")
_PRACTICE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def guard(texts: Iterable[str]) -> None:
    """Refuse what cannot be an ID; raises ValueError, which does not repeat the text."""
    for text in texts:
        if not _OPAQUE.fullmatch(text):
            raise ValueError("a key or detail of the ledger holds more than IDs")


def guard_detail(detail: Mapping[str, str]) -> None:
    """Refuse details that are not IDs or codes."""
    guard(detail.keys())
    guard(detail.values())


def guard_practice(practice: str) -> None:
    """Refuse a practice name that is not a slug such as ``harbor-groups``."""
    if not _PRACTICE.fullmatch(practice):
        raise ValueError("a practice is named by small letters, digits and hyphens")
