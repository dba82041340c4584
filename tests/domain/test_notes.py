import random
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lists as l
from domain.history import History
from domain.note_content import presence_words
from domain.notes import decide_notes, note_statuses, parts_missing
from domain.own_words import Rosters, near_copies, others_named
from tests.domain.people_build import after, at, client, codes, group, member, practice, session, visit

FIVE = session(
    5,
    topics="Cognitive restructuring",
    content="Introduced the thought record; in-session exercise and discussion.",
    homework="Complete a thought record for one anxiety-provoking situation.",
)
NOW = at(FIVE.on, "19:32")
WORDS = {
    "participation": l.Participation.ACTIVE,
    "contributions": 'Practiced the exposure exercise twice, "but it was really hard".',
    "observations": 'Affect appropriate, mood "anxious but hopeful".',
    "progress": "Good progress toward Goal 1; currently at 6/10.",
    "plan": "Continue weekly group; individual check-in if exposures remain difficult.",
}


def the_guides_log():
    """Session 5 of 12 as in the guide: five of seven present, one told us, one no-show."""
    marks = (
        (1, l.Mark.PRESENT, time(18, 0)),
        (2, l.Mark.PRESENT, time(17, 58)),
        (3, l.Mark.ABSENT_TOLD, None),
        (4, l.Mark.PRESENT, time(18, 5)),
        (5, l.Mark.NO_SHOW, None),
        (6, l.Mark.PRESENT, time(18, 2)),
        (7, l.Mark.PRESENT, time(17, 55)),
    )
    visits = [visit(FIVE, n, mark, arrived=came) for n, mark, came in marks]
    visits[0] = visits[0].model_copy(update=WORDS)
    return practice(sessions=(FIVE,), visits=tuple(visits))


def with_visit(of, number, **cells):
    wanted = f"G-01/05/C-{number:03d}"
    return replace(of, visits=tuple(v.model_copy(update=cells) if v.visit_id == wanted else v for v in of.visits))


def decided(of, history=None, now=NOW):
    return decide_notes(of, history or History(), now)


def test_in_the_guides_session_the_five_who_were_present_get_a_note_and_nobody_else():
    outcome = decided(the_guides_log())
    assert [e.visit_id[-5:] for e in outcome.effects] == ["C-001", "C-002", "C-004", "C-006", "C-007"]
    assert {e.content.participants for e in outcome.effects} == {5}
    assert outcome.holds == ()


def test_a_note_holds_the_seven_elements_in_soap_order():
    content = decided(the_guides_log()).effects[0].content
    assert (content.session_on, content.session_of, content.minutes) == (date(2026, 3, 3), "5 of 12", 90)
    assert (content.service, content.group_name) == ("Group psychotherapy (90853)", "CBT for Anxiety")
    assert (content.modality, content.place) == ("In person", "Room 2")
    assert (content.client_name, content.client_id) == ("Ada Quill", "C-001")
    assert content.facilitator == "Dana Whitfield, LCSW 0904 (VA)"
    assert content.presence == "Present for the entire session"
    assert [e.name for e in content.subjective] == ["Contributions"]
    assert [e.name for e in content.objective] == ["Attendance", "Participation", "Session content", "Observations"]
    assert content.objective[2].text == f"{FIVE.topics}\n{FIVE.content}"
    assert [e.name for e in content.assessment] == ["Progress"]
    assert [e.name for e in content.plan] == ["Plan", "Homework"]
    assert (content.diagnoses, content.goals) == (("F41.1",), "Goal 1: reduce anxiety from 8/10 to 4/10")
    assert content.next_session == date(2026, 3, 10)
    assert (content.missing, content.signed, content.telehealth_attestation) == ((), "", "")


def test_nothing_is_invented_what_is_empty_is_named():
    content = decided(the_guides_log()).effects[1].content
    assert content.missing == ("Participation", "Contributions", "Observations", "Progress", "Plan")
    elements = (*content.subjective, *content.objective, *content.assessment, *content.plan)
    assert {e.name for e in elements if not e.complete} == set(content.missing)
    assert all(e.text == "" for e in elements if not e.complete)


