"""The texting service's calls: a STOP counts at once, a text's state is known, and no call counts twice or backwards."""

import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from connectors.twilio.webhook import TwilioCalls
from domain.problems import LedgerLost, Problem
from flows.composition import open_memory
from flows.passes import act, decide
from flows.settings import read_settings
from flows.webhook import LARGEST, Door, app_of, doors_of
from flows.webhook_server import taking_calls
from tests.domain.people_build import visit
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN
from tests.emulators.twilio.calls import Call, reply_call, status_call
from tests.flows.asgi import ask
from tests.flows.on_twilio import on_twilio
from tests.flows.sampled import passed, when
from tests.flows.test_live_texts import DUE, FIVE, TO, later, world
from tests.flows.text_world import World

BASE = "https://texts.example.com"


def door_of(of: World) -> Door:
    calls = TwilioCalls(TOKEN, f"{BASE}/oak", SID, frozenset({OUR_NUMBER}))
    return Door("oak", calls, of.ledger, of.clock)


def post(of: World, call: Call) -> int:
    return ask(app_of({"oak": door_of(of)}), *call)


def texts_of(of: World):
    return [h for h in of.ledger.happened.values() if h.kind == "text"]


def fetches(of: World) -> int:
    return sum(method == "GET" and path.rpartition("/")[2].startswith("SM") for method, path in of.account.calls)


def test_a_stop_that_is_told_during_a_pass_counts_before_the_text_and_is_read_in_full_by_the_next() -> None:
    of = world()
    this = of._opened()
    this.replies_read = True
    decide("reminders", this)
    stop = of.account.text_in(TO, "please stop texting me")
    assert post(of, reply_call(stop)) == 200
    act("reminders", this)
    assert of.account.sent == []
    later(of, minutes=1)
    assert of.account.sent == []
    assert [h.detail["said"] for h in of.ledger.happened.values() if h.kind == "reply"] == ["opt_out"]


def test_a_stop_that_the_list_does_not_show_yet_counts_too() -> None:
    of = world()
    stop = of.account.text_in(TO, "STOP")
    of.account.messages.remove(stop)
    assert post(of, reply_call(stop)) == 200
    of.one_pass()
    assert of.account.sent == []
    of.account.messages.append(stop)
    later(of, minutes=1)
    assert of.account.sent == []


@pytest.mark.parametrize("body", ["1", "2", "START", "who is this"])
def test_other_words_hold_nothing_up(body: str) -> None:
    of = world()
    assert post(of, reply_call(of.account.text_in("+17035550099", body))) == 200
    of.one_pass()
    assert len(of.account.sent) == 1


def test_threat_12_a_call_that_comes_again_changes_nothing() -> None:
    of = world()
    call = reply_call(of.account.text_in(TO, "STOP"))
    assert {post(of, call), post(of, call)} == {200}
    of.clock.at += timedelta(days=3)
    before = dict(of.ledger.happened)
    assert post(of, call) == 200
    assert of.ledger.happened == before
    assert [h.attempts for h in before.values() if h.kind == "heard"] == [1]
    assert TO[1:] not in repr(before)


@pytest.mark.parametrize("order", list(itertools.permutations(["queued", "sent", "delivered"])))
def test_threat_12_states_that_come_twice_and_in_any_order_end_alike(order) -> None:
    of = world()
    of.one_pass()
    (sent,) = of.account.sent
    for told in (*order, *order):
        assert post(of, status_call(sent, told)) == 204
    before = fetches(of)
    later(of, minutes=1)
    (text,) = texts_of(of)
    assert (text.state, text.detail["status"]) == ("done", "delivered")
    assert fetches(of) == before, "what was told need not be asked"
    assert "delivered" in {m.state for m in of.shown}


@pytest.mark.parametrize("fault", ["accept, 500", "accept, slow", "accept, garbage"])
def test_an_answer_that_was_lost_is_proved_by_the_call_about_it(fault: str) -> None:
    of = world()
    of.account.faults.append(fault)
    of.account.listed_after = timedelta(days=1)  # the list would never show it
    of.one_pass()
    (sent,) = of.account.sent
    assert post(of, status_call(sent, "sent")) == 204
    for _ in range(25):
        later(of, minutes=1)
    assert of.account.sent == [sent]
    assert [(h.state, h.detail["provider_id"]) for h in texts_of(of)] == [("done", sent.sid)]


def test_what_is_told_of_the_first_attempt_says_nothing_of_the_second() -> None:
    of = world(DUE - timedelta(hours=4))
    of.rows = replace(of.rows, sessions=(FIVE.model_copy(update={"starts": FIVE.starts.replace(hour=14)}),))
    of.one_pass()
    (first,) = of.account.sent
    post(of, status_call(first, "undelivered", 30001))
    of.account.faults.append("500")
    later(of, minutes=1)
    assert [h.state for h in texts_of(of)] == ["unknown"]
    later(of, minutes=1)
    assert [h.state for h in texts_of(of)] == ["unknown"], "nobody knows of the second"


