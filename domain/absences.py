"""Which absences count under the practice's own policy, member by member and cycle by cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import rollcall
from domain.details import Details
from domain.lists import Mark, YesNo
from domain.practice import Practice
from domain.records import Session, Visit
from domain.schedule import starts_at

Seat = tuple[str, str]
"""A client ID and a group ID: one member of one cycle."""

UNEXCUSED = (Mark.NO_SHOW, Mark.LATE_CANCEL)


@dataclass(frozen=True)
class Absence:
    """One absence that counts, as the policy sees it: a late notice makes it a late cancel (ruling 27)."""

    visit: Visit
    session: Session
    mark: Mark

    @property
    def unexcused(self) -> bool:
        """Whether nobody was told in time."""
        return self.mark in UNEXCUSED


@dataclass(frozen=True)
class Record:
    """The absences of one member in one cycle, oldest first, and those of their longest row."""

    absences: tuple[Absence, ...]
    longest_row: tuple[Absence, ...]

    @property
    def unexcused(self) -> tuple[Absence, ...]:
        """The no-shows and late cancels."""
        return tuple(a for a in self.absences if a.unexcused)


def seats(practice: Practice, now: datetime | None = None) -> dict[Seat, list[tuple[Session, Visit]]]:
    """The marked visits of each member in each cycle, oldest first; up to now, if a moment is given."""
    found: dict[Seat, list[tuple[Session, Visit]]] = {}
    for session in sorted(practice.sessions, key=lambda s: (s.on, s.number, s.session_id)):
        begun = now is None or rollcall.has_started(session, practice.details, now)
        if begun and rollcall.was_held(practice, session):
            for visit in practice.visits_of_session.get(session.session_id, ()):
                if visit.mark and practice.membership(visit, session.group_id):
                    found.setdefault((visit.client_id, session.group_id), []).append((session, visit))
    return found


def record(visits: list[tuple[Session, Visit]], details: Details) -> Record:
    """What counts of one member's visits; an absence that does not count breaks no row (ruling 26)."""
    counted: list[Absence] = []
    row: list[Absence] = []
    longest: tuple[Absence, ...] = ()
    for session, visit in visits:
        if rollcall.was_present(visit):
            row = []
        elif mark := counted_mark(visit, session, details):
            absence = Absence(visit, session, mark)
            counted.append(absence)
            row.append(absence)
            longest = max(longest, tuple(row), key=len)
    return Record(tuple(counted), longest)


def counted_mark(visit: Visit, session: Session, details: Details) -> Mark | None:
    """The mark an absence counts under, or None when it does not count."""
    mark = visit.mark
    if mark is Mark.ABSENT_EXCUSED and details.excused_count is not YesNo.YES:
        return None
    if mark in (Mark.ABSENT_TOLD, Mark.ABSENT) and _told_late(visit, session, details):
        return Mark.LATE_CANCEL
    return mark


def _told_late(visit: Visit, session: Session, details: Details) -> bool:
    begins = starts_at(session, details)
    if visit.told_us_on is None or begins is None:
        return False
    told = visit.told_us_on if visit.told_us_on.tzinfo is None else visit.told_us_on.astimezone(details.zone)
    # Notice is counted on the wall clock, so that a night when the clocks change is unfair to nobody.
    return begins.replace(tzinfo=None) - told.replace(tzinfo=None) < timedelta(hours=details.notice_hours)


def absences(practice: Practice) -> dict[str, int]:
    """How many absences count for each roster row: the *Absences* of the Roster tab."""
    found = {member.roster_id: 0 for member in practice.roster}
    for absence in _all(practice):
        if member := practice.membership(absence.visit, absence.session.group_id):
            found[member.roster_id] += 1
    return found


def _all(practice: Practice) -> Iterator[Absence]:
    for visits in seats(practice).values():
        yield from record(visits, practice.details).absences
