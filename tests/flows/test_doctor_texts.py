"""`circlebook doctor` on texts and mails: what is in place, what to look at, and what to mend before anything is live."""

import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.texting import SendLater
from flows.cli import main
from flows.composition import open_desk, open_mail, open_texts
from flows.desk import Pass
from flows.doctor_texts import mails, texts
from flows.passes import open_pass
from flows.settings import MailPart, Settings
from tests.emulators import smtp
from tests.emulators.twilio import Account, serving
from tests.emulators.twilio.account import TOKEN
from tests.flows.on_twilio import TODAY, live_lines, on_twilio
from tests.flows.sampled import when

pytestmark = pytest.mark.xdist_group("doctor texts")  # its practice is made once, in one process

SECRETS = ("CIRCLEBOOK_TWILIO_TOKEN", "CIRCLEBOOK_TWILIO_KEY", "CIRCLEBOOK_TWILIO_SECRET")


@pytest.fixture(scope="module")
def opened(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Pass:
    folder = shutil.copytree(_fresh, tmp_path_factory.mktemp("opened") / "practice")  # opening it makes a ledger there
    return open_pass(open_desk(folder, when()), dry_run=True)


@pytest.fixture(scope="module")
def account() -> Account:
    return Account(when().astimezone)


@pytest.fixture(scope="module")
def address(account: Account) -> Iterator[str]:
    with serving(account) as url:
        yield url


@pytest.fixture
def live(opened: Pass, address: str, monkeypatch: pytest.MonkeyPatch) -> Pass:
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    return seated(opened, tomllib.loads(live_lines(address))["texts"])


def seated(this: Pass, part: dict[str, Any]) -> Pass:
    """The pass with these settings of texts, and the way of texts that they make."""
    settings = Settings.model_validate({**this.desk.settings.model_dump(), "texts": part})
    desk = replace(this.desk, settings=settings, texts=open_texts(this.desk.folder, settings))
    return replace(this, desk=desk)


def states(this: Pass) -> dict[str, str]:
    return {what: state for what, state, _ in texts(this)}


def told(this: Pass) -> dict[str, str]:
    return {what: said for what, _, said in texts(this)}


def test_texts_that_are_not_live_ask_for_nothing(opened: Pass) -> None:
    assert states(opened) == {"words of a text": "ok", "texts": "ok"}
    assert "reminder, Tue Dec 1 5:00 PM" in told(opened)["words of a text"]


@pytest.mark.parametrize(
    ("case", "secrets", "key", "service"),
    [
        ("the account's own token", {"CIRCLEBOOK_TWILIO_TOKEN": TOKEN}, "look", "ok"),
        ("a wrong token", {"CIRCLEBOOK_TWILIO_TOKEN": "wrong"}, "look", "mend"),
        ("an API key", {"CIRCLEBOOK_TWILIO_KEY": "SK1", "CIRCLEBOOK_TWILIO_SECRET": "x"}, "ok", "mend"),
        ("half an API key", {"CIRCLEBOOK_TWILIO_KEY": "SK1"}, "mend", None),
        ("nothing", {}, "mend", None),
    ],
)
def test_d5_the_key_is_looked_for_and_tried(live: Pass, monkeypatch, case, secrets, key, service) -> None:
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    found = states(seated(live, live.desk.settings.texts.model_dump()))
    assert (found["key"], found.get("texting service")) == (key, service), case


def test_a_service_that_cannot_be_reached_is_told_from_a_key_that_it_refuses(live: Pass, account, monkeypatch) -> None:
    monkeypatch.setenv("CIRCLEBOOK_TWILIO_TOKEN", TOKEN)
    this = seated(live, live.desk.settings.texts.model_dump())
    account.list_faults.append("500")
    assert told(this)["texting service"] == "It cannot be reached. Check the internet."
    account.list_faults.append("20003")
    assert told(this)["texting service"] == "It does not accept the key. Correct it."


@pytest.mark.parametrize(
    ("in_sheet", "in_settings", "state"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "ok"),
        (None, date(2026, 1, 1), "mend"),
        (date(2027, 1, 1), date(2026, 1, 1), "mend"),
        (date(2026, 1, 1), date(2027, 1, 1), "mend"),
    ],
)
def test_d1_the_agreement_is_dated_in_both_places_and_has_begun(live: Pass, in_sheet, in_settings, state) -> None:
    part = live.desk.settings.texts.model_dump() | {"since": in_settings}
    this = seated(live, part)
    details = this.practice.details.model_copy(update={"texting_agreement_since": in_sheet})
    this.reading = replace(this.reading, practice=replace(this.reading.practice, details=details))
    assert states(this)["agreement"] == state


