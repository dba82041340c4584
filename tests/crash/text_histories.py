"""Random histories of a practice that texts: people change their minds and their rows, phones and computers fail.

The judge reads the carrier's log and what people had typed when a text was taken, never the ledger.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, cast
from zoneinfo import ZoneInfo

from connectors.twilio.webhook import TwilioCalls
from domain import lists as l
from domain.practice import Practice
from domain.records import Client
from domain.text_history import gone
from flows.webhook import Door
from tests.domain.people_build import DETAILS, client, group, member, practice, session, visit
from tests.emulators.twilio import Message
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN
from tests.emulators.twilio.calls import reply_call, status_call
from tests.flows.text_world import Crash, Hands, World

ZONE = ZoneInfo("America/New_York")
FIRST = date(2026, 3, 5)  # a Thursday; the clocks change on March 8
OTHER_PHONES = ("+17035550050", "+17035550051", "+17035550003")
BODIES = (
    "1",
    "2",
    "2",
    "STOP",
    "START",
    "please stop texting me",
    "CANCEL",
    "wrong number",
    "who is this",
    "I want to die",
    "HELP",
)
CREATE_FAULTS = (
    "500", "503", "reset", "slow", "accept, 500", "accept, slow", "accept, reset", "accept, garbage", "20429", "20003", "63038",
    "60728", "21611", "21408", "21610", "99999",
)  # fmt: skip
LATER_FAULTS = (30001, 30003, 30005, 30007, 30008, 30034, 30999)
LONGEST_LAG = timedelta(minutes=14)
STEPS = 45


def of_time(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def beginning(chance: random.Random) -> Practice:
    """Three groups on different days and hours, five clients, two of them with one phone."""
    groups = tuple(
        group(group_id=f"G-0{n}", sud_program=l.YesNo.YES if n == 3 and chance.random() < 0.3 else None)
        for n in (1, 2, 3)
    )
    sessions = tuple(
        session(w, f"G-0{n}", on=FIRST + timedelta(days=chance.randrange(7) + 7 * (w - 1)), starts=time(hour), ends=time(23, 59))
        for n, hour in zip((1, 2, 3), chance.choices((7, 9, 10, 13, 18, 20, 22), k=3), strict=True)
        for w in (1, 2)
    )  # fmt: skip
    clients = [client(n) for n in range(1, 6)]
    if chance.random() < 0.4:
        clients[4] = client(5, mobile="+17035550001")
    members = [(n, f"G-0{g}") for n in range(1, 6) for g in (1, 2, 3) if chance.random() < 0.55]
    return practice(
        details=DETAILS.model_copy(update={"texting_agreement_since": date(2026, 1, 1), "owner_email": "owner@example.com"}),
        groups=groups, clients=tuple(clients), sessions=sessions, roster=tuple(member(n, g) for n, g in members),
        visits=tuple(visit(s, n) for s in sessions for n, g in members if g == s.group_id),
    )  # fmt: skip


@dataclass
class Facts:
    """What was true when: the judge's own notes, taken when it happened."""

    rows_at: dict[str, Practice] = field(default_factory=dict)
    """The rows at the moment the carrier took each text, by its ID."""
    stops: list[tuple[Message, bool]] = field(default_factory=list)
    """Each STOP (True) and START as it came in; the carrier's IDs grow with time."""
    passes: list[datetime] = field(default_factory=list)
    happened: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class History:
    """One history, from its seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        rows = beginning(self.chance)
        self.clock = Hands(of_time(FIRST - timedelta(days=2), 8))
        never = self.chance.random() < 0.2
        self.world = World(rows, self.clock, {"on_unknown": "never_resend" if never else "resend_once"})
        # The first day is over: a test text went out the day before.
        self.world.ledger.begin("test:first", "test", "", self.clock.at - timedelta(days=1))
        self.world.ledger.finish("test:first", "done", self.clock.at - timedelta(days=1), {"provider_id": "SMtest"})
        self.facts = Facts()
        calls = TwilioCalls(TOKEN, "https://texts.example.com/oak", SID, frozenset({OUR_NUMBER}))
        self.door = Door("oak", calls, cast("Any", self.world.ledger), self.clock)
        self.is_called = seed % 7 == 2
        self._watch()

    def _watch(self) -> None:
        make = self.world.account._make

        def watching(sender: str, to: str, body: str, direction: str) -> Message:
            made = make(sender, to, body, direction)
            self.facts.rows_at[made.sid] = self.world.rows
            return made

        self.world.account._make = watching  # type: ignore[method-assign]

    def play(self) -> "History":
        acts: list[tuple[int, Callable[[], None]]] = [
            (30, self.wait), (4, self.long_wait), (10, self.text_in), (5, self.change_client), (4, self.move), (2, self.cancel),
            (3, self.mark), (8, self.fault), (3, self.failing), (2, self.lag), (4, self.answer), (2, self.forget_row),
        ]  # fmt: skip
        if self.is_called:
            acts.append((12, self.carrier_calls))
        for _ in range(STEPS):
            act = self.chance.choices([a for _, a in acts], [w for w, _ in acts])[0]
            self.facts.happened[act.__name__] += 1
            act()
            self.work()
        self.world.account.faults.clear()
        self.world.account.list_faults.clear()
        self.world.account.suspended = None
        for _ in range(6):
            self.clock.at += timedelta(minutes=10)
            self.work(crash=False)
        return self

    def work(self, *, crash: bool = True) -> None:
        """One pass; now and then the computer stops in its middle, and the next pass comes a little later."""
        if crash and self.chance.random() < 0.15:
            self.world.steps.count, self.world.steps.crash_at = 0, self.chance.randrange(1, 40)
        self.facts.passes.append(self.clock.at)
        try:
            self.world.one_pass()
        except Crash:
            self.facts.happened["crash"] += 1
        self.world.steps.crash_at = None

    def wait(self) -> None:
        self.clock.at += timedelta(minutes=self.chance.choice((1, 2, 5, 10, 20, 45, 90, 180, 360)))

    def long_wait(self) -> None:
        self.clock.at += timedelta(hours=self.chance.choice((10, 16, 26, 50)))

    def text_in(self) -> None:
        phone = self.chance.choice([c.mobile for c in self.world.rows.clients if c.mobile] or ["+17035550001"])
        body = self.chance.choice(BODIES)
        came = self.world.account.text_in(phone, body)
        if body in ("STOP", "please stop texting me", "CANCEL", "wrong number"):
            self.facts.stops.append((came, True))
        elif body == "START":
            self.facts.stops.append((came, False))

    def change_client(self) -> None:
        rows = list(self.world.rows.clients)
        n = self.chance.randrange(len(rows))
        on = self.clock.at.astimezone(ZONE).date()
        rows[n] = rows[n].model_copy(
            update=self.chance.choice((
                {"text_consent": l.YesNo.NO}, {"text_consent": l.YesNo.YES}, {"text_consent": None}, {"reminders": l.OnOff.OFF},
                {"reminders": None}, {"mobile": self.chance.choice(OTHER_PHONES)}, {"mobile": None}, {"opted_out_on": on}, {"opted_out_on": None},
                {"consent_date": on}, {"mobile": self.chance.choice(OTHER_PHONES), "consent_date": on}, {"text_risk_accepted": l.YesNo.NO},
                {"held": frozenset({"texts"}), "mobile": None}, {"held": frozenset()},
            ))
        )  # fmt: skip
        self.world.rows = replace(self.world.rows, clients=tuple(rows))

    def _change_session(self, **cells: object) -> None:
        coming = [s for s in self.world.rows.sessions if s.on >= self.clock.at.astimezone(ZONE).date()]
        if coming:
            one = self.chance.choice(coming)
            rows = tuple(s.model_copy(update=cells) if s is one else s for s in self.world.rows.sessions)
            self.world.rows = replace(self.world.rows, sessions=rows)

    def move(self) -> None:
        day = self.clock.at.astimezone(ZONE).date() + timedelta(days=self.chance.randrange(1, 7))
        self._change_session(on=day, starts=time(self.chance.choice((9, 14, 19))))

    def cancel(self) -> None:
        self._change_session(cancelled_because="Ill")

    def mark(self) -> None:
        rows = list(self.world.rows.visits)
        if rows:
            n = self.chance.randrange(len(rows))
            rows[n] = rows[n].model_copy(
                update={"mark": self.chance.choice((l.Mark.PRESENT, l.Mark.ABSENT_TOLD, None))}
            )
            self.world.rows = replace(self.world.rows, visits=tuple(rows))

    def forget_row(self) -> None:
        """A client's row is deleted, and perhaps added again under another ID: an opt-out must outlive that."""
        rows = list(self.world.rows.clients)
        if len(rows) > 2:
            old = rows.pop(self.chance.randrange(len(rows)))
            if self.chance.random() < 0.7:
                rows.append(old.model_copy(update={"opted_out_on": None}))
            self.world.rows = replace(self.world.rows, clients=tuple(rows))

    def fault(self) -> None:
        self.world.account.faults.extend(self.chance.choices(CREATE_FAULTS, k=self.chance.randrange(1, 3)))
        if self.chance.random() < 0.3:
            self.world.account.list_faults.append(self.chance.choice(("500", "slow", "20429")))

    def failing(self) -> None:
        phone = self.chance.choice([c.mobile for c in self.world.rows.clients if c.mobile] or ["+17035550001"])
        self.world.account.failing[phone] = self.chance.choice(LATER_FAULTS)
        if self.chance.random() < 0.5:
            self.world.account.failing.clear()

    def lag(self) -> None:
        self.world.account.listed_after = self.chance.random() * LONGEST_LAG

    def carrier_calls(self) -> None:
        """The carrier tells of some texts, new and old, in any order, and some of it twice."""
        messages = self.chance.choices(self.world.account.messages or [None], k=3)  # type: ignore[list-item]
        for m in [m for m in messages if m is not None]:
            if m.direction == "inbound":
                path, body, headers = reply_call(replace(m, body=m.words))
            else:
                status = self.chance.choice(("queued", "sent", self.world.account._status(m)))
                code = m.code if status == "undelivered" else None
                path, body, headers = status_call(m, status, code)
            take = self.door.reply if m.direction == "inbound" else self.door.status
            for _ in range(self.chance.choice((1, 2))):
                take(body, path.partition("?")[2], headers["X-Twilio-Signature"])

    def answer(self) -> None:
        rows = tuple(
            d.model_copy(update={"answer": self.chance.choice((l.YesNo.YES, l.YesNo.NO))}) if d.answer is None else d
            for d in self.world.rows.decisions
        )
        self.world.rows = replace(self.world.rows, decisions=rows)


