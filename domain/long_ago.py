"""How long the past is at hand: longer than a claim can be filed or mended, and than any rule looks back."""

from datetime import date, datetime, timedelta

KEPT = timedelta(days=400)


def since(now: datetime) -> datetime:
    """The moment before which what is over is long ago."""
    return now - KEPT


def is_day_long_ago(day: date, today: date) -> bool:
    """Whether nobody mends any more what was done on that day."""
    return day < today - KEPT
