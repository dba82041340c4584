"""Stories of sending: what the provider, the computer, the time and other programs do while texts go out."""

from datetime import timedelta

from domain.phones import phone_key
from domain.problems import Busy
from flows.passes import one_pass
from tests.faults.acts import (
    STOP_IN_WORDS,
    all_else_done,
    evening,
    meanwhile,
    one_pass_more,
    says,
    settled,
    stopped,
    type_in,
)
from tests.faults.gate import ANSWER, REQUEST
from tests.faults.histories import Play
from tests.faults.place import EVENING
from tests.faults.world import OnePractice

SOME = 2
LISTS = 2
"""Before its first text a pass asks for replies, and for what went already."""


def answer_lost(play: Play, p: OnePractice) -> None:
    """The provider took a text, and its answer got lost."""
    p.account.faults.append("accept, 500")
    evening(play, p)
    settled(play, p)


def not_taken(play: Play, p: OnePractice) -> None:
    """The provider failed and took nothing."""
    p.account.faults.extend(["500"] * 6)
    evening(play, p)
    one_pass_more(play, p, minutes=1)


def stopped_after_sending(play: Play, p: OnePractice) -> None:
    """The computer stops just when the provider has taken a text."""
    play.world.hour.at = EVENING
    stopped(play, p, lambda name: name == ANSWER and bool(p.account.sent))
    settled(play, p)


def stopped_before_sending(play: Play, p: OnePractice) -> None:
    """The computer stops just before the provider gets the first text."""
    play.world.hour.at = EVENING
    gate = play.world.gate
    stopped(play, p, lambda name: name == REQUEST and gate.seen.count(REQUEST) == LISTS)
    settled(play, p)


def passes_again(play: Play, p: OnePractice) -> None:
    """Pass after pass, with nothing new."""
    evening(play, p)
    one_pass_more(play, p, minutes=2)


def after_it_began(play: Play, p: OnePractice) -> None:
    """Nothing runs until half an hour after the session began."""
    one_pass_more(play, p)
    play.world.hour.at = EVENING + timedelta(hours=24)
    one_pass_more(play, p)


def late_at_night(play: Play, p: OnePractice) -> None:
    """Nothing runs until late in the evening before the session."""
    one_pass_more(play, p)
    play.world.hour.at = EVENING + timedelta(hours=4)
    one_pass_more(play, p)


def unread_stop(play: Play, p: OnePractice) -> None:
    """A client stops texts while the carrier's list cannot be read."""
    one_pass_more(play, p)
    says(play, p, STOP_IN_WORDS, stop=True)
    p.account.list_faults.extend(["500"] * 9)
    evening(play, p)


def two_at_once(play: Play, p: OnePractice) -> None:
    """While a pass hands over its first text, another program begins a pass of the same practice."""
    begun = []

    def second(name: str) -> None:
        if name == REQUEST and play.world.gate.seen.count(REQUEST) == LISTS and not begun:
            begun.append(play.world.desks.pop(p.name))
            other = play.world.desk(p)
            try:
                one_pass(other)
            except Busy:
                pass
            finally:
                other.ledger.close()  # type: ignore[attr-defined]
                play.world.desks[p.name] = begun[0]

    play.world.hour.at = EVENING
    meanwhile(play, p, second)


def stop_comes_meanwhile(play: Play, p: OnePractice) -> None:
    """The carrier calls with a STOP after the pass has read the list of replies."""
    one_pass_more(play, p)

    def call(name: str) -> None:
        if name == ANSWER and ANSWER not in play.world.gate.seen:
            phone = says(play, p, STOP_IN_WORDS, stop=True)
            told = {"phone": phone_key(p.name, phone), "said": "opt_out", "at": play.world.hour.at.isoformat()}
            ledger = play.world.desk(p).ledger
            ledger.begin("heard:SM1", "heard", "", play.world.hour.at, told)
            ledger.finish("heard:SM1", "done", play.world.hour.at)
            play.world.hour.at += timedelta(minutes=1)

    play.world.hour.at = EVENING
    meanwhile(play, p, call)


