"""What stands in `circlebook.toml`: where the practice's things are, and the switches that are no one's in a sheet."""

import difflib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from domain.problems import Problem

FILE_NAME = "circlebook.toml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class LedgerPart(_Part):
    """Where the ledger is; a database address for PostgreSQL, else `ledger.sqlite3` in the folder."""

    url: str | None = None


class TextsPart(_Part):
    """Whether texts really go out; `allow` is the list of numbers of the first day, `since` the agreement's date."""

    live: bool = False
    allow: tuple[str, ...] = ()
    since: date | None = None


class ClaimsPart(_Part):
    """Whether claim files are marked as tests, which no payer pays."""

    test: bool = False


class MailPart(_Part):
    """The owner's mail; without a server it lies in `outbox/mail`."""

    server: str | None = None


class DocumentsPart(_Part):
    """The folder of note drafts, seen from the practice's folder."""

    folder: str = "documents"


class Settings(_Part):
    """The settings of one practice; `practice` is a short name of small letters, digits and hyphens."""

    practice: str
    workbook: str = "practice.xlsx"
    ledger: LedgerPart = LedgerPart()
    texts: TextsPart = TextsPart()
    claims: ClaimsPart = ClaimsPart()
    mail: MailPart = MailPart()
    documents: DocumentsPart = DocumentsPart()


def read_settings(folder: Path) -> Settings:
    """The settings of the practice in this folder; raises Problem with one sentence when they cannot be used."""
    path = folder / FILE_NAME
    if not folder.is_dir():
        raise Problem(
            f'There is no folder "{folder}". Check its name, or make a practice there: circlebook new {folder}'
        )
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Problem(
            f'"{folder}" holds no practice: {FILE_NAME} is missing. Make one: circlebook new {folder}'
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Problem(
            f'{path} cannot be read as settings. Each line looks like this: practice = "oak-street"'
        ) from None
    except OSError as error:
        raise Problem(f"{path} cannot be opened ({error.strerror}). Check who may read the folder.") from None
    return _checked(content, path)


def _checked(content: dict[str, Any], path: Path) -> Settings:
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        raise Problem(_first_fault(error, path)) from None
    if not settings.practice.replace("-", "").isalnum() or settings.practice != settings.practice.lower():
        raise Problem(f'{path}: practice wants small letters, digits and hyphens, like "oak-street".')
    return settings


def _first_fault(error: ValidationError, path: Path) -> str:
    fault = error.errors(include_input=False, include_url=False)[0]
    name = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(fault["loc"][-1]), _known(), n=1)
        hint = f' Did you mean "{near[0]}"?' if near else f" Known are: {', '.join(sorted(Settings.model_fields))}."
        return f'{path}: I do not know the setting "{name}".{hint}'
    if fault["type"] == "missing":
        return f'{path}: the setting "{name}" is missing. Add a line like this: {name} = "oak-street"'
    return f'{path}: the setting "{name}" has a value I cannot use. See docs/settings.md for an example.'


def _known() -> list[str]:
    parts = (Settings, LedgerPart, TextsPart, ClaimsPart, MailPart, DocumentsPart)
    return [name for part in parts for name in part.model_fields]