@pytest.mark.parametrize(
    ("mark", "arrived", "left", "wanted"),
    [
        (l.Mark.PRESENT, None, None, "Present for the entire session"),
        (l.Mark.PRESENT, time(17, 55), time(19, 30), "Present for the entire session"),
        (l.Mark.LATE, time(18, 22), None, "Arrived 6:22 PM, 22 minutes after the start"),
        (l.Mark.PRESENT, time(18, 1), None, "Arrived 6:01 PM, 1 minute after the start"),
        (l.Mark.LEFT_EARLY, None, time(19, 10), "Left 7:10 PM, 20 minutes before the end"),
        (
            l.Mark.LATE,
            time(18, 22),
            time(19, 10),
            "Arrived 6:22 PM, 22 minutes after the start; Left 7:10 PM, 20 minutes before the end",
        ),
        (l.Mark.LATE, None, None, "Arrived late"),
        (l.Mark.LEFT_EARLY, None, None, "Left early"),
    ],
)
def test_attendance_in_words(mark, arrived, left, wanted):
    assert presence_words(visit(FIVE, 1, mark, arrived=arrived, left=left), FIVE) == wanted


def test_a_late_arrival_past_midnight_is_counted_in_minutes():
    night = session(1, starts=time(23, 50), ends=time(1, 0))
    assert presence_words(visit(night, 1, l.Mark.LATE, arrived=time(0, 5)), night).endswith(
        "15 minutes after the start"
    )


@pytest.mark.parametrize(
    ("attended", "modality", "place", "attested"),
    [
        (l.Attends.IN_PERSON, "In person", "Room 2", False),
        (l.Attends.VIDEO_HOME, "Live video with sound", "Client at home", True),
        (l.Attends.VIDEO_ELSEWHERE, "Live video with sound", "Client elsewhere, not at home", True),
        (l.Attends.PHONE_HOME, "Phone, sound only", "Client at home", True),
    ],
)
def test_how_and_where_a_member_took_part(attended, modality, place, attested):
    content = decided(with_visit(the_guides_log(), 1, attended=attended)).effects[0].content
    assert (content.modality, content.place, bool(content.telehealth_attestation)) == (modality, place, attested)


@pytest.mark.parametrize(
    ("case", "clock", "cells", "made"),
    [
        ("still going", "19:29", {}, 0),
        ("just over", "19:30", {}, 5),
        ("not held", "19:32", {"was_held": l.YesNo.NO}, 0),
        ("cancelled", "19:32", {"cancelled_because": "Snow"}, 0),
        ("said held", "19:32", {"was_held": l.YesNo.YES}, 5),
    ],
)
def test_drafts_are_made_when_a_held_session_is_over(case, clock, cells, made):
    of = replace(the_guides_log(), sessions=(FIVE.model_copy(update=cells),))
    assert len(decided(of, now=at(FIVE.on, clock)).effects) == made, case


@pytest.mark.parametrize(
    ("case", "change", "code"),
    [
        ("the mark contradicts the session", {"sessions": (session(5, was_held=l.YesNo.NO),)}, "NOTE_SESSION_NOT_HELD"),
        (
            "the group is in question",
            {"groups": (), "in_question": frozenset({("Groups", "G-01")})},
            "NOTE_WAITS_FOR_ROW",
        ),
        ("the group is nowhere", {"groups": ()}, "NOTE_ROW_NOT_FOUND"),
        (
            "the session is in question",
            {"sessions": (), "in_question": frozenset({("Sessions", "G-01/05")})},
            "NOTE_WAITS_FOR_ROW",
        ),
        (
            "the client is in question",
            {"clients": (), "in_question": frozenset({("Clients", "C-001")})},
            "NOTE_WAITS_FOR_ROW",
        ),
        ("nobody's roster row covers the day", {"roster": ()}, "NOTE_NOT_ON_ROSTER"),
        (
            "a cell of the roster row cannot be read",
            {"roster": (member(1, held=frozenset({"notes"})),)},
            "NOTE_WAITS_FOR_ROW",
        ),
    ],
)
def test_a_note_that_cannot_be_made_says_which_row_it_waits_for(case, change, code):
    outcome = decided(replace(the_guides_log(), **change))
    assert [h.code for h in outcome.holds if h.about == "G-01/05/C-001"] == [code], case
    assert "G-01/05/C-001" not in [e.visit_id for e in outcome.effects]


