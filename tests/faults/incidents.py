"""Histories with incidents: beside the usual acts, what seldom happens and does the most harm.

The usual histories stay as they are, seed by seed; these have seeds of their own. An incident mostly comes just before
texts are due, when it matters.
"""

import random
import shutil
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.phones import phone_key
from domain.problems import Problem
from flows.passes import one_pass
from tests.emulators.twilio import Message
from tests.faults.acts import STOP_IN_WORDS
from tests.faults.gate import ANSWER, COMMIT
from tests.faults.histories import WEIGHTS, Act, Play, history
from tests.faults.place import ZONE
from tests.faults.world import OnePractice

INCIDENTS = {
    "evening": 6, "stop_in_words": 4, "start_then_stop": 3, "unread_stop": 3, "stop_meanwhile": 3, "consent_meanwhile": 3,
    "read_short": 3, "move_column": 3, "two_at_once": 3, "put_back": 2, "copied_ledger": 2, "lost_and_late": 4,
    "signed_and_absent": 3, "call_off": 3, "refuse_risk": 3, "cannot_come": 3, "leave": 4, "change_mind": 3,
}  # fmt: skip
TABS = ("Clients", "Attendance", "Roster", "Sessions")
OFTEN = 0.7
"""How often an incident waits for an evening on which texts are due."""
ALIKE = 0.3
SHORT_OF_QUESTIONS = 0.5
COPIES = 4
LISTED = timedelta(minutes=15)
"""After so long the carrier's list has every text: the second of two copies of a practice begins no earlier."""


def eventful(seed: int) -> list[Act]:
    """The acts of a seed, incidents among them; at last a reading falls short and texts are due: it shows whose was lost."""
    return [*history(seed, weights=WEIGHTS | INCIDENTS), ("read_short", seed), ("evening", seed)]


