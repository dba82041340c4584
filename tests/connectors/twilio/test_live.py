"""Twilio's own client against the emulator: what goes over the wire, what comes back, and what is kept from it."""

import logging
import socket
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from twilio.base import serialize

from connectors.twilio.live import TwilioTexts, twilio_client
from connectors.twilio.no_key import NoKey
from connectors.twilio.transport import HOST, BoundedClient, is_loopback
from domain.phones import words_key
from domain.problems import SendUnknown
from domain.texting import CarrierSilent, RefusedHost, SendLater, SendRefused, Sought
from tests.connectors.twilio.lines import HOUR, KEY, NOON, TO, Hands, direct, line, mark, over_http, sought
from tests.emulators.twilio import Account, serving
from tests.emulators.twilio.account import NUMBERS_OF_ERRORS, OUR_NUMBER, SID, TOKEN


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def account(clock: Hands) -> Account:
    return Account(clock)


def test_a_text_goes_out_once_from_our_number_with_its_time_of_use(account: Account) -> None:
    sid = direct(account).send(line(), timedelta(hours=2, seconds=30))
    (sent,) = account.sent
    assert (sent.sid, sent.to, sent.from_, sent.body) == (sid, TO, OUR_NUMBER, line()["body"])
    assert sent.valid == timedelta(hours=2, seconds=30)


@pytest.mark.parametrize(
    ("left", "asked"),
    [
        (timedelta(hours=30), timedelta(hours=10)),
        (timedelta(seconds=5), timedelta(minutes=1)),
        (-HOUR, timedelta(minutes=1)),
    ],
)
def test_f3_a_text_is_never_kept_longer_than_it_is_of_use_nor_than_twilio_can(account: Account, left, asked) -> None:
    direct(account).send(line(), left)
    assert account.sent[0].valid == asked


def test_a_messaging_service_sends_in_place_of_the_number_and_callbacks_name_no_client(account: Account) -> None:
    service = "MG" + "a" * 32
    direct(account, service=service, callback="https://texts.example.com/texts/status").send(line(), HOUR)
    (sent,) = account.sent
    assert sent.callback.startswith("https://texts.example.com/texts/status?for=")
    assert "C-001" not in sent.callback


FAULTS = [
    ("500", SendUnknown, None, 0),
    ("503", SendUnknown, None, 0),
    ("reset", SendUnknown, None, 0),
    ("slow", SendUnknown, None, 0),
    ("accept, 500", SendUnknown, None, 1),
    ("accept, garbage", SendUnknown, None, 1),
    ("accept, reset", SendUnknown, None, 1),
    ("accept, slow", SendUnknown, None, 1),
    ("20429", SendLater, "busy", 0),
    ("20003", SendLater, "credentials", 0),
    ("21611", SendLater, "busy", 0),
    ("99999", SendRefused, "unexplained", 0),
]


@pytest.mark.parametrize(("fault", "problem", "why", "accepted"), FAULTS)
@pytest.mark.parametrize("how", ["direct", "http"])
def test_what_an_answer_that_never_came_may_mean(account: Account, how, fault, problem, why, accepted) -> None:
    account.faults.append(fault)
    with serving(account) as address:
        texts = direct(account) if how == "direct" else over_http(address)
        with pytest.raises(problem) as raised:
            texts.send(line(), HOUR)
        assert getattr(raised.value, "why", None) == why
        assert len(account.sent) == accepted, "nothing is tried again by itself"
        assert (texts.find(sought(line())) is not None) == bool(accepted)
    assert TO not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None


def test_a_place_where_nobody_listens_has_surely_not_got_the_text() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        texts = over_http(f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(SendLater) as raised:
            texts.send(line(), HOUR)
    assert raised.value.why == "no_network"


def test_an_answer_that_does_not_come_is_given_up_within_the_time_limit(account: Account) -> None:
    account.faults.append("slow")
    begun = time.monotonic()
    with serving(account) as address, pytest.raises(SendUnknown):
        over_http(address, timeout=0.3).send(line(), HOUR)
    assert time.monotonic() - begun < 5
    assert BoundedClient().timeout == 25, "Twilio's own client would wait for ever"


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("http://127.0.0.1:4010", True),
        ("http://localhost:4010", True),
        ("http://[::1]:4010", True),
        ("http://10.0.0.1:4010", False),
        ("http://example.com", False),
        ("https://127.0.0.1", False),
        ("http://127.0.0.1.example.com", False),
        ("http://user@127.0.0.1", False),
        ("http://127.0.0.1@example.com", False),
        ("", False),
    ],
)
def test_a_stand_in_lies_on_this_machine_or_is_refused(address: str, *, loopback: bool) -> None:
    assert is_loopback(address) is loopback
    if address and not loopback:
        with pytest.raises(RefusedHost):
            BoundedClient(address)


