"""How many seats a group has, and how many are free on the day somebody could first come."""

from dataclasses import dataclass
from datetime import date

from domain.lists import GroupStatus, How, MembershipStatus
from domain.practice import Practice
from domain.records import Group
from domain.schedule import meetings

OPEN_GROUPS = (GroupStatus.PLANNING, GroupStatus.ENROLLING, GroupStatus.RUNNING)


@dataclass(frozen=True)
class Seats:
    """The seats of one group from its next session on: size, taken (paused members keep theirs), leaving, promised."""

    size: int
    taken: int
    paused: int
    leaving: int
    promised: int
    first_day: date

    @property
    def free(self) -> int:
        """How many more people could come."""
        return max(0, self.size - self.taken - self.promised)

    @property
    def words(self) -> str:
        """The count as a person would say it."""
        parts = [f"{self.taken} of {self.size} seats are taken"]
        parts += [f"{self.paused} paused"] if self.paused else []
        parts += [f"{self.leaving} leaving"] if self.leaving else []
        parts += [f"{self.promised} promised"] if self.promised else []
        return ", ".join(parts)


def seats_of(practice: Practice, group: Group, promised: int, today: date) -> Seats | None:
    """The seats from the group's next session on; None where its size or its next session is not known."""
    day = next_day(practice, group, today)
    if group.maximum is None or day is None or group.status not in OPEN_GROUPS:
        return None
    members = [
        m
        for m in practice.members_of_group.get(group.group_id, ())
        if m.status in (MembershipStatus.ACTIVE, MembershipStatus.PAUSED)
    ]
    staying = [m for m in members if m.end is None or m.end >= day]
    return Seats(
        size=group.maximum,
        taken=len({m.client_id for m in staying}),
        paused=sum(m.status is MembershipStatus.PAUSED for m in staying),
        leaving=len(members) - len(staying),
        promised=promised,
        first_day=day,
    )


def next_day(practice: Practice, group: Group, today: date) -> date | None:
    """The day of the group's next session: the next one that is listed, else the next one that is planned."""
    listed = [
        s.on for s in practice.sessions_of_group.get(group.group_id, ()) if s.on > today and not s.cancelled_because
    ]
    planned = [m.on for m in meetings(group) if m.on > today]
    return min([*listed, *planned[:1]], default=None)


def usual_size(group: Group) -> tuple[int, int]:
    """The size that serves a group best, by the guide: 6 to 10, by video or phone 6 to 8."""
    return (6, 8) if group.how in (How.VIDEO, How.PHONE) else (6, 10)
