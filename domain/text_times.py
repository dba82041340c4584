"""When a text may go out: so many hours before, within the allowed hours, never too late to help."""

from datetime import date, datetime, timedelta
from typing import Literal

from domain.details import Details

Kind = Literal["reminder_72", "reminder_24", "moved", "cancelled", "logistics"]

TOO_LATE = timedelta(hours=2)
"""A reminder nearer to the start than this helps nobody."""

ROOM = timedelta(minutes=30)
"""A text is due so long before the last moment at which it may go: a pass comes every few minutes, not at that moment."""

DAY = timedelta(days=1)
WEEK_AHEAD = timedelta(days=7)
"""When members hear of the first session of a group (launch checklist of the guide: one week before)."""


def reminder_kinds(details: Details) -> tuple[tuple[Kind, int], ...]:
    """The kinds of reminder the practice sends with their hours before the start, the earliest first.

    The last one asks nothing more; whatever comes before it is an early one.
    """
    hours = sorted(set(details.reminder_hours), reverse=True)
    if not hours:
        return ()
    last: tuple[Kind, int] = ("reminder_24", hours[-1])
    return (("reminder_72", hours[0]), last) if len(hours) > 1 else (last,)


def is_allowed(at: datetime, details: Details) -> bool:
    """Whether the practice's clock shows one of the allowed hours; both ends are allowed."""
    opens, closes = details.text_hours
    return opens <= at.astimezone(details.zone).time() <= closes


def moved_earlier(at: datetime, details: Details) -> datetime:
    """The last moment at or before this one that leaves room within the allowed hours."""
    here = at.astimezone(details.zone)
    opens, closes = details.text_hours
    day = here.date() - DAY if here.time() < opens else here.date()
    latest = datetime.combine(day, closes, details.zone) - ROOM
    return min(here, max(latest, datetime.combine(day, opens, details.zone)))


def moved_later(at: datetime, details: Details) -> datetime:
    """The first allowed moment at or after this one."""
    here = at.astimezone(details.zone)
    opens, closes = details.text_hours
    if here.time() > closes:
        return datetime.combine(here.date() + DAY, opens, details.zone)
    return max(here, datetime.combine(here.date(), opens, details.zone))


def next_morning(at: datetime, details: Details) -> datetime:
    """The first allowed moment of the day after this one."""
    return datetime.combine(at.astimezone(details.zone).date() + DAY, details.text_hours[0], details.zone)


def opening(day: date, details: Details) -> datetime:
    """The first allowed moment of a day."""
    return datetime.combine(day, details.text_hours[0], details.zone)


def closing(at: datetime, details: Details) -> datetime:
    """The end of the allowed hours on the day of this moment."""
    return datetime.combine(at.astimezone(details.zone).date(), details.text_hours[1], details.zone)


def due_times(starts: datetime, details: Details) -> tuple[tuple[Kind, int, datetime, datetime], ...]:
    """Each reminder of a day (kind, hours, due, last useful moment) for its first start; hours count on the wall clock."""
    last, kinds = starts - TOO_LATE, reminder_kinds(details)
    due = [moved_earlier(min(starts - timedelta(hours=h), last - ROOM), details) for _, h in kinds]
    ends = [*due[1:], last][: len(due)]
    return tuple((kind, h, d, e) for (kind, h), d, e in zip(kinds, due, ends, strict=True))


def logistics_time(
    due: tuple[tuple[Kind, int, datetime, datetime], ...], details: Details
) -> tuple[datetime, datetime]:
    """When the text before a group's first session is due, a week ahead, and until when: the first reminder takes over."""
    starts = due[-1][3] + TOO_LATE
    return moved_earlier(starts - WEEK_AHEAD, details), due[0][2]