def test_an_account_that_is_told_to_be_suspended_stops_all_texts() -> None:
    of = world(number=2)
    both = of.rows.visits
    of.rows = replace(of.rows, visits=both[:1])
    of.one_pass()
    post(of, status_call(of.account.sent[0], "undelivered", 30002))
    of.rows = replace(of.rows, visits=(visit(FIVE, 1), visit(FIVE, 2)))
    later(of, minutes=1)
    assert len(of.account.sent) == 1


class Untouched:
    """A ledger that must not be asked."""

    def __getattr__(self, name: str):
        raise AssertionError(f"a call that proves nothing reached the ledger: {name}")


class Broken:
    """A ledger that cannot be used just now."""

    def effect(self, _key: str):
        raise Problem("Busy.")


def test_threat_11_what_is_not_signed_is_refused_before_the_ledger_is_asked() -> None:
    of = world()
    stop = of.account.text_in(TO, "STOP")
    of.one_pass()
    door = replace(door_of(of), ledger=Untouched())  # type: ignore[arg-type]
    app = app_of({"oak": door})
    path, body, headers = reply_call(stop)
    assert ask(app, path, body, headers | {"X-Twilio-Signature": "forged"}) == 403
    assert ask(app, path, body) == 403
    assert ask(app, "/elm/replies", body, headers) == 404
    assert ask(app, "/oak/other", body, headers) == 404
    assert ask(app, path, body, headers, "GET") == 405
    assert ask(app, path, body + b"&Body=" + b"x" * LARGEST, headers) == 413
    assert ask(app, "/oak/status?for=", body, headers) == 403


def test_threat_11_only_the_configured_address_counts_whatever_a_call_says_of_its_host() -> None:
    of = world()
    path, body, headers = reply_call(of.account.text_in(TO, "1"))
    more = {"Host": "evil.example.com", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example.com"}
    assert post(of, (path, body, headers | more)) == 200


def test_a_ledger_that_cannot_be_used_says_so_and_the_next_pass_reads_the_reply() -> None:
    of = world()
    door = replace(door_of(of), ledger=Broken())  # type: ignore[arg-type]
    path, body, headers = reply_call(of.account.text_in(TO, "STOP"))
    assert ask(app_of({"oak": door}), path, body, headers) == 503
    of.one_pass()
    assert of.account.sent == []


def test_over_real_http_a_call_reaches_the_practices_own_ledger(fresh: Path, monkeypatch) -> None:
    with on_twilio(fresh, monkeypatch, more=f'webhook = "{BASE}"\n') as account:
        ledger = open_memory(fresh, read_settings(fresh))
        ledger.rest("token", account.now())
        path, body, headers = reply_call(account.text_in(TO, "STOP"), f"{BASE}/sample")
        with taking_calls([fresh], 0, str) as port:
            got = requests.post(f"http://127.0.0.1:{port}{path}", data=body, headers=headers, timeout=20)
            forged = requests.post(f"http://127.0.0.1:{port}{path}", data=body, timeout=20)
            with pytest.raises(Problem, match=f"Port {port} is taken"), taking_calls([fresh], port, str):
                pass
        assert (got.status_code, got.headers["content-type"].partition(";")[0], got.text[-11:]) == (
            200,
            "text/xml",
            "<Response/>",
        )
        assert forged.status_code == 403
        assert "server" not in got.headers
    kept = ledger.effects_of("heard")
    assert ledger.rested("token") is None, "a call ends the rest: the next pass looks"
    assert [h.detail["said"] for h in kept] == ["opt_out"]


def test_a_practice_that_cannot_tell_true_calls_takes_none(fresh: Path, monkeypatch) -> None:
    with pytest.raises(Problem, match="live = true"):
        doors_of([fresh])
    with on_twilio(fresh, monkeypatch), pytest.raises(Problem, match="a webhook address"):
        doors_of([fresh])
    with on_twilio(fresh, monkeypatch, more=f'webhook = "{BASE}"\n'):
        assert set(doors_of([fresh])) == {"sample"}
        monkeypatch.delenv("CIRCLEBOOK_TWILIO_TOKEN")
        with pytest.raises(Problem, match="CIRCLEBOOK_TWILIO_TOKEN"):
            doors_of([fresh])


def test_a_call_that_comes_first_to_a_lost_ledger_does_not_hide_the_loss(worked: Path) -> None:
    for file in worked.glob("ledger*"):
        file.unlink()
    ledger = open_memory(worked, read_settings(worked))
    ledger.begin("heard:SM1", "heard", "", when().astimezone(), {"phone": "p", "said": "opt_out"})
    with pytest.raises(LedgerLost):
        passed(worked)
