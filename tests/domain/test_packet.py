"""The packet of a claim: what it rests on, part by part, and nothing of any other member (catalogue N3)."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from domain import lists as l
from domain.claims import wanted_claims
from domain.history import Batch, Happened, History
from domain.making import claim_of
from domain.note_signing import signature
from domain.packet import packet
from domain.reasons import reason
from domain.views import Line, NoteStatus
from tests.domain.claims_build import (
    NOW,
    ON,
    call,
    client,
    group,
    guide_visits,
    member,
    payer,
    practice,
    session,
    staff,
    two_of_aetna,
    visit,
)

VISIT = "G-01/05/C-001"
NOTE = NoteStatus(visit_id=VISIT, client_id="C-001", on=ON, file="G-01/2026-03-03/C-001.docx", state="signed")
LED = "Maya Chen, LCSW, NPI 1245319599"
SENT = datetime(2026, 3, 5, 15, 30, tzinfo=UTC)


def line(**parts) -> Line:
    usual = {
        "claim_id": "CAAAAAAAAAAA", "line": 1, "visit_id": VISIT, "client_id": "C-001", "payer": "Aetna", "on": ON,
        "code": "90853", "place": "11", "diagnoses": ("F41.1", "F43.10"), "charge": Decimal(150), "state": "sent",
        "reasons": (),
    }  # fmt: skip
    return Line(**usual | parts)


def paper(p=None, history=None, lines=None, note=NOTE, covered=()):
    return packet(p or practice(), history or History(), lines or (line(),), note, covered)


def part(name: str, of=None) -> list[tuple[str, str]]:
    """The paragraphs under one heading, or the rows of its table."""
    (block,) = (b for b in (of or paper()).blocks if b.heading == name)
    return list(getattr(block, "rows", None) or getattr(block, "paragraphs", ()))


def test_it_begins_with_whom_it_is_about():
    found = paper(practice(clients=(client(1, goes_by="Addie", born=date(1980, 2, 4)),)))
    assert (found.title, found.practice_name, found.reference) == (
        "Claim packet", "Riverbend Group Therapy", "CAAAAAAAAAAA",
    )  # fmt: skip
    assert dict(found.about) == {
        "Member": "Addie Quill", "Client ID": "C-001", "Born": "February 4, 1980", "Payer": "Aetna",
        "Member ID": "W123456781", "Visit": VISIT,
    }  # fmt: skip


def test_who_is_no_longer_in_clients_is_named_by_their_id():
    about = dict(paper(practice(clients=(client(2),))).about)
    assert (about["Member"], about["Born"], about["Member ID"]) == ("C-001", "", "")


def test_each_line_says_what_it_costs_and_why_it_stands_so():
    why = reason("CLAIM_NOTE_NOT_SIGNED", rows=(VISIT,))
    lines = (line(), line(line=2, code="90785", modifiers=("95", "HQ"), charge=None, state="held", reasons=(why,)))
    assert part("Lines", paper(lines=lines)) == [
        ("CAAAAAAAAAAA / 1", "2026-03-03", "90853", "11", "F41.1, F43.10", "150.00", "sent: "),
        ("CAAAAAAAAAAA / 2", "2026-03-03", "90785 95 HQ", "11", "F41.1, F43.10", "", f"held: {why.sentence}"),
    ]


def test_attendance_has_times_minutes_and_how_many_took_part():
    visits = (visit(1, arrived=time(18, 5), left=time(19, 20), factor=l.Factor.CAREGIVER), *guide_visits()[1:])
    assert part("Attendance", paper(practice(visits=visits))) == [
        ("Session", "G-01/05, March 3, 2026, CBT for Anxiety"),
        ("Held", "6:00 PM to 7:30 PM"),
        ("Mark", "Present"),
        ("Times", "arrived 6:05 PM, left 7:20 PM"),
        ("There for", "75 minutes"),
        ("Participants", "5 present"),
        ("Took part", "In person"),
        ("Clinician", LED),
        ("Complexity factor", "Caregiver"),
    ]


@pytest.mark.parametrize(
    ("tabs", "name", "said"),
    [
        ({"visits": (visit(1, left=time(19, 20)),)}, "Times", "left 7:20 PM"),
        ({"visits": (visit(1),)}, "Times", None),
        ({"visits": (visit(1, mark=None),)}, "Mark", "blank"),
        ({"visits": (visit(1, mark=l.Mark.LATE),)}, "There for", None),  # nobody wrote when they came
        ({"sessions": (session(starts=None, ends=None),), "groups": ()}, "Held", "times not written"),
        ({"sessions": (session(ends=None),), "groups": ()}, "Held", "6:00 PM"),
        ({"groups": ()}, "Session", "G-01/05, March 3, 2026"),
        ({"sessions": (session(facilitator=None),)}, "Clinician", LED),  # the group's own
        ({"sessions": (session(facilitator=None),), "groups": (group(facilitator=None),)}, "Clinician", "not written"),
        ({"sessions": (session(facilitator=None),), "groups": ()}, "Clinician", "not written"),
        ({"sessions": (session(facilitator="Somebody"),)}, "Clinician", "Somebody"),
        ({}, "Co-facilitator", None),
        ({"sessions": (session(cofacilitator="MC"),)}, "Co-facilitator", "Maya Chen, LCSW"),
        ({"visits": (visit(1, attended=l.Attends.VIDEO_HOME),)}, "Took part", "Video from home"),
        ({}, "Complexity factor", None),
        ({"visits": (visit(1), visit(1, visit_id="G-01/05/C-001b"), visit(5))}, "Participants", "2 present"),
    ],
)
def test_what_nobody_wrote_about_a_visit_is_left_out_or_said(tabs, name, said):
    assert dict(part("Attendance", paper(practice(**tabs)))).get(name) == said


@pytest.mark.parametrize("tabs", [{"visits": ()}, {"sessions": ()}])
def test_rows_that_are_gone_are_said_to_be_gone(tabs):
    assert part("Attendance", paper(practice(**tabs))) == [("", "The attendance row is not there any more.")]


@pytest.mark.parametrize(
    ("note", "cells", "said"),
    [
        (NOTE, {}, [("File", NOTE.file), ("State", "signed"), ("Signed", "Maya Chen, LCSW, March 3, 2026")]),
        (NOTE, {"signed_on": None}, [("File", NOTE.file), ("State", "signed"), ("Signed", "Maya Chen, LCSW")]),
        (
            NOTE.model_copy(update={"missing": ("Plan", "Co-signature")}),
            {"signed": "ZZ"},
            [
                ("File", NOTE.file),
                ("State", "signed"),
                ("Look at", "Plan, Co-signature"),
                ("Signed", "ZZ, whom Staff does not have as a clinician"),
            ],
        ),
        (NOTE, {"signed": None}, [("File", NOTE.file), ("State", "signed")]),
        (None, {"signed": None}, [("File", "no note")]),
    ],
)
def test_the_note_is_named_with_its_state_and_signature_and_not_quoted(note, cells, said):
    assert part("Note", paper(practice(visits=(visit(1, **cells),)), note=note)) == said


def test_an_amended_note_is_named_with_the_files_that_it_amends():
    v3 = NOTE.model_copy(update={"file": NOTE.file.replace(".docx", " v3.docx")})
    lying = dict.fromkeys((NOTE.file, v3.file, NOTE.file.replace(".docx", " v4.docx")), "")
    said = dict(part("Note", paper(note=v3, history=History(files=lying))))
    assert (said["File"], said["Earlier versions"]) == (v3.file, NOTE.file)


def test_a_review_that_came_later_bears_its_own_day():
    p = practice(
        staff=(staff(supervisor="SP"), staff(name="Sue Pervisor", initials="SP")), visits=(visit(1, signed="MC, SP"),)
    )
    mark = signature(p, p.sessions[0], "MC, SP", ON).mark
    note = happened(f"note:{VISIT}", "note", inputs=f"signed:a:b:1:{mark}", reviewed_on="2026-03-09")
    said = dict(part("Note", paper(p, History({note.key: note}))))
    assert (said["Signed"], said["Reviewed"]) == ("Maya Chen, LCSW, March 3, 2026", "Sue Pervisor, March 9, 2026")


def test_without_the_visits_row_the_note_alone_is_named():
    assert part("Note", paper(practice(visits=()))) == [("File", NOTE.file), ("State", "signed")]


@pytest.mark.parametrize(
    ("tabs", "diagnoses", "said"),
    [
        (
            {"roster": (member(1, diagnoses=("F41.1", "F43.10"), goals="Sleep through"),)},
            ("F41.1",),
            [("On the claim", "F41.1"), ("Roster", "R-G-01-001, since January 6, 2026: F41.1, F43.10"), ("Goals", "Sleep through")],
        ),
        ({"roster": (member(1),)}, (), [("On the claim", "none"), ("Roster", "R-G-01-001, since January 6, 2026: F41.1"), ("Goals", "not written")]),
        ({"roster": (member(1, start=date(2026, 3, 4)),)}, ("F41.1",), [("On the claim", "F41.1")]),  # not yet a member then
        ({"visits": ()}, ("F41.1",), [("On the claim", "F41.1")]),
    ],
)  # fmt: skip
def test_diagnosis_and_goals_are_the_members_own(tabs, diagnoses, said):
    assert part("Diagnosis and goals", paper(practice(**tabs), lines=(line(diagnoses=diagnoses),))) == said


AUTHORIZED = {"authorization_number": "A9", "authorized_sessions": 12, "authorized_from": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "January 5, 2026, payer: result Verified; reference none"),
        ({"payer": "Aetna", "reference_number": "R-1"}, "January 5, 2026, Aetna: result Verified; reference R-1"),
        ({"result": None}, "January 5, 2026, payer: no result; reference none"),
        (
            AUTHORIZED | {"authorized_to": date(2026, 6, 30)},
            "January 5, 2026, payer: result Verified; reference none; authorization A9, 12 sessions from 2026-01-01 until 2026-06-30",
        ),
        (
            {"authorization_number": "A9"},
            "January 5, 2026, payer: result Verified; reference none; authorization A9, ? sessions",
        ),
    ],
)
def test_each_call_says_its_result_its_reference_and_the_authorization(cells, said):
    assert part("Benefits and authorization", paper(covered=(call(1, **cells),))) == [("V-001", said)]


def test_calls_stand_in_the_order_given_and_none_is_said_so():
    assert [name for name, _ in part("Benefits and authorization", paper(covered=(call(3), call(1))))] == [
        "V-003",
        "V-001",
    ]
    assert part("Benefits and authorization") == [("", "No call to the payer is on record.")]


def test_the_rule_is_the_payers_row_of_that_day():
    later = payer(since=date(2026, 3, 4), minimum_present=5)
    ((row, words),) = part("The payer's rule", paper(practice(payers=(payer(), later))))
    assert row == "Aetna|2026-01-01"
    assert "minimum present 2" in words
    assert "presence rule Entire session" in words
    assert part("The payer's rule", paper(practice(payers=()))) == [("", "No row of Payers holds on that day.")]


def happened(key: str, effect: str, when=NOW, /, **detail: str) -> Happened:
    state = "failed" if effect == "decision" else "done"
    return Happened(key=key, kind=effect, state=state, digest="", begun=when, detail=detail)


CLAIM_1, CLAIM_5 = (claim_of(b) for b in wanted_claims(two_of_aetna(), NOW).bills)
WRITTEN = Batch(
    batch_id="B-0001", state="written", lines=((CLAIM_1.claim_id, 1, "x"), (CLAIM_5.claim_id, 1, "x")), proposed=NOW,
    claims=(CLAIM_1, CLAIM_5), control_number=101,
)  # fmt: skip
OTHERS = WRITTEN.model_copy(
    update={"batch_id": "B-0002", "claims": (CLAIM_5,), "lines": ((CLAIM_5.claim_id, 1, "x"),), "control_number": 102}
)
MINE = f"batch B-0001 written, file {101:09d}"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, []),
        ({"state": "sent", "batch_id": "B-0001", "file_kind": "999"}, ["sent"]),
        ({"state": "accepted", "claim_id": CLAIM_1.claim_id, "payer_number": "P77"}, ["accepted, the payer's number P77"]),
        ({"state": "accepted", "claim_id": CLAIM_5.claim_id, "payer_number": "P78"}, []),  # another member's
    ],
)  # fmt: skip
def test_the_history_tells_each_answer_about_this_members_claim_alone(answers, said):
    known = History({"answer:x": happened("answer:x", "answer", **answers)}, (WRITTEN, OTHERS))
    rows = part("History", paper(history=known, lines=(line(claim_id=CLAIM_1.claim_id),)))
    told = [f"claim {CLAIM_1.claim_id} {x}" for x in said] if answers else []
    assert sorted(what for _, what in rows) == sorted([MINE, *told])


def test_it_goes_by_the_practices_clock_and_an_answer_comes_after_what_it_answers():
    evening = datetime(2026, 3, 5, 1, tzinfo=UTC)  # still the 4th in New York
    answer = {
        "state": "rejected",
        "claim_id": CLAIM_1.claim_id,
        "codes": "A3:78",
        "file_kind": "277",
        "at": "2026-03-04 1901",
    }
    done = [
        happened("answer:x", "answer", SENT, **answer),
        happened(f"note:{VISIT}", "note", SENT),
        happened("note:G-01/05/C-005", "note", SENT),
        happened(f"ask:review:{VISIT}:ab", "decision"),
    ]
    sent = WRITTEN.model_copy(update={"proposed": evening})
    lines = (line(claim_id=CLAIM_1.claim_id),)
    rows = part("History", paper(history=History({h.key: h for h in done}, (sent,)), lines=lines))
    refused = rows[2][1]
    assert refused.startswith(f"claim {CLAIM_1.claim_id} rejected: ")
    assert refused != f"claim {CLAIM_1.claim_id} rejected: "
    assert rows == [
        ("2026-03-04T10:00-05:00", "decision failed"),
        ("2026-03-04T20:00-05:00", MINE),
        ("2026-03-04 1901", refused),
        ("2026-03-05T10:30-05:00", "note done"),
    ]


def test_a_batch_stands_at_the_moment_when_it_was_written_not_when_it_was_proposed():
    wrote = happened("batch:B-0001", "batch").model_copy(update={"finished": SENT})
    rows = part(
        "History", paper(history=History({wrote.key: wrote}, (WRITTEN,)), lines=(line(claim_id=CLAIM_1.claim_id),))
    )
    assert rows == [("2026-03-05T10:30-05:00", MINE)]


def test_a_batch_that_only_asked_is_told_without_a_file_number():
    asked = Batch(batch_id="B-0003", state="declined", lines=((CLAIM_1.claim_id, 1, "x"),), proposed=NOW)
    lines = (line(claim_id=CLAIM_1.claim_id),)
    assert part("History", paper(history=History({}, (asked,)), lines=lines)) == [
        ("2026-03-04T10:00-05:00", "batch B-0003 declined")
    ]


def test_a_corrected_claim_of_the_same_visit_stands_in_its_history_too():
    replaced = CLAIM_1.model_copy(update={"claim_id": "COLD"})
    sent = WRITTEN.model_copy(update={"claims": (replaced,), "lines": (("COLD", 1, "x"),)})
    lines = (line(claim_id=CLAIM_1.claim_id),)
    assert [w for _, w in part("History", paper(history=History({}, (sent,)), lines=lines))] == [MINE]


def test_nothing_of_another_member_is_in_it():
    p = practice(
        clients=tuple(client(n, last_name=f"Last{n}") for n in range(1, 8)),
        roster=tuple(member(n, goals=f"Goal{n}") for n in range(1, 8)),
    )
    lines = (line(claim_id=CLAIM_1.claim_id),)
    words = paper(p, History({}, (WRITTEN, OTHERS)), lines, covered=(call(1),)).model_dump_json()
    assert [x for x in ("C-001", "Last1", "Goal1") if x not in words] == []
    assert [x for n in range(2, 8) for x in (f"C-{n:03d}", f"Last{n}", f"Goal{n}", f"V-{n:03d}") if x in words] == []
    assert CLAIM_5.claim_id not in words
