"""The sample practice: invented people in whom the guide's own tables come true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from flows.sample.attendance import visits
from flows.sample.clients import clients
from flows.sample.days import Days
from flows.sample.groups import groups, launch
from flows.sample.money import other_services, payments
from flows.sample.payers import payers
from flows.sample.practice import settings, staff
from flows.sample.roster import roster
from flows.sample.rows import Row
from flows.sample.sessions import sessions
from flows.sample.verifications import verifications
from flows.sample.waiting import intake, waitlist

__all__ = ["Edit", "Sample", "sample_practice"]


@dataclass(frozen=True, slots=True)
class Edit:
    """The one mark a person corrects in the demonstration, and why."""

    visit_id: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A whole practice as its people typed it.

    ``rows`` maps each tab's title to its rows, field name to cell; the Practice tab has one row with all settings.
    ``moment`` is the evening the demonstration plays on, with the practice's zone.
    """

    rows: Mapping[str, tuple[Row, ...]]
    edit: Edit
    moment: datetime


EDIT = Edit(
    visit_id="G-01/05/C-004",
    before="Present",
    after="Left early",
    sentence="Dan left before the end, and nobody wrote down when: his mark was Present and becomes Left early.",
)


def sample_practice(today: date) -> Sample:
    """The sample practice as it stands on the evening of the last Thursday up to ``today``."""
    days = Days.of(today)
    rows: dict[str, tuple[Row, ...]] = {
        "Practice": (settings(days),),
        "Staff": staff(),
        "Groups": groups(days),
        "Payers": payers(days),
        "Clients": clients(days),
        "Roster": roster(days),
        "Intake": intake(days),
        "Waitlist": waitlist(days),
        "Verifications": verifications(days),
        "Sessions": sessions(days),
        "Attendance": visits(days),
        "Other services": other_services(days),
        "Payments": payments(days),
        "Decisions": (),
        "Launch": launch(days),
    }
    return Sample(MappingProxyType(rows), EDIT, days.moment)
