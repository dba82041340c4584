import random
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lists as l
from domain.history import Happened, History
from domain.records import Decision, IntakeAnswer
from domain.reminders import decide_reminders, messages
from domain.text_limits import Limits
from domain.text_times import due_times
from tests.domain.people_build import DETAILS, after, at, client, codes, group, member, practice, session, visit

TUESDAY = date(2026, 3, 3)
FIVE = session(5)
DAY = timedelta(days=1)
OUT = {"opted_out_on": date(2026, 2, 1)}


def one(client_cells=None, visit_cells=None, **tabs):
    """One client with a row in session 5, Tuesday at six in the evening."""
    usual = {
        "clients": (client(1, **client_cells or {}),),
        "sessions": (FIVE,),
        "visits": (visit(FIVE, 1, **visit_cells or {}),),
        "roster": (member(1),),
    }
    return practice(**usual | tabs)


def two_groups(other_day, other_time=time(10), sud=None):
    """One client in two groups; the second meets on another day, or earlier the same day."""
    other = session(5, "G-02", on=other_day, starts=other_time, ends=time(other_time.hour + 1))
    return practice(
        groups=(group(), group(group_id="G-02", sud_program=sud)),
        clients=(client(1),),
        sessions=(FIVE, other),
        visits=(visit(FIVE, 1), visit(other, 1)),
        roster=(member(1), member(1, "G-02")),
    )


def texts(of, now, history=None):
    return [e for e in decide_reminders(of, history or History(), now).effects if e.kind == "text"]


def kinds(of, now, history=None):
    return [t.text_kind for t in texts(of, now, history)]


def why_not(of, now, history=None):
    return [m.reason for m in messages(of, history or History(), now) if m.state == "not sent"]


def gone(key, when, sessions="G-01/05", state="done", **detail):
    detail = {"session_ids": sessions, **detail}
    return {key: Happened(key=key, kind="text", state=state, digest="", begun=when, finished=when, detail=detail)}


def test_a_text_says_which_sessions_of_which_day_to_which_number_and_until_when():
    (text,) = texts(one(), at(TUESDAY - DAY, "18:00"))
    assert text.key == "text:C-001:reminder_24:2026-03-03"
    assert (text.session_ids, text.session_date, text.starts) == (("G-01/05",), TUESDAY, (time(18),))
    assert (text.to, text.not_after) == ("+17035550001", at(TUESDAY - DAY, "20:00"))
    assert text.reasons[0].code == "TEXT_DUE"


@pytest.mark.parametrize(
    ("case", "now", "wanted"),
    [
        ("before 72 hours", at(TUESDAY - 3 * DAY, "17:59"), []),
        ("at 72 hours", at(TUESDAY - 3 * DAY, "18:00"), ["reminder_72"]),
        ("late but before the next one's time", at(TUESDAY - 2 * DAY, "19:00"), ["reminder_72"]),
        ("late on the day of the next one, which comes first", at(TUESDAY - DAY, "17:59"), []),
        ("at 24 hours the early one is past", at(TUESDAY - DAY, "18:00"), ["reminder_24"]),
        ("after the allowed hours it waits for the morning", at(TUESDAY - DAY, "20:01"), []),
        ("in the morning it goes out late", at(TUESDAY, "09:00"), ["reminder_24"]),
        ("two hours before is the last moment", at(TUESDAY, "16:00"), ["reminder_24"]),
        ("after that it helps nobody", at(TUESDAY, "16:01"), []),
        ("after the start", at(TUESDAY, "18:30"), []),
    ],
)
def test_when_a_reminder_goes_out(case, now, wanted):
    assert kinds(one(), now) == wanted, case