@pytest.mark.parametrize("field", ["visit", "date"])
def test_a_visit_whose_own_cells_are_in_doubt_waits(field):
    cells = {"held": frozenset({"notes"})} if field == "visit" else {"on": FIVE.on + timedelta(days=1)}
    outcome = decided(with_visit(the_guides_log(), 1, **cells))
    assert [h.about for h in outcome.holds] == ["G-01/05/C-001"]


def test_another_members_name_holds_the_note():
    of = with_visit(the_guides_log(), 1, contributions="Supported Cora during check-in.")
    outcome = decided(of)
    assert [(h.about, h.code) for h in outcome.holds] == [("G-01/05/C-001", "NOTE_NAMES_OTHER")]
    assert "Cora" not in outcome.holds[0].reason.sentence
    assert len(outcome.effects) == 4


def test_a_members_name_in_the_shared_part_holds_the_notes_of_the_others():
    of = replace(the_guides_log(), sessions=(FIVE.model_copy(update={"content": "Ada led the exercise."}),))
    outcome = decided(of)
    assert [e.visit_id for e in outcome.effects] == ["G-01/05/C-001"]
    assert set(codes(outcome.holds)) == {"NOTE_SHARED_NAMES_MEMBER"}


NAMES = (
    client(1),
    client(2, first_name="Will", last_name="Rose"),
    client(3, goes_by="Coco"),
    client(4, last_name="Quill"),
    client(5, first_name="Tess", last_name="Voss"),
    client(6, first_name="Dan", last_name="Wick"),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Supported Cora at check-in", ("C-003",)),
        ("supported cora's idea", ("C-003",)),
        ("Laughed with Coco.", ("C-003",)),
        ("CV asked; C.V. and C. V. agreed.", ("C-003",)),
        ("Coco V. spoke up", ("C-003",)),
        ("Watched TV, sent her cv, at 6 PM with WR", ("C-002",)),
        ("Goes to A.A. every week, U.S. born", ()),
        ("AQ is her own, DW led, DQ shares them with her", ("C-004",)),
        ("BCV, CVB, C-V and 5CV are no initials", ()),
        ("Mr. VANCE spoke", ("C-003",)),
        ("Spoke of coral reefs", ()),
        ("Ada spoke for herself", ()),
        ("The Quill family", ()),
        ("Will practice twice. Anxiety rose to 7/10.", ()),
        ("Listened to Will closely", ("C-002",)),
        ("Will said hello", ("C-002",)),
        ("Will R. was kind", ("C-002",)),
        ("Said that Rose was kind", ("C-002",)),
        ("", ()),
    ],
)
def test_names_of_others_are_found_as_whole_words_and_ordinary_words_are_not(text, wanted):
    of = practice(clients=NAMES)
    assert others_named(text, "C-001", Rosters(of).names("G-01")) == wanted


ORDINARY = (
    client(1),
    client(2, first_name="Grace", last_name="He"),
    client(3, first_name="May", last_name="Park"),
    client(4, first_name="Joy", last_name="It"),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Grace arrived ten minutes late.", ("C-002",)),
        ("Calm at first. Grace was tearful.", ("C-002",)),
        ("Grace quietly nodded", ("C-002",)),
        ("Joy and Ada argued.", ("C-004",)),
        ("Joy, Ada and Tom laughed", ("C-004",)),
        ("May left early", ("C-003",)),
        ("May has never come on time", ("C-003",)),
        ("May leave early next week. May need a ride.", ()),
        ("Joy is growing. Joy and sadness came up. Joy was visible.", ()),
        ("Grace is a theme in her faith; grace was discussed.", ()),
        ("Park visits went well. Park was crowded.", ()),
        ("He said that it helped. He was quiet. He left early.", ()),
        ("It was not easy. It seemed sad.", ()),
    ],
)
def test_a_name_that_is_a_word_counts_at_the_start_of_a_sentence_where_a_person_does_something(text, wanted):
    of = practice(clients=ORDINARY)
    assert others_named(text, "C-001", Rosters(of).names("G-01")) == wanted


