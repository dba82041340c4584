"""The owner's mail, alarms, and mails to clients who cannot be texted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain import lists as l
from domain.history import Happened, History
from domain.morning import Around, decide_mail, forecasts
from domain.records import Decision, PayerRule
from domain.viability import GroupNumbers
from tests.domain.people_build import DETAILS, at, client, group, member, practice, session, visit
from tests.domain.texts_build import heard, reply

TUESDAY = date(2026, 3, 3)
FIVE = session(5)
DAY = timedelta(days=1)
OWNED = DETAILS.model_copy(update={"owner_email": "owner@example.com"})
NUMBERS = GroupNumbers(
    group_id="G-01", name="x", enrolled=4, sessions_held=0, average_present=None, average_revenue=None, cost=Decimal(0),
    break_even=3, per_hour=None, individual_per_hour=None, attendance=(),
)  # fmt: skip


def of(**tabs):
    usual = {"details": OWNED, "sessions": (FIVE,), "visits": tuple(visit(FIVE, n) for n in range(1, 5))}
    return practice(**usual | tabs)


def mails(practice_, now, history=None, **around):
    return list(decide_mail(practice_, history or History(), now, Around(**around)).effects)


@pytest.mark.parametrize(
    ("clock", "goes"),
    [("05:59", False), ("06:00", True), ("11:00", True), ("14:59", True), ("15:00", False), ("23:00", False)],
)
def test_the_owners_mail_goes_out_once_each_morning(clock, goes):
    now = at(TUESDAY, clock)
    found = mails(of(), now)
    assert [m.key for m in found] == (["mail:morning:2026-03-03"] if goes else [])
    done = {m.key: Happened(key=m.key, kind="mail", state="done", digest="", begun=now) for m in found}
    assert mails(of(), now, History(done)) == []


def test_without_an_owners_address_nobody_is_written_to():
    assert mails(of(details=DETAILS), at(TUESDAY, "08:00")) == []


@pytest.mark.parametrize(
    ("state", "attempts", "again"),
    [
        ("done", 1, False),
        ("unknown", 1, False),
        ("needs_person", 2, False),
        ("ready", 1, True),
        ("failed", 1, True),
        ("failed", 3, False),
    ],
)
def test_a_mail_that_went_or_may_have_gone_is_not_written_again(state, attempts, again):
    key = "mail:morning:2026-03-03"
    known = Happened(key=key, kind="mail", state=state, digest="", begun=at(TUESDAY), attempts=attempts)
    assert bool(mails(of(), at(TUESDAY, "08:00"), History({key: known}))) is again


def test_the_forecast_counts_who_is_expected_against_minimum_and_break_even():
    rule = PayerRule(payer="Aetna", kind=l.PayerKind.COMMERCIAL, since=date(2026, 1, 1), minimum_present=4)
    practice_ = of(
        groups=(group(minimum=3),), payers=(rule,), clients=tuple(client(n, payer="Aetna") for n in range(1, 5)),
        visits=(visit(FIVE, 1), visit(FIVE, 2, told_us_on=at(TUESDAY)), visit(FIVE, 3, l.Mark.ABSENT_TOLD), visit(FIVE, 4)),
    )  # fmt: skip
    (found,) = forecasts(practice_, at(TUESDAY, "08:00"), (NUMBERS,))
    assert (found.session_id, found.expected, found.cannot_come, found.needs, found.break_even) == (
        "G-01/05",
        2,
        2,
        4,
        3,
    )


@pytest.mark.parametrize(
    ("case", "cells", "counted"),
    [
        ("active", {}, 1),
        ("on pause", {"status": l.MembershipStatus.PAUSED}, 0),
        ("ended, the day not written yet", {"status": l.MembershipStatus.ENDED}, 0),
        ("left since the row was added", {"end": TUESDAY - DAY}, 0),
        ("leaves after it", {"end": TUESDAY + DAY}, 1),
    ],
)
def test_a_row_that_was_added_days_ahead_counts_nobody_who_left_or_paused_since(case, cells, counted):
    seat = member(1, **cells)
    (found,) = forecasts(of(visits=(visit(FIVE, 1),), roster=(seat,)), at(TUESDAY, "08:00"), ())
    assert (found.expected, found.cannot_come) == (counted, 0), case


@pytest.mark.parametrize(
    ("case", "session_", "seen"),
    [
        ("today", session(5, on=TUESDAY), True),
        ("tomorrow", session(5, on=TUESDAY + DAY), True),
        ("the day after", session(5, on=TUESDAY + 2 * DAY), False),
        ("yesterday", session(5, on=TUESDAY - DAY), False),
        ("cancelled", session(5, on=TUESDAY, was_held=l.YesNo.NO), False),
        ("of a group that is gone", session(5, "G-09", on=TUESDAY), False),
    ],
)
def test_the_forecast_is_of_today_and_tomorrow(case, session_, seen):
    assert bool(list(forecasts(of(sessions=(session_,)), at(TUESDAY, "08:00"), ()))) is seen, case


def test_the_owners_mail_names_what_waits_for_an_answer_and_counts_the_rest():
    decisions = (Decision(decision_id="D-0001", kind="release"), Decision(decision_id="D-0002", answer=l.YesNo.YES))
    (found,) = mails(of(decisions=decisions), at(TUESDAY, "08:00"), waits={"Clients": 2, "Groups": 0})
    assert found.content.waiting == (("D-0001", "release"),)
    assert found.content.counts == (("Clients", 2),)


@pytest.mark.parametrize(("over", "named"), [((), ["D-0001", "D-0002"]), (("D-0001",), ["D-0002"])])
def test_a_question_that_no_longer_applies_is_not_named_each_morning(over, named):
    decisions = (Decision(decision_id="D-0001", kind="release"), Decision(decision_id="D-0002", kind="contact"))
    (found,) = mails(of(decisions=decisions), at(TUESDAY, "08:00"), over=lambda: over)
    assert [decision_id for decision_id, _ in found.content.waiting] == named


def test_what_is_over_is_only_looked_for_where_a_mail_is_due():
    def never():
        raise AssertionError

    assert mails(of(), at(TUESDAY, "15:00"), over=never) == []


def test_s3_words_of_danger_are_mailed_at_once_at_any_hour():
    history = heard(of(), History(), reply("I want to die", at(TUESDAY, "02:00")))
    assert [m.key for m in mails(of(), at(TUESDAY, "02:01"), history)] == ["mail:crisis:SM9"]
    assert mails(of(), at(TUESDAY + 3 * DAY, "02:00"), history) == []


def test_s4_replies_that_are_not_read_are_mailed_once_a_day():
    since = at(TUESDAY, "01:00")
    assert [m.key for m in mails(of(), at(TUESDAY, "02:00"), unread_since=since)] == ["mail:unread:2026-03-03"]


EMAIL = {"email": "ada@example.com", "mobile": None}


@pytest.mark.parametrize(
    ("case", "cells", "goes"),
    [
        ("no mobile", EMAIL, True),
        ("opted out of texts", EMAIL | {"mobile": "+17035550001", "opted_out_on": TUESDAY - DAY}, True),
        ("wants no texts", EMAIL | {"text_consent": l.YesNo.NO}, True),
        ("gets texts", EMAIL | {"mobile": "+17035550001"}, False),
        ("no address", {"mobile": None}, False),
        ("does not accept the risk", EMAIL | {"text_risk_accepted": l.YesNo.NO}, False),
        ("no reminders at all", EMAIL | {"reminders": l.OnOff.OFF}, False),
        ("consent is still asked", EMAIL | {"text_consent": None}, False),
    ],
)
def test_a_client_who_cannot_get_texts_may_get_a_mail(case, cells, goes):
    practice_ = of(clients=(client(1, **cells),), visits=(visit(FIVE, 1),), details=DETAILS)
    now = at(TUESDAY - DAY, "18:00")
    found = mails(practice_, now, to_clients=True)
    assert [(m.key, m.to) for m in found] == (
        [("mail:reminder:C-001:2026-03-03", "ada@example.com")] if goes else []
    ), case
    assert mails(practice_, now) == []


@pytest.mark.parametrize(
    ("case", "change", "clock"),
    [
        ("too early", {}, at(TUESDAY - DAY, "17:59")),
        ("too late", {}, at(TUESDAY, "16:01")),
        ("they cannot come", {"visits": (visit(FIVE, 1, told_us_on=at(TUESDAY - DAY)),)}, at(TUESDAY, "10:00")),
        ("on pause", {"roster": (member(1, status=l.MembershipStatus.PAUSED),)}, at(TUESDAY, "10:00")),
        ("left", {"roster": (member(1, end=TUESDAY - DAY),)}, at(TUESDAY, "10:00")),
        ("a substance use group", {"groups": (group(sud_program=l.YesNo.YES),)}, at(TUESDAY, "10:00")),
        ("cancelled", {"sessions": (session(5, was_held=l.YesNo.NO),)}, at(TUESDAY, "10:00")),
    ],
)
def test_no_mail_to_a_client(case, change, clock):
    practice_ = of(**{"clients": (client(1, **EMAIL),), "visits": (visit(FIVE, 1),), "details": DETAILS} | change)
    assert mails(practice_, clock, to_clients=True) == [], case