@pytest.mark.parametrize(
    "url", ["https://example.com/x", f"http://{HOST}/x", f"https://{HOST}.example.com/x", f"https://lookups.{HOST}/"]
)
def test_no_other_host_is_reached(url: str) -> None:
    with pytest.raises(RefusedHost):
        BoundedClient().request("GET", url)


@pytest.mark.parametrize("variable", ["TWILIO_EDGE", "TWILIO_REGION"])
def test_a_variable_of_the_machine_sends_nothing_elsewhere(account: Account, monkeypatch, variable: str) -> None:
    monkeypatch.setenv(variable, "dublin")
    with serving(account) as address, pytest.raises((RefusedHost, SendLater)):
        over_http(address).send(line(), HOUR)
    assert not account.calls


def test_twilios_client_drops_time_zones_and_so_no_moment_is_ever_sent(account: Account, monkeypatch) -> None:
    """The trap, pinned: 9 in New York would go out as 9 in UTC. Nothing we send has a moment in it."""
    nine = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("America/New_York"))
    assert serialize.iso8601_datetime(nine) == "2026-12-01T09:00:00Z"
    asked: list[str] = []
    answer = account.answer

    def listening(method, path, query, form, auth):
        asked.extend([*query, *form])
        return answer(method, path, query, form, auth)

    monkeypatch.setattr(account, "answer", listening)
    texts = direct(account)
    sid = texts.send(line(), HOUR)
    texts.find(sought(line()))
    texts.received(NOON)
    texts.delivery(sid)
    assert set(asked) == {"To", "From", "Body", "ValidityPeriod", "PageSize"}


def test_a_received_moment_is_in_utc(account: Account) -> None:
    account.text_in(TO, "2")
    (reply,) = direct(account).received(NOON - HOUR)
    assert reply.at == NOON
    assert reply.at.utcoffset() == timedelta(0)


