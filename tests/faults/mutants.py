"""Faults sown into the product from outside, each with the shortest story in which it must show.

The product has no switch for them: each replaces one of its functions while a story is played.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from connectors.documents.folder import NoteFolder
from connectors.ledger import audit, effects
from connectors.ledger.ledger import SqlLedger
from connectors.twilio.live import TwilioTexts
from domain import phone_facts
from domain.consent import Consents
from domain.problems import SendUnknown
from flows import texting, writing
from sheets_schema import guard
from tests.faults.gate import ANSWER, COMMIT
from tests.faults.histories import Play
from tests.faults.place import EVENING
from tests.faults.world import OnePractice

Story = Callable[[Play, OnePractice], None]


@dataclass(frozen=True)
class Mutant:
    """A fault, how it is switched on, and the story that shows it; ``breaks`` is the invariant."""

    name: str
    switch: Callable[[], AbstractContextManager[Any]]
    story: Story
    breaks: str


def _pass(play: Play, p: OnePractice, minutes: int = 0) -> None:
    play.world.hour.at += timedelta(minutes=minutes)
    play.world.pass_of(p)


def _evening(play: Play, p: OnePractice) -> None:
    play.world.hour.at = EVENING
    _pass(play, p)


def _settled(play: Play, p: OnePractice) -> None:
    for _ in range(4):
        _pass(play, p, minutes=6)


def answer_lost(play: Play, p: OnePractice) -> None:
    """The provider took a text, and its answer got lost."""
    p.account.faults.append("accept, 500")
    _evening(play, p)
    _settled(play, p)


def not_taken(play: Play, p: OnePractice) -> None:
    """The provider failed and took nothing."""
    p.account.faults.extend(["500"] * 6)
    _evening(play, p)
    _pass(play, p, minutes=1)


def stopped_after_sending(play: Play, p: OnePractice) -> None:
    """The computer stops just when the provider has taken a text."""
    play.world.hour.at = EVENING
    _stopped(play, p, lambda name: name == ANSWER and bool(p.account.sent))
    _settled(play, p)


def overtyped(play: Play, p: OnePractice) -> None:
    """Another person is typed over a client's row."""
    _pass(play, p)
    row = p.book.find("Clients", "C-001")
    assert row is not None
    more = {"First_name": "Zadie", "Last_name": "Newcomer", "Date_of_birth": "2/3/1980", "Mobile": "518-555-0199"}
    p.book.type("Clients", row, **more)
    _evening(play, p)


def numbers_sorted(play: Play, p: OnePractice) -> None:
    """Somebody sorts the numbers without their rows."""
    _pass(play, p)
    p.book.tabs["Clients"][1:] = reversed(p.book.tabs["Clients"][1:])
    p.book.sort_one_column("Clients", "Mobile")
    _evening(play, p)


def said_stop(play: Play, p: OnePractice) -> None:
    """A client stops texts in words that the carrier does not know."""
    _pass(play, p)
    phone = next(iter(play.seen[p.name].phones))
    came = p.account.text_in(phone, "please stop texting me")
    play.seen[p.name].stops.append((phone, came, True))
    _pass(play, p, minutes=5)
    _evening(play, p)


def took_consent_back(play: Play, p: OnePractice) -> None:
    """A client's Yes becomes No on the row."""
    _pass(play, p)
    row = p.book.find("Clients", "C-002")
    assert row is not None
    p.book.type("Clients", row, Text_consent="No")
    _evening(play, p)


def wrote_into_note(play: Play, p: OnePractice) -> None:
    """A clinician writes into a draft, and then the row changes."""
    _evening(play, p)
    file = next((p.folder / "documents").rglob("G-01-05-C-006*.docx"))
    file.write_bytes(file.read_bytes() + b" in my own words")
    p.edited[str(file.relative_to(p.folder / "documents"))] = file.read_bytes()
    row = p.book.find("Attendance", "G-01/05/C-006")
    assert row is not None
    p.book.type("Attendance", row, Contributions="said more", Progress="other")
    _pass(play, p, minutes=5)


def batch_cut_off(play: Play, p: OnePractice) -> None:
    """The computer stops when a batch's files lie there and the ledger does not know it yet."""
    _pass(play, p)
    for row in p.book.tabs["Decisions"][1:]:
        p.book.type("Decisions", row, Answer="Yes", Answered_by="Bo Ledgerson")
    _stopped(play, p, lambda name: name == COMMIT and bool(list((p.folder / "claims").glob("*.csv"))))
    _settled(play, p)


