"""Texts in doubt are looked for, adopted, tried once more, or put to a person; accepted ones are followed."""

from datetime import date, timedelta

import pytest

from domain.history import History, stamp
from domain.text_delivery import CHECKS, FADES, followed, may_fade
from domain.text_delivery import is_due as check_due
from domain.text_history import gone
from domain.text_settling import SKEW, is_due, sent_elsewhere, settled, sought
from domain.text_troubles import failure, troubles
from domain.texting import Delivery, Went
from tests.domain.people_build import at, codes, practice, session
from tests.domain.texts_build import mark, text_gone

TUESDAY = date(2026, 3, 3)
BEGUN = at(TUESDAY - timedelta(days=1), "18:00")
LONG = stamp(BEGUN + timedelta(hours=2))
MINUTE = timedelta(minutes=1)


def doubtful(**more):
    (found,) = text_gone(BEGUN, **{"state": "unknown", "not_after": LONG, "provider_id": ""} | more).values()
    return found


def looks(count, attempts=1, **more):
    return doubtful(looks=f"{count}/{attempts}", attempts=attempts, **more)


@pytest.mark.parametrize(
    ("of", "after", "due"),
    [
        (doubtful(), 0.9, False),
        (doubtful(), 1, True),
        (looks(1), 4, False),
        (looks(1), 5, True),
        (looks(2), 15, True),
        (looks(3), 600, False),
        (looks(3, attempts=2), 1, False),
    ],
)
def test_the_list_is_searched_three_times_in_fifteen_minutes(of, after, due):
    assert is_due(of, BEGUN + after * MINUTE, certain=False) is due
    assert is_due(of, BEGUN, certain=True)


def test_looks_of_an_earlier_attempt_do_not_count():
    second = doubtful(looks="3/1", attempts=2)
    assert is_due(second, BEGUN + MINUTE, certain=False)


@pytest.mark.parametrize(
    ("case", "of", "found", "minutes", "never", "state"),
    [
        ("found at once", doubtful(), "SM5", 1, False, "done"),
        ("found at the third look", looks(2), "SM5", 15, False, "done"),
        ("not found at the first", doubtful(), None, 1, False, "unknown"),
        ("not found at the second", looks(1), None, 5, False, "unknown"),
        ("not found, of use for an hour and more", looks(2), None, 15, False, "ready"),
        ("not found, of use for just half an hour", looks(2), None, 90, False, "ready"),
        ("not found, of use for less", looks(2), None, 91, False, "needs_person"),
        ("not found, and the practice never resends", looks(2), None, 15, True, "needs_person"),
        ("not found after the second attempt", looks(2, 2, resent="yes"), None, 15, False, "needs_person"),
        ("no time of use is known", looks(2, not_after=""), None, 15, False, "needs_person"),
    ],
)
def test_what_becomes_of_a_text_in_doubt(case, of, found, minutes, never, state):
    if not of.detail["not_after"]:
        of = of.model_copy(update={"detail": {k: v for k, v in of.detail.items() if k != "not_after"}})
    then, detail = settled(of, found, BEGUN + minutes * MINUTE, certain=False, never_resend=never)
    assert then == state, case
    assert ("resent" in detail) == (state == "ready")
    assert detail.get("provider_id") == found


def test_where_the_list_is_certain_one_look_is_enough():
    assert settled(doubtful(), None, BEGUN, certain=True, never_resend=True) == ("ready", {})


def test_what_is_looked_for_has_marks_and_a_time_that_allows_for_another_clock():
    wanted = sought(doubtful(), frozenset({"SM1"}))
    assert (wanted.phone, wanted.words, wanted.since, wanted.taken) == (mark(), "w", BEGUN - SKEW, frozenset({"SM1"}))


@pytest.mark.parametrize(
    ("case", "minutes", "more", "until"),
    [
        ("the next reminder says the same", 26 * 60, {}, 26 * 60 - 10),
        ("twenty minutes later", 20, {}, 10),
        ("at the same time, for two who share a phone", 0, {}, None),
        ("so soon that the clocks cannot tell them apart", 19, {}, None),
        ("before it", -60, {}, None),
        ("in other words", 60, {"words": "other"}, None),
        ("to another phone", 60, {"phone": "other"}, None),
    ],
)
def test_what_went_after_a_later_text_of_the_same_words_began_is_that_one(case, minutes, more, until):
    first = doubtful()
    later = first.model_copy(update={"begun": BEGUN + minutes * MINUTE, "detail": {**first.detail, **more}})
    wanted = sought(first, frozenset(), texts=[first, later])
    assert wanted.until == (None if until is None else BEGUN + until * MINUTE), case


def went(sid, minutes=0, **more):
    return Went(**{"sid": sid, "phone": mark(), "words": "w", "at": BEGUN - minutes * MINUTE} | more)


@pytest.mark.parametrize(
    ("case", "list_", "sid"),
    [
        ("nothing went", [], None),
        ("it went", [went("SM1")], "SM1"),
        ("it went from here", [went("OWN")], None),
        ("to another phone", [went("SM1", phone="other")], None),
        ("in other words", [went("SM1", words="other")], None),
        ("its words were taken out", [went("SM1", words="")], "SM1"),
        ("it reached nobody", [went("SM1", failed=True)], None),
        ("surely and perhaps", [went("SM1", 9), went("SM2", words="")], "SM1"),
        ("twice", [went("SM1", 9), went("SM2", 4)], "SM2"),
    ],
)
def test_a_text_that_went_from_elsewhere_is_known_by_phone_and_words(case, list_, sid):
    found = sent_elsewhere(mark(), "w", list_, [accepted()], {"OWN"})
    assert (found.sid if found else None) == sid, case