def test_d3_no_log_shows_a_number_whatever_level_the_programs_own_log_has(account: Account, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(account) as address:
        texts = over_http(address)
        sid = texts.send(line(), HOUR)
        texts.find(sought(line()))
        texts.received(NOON - HOUR)
        texts.delivery(sid)
        texts.redact(sid) if account.arrives_after == timedelta(0) else None
    digits = TO[1:]
    assert digits not in caplog.text
    assert digits not in repr(caplog.records)


@pytest.mark.parametrize("number", NUMBERS_OF_ERRORS)
def test_a_refusal_repeats_no_number(account: Account, number: str) -> None:
    with pytest.raises(SendRefused) as raised:
        direct(account).send(line(to=number), HOUR)
    assert number not in repr(raised.value)


def test_a_text_is_found_by_number_words_and_time_and_each_id_belongs_to_one(account: Account, clock: Hands) -> None:
    texts = direct(account)
    first = texts.send(line(), HOUR)
    other = texts.send(line(body="other words"), HOUR)
    texts.send(line(to="+17035550102"), HOUR)
    assert texts.find(sought(line())) == first
    assert texts.find(sought(line(body="other words"))) == other
    assert texts.find(sought(line(), taken=frozenset({first}))) is None
    clock.on(hours=1)
    assert texts.find(sought(line(), since=NOON + HOUR)) is None
    second = texts.send(line(), HOUR)
    assert texts.find(sought(line(), since=NOON + HOUR)) == second
    of_both = sought(line(), taken=frozenset({first}))
    found = [texts.find(of_both.model_copy(update={"until": until})) for until in (None, NOON + HOUR, NOON + 2 * HOUR)]
    assert found == [second, None, second], "what went at that moment or later is a later text"


def test_a_text_of_which_nothing_is_known_is_one_to_the_phone_or_to_no_clients(account: Account, clock: Hands) -> None:
    texts = direct(account)
    known = frozenset({mark(TO), mark("+17035550102")})
    cases = [
        ("nothing went", None, TO, False),
        ("other words to this phone", "+17035550101", "+17035550101", True),
        ("one to another client", "+17035550102", "+17035550101", False),
        ("one to a number that no client has now", "+17035550109", "+17035550101", True),
    ]
    for what, to, phone, strayed in cases:
        clock.on(hours=1)
        since = clock()
        sid = texts.send(line(to=to, body="words of then"), HOUR) if to else ""
        asked = Sought(key=KEY, phone=mark(phone), words="w", since=since, phones=known | {mark("+17035550101")})
        assert texts.strayed(asked) is strayed, what
        taken = asked.model_copy(update={"taken": frozenset({sid})})
        assert not texts.strayed(taken), what
        alike = taken.model_copy(update={"words": words_key("words of then")})
        assert texts.strayed(alike) is strayed, "another text of these words may have been this one"


def test_a_text_that_is_listed_late_is_not_there_before(account: Account, clock: Hands) -> None:
    account.listed_after = timedelta(minutes=3)
    texts = direct(account)
    texts.send(line(), HOUR)
    assert texts.find(sought(line())) is None
    clock.on(minutes=3)
    assert texts.find(sought(line())) is not None


def test_a_queued_text_is_found_though_it_has_no_date_of_sending(account: Account) -> None:
    account.arrives_after = timedelta(days=1)
    texts = direct(account)
    texts.send(line(), HOUR)
    assert texts.find(sought(line())) is not None


def test_replies_are_read_page_by_page_oldest_first_and_only_those_to_our_number(
    account: Account, clock: Hands
) -> None:
    for n in range(120):
        account.text_in(TO, str(n))
        account.text_in(TO, "to another number of the account", to="+15005550099")
        clock.on(seconds=1)
    found = direct(account).received(NOON)
    assert [r.body for r in found] == [str(n) for n in range(120)]
    assert len(account.calls) == 3
    assert [r.body for r in direct(account).received(NOON + timedelta(seconds=110))] == [
        str(n) for n in range(110, 120)
    ]


@pytest.mark.parametrize(("after", "state"), [(1, "going"), (6, "going"), (20, "arrived")])
def test_what_became_of_a_text(account: Account, clock: Hands, after: float, state: str) -> None:
    texts = direct(account)
    sid = texts.send(line(), HOUR)
    clock.on(seconds=after)
    assert texts.delivery(sid).state == state


def test_d2_the_words_of_a_text_are_taken_out_of_twilios_log(account: Account, clock: Hands) -> None:
    texts = direct(account)
    sid = texts.send(line(), HOUR)
    assert not texts.redact(sid), "it is on its way"
    clock.on(minutes=1)
    assert texts.redact(sid)
    assert account.sent[0].body == ""


def test_a_text_that_somebody_deleted_at_twilio_is_no_silence(account: Account) -> None:
    texts = direct(account)
    sid = texts.send(line(), HOUR)
    account.messages.clear()
    assert texts.delivery(sid).state == "going"
    assert texts.redact(sid)


@pytest.mark.parametrize("fault", ["500", "slow", "reset", "20429", "20003"])
def test_a_list_that_cannot_be_read_is_said_alike_whatever_family_of_errors_it_is(account: Account, fault: str) -> None:
    for ask in (
        lambda texts: texts.find(sought(line())),
        lambda texts: texts.received(NOON),
        lambda texts: texts.reach(),
    ):
        account.list_faults.append(fault)
        with pytest.raises(CarrierSilent) as raised:
            ask(direct(account))
        assert (raised.value.why == "credentials") == (fault == "20003")


def test_a_wrong_key_is_said_as_one(account: Account) -> None:
    with serving(account) as address:
        texts = over_http(address, token="wrong")
        with pytest.raises(SendLater) as raised:
            texts.send(line(), HOUR)
        with pytest.raises(CarrierSilent) as silent:
            texts.reach()
        with pytest.raises(CarrierSilent) as unknown:
            texts.delivery("SM1")
    assert {raised.value.why, silent.value.why, unknown.value.why} == {"credentials"}


def test_d5_an_api_key_stands_in_for_the_accounts_own_token() -> None:
    client = twilio_client(SID, "SK" + "1" * 32, "secret", BoundedClient())
    assert (client.username, client.account_sid) == ("SK" + "1" * 32, SID)


def test_without_a_key_nothing_goes_out_and_nobody_is_asked() -> None:
    texts = NoKey()
    with pytest.raises(SendLater):
        texts.send(line(), HOUR)
    for ask in (
        lambda: texts.find(sought(line())),
        lambda: texts.received(NOON),
        lambda: texts.delivery("SM1"),
        lambda: texts.redact("SM1"),
        texts.reach,
    ):
        with pytest.raises(CarrierSilent):
            ask()
    assert not texts.certain


def test_the_port_is_that_of_the_product() -> None:
    assert TwilioTexts.certain is False
    assert NOON.tzinfo is UTC
    assert mark(TO) != mark("+17035550102")
    assert KEY.startswith("text:")
    assert TOKEN
