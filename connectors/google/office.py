"""Setting a practice up in Google as a person: its spreadsheet and forms, shared with Circlebook's own account.

A service account owns no files (Google, 403 storageQuotaExceeded), so a person makes them once. Each is marked in its
``appProperties``, which only this program sees: a set-up that was cut off finds what it made and goes on.
"""

import json
import os
import secrets
from functools import partial
from pathlib import Path
from typing import Any

from google_auth_oauthlib.flow import InstalledAppFlow
from oauthlib.oauth2 import OAuth2Error

from connectors.google.account import PERSON_SCOPES, Account, kept_key
from connectors.google.forms import GoogleForms
from connectors.google.problems import GoogleNoClient, GoogleNoKey, GoogleNotAgreed
from sheets_schema.form import Form

FOLDER = "application/vnd.google-apps.folder"
SHEET = "application/vnd.google-apps.spreadsheet"
MARK = "circlebook"


def person(client: Path) -> Account:
    """The account of the person at this computer, who agrees in the browser.

    Raises GoogleNoClient for no client file, and GoogleNotAgreed.
    """
    try:
        said = json.loads(client.read_text(encoding="utf-8"))
        flow = InstalledAppFlow.from_client_config({"installed": said["installed"]}, list(PERSON_SCOPES))
    except (OSError, ValueError, KeyError, TypeError):
        raise GoogleNoClient(client.name) from None
    try:
        return Account(flow.run_local_server(port=0))
    except OAuth2Error:
        raise GoogleNotAgreed from None


def address_in(key: Path) -> str:
    """The address of the account whose key this file is: with it files are shared. Raises GoogleNoKey."""
    try:
        return str(json.loads(key.read_text(encoding="utf-8"))["client_email"])
    except (OSError, ValueError, KeyError, TypeError):
        raise GoogleNoKey(key.name, there=key.exists()) from None


class Office:
    """What a person's account holds for one practice, by its short name."""

    def __init__(self, owner: Account, practice: str) -> None:
        self._owner, self._practice = owner, practice

    def spreadsheet(self, title: str, shared_with: str) -> str:
        """The practice's spreadsheet, made where there is none yet, and shared; its ID."""
        drive = self._owner.service("drive")
        found = self._marked("spreadsheet")
        if found is None:
            body = {"name": title, "mimeType": SHEET, "appProperties": {MARK: f"{self._practice} spreadsheet"}}
            found = str(self._owner.ask(lambda: drive.files().create(body=body, fields="id"), once=True)["id"])
        self._share(found, shared_with)
        return found

    def folder(self, title: str) -> str:
        """The folder for the practice's documents, made where there is none yet, the person's alone; its ID."""
        found = self._marked("folder")
        if found is None:
            drive = self._owner.service("drive")
            body = {"name": title, "mimeType": FOLDER, "appProperties": {MARK: f"{self._practice} folder"}}
            found = str(self._owner.ask(lambda: drive.files().create(body=body, fields="id"), once=True)["id"])
        return found

    def form(self, form: Form, shared_with: str) -> str:
        """A form of the practice, made where there is none yet, open, and shared; its ID."""
        forms, found = GoogleForms(self._owner), self._marked(form.name)
        if found is None:
            found = forms.begin(form)
            drive, body = self._owner.service("drive"), {"appProperties": {MARK: f"{self._practice} {form.name}"}}
            self._owner.ask(lambda: drive.files().update(fileId=found, body=body, fields="id"))
        if not any(right.get("view") == "published" for right in self._rights(found)):
            forms.publish(found)  # it may be refused, and whoever closed the form since wants it closed
        self._share(found, shared_with)
        return found

    def _marked(self, what: str) -> str | None:
        mark = f"appProperties has {{ key='{MARK}' and value='{self._practice} {what}' }} and trashed = false"
        drive = self._owner.service("drive")
        said = self._owner.ask(lambda: drive.files().list(q=mark, fields="files(id)", pageSize=2))
        return next((str(file["id"]) for file in said["files"]), None)

    def _share(self, file_id: str, address: str) -> None:
        if any(p.get("emailAddress") == address and p["role"] == "writer" for p in self._rights(file_id)):
            return
        drive = self._owner.service("drive")
        right = {"type": "user", "role": "writer", "emailAddress": address}
        self._owner.ask(
            lambda: drive.permissions().create(fileId=file_id, body=right, sendNotificationEmail=False, fields="id")
        )

    def _rights(self, file_id: str) -> list[dict[str, Any]]:
        drive = self._owner.service("drive")
        asked = {"fileId": file_id, "includePermissionsForView": "published"}
        said = self._owner.ask(lambda: drive.permissions().list(fields="permissions(emailAddress,role,view)", **asked))
        return list(said["permissions"])


def write_key(owner: Account, path: Path, *, anew: bool) -> bool:
    """Keep a person's agreement in a file that they alone may read; whether there is one now.

    ``anew`` puts it in the place of one that is there, which may have ended.
    """
    said = kept_key(owner.key)
    if said is not None and (anew or not path.exists()):
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(said)
        fresh.replace(path)
    return path.exists()


def shared_with(account: Account, folder: str) -> list[str]:
    """Who can see a folder besides its owner: addresses, domains, or ``anyone``. Raises GoogleProblem."""
    drive = account.service("drive")
    fields = "permissions(type,role,emailAddress,domain)"
    said = account.ask(
        lambda: drive.permissions().list(fileId=folder, fields=fields, pageSize=100, supportsAllDrives=True)
    )
    others = [right for right in said["permissions"] if right["role"] != "owner"]
    return sorted(right.get("emailAddress") or right.get("domain") or str(right["type"]) for right in others)


def seen_files(account: Account, but_in: str = "") -> dict[str, bool]:
    """The ID of every file that this account can see, and whether it lies in the bin, from where Sheets serves it on.

    A folder and what lies in it may be left out.
    """
    drive = account.service("drive")
    found: dict[str, bool] = {}
    page: dict[str, Any] = {}
    while True:
        asked = {"fields": "nextPageToken,files(id,trashed,parents)", "pageSize": 1000, **page}
        said = account.ask(partial(_listing, drive, asked))
        seen = [f for f in said.get("files", []) if but_in not in {f["id"], *f.get("parents", [])}]
        found |= {str(file["id"]): bool(file.get("trashed")) for file in seen}
        if "nextPageToken" not in said:
            return found
        page = {"pageToken": said["nextPageToken"]}


def _listing(drive: Any, asked: dict[str, Any]) -> Any:
    return drive.files().list(**asked)
