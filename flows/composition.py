"""The one place that chooses connectors."""

import zoneinfo
from datetime import datetime
from functools import partial
from pathlib import Path

from connectors.clock import FixedClock, SystemClock
from connectors.documents import NoteFolder
from connectors.excel import ExcelWorkbook, type_in
from connectors.ledger import open_ledger
from connectors.twilio import Outbox
from connectors.x12 import ClaimFolder, batch_files
from flows.desk import Desk
from flows.settings import Settings, read_settings
from templates.notes import render_note
from templates.texts import render_text

__all__ = ["open_desk", "open_workbook", "type_in"]

zoneinfo.reset_tzpath(to=[])  # the pinned tzdata, not the machine's: it may be years old


SQLITE = "sqlite:///"


def open_workbook(folder: Path, settings: Settings) -> ExcelWorkbook:
    """The practice's workbook."""
    return ExcelWorkbook(folder / settings.workbook, folder / "backups")


def ledger_address(folder: Path, settings: Settings) -> str:
    """Where the ledger is; a file's path is seen from the practice's folder, wherever the command was started."""
    address = settings.ledger.url or f"{SQLITE}ledger.sqlite3"
    if address.startswith(SQLITE):
        return SQLITE + str((folder / address.removeprefix(SQLITE)).resolve())
    return address


def open_desk(folder: Path, today: datetime | None = None) -> Desk:
    """The practice in this folder, opened for passes; ``today`` replaces the clock."""
    settings = read_settings(folder)
    return Desk(
        settings=settings,
        folder=folder,
        clock=FixedClock(today) if today else SystemClock(),
        workbook=open_workbook(folder, settings),
        ledger=open_ledger(ledger_address(folder, settings), settings.practice),
        documents=NoteFolder(folder / settings.documents.folder),
        texts=Outbox(folder / "outbox" / "texts.jsonl"),
        claim_files=ClaimFolder(folder / "claims"),
        claim_writer=partial(batch_files, test=settings.claims.test),
        render_note=render_note,
        render_text=render_text,
    )
