"""Times beside an old mark, seen beside the hour at which the group meets."""

from datetime import date, time

from domain.records import Group
from sheets_schema.cells.said import Note
from sheets_schema.cells.times import arrival
from sheets_schema.grid import Raw
from sheets_schema.surroundings import Meeting, Surroundings, settle


def time_near(raw: Raw, group: Group, today: date) -> time | None:
    """The time of day a cell says; 6:05 at a group that meets in the evening is 6:05 PM. None when it is not sure."""
    around = Surroundings(today, meetings={group.group_id: Meeting(starts=group.start_time)})
    found = settle(arrival(raw), "", {"group_id": group.group_id}, around) if raw is not None else None
    at = found.value if isinstance(found, Note) else found
    return at if isinstance(at, time) else None
