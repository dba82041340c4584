"""The days the sample practice hangs on; all count from its last Thursday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "America/New_York"
THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Days:
    """Thursday evening after the CBT group: the day of its session 5."""

    cbt: date

    @classmethod
    def of(cls, today: date) -> "Days":
        """The days of a practice seen on ``today``."""
        return cls(today - timedelta(days=(today.weekday() - THURSDAY) % 7))

    @property
    def moment(self) -> datetime:
        """A quarter of an hour after the group went home, on the practice's wall clock."""
        return datetime.combine(self.cbt, time(19, 45), ZoneInfo(ZONE))

    @property
    def year(self) -> int:
        """The calendar year of the evening."""
        return self.cbt.year

    def ago(self, days: int) -> date:
        """So many days before the evening."""
        return self.cbt - timedelta(days=days)

    def ahead(self, days: int) -> date:
        """So many days after the evening."""
        return self.cbt + timedelta(days=days)

    def born(self, age: int, month: int, day: int) -> date:
        """The birthday of a person who turns ``age`` in this year."""
        return date(self.year - age, month, day)


def typed(*days: date) -> str:
    """Several dates in one cell, as people type them."""
    return ", ".join(f"{day.month}/{day.day}/{day.year}" for day in days)