@pytest.mark.parametrize(("of", "sid"), [
    (doubtful(), None),
    (doubtful(state="inflight"), None),
    (doubtful(state="ready"), "SM1"),
    (doubtful(words="other"), "SM1"),
    (doubtful(phone="other"), "SM1"),
    (doubtful(state="done", resent="yes"), None),
    (doubtful(state="done", resent="yes", words="other"), "SM1"),
    (doubtful(state="done"), "SM1"),
])  # fmt: skip
def test_what_went_may_be_one_of_ours_in_doubt(of, sid):
    found = sent_elsewhere(mark(), "w", [went("SM1")], [of], frozenset())
    assert (found.sid if found else None) == sid


@pytest.mark.parametrize(("days", "named"), [(0, True), (6.9, True), (7, False)])
def test_two_copies_at_work_are_named_for_a_week(days, named):
    of = History(text_gone(BEGUN, elsewhere="yes"))
    told = {task.reason.code for task in troubles(practice(), of, BEGUN + timedelta(days=days))}
    assert ("TEXT_SENT_ELSEWHERE" in told) is named
    assert "TEXT_SENT_ELSEWHERE" not in {t.reason.code for t in troubles(practice(), History(text_gone(BEGUN)), BEGUN)}


def accepted(**more):
    (found,) = text_gone(BEGUN, **more).values()
    return found


@pytest.mark.parametrize(
    ("of", "minutes", "due"),
    [
        (accepted(), 1, False),
        (accepted(), 2, True),
        (accepted(asked="1"), 14, False),
        (accepted(asked="1"), 15, True),
        (accepted(asked="2"), 60, True),
        (accepted(asked=str(len(CHECKS))), 9999, False),
        (accepted(status="delivered"), 9999, False),
        (accepted(provider_id="dry-1"), 9999, False),
        (accepted(provider_id=""), 9999, False),
        (accepted(state="failed"), 9999, False),
    ],
)
def test_accepted_texts_are_asked_about_until_they_arrived(of, minutes, due):
    assert check_due(of, BEGUN + minutes * MINUTE) is due


@pytest.mark.parametrize(
    ("of", "delivery", "state", "detail"),
    [
        (accepted(), Delivery(state="going", status="sent"), "done", {"asked": "1"}),
        (accepted(asked="4"), Delivery(state="going", status="sent"), "done", {"asked": "5", "status": "sent"}),
        (accepted(), Delivery(state="arrived", status="delivered"), "done", {"asked": "1", "status": "delivered"}),
        (
            accepted(),
            Delivery(state="failed", status="undelivered", why="bad_number", code="30006"),
            "failed",
            {"status": "undelivered", "why": "bad_number", "code": "30006"},
        ),
        (
            accepted(),
            Delivery(state="failed", status="failed"),
            "failed",
            {"status": "failed", "why": "unexplained", "code": ""},
        ),
    ],
)
def test_what_the_carrier_says_of_an_accepted_text(of, delivery, state, detail):
    assert followed(of, delivery) == (state, detail)


@pytest.mark.parametrize(
    ("state", "why", "code"),
    [
        ("needs_person", "", "TEXT_IN_DOUBT"),
        ("failed", "region", "TEXT_REGION"),
        ("failed", "our_fault", "TEXT_OUR_FAULT"),
        ("failed", "filtered", "TEXT_FILTERED"),
        ("failed", "retry", "TEXT_NOT_DELIVERED"),
        ("failed", "retry_later", "TEXT_NOT_DELIVERED"),
        ("failed", "unexplained", "TEXT_NOT_DELIVERED"),
        ("failed", "set_up", "TEXT_SET_UP"),
        ("failed", "bad_number", "TEXT_NUMBER_BAD"),
        ("failed", "opted_out", None),
        ("failed", "", None),
        ("done", "", None),
        ("unknown", "", None),
    ],
)
def test_a_person_is_told_of_what_failed_until_the_day_is_over(state, why, code):
    history = History(text_gone(BEGUN, state=state, why=why))
    (text,) = gone(history)
    found = failure(text)
    assert (found.code if found else None) == code
    nobody = practice(clients=(), sessions=(session(5, on=TUESDAY),))
    assert codes(troubles(nobody, history, at(TUESDAY, "20:00"))) == ([code] if code else [])
    assert codes(troubles(nobody, history, at(TUESDAY + timedelta(days=1)))) == []


def test_asking_about_a_text_later_does_not_change_when_it_went():
    history = History(text_gone(BEGUN))
    (text,) = history.happened.values()
    later = text.model_copy(update={"finished": BEGUN + timedelta(hours=24)})
    (found,) = gone(History({later.key: later}))
    assert found.at == BEGUN


@pytest.mark.parametrize("state", ["inflight", "unknown", "needs_person"])
def test_looking_for_a_text_later_does_not_change_when_it_may_have_gone(state):
    text = doubtful(state=state).model_copy(update={"finished": BEGUN + timedelta(days=2), "detail": {}})
    (found,) = gone(History({text.key: text}))
    assert found.at == BEGUN


@pytest.mark.parametrize(
    ("backed_up", "after", "fades"),
    [
        (None, MINUTE, True),
        (BEGUN + MINUTE, MINUTE, True),
        (BEGUN, MINUTE, False),  # a backup of just that moment was made before it
        (BEGUN - MINUTE, MINUTE, False),
        (BEGUN - MINUTE, FADES, False),
        (BEGUN - MINUTE, FADES + MINUTE, True),
    ],
)
def test_words_fade_once_a_backup_knows_of_the_text_or_after_two_days(backed_up, after, fades):
    (of,) = text_gone(BEGUN).values()
    assert may_fade(of, backed_up, BEGUN + after) is fades
