"""Which documents are due, and what stands in them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain import lists as l
from domain.documents import decide_documents, document_statuses
from domain.documents_group import ending, roster
from domain.documents_session import cancelled, place_words, sign_in, summary
from domain.documents_session_plan import WORKING, phases, session_plan
from domain.history import Batch, Happened, History
from domain.made_files import withdrawn
from domain.paper import TO_COMPLETE, Table
from domain.records import Decision
from tests.connectors.x12.people import jane
from tests.domain.people_build import FIRST, at, client, group, member, practice, session, visit

FIVE = session(5, topics="Thought records", dynamics="Warm", content="An exercise", homework="One record")
SIX = session(6, was_held=l.YesNo.NO, cancelled_because="Snow", told_how="By phone")
SEVEN = session(7)
NOW = at(FIVE.on + timedelta(days=8), "12:00")  # two weeks on, a day after the sixth

ENDED = member(1, status=l.MembershipStatus.ENDED, end=FIVE.on)


def of(**tabs):
    visits = (
        visit(FIVE, 1, l.Mark.PRESENT),
        visit(FIVE, 2, l.Mark.LATE, arrived=time(18, 22)),
        visit(FIVE, 3, l.Mark.ABSENT_TOLD, told_us_on=datetime(2026, 3, 1, 9, 0), reason="Illness"),
        visit(FIVE, 4),
    )
    return practice(**{"sessions": (FIVE, SIX, SEVEN), "visits": visits} | tabs)


def keys(outcome):
    return [e.key for e in outcome.effects]


def done(outcome, history=None):
    happened = {
        e.key: Happened(
            key=e.key, kind=e.kind, state="done", digest=e.digest, begun=NOW, detail={"file": f"{e.name}.docx"}
        )
        for e in outcome.effects
    }
    return History({**(history.happened if history else {}), **happened})


def words(paper):
    found = [text for pair in paper.about for text in pair]
    for block in paper.blocks:
        rows = block.rows if isinstance(block, Table) else block.paragraphs
        found += [block.heading, *(text for row in rows for text in row)]
    return " | ".join(found)


def test_each_session_and_group_has_the_documents_of_its_time():
    assert keys(decide_documents(of(), History(), NOW)) == [
        "document:summary:G-01/05",
        "document:cancelled:G-01/06",
        "document:plan:G-01/07",
        "document:sign-in:G-01/07",
        "document:roster:G-01",
        "document:dynamics:",
    ]


def _without(history, *keys):
    there = {h.detail["file"]: "1" for key, h in history.happened.items() if key not in keys and "file" in h.detail}
    return replace(history, files=there)


GONE = {
    "a summary": ("document:summary:G-01/05", "The file of the summary of G-01/05 is gone. Make it again?"),
    "a cancelled session": (
        "document:cancelled:G-01/06",
        "The file of the record that cancels G-01/06 is gone. Make it again?",
    ),
    "a plan": ("document:plan:G-01/07", ""),
    "a sign-in sheet": ("document:sign-in:G-01/07", ""),
    "a roster": ("document:roster:G-01", ""),
}


@pytest.mark.parametrize(("key", "question"), GONE.values(), ids=GONE)
def test_a_deleted_record_is_asked_about_and_a_deleted_paper_stays_away(key, question):
    history = _without(done(decide_documents(of(), History(), NOW)), key)
    effects = decide_documents(of(), history, NOW).effects
    assert [e.question for e in effects] == ([question] if question else [])


def test_a_deleted_record_is_made_again_only_on_yes():
    key = "document:summary:G-01/05"
    history = _without(done(decide_documents(of(), History(), NOW)), key)
    (ask,) = decide_documents(of(), history, NOW).effects
    told = Happened(key=ask.key, kind="decision", state="done", digest="", begun=NOW, detail={"decision_id": "D-1"})
    asked = replace(history, happened={**history.happened, ask.key: told})
    changed = {"sessions": (FIVE.model_copy(update={"topics": "Exposure"}), SIX, SEVEN)}
    for answer, wanted in ((None, []), (l.YesNo.NO, []), (l.YesNo.YES, ["DOCUMENT_MADE_AGAIN"])):
        rows = {"decisions": (Decision(decision_id="D-1", answer=answer),), **changed}
        assert [e.reasons[0].code for e in decide_documents(of(**rows), asked, NOW).effects] == wanted
    row = of(decisions=(Decision(decision_id="D-1"),))
    assert withdrawn(row, asked) == {}
    assert list(withdrawn(row, replace(asked, files={h.detail["file"]: "" for h in history.happened.values()}))) == [
        "D-1"
    ]


@pytest.mark.parametrize(
    ("case", "then", "now", "lies_there", "said"),
    [
        ("as it was", {}, {}, True, []),
        ("cancelled, then held", {}, {"sessions": (FIVE, session(6), SEVEN)}, True, ["G-01/06"]),
        ("the file was moved", {}, {"sessions": (FIVE, session(6), SEVEN)}, False, []),
        ("held, then not", {}, {"sessions": (session(5, was_held=l.YesNo.NO), SIX, SEVEN)}, True, ["G-01/05"]),
        ("its row is gone", {}, {"sessions": (FIVE, SEVEN)}, True, []),
        ("ended", {"roster": (ENDED,)}, {"roster": (ENDED,)}, True, []),
        ("ended, then back", {"roster": (ENDED,)}, {"roster": (member(1),)}, True, ["R-G-01-001"]),
        ("not to be read", {"roster": (ENDED,)}, {"roster": (member(1, status=None),)}, True, []),
    ],
)
def test_a_record_that_the_sheet_contradicts_is_named_while_its_file_is_there(case, then, now, lies_there, said):
    made = done(decide_documents(of(**then), History(), NOW))
    files = {h.detail["file"]: "1" for h in made.happened.values()} if lies_there else {"other.docx": "1"}
    tasks = decide_documents(of(**now), replace(made, files=files), NOW).tasks
    assert [t.about for t in tasks if t.reason.code == "DOCUMENT_UNTRUE"] == said, case


def test_a_whole_folder_of_records_that_is_gone_is_one_thing_to_do():
    sessions = tuple(session(n, topics="Thought records") for n in range(1, 8))
    visits = tuple(visit(s, 1, l.Mark.PRESENT) for s in sessions)
    many = of(sessions=sessions, visits=visits)
    late = at(sessions[-1].on + timedelta(days=2), "12:00")
    made = done(decide_documents(many, History(), late))
    summaries = [k for k in made.happened if k.startswith("document:summary:")]
    assert len(summaries) == 5  # those of the last thirty days
    more = {
        f"document:ending:R-{n}": made.happened[summaries[0]].model_copy(update={"key": f"document:ending:R-{n}"})
        for n in range(3)
    }
    made = replace(made, happened={**made.happened, **more})
    outcome = decide_documents(many, replace(made, files={}), late)
    assert ([e.key for e in outcome.effects], [t.reason.code for t in outcome.tasks]) == ([], ["DOCUMENT_FILES_GONE"])


def test_files_are_named_by_ids_and_lie_by_group_and_day():
    found = {(e.folder, e.name) for e in decide_documents(of(), History(), NOW).effects}
    assert {("G-01/2026-03-03", "G-01/05-summary"), ("G-01", "G-01-roster"), ("", "dynamics")} <= found


def test_nothing_is_made_twice_and_a_change_redoes_only_what_it_touches():
    history = done(decide_documents(of(), History(), NOW))
    assert keys(decide_documents(of(), history, NOW)) == []
    moved = of(sessions=(FIVE.model_copy(update={"topics": "Exposure"}), SIX, SEVEN))
    assert keys(decide_documents(moved, history, NOW)) == ["document:summary:G-01/05"]
    assert {s.kind for s in document_statuses(history)} == {
        "summary",
        "cancelled",
        "plan",
        "sign-in",
        "roster",
        "dynamics",
    }


@pytest.mark.parametrize(
    ("days", "wanted"), [(30, True), (31, False)], ids=["still kept current", "the practice's own by now"]
)
def test_a_document_of_long_ago_is_left_alone(days, wanted):
    when = at(FIVE.on + timedelta(days=days))
    assert ("document:summary:G-01/05" in keys(decide_documents(of(), History(), when))) is wanted


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"groups": (group(status=l.GroupStatus.ENDED),)}, "document:roster:G-01"),
        ({"groups": ()}, "document:summary:G-01/05"),
        ({"sessions": (FIVE.model_copy(update={"held": frozenset({"notes"})}),)}, "document:summary:G-01/05"),
        ({"visits": ()}, "document:summary:G-01/05"),
        (
            {"groups": (group(how=l.How.VIDEO),), "roster": (member(1, attends=l.Attends.VIDEO_HOME),)},
            "document:sign-in:G-01/07",
        ),
    ],
)
def test_what_nobody_needs_is_not_made(change, missing):
    assert missing not in keys(decide_documents(of(**change), History(), NOW))


def test_a_summary_says_who_was_there_and_what_is_still_to_be_written():
    paper = summary(of(), group(), FIVE)
    said = words(paper)
    for part in ("2 of 4", "Thought records", "Warm", "None recorded.", "Arrived 6:22 PM, 22 minutes after the start"):
        assert part in said
    assert "Absent, told us on March 1, 2026, 9:00 AM | Illness" in said
    assert "Dov Lindqvist | C-004 | No mark" in said
    left = tuple(m.model_copy(update={"end": FIRST} if m.client_id == "C-004" else {}) for m in of().roster)
    without = words(summary(of(roster=left), group(), FIVE))
    assert "2 of 3" in without
    assert "Dov" not in without
    blank = summary(of(), group(sessions_in_cycle=None), session(5, starts=None, critical_incident="Fire alarm"))
    assert blank.missing == ("Topics", "Content", "Group dynamics")
    assert f"{TO_COMPLETE} - 7:30 PM" in words(blank)
    assert "Fire alarm" in words(blank)


def test_a_sign_in_sheet_shows_no_more_than_first_names():
    members = (
        member(1),
        member(2, attends=l.Attends.VIDEO_HOME),
        member(3, status=l.MembershipStatus.PAUSED),
        member(4, end=FIRST),
    )
    paper = sign_in(of(roster=members, clients=(client(1, goes_by="Addie"), *of().clients[1:])), group(), SEVEN)
    (table, _) = paper.blocks
    assert [row[:2] for row in table.rows] == [("Addie Q.", ""), ("Ben M.", "Video from home")]
    assert "Marsh" not in words(paper)
    alike = sign_in(of(roster=members[:1]), group(), SEVEN).blocks[0]
    assert [name for name, _ in alike.columns] == ["Name", "Time in", "Time out", "Initials"]


def test_a_cancelled_session_says_why_how_when_and_that_nothing_was_billed():
    sent = Happened(
        key=f"text:C-001:cancelled:{SIX.on}", kind="text", state="done", digest="x", begun=at(SIX.on, "09:00")
    )
    paper = cancelled(of(), History({sent.key: sent}), group(), SIX)
    said = words(paper)
    for part in ("Snow", "By phone", "Ada Quill | C-001 | sent March 10, 2026, 9:00 AM", "Ben Marsh | C-002 | no text"):
        assert part in said
    assert "No claim line was made for this session." in said
    assert cancelled(of(), History(), group(), session(6, was_held=l.YesNo.NO)).missing == ("Reason", "Told how")


@pytest.mark.parametrize(
    "since",
    [{"status": l.MembershipStatus.PAUSED}, {"status": l.MembershipStatus.ENDED, "end": SIX.on}],
    ids=["paused since", "left since"],
)
def test_a_cancelled_record_keeps_those_who_were_expected_whatever_became_of_them(since):
    roster = tuple(member(n, **(since if n == 1 else {})) for n in range(1, 8))
    now = of(roster=roster, visits=(visit(SIX, 1),))
    (told,) = (b for b in cancelled(now, History(), group(), SIX).blocks if isinstance(b, Table))
    assert [row[1] for row in told.rows] == [f"C-{n:03d}" for n in range(1, 8)]


def test_a_session_cancelled_after_it_was_billed_does_not_say_otherwise():
    was = jane("C123", visit_id="G-01/06/C-001")
    batch = Batch(batch_id="B-0001", state="written", lines=(), proposed=NOW, claims=(was,))
    billed = of(visits=(visit(SIX, 1, l.Mark.PRESENT),))
    said = words(cancelled(billed, History({}, (batch,)), group(), SIX))
    assert "claims were written: C123" in said
    assert "No claim line" not in said


@pytest.mark.parametrize(
    ("minutes", "wanted"),
    [
        (90, (15, 60, 15)),
        (120, (15, 90, 15)),
        (75, (10, 55, 10)),
        (60, (10, 40, 10)),
        (45, (10, 25, 10)),
        (10, (3, 4, 3)),
    ],
)
def test_the_minutes_of_a_session_are_shared_out_whole(minutes, wanted):
    assert phases(minutes) == wanted
    assert sum(phases(minutes)) == minutes


@pytest.mark.parametrize("kind", list(l.GroupType))
def test_a_plan_has_the_parts_of_its_type_of_group_and_last_times_homework(kind):
    paper = session_plan(of(), group(type=kind, minutes=None), SEVEN)
    said = words(paper)
    assert all(part in said for part, _ in WORKING[kind])
    assert "Homework | One record" in said
    assert "None given." in words(session_plan(of(sessions=()), group(), SEVEN))


def test_a_roster_has_what_the_guide_wants_of_each_enrolled_member():
    clients = (
        client(1, goes_by="Addie", emergency_contact="Kin", emergency_phone="+14155550199"),
        client(2),
    )
    members = (
        member(1),
        member(2, diagnoses=(), goals=None, status=l.MembershipStatus.PAUSED),
        member(3, status=l.MembershipStatus.ENDED),
    )
    paper = roster(
        of(clients=clients, roster=(*members, member(9))), group(maximum=8, cofacilitator="Guest"), date(2026, 3, 1)
    )
    (table,) = paper.blocks
    assert table.rows == (
        (
            'Ada "Addie" Quill',
            "C-001",
            "January 1, 2026",
            "F41.1",
            "Goal 1: reduce anxiety from 8/10 to 4/10",
            "Kin\n415-555-0199",
        ),
        ("Ben Marsh (paused)", "C-002", "January 1, 2026", TO_COMPLETE, TO_COMPLETE, TO_COMPLETE),
    )
    assert paper.wide
    assert "2 of 8" in words(paper)
    assert "Guest" in words(paper)


def test_the_end_of_a_membership_is_drafted_and_leaves_the_clinical_words_to_a_person():
    gone = member(3, status=l.MembershipStatus.REMOVED, end=date(2026, 3, 9), end_reason="Four absences")
    asked = Decision(
        decision_id="D-1", kind="pattern", about="C-003, G-01, G-01/05/C-003", question="Talk?", answer=l.YesNo.YES,
        asked_on=date(2026, 3, 4), note="Called.",
    )  # fmt: skip
    other = asked.model_copy(update={"about": "C-004, G-01"})
    practice_ = of(roster=(gone,), decisions=(asked, other))
    (effect,) = [e for e in decide_documents(practice_, History(), NOW).effects if e.document_kind == "ending"]
    said = words(effect.content)
    for part in (
        "Removed from the group",
        "March 9, 2026",
        "Four absences",
        "Present at 0 sessions, absent from 1 (1 absent, told us).",
    ):
        assert part in said
    assert said.count("Talk? Answer: Yes. Called.") == 1
    assert effect.content.missing == ("Progress", "Recommendations", "How the client was told")
    assert said.count(TO_COMPLETE) == 3


def test_an_ending_of_long_ago_is_not_drafted_and_one_without_day_or_reason_says_so():
    old = member(3, status=l.MembershipStatus.ENDED, end=date(2026, 1, 20))
    assert "document:ending:R-G-01-003" not in keys(decide_documents(of(roster=(old,)), History(), NOW))
    blank = member(1, status=l.MembershipStatus.ENDED)
    paper = ending(of(), group(facilitator=None), blank, client(1))
    assert paper.missing[:2] == ("End date", "Reason")
    assert "Present at 1 session, absent from 0." in words(paper)


@pytest.mark.parametrize(
    ("place", "how", "said"),
    [
        ("Room 2", l.How.IN_PERSON, "Room 2"),
        ("https://video.example.com/oak", l.How.VIDEO, "Video"),  # an address on the web is no place to print
        (None, l.How.PHONE, "Phone"),
        (None, None, ""),
        ("https://video.example.com/oak", None, ""),
    ],
)
def test_a_place_is_printed_and_an_address_on_the_web_is_not(place, how, said):
    assert place_words(group(place=place, how=how)) == said
