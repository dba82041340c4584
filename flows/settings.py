"""What stands in `circlebook.toml`: where the practice's things are, and the switches that are no one's in a sheet."""

import difflib
import ipaddress
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.problems import Problem

FILE_NAME = "circlebook.toml"
_ID = r"^[A-Za-z0-9_-]{10,100}$"
"""How Google names a file: the long part of its address, not the whole of it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class LedgerPart(_Part):
    """Where the ledger is; a database address for PostgreSQL, else `ledger.sqlite3` in the folder."""

    url: str | None = None


class TextsPart(_Part):
    """Whether texts really go out, by whose signature, and through which account; `since` is the agreement's date.

    `allow` are the only numbers that may get a text, above all on the first day. `address` puts a stand-in on this
    machine in the texting service's place. `webhook` is where the texting service reaches this machine from outside.
    """

    live: bool = False
    signed: str = ""
    since: date | None = None
    allow: tuple[str, ...] = ()
    account: str = Field(default="", pattern=r"^(AC[0-9a-fA-F]{32})?$")
    number: str = Field(default="", pattern=r"^(\+[1-9]\d{7,14})?$")
    service: str = Field(default="", pattern=r"^(MG[0-9a-fA-F]{32})?$")
    on_unknown: Literal["resend_once", "never_resend"] = "resend_once"
    most_a_day: int = Field(default=60, ge=1)
    words_in_sheet: bool = False
    keep_words: bool = False
    address: str = ""
    webhook: str = Field(default="", pattern=r"^(https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~-]+)*)?$")


class ClaimsPart(_Part):
    """Whether claim files are marked as tests, which no payer pays, and under which further names answers come back."""

    test: bool = False
    answers_to: tuple[str, ...] = ()


class MailPart(_Part):
    """The owner's mail, and reminders to clients who cannot get texts; without a server it lies in `outbox/mail`."""

    server: str | None = None
    port: int = Field(default=587, ge=1, le=65535)
    user: str = ""
    sender: str = ""
    encrypted: bool = True
    clients: bool = False


class DocumentsPart(_Part):
    """The folder of notes and other documents, and the practice's own note template, seen from the practice's folder.

    ``pdf`` puts a PDF beside each document that is no draft, where LibreOffice is installed.
    """

    folder: str = Field(default="documents", min_length=1)
    note: str | None = Field(default=None, pattern=r"(?i)\.docx$")
    pdf: bool = False


class BackupPart(_Part):
    """Where backups are put, best on another disk, and whether one is made each day; one for each of 30 days is kept."""

    folder: str = Field(default="backups", min_length=1)
    daily: bool = True


class GooglePart(_Part):
    """The practice in Google: its spreadsheet by ID, the key file, and the day of the agreement on health data.

    ``more_spreadsheets`` hold tabs that are not for everybody: each tab is in the first file that has it.
    The forms are named by their ID; their answers become rows of Intake and Verifications. ``form_answers`` is the
    spreadsheet to which forms are linked that a person made; it stands in for those that are not named.
    ``documents`` is the folder in Drive for notes and other documents, written with ``documents_key`` (else ``key``):
    as Word files, or turned into Google documents.
    ``gate`` asks Drive once for all practices of a key which files changed, instead of reading each one.
    ``address`` is that of an emulator on this machine, for the demonstration.
    """

    spreadsheet: str = Field(pattern=_ID)
    more_spreadsheets: tuple[Annotated[str, Field(pattern=_ID)], ...] = ()
    key: str = "google-key.json"
    agreement: date | None = None
    intake_form: str | None = Field(default=None, pattern=_ID)
    verification_form: str | None = Field(default=None, pattern=_ID)
    form_answers: str | None = Field(default=None, pattern=_ID)
    documents: str | None = Field(default=None, pattern=_ID)
    documents_key: str | None = None
    documents_as: Literal["word", "google"] = "word"
    gate: bool = False
    address: str | None = Field(default=None, pattern=r"^http://127\.0\.0\.1:\d{1,5}$")


class Settings(_Part):
    """The settings of one practice; `practice` is a short name of small letters, digits and hyphens."""

    practice: str
    workbook: str = Field(default="practice.xlsx", pattern=r"(?i)\.xls[xm]$")
    ledger: LedgerPart = LedgerPart()
    texts: TextsPart = TextsPart()
    claims: ClaimsPart = ClaimsPart()
    mail: MailPart = MailPart()
    documents: DocumentsPart = DocumentsPart()
    backup: BackupPart = BackupPart()
    google: GooglePart | None = None


