"""Stories in which a fault must show: each the shortest that the checker needs, played by one practice."""

import random
from datetime import timedelta

from flows.passes import one_pass
from tests.faults.acts import (
    STOP_IN_WORDS,
    all_else_done,
    billed,
    evening,
    one_pass_more,
    says,
    settled,
    stopped,
    type_in,
)
from tests.faults.gate import COMMIT
from tests.faults.histories import Play
from tests.faults.world import OnePractice


def overtyped(play: Play, p: OnePractice) -> None:
    """Another person is typed over a client's row."""
    one_pass_more(play, p)
    row = p.book.find("Clients", "C-001")
    assert row is not None
    more = {"First_name": "Zadie", "Last_name": "Newcomer", "Date_of_birth": "2/3/1980", "Mobile": "518-555-0199"}
    p.book.type("Clients", row, **more)
    evening(play, p)


def numbers_sorted(play: Play, p: OnePractice) -> None:
    """Somebody sorts the numbers without their rows."""
    one_pass_more(play, p)
    p.book.tabs["Clients"][1:] = reversed(p.book.tabs["Clients"][1:])
    p.book.sort_one_column("Clients", "Mobile")
    evening(play, p)


def spoilt_a_number(play: Play, p: OnePractice) -> None:
    """One client's number cannot be read."""
    one_pass_more(play, p)
    row = p.book.find("Clients", "C-002")
    assert row is not None
    p.book.type("Clients", row, Mobile="???")
    evening(play, p)


def said_stop(play: Play, p: OnePractice) -> None:
    """A client stops texts in words that the carrier does not know."""
    one_pass_more(play, p)
    phone = next(iter(play.seen[p.name].phones))
    came = p.account.text_in(phone, STOP_IN_WORDS)
    play.seen[p.name].stops.append((phone, came, True))
    one_pass_more(play, p, minutes=5)
    evening(play, p)


def took_consent_back(play: Play, p: OnePractice) -> None:
    """A client's Yes becomes No on the row."""
    one_pass_more(play, p)
    row = p.book.find("Clients", "C-002")
    assert row is not None
    p.book.type("Clients", row, Text_consent="No")
    evening(play, p)


def wrote_into_note(play: Play, p: OnePractice) -> None:
    """A clinician writes into a draft, and then the row changes."""
    evening(play, p)
    file = next((p.folder / "documents").rglob("G-01-05-C-006*.docx"))
    file.write_bytes(file.read_bytes() + b" in my own words")
    p.edited[str(file.relative_to(p.folder / "documents"))] = file.read_bytes()
    row = p.book.find("Attendance", "G-01/05/C-006")
    assert row is not None
    p.book.type("Attendance", row, Contributions="said more", Progress="other")
    one_pass_more(play, p, minutes=5)


def batch_cut_off(play: Play, p: OnePractice) -> None:
    """The computer stops when a batch's files lie there and the ledger does not know it yet."""
    one_pass_more(play, p)
    for row in p.book.tabs["Decisions"][1:]:
        p.book.type("Decisions", row, Answer="Yes", Answered_by="Bo Ledgerson")
    stopped(play, p, lambda name: name == COMMIT and bool(list((p.folder / "claims").glob("*.csv"))))
    settled(play, p)


def new_number(play: Play, p: OnePractice) -> None:
    """A client's number changes between two passes."""
    all_else_done(play, p)
    type_in(p, "Clients", "C-001", Mobile="518-555-0177")
    play.seen[p.name].phones["+15185550177"] = {play.seen[p.name].people["C-001"]}
    play.seen[p.name].phones.pop("+15185550110")
    evening(play, p)


def new_number_next_week(play: Play, p: OnePractice) -> None:
    """A client who was texted has a new number a week later, and nobody asked anew."""
    evening(play, p)
    type_in(p, "Clients", "C-001", Mobile="518-555-0177")
    play.seen[p.name].phones["+15185550177"] = {play.seen[p.name].people["C-001"]}
    play.world.hour.at += timedelta(days=6)
    one_pass_more(play, p)
    one_pass_more(play, p, minutes=24 * 60)


