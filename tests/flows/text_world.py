"""A practice, its clients, its computer and its texting account, with time, faults and crashes in a test's hands.

What runs is the product: the decisions, the pass's way of applying them, Twilio's own client on the emulator. Only the
workbook and the database are stood in for by values, so that thousands of histories can be played.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, cast

from connectors.twilio.live import TwilioTexts, twilio_client
from domain.backup import Gap
from domain.details import Details
from domain.effects import SendMail
from domain.history import Batch, Happened, History, State
from domain.mailing import Letter
from domain.phones import phone_key, words_key
from domain.practice import Practice
from domain.records import Decision
from domain.reminders import messages
from domain.views import Message
from flows.apply import settle
from flows.desk import Desk, Pass
from flows.passes import act, decide
from flows.settings import Settings
from sheets_schema.decisions import DecisionRow
from sheets_schema.grid import Snapshot
from sheets_schema.reading import Reading
from sheets_schema.tab import fields_of
from templates.mails import render_mail
from templates.texts import render_text
from tests.emulators.twilio import Account, DirectClient
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN

FIELDS = {f.name: n for n, f in enumerate(fields_of(DecisionRow))}
SIGNED = {
    "practice": "oak",
    "texts": {
        "live": True, "signed": "A. Rivera", "since": "2026-01-01", "account": SID, "number": OUR_NUMBER,
        "most_a_day": 1000,
    },
}  # fmt: skip


class Crash(BaseException):
    """The computer stops at this very moment."""


class Hands:
    """A clock that only the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass
class Steps:
    """Counts each step to the outside and stops the computer at one of them."""

    count: int = 0
    crash_at: int | None = None

    def step(self) -> None:
        self.count += 1
        if self.count == self.crash_at:
            self.crash_at = None
            raise Crash

    def around(self, call: Any) -> Any:
        def stepping(*args: Any, **named: Any) -> Any:
            self.step()
            done = call(*args, **named)
            self.step()
            return done

        return stepping


@dataclass
class MemoryLedger:
    """The ledger port over a dictionary: what it was told stands, whenever the computer stops."""

    steps: Steps
    happened: dict[str, Happened] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()

    @contextmanager
    def lease(self, _owner: str) -> Iterator[None]:
        yield

    def audit_mark(self) -> str:
        return "1204-5f0c2a9b7d31"

    def history(self) -> History:
        return History(dict(self.happened), self.batches)

    def effect(self, key: str) -> Happened | None:
        return self.happened.get(key)

    def effects_of(self, kind: str) -> Sequence[Happened]:
        return [h for h in self.happened.values() if h.kind == kind]

    def begin(self, key: str, kind: str, digest: str, at: datetime, detail: Mapping[str, str] = {}) -> None:
        self.begin_many([(key, kind, digest, detail)], at)

    def begin_many(self, items: Sequence[tuple[str, str, str, Mapping[str, str]]], at: datetime) -> None:
        self.steps.step()
        for key, kind, digest, detail in items:
            before = self.happened.get(key)
            self.happened[key] = Happened(
                key=key, kind=kind, state="inflight", digest=digest, begun=at, attempts=before.attempts + 1 if before else 1,
                detail={**(before.detail if before else {}), **detail},
            )  # fmt: skip
        self.steps.step()

    def rest(self, token: str, at: datetime) -> None:
        """There is no rest here: every pass looks."""

    def finish(self, key: str, state: State, at: datetime, detail: Mapping[str, str] = {}) -> None:
        self.finish_each([(key, detail)], state, at)

    def finish_many(self, keys: Sequence[str], state: State, at: datetime) -> None:
        self.finish_each([(key, {}) for key in keys], state, at)

    def finish_each(self, items: Sequence[tuple[str, Mapping[str, str]]], state: State, at: datetime) -> None:
        self.steps.step()
        for key, detail in items:
            before = self.happened[key]
            self.happened[key] = before.model_copy(
                update={"state": state, "finished": at, "detail": {**before.detail, **detail}}
            )
        self.steps.step()


