from datetime import timedelta
from typing import get_args

import pytest

from connectors.ledger import SqlLedger, open_ledger
from domain.history import Happened, State
from tests.connectors.ledger.sample import AT, LATER

KEY = "text:C-001:reminder_24:2026-11-27"


def test_an_effect_that_was_begun_is_in_flight(ledger: SqlLedger) -> None:
    ledger.begin(KEY, "text", "d1", AT, {"sid": "SM1"})
    wanted = Happened(key=KEY, kind="text", state="inflight", digest="d1", begun=AT, detail={"sid": "SM1"})
    assert ledger.history().happened == {KEY: wanted}


def test_an_effect_in_flight_stays_so_for_whoever_opens_the_ledger_next(ledger: SqlLedger, address: str) -> None:
    ledger.begin(KEY, "text", "d1", AT)
    assert open_ledger(address, "harbor-groups").history().state(KEY) == "inflight"


@pytest.mark.parametrize("state", [x for x in get_args(State) if x != "inflight"])
def test_an_effect_ends_in_its_state_and_keeps_its_details(ledger: SqlLedger, state: State) -> None:
    ledger.begin(KEY, "text", "d1", AT, {"a": "1", "b": "1"})
    ledger.finish(KEY, state, LATER, {"b": "2"})
    told = ledger.history().happened[KEY]
    assert (told.state, told.begun, told.finished, told.detail) == (state, AT, LATER, {"a": "1", "b": "2"})


def test_an_effect_that_is_begun_again_counts_its_attempts(ledger: SqlLedger) -> None:
    ledger.begin(KEY, "text", "d1", AT, {"a": "1"})
    ledger.finish(KEY, "ready", AT)
    ledger.begin(KEY, "text", "d2", LATER, {"b": "2"})
    told = ledger.history().happened[KEY]
    wanted = Happened(
        key=KEY, kind="text", state="inflight", digest="d2", begun=LATER, attempts=2, detail={"a": "1", "b": "2"}
    )
    assert told == wanted


def test_several_effects_begin_and_end_in_one_stroke(ledger: SqlLedger) -> None:
    ledger.begin("note:V-1", "note", "d0", AT)
    ledger.begin_many([(f"note:V-{x}", "note", "d1", {}) for x in range(1200)], AT)
    ledger.finish_many([f"note:V-{x}" for x in range(1200)], "done", LATER)
    told = ledger.history().happened
    assert {x.state for x in told.values()} == {"done"}
    assert (len(told), told["note:V-1"].attempts, told["note:V-2"].attempts) == (1200, 2, 1)


def test_several_effects_fail_to_begin_together(ledger: SqlLedger) -> None:
    with pytest.raises(RuntimeError, match="the ledger refused"):
        ledger.begin_many([("note:V-1", "note", "d1", {}), ("note:V-1", "note", "d1", {})], AT)
    assert ledger.history().happened == {}
    assert ledger.verify_audit() == 0


def test_nothing_to_begin_or_finish_changes_nothing(ledger: SqlLedger) -> None:
    ledger.begin_many([], AT)
    ledger.finish_many([], "done", AT)
    assert ledger.verify_audit() == 0


def test_an_effect_that_was_never_begun_cannot_end(ledger: SqlLedger) -> None:
    with pytest.raises(LookupError):
        ledger.finish(KEY, "done", AT)


@pytest.mark.parametrize("words", ["text:Zoë", "a@b.example", "+15555550100", "line\nbreak", "x" * 401])
def test_words_of_a_person_are_refused_and_not_repeated(ledger: SqlLedger, words: str) -> None:
    for key, detail in ((words, {}), (KEY, {"x": words}), (KEY, {words: "x"})):
        with pytest.raises(ValueError, match="holds more than IDs") as refused:
            ledger.begin(key, "text", "d1", AT, detail)
        assert words not in str(refused.value)


def test_a_moment_needs_a_zone(ledger: SqlLedger) -> None:
    with pytest.raises(ValueError, match="zone"):
        ledger.begin(KEY, "text", "d1", AT.replace(tzinfo=None))


def test_practices_in_one_database_do_not_see_each_other(ledger: SqlLedger, address: str) -> None:
    other = open_ledger(address, "river-groups")
    ledger.begin(KEY, "text", "d1", AT)
    other.begin(KEY, "text", "d2", LATER)
    ledger.finish(KEY, "done", LATER)
    assert (ledger.history().state(KEY), other.history().state(KEY)) == ("done", "inflight")
    assert (ledger.next_control_number(), other.next_control_number()) == (1, 1)
    assert (ledger.verify_audit(), other.verify_audit()) == (2, 1)


def test_a_message_of_a_provider_is_new_once(ledger: SqlLedger) -> None:
    times = [ledger.first_time("twilio", "SM1|delivered", AT + timedelta(x)) for x in range(2)]
    assert times == [True, False]
