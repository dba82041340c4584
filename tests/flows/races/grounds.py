"""A small practice in an emulated Google in which everything is due at once, kept so that it can be put back."""

import copy
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.google.emulator import World
from connectors.google.emulator.forms import submit
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.world import OWNER, SERVICE
from connectors.google.forms import GoogleForms
from connectors.google.patience import Bucket
from flows.composition import google_account, open_desk, open_workbook
from flows.desk import Pass
from flows.passes import one_pass
from flows.sample import sample_practice
from flows.settings import read_settings
from sheets_schema.grid import TabLayout
from sheets_schema.intake_form import intake_form
from sheets_schema.layout import layouts
from sheets_schema.tabs import PEOPLES_TABS
from tests.connectors.google.place import Place, google, hurried
from tests.faults.place import EVENING
from tests.faults.small import CLIENTS, DAY, small_rows
from tests.faults.world import plain_note
from tests.flows.on_google import folder_on_google, key_file

FORM = intake_form()
TICKETS = 3
"""IDs printed in advance in each tab that has some: enough to be met, few enough to be quick."""

JOHN = "W-001"
"""Who waits for a seat, and gets one."""

NINA = {
    "first_name": "Nina", "last_name": "Newcomer", "born": "1990-04-12", "mobile": "4155550132",
    "group_interest": "Not sure - please advise", "how": "In person", "paying_by": "Self-pay",
    "emergency_contact": "Ned, brother", "emergency_phone": "4155550133", "text_consent": "Yes, I agree (SMS v1)",
    "text_risk_accepted": "Yes, I accept the risk (TXT v1)", "attendance_policy_accepted": "I agree (ATT v1)",
    "financial_policy_accepted": "I agree (FIN v1)", "signature": "Nina Newcomer",
}  # fmt: skip


def sent_by(name: str) -> dict[str, str]:
    """What a person of this first name answers on the form."""
    return NINA | {"first_name": name, "mobile": "4155550134", "signature": f"{name} Newcomer"}


@dataclass(frozen=True)
class Kept:
    """The practice's spreadsheet, forms and folder as they were."""

    sheets: list[Sheet]
    forms: dict[str, Any]
    folder: Path
    at: datetime


class Hour:
    """The evening before the group meets, a little later each time somebody looks."""

    at = EVENING.astimezone(UTC)

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass
class Site:
    """The practice: where it lies in the emulator and on the disk."""

    place: Place
    folder: Path
    form: str
    tabs: Mapping[str, int]
    """The number of each tab, by the title it was laid out with."""
    hour: Hour
    """Google's clock."""

    def passed(self, at: datetime = EVENING) -> Pass:
        """One whole pass, with documents in plain text: their look is proved elsewhere."""
        desk = replace(open_desk(self.folder, at), render_note=plain_note, render_paper=plain_note)
        try:
            return one_pass(desk)
        finally:
            desk.ledger.close()  # type: ignore[attr-defined]  the ledger that composition opens

    def send(self, answers: Mapping[str, str], response: str = "") -> str:
        """Somebody answers the form."""
        return submit(self.place.world, self.form, {FORM.number(f): [v] for f, v in answers.items()}, response)

    def keep(self, folder: Path) -> Kept:
        """All that there is now; its folder is copied to this place."""
        shutil.copytree(self.folder, folder)
        sheets = [sheet.copy() for sheet in self.place.hands.book.sheets]
        return Kept(sheets, copy.deepcopy(self.place.world.forms), folder, self.hour.at)

    def put_back(self, kept: Kept) -> None:
        """As it was, and at the hour that it was."""
        world = self.place.world
        self.hour.at = kept.at
        self.place.hands.book.sheets[:] = [sheet.copy() for sheet in kept.sheets]
        world.forms = copy.deepcopy(kept.forms)
        shutil.rmtree(self.folder)
        shutil.copytree(kept.folder, self.folder)
        world.log.clear()

    def sheet(self, title: str) -> Sheet | None:
        """The tab that was laid out under this title, whatever it is called now."""
        return next((s for s in self.place.hands.book.sheets if s.id == self.tabs[title]), None)


def _rows() -> dict[str, list[dict[str, Any]]]:
    """The small practice with one who waits for a seat in its group."""
    rows, every = small_rows((*CLIENTS, JOHN)), sample_practice(DAY).rows
    rows["Practice"][0]["rows_ahead_days"] = 8
    rows["Intake"] = [dict(row) for row in every["Intake"]][:1]
    rows["Waitlist"] = [dict(row) for row in every["Waitlist"]][:1]
    return rows


@contextmanager
def practice(folder: Path) -> Iterator[Site]:
    """The practice laid out, worked on once, and then answered, marked and signed by its people."""
    hour = Hour()
    with google(World(hour.now)) as place:
        form = GoogleForms(place.account("owner-token")).make(FORM)
        place.world.files[form].rights[SERVICE] = {"id": "9", "type": "user", "role": "writer"}
        settings = f'intake_form = "{form}"\ndocuments_key = "google-person.json"\n'
        folder_on_google(folder, place, None, settings)
        key_file(folder / "google-person.json", place, OWNER)
        for name in ("google-key.json", "google-person.json"):
            account = google_account((folder / name).resolve(), place.emulator.url)
            account.patience, account.bucket = hurried(), Bucket({})
        open_workbook(folder, read_settings(folder)).lay_out([_with_few_tickets(tab) for tab in layouts(_rows())])
        tabs = {sheet.title: sheet.id for sheet in place.hands.book.sheets}
        site = Site(place, folder, form, tabs, hour)
        site.passed(EVENING - timedelta(days=5))
        _work(site)
        yield site


def _with_few_tickets(tab: TabLayout) -> TabLayout:
    used = {row[0] for row in tab.rows}
    return replace(tab, ticket_book=tuple(i for i in tab.ticket_book if i not in used)[:TICKETS])


def _work(site: Site) -> None:
    """What people did since: answered all questions, gave the seat away, signed a note, corrected a mark, sent a form."""
    hands = site.place.hands
    for row in hands.seen("Decisions")[1:]:
        hands.type("Decisions", str(row[0]), {"Answer": "Yes", "Answered by": "Biller"})
    hands.type("Waitlist", JOHN, {"Status": "Accepted", "Offered on": (EVENING - timedelta(days=4)).date()})
    hands.type("Attendance", "G-01/05/C-003", {"Mark": "Late cancel", "Reason": "Work"})
    hands.type("Attendance", "G-01/05/C-006", {"Signed": "MM", "Signed on": (EVENING - timedelta(days=4)).date()})
    site.send(NINA)


PEOPLES = tuple(spec.title for spec in PEOPLES_TABS)
"""The titles of the tabs that people type in."""