@dataclass
class World:
    """Everything around one practice; ``rows`` is what people have typed, ``seen`` what Messages has ever shown."""

    rows: Practice
    clock: Hands
    texts_settings: Mapping[str, Any] = field(default_factory=dict)
    steps: Steps = field(default_factory=Steps)
    seen: set[tuple[str, str, str, str]] = field(default_factory=set)
    letters: list[Letter] = field(default_factory=list)
    shown: tuple[Message, ...] = ()
    last: Pass | None = None
    gap: Gap | None = None
    backed_up: datetime | None = None

    exact = True

    def __post_init__(self) -> None:
        self.account = Account(self.clock.now)
        self.ledger = MemoryLedger(self.steps)
        self.settings = Settings.model_validate(SIGNED | {"texts": {**SIGNED["texts"], **self.texts_settings}})  # type: ignore[dict-item]
        client = twilio_client(SID, SID, TOKEN, DirectClient(self.account))
        client.http_client.request = self.steps.around(client.http_client.request)
        callback = "https://texts.example.com/oak/status"
        self.texts = TwilioTexts(client, OUR_NUMBER, partial(phone_key, "oak"), callback=callback)

    def one_pass(self, *features: str) -> Pass:
        """One pass of what concerns texts; raises Crash where the computer was to stop."""
        this = self._opened()
        settle(this)
        for name in features or ("replies", "reminders", "mail"):
            decide(name, this)
            act(name, this)
        self.shown = messages(this.practice, this.history, this.now)
        self.seen |= {(m.client_id, m.kind, s, m.state) for m in self.shown for s in m.session_ids or ("",)}
        self.last = this
        return this

    def _opened(self) -> Pass:
        desk = Desk(
            settings=self.settings, folder=cast("Any", None), clock=self.clock, workbook=cast("Any", self), ledger=cast("Any", self.ledger),
            documents=cast("Any", self), texts=self.texts, claim_files=cast("Any", None), claim_writer=cast("Any", None),
            render_note=cast("Any", None), read_answers=cast("Any", None), render_paper=cast("Any", None), render_text=render_text, mail=cast("Any", self), render_mail=self._rendered,
        )  # fmt: skip
        tabs = {d.decision_id: n for n, d in enumerate(self.rows.decisions)}
        reading = Reading(self.rows, (), {}, {"Decisions": tabs}, {"Decisions": FIELDS})
        history = self.ledger.history()
        return Pass(
            desk=desk, pass_id="p", now=self.clock.at, token="t", reading=reading, changed=True,
            happened=dict(history.happened), batches=(), snapshot=Snapshot(token="t", grids={}),
            gap=self.gap, backed_up=self.backed_up,
        )  # fmt: skip

    def listing(self) -> Sequence[str]:
        """The documents port's listing: there are no documents."""
        return ()

    def token(self) -> str:
        """The workbook port's token: nobody types during a pass."""
        return "t"

    def append(self, _token: str, rows: Mapping[str, Sequence[Sequence[Any]]]) -> str:
        """The workbook port's append: questions become rows."""
        self.steps.step()
        for row in rows["Decisions"]:
            asked = Decision(
                decision_id=row[FIELDS["decision_id"]], kind=row[FIELDS["kind"]], about=row[FIELDS["about"]]
            )
            self.rows = replace(self.rows, decisions=(*self.rows.decisions, asked))
        self.steps.step()
        return "t"

    def _rendered(self, mail: SendMail, details: Details) -> Letter:
        return render_mail(mail, details)

    def send(self, letter: Letter, _message_id: str, _at: datetime) -> None:
        """The mail port."""
        self.steps.step()
        self.letters.append(letter)
        self.steps.step()

    def key_of(self, callback: str) -> str:
        """The ledger's key behind a callback, from all that was ever begun."""
        return next(k for k in self.ledger.happened if words_key(k) == callback.rpartition("=")[2])
