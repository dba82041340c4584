"""Who holds a seat, how many seats a group has, and how many are free on the day somebody could first come."""

from dataclasses import dataclass
from datetime import date

from domain import rollcall
from domain.lists import GroupStatus, How, MembershipStatus
from domain.practice import Practice
from domain.records import Group, Membership

OPEN_GROUPS = (GroupStatus.PLANNING, GroupStatus.ENROLLING, GroupStatus.RUNNING)
SEATED = (MembershipStatus.ACTIVE, MembershipStatus.PAUSED)
"""Paused members keep their seat."""


@dataclass(frozen=True)
class Seats:
    """The seats of one group from its next session on; ``unread`` are rows of the roster that may take one."""

    size: int
    taken: int
    paused: int
    leaving: int
    promised: int
    unread: int
    first_day: date

    @property
    def free(self) -> int:
        """How many more people could come."""
        return max(0, self.size - self.taken - self.promised - self.unread)

    @property
    def too_many(self) -> int:
        """How many more people have a seat, or the promise of one, than there are seats."""
        return max(0, self.taken + self.promised - self.size)

    @property
    def words(self) -> str:
        """The count as a person would say it."""
        parts = [f"{self.taken} of {self.size} seats are taken"]
        parts += [f"{self.paused} paused"] if self.paused else []
        parts += [f"{self.leaving} leaving"] if self.leaving else []
        parts += [f"{self.promised} promised"] if self.promised else []
        parts += [f"{self.unread} not readable"] if self.unread else []
        return ", ".join(parts)


def has_seat(member: Membership, on: date) -> bool:
    """Whether a membership holds a seat on a day, or will: active or paused, and not over by then."""
    return member.status in SEATED and (member.end is None or member.end >= on)


def enrolled(practice: Practice, group: Group, on: date) -> list[Membership]:
    """The members who hold a seat of a group."""
    return [m for m in practice.members_of_group.get(group.group_id, ()) if has_seat(m, on)]


def seats_of(practice: Practice, group: Group, promised: int, today: date) -> Seats | None:
    """The seats from the group's next session on; None where its size or its next session is not known."""
    day = next_day(practice, group, today)
    if group.maximum is None or day is None or group.status not in OPEN_GROUPS:
        return None
    here = enrolled(practice, group, today)
    staying = enrolled(practice, group, day)
    return Seats(
        size=group.maximum,
        taken=len({m.client_id for m in staying}),
        paused=sum(m.status is MembershipStatus.PAUSED for m in staying),
        leaving=len(here) - len(staying),
        promised=promised,
        unread=sum(tab == "Roster" for tab, _ in practice.in_question),
        first_day=day,
    )


def next_day(practice: Practice, group: Group, today: date) -> date | None:
    """The day of the group's next session, listed or planned."""
    return next((day for day in rollcall.days_of(practice, group.group_id) if day > today), None)


def usual_size(group: Group) -> tuple[int, int]:
    """The size that serves a group best, by the guide: 6 to 10, by video or phone 6 to 8."""
    return (6, 8) if group.how in (How.VIDEO, How.PHONE) else (6, 10)
