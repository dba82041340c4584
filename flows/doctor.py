"""`circlebook doctor`: is everything in place for what is switched on? Each finding says how to mend it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from domain.wording import counted
from flows import doctor_documents, doctor_google, doctor_machine, doctor_texts
from flows.composition import open_desk
from flows.desk import Pass
from flows.moment import moment
from flows.passes import open_pass
from flows.screen import answer, line, table

LATE_ZONE, LATE_DAY = "America/Vancouver", date(2027, 1, 15)
"""British Columbia stays on UTC-7 from November 2026 on: a time zone file that does not know it is too old."""
LATE_OFFSET_HOURS = -7


class Found(NamedTuple):
    """One thing looked at: fine, worth a look, or in the way of what is switched on."""

    what: str
    state: Literal["ok", "look", "mend"]
    said: str


Look = Callable[[Pass], Iterator[Found]]


def run_doctor(folder: Path, today: str, *, as_json: bool) -> int:
    """0 when all is in place, 1 when something is to mend."""
    this = open_pass(open_desk(folder, moment(today)), dry_run=True)
    found = [f for look in LOOKS for f in look(this)]
    if as_json:
        answer({"findings": [f._asdict() for f in found]})
    else:
        table("What was looked at", ("what", "state", "what it is"), [tuple(f) for f in found])
        line("All is in place." if all(f.state != "mend" for f in found) else "Something is to mend.")
    return int(any(f.state == "mend" for f in found))


def _ledger(this: Pass) -> Iterator[Found]:
    links = this.desk.ledger.verify_audit()
    yield Found(
        "ledger", "ok", f"Its {counted(links, 'record')} hold together." if links != 1 else "Its one record is whole."
    )


def _zones(_: Pass) -> Iterator[Found]:
    offset = datetime.combine(LATE_DAY, time(12), ZoneInfo(LATE_ZONE)).utcoffset()
    known = offset is not None and offset.total_seconds() == LATE_OFFSET_HOURS * 3600
    said = "Current." if known else "Too old: install tzdata 2026.2 or later."
    yield Found("time zones", "ok" if known else "mend", said)


def _machine(this: Pass) -> Iterator[Found]:
    return (Found(*looked) for looked in doctor_machine.machine(this))


def _documents(this: Pass) -> Iterator[Found]:
    return (Found(*looked) for looked in doctor_documents.documents(this))


def _texts(this: Pass) -> Iterator[Found]:
    return (Found(*looked) for looked in (*doctor_texts.texts(this), *doctor_texts.mails(this)))


def _google(this: Pass) -> Iterator[Found]:
    return (Found(*looked) for looked in doctor_google.google(this))


LOOKS: tuple[Look, ...] = (_ledger, _zones, _machine, _documents, _texts, _google)
"""What is looked at, in this order; each part of the outside world adds its own."""
