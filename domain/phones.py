"""A phone number as the ledger knows it: a mark that stands for it and does not show it."""

import hashlib

_LENGTH = 20


def phone_key(practice: str, phone: str) -> str:
    """The mark of a number (E.164) in one practice; the same number always gets the same mark, whoever has it now."""
    return hashlib.sha256(f"{practice}:{phone}".encode()).hexdigest()[:_LENGTH]


def words_key(body: str) -> str:
    """The mark of a text's words, to find it again in a provider's list."""
    return hashlib.sha256(body.encode()).hexdigest()[:_LENGTH]
