"""The one place that chooses connectors."""

import sys
import zoneinfo
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.backup import BackupFolder, read_key, unpack
from connectors.clock import FixedClock, SystemClock
from connectors.documents import NoteFolder, Office, OwnTemplate, find_office
from connectors.excel import ExcelWorkbook, read_old_file, type_in
from connectors.ledger import lost_key, open_ledger, put_back
from connectors.mail import MailFolder, SmtpMail
from connectors.twilio import Outbox
from connectors.x12 import ClaimFolder, batch_files, read_answers, read_remittances
from domain.backup import Manifest
from domain.phones import phone_key
from flows.desk import Desk
from flows.environment import secret
from flows.ports import Clock, Documents, Ledger, Mail, Texts, Workbook
from flows.ports_calls import Calls
from flows.ports_forms import Answers
from flows.settings import GooglePart, Settings, read_settings
from sheets_schema.intake import INTAKE
from sheets_schema.intake_form import intake_form
from sheets_schema.layout import layouts
from sheets_schema.tab import words_of
from sheets_schema.verification_form import verification_form
from sheets_schema.verifications import VERIFICATIONS
from templates.documents import render_paper
from templates.mails import render_mail
from templates.notes import render_note
from templates.texts import render_text

if TYPE_CHECKING:
    from connectors.google import Account, DriveGate
    from connectors.google.emulator import EmulatedPractice
    from connectors.google.office import Office as GoogleOffice

__all__ = ["emulated_google", "google_account", "open_desk", "open_workbook", "read_old_file", "type_in"]

zoneinfo.reset_tzpath(to=[])  # the pinned tzdata, not the machine's: it may be years old

SQLITE = "sqlite:///"
KEY_OF_BACKUPS = "backup-key.txt"


def open_workbook(folder: Path, settings: Settings, ledger: Ledger | None = None) -> Workbook:
    """The practice's spreadsheet in Google where there is one, else its file; the ledger knows what it shows."""
    if settings.google is not None:
        return _google_workbook(folder, settings.google)
    return ExcelWorkbook(folder / settings.workbook, folder / "backups", ledger)


def _google_workbook(folder: Path, said: GooglePart) -> Workbook:
    # Google's libraries take a second to load: a practice that keeps a file does not wait for them.
    from connectors.google import open_books

    key = (folder / said.key).resolve()
    gate = _google_gate(key, said.address) if said.gate else None
    files = (said.spreadsheet, *said.more_spreadsheets)
    return open_books(google_account(key, said.address), files, layouts(), folder, gate)


def _form_answers(folder: Path, settings: Settings) -> Sequence[Answers]:
    """The forms of the practice whose answers are read; none where it has none in Google."""
    said = settings.google
    if said is None or not (said.intake_form or said.verification_form or said.form_answers):
        return ()
    from connectors.google import AskedForm, GoogleForms, Memory, answers_of

    account = google_account((folder / said.key).resolve(), said.address)
    person = (folder / said.documents_key).resolve() if said.documents_key else None
    owner = GoogleForms(_documents_account(person, said.address)) if person and person.exists() else None
    asked = (
        AskedForm(said.intake_form, intake_form, words_of(INTAKE)),
        AskedForm(said.verification_form, lambda _, payers: verification_form(payers), words_of(VERIFICATIONS)),
    )
    return answers_of(account, asked, Memory(folder / "google-forms.json"), owner, said.form_answers)


@cache
def _google_gate(key: Path, address: str | None) -> "DriveGate":
    from connectors.google import DriveGate

    return DriveGate(google_account(key, address), SystemClock().now)


@cache
def google_account(key: Path, address: str | None) -> "Account":
    """The account of a key file, one for all practices that use it: they share its quota and its connections."""
    from connectors.google import Account, key_from

    return Account(key_from(key), address)


@cache
def _documents_account(key: Path, address: str | None) -> "Account":
    from connectors.google import DOCUMENT_SCOPES, Account, key_from

    return Account(key_from(key, DOCUMENT_SCOPES), address)


def open_documents(folder: Path, settings: Settings) -> Documents:
    """Where notes and other documents lie: the practice's folder in Drive where it has one, else on this computer."""
    said, printer = settings.google, office() if settings.documents.pdf else None
    if said is None or said.documents is None:
        return NoteFolder(folder / settings.documents.folder, office=printer)
    from connectors.google import DriveDocuments, DriveFiles, Memory

    account = _documents_account((folder / (said.documents_key or said.key)).resolve(), said.address)
    files = DriveFiles(account, said.documents, settings.practice, as_documents=said.documents_as == "google")
    memory, fresh = Memory(folder / "google-documents.json"), Memory(folder / "google-documents-new.json")
    return DriveDocuments(files, memory, fresh, SystemClock().now, printer.print if printer else None, folder)


def google_documents_seen_by(folder: Path, said: GooglePart) -> Sequence[str]:
    """Who besides its owner can see the folder in Drive where documents lie."""
    from connectors.google.office import shared_with

    account = _documents_account((folder / (said.documents_key or said.key)).resolve(), said.address)
    return shared_with(account, said.documents or "")


def google_person(client: Path) -> "Account":
    """The account of the person at this computer, who agrees in the browser."""
    from connectors.google.office import person

    return person(client)


def google_address(key: Path) -> str:
    """The address with which files are shared so that this key opens them."""
    from connectors.google.office import address_in

    return address_in(key)


