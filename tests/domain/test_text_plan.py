"""Who is texted when, beyond the two reminders: first sessions, news that waits, what nobody may hear by text any more."""

from datetime import date, time, timedelta

import pytest

from domain import lists as l
from domain.history import History
from domain.reminders import decide_reminders, messages
from domain.text_plan import plan
from domain.text_sessions import why_no_text
from tests.domain.people_build import after, at, client, codes, group, member, practice, session, visit
from tests.domain.texts_build import heard, reply, text_gone

TUESDAY = date(2026, 3, 3)
DAY = timedelta(days=1)
FIRST = session(1, on=TUESDAY)
FIVE = session(5)


def one(of=FIVE, client_cells=None, **tabs):
    usual = {
        "clients": (client(1, **client_cells or {}),),
        "sessions": (of,),
        "visits": (visit(of, 1),),
        "roster": (member(1),),
    }
    return practice(**usual | tabs)


def kinds(of, now, history=None):
    return [e.text_kind for e in decide_reminders(of, history or History(), now).effects if e.kind == "text"]


@pytest.mark.parametrize(
    ("case", "now", "wanted"),
    [
        ("more than a week before", at(TUESDAY - 7 * DAY, "17:59"), []),
        ("a week before", at(TUESDAY - 7 * DAY, "18:00"), ["logistics"]),
        ("later, when the row came late", at(TUESDAY - 5 * DAY, "10:00"), ["logistics"]),
        ("at the first reminder that takes over", at(TUESDAY - 3 * DAY, "18:00"), ["reminder_72"]),
    ],
)
def test_a_member_hears_of_a_groups_first_session_a_week_before(case, now, wanted):
    assert kinds(one(FIRST), now) == wanted, case
    assert kinds(one(), now) == [k for k in wanted if k != "logistics"], "not before a later session"


def test_with_the_text_of_the_first_session_a_week_has_its_three_and_no_more():
    of, history, sent = one(FIRST), History(), []
    for hour in range(24 * 8):
        now = at(TUESDAY - 8 * DAY, "18:00") + timedelta(hours=hour)
        texts = [e for e in decide_reminders(of, history, now).effects if e.kind == "text"]
        sent += [(t.text_kind, now) for t in texts]
        history = after(texts, now, history)
    assert [k for k, _ in sent] == ["logistics", "reminder_72", "reminder_24"]


def test_f1_two_groups_a_week_lose_the_early_reminder_first():
    other = session(5, "G-02", on=TUESDAY + 2 * DAY)
    of = practice(
        groups=(group(), group(group_id="G-02")), clients=(client(1),), sessions=(FIVE, other),
        visits=(visit(FIVE, 1), visit(other, 1)), roster=(member(1), member(1, "G-02")),
    )  # fmt: skip
    history, sent = History(), []
    for hour in range(24 * 7):
        now = at(TUESDAY - 4 * DAY, "18:00") + timedelta(hours=hour)
        texts = [e for e in decide_reminders(of, history, now).effects if e.kind == "text"]
        sent += [(t.text_kind, t.session_ids) for t in texts]
        history = after(texts, now, history)
    assert [k for k, _ in sent].count("reminder_24") == 2
    assert len(sent) == 3


MOVED = session(5, on=TUESDAY + 2 * DAY)
WENT = text_gone(at(TUESDAY - 3 * DAY, "10:00"), "reminder_72")


def test_f6_news_that_the_daily_limit_delays_is_told_to_a_person_at_once_and_texted_in_the_morning():
    of, same_day = one(MOVED), at(TUESDAY - 3 * DAY, "12:00")
    outcome = decide_reminders(of, History(WENT), same_day)
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["TEXT_CORRECTION_WAITS"])
    next_day = decide_reminders(of, History(WENT), at(TUESDAY - 2 * DAY, "09:00"))
    assert ([e.text_kind for e in next_day.effects], codes(next_day.tasks)) == (["moved"], [])