def consent_goes_meanwhile(play: Play, p: OnePractice) -> None:
    """A client's Yes becomes No after the pass has read the rows."""

    def take_back(name: str) -> None:
        if name == REQUEST and REQUEST not in play.world.gate.seen:
            type_in(p, "Clients", "C-002", Text_consent="No")

    all_else_done(play, p)
    play.world.hour.at = EVENING
    meanwhile(play, p, take_back)


def consent_goes_while_texts_go(play: Play, p: OnePractice) -> None:
    """A client's Yes becomes No when the pass has handed over two texts already, a minute before theirs."""
    all_else_done(play, p)

    def take_back(name: str) -> None:
        if name == ANSWER and len(p.account.sent) == SOME and p.book.cell("Clients", last, "Text consent") == "Yes":
            p.book.type("Clients", last, Text_consent="No")
            play.world.hour.at += timedelta(minutes=1)

    last = p.book.find("Clients", "C-007") or []
    play.world.hour.at = EVENING
    meanwhile(play, p, take_back)


def put_back(play: Play, p: OnePractice, mobile: str = "") -> None:
    """The ledger is lost after the texts went, and put back as it was before."""
    one_pass_more(play, p)
    file = play.world.folder / "ledger.sqlite3"
    copy, since = file.read_bytes(), play.world.hour.at
    evening(play, p)
    for desk in play.world.desks.values():
        desk.ledger.close()  # type: ignore[attr-defined]
    play.world.desks.clear()
    file.write_bytes(copy)
    play.world.hour.at += timedelta(minutes=2)
    play.world.desk(p).ledger.open_gap(since, play.world.hour.at)
    if mobile:
        type_in(p, "Clients", "C-001", Mobile=mobile, Consent_date=play.world.hour.at.replace(tzinfo=None))
        play.seen[p.name].phones["+1" + mobile.replace("-", "")] = {play.seen[p.name].people["C-001"]}
    one_pass_more(play, p)
    settled(play, p)


def put_back_and_a_new_number(play: Play, p: OnePractice) -> None:
    """The ledger is put back, and a client who was texted since the backup has another number: a person is asked."""
    put_back(play, p, "518-555-0177")


def copied_ledger(play: Play, p: OnePractice) -> None:
    """The practice's folder was copied, and both copies are looked after: the second one minutes after the first."""
    one_pass_more(play, p)
    file = play.world.folder / "ledger.sqlite3"
    copy = file.read_bytes()
    p.book.keep_version()
    evening(play, p)
    for desk in play.world.desks.values():
        desk.ledger.close()  # type: ignore[attr-defined]
    play.world.desks.clear()
    file.write_bytes(copy)
    p.book.tabs.update(p.book.versions[-1])
    p.book.saved()
    one_pass_more(play, p, minutes=5)
    settled(play, p)


def one_phone(play: Play, p: OnePractice) -> None:
    """Two clients share a phone; of their texts the provider took one, and both answers were lost."""
    seen = play.seen[p.name]
    type_in(p, "Clients", "C-002", Mobile="518-555-0110")
    seen.phones["+15185550110"].add(seen.people["C-002"])
    one_pass_more(play, p)
    p.account.faults.extend(["accept, 500", "500"])
    evening(play, p)
    for _ in range(5):
        one_pass_more(play, p, minutes=6)


def listed_late(play: Play, p: OnePractice) -> None:
    """The provider took a text, its answer got lost, and its list shows the text after a while."""
    p.account.listed_after = timedelta(minutes=12)
    answer_lost(play, p)


def equal_ids(play: Play, _p: OnePractice) -> None:
    """Two practices with equal IDs text on one evening."""
    for p in play.world.practices:
        play.world.hour.at = EVENING
        one_pass_more(play, p)
        one_pass_more(play, p, minutes=2)


def nobody_types(play: Play, _p: OnePractice) -> None:
    """Two practices with equal IDs, in which nobody changes a row before their texts are due."""
    for n in range(3):
        for p in play.world.practices:
            if n == 2:
                play.world.hour.at = EVENING
            one_pass_more(play, p)


def plain_evening(play: Play, p: OnePractice) -> None:
    """Nothing amiss."""
    evening(play, p)