def judge(history: History) -> list[str]:
    """Every wrong that the carrier's log shows; an empty list when there is none."""
    sent = history.world.account.sent
    arrived = [m for m in sent if history.world.account._status(m) not in ("undelivered", "failed")]
    return [
        *_twice(arrived), *_outside_hours(sent), *_too_many(arrived), *_against_consent(history, sent), *_after_stop(history, sent),
        *_too_late(history, sent), *_lost(history),
    ]  # fmt: skip


def _twice(arrived: list[Message]) -> list[str]:
    """One text per client, session day and kind: the callback of each names its key by a mark."""
    seen: dict[str, int] = defaultdict(int)
    for m in arrived:
        seen[m.callback] += 1
    return [f"twice: {callback}" for callback, n in seen.items() if n > 1]


def _here(m: Message) -> datetime:
    return m.created.astimezone(ZONE)


def _outside_hours(sent: list[Message]) -> list[str]:
    return [f"outside hours: {_here(m)}" for m in sent if not time(9) <= _here(m).time() <= time(20)]


def _too_many(arrived: list[Message]) -> list[str]:
    wrong, by_phone = [], defaultdict(list)
    for m in arrived:
        by_phone[m.to].append(_here(m))
    for phone, times in by_phone.items():
        wrong += [f"two on one day: {phone}" for a, b in pairwise(times) if a.date() == b.date()]
        wrong += [
            f"four in a week: {phone}" for a, b in zip(times, times[3:], strict=False) if b - a < timedelta(days=7)
        ]
    return wrong


