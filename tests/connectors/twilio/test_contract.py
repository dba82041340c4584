"""What every way of texting promises, on the dry run and on Twilio's own client over the emulator."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.twilio import Outbox
from domain.phones import words_key
from flows.ports import Texts
from tests.connectors.twilio.lines import HOUR, NOON, TO, Hands, direct, line, mark, over_http, sought
from tests.emulators.twilio import Account, serving


@dataclass
class Way:
    texts: Texts
    text_in: Callable[[str, str], object]
    count: Callable[[], int]
    clock: Hands


@pytest.fixture(params=["dry run", "Twilio, direct", "Twilio over HTTP"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Way]:
    clock = Hands()
    account = Account(clock)
    if request.param == "dry run":
        path = tmp_path / "outbox" / "texts.jsonl"

        def text_in(number: str, body: str) -> None:
            path.parent.mkdir(exist_ok=True)
            with (path.parent / "replies.jsonl").open("a") as file:
                file.write(json.dumps({"from": number, "body": body, "at": clock().isoformat()}) + "\n")

        yield Way(Outbox(path), text_in, lambda: len(path.read_text().splitlines()), clock)
    elif request.param == "Twilio, direct":
        yield Way(direct(account), account.text_in, lambda: len(account.sent), clock)
    else:
        with serving(account) as address:
            yield Way(over_http(address), account.text_in, lambda: len(account.sent), clock)


def test_a_text_gets_an_id_under_which_it_is_found(way: Way) -> None:
    way.texts.reach()
    sid = way.texts.send(line(), HOUR)
    assert way.texts.find(sought(line())) == sid
    assert way.count() == 1


def test_a_text_that_was_never_sent_is_not_found(way: Way) -> None:
    way.texts.send(line("text:C-002:reminder_24:2026-03-03", "+17035550102", "other words"), HOUR)
    assert way.texts.find(sought(line())) is None


def test_texts_have_ids_of_their_own(way: Way) -> None:
    sids = [way.texts.send(line(f"text:C-00{n}:moved:2026-03-03", f"+1703555010{n}", str(n)), HOUR) for n in range(5)]
    assert len(set(sids)) == 5


def test_what_went_from_elsewhere_is_seen_where_others_can_send(way: Way) -> None:
    assert list(way.texts.went(NOON)) == []
    sid = way.texts.send(line(), HOUR)
    way.clock.on(minutes=5)
    way.text_in(TO, "1")
    seen = way.texts.went(NOON - HOUR)
    wanted = [(sid, mark(TO), words_key(str(line()["body"])), NOON, False)]
    assert [(w.sid, w.phone, w.words, w.at, w.failed) for w in seen] == ([] if way.texts.certain else wanted)
    assert list(way.texts.went(NOON + HOUR)) == []
    way.texts.redact(sid)
    assert [w.words for w in way.texts.went(NOON - HOUR)] == ([] if way.texts.certain else [""])


def test_what_was_sent_arrives(way: Way) -> None:
    sid = way.texts.send(line(), HOUR)
    way.clock.on(minutes=5)
    assert way.texts.delivery(sid).state == "arrived"
    way.texts.redact(sid)


def test_what_comes_in_is_read_oldest_first_from_a_moment_on_and_again_the_same(way: Way) -> None:
    assert list(way.texts.received(NOON)) == []
    for n, body in enumerate(("1", "Can\u2019t make it 😀", "STOP")):
        way.text_in(TO, body)
        way.clock.on(minutes=n + 1)
    found = list(way.texts.received(NOON - HOUR))
    assert [(r.phone, r.body) for r in found] == [(TO, "1"), (TO, "Can\u2019t make it 😀"), (TO, "STOP")]
    assert len({r.sid for r in found}) == 3
    assert list(way.texts.received(NOON - HOUR)) == found
    assert [r.body for r in way.texts.received(NOON + timedelta(minutes=2))] == ["STOP"]
    assert found[0].at == NOON
