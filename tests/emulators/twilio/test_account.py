"""The emulator itself: what a test rests on must behave as it is told to."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.connectors.twilio.lines import NOON, TO, Hands
from tests.emulators.twilio import Account, DirectClient
from tests.emulators.twilio.account import NUMBERS_OF_ERRORS, OUR_NUMBER, SENDERS_OF_ERRORS, SID, TOKEN


def client(account: Account) -> Client:
    return Client(SID, TOKEN, http_client=DirectClient(account))


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def account(clock: Hands) -> Account:
    return Account(clock)


def code_of(ask: Callable[[], object]) -> int | None:
    with pytest.raises(TwilioRestException) as raised:
        ask()
    return raised.value.code


@pytest.mark.parametrize(("number", "code"), NUMBERS_OF_ERRORS.items())
def test_twilios_test_numbers_are_refused(account: Account, number: str, code: int) -> None:
    assert code_of(lambda: client(account).messages.create(to=number, from_=OUR_NUMBER, body="x")) == code


@pytest.mark.parametrize(("number", "code"), SENDERS_OF_ERRORS.items())
def test_twilios_test_senders_are_refused(account: Account, number: str, code: int) -> None:
    assert code_of(lambda: client(account).messages.create(to=TO, from_=number, body="x")) == code


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"to": TO, "from_": OUR_NUMBER}, 21602),
        ({"to": TO, "body": "x"}, 21603),
        ({"to": "", "from_": OUR_NUMBER, "body": "x"}, 21604),
        ({"to": "call me maybe", "from_": OUR_NUMBER, "body": "x"}, 21211),
        ({"to": TO, "from_": OUR_NUMBER, "body": "x" * 1601}, 21617),
    ],
)
def test_what_is_missing_or_wrong_is_refused(account: Account, form: dict[str, str], code: int) -> None:
    assert code_of(lambda: client(account).messages.create(**form)) == code
    assert account.sent == []


@pytest.mark.parametrize(
    "word", ["STOP", "stop", "Cancel", "END", "QUIT", "REVOKE", "OPTOUT", "UNSUBSCRIBE", "STOPALL"]
)
def test_a_stop_word_blocks_the_number_until_start(account: Account, word: str) -> None:
    send = client(account).messages.create
    account.text_in(TO, word)
    assert code_of(lambda: send(to=TO, from_=OUR_NUMBER, body="x")) == 21610
    account.text_in(TO, "START")
    assert send(to=TO, from_=OUR_NUMBER, body="x").sid


@pytest.mark.parametrize("words", ["STOP PLEASE", "please stop", "no more"])
def test_other_words_block_nothing_there(account: Account, words: str) -> None:
    account.text_in(TO, words)
    assert client(account).messages.create(to=TO, from_=OUR_NUMBER, body="x").sid


def test_texts_are_listed_newest_first_by_number_and_date(account: Account, clock: Hands) -> None:
    messages = client(account).messages
    first = messages.create(to=TO, from_=OUR_NUMBER, body="first")
    clock.on(days=1)
    messages.create(to="+17035550102", from_=OUR_NUMBER, body="second")
    inbound = account.text_in(TO, "1")
    clock.on(minutes=1)
    assert [m.sid for m in messages.list(to=OUR_NUMBER)] == [inbound.sid]
    assert [m.body for m in messages.list(from_=OUR_NUMBER)] == ["second", "first"]
    assert [m.sid for m in messages.list(to=TO)] == [first.sid]
    assert [m.body for m in messages.list(date_sent=NOON, from_=OUR_NUMBER)] == ["first"]
    assert [m.body for m in messages.list(date_sent_after=NOON + timedelta(hours=1), from_=OUR_NUMBER)] == ["second"]
    assert [m.body for m in messages.list(date_sent_before=NOON + timedelta(hours=1), from_=OUR_NUMBER)] == ["first"]


def test_a_queued_text_has_no_date_of_sending_and_is_missed_by_that_filter(account: Account) -> None:
    messages = client(account).messages
    made = messages.create(to=TO, from_=OUR_NUMBER, body="x")
    assert made.date_sent is None
    assert messages.list(date_sent=NOON) == []
    assert len(messages.list()) == 1


def test_pages_follow_each_other(account: Account) -> None:
    for n in range(7):
        account.text_in(TO, str(n))
    found = client(account).messages.list(to=OUR_NUMBER, page_size=3)
    assert [m.body for m in found] == ["6", "5", "4", "3", "2", "1", "0"]
    assert len(account.calls) == 3


def test_a_text_is_cancelled_redacted_and_deleted(account: Account, clock: Hands) -> None:
    messages = client(account).messages
    one, two = (messages.create(to=TO, from_=OUR_NUMBER, body=str(n)) for n in range(2))
    assert messages(one.sid).update(status="canceled").status == "canceled"
    clock.on(minutes=1)
    assert messages(two.sid).update(body="").body == ""
    assert messages(two.sid).delete()
    assert code_of(messages(two.sid).fetch) == 20404


def test_a_wrong_key_is_let_in_nowhere(account: Account) -> None:
    wrong = Client(SID, "wrong", http_client=DirectClient(account))
    assert code_of(lambda: wrong.messages.create(to=TO, from_=OUR_NUMBER, body="x")) == 20003


def test_a_suspended_account_refuses_all(account: Account) -> None:
    account.suspended = 30002
    assert code_of(lambda: client(account).messages.create(to=TO, from_=OUR_NUMBER, body="x")) == 30002
