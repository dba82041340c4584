"""Consent as the checklist of texting.md wants it: by number, latest word wins, and nothing lost with a row."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import lists as l
from domain.consent import Consents, kept_opt_outs
from domain.history import Happened, History
from domain.records import Decision
from domain.reminders import decide_reminders
from domain.text_troubles import troubles
from tests.domain.people_build import at, client, codes, member, practice, session, visit
from tests.domain.texts_build import PHONE, heard, mark, reply, text_gone

TUESDAY = date(2026, 3, 3)
FIVE = session(5)
DAY = timedelta(days=1)
NOW = at(TUESDAY - DAY, "18:00")
LATER = date(2026, 2, 20)
FEBRUARY = at(date(2026, 2, 10))


def one(**cells):
    return practice(clients=(client(1, **cells),), sessions=(FIVE,), visits=(visit(FIVE, 1),), roster=(member(1),))


def why(of, history, now=NOW):
    found = Consents(of, history, now).why_not(of.clients[0])
    return found.code if found else None


def sent(of, history, now=NOW):
    return [e.to for e in decide_reminders(of, history, now).effects if e.kind == "text"]


@pytest.mark.parametrize(
    ("cells", "texted"),
    [
        ({}, True),
        ({"text_consent": None}, False),
        ({"text_risk_accepted": None}, False),
        ({"consent_date": None}, False),
        ({"mobile": None}, False),
        ({"text_consent": l.YesNo.NO}, False),
    ],
)
def test_c1_a_text_needs_both_consents_a_date_and_the_clients_own_number(cells, texted):
    assert bool(sent(one(**cells), History())) is texted


@pytest.mark.parametrize(
    "change",
    [{"opted_out_on": TUESDAY - DAY}, {"reminders": l.OnOff.OFF}, {"text_consent": l.YesNo.NO}],
)
def test_c3_whatever_a_member_of_staff_ticks_counts_before_the_next_text(change):
    assert sent(one(), History()) == [PHONE]
    assert sent(one(**change), History()) == []


STOPS = [("STOP", "TEXT_OPTED_OUT"), ("please stop texting me", "TEXT_OPTED_OUT"), ("CANCEL", "TEXT_OPTED_OUT")]


@pytest.mark.parametrize(("body", "code"), [*STOPS, ("wrong number", "TEXT_NUMBER_BAD"), ("HELP", None), ("1", None)])
def test_c4_an_opt_out_in_any_words_ends_all_texts(body, code):
    history = heard(one(), History(), reply(body, FEBRUARY))
    assert why(one(), history) == code
    assert bool(sent(one(), history)) == (code is None)


@pytest.mark.parametrize(
    "of",
    [
        one(client_id="C-077"),
        one(first_name="Other", last_name="Person"),
        one(opted_out_on=None),
        one(consent_date=date(2026, 2, 10)),
    ],
    ids=["added again", "someone else now", "the cell was cleared", "agreed on the same day"],
)
def test_c5_an_opt_out_stays_with_the_phone_whoever_has_it(of):
    history = heard(one(), History(), reply("STOP", FEBRUARY))
    assert why(of, history) == "TEXT_OPTED_OUT"


def kept(of, history=History()):  # noqa: B008  a frozen value
    done = {
        e.key: Happened(
            key=e.key,
            kind="optout",
            state="done",
            digest="",
            begun=NOW,
            detail={"phone": e.phone, "on": e.on.isoformat()},
        )
        for e in kept_opt_outs(of, history)
    }
    return History({**history.happened, **done})


def test_c5_an_opt_out_on_a_row_outlives_the_row():
    history = kept(one(opted_out_on=LATER))
    assert list(kept_opt_outs(one(opted_out_on=LATER), history)) == []
    assert why(one(client_id="C-090", opted_out_on=None), history) == "TEXT_OPTED_OUT"
    assert why(one(mobile="+17035550002"), history) is None


@pytest.mark.parametrize(
    ("case", "said", "cells", "code"),
    [
        ("START after STOP", ["STOP", "START"], {}, None),
        ("STOP after START", ["START", "STOP"], {}, "TEXT_OPTED_OUT"),
        ("YES opens nothing", ["STOP", "YES"], {}, "TEXT_OPTED_OUT"),
        ("UNSTOP", ["STOP", "UNSTOP"], {}, None),
        ("START, and the row repeats the STOP", ["STOP", "START"], {"opted_out_on": date(2026, 2, 10)}, None),
        ("START, and the row has another opt-out later", ["STOP", "START"], {"opted_out_on": LATER}, "TEXT_OPTED_OUT"),
        ("START after an opt-out on the row", ["START"], {"opted_out_on": date(2026, 2, 9)}, None),
        ("START on the day of an opt-out on the row", ["START"], {"opted_out_on": date(2026, 2, 10)}, "TEXT_OPTED_OUT"),
        ("START does not overrule a No", ["STOP", "START"], {"text_consent": l.YesNo.NO}, "TEXT_CONSENT_NO"),
        ("a later consent is put to a person", ["STOP"], {"consent_date": LATER}, "TEXT_CONSENT_ASKED"),
    ],
)
def test_c5_only_start_or_a_later_consent_with_a_persons_yes_begins_again(case, said, cells, code):
    texts = [reply(body, FEBRUARY + timedelta(hours=n), f"SM{n}") for n, body in enumerate(said)]
    history = heard(one(), History(), *texts)
    assert why(one(**cells), history) == code, case


@pytest.mark.parametrize(("said", "texted"), [(None, False), (l.YesNo.NO, False), (l.YesNo.YES, True)])
def test_ruling_23_no_text_before_that_persons_yes(said, texted):
    of = one(consent_date=LATER)
    history = heard(one(), History(), reply("STOP", FEBRUARY))
    key = f"ask:consent:C-001:{LATER}"
    asked = Happened(key=key, kind="decision", state="done", digest="", begun=NOW, detail={"decision_id": "D-0001"})
    of = replace(of, decisions=(Decision(decision_id="D-0001", answer=said),))
    assert bool(sent(of, History({**history.happened, key: asked}))) is texted


def agreed_again(said=l.YesNo.YES):
    """Who opted out on 10 February and agreed again on the 20th, with the question in Decisions and its answer."""
    key = f"ask:consent:C-001:{LATER}"
    asked = Happened(key=key, kind="decision", state="done", digest="", begun=NOW, detail={"decision_id": "D-0001"})
    of = replace(one(consent_date=LATER), decisions=(Decision(decision_id="D-0001", answer=said),))
    stopped = heard(of, History(), reply("STOP", FEBRUARY))
    return of, History({**stopped.happened, key: asked})


@pytest.mark.parametrize(
    ("case", "later", "code"),
    [
        ("a wrong number since", ["wrong number"], "TEXT_NUMBER_BAD"),
        ("another STOP", ["STOP"], "TEXT_OPTED_OUT"),
        ("an answer", ["1"], None),
        ("a year without a word", None, "TEXT_NUMBER_OLD"),
    ],
)
def test_who_agreed_again_gets_texts_by_the_same_rules_as_everybody(case, later, code):
    of, history = agreed_again()
    then = NOW if later else NOW + 400 * DAY
    texts = [reply(body, at(LATER) + 2 * DAY, f"SM{n}") for n, body in enumerate(later or ())]
    assert why(of, heard(of, history, *texts), then) == code, case


@pytest.mark.parametrize(("row_is_there", "asked"), [(True, 0), (False, 1)])
def test_a_question_about_consent_whose_row_is_gone_is_put_again(row_is_there, asked):
    of, history = agreed_again(said=None)
    of = of if row_is_there else replace(of, decisions=())
    found = decide_reminders(of, history, NOW)
    assert codes(found.holds) == ["TEXT_CONSENT_ASKED"]
    assert [e.kind for e in found.effects] == ["decision"] * asked


FAILED = {"state": "failed", "status": "undelivered", "code": "30006"}


@pytest.mark.parametrize(
    ("case", "history", "cells", "code"),
    [
        ("wrong number", heard(one(), History(), reply("wrong number", FEBRUARY)), {}, "TEXT_NUMBER_BAD"),
        ("bounced", History(text_gone(FEBRUARY, **FAILED, why="bad_number")), {}, "TEXT_NUMBER_BAD"),
        ("bounced, confirmed since", History(text_gone(FEBRUARY, **FAILED, why="bad_number")), {"consent_date": LATER}, None),
        ("bounced, another number since", History(text_gone(FEBRUARY, **FAILED, why="bad_number")), {"mobile": "+17035550009"}, None),
        ("refused as opted out", History(text_gone(FEBRUARY, **FAILED, why="opted_out")), {}, "TEXT_OPTED_OUT"),
        ("not delivered for another reason", History(text_gone(FEBRUARY, **FAILED, why="retry")), {}, None),
    ],
)  # fmt: skip
def test_c6_a_wrong_or_dead_number_gets_no_more_texts_until_it_is_confirmed(case, history, cells, code):
    assert why(one(**cells), history) == code, case


def test_c6_a_number_that_nobody_used_for_a_year_is_confirmed_first():
    long_ago = one(consent_date=date(2025, 3, 1))
    assert why(long_ago, History()) == "TEXT_NUMBER_OLD"
    assert why(long_ago, History(text_gone(at(date(2025, 9, 1)), day="2025-09-02"))) is None
    assert why(long_ago, heard(one(), History(), reply("1", at(date(2025, 6, 1))))) is None
    assert why(one(consent_date=date(2025, 3, 2)), History()) is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({}, None),
        ({"mobile": "+17035550002"}, "TEXT_NUMBER_CHANGED"),
        ({"mobile": "+17035550002", "consent_date": LATER}, None),
        ({"mobile": "+17035550002", "consent_date": date(2026, 2, 10)}, "TEXT_NUMBER_CHANGED"),
    ],
)
def test_a_consent_is_for_the_number_that_it_was_given_for(cells, code):
    assert why(one(**cells), History(text_gone(FEBRUARY, day="2026-02-11"))) == code


def test_an_opt_out_by_text_is_named_until_the_row_says_it_too():
    history = heard(one(), History(), reply("STOP", FEBRUARY))
    (task,) = troubles(one(), history, NOW)
    assert (task.about, task.tab, task.reason.code) == ("C-001", "Clients", "TEXT_STOPPED")
    assert "February 10, 2026" in task.reason.sentence
    assert codes(troubles(one(opted_out_on=date(2026, 2, 10)), history, NOW)) == []
    again = heard(one(), history, reply("START", FEBRUARY + DAY, "SM2"))
    assert codes(troubles(one(), again, NOW)) == []


@pytest.mark.parametrize("cells", [{"text_consent": l.YesNo.NO}, {"reminders": l.OnOff.OFF}, {"opted_out_on": TUESDAY}])
def test_whoever_wants_no_texts_waits_for_nothing_whatever_else_is_open(cells):
    of = replace(one(**cells), visits=(visit(FIVE, 1, held=frozenset({"texts"})),))
    assert decide_reminders(of, History(), NOW).holds == ()
    assert codes(decide_reminders(replace(of, clients=(client(1),)), History(), NOW).holds) == ["TEXT_WAITS_FOR_ROW"]


def test_numbers_are_known_by_marks_alone():
    assert PHONE[1:] not in repr(heard(one(), History(), reply("STOP", FEBRUARY)))
    assert mark() == mark(PHONE)
    assert mark() != mark("+17035550002")