PARTS: dict[str, type[_Part]] = {
    "ledger": LedgerPart,
    "texts": TextsPart,
    "claims": ClaimsPart,
    "mail": MailPart,
    "documents": DocumentsPart,
    "backup": BackupPart,
    "google": GooglePart,
}
EXAMPLES = {
    "practice": 'practice = "oak-street"',
    "workbook": 'workbook = "practice.xlsx"',
    "ledger.url": 'url = "postgresql://host/database"',
    "texts.live": "live = false",
    "texts.signed": 'signed = "Alex Rivera, owner"',
    "texts.since": "since = 2026-03-12",
    "texts.allow": 'allow = ["+12025550101"]',
    "texts.account": 'account = "AC" and 32 letters and digits after it',
    "texts.number": 'number = "+12025550100"',
    "texts.service": 'service = "MG" and 32 letters and digits after it',
    "texts.on_unknown": 'on_unknown = "never_resend"',
    "texts.most_a_day": "most_a_day = 60",
    "texts.words_in_sheet": "words_in_sheet = false",
    "texts.keep_words": "keep_words = false",
    "texts.address": 'address = "http://127.0.0.1:4010"',
    "texts.webhook": 'webhook = "https://texts.example.com"',
    "claims.test": "test = true",
    "claims.answers_to": 'answers_to = ["RIVERBEND2"]',
    "mail.server": 'server = "mail.example.com"',
    "mail.port": "port = 587",
    "mail.user": 'user = "desk@example.com"',
    "mail.sender": 'sender = "desk@example.com"',
    "mail.encrypted": "encrypted = true",
    "mail.clients": "clients = false",
    "documents.folder": 'folder = "documents"',
    "documents.note": 'note = "our-note.docx"',
    "documents.pdf": "pdf = true",
    "backup.folder": 'folder = "/media/other-disk/circlebook"',
    "backup.daily": "daily = true",
    "google.spreadsheet": 'spreadsheet = "1AbCdEf..." (the long part of its address)',
    "google.more_spreadsheets": 'more_spreadsheets = ["1AbCdEf..."]',
    "google.key": 'key = "google-key.json"',
    "google.agreement": "agreement = 2026-01-15",
    "google.intake_form": 'intake_form = "1AbCdEf..."',
    "google.verification_form": 'verification_form = "1AbCdEf..."',
    "google.form_answers": 'form_answers = "1AbCdEf..." (the spreadsheet to which the form is linked)',
    "google.documents": 'documents = "1AbCdEf..." (the long part of the folder\'s address)',
    "google.documents_key": 'documents_key = "google-person.json"',
    "google.documents_as": 'documents_as = "word"',
    "google.gate": "gate = true",
    "google.address": 'address = "http://127.0.0.1:8765"',
}


def read_settings(folder: Path) -> Settings:
    """The settings of the practice in this folder; raises Problem with one sentence when they cannot be used."""
    path = folder / FILE_NAME
    _refuse_no_folder(folder)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Problem(
            f'"{folder}" holds no practice: {FILE_NAME} is missing. Make one: circlebook new {folder}'
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"at (line \d+)", str(error))
        where = f"{path}, {line[1]}," if line else f"{path}"
        raise Problem(f'{where} cannot be read. A line looks like this: practice = "oak-street"') from None
    except OSError as error:
        raise Problem(f"{path} cannot be opened ({error.strerror}). Check who may read the folder.") from None
    return _checked(content, path)


def _refuse_no_folder(folder: Path) -> None:
    if folder.is_file():
        raise Problem(f'"{folder}" is a file. Give the folder in which it lies: {folder.parent}')
    if not folder.is_dir():
        raise Problem(
            f'There is no folder "{folder}". Check its name, or make a practice there: circlebook new {folder}'
        )


def _checked(content: dict[str, Any], path: Path) -> Settings:
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        raise Problem(_first_fault(error, path)) from None
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", settings.practice):
        raise Problem(f'{path}: practice wants small letters, digits and hyphens, like "oak-street".')
    if settings.google and settings.google.agreement is None and settings.google.address is None:
        raise Problem(
            f"{path}: on which day did your Google Workspace agreement on health data (BAA) begin? "
            f"Write it below [google] like this: {EXAMPLES['google.agreement']}"
        )
    _refuse_unsigned(settings.texts, path)
    if settings.mail.server and not settings.mail.encrypted and not _is_here(settings.mail.server):
        raise Problem(f"{path}: encrypted = false is only for a mail server on this machine. Take that line out.")
    return settings


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_unsigned(texts: TextsPart, path: Path) -> None:
    """Texts go out only with who switched it on, the day of the agreement, and the account and number they go through."""
    if not texts.live:
        return
    for name in ("signed", "since", "account", "number"):
        if not getattr(texts, name):
            raise Problem(
                f'{path}: live = true wants "{name}" too. Below the line [texts], write for example: {EXAMPLES[f"texts.{name}"]}'
            )


def _first_fault(error: ValidationError, path: Path) -> str:
    fault = error.errors(include_input=False, include_url=False)[0]
    name = ".".join(str(part) for part in fault["loc"][:2])
    if fault["type"] == "extra_forbidden":
        return f'{path}: I do not know the setting "{name}". {_nearest(name)}'
    if fault["type"] == "missing":
        return f'{path}: the setting "{name}" is missing. Add a line like this: {EXAMPLES[name]}'
    if name in PARTS:
        return f"{path}: {name} is a part, not a setting. Write [{name}] on a line, and its settings below it."
    return f'{path}: the setting "{name}" has a value I cannot use. Write it like this: {EXAMPLES[name]}'


def _nearest(name: str) -> str:
    """The known setting that is most like this one; a name alone is also looked for in the parts."""
    known = [*EXAMPLES, *PARTS]
    last = {one.rpartition(".")[2]: one for one in known}
    near = difflib.get_close_matches(name, known, n=1) or difflib.get_close_matches(name.rpartition(".")[2], last, n=1)
    if not near:
        return f"There are: {', '.join(known)}."
    part, _, leaf = last.get(near[0], near[0]).rpartition(".")
    return f'Did you mean "{leaf}" below the line [{part}]?' if part else f'Did you mean "{leaf}"?'
