"""Live texts through a pass: each error number leads to its action, and what comes back reaches the sheet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from connectors.twilio.errors import TABLE
from connectors.twilio.no_key import NoKey
from domain import lists as l
from domain.phones import phone_key, words_key
from domain.problems import WorkbookChanged
from domain.text_failures import AGAIN, PAUSED, PAUSES, STOPS_ALL, TASKS
from flows.passes import act, decide
from flows.report import holds
from tests.domain.people_build import DETAILS, at, client, member, practice, session, visit
from tests.emulators.twilio.account import OUR_NUMBER
from tests.flows.text_world import Crash, Hands, World

TUESDAY = date(2026, 3, 3)
FIVE = session(5)
DAY = timedelta(days=1)
DUE = at(TUESDAY - DAY, "18:00")
TO = "+17035550001"
SIGNED = DETAILS.model_copy(update={"texting_agreement_since": date(2026, 1, 1), "owner_email": "owner@example.com"})


def world(when=DUE, number=1, **texts):
    rows = practice(
        details=SIGNED, clients=tuple(client(n) for n in range(1, number + 1)), sessions=(FIVE,),
        visits=tuple(visit(FIVE, n) for n in range(1, number + 1)), roster=tuple(member(n) for n in range(1, number + 1)),
    )  # fmt: skip
    made = World(rows, Hands(when), {"allow": [f"+17035550{n:03d}" for n in range(1, number + 1)]} | texts)
    made.one_pass("replies")
    return made


def later(of, **span):
    of.clock.at += timedelta(**span)
    return of.one_pass()


def waits(of):
    return {h.code for h in holds(of.last)} | {t.reason.code for o in of.last.outcomes.values() for t in o.tasks}


@pytest.mark.parametrize("due", [DUE, DUE - DAY])
def test_live_texts_without_a_key_are_told_to_a_person_at_the_first_pass_whether_one_is_due_or_not(due):
    of = world(due)
    of.texts = NoKey()
    of.one_pass()
    assert "TEXT_PAUSED_CREDENTIALS" in waits(of)
    later(of, minutes=31)
    assert "TEXT_PAUSED_CREDENTIALS" in waits(of), "for as long as there is none"
    assert of.account.sent == []


AT_ONCE = [c for c in TABLE if not 30000 <= c < 35000]
AFTERWARDS = [c for c in TABLE if 30000 <= c < 35000]


@pytest.mark.parametrize("code", AT_ONCE)
def test_a_number_that_comes_with_the_request_leads_to_its_action(code):
    of = world()
    of.account.refused[TO] = code
    of.one_pass()
    why = TABLE[code]
    later(of, minutes=1)
    creates = [c for c in of.account.calls if c[0] == "POST"]
    assert len(creates) == 1, "nothing is tried again at once"
    if why in PAUSES:
        assert PAUSED.get(why, "TEXT_PAUSED_SHORTLY") in waits(of)
        of.account.refused.clear()
        later(of, minutes=30)
        assert [m.to for m in of.account.sent] == ([TO] if why != "day_full" else [])
    else:
        expected = {"opted_out": "TEXT_STOPPED"}.get(why) or TASKS[why]
        assert expected in waits(of)
        of.account.refused.clear()
        later(of, minutes=60)
        assert of.account.sent == [], "what was refused is never sent by itself"


@pytest.mark.parametrize("code", AFTERWARDS)
def test_a_number_that_comes_later_leads_to_its_action(code):
    of = world(DUE - timedelta(hours=4))
    of.rows = replace(of.rows, sessions=(session(5, starts=at(TUESDAY, "14:00").time()),))
    of.account.failing[TO] = code
    of.one_pass()
    later(of, minutes=2)
    of.account.failing.clear()
    why = "retry" if TABLE[code] == "busy" else TABLE[code]
    later(of, minutes=5)
    assert len(of.account.sent) == (2 if why == "retry" else 1)
    later(of, minutes=120)
    assert len(of.account.sent) == (2 if why in AGAIN else 1)
    if why not in AGAIN:
        text = next(h for h in of.ledger.happened.values() if h.kind == "text")
        assert (text.state, text.detail["code"]) == ("failed", str(code))
    of.clock.at = at(TUESDAY, "09:30")
    of.one_pass()
    if why not in AGAIN:
        assert TASKS[why] in waits(of)


def test_while_the_account_is_suspended_no_other_text_is_tried_until_half_an_hour_is_over():
    of = world(number=2)
    of.rows = replace(of.rows, visits=of.rows.visits[:1])
    of.account.failing[TO] = 30002
    of.one_pass()
    of.rows = replace(of.rows, visits=(visit(FIVE, 1), visit(FIVE, 2)))
    later(of, minutes=2)
    later(of, minutes=29)
    assert [m.to for m in of.account.sent] == [TO]
    assert waits(of) >= {PAUSED[why] for why in STOPS_ALL}
    later(of, minutes=1)
    assert [m.to for m in of.account.sent] == [TO, "+17035550002"]


@pytest.mark.parametrize("fault", ["accept, 500", "accept, slow", "accept, reset", "accept, garbage"])
def test_an_answer_that_was_lost_is_found_in_the_list_and_nothing_goes_twice(fault):
    of = world()
    of.account.faults.append(fault)
    of.one_pass()
    assert {m.state for m in of.shown} >= {"in doubt"}
    for _ in range(20):
        later(of, minutes=1)
    assert len(of.account.sent) == 1
    assert [h.state for h in of.ledger.happened.values() if h.kind == "text"] == ["done"]


@pytest.mark.parametrize("fault", ["500", "slow", "reset"])
@pytest.mark.parametrize(("switch", "sent", "state"), [("resend_once", 1, "done"), ("never_resend", 0, "needs_person")])
def test_a_text_that_never_reached_the_carrier_goes_once_more_or_to_a_person(fault, switch, sent, state):
    of = world(on_unknown=switch)
    of.account.faults.append(fault)
    of.one_pass()
    for _ in range(14):
        later(of, minutes=1)
    assert of.account.sent == []
    for _ in range(6):
        later(of, minutes=1)
    assert len(of.account.sent) == sent
    assert [h.state for h in of.ledger.happened.values() if h.kind == "text"] == [state]
    assert ("TEXT_IN_DOUBT" in waits(of)) == (state == "needs_person")


def test_a_list_that_lags_ten_minutes_is_waited_for():
    of = world()
    of.account.listed_after = timedelta(minutes=10)
    of.account.faults.append("accept, 500")
    of.one_pass()
    for _ in range(20):
        later(of, minutes=1)
    assert len(of.account.sent) == 1


def test_stopped_at_each_step_of_a_pass_each_text_goes_once():
    clean = world(number=2)
    clean.one_pass()
    steps = clean.steps.count
    for n in range(1, steps + 1):
        of = world(number=2)
        of.steps.count, of.steps.crash_at = 0, n
        crashed = False
        while not crashed:
            try:
                of.one_pass()
            except Crash:
                crashed = True
            of.clock.at += timedelta(minutes=1)
        for _ in range(20):
            later(of, minutes=1)
        assert sorted(m.to for m in of.account.sent) == [TO, "+17035550002"], n


def test_c3_a_stop_that_a_webhook_wrote_down_during_the_pass_counts_before_the_text():
    of = world()
    this = of._opened()
    this.replies_read = True
    decide("reminders", this)
    of.ledger.begin(
        "reply:SM77",
        "reply",
        "",
        of.clock.at,
        {"phone": phone_key(of.rows.slug, TO), "said": "opt_out", "at": "2026-03-02T23:00:00Z"},
    )
    of.ledger.finish("reply:SM77", "done", of.clock.at)
    act("reminders", this)
    assert of.account.sent == []


def test_a_workbook_that_was_saved_meanwhile_is_read_again_before_the_first_text():
    of = world()
    this = of._opened()
    this.replies_read = True
    decide("reminders", this)
    this.token = "another"
    with pytest.raises(WorkbookChanged):
        act("reminders", this)
    assert of.account.sent == []


def test_c3_while_replies_cannot_be_read_nothing_goes_out_since_a_stop_may_be_among_them():
    of = world()
    of.account.text_in(TO, "STOP")
    of.account.list_faults.append("500")
    of.one_pass()
    assert of.account.sent == []
    later(of, minutes=1)
    assert of.account.sent == []
    assert [h.detail["said"] for h in of.ledger.happened.values() if h.kind == "reply"] == ["opt_out"]
    quiet = world()
    quiet.account.list_faults.append("500")
    quiet.one_pass()
    later(quiet, minutes=1)
    assert len(quiet.account.sent) == 1


def test_d2_a_text_says_how_long_it_is_of_use_and_its_words_are_taken_out_of_the_log_once_it_arrived():
    of = world()
    of.one_pass()
    (sent,) = of.account.sent
    assert (sent.valid, sent.from_) == (timedelta(hours=2), OUR_NUMBER)
    assert sent.words.startswith("Oak Street: reminder, Tue Mar 3 6:00 PM.")
    assert sent.callback.endswith(words_key("text:C-001:reminder_24:2026-03-03"))
    later(of, minutes=3)
    assert sent.body == ""
    assert "delivered" in {m.state for m in of.shown}


def test_words_stay_where_the_practice_wants_them():
    of = world(keep_words=True)
    of.one_pass()
    later(of, minutes=3)
    assert of.account.sent[0].body


def test_a_reply_of_2_is_in_the_sheet_and_ends_the_reminders_and_its_words_are_gone():
    of = world(DUE - 2 * DAY)
    of.one_pass()
    assert len(of.account.sent) == 1
    reply = of.account.text_in(TO, "2")
    this = later(of, minutes=1)
    assert this.practice.visits[0].told_us_on is not None
    later(of, days=2)
    assert len(of.account.sent) == 1
    assert reply.body == ""


def test_s3_words_of_danger_reach_the_decisions_and_the_owner_at_once():
    of = world(DUE - 2 * DAY)
    of.one_pass()
    reply = of.account.text_in(TO, "I want to end my life")
    later(of, minutes=1)
    assert [d.kind for d in of.rows.decisions] == ["other"]
    assert [x.subject for x in of.letters if "Decisions now" in x.subject]
    assert reply.body, "the words stay until a person has taken care of it"
    of.rows = replace(of.rows, decisions=tuple(d.model_copy(update={"answer": l.YesNo.YES}) for d in of.rows.decisions))
    later(of, minutes=1)
    assert reply.body == ""
    assert len([x for x in of.letters if "Decisions now" in x.subject]) == 1


def test_texts_that_a_person_has_yet_to_read_keep_their_words_even_those_that_follow_the_one_they_are_asked_about():
    of = world(DUE - 2 * DAY)
    of.one_pass()
    texts = [of.account.text_in(TO, body) for body in ("is it tonight?", "I am in hospital, tell them", "STOP")]
    later(of, minutes=1)
    assert len(of.rows.decisions) == 1
    later(of, days=1)
    assert all(x.body for x in texts)
    of.rows = replace(of.rows, decisions=tuple(d.model_copy(update={"answer": l.YesNo.YES}) for d in of.rows.decisions))
    later(of, minutes=1)
    assert not any(x.body for x in texts)


def test_s4_replies_that_cannot_be_read_for_half_an_hour_are_named_and_mailed():
    of = world(DUE - 2 * DAY)
    for minutes in (0, 20, 11):
        of.account.list_faults.append("500")
        later(of, minutes=minutes)
    assert "REPLY_UNREAD" in waits(of)
    assert [x.subject for x in of.letters if "not being read" in x.subject]
    later(of, minutes=1)
    assert "REPLY_UNREAD" not in waits(of)


def test_reading_replies_twice_changes_nothing_and_an_idle_pass_writes_nothing():
    of = world(DUE - 2 * DAY)
    of.one_pass()
    of.account.text_in(TO, "1")
    for _ in range(3):
        later(of, minutes=20)
    before = dict(of.ledger.happened)
    later(of, minutes=20)
    assert of.ledger.happened == before


@pytest.mark.parametrize(("hours", "starts", "day", "clock"), [
    ((12,), "08:30", TUESDAY - DAY, "20:05"),
    ((72, 24), "08:00", TUESDAY - 2 * DAY, "20:05"),
    ((72, 24), "20:00", TUESDAY - DAY, "20:05"),
    ((24, 2), "18:00", TUESDAY, "16:05"),
])  # fmt: skip
def test_a_text_that_is_due_when_the_hours_close_or_help_ends_goes_though_no_pass_comes_at_that_very_moment(
    hours, starts, day, clock
):
    of = world(at(day, clock) - timedelta(minutes=42))
    rows = replace(of.rows, sessions=(session(5, starts=at(day, starts).time()),))
    of.rows = replace(rows, details=SIGNED.model_copy(update={"reminder_hours": hours}))
    for _ in range(6):
        later(of, minutes=7)
    assert len(of.account.sent) == 1
