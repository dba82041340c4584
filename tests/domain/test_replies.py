"""Replies: bound to the one visit they can mean, seen in the sheet, judged by the notice rule, or put to a person."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from domain import lists as l
from domain.absences import counted_mark
from domain.answers import Shown, answers
from domain.history import Happened, History
from domain.records import Decision
from domain.reminders import decide_reminders, messages
from domain.replies import FIRST_LOOK, OVERLAP, decide_replies, read_from, taken, told, with_replies
from domain.text_troubles import troubles
from tests.domain.people_build import after, at, client, codes, group, member, practice, session, visit
from tests.domain.texts_build import PHONE, heard, hours_before, mark, reply, text_gone

TUESDAY = date(2026, 3, 3)
START = at(TUESDAY, "18:00")
FIVE = session(5)
DAY = timedelta(days=1)
NOW = at(TUESDAY - DAY, "12:00")
WENT = History(text_gone(at(TUESDAY - 3 * DAY, "18:00"), "reminder_72"))


def one(**tabs):
    usual = {"clients": (client(1),), "sessions": (FIVE,), "visits": (visit(FIVE, 1),), "roster": (member(1),)}
    return practice(**usual | tabs)


def row(of, history, now=NOW):
    """The column Reply of the one visit."""
    shown = Shown(lines=(), notes=(), benefits=(), groups=(), withdrawn={})
    return answers(with_replies(of, history), history, shown, now)["Attendance"]["G-01/05/C-001"][1]


@pytest.mark.parametrize(
    ("hours", "words", "mark_then"),
    [
        (30, "cannot come (texted Mon Mar 2 12:00 PM). Mark: Absent - told us", l.Mark.ABSENT_TOLD),
        (24, "cannot come (texted Mon Mar 2 6:00 PM). Mark: Absent - told us", l.Mark.ABSENT_TOLD),
        (20, "cannot come (texted Mon Mar 2 10:00 PM). Mark: Late cancel", l.Mark.LATE_CANCEL),
        (0.5, "cannot come (texted Tue Mar 3 5:30 PM). Mark: Late cancel", l.Mark.LATE_CANCEL),
    ],
)
def test_a_reply_of_2_is_seen_with_its_mark_and_falls_on_the_right_side_of_the_notice_rule(hours, words, mark_then):
    of = one()
    history = heard(of, WENT, reply("2", hours_before(START, hours)))
    assert row(of, history) == words
    marked = with_replies(one(visits=(visit(FIVE, 1, l.Mark.ABSENT_TOLD),)), history)
    assert counted_mark(marked.visits[0], FIVE, marked.details) is mark_then
    assert of.visits[0].told_us_on is None, "a person's cell stays as it is"


def test_what_a_person_wrote_in_told_us_on_is_never_overruled():
    written = at(TUESDAY - 5 * DAY)
    of = one(visits=(visit(FIVE, 1, told_us_on=written),))
    history = heard(of, WENT, reply("2", hours_before(START, 2)))
    assert with_replies(of, history).visits[0].told_us_on == written


def test_after_a_2_there_is_no_reminder_of_that_session():
    of, now = one(), at(TUESDAY - DAY, "18:00")
    history = heard(of, WENT, reply("2", NOW))
    assert [e.kind for e in decide_reminders(with_replies(of, WENT), WENT, now).effects] == ["text"]
    assert decide_reminders(with_replies(of, history), history, now).effects == ()


@pytest.mark.parametrize("body", ["1", "2"])
def test_an_answer_about_tuesday_says_nothing_about_the_thursday_to_which_the_session_moved(body):
    of, history = one(), heard(one(), WENT, reply(body, NOW))
    thursday = session(5, on=TUESDAY + 2 * DAY)
    moved = replace(of, sessions=(thursday,), visits=(visit(thursday, 1),))
    assert with_replies(moved, history) is moved
    assert row(moved, history) == ""
    (text,) = decide_reminders(moved, history, NOW + timedelta(minutes=1)).effects
    assert (text.text_kind, text.session_date) == ("moved", TUESDAY + 2 * DAY)
    told_anew = History({**history.happened, **text_gone(NOW + timedelta(minutes=1), "moved", "2026-03-05")})
    again = heard(moved, told_anew, reply("2", NOW + timedelta(hours=1), "SM2"))
    assert with_replies(moved, again).visits[0].told_us_on == NOW + timedelta(hours=1)


def test_a_start_that_is_corrected_on_the_same_day_leaves_the_answer():
    history = heard(one(), WENT, reply("2", NOW))
    later = session(5, on=TUESDAY, starts=time(18, 5))
    assert with_replies(one(sessions=(later,), visits=(visit(later, 1),)), history).visits[0].told_us_on == NOW


@pytest.mark.parametrize(("first", "then", "coming"), [("1", "2", False), ("2", "1", True), ("2", "2", False)])
@pytest.mark.parametrize("order", [1, -1])
def test_the_last_answer_wins_in_whatever_order_they_are_read(first, then, coming, order):
    of = one()
    texts = [reply(first, NOW, "SM1"), reply(then, NOW + timedelta(minutes=5), "SM2")][::order]
    history = heard(of, heard(of, WENT, texts[0]), texts[1])
    assert told(of, history)["G-01/05/C-001"].coming is coming
    assert (with_replies(of, history).visits[0].told_us_on is None) is coming


def test_a_reply_that_was_read_is_not_taken_again():
    of, text = one(), reply("2", NOW)
    history = heard(of, WENT, text)
    assert taken(of, history, [text, text]) == ()
    assert len(taken(of, WENT, [text])) == 1


def test_coming_is_seen_too_and_changes_no_mark():
    of = one()
    history = heard(of, WENT, reply("1", NOW))
    assert row(of, history) == "coming (texted Mon Mar 2 12:00 PM)"
    assert with_replies(of, history) == of


TWO = session(5, "G-02", on=TUESDAY + DAY)
BOTH = {
    "groups": (group(), group(group_id="G-02")), "sessions": (FIVE, TWO), "visits": (visit(FIVE, 1), visit(TWO, 1)),
    "roster": (member(1), member(1, "G-02")),
}  # fmt: skip


@pytest.mark.parametrize(
    ("case", "tabs", "history", "when", "asks"),
    [
        ("nobody texted them", {}, History(), NOW, "REPLY_NO_VISIT"),
        ("the session has begun", {}, WENT, at(TUESDAY, "18:01"), "REPLY_NO_VISIT"),
        ("the text came after the reply", {}, WENT, at(TUESDAY - 4 * DAY), "REPLY_NO_VISIT"),
        ("the session is cancelled", {"sessions": (session(5, was_held=l.YesNo.NO),)}, WENT, NOW, "REPLY_NO_VISIT"),
        ("the row of the session is gone", {"sessions": ()}, WENT, NOW, "REPLY_NO_VISIT"),
        ("two clients have the phone", {"clients": (client(1), client(2, mobile=PHONE))}, WENT, NOW, "REPLY_SHARED"),
        (
            "two sessions are open",
            BOTH,
            History(dict(WENT.happened) | text_gone(at(TUESDAY - 2 * DAY), "reminder_72", "2026-03-04", session_ids="G-02/05")),
            NOW,
            "REPLY_SEVERAL",
        ),
        ("one text was about two sessions", BOTH, History(text_gone(NOW - DAY, session_ids="G-01/05 G-02/05")), NOW, "REPLY_SEVERAL"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("body", ["1", "2"])
def test_nothing_is_guessed(case, tabs, history, when, asks, body):
    of = one(**tabs)
    outcome = decide_replies(of, history, [reply(body, when)], when)
    (taken_,) = (e for e in outcome.effects if e.kind == "reply")
    (question,) = (e for e in outcome.effects if e.kind == "decision")
    assert (taken_.asks, taken_.visit_id, question.decision_kind) == (asks, "", "other"), case
    assert told(of, heard(of, history, reply(body, when))) == {}


@pytest.mark.parametrize(
    ("body", "asks"),
    [("see you there maybe", "REPLY_WORDS"), ("CANCEL", "REPLY_CANCEL"), ("I want to die", "REPLY_CRISIS"), ("STOP", ""), ("stop texting me, I moved", "REPLY_STOPPED"), ("HELP", ""),
     ("wrong number", ""), ("START", "")],
)  # fmt: skip
def test_everything_else_is_put_to_a_person_and_its_words_are_kept_nowhere(body, asks):
    of = one()
    outcome = decide_replies(of, WENT, [reply(body, NOW)], NOW)
    assert [e.asks for e in outcome.effects if e.kind == "reply"] == [asks]
    assert len([e for e in outcome.effects if e.kind == "decision"]) == bool(asks)
    if len(body) > 6:
        assert body not in repr(outcome)
    assert PHONE not in repr(outcome)


def test_a_question_is_asked_once_until_its_row_is_gone_and_names_the_client():
    of = one()
    history = heard(of, WENT, reply("who is this", NOW))
    (question,) = decide_replies(of, history, [], NOW).effects
    assert question.question == "Ada Quill (C-001) texted on Mon Mar 2 at 12:00 PM. Is it taken care of?"
    assert "C-001" in question.about
    asked = after([question], NOW, history)
    there = replace(of, decisions=(Decision(decision_id=asked.happened[question.key].detail["decision_id"]),))
    assert decide_replies(there, asked, [], NOW).effects == ()
    assert len(decide_replies(of, asked, [], NOW).effects) == 1


@pytest.mark.parametrize(
    ("second", "minutes", "answered", "asks"),
    [("hello?", 1, None, ""), ("hello?", 15, None, ""), ("hello?", 16, None, "REPLY_WORDS"), ("hello?", 1, l.YesNo.YES, "REPLY_WORDS"),
     ("I want to die", 1, None, "REPLY_CRISIS")],
)  # fmt: skip
def test_texts_that_follow_at_once_are_one_question_but_danger_is_always_said(second, minutes, answered, asks):
    of = one()
    history = heard(of, WENT, reply("who is this", NOW, "SM1"))
    history = after(decide_replies(of, history, [], NOW).effects, NOW, history)
    ids = [h.detail["decision_id"] for h in history.happened.values() if "decision_id" in h.detail]
    there = replace(of, decisions=(Decision(decision_id=ids[0], answer=answered),))
    (found,) = taken(there, history, [reply(second, NOW + timedelta(minutes=minutes), "SM2")])
    assert found.asks == asks


@pytest.mark.parametrize("with_words", [True, False])
def test_the_words_of_a_reply_stand_in_its_question_only_where_the_practice_wants_them(with_words):
    outcome = decide_replies(one(), WENT, [reply("my bus is late", NOW)], NOW, with_words=with_words)
    (question,) = (e for e in outcome.effects if e.kind == "decision")
    assert question.why.endswith("It says: my bus is late") is with_words
    assert ("my bus" in repr(outcome)) is with_words


def test_a_number_that_no_client_has_is_named_as_one():
    outcome = decide_replies(one(), History(), [reply("hi", NOW, phone="+17035550177")], NOW)
    (question,) = (e for e in outcome.effects if e.kind == "decision")
    assert question.question.startswith("A number that no client has texted on")


def test_a_client_who_changed_numbers_is_known_by_the_text_that_went_to_the_old_one():
    of = one(clients=(client(1, mobile="+17035550099"),))
    (found,) = taken(of, WENT, [reply("2", NOW)])
    assert (found.client_ids, found.visit_id) == (("C-001",), "G-01/05/C-001")


@pytest.mark.parametrize(
    ("given", "hours", "found"),
    [
        (l.Mark.NO_SHOW, 30, ["REPLY_MARK_DIFFERS"]),
        (l.Mark.LATE_CANCEL, 30, ["REPLY_MARK_DIFFERS"]),
        (l.Mark.ABSENT_TOLD, 30, []),
        (l.Mark.PRESENT, 30, []),
        (None, 30, []),
        (l.Mark.NO_SHOW, 20, []),
        (l.Mark.LATE_CANCEL, 20, []),
    ],
)
def test_a_mark_that_is_unfair_to_whoever_texted_in_time_is_named(given, hours, found):
    of = one(visits=(visit(FIVE, 1, given),))
    history = heard(one(), WENT, reply("2", hours_before(START, hours)))
    assert codes(troubles(of, history, at(TUESDAY + DAY))) == found


def test_s5_silence_is_never_an_absence():
    of = one()
    assert with_replies(of, WENT) is of
    assert row(of, WENT) == ""
    assert told(of, WENT) == {}


def test_replies_are_read_again_a_day_back_since_a_list_may_show_them_late():
    assert read_from(History(), NOW) == NOW - FIRST_LOOK
    assert read_from(heard(one(), WENT, reply("1", NOW)), NOW + 9 * DAY) == NOW - OVERLAP


def test_the_ledger_keeps_marks_and_ids_of_a_reply():
    history = heard(one(), WENT, reply("2", NOW))
    detail = history.happened["reply:SM9"].detail
    assert (detail["phone"], detail["said"], detail["visit_id"]) == (mark(), "cannot_come", "G-01/05/C-001")
    assert isinstance(history.happened["reply:SM9"], Happened)


def test_messages_show_what_came_in_without_a_word_of_it():
    history = heard(one(), WENT, reply("2", NOW), reply("I feel low", NOW + timedelta(minutes=1), "SM8"))
    rows = [(m.client_id, m.state, bool(m.reason)) for m in messages(one(), history, NOW + DAY) if m.kind == "reply"]
    assert rows == [("C-001", "in words", True), ("C-001", "cannot come", False)]


def test_a_moved_session_is_meant_with_its_new_day():
    moved = session(5, on=TUESDAY + 2 * DAY)
    of = one(sessions=(moved,))
    (found,) = taken(of, WENT, [reply("2", at(TUESDAY + DAY))])
    assert found.visit_id == "G-01/05/C-001"