@pytest.mark.parametrize(
    ("case", "starts", "wanted"),
    [
        ("evening", at(TUESDAY, "18:00"), [at(TUESDAY - 3 * DAY, "18:00"), at(TUESDAY - DAY, "18:00")]),
        (
            "early morning moves to the evening before",
            at(TUESDAY, "07:00"),
            [at(TUESDAY - 4 * DAY, "19:30"), at(TUESDAY - 2 * DAY, "19:30")],
        ),
        (
            "late evening moves earlier the same day",
            at(TUESDAY, "21:00"),
            [at(TUESDAY - 3 * DAY, "19:30"), at(TUESDAY - DAY, "19:30")],
        ),
        (
            "over the clock change in March",
            at(date(2026, 3, 8), "18:00"),
            [at(date(2026, 3, 5), "18:00"), at(date(2026, 3, 7), "18:00")],
        ),
        (
            "over the clock change in November",
            at(date(2026, 11, 1), "18:00"),
            [at(date(2026, 10, 29), "18:00"), at(date(2026, 10, 31), "18:00")],
        ),
    ],
)
def test_due_times_move_earlier_into_the_allowed_hours(case, starts, wanted):
    assert [due for _, _, due, _ in due_times(starts, DETAILS)] == wanted, case


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ((72, 24), [("reminder_72", 72), ("reminder_24", 24)]),
        ((24, 48), [("reminder_72", 48), ("reminder_24", 24)]),
        ((24,), [("reminder_24", 24)]),
        ((), []),
    ],
)
def test_the_practices_own_reminder_hours(hours, wanted):
    details = DETAILS.model_copy(update={"reminder_hours": hours})
    assert [(kind, h) for kind, h, _, _ in due_times(at(TUESDAY, "18:00"), details)] == wanted


def test_a_reminder_of_one_hour_still_goes_out_with_room_before_the_last_two_hours():
    details = DETAILS.model_copy(update={"reminder_hours": (1,)})
    assert [due for _, _, due, _ in due_times(at(TUESDAY, "18:00"), details)] == [at(TUESDAY, "15:30")]


YES, NO = l.YesNo.YES, l.YesNo.NO


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({}, None),
        ({"reminders": l.OnOff.ON}, None),
        ({"reminders": l.OnOff.OFF}, "TEXT_SWITCHED_OFF"),
        ({"text_consent": NO}, "TEXT_CONSENT_NO"),
        ({"text_risk_accepted": NO}, "TEXT_CONSENT_NO"),
        ({"text_consent": None}, "TEXT_CONSENT_MISSING"),
        ({"text_risk_accepted": None}, "TEXT_CONSENT_MISSING"),
        ({"consent_date": None}, "TEXT_CONSENT_NO_DATE"),
        ({"mobile": None}, "TEXT_NO_MOBILE"),
        ({"mobile": None, "held": frozenset({"texts"})}, "TEXT_WAITS_FOR_ROW"),
        ({"opted_out_on": date(2026, 1, 4)}, "TEXT_CONSENT_ASKED"),
        ({"opted_out_on": date(2026, 1, 5)}, "TEXT_OPTED_OUT"),
        ({"opted_out_on": date(2026, 1, 6)}, "TEXT_OPTED_OUT"),
        ({"opted_out_on": date(2026, 1, 6), "text_consent": NO}, "TEXT_CONSENT_NO"),
    ],
)
def test_who_is_texted(cells, code):
    outcome = decide_reminders(one(cells), History(), at(TUESDAY - DAY, "18:00"))
    found = [*codes(outcome.holds), *codes(outcome.tasks)]
    if code is None:
        assert [e.kind for e in outcome.effects] == ["text"]
    else:
        assert "text" not in [e.kind for e in outcome.effects]
        assert len(why_not(one(cells), at(TUESDAY - DAY, "18:00"))) == 1
        assert found == ([code] if code not in ("TEXT_SWITCHED_OFF", "TEXT_CONSENT_NO", "TEXT_OPTED_OUT") else [])


def test_an_opt_out_counts_for_everyone_with_that_number():
    of = one(clients=(client(1), client(2, mobile="+17035550001", **OUT)))
    assert texts(of, at(TUESDAY - DAY, "18:00")) == []


@pytest.mark.parametrize(("said", "sent"), [(None, 0), (YES, 1), (NO, 0)])
def test_a_consent_after_an_opt_out_is_put_to_a_person_once(said, sent):
    now = at(TUESDAY - DAY, "18:00")
    of = one({"opted_out_on": date(2026, 1, 1)})
    (question,) = decide_reminders(of, History(), now).effects
    assert (question.key, question.decision_kind, question.about) == (
        "ask:consent:C-001:2026-01-05",
        "consent",
        "C-001",
    )
    history = after([question], now)
    answered = replace(of, decisions=(Decision(decision_id="D-0001", answer=said),))
    outcome = decide_reminders(answered, history, now)
    assert [e.kind for e in outcome.effects] == ["text"] * sent