def test_a_group_without_a_roster_has_no_names():
    assert others_named("Cora spoke", "C-001", Rosters(practice(roster=())).names("G-01")) == ()


DOUBLE = (
    client(1, first_name="Ada", last_name="Quill"),
    client(2, first_name="José", last_name="García López"),
    client(3, first_name="Mary-Ann", last_name="O\N{RIGHT SINGLE QUOTATION MARK}Neil"),
    client(4, first_name="Ada", last_name="van der Berg", goes_by="Client D"),
    client(5, first_name="An", last_name="Young Jr."),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Agreed with Jose.", ("C-002",)),
        ("Agreed with Jose\N{COMBINING ACUTE ACCENT}.", ("C-002",)),
        ("Ms. Garcia cried", ("C-002",)),
        ("LOPEZ cried", ("C-002",)),
        ("Mary's plan", ("C-003",)),
        ("Went with Ann to the shop", ("C-003",)),
        ("A word from O'Neil", ("C-003",)),
        ("A word from ONeil's brother", ("C-003",)),
        ("Ada spoke for herself", ()),
        ("Ada B. laughed, Ada V. wept", ("C-004",)),
        ("Ada Q. wept for Ada", ()),
        ("Berg laughed; der van is a car", ("C-004",)),
        ("The client decided to try an exercise", ()),
        ("Said that An was kind", ("C-005",)),
        ("Mr. Young was kind; she is young", ("C-005",)),
        ("Told C-005 about it", ("C-005",)),
        ("Sat beside G-01/02/C-003", ("C-003",)),
        ("It's an art; don't", ()),
    ],
)
def test_double_names_accents_apostrophes_letters_and_ids_are_found_too(text, wanted):
    of = practice(clients=DOUBLE)
    assert others_named(text, "C-001", Rosters(of).names("G-01")) == wanted


LONG = "Shared an example of catastrophic thinking at work and completed the thought record in session"


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (LONG, LONG, True),
        (LONG, LONG.upper() + " ", True),
        (LONG, LONG.replace("work", "home"), True),
        (
            LONG,
            "Talked about a quiet week, little sleep, and the wish to call an old friend before the holidays",
            False,
        ),
        ("Quiet today.", "Quiet today.", False),
        ("x" * 39, "x" * 39, False),
        ("x" * 40, "x" * 40, True),
        (LONG, "", False),
    ],
)
def test_near_copies_are_found_and_short_texts_never_are(one, other, wanted):
    assert near_copies({"a": one, "b": other, "c": "x"}) == ({"a": "b", "b": "a"} if wanted else {})


def test_copied_text_holds_both_notes():
    of = with_visit(with_visit(the_guides_log(), 2, contributions=LONG), 4, contributions=LONG)
    outcome = decided(of)
    assert [(h.about[-5:], h.code) for h in outcome.holds] == [
        ("C-002", "NOTE_LIKE_ANOTHER"),
        ("C-004", "NOTE_LIKE_ANOTHER"),
    ]


def two_weeks(last, now, **cells):
    four = session(4)
    visits = (
        visit(four, 1, l.Mark.PRESENT, contributions=last),
        visit(FIVE, 1, l.Mark.PRESENT, contributions=now, **cells),
        visit(FIVE, 2, l.Mark.PRESENT, contributions="Spoke for the first time about the new house and the move."),
    )
    return replace(practice(sessions=(four, FIVE)), visits=visits)


@pytest.mark.parametrize(
    ("last", "now", "waits"),
    [
        (LONG, LONG, True),
        (LONG, LONG.replace("work", "home"), True),
        (LONG, "Told of a quiet week, little sleep, and a wish to call an old friend.", False),
        ("Quiet.", "Quiet.", False),
        (None, LONG, False),
    ],
)
def test_a_text_copied_from_the_members_last_note_holds_the_new_one(last, now, waits):
    outcome = decided(two_weeks(last, now))
    held = [(h.about, h.code) for h in outcome.holds]
    assert held == ([("G-01/05/C-001", "NOTE_LIKE_LAST")] if waits else [])
    assert ("G-01/04/C-001" in str(outcome.holds)) is waits