def _against_consent(history: History, sent: list[Message]) -> list[str]:
    """Somebody with that number on their row agreed, as the rows stood when the carrier took the text."""
    wrong = []
    for m in sent:
        owners = [c for c in history.facts.rows_at[m.sid].clients if c.mobile == m.to]
        if not owners:
            wrong.append(f"to a number that is on no row: {m.to}")
        elif not any(_agreed(c) for c in owners):
            wrong.append(f"without consent: {m.to} {m.words}")
    return wrong


def _agreed(c: Client) -> bool:
    yes = c.text_consent is l.YesNo.YES and c.text_risk_accepted is l.YesNo.YES and c.consent_date is not None
    return yes and c.reminders is not l.OnOff.OFF and "texts" not in c.held


def _after_stop(history: History, sent: list[Message]) -> list[str]:
    """After a STOP only START, or a consent of a later day on a row, can come before a text."""
    wrong = []
    for m in sent:
        said = [(x.created, stop) for x, stop in history.facts.stops if x.from_ == m.to and x.sid < m.sid]
        if said and said[-1][1]:
            day = said[-1][0].astimezone(ZONE).date()
            owners = [c for c in history.facts.rows_at[m.sid].clients if c.mobile == m.to]
            if not any(c.consent_date and c.consent_date > day for c in owners):
                wrong.append(f"after a stop: {m.to} {m.words}")
    return wrong


