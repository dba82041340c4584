"""Keys that a person put in the wrong place: the sentence names the file and what belongs there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google.auth.exceptions import RefreshError
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow
from oauthlib.oauth2 import AccessDeniedError

from connectors.google.account import Account, key_from
from connectors.google.office import address_in, person
from connectors.google.problems import GoogleClock, GoogleKey, GoogleNoClient, GoogleNoKey, GoogleNotAgreed

CLIENT = {"client_id": "x", "client_secret": "y", "auth_uri": "http://127.0.0.1/", "token_uri": "http://127.0.0.1/"}
FILES: dict[str, Any] = {
    "nothing": None,
    "a web page": "<html>",
    "a list": [],
    "an OAuth client": {"installed": CLIENT},
    "an OAuth client for the web": {"web": CLIENT},
    "a key that was cut": {"type": "service_account", "client_email": "a@example.com"},
}


def put(path: Path, what: str) -> Path:
    said = FILES[what]
    if said is not None:
        path.write_text(said if isinstance(said, str) else json.dumps(said))
    return path


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_key_is_named(tmp_path: Path, what: str) -> None:
    wanted = r"google-key\.json is not there" if what == "nothing" else r"google-key\.json is no key"
    with pytest.raises(GoogleNoKey, match=wanted) as told:
        key_from(put(tmp_path / "google-key.json", what))
    assert len(str(told.value).split()) <= 25


def test_an_address_is_asked_of_a_key_alone(tmp_path: Path) -> None:
    with pytest.raises(GoogleNoKey, match=r"google-key\.json is no key"):
        address_in(put(tmp_path / "google-key.json", "an OAuth client"))


@pytest.mark.parametrize("what", [what for what in FILES if what != "an OAuth client"])
def test_a_file_that_is_no_client_is_named(tmp_path: Path, what: str) -> None:
    with pytest.raises(GoogleNoClient, match=r"client_secret.json is no OAuth client\..*Desktop app") as told:
        person(put(tmp_path / "client_secret.json", what))
    assert len(str(told.value).split()) <= 25


def test_whoever_says_no_in_the_browser_is_told_that_nothing_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise AccessDeniedError

    monkeypatch.setattr(InstalledAppFlow, "run_local_server", denied)
    with pytest.raises(GoogleNotAgreed, match="did not agree"):
        person(put(tmp_path / "client_secret.json", "an OAuth client"))


@pytest.mark.parametrize(("said", "kind"), [
    ("invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.", GoogleClock),
    ("invalid_grant: Invalid grant: account not found", GoogleKey),
])  # fmt: skip
@pytest.mark.parametrize("ask", [
    lambda account: account.sheets("get", "/1AbCdEf"),
    lambda account: account.ask(lambda: account.service("drive").about().get(fields="user")),
], ids=["sheets", "drive"])  # fmt: skip
def test_a_clock_that_goes_wrong_is_told_from_a_key_that_ended(
    ask: Callable[[Account], object], said: str, kind: type[GoogleKey]
) -> None:
    key = Credentials(token=None)  # type: ignore[no-untyped-call]
    key.refresh = lambda _: refuse(said)  # type: ignore[method-assign]
    with pytest.raises(GoogleKey) as told:
        ask(Account(key, "http://127.0.0.1:9"))
    assert type(told.value) is kind


def refuse(said: str) -> None:
    raise RefreshError(said)  # type: ignore[no-untyped-call]