def test_a_plan_that_goes_on_is_no_copy():
    of = two_weeks("Slept badly.", "Slept well.", plan=LONG)
    first = of.visits[0].model_copy(update={"plan": LONG})
    assert decided(replace(of, visits=(first, *of.visits[1:]))).holds == ()


def test_the_same_words_in_another_group_are_no_copy_of_the_last_note():
    of = two_weeks(LONG, LONG)
    other = session(4, "G-02")
    first = visit(other, 1, l.Mark.PRESENT, contributions=LONG)
    groups = (group(), group(group_id="G-02"))
    of = replace(of, groups=groups, sessions=(other, FIVE), visits=(first, *of.visits[1:]))
    assert "NOTE_LIKE_LAST" not in codes(decided(of).holds)


def test_a_change_before_signing_makes_a_new_version_of_that_note_only():
    of = the_guides_log()
    history = after(decided(of).effects, NOW)
    assert decided(of, history).effects == ()
    changed = with_visit(of, 2, plan="Continue weekly group.")
    assert [e.visit_id for e in decided(changed, history).effects] == ["G-01/05/C-002"]
    assert decided(with_visit(of, 2, do_not_bill=l.YesNo.YES), history).effects == ()


def test_new_goals_make_new_versions_of_unsigned_notes_and_leave_signed_ones_alone():
    of = with_visit(the_guides_log(), 1, signed="DW", signed_on=FIVE.on)
    history = after(decided(of).effects, NOW)
    goals = replace(of, roster=tuple(m.model_copy(update={"goals": "Goal 2"}) for m in of.roster))
    outcome = decided(goals, history)
    assert "G-01/05/C-001" not in [e.visit_id for e in outcome.effects]
    assert (len(outcome.effects), codes(outcome.tasks)) == (4, [])


def test_signing_is_written_into_a_new_version():
    of = the_guides_log()
    history = after(decided(of).effects, NOW)
    (note,) = decided(with_visit(of, 1, signed="DW", signed_on=FIVE.on), history).effects
    assert note.content.signed == "Dana Whitfield, LCSW 0904 (VA), March 3, 2026"
    assert note.inputs.startswith("signed:")


def test_a_change_after_signing_asks_for_an_addendum_and_makes_nothing():
    of = with_visit(the_guides_log(), 1, signed="DW", signed_on=FIVE.on)
    history = after(decided(of).effects, NOW)
    changed = with_visit(of, 1, progress="Much better.")
    outcome = decided(changed, history)
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["NOTE_CHANGED_AFTER_SIGNING"])
    assert note_statuses(changed, history, NOW)[0].state == "changed after signing"
    assert decided(of, history).tasks == ()


@pytest.mark.parametrize(
    ("case", "signed_then", "cells", "asked"),
    [
        ("still present", "DW", {}, []),
        ("absent after all", "DW", {"mark": l.Mark.NO_SHOW}, ["G-01/05/C-001"]),
        ("absent, the note struck by hand and Signed cleared", "DW", {"mark": l.Mark.NO_SHOW, "signed": None}, []),
        ("absent, and there was a draft only", None, {"mark": l.Mark.NO_SHOW}, []),
        ("no mark just now", "DW", {"mark": None}, []),
    ],
)
def test_a_signed_note_of_a_member_who_was_not_there_is_named(case, signed_then, cells, asked):
    of = with_visit(the_guides_log(), 1, signed=signed_then, signed_on=FIVE.on if signed_then else None)
    history = after(decided(of).effects, NOW)
    tasks = decided(with_visit(of, 1, **cells), history).tasks
    assert [t.about for t in tasks if t.reason.code == "NOTE_SIGNED_THOUGH_ABSENT"] == asked, case


def test_another_number_of_members_is_asked_about_once_a_session_and_redoes_only_what_is_not_signed():
    of = the_guides_log()
    for number in (1, 2, 7):
        of = with_visit(of, number, signed="DW", signed_on=FIVE.on)
    history = after(decided(of).effects, NOW)
    outcome = decided(with_visit(of, 4, mark=l.Mark.NO_SHOW), history)
    assert [(t.about, t.reason.code, t.reason.rows) for t in outcome.tasks] == [
        ("G-01/05", "NOTE_RECOUNTED", ("G-01/05/C-001", "G-01/05/C-002", "G-01/05/C-007"))
    ]
    assert [(e.visit_id[-5:], e.content.participants) for e in outcome.effects] == [("C-006", 4)]