def google_office(owner: "Account", practice: str) -> "GoogleOffice":
    """Where a person makes a practice's files."""
    from connectors.google.office import Office

    return Office(owner, practice)


def keep_person(owner: "Account", path: Path, *, anew: bool) -> bool:
    """Keep what a person agreed to, for documents that are written later; whether there is a key now."""
    from connectors.google.office import write_key

    return write_key(owner, path, anew=anew)


def open_workbook_of(owner: "Account", spreadsheet: str) -> Workbook:
    """A spreadsheet as its owner lays it out."""
    from connectors.google import GoogleWorkbook

    return GoogleWorkbook(owner, spreadsheet, layouts())


def google_files(folder: Path, settings: Settings) -> Mapping[str, bool]:
    """The ID of every file that the practice's key can see, and whether it lies in the bin."""
    if settings.google is None:
        return {}
    from connectors.google.office import seen_files

    account = google_account((folder / settings.google.key).resolve(), settings.google.address)
    return seen_files(account, settings.google.documents or "")


def emulated_google(folder: Path) -> AbstractContextManager["EmulatedPractice"]:
    """An emulated Google with a spreadsheet for the practice in this folder; it is gone when the block ends."""
    from connectors.google.emulator import emulated_practice

    return emulated_practice(folder / "google-key.json")


def know_every_room() -> None:
    """Load the rooms that wait until they are needed, so that whatever they can raise is known."""
    import connectors.google  # noqa: F401


def ledger_address(folder: Path, settings: Settings) -> str:
    """Where the ledger is; a file's path is seen from the practice's folder, wherever the command was started."""
    address = settings.ledger.url or f"{SQLITE}ledger.sqlite3"
    path = address.removeprefix(SQLITE)
    return address if path == address else SQLITE + str((folder / path).resolve())


def has_ledger(folder: Path, settings: Settings) -> bool:
    """Whether there is a ledger already; on a server there may always be one."""
    address = ledger_address(folder, settings)
    return not address.startswith(SQLITE) or Path(address.removeprefix(SQLITE)).exists()


def open_memory(folder: Path, settings: Settings) -> Ledger:
    """The practice's ledger."""
    return open_ledger(ledger_address(folder, settings), settings.practice)


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
    ledger = open_memory(folder, settings)
    return Desk(
        settings=settings,
        folder=folder,
        clock=open_clock(today),
        workbook=open_workbook(folder, settings, ledger),
        ledger=ledger,
        documents=open_documents(folder, settings),
        texts=open_texts(folder, settings),
        claim_files=ClaimFolder(folder / "claims"),
        claim_writer=partial(batch_files, test=settings.claims.test),
        read_answers=read_answers,
        render_note=own_template(folder, settings.documents.note).render if settings.documents.note else render_note,
        render_paper=render_paper,
        render_text=render_text,
        mail=open_mail(folder, settings),
        render_mail=render_mail,
        answers=_form_answers(folder, settings),
        backups=open_backups(folder, settings),
        read_remittances=read_remittances,
    )


def open_backups(folder: Path, settings: Settings) -> BackupFolder:
    """Where the practice's backups lie."""
    return BackupFolder(folder / settings.backup.folder, folder / KEY_OF_BACKUPS)


def unpack_backup(file: Path, key: Path, into: Path) -> Manifest:
    """Open a backup with the key in that file; raises BackupProblem."""
    return unpack(file, read_key(key), into)


def put_ledger_back(folder: Path, settings: Settings, copy: Path, aside: str) -> Path | None:
    """Let a copy take the ledger's place; where the old one lies now. Raises LedgerProblem."""
    return put_back(ledger_address(folder, settings), settings.practice, copy, aside)


def place_of_lost_key(folder: Path, settings: Settings, copy: Path) -> Path | None:
    """Where the ledger's missing key belongs, when this copy is it."""
    return lost_key(ledger_address(folder, settings), settings.practice, copy)


def open_texts(folder: Path, settings: Settings) -> Texts:
    """The way of texts: written down, or through the texting service once someone has signed for it."""
    part, practice = settings.texts, settings.practice
    if not part.live:
        return Outbox(folder / "outbox" / "texts.jsonl")
    from connectors.twilio.live import TwilioTexts, twilio_client
    from connectors.twilio.no_key import NoKey
    from connectors.twilio.transport import BoundedClient

    key, token = secret("TWILIO_KEY", practice), secret("TWILIO_TOKEN", practice)
    user, word = (key, secret("TWILIO_SECRET", practice)) if key else (part.account, token)
    if not word:
        return NoKey()
    client = twilio_client(part.account, user, word, BoundedClient(part.address))
    callback = f"{part.webhook}/{practice}/status" if part.webhook else ""
    return TwilioTexts(client, part.number, partial(phone_key, practice), service=part.service, callback=callback)


def open_calls(settings: Settings, token: str) -> Calls:
    """What tells a call of the texting service, signed with this token, from a forged one."""
    from connectors.twilio.webhook import TwilioCalls

    part = settings.texts
    sender = frozenset(x for x in (part.number, part.service) if x)
    return TwilioCalls(token, f"{part.webhook}/{settings.practice}", part.account, sender)


def open_mail(folder: Path, settings: Settings) -> Mail:
    """The way of mails: files in the outbox, or the practice's own mail server."""
    part = settings.mail
    if part.server is None:
        return MailFolder(folder / "outbox" / "mail")
    password = secret("MAIL_PASSWORD", settings.practice)
    return SmtpMail(part.server, part.port, part.sender or part.user, part.user, password, part.encrypted)