@pytest.mark.parametrize("cells", [{"reminders": l.OnOff.OFF}, {"text_consent": l.YesNo.NO}, {"mobile": None}])
def test_f6_who_was_told_and_can_be_texted_no_more_is_phoned_about_a_change(cells):
    outcome = decide_reminders(one(MOVED, cells), History(WENT), at(TUESDAY - 2 * DAY, "10:00"))
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["TEXT_CORRECTION_NOT_SENT"])


def test_f6_a_stop_after_the_reminder_leaves_the_news_to_a_person():
    history = heard(one(MOVED), History(WENT), reply("STOP", at(TUESDAY - 3 * DAY, "11:00")))
    outcome = decide_reminders(one(MOVED), history, at(TUESDAY - 2 * DAY, "10:00"))
    assert outcome.effects == ()
    assert set(codes(outcome.tasks)) == {"TEXT_CORRECTION_NOT_SENT", "TEXT_STOPPED"}


OFF = session(5, cancelled_because="Facilitator ill")
ROW = frozenset({("Attendance", "G-01/05/C-001")})


@pytest.mark.parametrize("of", [MOVED, OFF], ids=["moved", "off"])
@pytest.mark.parametrize(
    ("case", "tabs", "tasks"),
    [
        ("the client's row", {"clients": (), "in_question": frozenset({("Clients", "C-001")})}, ["TEXT_CORRECTION_NOT_SENT"]),
        ("the row of Attendance", {"visits": (), "in_question": ROW}, ["TEXT_CORRECTION_NOT_SENT"]),
        ("its mark", {"visits": (visit(FIVE, 1, held=frozenset({"texts"})),)}, ["TEXT_CORRECTION_NOT_SENT"]),
        ("none: the row is gone", {"visits": ()}, []),
        ("none: they cannot come", {"visits": (visit(FIVE, 1, l.Mark.ABSENT_TOLD),)}, []),
    ],
)  # fmt: skip
def test_f6_who_was_told_and_whose_row_waits_is_phoned_about_a_change(case, tabs, tasks, of):
    outcome = decide_reminders(one(of, **tabs), History(WENT), at(TUESDAY - 2 * DAY, "10:00"))
    assert (outcome.effects, codes(outcome.tasks)) == ((), tasks), case


@pytest.mark.parametrize(
    ("case", "tabs", "day", "told"),
    [
        ("its row is gone", {}, 2, True),
        ("its day is over", {}, -1, False),
        ("its row waits", {"in_question": frozenset({("Sessions", "G-01/05")})}, 2, False),
        ("it has another ID", {"sessions": (session(6, on=TUESDAY),)}, 2, False),
        ("it is there", {"sessions": (FIVE,), "visits": (visit(FIVE, 1),)}, 2, False),
    ],
)
@pytest.mark.parametrize("kind", ["reminder_72", "cancelled"])
def test_f6_members_who_were_told_of_a_session_whose_row_is_gone_are_phoned(case, tabs, day, told, kind):
    of = one(**{"sessions": (), "visits": ()} | tabs)
    history = History(text_gone(at(TUESDAY - 3 * DAY, "10:00"), kind))
    outcome = decide_reminders(of, history, at(TUESDAY - day * DAY, "10:00"))
    found = [t.about for t in outcome.tasks if t.reason.code == "TEXT_SESSION_GONE"]
    assert found == (["G-01/05"] if told and kind != "cancelled" else []), case


