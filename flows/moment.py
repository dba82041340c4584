"""What `--today` says: a day or a moment on the practice's own wall clock."""

from datetime import datetime, time

from domain.problems import Problem


def moment(text: str) -> datetime | None:
    """The moment meant by a day (its noon) or a local date-time; without a zone it is the practice's wall clock."""
    if not text:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(
            f'--today cannot be "{text}". Type a day like 2026-03-12, or a moment like 2026-03-12T09:00.'
        ) from None
    if len(text) <= len("2026-03-12"):
        parsed = datetime.combine(parsed.date(), time(12))
    return parsed