@pytest.mark.parametrize(
    ("day", "said", "sent"),
    [(date(2026, 2, 1), NO, 0), (date(2026, 1, 1), NO, 1), (date(2026, 2, 1), YES, 1), (date(2026, 2, 1), None, 1)],
)
def test_a_later_no_on_the_intake_form_wins(day, said, sent):
    answer = IntakeAnswer(
        answer_id="A-1", submitted=at(day), first_name="ADA", last_name="Quill", born=client(1).born, text_consent=said
    )
    assert len(texts(one(intake=(answer,)), at(TUESDAY - DAY, "18:00"))) == sent


@pytest.mark.parametrize(
    ("case", "change", "visit_cells"),
    [
        ("they told us", {}, {"told_us_on": at(TUESDAY - 4 * DAY)}),
        ("marked absent", {}, {"mark": l.Mark.ABSENT_TOLD}),
        ("marked excused", {}, {"mark": l.Mark.ABSENT_EXCUSED}),
        ("cancelled late", {}, {"mark": l.Mark.LATE_CANCEL}),
        ("the session is cancelled", {"sessions": (session(5, cancelled_because="Snow"),)}, {}),
        ("the session will not be held", {"sessions": (session(5, was_held=NO),)}, {}),
        ("the member left", {"roster": (member(1, end=TUESDAY - DAY),)}, {}),
        ("the member is on pause", {"roster": (member(1, status=l.MembershipStatus.PAUSED),)}, {}),
        ("the member was removed", {"roster": (member(1, status=l.MembershipStatus.REMOVED),)}, {}),
        ("the group has ended", {"groups": (group(status=l.GroupStatus.ENDED),)}, {}),
        ("the group is in question", {"groups": (), "in_question": frozenset({("Groups", "G-01")})}, {}),
        ("the client is in question", {"clients": (), "in_question": frozenset({("Clients", "C-001")})}, {}),
        ("the row is in question", {}, {"held": frozenset({"texts"})}),
        ("the start cannot be read", {"sessions": (session(5, starts=None),)}, {}),
    ],
)
def test_about_which_sessions_nobody_is_texted(case, change, visit_cells):
    of = one(visit_cells=visit_cells, **change)
    assert texts(of, at(TUESDAY - DAY, "18:00")) == [], case


BACK = member(1, roster_id="R-G-01-099", start=TUESDAY - 7 * DAY)


@pytest.mark.parametrize(
    ("case", "old", "back", "sent"),
    [
        ("on pause, with a new row since", l.MembershipStatus.PAUSED, BACK, 1),
        ("ended without a day, with a new row since", l.MembershipStatus.ENDED, BACK, 1),
        ("the new row begins later", l.MembershipStatus.PAUSED, BACK.model_copy(update={"start": TUESDAY + DAY}), 0),
        ("the new row is on pause too", l.MembershipStatus.ENDED, BACK.model_copy(update={"status": l.MembershipStatus.PAUSED}), 0),
    ],
)  # fmt: skip
def test_who_came_back_with_a_new_row_beside_the_old_one_is_reminded(case, old, back, sent):
    of = one(roster=(member(1, status=old), back))
    assert len(texts(of, at(TUESDAY - DAY, "18:00"))) == sent, case


@pytest.mark.parametrize(("consented", "sent"), [(None, 0), (date(2026, 1, 5), 1), (TUESDAY + DAY, 0)])
def test_p1_a_substance_use_group_needs_its_own_consent(consented, sent):
    of = one({"part2_consent_date": consented}, groups=(group(sud_program=YES),))
    outcome = decide_reminders(of, History(), at(TUESDAY - DAY, "18:00"))
    assert len(outcome.effects) == sent
    assert codes(outcome.holds) == ([] if sent else ["TEXT_PART2"])


def test_two_sessions_of_a_day_are_one_text_by_the_first_start():
    of = two_groups(TUESDAY, time(10))
    (text,) = texts(of, at(TUESDAY - DAY, "10:00"))
    assert (text.session_ids, text.starts) == (("G-02/05", "G-01/05"), (time(10), time(18)))


def test_a_substance_use_group_is_left_out_of_a_merged_text():
    (text,) = texts(two_groups(TUESDAY, time(10), sud=YES), at(TUESDAY - DAY, "18:00"))
    assert text.session_ids == ("G-01/05",)


def test_a_session_in_the_hour_the_clocks_change_is_left_to_people():
    night = session(5, on=date(2026, 3, 8), starts=time(2, 30), ends=time(4))
    of = one(sessions=(night,), visits=(visit(night, 1),))
    outcome = decide_reminders(of, History(), at(date(2026, 3, 6), "19:00"))
    assert (outcome.effects, codes(outcome.holds)) == ((), ["TEXT_CLOCK_CHANGE"])


