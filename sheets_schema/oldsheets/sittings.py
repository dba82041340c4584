"""Which session of a group an old sheet means: by its day, its number, or both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.records import Group, Session
from domain.schedule import meetings
from sheets_schema.oldsheets.headed_days import Heading
from sheets_schema.oldsheets.standing import Standing


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a day or a session is not known: the code of the question and its words."""

    code: str
    words: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session: its ID, its day and its number; ``stands`` when it has a row."""

    session_id: str
    on: date
    number: int
    stands: bool


class Calendar:
    """The sessions of one group: those with a row, and those planned."""

    def __init__(self, standing: Standing, group: Group) -> None:
        self._group = group
        self._today = standing.today
        listed = standing.practice.sessions_of_group.get(group.group_id, ())
        self._by_number: dict[int, Session] = {s.number: s for s in listed}
        self._by_day: dict[date, list[Session]] = {}
        for session in listed:
            self._by_day.setdefault(session.on, []).append(session)
        self._planned = {m.on: m.number for m in meetings(group)}
        self.year_taken: dict[str, date] = {}

    def day(self, said: Heading, year: int | None) -> date | Unclear:
        """The day that a heading names; one without a year is the group's own meeting day."""
        if said.day:
            return said.day
        if said.month:
            return self._with_year(said, year)
        stands = self._by_number.get(said.number)
        if stands:
            return stands.on
        planned = next((day for day, number in self._planned.items() if number == said.number), None)
        return planned or Unclear(
            "NUMBER_UNKNOWN", {"group": self._group.group_id, "number": said.number, "example": "Wk 5"}
        )

    def _with_year(self, said: Heading, year: int | None) -> date | Unclear:
        meant = {d for d in (*self._planned, *self._by_day) if (d.month, d.day) == (said.month, said.of_month)}
        if year is None and len(meant) == 1:
            found = meant.pop()
            self.year_taken[said.raw] = found
            return found
        try:
            return date(year or 0, said.month, said.of_month)
        except ValueError:
            return Unclear("DATE_NO_YEAR", {"raw": said.raw})

    def sitting(self, on: date, number: int) -> Sitting | Unclear:
        """The session of a day; ``number`` is 0 where the sheet gives none."""
        words: dict[str, object] = {"group": self._group.group_id, "day": day_text(on), "number": number}
        if on > self._today:
            return Unclear("DATE_FUTURE", words)
        stands = self._by_day.get(on, [])
        fitting = [s for s in stands if not number or s.number == number]
        if len(fitting) == 1:
            return Sitting(fitting[0].session_id, on, fitting[0].number, stands=True)
        if stands:
            return self._differs(words | {"number": stands[0].number}, number)
        if number in self._by_number:
            return self._differs(words, number)
        return self._planned_one(on, number, words)

    def _planned_one(self, on: date, number: int, words: dict[str, object]) -> Sitting | Unclear:
        if not self._planned:
            return Unclear("GROUP_INCOMPLETE", words | {"example": "1/15/2026"})
        if self._group.first_session and on < self._group.first_session:
            return Unclear("DAY_BEFORE_CYCLE", words)
        planned = self._planned.get(on, 0)
        if planned in self._by_number or (planned and number and planned != number):
            return self._differs(words | {"number": number or planned}, number or planned)
        if not planned and not number:
            return Unclear("DAY_NOT_PLANNED", words | {"example": f"{self._group.group_id}/05"})
        at = planned or number
        return Sitting(f"{self._group.group_id}/{at:02d}", on, at, stands=False)

    def _differs(self, words: Mapping[str, object], number: int) -> Unclear:
        stands = self._by_number.get(number)
        planned = next((day for day, n in self._planned.items() if n == number), None)
        on = stands.on if stands else planned
        return Unclear(
            "DAY_NUMBER_DIFFERS", {**words, "planned": day_text(on) if on else "another day", "example": "1/22/2026"}
        )


def day_text(on: date) -> str:
    """A day as people here write it."""
    return f"{on.month}/{on.day}/{on.year}"
