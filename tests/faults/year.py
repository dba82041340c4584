"""A simulated year of two practices: groups meet each week, people mark, sign and answer, and something fails now and then.

``python -m tests.faults.year [CLIENTS [WEEKS [WORLDS]]]`` plays it and prints what was seen; a world is two practices.
"""

import random
import sys
import time
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as wall
from pathlib import Path
from typing import Any

from flows.sample import sample_practice
from tests.bench import practice as big
from tests.faults.book import MemoryBook
from tests.faults.evidence import note_down
from tests.faults.histories import Play
from tests.faults.place import ZONE
from tests.faults.world import NAMES, OnePractice, World

BEGINS = date(2026, 1, 5)
"""A Monday; the year has both changes of the clock (March 8 and November 1)."""

AREAS = {"oak": ("212", "315", "347"), "elm": ("516", "585", "607")}
"""Not 518, whose numbers people type for each other (``Play._phone``)."""
EVENINGS = ((2, wall(18, 36)), (3, wall(20)))
"""When passes run: on Wednesday reminders are due and the biller answers, on Thursday every group has just met."""

FAULTS = ("provider_fault", "workbook_fault", "crash", "full_disk", "silent_list", "text_in", "sort", "copy_row", "delete",
          "restore", "bad_cell", "mark", "edit_note", "sort_one_column", "phone")  # fmt: skip
OFTEN = 0.8
"""How many of these a week has at a practice, on average."""

CHECKED = 8
"""So many weeks pass between two looks of the checker."""


def rows_of(name: str, clients: int) -> dict[str, list[dict[str, Any]]]:
    """A practice of so many clients in groups of eight, before its first session."""
    rows = {tab: [dict(r) for r in of_tab] for tab, of_tab in sample_practice(BEGINS).rows.items()}
    rows |= {
        tab: [] for tab in ("Sessions", "Attendance", "Intake", "Waitlist", "Other services", "Payments", "Launch")
    }
    rows["Clients"] = [_client(name, n) for n in range(clients)]
    rows["Groups"] = [_group(n) for n in range(-(-clients // big.SEATS))]
    seats = [dict(big._seat(n // big.SEATS, n % big.SEATS)) for n in range(clients)]
    rows["Roster"] = [seat | {"start": BEGINS - timedelta(days=7)} for seat in seats]
    rows["Verifications"] = [dict(big._call(n)) | {"called_on": BEGINS - timedelta(days=9)} for n in range(clients)]
    return rows


def _client(name: str, n: int) -> dict[str, Any]:
    first, area = f"First{n}{name if name == NAMES[1] else ''}", AREAS[name][n // 100]
    more = {"first_name": first, "mobile": f"{area}-555-01{n % 100:02d}", "consent_date": BEGINS - timedelta(days=30)}
    return dict(big._client(n)) | more


def _group(n: int) -> dict[str, Any]:
    more = {"first_session": BEGINS + timedelta(days=3), "weekday": "Thursday", "sessions_in_cycle": 60}
    return dict(big._group(n)) | more | {"status": "Running"}


class YearWorld(World):
    """Two practices of so many clients each."""

    begins = datetime.combine(BEGINS, wall(8), ZONE)

    def __init__(self, clients: int) -> None:
        self.clients = clients
        super().__init__()

    def _practice(self, name: str) -> OnePractice:
        made = super()._practice(name)
        made.book = MemoryBook(rows_of(name, self.clients), self.gate)
        return made


class Year(Play):
    """One year; ``seed`` says what fails when."""

    def __init__(self, seed: int, clients: int, weeks: int) -> None:
        super().__init__([], world=YearWorld(clients))
        for seen in self.seen.values():
            seen.looks_often = False
        self.chance = random.Random(seed)
        self.weeks = weeks
        self.held: list[int] = []
        """What the process held at each look of the checker, in MB."""

    def play(self) -> "Year":
        """All weeks, and then quiet days in which everything must settle."""
        try:
            for week in range(self.weeks):
                monday = BEGINS + timedelta(weeks=week)
                for day, hour in EVENINGS:
                    self._day(monday + timedelta(days=day), hour)
                if week % CHECKED == CHECKED - 1:
                    self.held.append(memory())
                    if self._check(f"week {week}"):
                        return self
            self._settle()
        finally:
            self.world.close()
        return self

    def _stands(self) -> list[tuple[str, int]]:
        """As of a history, but for what became of texts: a pass asks about a few, and a year has two passes in a week."""
        return [
            (repr([rows for tab, rows in p.book.tabs.items() if tab != "Messages"]), len(p.account.sent))
            for p in self.world.practices
        ]

    def _day(self, on: date, hour: wall) -> None:
        self.world.hour.at = datetime.combine(on, hour, ZONE)
        for p in self.world.practices:
            self._mark_all(p, on)
            if hour == EVENINGS[0][1]:
                self._answer_yes(p, self.chance)
            if self.chance.random() < OFTEN / len(EVENINGS):
                name = self.chance.choice(FAULTS)
                p.book.keep_version()
                getattr(self, f"_{name}")(p, self.chance)
                self.happened[name] += 1
            self._passes([p])
            note_down(p, self.seen[p.name])

    def _mark_all(self, p: OnePractice, on: date) -> None:
        """What clinicians type after the sessions of a day."""
        book = p.book
        for row in book.tabs["Attendance"][1:]:
            day = book.cell("Attendance", row, "Date")
            if isinstance(day, datetime) and day.date() == on and not book.cell("Attendance", row, "Mark"):
                here = self.chance.random()
                if here > 0.85:
                    book.type("Attendance", row, Mark="No-show" if here > 0.95 else "Absent - told us")
                    continue
                words = {
                    "Signed on": day,
                    "Contributions": big._words(f"{row[0]}c", 6),
                    "Progress": big._words(f"{row[0]}p", 4),
                }
                book.type("Attendance", row, Mark="Present", Participation="Active", Signed="MM", **words)


def memory() -> int:
    """What this process holds now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20


def played(clients: int, weeks: int, worlds: int) -> list[str]:
    """Play so many worlds, say what was seen of each; what broke."""
    broken: list[str] = []
    for seed in range(worlds):
        begun, before = time.process_time(), memory()
        year = Year(seed, clients, weeks).play()
        seen = Counter(year.happened)
        texts = sum(len(p.account.sent) for p in year.world.practices)
        rows = sum(len(p.book.tabs["Attendance"]) - 1 for p in year.world.practices)
        sys.stdout.write(
            f"world {seed}: 2 practices x {clients} clients x {weeks} weeks: {seen['pass done']} passes done, "
            f"{seen['pass killed']} killed, {seen['pass stopped']} stopped, {sum(seen[f] for f in FAULTS)} faults, "
            f"{year.world.points} changes, {texts} texts, {rows} visits, {len(year.broken)} violations; "
            f"{time.process_time() - begun:.0f} s of CPU, {before} -> {year.held} MB\n"
        )
        sys.stdout.flush()
        broken += [f"world {seed}: {x}" for x in year.broken]
    return broken


if __name__ == "__main__":
    numbers = [int(x) for x in sys.argv[1:]]
    found = played(*[*numbers, *(200, 52, 10)[len(numbers) :]])
    sys.stdout.writelines(f"{line[:300]}\n" for line in found[:20])
    sys.exit(bool(found))