@pytest.mark.parametrize(
    ("case", "sent_hours_ago", "refusal"),
    [
        ("nothing before", (), None),
        ("one yesterday", (25,), None),
        ("one today", (2,), "TEXT_CAP_DAY"),
        ("two in the week", (25, 49), None),
        ("three in the week", (25, 49, 73), "TEXT_CAP_WEEK"),
        ("the third is seven days old", (25, 49, 168), None),
        ("the third is a minute younger", (25, 49, 167.98), "TEXT_CAP_WEEK"),
        ("one to come the same day", (-1,), "TEXT_CAP_DAY"),
        ("three to come", (-25, -49, -73), "TEXT_CAP_WEEK"),
        ("around it", (-25, -49, 25), "TEXT_CAP_WEEK"),
    ],
)
def test_one_text_a_day_and_three_in_seven_days(case, sent_hours_ago, refusal):
    limits, now = Limits(DETAILS), at(TUESDAY, "18:00")
    for hours in sent_hours_ago:
        limits.take("+1", now - timedelta(hours=hours))
    assert limits.refusal("+1", now) == refusal, case
    assert limits.refusal("+2", now) is None


def test_on_a_day_with_an_early_and_a_last_reminder_the_early_one_is_dropped():
    of = two_groups(TUESDAY + 2 * DAY, time(18))  # its 72 hours fall on Monday, when session 5 has its 24
    now = at(TUESDAY - DAY, "18:00")
    assert [t.key for t in texts(of, now)] == ["text:C-001:reminder_24:2026-03-03"]
    assert any("One text a day" in r for r in why_not(of, now))


def test_a_phone_that_has_its_three_keeps_the_last_one_for_the_24_hours():
    now = at(TUESDAY - 3 * DAY, "18:00")
    history = History(
        gone("text:C-001:reminder_24:2026-02-27", now - DAY, "")
        | gone("text:C-001:moved:2026-02-26", now - 2 * DAY, "")
    )
    assert kinds(one(), now, history) == []
    assert kinds(one(), now + 2 * DAY, history) == ["reminder_24"]


def test_limits_count_by_phone_across_clients():
    both = practice(
        clients=(client(1), client(2, mobile="+17035550001")),
        sessions=(FIVE,),
        visits=(visit(FIVE, 1), visit(FIVE, 2)),
    )
    assert [t.client_id for t in texts(both, at(TUESDAY - DAY, "18:00"))] == ["C-001"]


@pytest.mark.parametrize(
    ("state", "attempts", "why", "hours_ago", "sent"),
    [
        ("done", 1, "", 1, 0),
        ("unknown", 1, "", 1, 0),
        ("needs_person", 1, "", 1, 0),
        ("inflight", 1, "", 1, 0),
        ("ready", 1, "", 0, 1),
        ("ready", 5, "busy", 0, 1),
        ("failed", 1, "retry", 0, 1),
        ("failed", 2, "retry", 0, 0),
        ("failed", 1, "retry_later", 1, 0),
        ("failed", 1, "retry_later", 2, 1),
        ("failed", 2, "retry_later", 3, 0),
        ("failed", 1, "filtered", 3, 0),
        ("failed", 1, "unexplained", 3, 0),
    ],
)
def test_a_text_is_sent_again_only_when_it_surely_did_not_arrive_and_then_once(state, attempts, why, hours_ago, sent):
    now = at(TUESDAY - DAY, "19:00")
    began = now - timedelta(hours=hours_ago)
    (begun,) = gone("text:C-001:reminder_24:2026-03-03", began, state=state, why=why).values()
    history = History({begun.key: begun.model_copy(update={"attempts": attempts})})
    assert len(texts(one(), now, history)) == sent


WENT = gone("text:C-001:reminder_72:2026-03-03", at(TUESDAY - 3 * DAY, "18:00"))