def test_a_session_that_moves_back_and_forth_is_phoned_about_when_its_text_is_used_up():
    thursday, friday = TUESDAY + 2 * DAY, TUESDAY + 3 * DAY
    told = (
        WENT
        | text_gone(at(TUESDAY - 2 * DAY), "moved", str(thursday))
        | text_gone(at(TUESDAY - DAY), "moved", str(friday))
    )
    outcome = decide_reminders(one(MOVED), History(told), at(TUESDAY, "10:00"))
    assert "TEXT_CORRECTION_NOT_SENT" in codes(outcome.tasks)
    assert "moved" not in [e.text_kind for e in outcome.effects]
    within_limits = {key: text for key, text in told.items() if key not in WENT}
    reminded = decide_reminders(one(MOVED), History(within_limits), at(thursday - DAY, "18:00"))
    assert [(e.text_kind, e.session_date) for e in reminded.effects] == [("reminder_24", thursday)], (
        "a text that does not go stands in for no reminder"
    )


def test_a_session_that_comes_to_a_day_whose_text_went_before_is_phoned_about():
    other = session(6, on=TUESDAY, starts=time(19))
    of = one(sessions=(FIVE, other), visits=(visit(FIVE, 1), visit(other, 1)))
    outcome = decide_reminders(of, History(text_gone(at(TUESDAY - DAY, "18:00"))), at(TUESDAY, "09:00"))
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["TEXT_CAME_LATER"])
    assert outcome.tasks[0].reason.rows == ("G-01/06",)


@pytest.mark.parametrize(
    ("case", "other", "code"),
    [
        ("a program of its own consent", {"sud_program": l.YesNo.YES}, "TEXT_PART2"),
        ("a group that has ended", {"status": l.GroupStatus.ENDED}, "TEXT_GROUP_NOT_RUNNING"),
    ],
)
@pytest.mark.parametrize("went", [False, True])
def test_the_text_about_one_session_of_a_day_does_not_hide_why_another_has_none(case, other, code, went):
    second = session(5, "G-02", on=TUESDAY, starts=time(10))
    of = one(
        groups=(group(), group(group_id="G-02", **other)), sessions=(FIVE, second),
        visits=(visit(FIVE, 1), visit(second, 1)), roster=(member(1), member(1, "G-02")),
    )  # fmt: skip
    history = History(text_gone(at(TUESDAY - DAY, "18:00"))) if went else History()
    now = at(TUESDAY, "09:00") if went else at(TUESDAY - 2 * DAY, "10:00")
    (told,) = [m for m in messages(of, history, now) if m.session_ids == ("G-02/05",)]
    why = [t for t in plan(of, history, now) if t.state == "not sent"]
    assert (told.state, [(t.reason.code, len(t.sessions)) for t in why]) == ("not sent", [(code, 1)]), case


def test_a_session_whose_start_nobody_can_read_is_named_among_the_texts_that_wait():
    of = one(session(5, starts=None))
    outcome = decide_reminders(of, History(), at(TUESDAY - 2 * DAY, "10:00"))
    assert (outcome.effects, codes(outcome.holds)) == ((), ["TEXT_WAITS_FOR_ROW"])


@pytest.mark.parametrize(
    ("case", "row", "more", "said"),
    [
        ("its member's row waits", "G-01/05/C-001", {}, ["TEXT_WAITS_FOR_ROW"]),
        ("a row in its place counts", "G-01/05/C-001", {"visits": (visit(FIVE, 1),)}, []),
        ("the client's row waits too", "G-01/05/C-002", {}, ["TEXT_WAITS_FOR_ROW"]),
        ("an ID that names nobody", "G-01/05/C-999", {}, []),
        ("another session's row", "G-01/04/C-001", {}, []),
        ("a session that was called off", "G-01/05/C-001", {"sessions": (session(5, cancelled_because="snow"),)}, ["TEXT_CALLED_OFF"]),
    ],
)  # fmt: skip
def test_a_member_whose_row_in_the_session_waits_is_named_among_the_texts_that_wait(case, row, more, said):
    waits = frozenset({("Attendance", row), ("Clients", "C-002")})
    of = one(**{"visits": (), "in_question": waits} | more)
    now = at(TUESDAY - 2 * DAY, "10:00")
    assert [t.reason.code for t in plan(of, History(), now) if t.state == "not sent"] == said, case
    assert codes(decide_reminders(of, History(), now).holds) == [c for c in said if c == "TEXT_WAITS_FOR_ROW"]