class Eventful(Play):
    """A history in which incidents happen too, and in which a stop waits until it strikes."""

    waits_to_stop = True

    def _keep(self, p: OnePractice) -> None:
        super()._keep(p)
        self.copies = [*getattr(self, "copies", [])[-COPIES:], (self.world.hour.at, self._ledger.read_bytes())]

    @property
    def _ledger(self) -> Any:
        return self.world.folder / "ledger.sqlite3"

    # Time.

    def _evening(self, p: OnePractice, chance: random.Random) -> None:
        """The evening before the next session, minutes before or after its reminders are due."""
        days = [p.book.cell("Sessions", row, "Date") for row in p.book.tabs["Sessions"][1:] if row]
        due = [_evening_before(day) for day in days if isinstance(day, datetime)]
        if coming := [at for at in due if at > self.world.hour.at]:
            self.world.hour.at = min(coming) + timedelta(minutes=chance.randrange(-25, 20))

    def _often(self, p: OnePractice, chance: random.Random) -> None:
        if chance.random() < OFTEN:
            self._evening(p, chance)

    # What clients say.

    def _says(self, p: OnePractice, phone: str, words: str, *, stop: bool) -> Message:
        came = p.account.text_in(phone, words)
        self.seen[p.name].stops.append((phone, came, stop))
        return came

    def _stop_in_words(self, p: OnePractice, chance: random.Random) -> None:
        if phone := self._phone_of(p, chance):
            self._says(p, phone, STOP_IN_WORDS, stop=True)
        self._often(p, chance)

    def _start_then_stop(self, p: OnePractice, chance: random.Random) -> None:
        if phone := self._phone_of(p, chance):
            self._says(p, phone, "START", stop=False)
            self.world.hour.at += timedelta(minutes=1)
            self._says(p, phone, STOP_IN_WORDS, stop=True)
        self._often(p, chance)

    def _unread_stop(self, p: OnePractice, chance: random.Random) -> None:
        self._stop_in_words(p, chance)
        p.account.list_faults.extend(["500"] * chance.randrange(1, 12))

    def _stop_meanwhile(self, p: OnePractice, chance: random.Random) -> None:
        """The carrier calls with a STOP while a pass runs."""
        self._often(p, chance)
        if phone := self._phone_of(p, chance):
            self._meanwhile(chance, lambda: self._called_in(p, phone), lambda name: name == ANSWER)

    def _called_in(self, p: OnePractice, phone: str) -> None:
        said = self._says(p, phone, STOP_IN_WORDS, stop=True)
        told = {"phone": phone_key(p.name, phone), "said": "opt_out", "at": self.world.hour.at.isoformat()}
        ledger = self.world.desk(p).ledger
        ledger.begin(f"heard:{said.sid}", "heard", "", self.world.hour.at, told)
        ledger.finish(f"heard:{said.sid}", "done", self.world.hour.at)
        self.world.hour.at += timedelta(minutes=1)

    def _phone_of(self, p: OnePractice, chance: random.Random) -> str:
        return chance.choice(sorted(self.seen[p.name].phones))

    # What people do.

    def _consent_meanwhile(self, p: OnePractice, chance: random.Random) -> None:
        """A Yes becomes No while a pass runs; not between its last look at the rows and the request itself."""
        self._often(p, chance)
        if row := self._some(p, "Clients", chance):
            self._meanwhile(chance, lambda: self._takes_back(p, row), lambda name: name == ANSWER)

    def _takes_back(self, p: OnePractice, row: list[Any]) -> None:
        p.book.type("Clients", row, Text_consent="No")
        self.world.hour.at += timedelta(minutes=1)

    def _move_column(self, p: OnePractice, chance: random.Random) -> None:
        """Any two columns are exchanged, or two that look alike."""
        tab = chance.choice((*TABS, "Decisions"))
        one, other = chance.sample(range(1, len(p.book.tabs[tab][0])), 2)
        if chance.random() < ALIKE:
            tab, one, other = "Clients", p.book.column("Clients", "Mobile"), p.book.column("Clients", "Emergency phone")
        p.book.exchange(tab, one, other)
        self._often(p, chance)

    def _signed_and_absent(self, p: OnePractice, chance: random.Random) -> None:
        if row := self._some(p, "Attendance", chance):
            signed = {"Signed": "MM", "Signed on": p.book.cell("Attendance", row, "Date")}
            p.book.type("Attendance", row, Mark=chance.choice(("No-show", "Absent - told us")), **signed)

    def _call_off(self, p: OnePractice, chance: random.Random) -> None:
        """The next session is called off before its reminders are due."""
        rows = [row for row in p.book.tabs["Sessions"][1:] if row and row[0]]
        days = [(p.book.cell("Sessions", row, "Date"), n) for n, row in enumerate(rows)]
        coming = [(d, n) for d, n in days if isinstance(d, datetime) and _evening_before(d) > self.world.hour.at]
        if coming:
            p.book.type("Sessions", rows[min(coming)[1]], Held="No", Cancelled_because="Ill")
        self._often(p, chance)

    def _refuse_risk(self, p: OnePractice, chance: random.Random) -> None:
        """Texts, yes; but not in the clear."""
        if row := self._some(p, "Clients", chance):
            p.book.type("Clients", row, Text_risk_accepted="No")
        self._often(p, chance)

    def _cannot_come(self, p: OnePractice, chance: random.Random) -> None:
        """A member says so of the next session, and it is marked ahead."""
        self._often(p, chance)
        days = {row[0]: p.book.cell("Sessions", row, "Date") for row in p.book.tabs["Sessions"][1:] if row}
        rows = [row for row in p.book.tabs["Attendance"][1:] if row and row[0]]
        coming = [
            r for r in rows if _is_after(days.get(p.book.cell("Attendance", r, "Session ID")), self.world.hour.at)
        ]
        if coming:
            p.book.type("Attendance", chance.choice(coming), Mark="Absent - told us")

    def _leave(self, p: OnePractice, chance: random.Random) -> None:
        """A member ends; the rows of the next session may be there already."""
        self._often(p, chance)
        if row := self._some(p, "Roster", chance):
            p.book.type("Roster", row, Status="Ended", End_date=self.world.hour.at.replace(tzinfo=None))

    def _change_mind(self, p: OnePractice, chance: random.Random) -> None:
        """An answer is taken back, or becomes the other one; now and then before any pass has seen it."""
        if chance.random() < ALIKE:
            self._answer_yes(p, chance)
        rows = [r for r in p.book.tabs["Decisions"][1:] if r and r[0] and p.book.cell("Decisions", r, "Answer")]
        for row in rows[-3:]:
            p.book.type("Decisions", row, Answer=chance.choice((None, None, "No", "Yes")))

    # What fails.

    def _crash(self, p: OnePractice, chance: random.Random) -> None:
        super()._crash(p, chance)
        self._often(p, chance)

    def _read_short(self, p: OnePractice, chance: random.Random) -> None:
        """For one pass readings give the headings of a tab and not one row; then nobody saves until texts are due."""
        self._short(p, chance.choice(TABS))
        self._often(p, chance)
        if chance.random() < SHORT_OF_QUESTIONS:
            self._short(p, "Decisions")

    def _short(self, p: OnePractice, tab: str) -> None:
        p.book.cut.add(tab)
        p.book.saved()
        self._passes([p])
        p.book.cut.clear()

    def _lost_and_late(self, p: OnePractice, chance: random.Random) -> None:
        """The carrier takes a text, the answer is lost, and its list shows the text after a while."""
        p.account.listed_after = chance.random() * timedelta(minutes=14)
        p.account.faults.append(chance.choice(("accept, 500", "accept, slow", "accept, reset", "accept, garbage")))
        self._often(p, chance)

    # Computers.

    def _meanwhile(self, chance: random.Random, happens: Callable[[], object], may: Callable[[str], bool]) -> None:
        """During the next pass: at one of its changes, or at the next one at which it can happen."""
        gate = self.world.gate

        def act(name: str) -> None:
            if may(name):
                happens()
            else:
                gate.at += 1

        self.stop = (chance.randrange(1, 12), act)

    def _two_at_once(self, p: OnePractice, chance: random.Random) -> None:
        """While a pass runs another program begins one of the same practice; not while the ledger is being written."""
        self._often(p, chance)

        def second() -> None:
            first = self.world.desks.pop(p.name)
            other = self.world.desk(p)
            try:
                one_pass(other)
            except Problem as problem:
                self.happened[f"second {type(problem).__name__}"] += 1
            finally:
                other.ledger.close()  # type: ignore[attr-defined]  the ledger that composition opens
                self.world.desks[p.name] = first

        self._meanwhile(chance, second, lambda name: name != COMMIT)

    def _other_ledger(self, content: bytes, since: datetime) -> None:
        for seen in self.seen.values():
            seen.forgotten.append((since, self.world.hour.at))
        for desk in self.world.desks.values():
            desk.ledger.close()  # type: ignore[attr-defined]  the ledger that composition opens
        self.world.desks.clear()
        self._ledger.write_bytes(content)

    def _put_back(self, p: OnePractice, chance: random.Random) -> None:
        """The ledger is put back from a backup, the way ``restore`` does it: the gap is noted for each practice."""
        self._often(p, chance)
        self.came_back = chance.choice(self.copies)
        since, content = self.came_back
        self._other_ledger(content, since)
        for one in self.world.practices:
            self.world.desk(one).ledger.open_gap(since, self.world.hour.at)

    def _copied_ledger(self, p: OnePractice, chance: random.Random) -> None:
        """The practice's folder was copied; a pass runs in the one, and from then on only the copy is looked after."""
        self._often(p, chance)
        p.book.keep_version()
        since, content, sheets = self.world.hour.at, self._ledger.read_bytes(), p.book.versions.pop()
        kept = shutil.copytree(p.folder, self.world.folder / "copy")
        self._passes([p])
        self._other_ledger(content, since)
        shutil.rmtree(p.folder)
        kept.rename(p.folder)
        p.book.tabs.update(sheets)
        p.book.saved()
        self.world.hour.at += LISTED + timedelta(minutes=chance.randrange(0, 30))


def _evening_before(day: date) -> datetime:
    return datetime.combine(day.date() if isinstance(day, datetime) else day, time(18, 30), ZONE) - timedelta(days=1)


def _is_after(day: object, now: datetime) -> bool:
    return isinstance(day, datetime) and day.date() > now.date()