@pytest.mark.parametrize(
    ("case", "cells", "kind", "day"),
    [
        ("moved to Thursday", {"on": TUESDAY + 2 * DAY}, "moved", TUESDAY + 2 * DAY),
        ("cancelled", {"cancelled_because": "Ill"}, "cancelled", TUESDAY),
        ("not held", {"was_held": NO}, "cancelled", TUESDAY),
    ],
)
def test_a_change_after_a_reminder_is_told_once(case, cells, kind, day):
    of, now = one(sessions=(session(5, **cells),)), at(TUESDAY - 2 * DAY, "10:00")
    (text,) = texts(of, now, History(WENT))
    assert (text.text_kind, text.session_date, text.session_ids) == (kind, day, ("G-01/05",)), case
    assert text.key == f"text:C-001:{kind}:{day}"
    assert texts(of, now, after([text], now, History(WENT))) == []


TWO_DAYS_AHEAD, THAT_DAY = at(TUESDAY - 2 * DAY, "10:00"), at(TUESDAY, "10:00")


@pytest.mark.parametrize(
    ("case", "cells", "told_off", "now", "texted", "asked"),
    [
        ("still cancelled", {"was_held": NO}, TWO_DAYS_AHEAD, at(TUESDAY - DAY, "10:00"), [], []),
        ("on after all", {}, TWO_DAYS_AHEAD, at(TUESDAY - DAY, "10:00"), ["moved"], []),
        ("on another day", {"on": TUESDAY + DAY}, TWO_DAYS_AHEAD, at(TUESDAY - DAY, "10:00"), ["moved"], []),
        ("two hours later", {}, TWO_DAYS_AHEAD, at(TUESDAY - 2 * DAY, "12:00"), [], ["TEXT_CORRECTION_WAITS"]),
        ("two hours later, today", {}, THAT_DAY, at(TUESDAY, "12:00"), [], ["TEXT_CORRECTION_NOT_SENT"]),
        ("once it has begun", {}, THAT_DAY, at(TUESDAY, "18:00"), [], []),
    ],
)
def test_who_was_told_that_a_session_is_cancelled_hears_that_it_takes_place(case, cells, told_off, now, texted, asked):
    of = one(sessions=(session(5, **cells),))
    off = gone("text:C-001:cancelled:2026-03-03", told_off)
    outcome = decide_reminders(of, History(WENT | off), now)
    assert [e.text_kind for e in outcome.effects if e.kind == "text"] == texted, case
    assert codes(outcome.tasks) == asked, case


def test_a_cancellation_names_the_time_that_was_told_and_not_one_that_nobody_heard_of():
    of, now = one(sessions=(session(5, starts=time(19), was_held=NO),)), at(TUESDAY - 2 * DAY, "10:00")
    went = gone("text:C-001:reminder_72:2026-03-03", at(TUESDAY - 3 * DAY, "18:00"), starts="18:00")
    (text,) = texts(of, now, History(went))
    assert (text.text_kind, text.session_date, text.starts) == ("cancelled", TUESDAY, (time(18),))


def test_a_new_time_on_the_same_day_is_told_where_the_ledger_knows_the_old_one():
    of, now = one(sessions=(session(5, starts=time(17)),)), at(TUESDAY - 2 * DAY, "10:00")
    went = gone("text:C-001:reminder_72:2026-03-03", at(TUESDAY - 3 * DAY, "18:00"), starts="18:00")
    assert kinds(of, now, History(went)) == ["moved"]
    assert kinds(of, now, History(WENT)) == []


@pytest.mark.parametrize(
    ("case", "cells"),
    [("moved without a reminder before", {"on": TUESDAY + 2 * DAY}), ("cancelled without", {"was_held": NO})],
)
def test_a_change_nobody_was_told_of_needs_no_correction(case, cells):
    of = one(sessions=(session(5, **cells),))
    assert kinds(of, at(TUESDAY - 2 * DAY, "10:00")) == [], case


def test_the_correction_stands_in_for_the_next_reminder_of_that_session_and_only_that_one():
    of, now = one(sessions=(session(5, on=TUESDAY + 2 * DAY),)), at(TUESDAY - 2 * DAY, "10:00")
    history = after(texts(of, now, History(WENT)), now, History(WENT))
    assert kinds(of, at(TUESDAY - DAY, "18:00"), history) == []  # 72 hours before Thursday
    assert kinds(of, at(TUESDAY + DAY, "18:00"), history) == ["reminder_24"]


def test_a_correction_on_a_day_that_had_its_text_waits_for_the_morning():
    of, evening = one(sessions=(session(5, was_held=NO),)), at(TUESDAY - 3 * DAY, "19:00")
    assert kinds(of, evening, History(WENT)) == []
    assert kinds(of, at(TUESDAY - 2 * DAY, "09:00"), History(WENT)) == ["cancelled"]


