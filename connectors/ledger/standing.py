"""What the ledger knows of itself: when it was copied last, of which time it knows nothing, when nothing was to do."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from connectors.ledger.engine import insert_into
from connectors.ledger.moments import from_text, to_text
from connectors.ledger.schema import meta
from domain.backup import Gap

BACKED_UP = "backed_up"
PUT_BACK = "put_back"
RESTED = "rested"
DRAWN = "drawn"
TIDIED = "tidied"

_VALUE = select(meta.c.value).where(meta.c.practice == bindparam("mine"), meta.c.name == bindparam("of"))


def backed_up(conn: Connection, practice: str) -> datetime | None:
    """When the newest backup was made that is known to be whole."""
    found = _value(conn, practice, BACKED_UP)
    return from_text(found) if found else None


def note_backup(conn: Connection, practice: str, at: datetime) -> None:
    """Note that a backup holds all that was done until then."""
    _note(conn, practice, BACKED_UP, to_text(at))


def gap(conn: Connection, practice: str) -> Gap | None:
    """The time of which nothing is known; None for a ledger that was never put back."""
    found = _value(conn, practice, PUT_BACK)
    if found is None:
        return None
    number, since, until = found.split("|")
    return Gap(number=int(number), since=from_text(since), until=from_text(until) if until else None)


def open_gap(conn: Connection, practice: str, since: datetime) -> int:
    """Note that the ledger was put back as it was at that moment; how often that has happened."""
    before = gap(conn, practice)
    number = before.number + 1 if before else 1
    _note(conn, practice, PUT_BACK, f"{number}|{to_text(since)}|")
    return number


def close_gap(conn: Connection, practice: str, until: datetime) -> None:
    """Note the moment of the first pass after the ledger was put back."""
    found = gap(conn, practice)
    if found and found.until is None:
        _note(conn, practice, PUT_BACK, f"{found.number}|{to_text(found.since)}|{to_text(until)}")


def rest(conn: Connection, practice: str, token: str, at: datetime) -> None:
    """Note the workbook's token at which nothing was to do, and when."""
    _note(conn, practice, RESTED, f"{to_text(at)} {token}")


def rested(conn: Connection, practice: str, token: str) -> datetime | None:
    """When nothing was to do at this token, or None."""
    at, _, of = (_value(conn, practice, RESTED) or "").partition(" ")
    return from_text(at) if at and of == token else None


def drawn(conn: Connection, practice: str) -> str | None:
    """The mark of the own tabs as they were shown last, or None."""
    return _value(conn, practice, DRAWN)


def note_drawn(conn: Connection, practice: str, mark: str) -> None:
    """Keep the mark of the own tabs that were shown."""
    _note(conn, practice, DRAWN, mark)


def tidied(conn: Connection, practice: str) -> date | None:
    """The day on which what no pass needs was put away last, or None."""
    found = _value(conn, practice, TIDIED)
    return date.fromisoformat(found) if found else None


def note_tidied(conn: Connection, practice: str, on: date) -> None:
    """Keep the day on which it was looked at what no pass needs."""
    _note(conn, practice, TIDIED, on.isoformat())


def _value(conn: Connection, practice: str, name: str) -> str | None:
    found = conn.execute(_VALUE, {"mine": practice, "of": name}).scalar()
    return None if found is None else str(found)


def _note(conn: Connection, practice: str, name: str, value: str) -> None:
    make = insert_into(conn, meta).values(practice=practice, name=name, value=value)
    conn.execute(make.on_conflict_do_update(index_elements=["practice", "name"], set_={"value": value}))
