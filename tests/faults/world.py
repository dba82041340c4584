"""Two practices with equal IDs in one ledger, each with its provider and its people, with faults and stops at will."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from connectors.documents import NoteFolder
from connectors.ledger import open_ledger
from connectors.mail import MailFolder
from connectors.twilio.live import TwilioTexts, twilio_client
from connectors.x12 import ClaimFolder, batch_files, read_answers, read_remittances
from domain.phones import phone_key
from domain.problems import Problem
from flows.desk import Desk, Pass
from flows.passes import one_pass
from flows.settings import Settings
from templates.mails import render_mail
from templates.texts import render_text
from tests.emulators.twilio import Account, DirectClient
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN
from tests.faults.book import MemoryBook
from tests.faults.gate import ANSWER, REQUEST, Gate, Killed, watching
from tests.faults.place import EVENING, Hour
from tests.faults.small import small_rows

SHARED_MEMORY = Path("/dev/shm")
NAMES = ("oak", "elm")
CALLBACK = "https://texts.example.com/texts/status"


def settings_of(name: str, **texts: Any) -> Settings:
    live = {
        "live": True,
        "signed": "A. Rivera",
        "since": "2026-01-01",
        "account": SID,
        "number": OUR_NUMBER,
        "most_a_day": 1000,
    }
    return Settings.model_validate({"practice": name, "texts": live | texts, "claims": {"test": True}})


def rows_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """The small practice; the second one has the same IDs and other people."""
    rows = small_rows()
    for n, client in enumerate(rows["Clients"]):
        client["mobile"] = f"518-555-01{NAMES.index(name) * 30 + 10 + n}"
        if name == NAMES[1]:
            client["first_name"], client["last_name"] = f"{client['first_name']}elm", f"{client['last_name']}elm"
            client["member_id"] = client["member_id"] and f"{client['member_id']}"
    rows["Payments"] = []
    if name == NAMES[1]:
        rows["Practice"][0] |= {"practice_name": "Elm Street Sample Practice", "text_name": "Elm Street"}
    return rows


def plain_note(content: Any, earlier: Any) -> bytes:
    """A note as plain text: its look is proved elsewhere, and making it would take most of the time."""
    return f"{content.model_dump_json()}{earlier}".encode()


@cache
def _empty_ledger() -> Path:
    """A ledger with nothing in it, made once."""
    folder = Path(tempfile.mkdtemp(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in NAMES:
        open_ledger(f"sqlite:///{folder / 'ledger.sqlite3'}", name).close()
    return folder


@dataclass
class OnePractice:
    """One of the two."""

    name: str
    folder: Path
    book: MemoryBook
    account: Account
    edited: dict[str, bytes] = field(default_factory=dict)
    """Documents in which a clinician wrote, as they left them."""
    twice: bool = False
    last: Pass | None = None


class World:
    """All that is outside; ``pass_of`` lets the product do one pass of one practice, stopped dead at a change.

    ``ledger`` is the address of an empty ledger; without one it is a SQLite file.
    """

    begins = EVENING - timedelta(days=3)

    def __init__(self, ledger: str = "", **texts: Any) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
        if not ledger:
            shutil.copytree(_empty_ledger(), self.folder, dirs_exist_ok=True)
        self.ledger = ledger or f"sqlite:///{self.folder / 'ledger.sqlite3'}"
        self.hour = Hour(self.begins)
        self.gate = Gate()
        self.texts = texts
        self.points = 0
        self.problems: list[str] = []
        self.practices = [self._practice(name) for name in NAMES]
        self.desks: dict[str, Desk] = {}
        for p in self.practices:
            ledger = self.desk(p).ledger
            ledger.begin("test:first", "test", "", self.hour.at - timedelta(days=1))
            ledger.finish("test:first", "done", self.hour.at - timedelta(days=1), {"provider_id": "SMtest"})

    def _practice(self, name: str) -> OnePractice:
        folder = self.folder / name
        folder.mkdir()
        return OnePractice(name, folder, MemoryBook(rows_of(name), self.gate), Account(self.hour.now))

    def desk(self, p: OnePractice) -> Desk:
        """The practice opened; once more after each stop."""
        if p.name not in self.desks:
            client = twilio_client(SID, SID, TOKEN, Gated(p, self.gate))
            self.desks[p.name] = Desk(
                settings=settings_of(p.name, **self.texts),
                folder=p.folder,
                clock=self.hour,
                workbook=p.book,
                ledger=open_ledger(self.ledger, p.name),
                documents=NoteFolder(p.folder / "documents"),
                texts=TwilioTexts(client, OUR_NUMBER, partial(phone_key, p.name), callback=CALLBACK),
                claim_files=ClaimFolder(p.folder / "claims"),
                claim_writer=partial(batch_files, test=True),
                read_answers=read_answers,
                read_remittances=read_remittances,
                render_note=plain_note,
                render_paper=plain_note,
                render_text=render_text,
                mail=MailFolder(p.folder / "mail"),
                render_mail=render_mail,
            )
        return self.desks[p.name]

    def pass_of(self, p: OnePractice, stop_at: int = 0, act: Callable[[str], None] | None = None) -> str:
        """How one pass ended: "done", "stopped" with a sentence for people, or "killed"."""
        self.gate.seen.clear()
        self.gate.at, self.gate.act, self.gate.is_dead = stop_at, act or self.gate.stop_dead, False
        desk = self.desk(p)
        try:
            with watching(self.gate):
                p.last = one_pass(desk)
        except Killed:
            end = "killed"
            desk.ledger.close()  # type: ignore[attr-defined]
            self.desks.pop(p.name)
        except Problem as problem:
            end = "stopped"
            self.problems.append(str(problem))
        else:
            end = "done"
        self.points += len(self.gate.seen)
        self.gate.left = max(self.gate.at - len(self.gate.seen), 0)
        self.gate.is_dead, self.gate.at = False, 0
        return end

    def close(self) -> None:
        """Nothing of it stays."""
        for desk in self.desks.values():
            desk.ledger.close()  # type: ignore[attr-defined]
        shutil.rmtree(self.folder)


class Gated(DirectClient):
    """Requests through the gate; replies come doubled and in another order where the practice's carrier is so."""

    def __init__(self, p: OnePractice, gate: Gate) -> None:
        super().__init__(p.account)
        self._gate, self._p = gate, p

    def request(self, *args: Any, **named: Any) -> Any:
        self._gate.step(REQUEST)
        done = super().request(*args, **named)
        self._gate.step(ANSWER)
        return done


__all__ = ["NAMES", "OnePractice", "Sequence", "World", "datetime"]
