"""The small practice in a folder, with a live texting account, a clock in a test's hands, and its outputs."""

import os
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from connectors.documents import NoteFolder
from connectors.excel import layout as excel_layout
from connectors.excel import type_in
from connectors.twilio.live import TwilioTexts, twilio_client
from domain.phones import phone_key
from domain.text_failures import pause
from flows.composition import open_desk, open_workbook
from flows.desk import Desk, Pass
from flows.new import make_folder
from flows.passes import one_pass
from flows.settings import read_settings
from sheets_schema.layout import layouts
from tests.emulators.twilio import Account, DirectClient
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN
from tests.faults.small import small_rows

ZONE = ZoneInfo("America/New_York")
EVENING = datetime(2026, 3, 18, 18, 30, tzinfo=ZONE)
"""The day before the group meets: its reminders are due, its last session is to be noted and billed."""
LATER = tuple(timedelta(minutes=n) for n in (4, 10, 20))
AT_LAST = timedelta(minutes=40)
"""When passes run after the first: time enough to settle any text in doubt."""
TABS = ("Sessions", "Attendance", "Decisions", "To do", "Claims", "Notes", "Messages", "Benefits", "Grid")
_GROUP = re.compile(r"((?:GS\*HC\*[^~]*?\*\d{8}\*\d{4}|GE\*\d+)\*)(\d+)(\*X|~)")
"""Where a file's number stands without zeros before it."""

SETTINGS = """
[claims]
test = true
"""
LIVE = f"""live = true
signed = "A. Rivera"
since = 2026-01-01
account = "{SID}"
number = "{OUR_NUMBER}"
"""


@dataclass
class Hour:
    """The time, for the practice and its provider alike."""

    at: datetime = EVENING

    def now(self) -> datetime:
        """This moment."""
        return self.at


@dataclass
class Place:
    """One practice in one folder, and its provider."""

    folder: Path
    hour: Hour = field(default_factory=Hour)
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        """The provider lives on whatever happens to the practice."""
        self.account = Account(self.hour.now)

    def desk(self, account: Any = None) -> Desk:
        """The practice opened as the product opens it, its texts going to the emulated provider."""
        client = twilio_client(SID, SID, TOKEN, DirectClient(account or self.account))
        texts = TwilioTexts(client, OUR_NUMBER, partial(phone_key, "small"))
        documents = NoteFolder(self.folder / "documents", link=os.link)  # as it is now: a gate may stand before it
        return replace(open_desk(self.folder, self.hour.at), texts=texts, documents=documents)

    def passed(self, account: Any = None, **how: Any) -> Pass:
        """One pass."""
        desk = self.desk(account)
        try:
            return one_pass(desk, **how)
        finally:
            desk.ledger.close()  # type: ignore[attr-defined]  the ledger that composition opens

    def recover(self) -> None:
        """Passes until all is settled: at once, and then as long as a text is in doubt or the carrier is left in peace."""
        this = self.passed()
        for span in LATER:
            in_doubt = any(h.state in ("inflight", "unknown", "ready") for h in this.happened.values())
            if not in_doubt and not pause(this.history, this.now):
                break
            self.hour.at = EVENING + span
            this = self.passed()
        self.hour.at = EVENING + AT_LAST
        self.passed()

    def copy(self, to: Path) -> "Place":
        """The same practice once more, with a provider of its own."""
        return Place(Path(shutil.copytree(self.folder, to)))

    def outputs(self) -> dict[str, object]:
        """What the world can see, read without the ledger: documents, claim files, texts, rows and own tabs."""
        workbook = self.folder / "practice.xlsx"
        assert zipfile.ZipFile(workbook).testzip() is None
        grids = open_workbook(self.folder, read_settings(self.folder)).snapshot(TABS).grids
        tabs = {title: [tuple(row) for row in grid.rows] for title, grid in grids.items()}
        tabs["Messages"] = sorted(str(row[1:]) for row in tabs["Messages"])  # a fault makes a text later
        claims = _files(self.folder / "claims")
        numbers = {name[:9]: f"{n:09d}" for n, name in enumerate(sorted(n for n in claims if n.endswith(".837")), 1)}
        return {
            "documents": _files(self.folder / "documents"),
            "claims": {_renamed(name, numbers): _renumbered(content, numbers) for name, content in claims.items()},
            "texts": sorted((m.to, m.words) for m in self.account.sent),
            "tabs": {
                title: [tuple(_renamed(c, numbers) if isinstance(c, str) else c for c in row) for row in rows]
                for title, rows in tabs.items()
            },
        }


def made_place(folder: Path, rows: Mapping[str, Sequence[Any]] | None = None) -> Place:
    """The small practice laid out, its first day of live texts over."""
    make_folder(folder, "small", SETTINGS)
    settings = folder / "circlebook.toml"
    settings.write_text(settings.read_text().replace(_line("live"), LIVE))
    # With few blank rows, and no IDs printed in advance: to read them would take most of the time.
    tabs = [replace(tab, ticket_book=()) for tab in layouts(rows or small_rows())]
    with patch.object(excel_layout, "WAITING_ROWS", 20):
        open_workbook(folder, read_settings(folder)).lay_out(tabs)
    place = Place(folder)
    ledger = place.desk().ledger
    ledger.begin("test:first", "test", "", EVENING - timedelta(days=1))
    ledger.finish("test:first", "done", EVENING - timedelta(days=1), {"provider_id": "SMtest"})
    ledger.close()  # type: ignore[attr-defined]  the ledger that composition opens
    return place


def _line(begins: str) -> str:
    from flows.new import TEXT  # noqa: PLC0415  the file as it is made

    return next(line + "\n" for line in TEXT.splitlines() if line.startswith(begins))


def answer_all(place: Place) -> None:
    """A person says Yes to every question that waits."""
    this = place.passed(only=(), dry_run=True)
    for decision in this.practice.decisions:
        if decision.answer is None:
            cells = {"Answer": "Yes", "Answered by": "Biller"}
            type_in(place.folder / "practice.xlsx", "Decisions", decision.decision_id, cells)


def _renamed(said: str, numbers: Mapping[str, str]) -> str:
    """With the claim files counted from 1: who is stopped between taking a number and using it leaves a gap."""
    for number, plain in numbers.items():
        said = said.replace(number, plain)
    return said


def _renumbered(content: bytes, numbers: Mapping[str, str]) -> bytes:
    def plain(found: re.Match[str]) -> str:
        return f"{found[1]}{int(numbers.get(f'{int(found[2]):09d}', found[2]))}{found[3]}"

    return _GROUP.sub(plain, _renamed(content.decode(), numbers)).encode()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
