"""When a group meets: one weekday, one time on the wall clock, week after week."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Literal

from domain.details import Details
from domain.lists import GroupStatus, Weekday
from domain.records import Group, Session
from domain.value import Value

WEEK = timedelta(weeks=1)
WEEKDAYS = tuple(Weekday)
NEAR = timedelta(days=3)
"""How far from a planned day a moved session is nearer to it than to the one of another week."""


class Meeting(Value):
    """One planned session of a group: its number in the cycle, its day, its times on the wall clock."""

    number: int
    on: date
    starts: time
    ends: time


def missing_parts(group: Group) -> tuple[str, ...]:
    """The columns of a group's row without which nobody knows when it meets."""
    needed = {
        "First session": group.first_session,
        "Start time": group.start_time,
        "Minutes": group.minutes,
        "Sessions in cycle": group.sessions_in_cycle,
    }
    return tuple(name for name, value in needed.items() if value is None)


def weekday_differs(group: Group) -> bool:
    """Whether a group's first session falls on another weekday than the one it meets on."""
    first, weekday = group.first_session, group.weekday
    return first is not None and weekday is not None and WEEKDAYS[first.weekday()] is not weekday


def meeting_days(first: date, skipped: Sequence[date]) -> Iterator[date]:
    """The days a group meets, without end; a skipped day moves everything after it by a week."""
    for week in count():
        day = first + week * WEEK
        if day not in skipped:
            yield day


def meetings(group: Group) -> tuple[Meeting, ...]:
    """The whole cycle as it was planned, session 1 first; empty while the group's row lacks something."""
    if missing_parts(group) or group.first_session is None:
        return ()
    days = meeting_days(group.first_session, group.skip_dates)
    return tuple(_meeting(group, number, next(days)) for number in range(1, (group.sessions_in_cycle or 0) + 1))


def coming(group: Group, known: Mapping[int, date | None], today: date, ahead: int) -> tuple[Meeting, ...]:
    """The meetings that still want a row: those due within so many days, and the next one of a running group.

    ``known`` are the numbers that have a row or had one, with its date where there is one. Numbers go on
    after the highest; a session that was moved keeps the week it was planned for. What is over and lies before
    First session belongs to an earlier cycle, or an earlier weekday, and takes no week of this one.
    """
    if missing_parts(group) or group.first_session is None:
        return ()
    until = max([today + timedelta(days=ahead), *(day for day in known.values() if day)])
    days = _days_past(group, until, len(known) + 2)
    earlier = {number for number, day in known.items() if day and day < min(today, days[0] - NEAR)}
    placed = _placed({number: day for number, day in known.items() if number not in earlier}, days)
    begun = sum(day < today - timedelta(days=ahead) for day in days)
    number, place = (max(known), max(placed.values(), default=-1)) if known else (begun, begun - 1)
    has_next = any(days[p] >= today for p in placed.values()) or any(day and day >= today for day in known.values())
    found: list[Meeting] = []
    while number < (group.sessions_in_cycle or 0):
        number, place = number + 1, place + 1
        if days[place] > today + timedelta(days=ahead) and (has_next or group.status is not GroupStatus.RUNNING):
            break
        found.append(_meeting(group, number, days[place]))
        has_next = has_next or days[place] >= today
    return tuple(found)


def _days_past(group: Group, until: date, more: int) -> list[date]:
    days: list[date] = []
    for day in meeting_days(group.first_session or until, group.skip_dates):
        days.append(day)
        more -= day > until
        if more < 0:
            break
    return days


def _placed(known: Mapping[int, date | None], days: Sequence[date]) -> dict[int, int]:
    """The planned day (its place among the days) that each known session took."""
    place_of = {day: place for place, day in enumerate(days)}
    placed = {number: place_of[day] for number, day in known.items() if day in place_of}
    for number, day in sorted(known.items()):
        if number in placed:
            continue
        place = _nearest(day, days) if day else placed.get(number - 1, number - 2) + 1
        if place < len(days) and place not in placed.values():
            placed[number] = place
    return placed


def _nearest(day: date, days: Sequence[date]) -> int:
    return min(range(len(days)), key=lambda place: abs(days[place] - day))


def _meeting(group: Group, number: int, on: date) -> Meeting:
    starts = group.start_time or time()
    ends = (datetime.combine(on, starts) + timedelta(minutes=group.minutes or 0)).time()
    return Meeting(number=number, on=on, starts=starts, ends=ends)


def starts_at(session: Session, details: Details) -> datetime | None:
    """The moment a session begins, in the practice's zone; None while its time cannot be read."""
    return datetime.combine(session.on, session.starts, details.zone) if session.starts else None


def ends_at(session: Session, details: Details) -> datetime | None:
    """The moment a session ends, after midnight where it must be; None while a time cannot be read."""
    if session.starts is None or session.ends is None:
        return None
    on = session.on if session.ends > session.starts else session.on + timedelta(days=1)
    return datetime.combine(on, session.ends, details.zone)


def clock_change(session: Session, details: Details) -> Literal["skipped", "twice"] | None:
    """Whether the clocks change so that a session's start does not exist on that day, or exists twice."""
    begins = starts_at(session, details)
    if begins is None:
        return None
    if begins.astimezone(UTC).astimezone(details.zone).replace(fold=0) != begins:
        return "skipped"
    return "twice" if begins.utcoffset() != begins.replace(fold=1).utcoffset() else None
