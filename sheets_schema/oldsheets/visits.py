"""Marks of an old sheet as rows of Sessions and Attendance; a mark that is not sure stays out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.effects import Cell
from domain.lists import Mark, YesNo
from domain.records import Group
from domain.wording import counted
from sheets_schema.cells.said import Ask
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.headed_days import Heading
from sheets_schema.oldsheets.members import member_named
from sheets_schema.oldsheets.proposal import Found, NewRow, fingerprint
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.sittings import Calendar, Sitting, Unclear, day_text
from sheets_schema.people import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark of one member: where it stands, whose it is, and all that was written beside it."""

    place: Place
    name: str
    mark: Mark | Ask | None
    said: str
    arrived: time | None = None
    left: time | None = None
    reason: str = ""


class Visits:
    """The marks of one list on their way into the draft."""

    def __init__(self, draft: Draft, group: Group, found: Found, year: int | None) -> None:
        self.draft, self.group, self.found, self._year = draft, group, found, year
        self._calendar = Calendar(draft.standing, group)
        self._days: dict[tuple[Heading, int], Sitting | None] = {}
        self._people: dict[str, Person | None] = {}
        self._asked_marks: set[str] = set()
        self.blank: list[tuple[str, date]] = []

    def sitting(self, said: Heading, place: Place) -> Sitting | None:
        """The session that a heading means; what is unclear is asked once for each heading."""
        at = (said, said.number)
        if at not in self._days:
            day = self._calendar.day(said, self._year)
            found = day if isinstance(day, Unclear) else self._calendar.sitting(day, said.number)
            if isinstance(found, Sitting) and (made := self.draft.made("Sessions", found.session_id)):
                found = found if made.cells["on"] == found.on else self._moved(found, made)
            if isinstance(found, Unclear):
                self.draft.proposal.ask(found.code, place, **found.words)
            self._days[at] = found if isinstance(found, Sitting) else None
        return self._days[at]

    def _moved(self, found: Sitting, made: NewRow) -> Unclear:
        other = made.cells["on"]
        assert isinstance(other, date)
        words = {"group": self.group.group_id, "day": day_text(found.on), "number": found.number}
        return Unclear("DAY_NUMBER_DIFFERS", {**words, "planned": day_text(other), "example": "1/22/2026"})

    def person(self, raw: str, place: Place) -> Person | None:
        """The member that a name means; what is unclear is asked once for each name."""
        if raw not in self._people:
            self._people[raw] = member_named(self.draft, raw, place, self.group)
        return self._people[raw]

    def put(self, entry: Entry, sitting: Sitting | None) -> None:
        """Put one mark down, or ask about it."""
        person = self.person(entry.name, entry.place)
        if isinstance(entry.mark, Ask):
            self._ask_mark(entry, entry.mark)
        if person is None or sitting is None or not isinstance(entry.mark, Mark):
            self.found.asked += 1
            return
        visit_id = f"{sitting.session_id}/{person.client_id}"
        if (stands := self._stands(entry, visit_id, entry.mark)) is not None:
            self.found.known += stands
            self.found.asked += not stands
            return
        self.session(sitting, entry.place)
        self.draft.add(self._row(entry, sitting, person, visit_id))
        self.found.new += 1

    def _ask_mark(self, entry: Entry, why: Ask) -> None:
        known = {"MARK_IS_TIME", "MARK_X_UNCLEAR", "MARK_MISSING", "MARK_TICK_DIFFERS"}
        code = why.code if why.code in known else "MARK_UNKNOWN"
        once = f"{code} {entry.said.casefold()}"
        if once not in self._asked_marks or code in ("MARK_MISSING", "MARK_TICK_DIFFERS"):
            self._asked_marks.add(once)
            self.draft.proposal.ask(code, entry.place, raw=entry.said)

    def _stands(self, entry: Entry, visit_id: str, mark: Mark) -> bool | None:
        """True when the visit is there already, False when that is a question, None for a new one."""
        ask, standing = self.draft.proposal.ask, self.draft.standing
        made = self.draft.made("Attendance", visit_id)
        if made:
            if made.cells["mark"] == mark.value:
                return True
            ask("MARK_TWO_DAYS", entry.place, visit=visit_id, here=made.cells["mark"], raw=mark.value)
            return False
        if visit_id in standing.marks:
            here = standing.marks[visit_id]
            if here is mark:
                return True
            code = "MARK_STANDS" if here else "ROW_STANDS_EMPTY"
            ask(code, entry.place, visit=visit_id, here=here.value if here else "", raw=mark.value)
            return False
        return True if ("Attendance", visit_id) in standing.gone else None

    def session(self, sitting: Sitting, place: Place, said: dict[str, Cell] | None = None) -> None:
        """Put the session's row down once; ``said`` is what the sheet tells of it."""
        made = self.draft.made("Sessions", sitting.session_id)
        if made and said:
            self.draft.change(made, {k: v for k, v in said.items() if made.cells.get(k) is None})
        row = ("Sessions", sitting.session_id)
        if made or sitting.stands or row in self.draft.standing.gone | self.draft.standing.practice.in_question:
            return
        group, starts = self.group, self.group.start_time
        minutes = group.minutes
        ends = (
            (datetime.combine(sitting.on, starts) + timedelta(minutes=minutes)).time() if starts and minutes else None
        )
        cells: dict[str, Cell] = {
            "session_id": sitting.session_id, "group_id": group.group_id, "on": sitting.on, "number": sitting.number,
            "starts": starts, "ends": ends, "facilitator": group.facilitator, "cofacilitator": group.cofacilitator,
        }  # fmt: skip
        source = fingerprint("session", sitting.session_id)
        self.draft.add(NewRow("Sessions", sitting.session_id, cells | (said or {}), source, place))

    def _row(self, entry: Entry, sitting: Sitting, person: Person, visit_id: str) -> NewRow:
        assert isinstance(entry.mark, Mark)
        cells: dict[str, Cell] = {
            "visit_id": visit_id, "session_id": sitting.session_id, "on": sitting.on, "client_id": person.client_id,
            "mark": entry.mark.value, "arrived": entry.arrived, "left": entry.left, "reason": entry.reason or None,
            "do_not_bill": YesNo.YES.value,
        }  # fmt: skip
        return NewRow("Attendance", visit_id, cells, fingerprint("visit", visit_id), entry.place)

    def tell(self, place: Place) -> None:
        """Put down what is worth saying once about the list."""
        say = self.draft.proposal.note
        if self._calendar.year_taken:
            first = next(iter(self._calendar.year_taken.values()))
            say("DATE_YEAR_TAKEN", place, day=day_text(first))
        if self.blank:
            name, day = self.blank[0]
            say("MARKS_BLANK", place, cells=counted(len(self.blank), "cell"), raw=name, day=day_text(day))