@pytest.mark.parametrize(
    ("cells", "now_is"),
    [
        ({"was_held": NO}, "cancelled"),
        ({"on": TUESDAY + 2 * DAY}, "on March 5, 2026 at 6:00 PM"),
    ],
)
def test_a_correction_that_cannot_go_out_in_time_is_a_task_that_says_what_to_tell(cells, now_is):
    went = gone("text:C-001:reminder_24:2026-03-03", at(TUESDAY, "09:05"))
    outcome = decide_reminders(one(sessions=(session(5, **cells),)), History(went), at(TUESDAY, "12:00"))
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["TEXT_CORRECTION_NOT_SENT"])
    said = outcome.tasks[0].reason.sentence
    assert said.startswith(f"C-001 was told of G-01/05, which is now {now_is}; no text can go out in time")


def test_no_correction_to_a_member_who_cannot_come_anyway():
    of = one(visit_cells={"mark": l.Mark.ABSENT_TOLD}, sessions=(session(5, was_held=NO),))
    assert kinds(of, at(TUESDAY - 2 * DAY, "10:00"), History(WENT)) == []


def test_where_no_allowed_time_is_left_a_person_is_told():
    early = session(5, starts=time(9, 30), ends=time(10, 30))
    of = one(sessions=(early,), visits=(visit(early, 1),))
    outcome = decide_reminders(of, History(), at(TUESDAY - DAY, "21:00"))
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["TEXT_NO_ALLOWED_TIME"])


def test_d4_messages_say_what_went_what_will_go_and_what_will_not():
    of = practice(
        clients=(client(1), client(2, reminders=l.OnOff.OFF)), sessions=(FIVE,), visits=(visit(FIVE, 1), visit(FIVE, 2))
    )
    rows = messages(of, History(WENT), at(TUESDAY - 2 * DAY, "10:00"))
    assert sorted((m.client_id, m.kind, m.state) for m in rows) == [
        ("C-001", "reminder_24", "planned"),
        ("C-001", "reminder_72", "sent"),
        ("C-002", "reminder_24", "not sent"),
    ]
    assert all(m.reason for m in rows if m.state != "sent")
    assert rows[0].when == at(TUESDAY - DAY, "18:00")


def test_a_reminder_missed_while_nothing_ran_is_shown_as_expired():
    rows = messages(one(), History(), at(TUESDAY, "16:30"))
    assert {(m.kind, m.state) for m in rows} == {("reminder_72", "expired"), ("reminder_24", "expired")}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.integers(-4 * 24 * 4, 8))
def test_the_order_of_rows_does_not_matter_and_a_second_pass_sends_nothing_new(seed, quarters):
    now = at(TUESDAY, "18:00") + timedelta(minutes=15 * quarters)
    of, mixed = two_groups(TUESDAY + DAY, time(18)), random.Random(seed)
    other = replace(
        of,
        sessions=tuple(mixed.sample(of.sessions, 2)),
        visits=tuple(mixed.sample(of.visits, 2)),
        roster=of.roster[::-1],
    )
    first = decide_reminders(of, History(), now)
    assert decide_reminders(other, History(), now) == first
    assert decide_reminders(of, after(first.effects, now), now).effects == ()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True), st.integers(7, 21))
def test_a_fortnight_of_passes_never_breaks_a_limit_or_the_allowed_hours(days, hour):
    groups = [f"G-{n:02d}" for n in range(1, len(days) + 1)]
    sessions = tuple(
        session(w, g, on=TUESDAY + timedelta(days=d + 7 * (w - 1)), starts=time(hour), ends=time(hour, 50))
        for g, d in zip(groups, days, strict=True)
        for w in (1, 2)
    )
    of = practice(
        groups=tuple(group(group_id=g) for g in groups),
        clients=(client(1),),
        sessions=sessions,
        visits=tuple(visit(s, 1) for s in sessions),
        roster=tuple(member(1, g) for g in groups),
    )
    history, sent = History(), []
    for step in range(18 * 12):
        now = at(TUESDAY - 4 * DAY, "00:10") + timedelta(hours=2 * step)
        for text in texts(of, now, history):
            sent.append(now)
            history = after([text], now, history)
    assert all(time(9) <= t.time() <= time(20) for t in sent)
    assert len({t.date() for t in sent}) == len(sent)
    assert all(later - first >= timedelta(days=7) for first, later in zip(sent, sent[3:], strict=False))
