"""Moments as the ledger writes them."""

from datetime import UTC, datetime


def to_text(at: datetime) -> str:
    """The moment in UTC, always of the same length; raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment in the ledger needs a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The moment, in UTC."""
    return datetime.fromisoformat(text)
