"""What the checker notes down while it happens: who is meant by an ID, what stood in the rows, what people marked and answered."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.emulators.twilio import Message
from tests.faults.world import OnePractice

PRESENT = ("Present", "Late", "Left early")


@dataclass(frozen=True)
class Row:
    """A row of Clients as it stood: who, how to reach them, and whether they agreed."""

    client_id: str
    person: tuple[str, str, str]
    mobile: str
    agrees: bool


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
    earned: set[tuple[str, str]] = field(default_factory=set)
    """Who was ever marked present on which day, with a signed note: (FIRST LAST, YYYYMMDD)."""


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


def note_down(p: OnePractice, seen: Evidence) -> None:
    """What people have marked and answered up to now; rows may be gone when it is needed."""
    for row in p.book.tabs["Decisions"][1:]:
        if row and p.book.cell("Decisions", row, "Answer") == "Yes":
            seen.released.add(str(p.book.cell("Decisions", row, "About")))
    names: dict[str, set[str]] = {}
    for one in rows_now(p):
        names.setdefault(one.client_id, set()).add(f"{one.person[0]} {one.person[1]}".upper())
    for row in p.book.tabs["Attendance"][1:]:
        day, client = p.book.cell("Attendance", row, "Date"), p.book.cell("Attendance", row, "Client ID")
        if isinstance(day, datetime) and _is_earned(p, row):
            seen.earned.update((name, f"{day:%Y%m%d}") for name in names.get(client, ()))


def _is_earned(p: OnePractice, row: list[Any]) -> bool:
    return p.book.cell("Attendance", row, "Mark") in PRESENT and bool(p.book.cell("Attendance", row, "Signed"))