@pytest.mark.parametrize(("client", "tab"), [("C-001", "Attendance"), ("C-002", "Clients")])
def test_the_row_to_answer_for_is_the_clients_where_that_waits_too(client, tab):
    """A tab that lost its rows waits as a whole; the rows that name them have no question of their own."""
    row = f"G-01/05/{client}"
    of = one(visits=(), in_question=frozenset({("Attendance", row), ("Clients", "C-002")}))
    (told,) = [t.reason.sentence for t in plan(of, History(), at(TUESDAY - 2 * DAY, "10:00"))]
    assert told.startswith(f"{tab}, {row if tab == 'Attendance' else client}: this row has an open question")


def test_a_session_that_came_to_a_day_too_late_for_any_text_is_shown_as_expired():
    other = session(6, on=TUESDAY, starts=time(19))
    of = one(sessions=(FIVE, other), visits=(visit(FIVE, 1), visit(other, 1)))
    gone_before = History(text_gone(at(TUESDAY - DAY, "18:00")))
    (late,) = [m for m in messages(of, gone_before, at(TUESDAY, "17:30")) if m.session_ids == ("G-01/06",)]
    assert late.state == "expired"


def test_f1_the_limits_count_texts_to_a_phone_that_has_changed_hands():
    gone_to_it = text_gone(at(TUESDAY - DAY, "09:00"), client="C-009", day="2026-03-02", phone="+17035550001")
    now = at(TUESDAY - DAY, "18:00")
    assert kinds(one(), now, History(gone_to_it)) == []
    assert kinds(one(), now, History(text_gone(at(TUESDAY - DAY, "09:00"), client="C-009", day="2026-03-02", phone="+17035550002"))) == ["reminder_24"]  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "due"),
    [
        (time(7), at(TUESDAY - 2 * DAY, "19:30")),
        (time(9, 30), at(TUESDAY - DAY, "09:30")),
        (time(22), at(TUESDAY - DAY, "19:30")),
    ],
)
def test_f2_a_text_that_is_due_outside_the_hours_goes_earlier(starts, due):
    of = one(session(5, starts=starts, ends=time(23)))
    assert kinds(of, due) == ["reminder_24"]
    assert kinds(of, due - timedelta(minutes=1)) == []


def test_f3_a_text_is_of_use_within_the_hours_of_its_day_and_two_hours_before_the_start():
    (evening,) = decide_reminders(one(), History(), at(TUESDAY - DAY, "18:00")).effects
    (late,) = decide_reminders(one(), History(), at(TUESDAY, "10:00")).effects
    assert (evening.not_after, late.not_after) == (at(TUESDAY - DAY, "20:00"), at(TUESDAY, "16:00"))


def test_messages_tell_what_did_not_arrive_and_what_did():
    failed = text_gone(at(TUESDAY - 3 * DAY), "reminder_72", state="failed", why="filtered")
    there = text_gone(at(TUESDAY - DAY), "reminder_24", status="delivered")
    rows = {m.kind: (m.state, bool(m.reason)) for m in messages(one(), History(failed | there), at(TUESDAY, "10:00"))}
    assert rows == {"reminder_72": ("failed", True), "reminder_24": ("delivered", False)}


@pytest.mark.parametrize("mark", [l.Mark.NO_SHOW, l.Mark.ABSENT_TOLD, l.Mark.LATE_CANCEL])
def test_why_no_reminder_went_says_what_the_mark_says_and_not_that_a_no_show_told_us(mark):
    of = one(visits=(visit(FIVE, 1, mark=mark),))
    why = why_no_text(of, FIVE, of.visits[0])
    assert why is not None
    assert why.sentence.startswith("Attendance says that C-001 does not come to G-01/05")