def left(play: Play, p: OnePractice) -> None:
    """A member ends; their row of the coming session stands there already."""
    all_else_done(play, p)
    type_in(p, "Roster", "R-001", Status="Ended", End_date=play.world.hour.at.replace(tzinfo=None))
    evening(play, p)


def took_the_yes_back(play: Play, p: OnePractice) -> None:
    """A batch got its Yes, a dry run saw it, and the Yes was cleared before any pass."""
    one_pass_more(play, p)
    play._answer_yes(p, random.Random())
    one_pass(play.world.desk(p), dry_run=True)
    for row in p.book.tabs["Decisions"][1:]:
        p.book.type("Decisions", row, Answer=None)
    one_pass_more(play, p, minutes=2)


def changed_since_asked(play: Play, p: OnePractice) -> None:
    """Why members are treated is put right after their batch was asked about; then it gets its Yes."""
    one_pass_more(play, p)
    for row in p.book.tabs["Roster"][1:]:
        p.book.type("Roster", row, Diagnoses="F33.1")
    billed(play, p)


def stayed_away(play: Play, p: OnePractice) -> None:
    """A member was not there."""
    type_in(p, "Attendance", "G-01/05/C-001", Mark="No-show", Signed=None, Signed_on=None)
    one_pass_more(play, p)


def all_billed(play: Play, p: OnePractice) -> None:
    """All questions get a Yes."""
    one_pass_more(play, p)
    billed(play, p)


def copied_and_overtyped(play: Play, p: OnePractice) -> None:
    """A client's row is copied, and another person typed over the copy."""
    one_pass_more(play, p)
    copy = list(p.book.find("Clients", "C-001") or ())
    p.book.tabs["Clients"].append(copy)
    more = {"First_name": "Zadie", "Last_name": "Newcomer", "Date_of_birth": "2/3/1980", "Mobile": "518-555-0199"}
    p.book.type("Clients", copy, **more)
    evening(play, p)


def started_and_stopped(play: Play, p: OnePractice) -> None:
    """A client texts START and a minute later thinks better of it."""
    one_pass_more(play, p)
    says(play, p, "START", stop=False)
    play.world.hour.at += timedelta(minutes=1)
    says(play, p, STOP_IN_WORDS, stop=True)
    one_pass_more(play, p, minutes=5)
    evening(play, p)


def read_short(play: Play, p: OnePractice) -> None:
    """A read gives the headings of Attendance and not one row, though all rows stand there."""
    one_pass_more(play, p)
    play.world.hour.at += timedelta(days=1)
    p.book.saved()
    p.book.cut.add("Attendance")
    one_pass_more(play, p)
    p.book.cut.clear()
    evening(play, p)


def columns_moved(play: Play, p: OnePractice) -> None:
    """Somebody puts the column of emergency numbers where the mobiles stood."""
    one_pass_more(play, p)
    p.book.exchange("Clients", p.book.column("Clients", "Mobile"), p.book.column("Clients", "Emergency phone"))
    evening(play, p)


def signed_and_absent(play: Play, p: OnePractice) -> None:
    """A visit was signed and marked by mistake: the member was not there. All questions get a Yes."""
    type_in(p, "Attendance", "G-01/05/C-001", Mark="No-show")
    one_pass_more(play, p)
    billed(play, p)


def not_signed(play: Play, p: OnePractice) -> None:
    """A clinician takes the signature back before anything is billed."""
    type_in(p, "Attendance", "G-01/05/C-001", Signed=None, Signed_on=None)
    one_pass_more(play, p)
    billed(play, p)


def called_off(play: Play, p: OnePractice) -> None:
    """The session is called off before its reminders are due."""
    one_pass_more(play, p)
    type_in(p, "Sessions", "G-01/06", Held="No", Cancelled_because="Ill")
    evening(play, p)
