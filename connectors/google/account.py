"""The account that Circlebook uses at Google: its key, its clients, and how many calls it has left."""

import http.client
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import google.auth.exceptions
import google_auth_httplib2
import gspread
import httplib2
import requests
from google.auth.credentials import Credentials
from google.oauth2 import credentials as users
from google.oauth2 import service_account
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError

from connectors.google.patience import CONNECT_SECONDS, NOT_AN_ANSWER, READ_SECONDS, Bucket, Failed, Patience, reason_in
from connectors.google.problems import GoogleClock, GoogleKey, GoogleNoKey
from connectors.google.wire import SendsOnce

T = TypeVar("T")
_SCOPE = "https://www.googleapis.com/auth/"
SCOPES = (
    f"{_SCOPE}spreadsheets",
    f"{_SCOPE}drive.metadata.readonly",
    f"{_SCOPE}forms.responses.readonly",
    f"{_SCOPE}forms.body.readonly",
)
"""What Circlebook's own account may do in the files that are shared with it: work in sheets, see whether files changed
and which there are, read forms and the answers to them."""

PERSON_SCOPES = (f"{_SCOPE}drive.file",)
"""What a person allows who sets a practice up: files that this program makes, and no others."""

AGENT = "circlebook (gzip)"
"""Google packs its answers only for programs that have gzip in their name too (its page on performance)."""

_VERSIONS = {"drive": "v3", "forms": "v1"}
_BROKEN = (httplib2.HttpLib2Error, http.client.HTTPException, google.auth.exceptions.TransportError)


DOCUMENT_SCOPES = (f"{_SCOPE}drive",)
"""What Circlebook's own account needs to write documents into a folder that is shared with it; it sees no other files
than those shared with it."""


def key_from(path: Path, scopes: Sequence[str] = SCOPES) -> Credentials:
    """The key in a file: of a service account, or of a person who agreed once. Raises GoogleNoKey."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said.get("type") == "service_account":
            return _service(said, scopes)
        return _user(said)
    except (OSError, ValueError, KeyError, AttributeError, google.auth.exceptions.GoogleAuthError):
        raise GoogleNoKey(path.name, there=path.exists()) from None


def _service(said: Mapping[str, Any], scopes: Sequence[str]) -> Credentials:
    made: Credentials = service_account.Credentials.from_service_account_info(said, scopes=list(scopes))  # type: ignore[no-untyped-call]
    return made


def _user(said: Mapping[str, Any]) -> Credentials:
    made: Credentials = users.Credentials.from_authorized_user_info(said)  # type: ignore[no-untyped-call]
    if said.get("token_uri"):
        made = users.Credentials(  # type: ignore[no-untyped-call]
            None, refresh_token=said["refresh_token"], token_uri=said["token_uri"],
            client_id=said["client_id"], client_secret=said["client_secret"],
        )  # fmt: skip
    return made


def kept_key(key: Credentials) -> str | None:
    """What to keep of a person's agreement so that it need not be asked for again, as a key file's text; None if nothing."""
    if not isinstance(key, users.Credentials) or not key.refresh_token:
        return None
    said = {name: getattr(key, name) for name in ("refresh_token", "token_uri", "client_id", "client_secret")}
    return json.dumps({"type": "authorized_user", **said})


@dataclass
class Account:
    """One key in use. ``address`` stands in for Google's own where the emulator is asked instead."""

    key: Credentials
    address: str | None = None
    patience: Patience = field(default_factory=Patience)
    bucket: Bucket = field(default_factory=Bucket)
    _services: dict[str, Any] = field(default_factory=dict)
    _sheets: gspread.HTTPClient | None = None

    def sheets(self, method: str, path: str, *, body: Any = None, query: Any = None, once: bool = False) -> Any:
        """The answer of the Sheets API as JSON. ``once``: a call that must not be carried out twice.

        Reads and writes are counted as Google counts them. Raises GoogleProblem.
        """
        query = {**(query or {}), "prettyPrint": "false"}
        url = f"{self.address or 'https://sheets.googleapis.com'}/v4/spreadsheets{path}"
        kind = "read" if method == "get" or path.endswith((":batchGetByDataFilter", ":getByDataFilter")) else "write"

        def attempt() -> Any:
            return _parsed(lambda: self._client().request(method, url, params=query, json=body))

        return self.patience.call(attempt, harmless=not once, bucket=self.bucket, kind=kind)

    def _client(self) -> gspread.HTTPClient:
        if self._sheets is None:
            self._sheets = gspread.HTTPClient(self.key)
            self._sheets.session.trust_env = self.address is None
            self._sheets.session.headers["User-Agent"] = AGENT
            self._sheets.set_timeout((CONNECT_SECONDS, READ_SECONDS))
        return self._sheets

    def service(self, api: str) -> Any:
        """Google's own client for Drive or Forms."""
        if api not in self._services:
            document = json.loads(get_static_doc(api, _VERSIONS[api]))
            if self.address is not None:
                document["rootUrl"] = f"{self.address}/"
                document.pop("mtlsRootUrl", None)
            wire = google_auth_httplib2.AuthorizedHttp(self.key, http=SendsOnce(timeout=READ_SECONDS))
            self._services[api] = build_from_document(document, http=wire)
        return self._services[api]

    def ask(self, request: Callable[[], Any], *, kind: str = "drive", once: bool = False) -> Any:
        """The answer to a request of ``service``; the request is made anew for each try. Raises GoogleProblem."""

        def attempt() -> Any:
            try:
                return request().execute(num_retries=0)
            except HttpError as error:
                raise Failed(error.status_code, _reason(error), _pause(error.resp)) from None
            except google.auth.exceptions.RefreshError as error:
                raise _no_token(error) from None
            except (OSError, ValueError, *_BROKEN):
                self._services.clear()  # a connection that broke is not used again
                raise Failed(NOT_AN_ANSWER) from None

        return self.patience.call(attempt, harmless=not once, bucket=self.bucket, kind=kind)


def _parsed(send: Callable[[], requests.Response]) -> Any:
    try:
        response = send()
        said = response.json()
    except gspread.exceptions.APIError as error:
        told = [*(error.error.get("errors") or []), *(error.error.get("details") or [])]
        reason = next((str(one["reason"]) for one in told if isinstance(one, dict) and "reason" in one), "")
        reason = reason_in(str(error.error.get("message", ""))) or reason
        raise Failed(error.response.status_code, reason, _pause(error.response.headers)) from None
    except google.auth.exceptions.RefreshError as error:
        raise _no_token(error) from None
    except (requests.RequestException, ValueError, google.auth.exceptions.TransportError):
        raise Failed(NOT_AN_ANSWER) from None
    if not isinstance(said, dict):
        raise Failed(NOT_AN_ANSWER)
    return said


def _no_token(error: google.auth.exceptions.RefreshError) -> Exception:
    if error.retryable:
        return Failed(NOT_AN_ANSWER)
    return GoogleClock() if "reasonable timeframe" in str(error) else GoogleKey()


def _reason(error: HttpError) -> str:
    details = error.error_details
    told = [one for one in details if isinstance(one, dict)] if isinstance(details, list) else []
    return next((str(one["reason"]) for one in told if "reason" in one), "")


def _pause(headers: Mapping[str, str]) -> float | None:
    said = headers.get("retry-after", "")
    return float(said) if said.isdigit() else None
