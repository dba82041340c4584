"""Random histories of two practices: their people type, sort, copy, overtype, delete and restore; all else fails at will.

A history is a list of (act, number): the number seeds what the act chooses, so that a history can be shortened by leaving
acts out, kept as text, and played again.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.bulk import in_bulk
from tests.faults.book import CHANGED, LOST, REFUSED
from tests.faults.checker import all_broken, i04_nothing_lost
from tests.faults.evidence import Evidence, digits, rows_now, watch
from tests.faults.gate import failing
from tests.faults.world import OnePractice, World

Act = tuple[str, int]
STEPS = 40
OTHER_TOO = 4
"""Each act is followed by a pass of its practice, and each fourth by one of the other too."""
WEIGHTS = {
    "wait": 24, "long_wait": 8, "mark": 6, "sign": 6, "answer_yes": 8, "answer_no": 1, "phone": 3, "consent": 3, "text_in": 6,
    "sort": 4, "sort_one_column": 2, "copy_row": 2, "overtype": 2, "delete": 2, "restore": 3, "bad_cell": 3, "edit_note": 4,
    "cancel": 1, "move": 2, "provider_fault": 8, "silent_list": 2, "lag": 1, "workbook_fault": 4, "crash": 14, "full_disk": 3,
}  # fmt: skip
PROVIDER = ("500", "503", "reset", "slow", "accept, 500", "accept, slow", "accept, reset", "accept, garbage", "20429")
BODIES = ("1", "2", "STOP", "START", "who is this")
MARKS = ("Present", "No-show", "Absent - told us", None)
SORTABLE = ("Mobile", "Last name", "Date of birth")


def history(seed: int, steps: int = STEPS, weights: Mapping[str, int] = WEIGHTS) -> list[Act]:
    """The acts of a seed."""
    chance = random.Random(seed)
    names = chance.choices(list(weights), list(weights.values()), k=steps)
    return [(name, chance.randrange(1 << 30)) for name in names]


class Play:
    """One history as it is played; ``broken`` is what went wrong, with the number of the act."""

    waits_to_stop = False
    """Whether a stop that was not reached in its pass waits for a later one; idle passes change little."""

    def __init__(self, acts: Sequence[Act], ledger: str = "", world: World | None = None, **texts: Any) -> None:
        self.acts = acts
        self.world = world or World(ledger, **texts)
        self.happened: Counter[str] = Counter()
        self.broken: list[str] = []
        self.seen = {p.name: Evidence() for p in self.world.practices}
        self.stop: tuple[int, Any] = (0, None)
        self.undisturbed: dict[str, bool] = {}
        """Whether nothing came between in the last pass of each practice."""
        for p in self.world.practices:
            watch(p, self.seen[p.name])

    def play(self) -> "Play":
        """All acts, a pass after each, and at last six undisturbed passes; ends with the first thing that is wrong.

        A first pass reads the sheets as they are meant: a column that was sorted before anyone looked shows nothing.
        """
        with in_bulk():  # a fifth less time
            return self._played()

    def _played(self) -> "Play":
        try:
            self._passes(self.world.practices)
            for n, (name, number) in enumerate(self.acts):
                self.happened[name] += 1
                chance = random.Random(number)
                p = chance.choice(self.world.practices)
                self._keep(p)
                getattr(self, f"_{name}")(p, chance)
                self._passes(self.world.practices if n % OTHER_TOO == 0 else [p])
                if self._check(f"act {n} {name}"):
                    return self
            self._settle()
        finally:
            self.world.close()
        return self

    def _keep(self, p: OnePractice) -> None:
        """What can come back later."""
        p.book.keep_version()

    def _passes(self, practices: Sequence[OnePractice]) -> None:
        for p in practices:
            faults, (at, act) = len(p.book.faults), self.stop
            end = self.world.pass_of(p, at, act)
            self.happened[f"pass {end}"] += 1
            left = self.world.gate.left
            self.undisturbed[p.name] = end == "done" and bool(left) == bool(at) and len(p.book.faults) == faults
            if self.waits_to_stop:
                self.stop = (left, act)
        if not self.waits_to_stop:
            self.stop = (0, None)

    def _check(self, where: str) -> bool:
        for p in self.world.practices:
            others = [o for o in self.world.practices if o is not p]
            self.broken += [f"{where}: {x}" for x in all_broken(p, self.seen[p.name], others)]
        return bool(self.broken)

    def _settle(self) -> None:
        """After all faults have ended everything settles within six passes, and then a pass does nothing."""
        self.stop = (0, None)
        for p in self.world.practices:
            p.account.faults.clear()
            p.account.list_faults.clear()
            p.book.faults.clear()
        for _ in range(6):
            self.world.hour.at += timedelta(minutes=10)
            self._passes(self.world.practices)
        self._passes(self.world.practices)  # a session may have begun in the very minute of the pass before
        before = self._stands()
        self._passes(self.world.practices)
        if before != self._stands():
            self.broken.append("i11_i13_settled: a pass without edits did something")
        self._check("at last")
        for p in self.world.practices:
            self.broken += i04_nothing_lost(p, self.world.hour.at)
            if not self.world.desk(p).ledger.verify_audit():
                self.broken.append("i09_audit_holds: no links")

    def _stands(self) -> list[tuple[str, int]]:
        """What shows from outside whether a pass did something."""
        return [(p.book.token(), len(p.account.sent)) for p in self.world.practices]

    # What time does.

    def _wait(self, _p: OnePractice, chance: random.Random) -> None:
        self.world.hour.at += timedelta(minutes=chance.choice((1, 2, 5, 10, 20, 45, 90, 180, 360)))

    def _long_wait(self, _p: OnePractice, chance: random.Random) -> None:
        self.world.hour.at += timedelta(hours=chance.choice((10, 16, 26, 50)))

    # What people do.

    def _some(self, p: OnePractice, tab: str, chance: random.Random) -> list[Any] | None:
        rows = [r for r in p.book.tabs[tab][1:] if r and r[0]]
        return chance.choice(rows) if rows else None

    def _mark(self, p: OnePractice, chance: random.Random) -> None:
        if row := self._some(p, "Attendance", chance):
            p.book.type("Attendance", row, Mark=chance.choice(MARKS))

    def _sign(self, p: OnePractice, chance: random.Random) -> None:
        if row := self._some(p, "Attendance", chance):
            self._signs(p, row, chance)

    def _signs(self, p: OnePractice, row: list[Any], chance: random.Random) -> None:
        own = {
            "Signed on": p.book.cell("Attendance", row, "Date"),
            "Participation": "Active",
            "Contributions": f"spoke of day {chance.randrange(999)}",
            "Progress": "some",
        }
        p.book.type("Attendance", row, Mark="Present", Signed="MM", **own)

    def _answer_yes(self, p: OnePractice, _chance: random.Random, answer: str = "Yes") -> None:
        for row in p.book.tabs["Decisions"][1:]:
            if row and row[0] and p.book.cell("Decisions", row, "Answer") is None:
                p.book.type("Decisions", row, Answer=answer, Answered_by="Bo Ledgerson")

    def _answer_no(self, p: OnePractice, chance: random.Random) -> None:
        self._answer_yes(p, chance, "No")

    def _phone(self, p: OnePractice, chance: random.Random) -> None:
        """A client's new number, typed by someone who knows: the row still is that person's."""
        seen, rows = self.seen[p.name], {r.client_id: r for r in rows_now(p)}
        row = self._some(p, "Clients", chance)
        if row and row[0] in rows and rows[row[0]].person == seen.people.get(row[0]):
            number = f"518-555-01{chance.randrange(70, 80) + 10 * (p.name == 'elm')}"
            p.book.type("Clients", row, Mobile=number)
            seen.phones.setdefault(digits(number), set()).add(rows[row[0]].person)

    def _consent(self, p: OnePractice, chance: random.Random) -> None:
        if row := self._some(p, "Clients", chance):
            p.book.type("Clients", row, Text_consent=chance.choice(("Yes", "No")))

    def _text_in(self, p: OnePractice, chance: random.Random) -> None:
        phones = sorted({r.mobile for r in rows_now(p)} - {""})
        if phones:
            phone, body = chance.choice(phones), chance.choice(BODIES)
            for _ in range(chance.choice((1, 1, 2))):  # now and then the carrier has it twice
                came = p.account.text_in(phone, body)
                if body in ("STOP", "START"):
                    self.seen[p.name].stops.append((phone, came, body == "STOP"))

    def _sort(self, p: OnePractice, chance: random.Random) -> None:
        p.book.sort(chance.choice(("Clients", "Roster", "Attendance", "Sessions", "Decisions")), chance)

    def _sort_one_column(self, p: OnePractice, chance: random.Random) -> None:
        p.book.sort_one_column("Clients", chance.choice(SORTABLE))

    def _copy_row(self, p: OnePractice, chance: random.Random) -> None:
        tab = chance.choice(("Clients", "Attendance", "Roster", "Decisions"))
        if row := self._some(p, tab, chance):
            p.book.tabs[tab].append(list(row))
            p.book.saved()

    def _overtype(self, p: OnePractice, chance: random.Random) -> None:
        """Another person is typed over a row, and later perhaps the first one is deleted."""
        if row := self._some(p, "Clients", chance):
            number = f"518-555-01{chance.randrange(95, 99) - 5 * (p.name == 'elm')}"
            more = {"Date_of_birth": f"{chance.randrange(1, 12)}/3/1980"}
            p.book.type("Clients", row, First_name="Zadie", Last_name="Newcomer", Mobile=number, **more)

    def _delete(self, p: OnePractice, chance: random.Random) -> None:
        tab = chance.choice(("Clients", "Attendance", "Roster", "Sessions", "Decisions"))
        if row := self._some(p, tab, chance):
            p.book.tabs[tab] = [r for r in p.book.tabs[tab] if r is not row]
            p.book.saved()

    def _restore(self, p: OnePractice, chance: random.Random) -> None:
        """The program's older version comes back, with all that stood in it."""
        if p.book.versions:
            old = chance.choice(p.book.versions)
            p.book.tabs.update({t: [list(r) for r in rows] for t, rows in old.items()})
            p.book.note_rows()
            p.book.saved()

    def _bad_cell(self, p: OnePractice, chance: random.Random) -> None:
        tab, heading = chance.choice(
            (("Clients", "Mobile"), ("Attendance", "Mark"), ("Clients", "Date_of_birth"), ("Sessions", "Date"))
        )
        if row := self._some(p, tab, chance):
            p.book.type(tab, row, **{heading: chance.choice(("???", "#REF!", "ask Bo", "=A1"))})

    def _edit_note(self, p: OnePractice, chance: random.Random) -> None:
        files = sorted(f for f in (p.folder / "documents").rglob("*.docx") if f.is_file())
        if files:
            file = chance.choice(files)
            file.write_bytes(file.read_bytes() + b" and in my own words")
            p.edited[str(file.relative_to(p.folder / "documents"))] = file.read_bytes()

    def _cancel(self, p: OnePractice, chance: random.Random) -> None:
        if row := self._some(p, "Sessions", chance):
            p.book.type("Sessions", row, Held="No", Cancelled_because="Ill")

    def _move(self, p: OnePractice, chance: random.Random) -> None:
        row = self._some(p, "Sessions", chance)
        if row and hasattr(day := p.book.cell("Sessions", row, "Date"), "replace") and not isinstance(day, str):
            p.book.type("Sessions", row, Date=day + timedelta(days=chance.choice((-1, 1))))

    # What fails.

    def _provider_fault(self, p: OnePractice, chance: random.Random) -> None:
        p.account.faults.extend(chance.choices(PROVIDER, k=chance.randrange(1, 3)))

    def _silent_list(self, p: OnePractice, chance: random.Random) -> None:
        p.account.list_faults.append(chance.choice(("500", "slow", "20429")))

    def _lag(self, p: OnePractice, chance: random.Random) -> None:
        p.account.listed_after = chance.random() * timedelta(minutes=14)

    def _workbook_fault(self, p: OnePractice, chance: random.Random) -> None:
        p.book.faults.append(chance.choice((CHANGED, REFUSED, LOST)))

    def _crash(self, _p: OnePractice, chance: random.Random) -> None:
        self._wait(_p, chance)
        self.stop = (chance.randrange(1, 60), None)

    def _full_disk(self, p: OnePractice, chance: random.Random) -> None:
        self._wait(p, chance)
        self.stop = (chance.randrange(1, 60), failing(chance.choice((5, 28))))


def shortened(acts: Sequence[Act], play: type[Play] = Play) -> list[Act]:
    """A failing history without the acts that it does not need."""
    left, size = list(acts), len(acts) // 2
    while size:
        at = 0
        while at < len(left):
            fewer = left[:at] + left[at + size :]
            if play(fewer).play().broken:
                left = fewer
            else:
                at += size
        size //= 2
    return left


__all__ = ["Act", "Play", "history", "replace", "shortened"]
