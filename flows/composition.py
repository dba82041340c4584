"""The one place that chooses connectors."""

import sys
import zoneinfo
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.clock import FixedClock, SystemClock
from connectors.documents import NoteFolder, Office, OwnTemplate, find_office
from connectors.excel import ExcelWorkbook, read_old_file, type_in
from connectors.ledger import open_ledger
from connectors.twilio import Outbox
from connectors.x12 import ClaimFolder, batch_files, read_answers
from flows.desk import Desk
from flows.ports import Clock, Workbook
from flows.settings import GooglePart, Settings, read_settings
from sheets_schema.layout import layouts
from templates.documents import render_paper
from templates.notes import render_note
from templates.texts import render_text

if TYPE_CHECKING:
    from connectors.google import Account, DriveGate

__all__ = ["google_account", "open_desk", "open_workbook", "read_old_file", "type_in"]

zoneinfo.reset_tzpath(to=[])  # the pinned tzdata, not the machine's: it may be years old


SQLITE = "sqlite:///"


def open_workbook(folder: Path, settings: Settings) -> Workbook:
    """The practice's workbook: its spreadsheet in Google where there is one, else its file."""
    if settings.google is not None:
        return _google_workbook(folder, settings.google)
    return ExcelWorkbook(folder / settings.workbook, folder / "backups")


def _google_workbook(folder: Path, said: GooglePart) -> Workbook:
    # Google's libraries take a second to load: a practice that keeps a file does not wait for them.
    from connectors.google import GoogleWorkbook, Memory

    key = (folder / said.key).resolve()
    gate = _google_gate(key, said.address) if said.gate else None
    memory = Memory(folder / "google-state.json")
    return GoogleWorkbook(google_account(key, said.address), said.spreadsheet, layouts(), memory, gate)


@cache
def _google_gate(key: Path, address: str | None) -> "DriveGate":
    from connectors.google import DriveGate

    return DriveGate(google_account(key, address), SystemClock().now)


@cache
def google_account(key: Path, address: str | None) -> "Account":
    """The account of a key file, one for all practices that use it: they share its quota and its connections."""
    from connectors.google import Account, key_from

    return Account(key_from(key), address)


def know_every_room() -> None:
    """Load the rooms that wait until they are needed, so that whatever they can raise is known."""
    import connectors.google  # noqa: F401


def ledger_address(folder: Path, settings: Settings) -> str:
    """Where the ledger is; a file's path is seen from the practice's folder, wherever the command was started."""
    address = settings.ledger.url or f"{SQLITE}ledger.sqlite3"
    if address.startswith(SQLITE):
        return SQLITE + str((folder / address.removeprefix(SQLITE)).resolve())
    return address


def open_clock(today: datetime | None = None) -> Clock:
    """The time; ``today`` replaces it."""
    return FixedClock(today) if today else SystemClock()


@cache
def office() -> Office | None:
    """LibreOffice on this computer, which makes PDFs."""
    return find_office()


@cache
def own_template(folder: Path, name: str) -> OwnTemplate:
    """The practice's own note template; one program fills in the notes of all passes."""
    return OwnTemplate(folder / name, (sys.executable, "-m", "templates.notes.own"))


def open_desk(folder: Path, today: datetime | None = None) -> Desk:
    """The practice in this folder, opened for passes; ``today`` replaces the clock."""
    settings = read_settings(folder)
    return Desk(
        settings=settings,
        folder=folder,
        clock=open_clock(today),
        workbook=open_workbook(folder, settings),
        ledger=open_ledger(ledger_address(folder, settings), settings.practice),
        documents=NoteFolder(folder / settings.documents.folder, office=office() if settings.documents.pdf else None),
        texts=Outbox(folder / "outbox" / "texts.jsonl"),
        claim_files=ClaimFolder(folder / "claims"),
        claim_writer=partial(batch_files, test=settings.claims.test),
        read_answers=read_answers,
        render_note=own_template(folder, settings.documents.note).render if settings.documents.note else render_note,
        render_paper=render_paper,
        render_text=render_text,
    )
