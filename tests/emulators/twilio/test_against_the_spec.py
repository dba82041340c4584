"""The emulator and our requests against Twilio's own OpenAPI file."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse
from openapi_core.exceptions import OpenAPIError

from tests.connectors.twilio.lines import HOUR, NOON, TO, Hands, line, over_http, sought
from tests.emulators.twilio import Account, serving
from tests.emulators.twilio.account import OUR_NUMBER, RESOURCE, SID, TOKEN

SPEC = os.environ.get("CIRCLEBOOK_TWILIO_SPEC", "")
pytestmark = pytest.mark.skipif(
    not SPEC, reason="CIRCLEBOOK_TWILIO_SPEC is not set: a folder with Twilio's OpenAPI file twilio_messages_prism.json"
)


@pytest.fixture(scope="module")
def openapi() -> OpenAPI:
    return OpenAPI.from_dict(json.loads((Path(SPEC) / "twilio_messages_prism.json").read_text()))


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def account(clock: Hands) -> Account:
    return Account(clock)


@pytest.fixture
def watched(openapi: OpenAPI, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every request of Twilio's client and every answer of the emulator, held against the file."""
    seen: list[str] = []
    send = requests.Session.send

    def checking(session: requests.Session, request: Any, **how: Any) -> requests.Response:
        real = request.copy()
        real.url = "https://api.twilio.com" + request.path_url
        as_asked = RequestsOpenAPIRequest(real)
        openapi.validate_request(as_asked)
        answer = send(session, request, **how)
        if answer.status_code < 400:
            openapi.validate_response(as_asked, RequestsOpenAPIResponse(answer))
        seen.append(f"{request.method} {answer.status_code}")
        return answer

    monkeypatch.setattr(requests.Session, "send", checking)
    return seen


def test_what_we_ask_and_what_the_emulator_answers_is_as_twilio_says(
    account: Account, clock: Hands, watched: list[str]
) -> None:
    with serving(account) as address:
        texts = over_http(address)
        sid = texts.send(line(), HOUR)
        texts.delivery(sid)
        account.failing["+17035550102"] = 30006
        bad = texts.send(line("b", "+17035550102", "b"), HOUR)
        for n in range(60):
            account.text_in(TO, str(n))
        clock.on(minutes=1)
        assert texts.delivery(bad).why == "bad_number"
        assert texts.find(sought(line())) == sid
        assert len(texts.received(NOON - HOUR)) == 60
        texts.redact(sid)
    assert watched == ["POST 201", "GET 200", "POST 201", "GET 200", "GET 200", "GET 200", "GET 200", "POST 200"]


@pytest.mark.parametrize(
    "form",
    [
        {"From": OUR_NUMBER, "Body": "no number"},
        {"To": TO, "MessagingServiceSid": "MGx", "Body": "x"},
        {"To": TO, "ScheduleType": "soon", "Body": "x"},
    ],
)
def test_the_check_finds_a_request_that_twilio_would_not_take(openapi: OpenAPI, form: dict[str, str]) -> None:
    asked = requests.Request("POST", f"https://api.twilio.com{RESOURCE}.json", data=form, auth=(SID, TOKEN)).prepare()
    with pytest.raises(OpenAPIError):
        openapi.validate_request(RequestsOpenAPIRequest(asked))


def test_the_check_finds_an_answer_that_twilio_would_not_give(openapi: OpenAPI, account: Account) -> None:
    account.text_in(TO, "1")
    asked = requests.Request("GET", f"https://api.twilio.com{RESOURCE}.json", auth=(SID, TOKEN)).prepare()
    answer = requests.Response()
    answer.status_code = 200
    answer.headers["Content-Type"] = "application/json"
    reply = account.answer("GET", f"{RESOURCE}.json", {}, {}, (SID, TOKEN)).content or {}
    for wrong in ({"status": "arrived"}, {"sid": "1"}, {"direction": "in"}):
        message = reply["messages"][0] | wrong
        answer._content = json.dumps(reply | {"messages": [message]}).encode()
        with pytest.raises(OpenAPIError):
            openapi.validate_response(RequestsOpenAPIRequest(asked), RequestsOpenAPIResponse(answer))
    assert timedelta(0) == account.listed_after