def test_numbers_that_alone_get_texts_are_counted(live: Pass) -> None:
    assert told(live)["first day"].startswith("Only 1 numbers get texts.")
    assert "first day" not in states(seated(live, live.desk.settings.texts.model_dump() | {"allow": ()}))


def test_c2_consents_without_how_and_version_are_named_by_one_row(live: Pass) -> None:
    rows = live.reading.practice
    loose = tuple(c.model_copy(update={"consent_how": None}) for c in rows.clients)
    bare = replace(live, reading=replace(live.reading, practice=replace(rows, clients=loose)))
    agreed = [c for c in rows.clients if c.text_consent and c.consent_date]
    assert told(bare)["consents"].startswith(f"{len(agreed)} clients agreed without Consent how")
    assert "consents" not in states(live)


@pytest.mark.parametrize(
    ("token", "state", "wanted"),
    [(TOKEN, "ok", "https://texts.example.com/sample/replies"), ("", "mend", "CIRCLEBOOK_TWILIO_TOKEN")],
)
def test_calls_want_the_token_by_which_they_are_signed(live: Pass, monkeypatch, token, state, wanted) -> None:
    monkeypatch.setenv("CIRCLEBOOK_TWILIO_TOKEN", token)
    this = seated(live, live.desk.settings.texts.model_dump() | {"webhook": "https://texts.example.com"})
    assert states(this)["calls"] == state
    assert wanted in told(this)["calls"]
    assert "calls" not in states(live)


def test_m3_a_name_that_tells_is_to_mend(live: Pass) -> None:
    details = live.practice.details.model_copy(update={"text_name": "Trauma Circle"})
    live.reading = replace(live.reading, practice=replace(live.reading.practice, details=details))
    assert states(live)["words of a text"] == "mend"


def test_the_command_on_live_texts_ends_with_what_is_left_to_mend(fresh: Path, monkeypatch, capsys) -> None:
    with on_twilio(fresh, monkeypatch) as account:
        assert main(["doctor", str(fresh), "--today", TODAY]) == 0
        monkeypatch.delenv("CIRCLEBOOK_TWILIO_TOKEN")
        capsys.readouterr()
        assert main(["doctor", str(fresh), "--today", TODAY]) == 1
        assert account.sent == []
    said = " ".join(capsys.readouterr().out.split())
    assert "Something is to mend." in said
    assert "CIRCLEBOOK_TWILIO_KEY" in said


def test_a_practice_without_its_key_sends_nothing_and_goes_on(live: Pass) -> None:
    with pytest.raises(SendLater) as later:
        live.desk.texts.send({}, when() - when())
    assert later.value.why == "credentials"


@pytest.mark.parametrize(
    ("password", "state", "wanted"), [("right", "ok", "answers"), ("wrong", "mend", "refuses the login")]
)
def test_the_mail_server_is_tried_with_its_login(opened: Pass, monkeypatch, password, state, wanted) -> None:
    monkeypatch.setenv("CIRCLEBOOK_MAIL_PASSWORD", password)
    with smtp.serving("desk", "right") as server:
        part = MailPart(server="127.0.0.1", port=server.port, user="desk", encrypted=False)
        settings = opened.desk.settings.model_copy(update={"mail": part})
        desk = replace(opened.desk, settings=settings, mail=open_mail(opened.desk.folder, settings))
        ((what, found, said),) = mails(replace(opened, desk=desk))
        assert server.got == []
    assert (what, found) == ("mail", state)
    assert wanted in said


def test_mails_without_a_server_stay_in_the_folder(opened: Pass) -> None:
    assert list(mails(opened)) == [("mail", "ok", "Mails stay in outbox/mail: no server is set.")]