def test_a_member_whose_own_row_waits_is_not_named_in_another_members_note_either():
    of = with_visit(the_guides_log(), 1, contributions="Agreed with Zelda about the list.")
    unread = replace(
        of,
        clients=tuple(c for c in of.clients if c.client_id != "C-003"),
        in_question=frozenset({("Clients", "C-003")}),
        names_in_question={"C-003": ("Zelda", "Quill")},
    )
    outcome = decided(unread)
    assert [(h.about, h.code) for h in outcome.holds] == [("G-01/05/C-001", "NOTE_NAMES_OTHER")]
    assert [e.visit_id[-5:] for e in outcome.effects] == ["C-002", "C-004", "C-006", "C-007"]


@pytest.mark.parametrize(
    ("days", "signed", "wanted"),
    [
        (3, None, []),
        (4, None, ["NOTE_OVERDUE"]),
        (4, "DW", []),
        (4, "dana whitfield", []),
        (0, "XX", ["NOTE_SIGNER_UNKNOWN"]),
    ],
)
def test_a_note_is_owed_after_the_practices_days(days, signed, wanted):
    of = replace(practice(sessions=(FIVE,)), visits=(visit(FIVE, 1, l.Mark.PRESENT, signed=signed),))
    assert codes(decided(of, now=at(FIVE.on + timedelta(days=days), "20:00")).tasks) == wanted


def test_the_notes_tab_says_where_each_note_stands():
    of = with_visit(the_guides_log(), 4, signed="DW", signed_on=FIVE.on)
    history = after(decided(of).effects[:2], NOW)
    rows = note_statuses(of, history, NOW)
    assert [(s.visit_id[-5:], s.file, s.state) for s in rows][:3] == [
        ("C-001", "1.docx", "draft"),
        ("C-002", "2.docx", "missing parts"),
        ("C-004", "", "missing parts"),  # nothing is signed of which there is no file
    ]
    owed = ("Participation", "Contributions", "Observations", "Progress", "Plan")
    assert (rows[1].missing, rows[2].missing) == (owed, (*owed, "No file yet"))


@pytest.mark.parametrize(("days", "number"), [(0, 1), (14, 1), (15, 0)])
def test_parts_that_notes_lack_are_one_thing_to_do_a_session_for_two_weeks(days, number):
    of = with_visit(the_guides_log(), 4, signed="DW")
    found = list(parts_missing(note_statuses(of, after(decided(of).effects, NOW), NOW), FIVE.on + timedelta(days=days)))
    assert [(t.about, t.reason.rows[:2], len(t.reason.rows)) for t in found] == [
        ("G-01/05", ("G-01/05/C-002", "G-01/05/C-004"), 4)
    ] * number
    assert all(
        "parts are missing in 4 notes, for example Participation of G-01/05/C-002" in t.reason.sentence for t in found
    )


def test_a_note_of_a_psychoeducation_group_does_not_call_itself_psychotherapy():
    of = replace(the_guides_log(), groups=(group(type=l.GroupType.PSYCHOEDUCATION),))
    assert decided(of).effects[0].content.service == "Psychoeducation group"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([None, *l.Mark]), min_size=7, max_size=7), st.integers(0, 2**31))
def test_the_order_of_rows_does_not_matter_and_a_second_pass_makes_nothing_new(marks, seed):
    visits = tuple(visit(FIVE, n, mark, contributions=f"Own words {n}") for n, mark in enumerate(marks, start=1))
    of = practice(sessions=(FIVE,), visits=visits)
    mixed = random.Random(seed)
    other = replace(of, visits=tuple(mixed.sample(visits, 7)), roster=tuple(mixed.sample(of.roster, 7)))
    first = decided(of)
    assert decided(other) == first
    assert decided(of, after(first.effects, NOW)).effects == ()
