"""What the carrier took already: what another copy sent goes no second time, and nobody misses a text that is due."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.phones import phone_key
from tests.domain.people_build import at, session
from tests.flows.test_live_texts import DAY, DUE, TO, TUESDAY, later, waits, world


def forgotten(of):
    """Another copy of the ledger, from before the texts went."""
    of.ledger.happened = {key: h for key, h in of.ledger.happened.items() if h.kind != "text"}
    return of


def text_of(of):
    (found,) = (h for h in of.ledger.happened.values() if h.kind == "text")
    return found


def test_a_text_that_another_copy_sent_is_taken_for_ours_and_named():
    of = world()
    of.one_pass()
    sid = of.account.sent[0].sid
    later(forgotten(of), minutes=1)
    assert (len(of.account.sent), text_of(of).state, text_of(of).detail["provider_id"]) == (1, "done", sid)
    later(of, minutes=1)
    assert "TEXT_SENT_ELSEWHERE" in waits(of)


def test_a_text_of_ours_that_the_list_shows_late_is_taken_up_and_nobody_else_is_blamed():
    of = world()
    of.one_pass()
    ours = text_of(of)
    again = ours.model_copy(update={"state": "ready", "detail": {**ours.detail, "provider_id": "", "resent": "yes"}})
    of.ledger.happened[ours.key] = again
    later(of, minutes=1)
    assert (len(of.account.sent), text_of(of).state) == (1, "done")
    later(of, minutes=1)
    assert "TEXT_SENT_ELSEWHERE" not in waits(of)


def test_a_text_whose_words_another_copy_took_out_is_put_to_a_person():
    of = world()
    of.one_pass()
    of.clock.at += timedelta(minutes=5)
    of.texts.redact(of.account.sent[0].sid)
    later(forgotten(of), minutes=1)
    assert (len(of.account.sent), text_of(of).state) == (1, "needs_person")
    later(of, minutes=1)
    assert "TEXT_IN_DOUBT" in waits(of)


@pytest.mark.parametrize(("fault", "told", "minutes"), [
    ("500", "TEXT_PAUSED_SHORTLY", 2), ("reset", "TEXT_PAUSED_SHORTLY", 2), ("20003", "TEXT_PAUSED_CREDENTIALS", 30),
])  # fmt: skip
def test_no_text_goes_while_nobody_can_say_what_went_and_people_are_told(fault, told, minutes):
    of = world()
    of.account.list_faults.extend(["", fault])  # the list of replies comes, the next one does not
    of.one_pass()
    assert of.account.sent == []
    assert "text" not in {h.kind for h in of.ledger.happened.values()}
    assert told in waits(of)
    later(of, minutes=minutes)
    assert (len(of.account.sent), told in waits(of)) == (1, False)


@pytest.mark.parametrize(("whose", "faults"), [("faults", ["20429"]), ("list_faults", ["", "500"])])
def test_texts_that_wait_are_named_at_each_pass_however_seldom_one_comes(whose, faults):
    of = world()
    for _ in range(9):
        of.account.list_faults.clear()
        getattr(of.account, whose).extend(faults)
        later(of, minutes=5)
        assert "TEXT_PAUSED_SHORTLY" in waits(of)
    assert of.account.sent == []


def asked(of, meanwhile):
    """What happens while the carrier's list is read."""
    went = of.texts.went

    def slowly(since):
        found = went(since)
        meanwhile(of)
        return found

    of.texts.went = slowly
    return of


def stop(of):
    detail = {"phone": phone_key(of.rows.slug, TO), "said": "opt_out", "at": "2026-03-02T23:00:00Z"}
    of.ledger.begin("reply:SM77", "reply", "", of.clock.at, detail)
    of.ledger.finish("reply:SM77", "done", of.clock.at)


def late(of):
    of.clock.at += timedelta(hours=3)


@pytest.mark.parametrize(("meanwhile", "sent"), [(lambda _: None, 1), (stop, 0), (late, 0)])
def test_c3_what_happens_while_the_list_is_read_counts_before_the_text(meanwhile, sent):
    of = asked(world(), meanwhile)
    of.one_pass()
    assert len(of.account.sent) == sent


def test_a_text_that_was_listed_too_late_is_not_taken_for_the_next_one_of_the_same_words():
    """Both reminders say the same: the early one went late, its answer was lost, and it was sent once more."""
    of = world(when=at(TUESDAY - 2 * DAY, "19:00"))
    of.rows = replace(of.rows, sessions=(session(5, starts=at(TUESDAY, "09:00").time()),))
    of.account.faults.append("accept, 500")
    of.account.listed_after = timedelta(minutes=25)
    of.one_pass()
    for _ in range(30):
        later(of, minutes=1)
    assert len(of.account.sent) == 2
    of.clock.at = at(TUESDAY - DAY, "09:00")
    of.one_pass()
    later(of, minutes=1)
    assert len(of.account.sent) == 3
    assert "TEXT_SENT_ELSEWHERE" not in waits(of)


@pytest.mark.parametrize(("begun", "sent"), [(48, 2), (21, 2), (20, 3)])
def test_an_earlier_text_of_ours_in_doubt_is_none_of_those_that_went_lately(begun, sent):
    """Of the early reminder nobody knows, and another copy sent the last one, which says the same."""
    of = world(when=DUE - 2 * DAY)
    of.one_pass()
    early = text_of(of)
    of.clock.at = DUE
    of.one_pass()
    told = {"begun": DUE - timedelta(hours=begun), "state": "needs_person"}
    of.ledger.happened[early.key] = early.model_copy(update=told)
    del of.ledger.happened["text:C-001:reminder_24:2026-03-03"]
    later(of, minutes=1)
    assert len(of.account.sent) == sent


def test_a_picture_that_a_person_sent_without_a_word_is_not_taken_for_the_text_that_is_due():
    of = world()
    of.account.text_out(TO, "", pictures=1)
    of.one_pass()
    assert (len(of.account.sent), text_of(of).state) == (2, "done")


def test_what_went_is_asked_once_a_pass_and_only_when_a_text_is_due():
    of = world(number=3)
    of.one_pass()
    lists = [c for c in of.account.calls if c[0] == "GET"]
    later(of, minutes=1)
    assert len([c for c in of.account.calls if c[0] == "GET"]) == len(lists) + 1, "replies alone"
    assert len(of.account.sent) == 3
    assert len(lists) == 3, "replies in each of two passes, and once what went"


@pytest.mark.parametrize("what", ["deleted at the carrier", "on its way for ever"])
def test_one_text_of_which_the_carrier_says_nothing_keeps_the_others_from_nothing(what):
    of = world(number=3)
    of.one_pass()
    first, *others = of.account.sent
    if what == "deleted at the carrier":
        of.account.messages.remove(first)
    else:
        first.status = "sent"
    for _ in range(6):
        later(of, hours=12)
    reply = of.account.text_in(TO, "START")
    later(of, minutes=1)
    later(of, days=2)
    assert [text.body for text in (*others, reply)] == ["", "", ""]
    told = [h.detail["status"] for h in of.ledger.happened.values() if h.kind == "text"]
    assert told.count("delivered") == len(others)