def _stopped(play: Play, p: OnePractice, now: Callable[[str], bool]) -> None:
    """A pass that is stopped dead at the first change for which it is time."""

    def stop(name: str) -> None:
        if now(name):
            play.world.gate.stop_dead(name)

    with patch.object(play.world.gate, "step", _with(play.world.gate, stop)):
        assert play.world.pass_of(p) == "killed"


def _with(gate: Any, first: Callable[[str], None]) -> Callable[[str], None]:
    step = type(gate).step

    def stepped(name: str) -> None:
        first(name)
        step(gate, name)

    return stepped


def equal_ids(play: Play, _p: OnePractice) -> None:
    """Two practices with equal IDs text on one evening."""
    for p in play.world.practices:
        play.world.hour.at = EVENING
        _pass(play, p)
        _pass(play, p, minutes=2)


def plain_evening(play: Play, p: OnePractice) -> None:
    """Nothing amiss."""
    _evening(play, p)


def _ready(*_: Any, **__: Any) -> tuple[str, dict[str, str]]:
    return "ready", {}


def _sends_anyway(self: TwilioTexts, text: Any, valid: timedelta) -> str:
    try:
        return _SEND(self, text, valid)
    except SendUnknown:
        return f"SM{text['key'][-30:]}"


def _overwrite(self: NoteFolder, name: str, content: bytes, _fingerprint: str) -> bool:
    (self._path / name).write_bytes(content)
    return True


def _of_oak(conn: Any, _practice: str, kind: str = "") -> Any:
    return _TOLD(conn, "oak", kind)


_SEND, _TOLD = TwilioTexts.send, effects.told

MUTANTS = (
    Mutant("sent again when nobody knows", lambda: patch.multiple(texting.settling, settled=_ready, is_due=lambda *_, **__: True), answer_lost, "i01"),
    Mutant("set in flight becomes ready at a restart", lambda: patch.multiple(texting.settling, settled=_ready, is_due=lambda *_, **__: True), stopped_after_sending, "i01"),
    Mutant("called sent when nobody knows", lambda: patch.object(TwilioTexts, "send", _sends_anyway), not_taken, "i04"),
    Mutant("no identity guard", lambda: patch.object(guard, "_other_people", lambda *_: []), overtyped, "i02"),
    Mutant("a column sorted alone is believed", lambda: patch.object(guard, "_sorted_alone", lambda *_: []), numbers_sorted, "i02"),
    Mutant("STOP is not heard", lambda: patch.object(phone_facts, "_reply", lambda *_: None), said_stop, "i03"),
    Mutant("consent is not asked", lambda: patch.object(Consents, "why_not", lambda *_: None), took_consent_back, "i03"),
    Mutant("a note is written over", lambda: patch.object(NoteFolder, "replace", _overwrite), wrote_into_note, "i07"),
    Mutant("a batch's bytes are not frozen", lambda: patch.multiple(SqlLedger, reserved_files=lambda *_: {}, reserve=lambda *_: None, written=lambda *_: None), batch_cut_off, "i05"),
    Mutant("a query without its practice", lambda: patch.object(effects, "told", _of_oak), equal_ids, "i04"),
    Mutant("a person's name in a file's name", lambda: patch.object(writing, "opaque", lambda i: f"Example-{i}".replace("/", "-")), plain_evening, "i14"),
    Mutant("nothing is sealed", lambda: patch.object(audit, "append", lambda *_: None), plain_evening, "i09"),
)  # fmt: skip


def shown_by(mutant: Mutant | None, story: Story) -> list[str]:
    """What the checker finds after the story, with the fault or without one."""
    play = Play([])
    p = play.world.practices[0]
    try:
        with mutant.switch() if mutant else patch.object(Path, "__doc__", Path.__doc__):
            story(play, p)
            play._check("story")
            for one in play.world.practices:
                links = play.world.desk(one).ledger.verify_audit()
                told = len(play.world.desk(one).ledger.history().happened)
                play.broken += ["x: i09_every_effect_is_sealed: "] * (links < told)
    finally:
        play.world.close()
    return play.broken


__all__ = ["MUTANTS", "Mutant", "shown_by"]
