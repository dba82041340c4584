"""What the rest of the workbook tells about a cell: today, the practice's clock, the hours and days of a group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sheets_schema.cells.calendar_words import day_words
from sheets_schema.cells.said import Ask, Note
from sheets_schema.column import Window
from sheets_schema.windows import in_window, year_before

_HALF_DAY = timedelta(hours=6)
_FAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a group meets, or when one of its sessions was: what cells of its rows are seen against.

    ``on`` and ``last`` are the first and the last day of the cycle, ``weekday`` the usual one (Monday is 0).
    """

    on: date | None = None
    starts: time | None = None
    last: date | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``meetings`` are by group ID and by session ID; ``minors`` says that groups for them exist."""

    today: date
    zone: tzinfo = UTC
    minors: bool = False
    meetings: Mapping[str, Meeting] = field(default_factory=dict)

    def meeting(self, values: Mapping[str, Any]) -> Meeting:
        """The session, else the group, that a row names."""
        for name in ("session_id", "group_id"):
            if values.get(name) in self.meetings:
                return self.meetings[values[name]]
        return Meeting()


def settle(said: Any, window: Window, values: Mapping[str, Any], around: Surroundings) -> Any:
    """A reading seen in its row: what the row makes sure is read and shown, what makes no sense is asked about."""
    if isinstance(said, Ask):
        said = _resolved(said, window, around.meeting(values), around.today)
    elif isinstance(said, Note) and isinstance(said.value, datetime) and said.value.tzinfo:
        local = said.value if window == "birth" else said.value.astimezone(around.zone)
        said = Note(local.date(), said.code, {"reading": day_words(local.date())})
    elif isinstance(said, datetime) and said.tzinfo:
        said = said.astimezone(around.zone).replace(tzinfo=None)
    if not window:
        return said
    said = in_window(window, said, around.today, minors=around.minors)
    return _on_a_group_day(said, around.meeting(values), around.today) if window == "session" else said


def _on_a_group_day(said: Any, meeting: Meeting, today: date) -> Any:
    """A session on another weekday than the group's may be a make-up, and is shown; one long after the cycle is not."""
    if isinstance(said, date) and meeting.last and said > max(meeting.last + _FAR, today):
        return Ask("DATE_FUTURE", {"day": day_words(said), "guess": day_words(year_before(said))})
    of_this_cycle = isinstance(said, date) and (meeting.on is None or said >= meeting.on)
    if of_this_cycle and meeting.weekday is not None and said.weekday() != meeting.weekday:
        return Note(said, "DATE_NOT_GROUP_DAY")
    return said


def _resolved(ask: Ask, window: Window, meeting: Meeting, today: date) -> Any:
    match ask.code:
        case "TIME_AMPM" if meeting.starts and ask.could:
            return _half_day(ask, meeting.starts)
        case "TIME_LATE_BY" if meeting.starts:
            at = (datetime.combine(today, meeting.starts) + ask.could[0]).time()
            return Note(at, "TIME_LATE_READ")
        case "DATE_NO_YEAR" if ask.could and window == "session":
            return _nearest(ask, meeting, today)
        case _:
            return ask


def _half_day(ask: Ask, starts: time) -> Any:
    """The reading that lies near the group's own hour."""
    day = date(2000, 1, 1)
    begin = datetime.combine(day, starts)
    near = [t for t in ask.could if abs(datetime.combine(day, t) - begin) < _HALF_DAY]
    return Note(near[0], "TIME_AMPM_ASSUMED") if len(near) == 1 else ask


def _nearest(ask: Ask, meeting: Meeting, today: date) -> Any:
    """The year in which the day lies nearest to the cycle, or to today where no cycle is known."""
    first, last = meeting.on or today, meeting.last or meeting.on or today
    days = [d for d in (_made(year, ask.could) for year in range(first.year - 1, last.year + 2)) if d]
    best = min(days, key=lambda d: max(first - d, d - last, timedelta(0)), default=None)
    if best is None or max(first - best, best - last) > _FAR:
        return ask
    weekday = ask.words.get("weekday")
    if weekday is not None and best.weekday() != weekday:
        return Ask("DATE_WEEKDAY", {"day": day_words(best), "real": best.strftime("%A"), "typed": "another day"})
    return Note(best, "DATE_YEAR_ASSUMED")


def _made(year: int, month_and_day: tuple[int, ...]) -> date | None:
    try:
        return date(year, *month_and_day)
    except ValueError:
        return None
