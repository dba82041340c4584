"""What the checker notes down while it happens: who is meant by an ID, what stood in the rows, what people marked and answered."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from tests.emulators.twilio import Message
from tests.faults.world import OnePractice

PRESENT = ("Present", "Late", "Left early")
AWAY = ("Absent - told us", "Absent - excused", "Late cancel", "No-show", "Absent")
SAME = ("Claim ID", "Line", "Visit ID", "Payer", "Date", "Code", "Modifiers", "POS", "Diagnoses", "Charge")
"""What a line must say in its file as it did when somebody was asked about its batch."""


@dataclass(frozen=True)
class Row:
    """A row of Clients as it stood: who, how to reach them, and whether they agreed."""

    client_id: str
    person: tuple[str, str, str]
    mobile: str
    agrees: bool
    agreed_on: date | None = None


@dataclass
class Evidence:
    """What the checker noted down while it happened."""

    people: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Whom each client ID has meant from the beginning."""
    phones: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)
    """Whose each number ever was, by what people typed on purpose."""
    rows_at: dict[str, list[Row]] = field(default_factory=dict)
    """Clients as it stood when the provider took each text."""
    stops: list[tuple[str, Message, bool]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Claim files as they were first seen."""
    called_off: dict[str, frozenset[str]] = field(default_factory=dict)
    """The days of which every session was called off, when the provider took each text."""
    released: set[str] = field(default_factory=set)
    """The batches to which a person ever said Yes."""
    looks_often: bool = True
    """Whether somebody looks after every pass."""
    agreed: list[set[str]] = field(default_factory=lambda: [set(), set()])
    """The batches whose answer was Yes at the last look and at the one before it."""
    earned: set[tuple[str, str]] = field(default_factory=set)
    """Who was ever marked present on which day, with a signed note: (FIRST LAST, YYYYMMDD)."""
    expected: dict[str, frozenset[tuple[str, str, str]]] = field(default_factory=dict)
    """Who was expected when, as the rows stood when the provider took each text: (number, Mar 19, 6:00 PM)."""
    forgotten: list[tuple[datetime, datetime]] = field(default_factory=list)
    """The times of which the practice's ledger knows nothing any more: it was put back, or is another one."""
    present: set[str] = field(default_factory=set)
    """The visits that were ever marked as present."""
    words: dict[str, set[str]] = field(default_factory=dict)
    """What was ever written about each visit."""
    asked: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    """The lines of each batch as Claims showed them while somebody was asked about it."""
    corrected: set[str] = field(default_factory=set)
    """The visits of which somebody ever said Yes to voiding or replacing the claim."""


def digits(phone: object) -> str:
    """A number as the provider writes it."""
    found = re.sub(r"\D", "", str(phone or ""))
    return f"+1{found[-10:]}" if len(found) >= 10 else ""


def rows_now(p: OnePractice) -> list[Row]:
    """Clients as it stands now."""
    cell = p.book.cell
    return [
        Row(
            str(row[0]),
            (str(cell("Clients", row, "First name")), str(cell("Clients", row, "Last name")), str(cell("Clients", row, "Date of birth"))),
            digits(cell("Clients", row, "Mobile")),
            cell("Clients", row, "Text consent") == "Yes" and cell("Clients", row, "Text risk accepted") == "Yes",
            agreed.date() if isinstance(agreed := cell("Clients", row, "Consent date"), datetime) else None,
        )
        for row in p.book.tabs["Clients"][1:]
        if row and row[0] and cell("Clients", row, "First name")
    ]  # fmt: skip


def called_off(p: OnePractice) -> frozenset[str]:
    """The days ("Mar 19") of which each session is called off."""
    held: dict[str, set[bool]] = {}
    for row in p.book.tabs["Sessions"][1:]:
        if row and isinstance(day := p.book.cell("Sessions", row, "Date"), datetime):
            held.setdefault(f"{day:%b} {day.day}", set()).add(p.book.cell("Sessions", row, "Held") == "No")
    return frozenset(day for day, off in held.items() if off == {True})


def expected_now(p: OnePractice) -> frozenset[tuple[str, str, str]]:
    """Who is expected at which session, as the rows stand: on the roster, not marked away, the session not called off."""
    cell, tabs = p.book.cell, p.book.tabs
    numbers = {row.client_id: row.mobile for row in rows_now(p)}
    members = {
        (str(cell("Roster", row, "Group ID")), str(cell("Roster", row, "Client ID")))
        for row in tabs["Roster"][1:]
        if cell("Roster", row, "Status") not in ("Ended", "Removed", "Paused")
    }
    found = set()
    for row in tabs["Sessions"][1:]:
        day, starts = (cell("Sessions", row, x) for x in ("Date", "Starts"))
        if not (isinstance(day, datetime) and isinstance(starts, time)) or cell("Sessions", row, "Held") == "No":
            continue
        for visit in tabs["Attendance"][1:]:
            of = (str(cell("Sessions", row, "Group ID")), str(cell("Attendance", visit, "Client ID")))
            away = cell("Attendance", visit, "Mark") in AWAY or cell("Attendance", visit, "Told us on")
            if cell("Attendance", visit, "Session ID") == row[0] and not away and of in members and of[1] in numbers:
                found.add((numbers[of[1]], f"{day:%b} {day.day}", f"{starts:%I:%M %p}".lstrip("0")))
    return frozenset(found)


def watch(p: OnePractice, seen: Evidence) -> None:
    """Note down what stands at the beginning, and what stood when the provider took each text."""
    for row in rows_now(p):
        seen.people[row.client_id] = row.person
        seen.phones.setdefault(row.mobile, set()).add(row.person)
    make = p.account._make

    @lru_cache(maxsize=1)
    def as_of(_token: str) -> tuple[list[Row], frozenset[str], frozenset[tuple[str, str, str]]]:
        return rows_now(p), called_off(p), expected_now(p)

    def watching(sender: str, to: str, body: str, direction: str) -> Message:
        made = make(sender, to, body, direction)
        seen.rows_at[made.sid], seen.called_off[made.sid], seen.expected[made.sid] = as_of(p.book.token())
        return made

    note_down(p, seen)
    p.account._make = watching  # type: ignore[method-assign]


def note_down(p: OnePractice, seen: Evidence) -> None:
    """What people have marked, written and answered up to now; rows may be gone when it is needed."""
    seen.agreed = [set(), seen.agreed[0]]
    for row in p.book.tabs["Decisions"][1:]:
        if row and p.book.cell("Decisions", row, "Answer") == "Yes":
            about = str(p.book.cell("Decisions", row, "About"))
            seen.released.add(about)
            seen.agreed[0].add(about)
            if p.book.cell("Decisions", row, "Kind") in ("void", "replace"):
                seen.corrected.add(about)
    _note_down_words(p, seen)
    names: dict[str, set[str]] = {}
    for one in rows_now(p):
        names.setdefault(one.client_id, set()).add(f"{one.person[0]} {one.person[1]}".upper())
    for row in p.book.tabs["Attendance"][1:]:
        day, client = p.book.cell("Attendance", row, "Date"), p.book.cell("Attendance", row, "Client ID")
        if isinstance(day, datetime) and _is_earned(p, row):
            seen.earned.update((name, f"{day:%Y%m%d}") for name in names.get(client, ()))


def _note_down_words(p: OnePractice, seen: Evidence) -> None:
    """What is written about visits, who was marked present, and what Claims shows of batches that wait for an answer."""
    for row in p.book.tabs["Attendance"][1:]:
        if row and p.book.cell("Attendance", row, "Mark") in PRESENT:
            seen.present.add(str(row[0]))
        if row and row[0] and (words := p.book.cell("Attendance", row, "Contributions")):
            seen.words.setdefault(str(row[0]), set()).add(str(words))
    for row in p.book.tabs["Claims"][1:]:
        batch = str(p.book.cell("Claims", row, "Batch") or "")
        if batch and p.book.cell("Claims", row, "State") == "ready":
            seen.asked.setdefault(batch, set()).add(tuple(_plain(p.book.cell("Claims", row, x)) for x in SAME))


def _plain(cell: object) -> str:
    match cell:
        case datetime():
            return f"{cell:%Y-%m-%d}"
        case float():
            return f"{cell:.2f}"
        case None:
            return ""
        case _:
            return str(cell)


def _is_earned(p: OnePractice, row: list[Any]) -> bool:
    return p.book.cell("Attendance", row, "Mark") in PRESENT and bool(p.book.cell("Attendance", row, "Signed"))