def _too_late(history: History, sent: list[Message]) -> list[str]:
    """A reminder leaves two hours, and is kept by the carrier no longer than it is of use."""
    wrong = []
    for m in sent:
        if ": reminder, " not in m.words and "first appointment" not in m.words:
            continue
        rows = history.facts.rows_at[m.sid]
        starts = [
            datetime.combine(s.on, s.starts, ZONE)
            for s in rows.sessions
            if s.starts and f"{s.on:%a %b} {s.on.day} " in m.words
        ]
        if starts and _here(m) > max(starts) - timedelta(hours=2):
            wrong.append(f"too late: {_here(m)} {m.words}")
        if starts and m.created + m.valid > max(starts):
            wrong.append(f"kept beyond the start: {m.words}")
        if (m.created + m.valid).astimezone(ZONE).time() > time(20, 1):
            wrong.append(f"kept into the night: {m.words}")
    return wrong


def _lost(history: History) -> list[str]:
    """Each member of each past session got a text about it, or Messages said why not."""
    rows, seen = history.world.rows, history.world.seen
    told = {(c, s) for c, _, s, state in seen if state != "planned"}
    told |= {(t.client_id, s) for t in gone(history.world.ledger.history()) for s in t.sessions}
    wrong = []
    for s in rows.sessions:
        begins = datetime.combine(s.on, s.starts or time(), ZONE)
        if not (
            begins < history.clock.at and any(begins - timedelta(days=1) < p < begins for p in history.facts.passes)
        ):
            continue
        known = {c.client_id for c in rows.clients}
        wrong += [
            f"lost silently: {v.visit_id}"
            for v in rows.visits_of_session.get(s.session_id, ())
            if v.client_id in known and (v.client_id, s.session_id) not in told
        ]
    return wrong
