"""What the grey columns say beside people's rows."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from domain import lists as l
from domain import records as r
from domain.answers import Shown, answers, held_sessions
from domain.history import Batch, Happened, History
from domain.reasons import reason
from domain.viability import group_numbers
from domain.views import Benefit, Line, NoteStatus
from tests.domain.people_build import FIRST, at, client, group, member, practice, session, visit

NOW = at(FIRST + timedelta(days=1))
YES, NO = l.YesNo.YES, l.YesNo.NO
ONE = session(1)


def said(of, history=None, **shown):
    numbers = group_numbers(of, held_sessions(of), NOW)
    usual = {"lines": (), "notes": (), "benefits": (), "groups": numbers, "withdrawn": {}}
    return answers(of, history or History(), Shown(**usual | shown), NOW)


def marked(*marks):
    return tuple(visit(ONE, n, mark) for n, mark in enumerate(marks, start=1))


@pytest.mark.parametrize(
    ("cells", "visits", "wanted"),
    [
        ({}, marked(l.Mark.PRESENT, l.Mark.LATE, l.Mark.NO_SHOW), ("2 of 3", "Held")),
        ({}, marked(l.Mark.PRESENT, None), ("1 of 2", "Held, 1 without a mark")),
        ({}, marked(None), ("", "Not yet marked")),
        ({}, (), ("", "")),
        ({"was_held": NO}, marked(None), ("0 of 1", "Not held: no reason given. Nothing is billed.")),
        ({"cancelled_because": "Snow"}, marked(None), ("0 of 1", "Not held: Snow. Nothing is billed.")),
    ],
)
def test_a_session_says_how_many_were_present_and_whether_it_was_held(cells, visits, wanted):
    of = practice(sessions=(session(1, **cells),), visits=visits)
    assert said(of)["Sessions"]["G-01/01"] == wanted


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [(None, ("1 of 1", "Held")), (l.Mark.NO_SHOW, ("1 of 2", "Held")), (l.Mark.PRESENT, ("2 of 2", "Held"))],
)
def test_who_had_left_by_the_session_counts_only_with_a_mark(mark, wanted):
    left = (member(1), member(2, end=ONE.on - timedelta(days=1), status=l.MembershipStatus.ENDED))
    of = practice(sessions=(ONE,), visits=marked(l.Mark.PRESENT, mark), roster=left)
    assert said(of)["Sessions"]["G-01/01"] == wanted


@pytest.mark.parametrize(
    ("cells", "coming", "wanted"),
    [
        ({"maximum": 10}, (session(1), session(2), session(3)), ("Tue Feb 10, 6:00 PM", "7 of 10", "")),
        ({}, (session(2, starts=None),), ("Tue Feb 10", "7", "")),
        ({}, (session(1),), ("", "7", "")),
    ],
)
def test_a_group_says_when_it_meets_next_and_how_many_seats_are_taken(cells, coming, wanted):
    assert said(practice(groups=(group(**cells),), sessions=coming))["Groups"]["G-01"] == wanted


def call(about, on, result, **cells):
    yes = l.YesNoUnsure.YES
    usual = {"verification_id": f"V-{on.day}", "about": about, "called_on": on, "payer": "Aetna", "result": result}
    usual |= {"plan_active": yes, "group_covered": yes, "in_network": l.NetworkAnswer.IN, "copay": Decimal(25)}
    usual |= {"deductible_applies": l.YesNoUnsure.NO, "authorization": l.Authorization.NOT_NEEDED}
    return r.Verification(**usual | cells)


VERIFIED, CALL_BACK = l.VerificationResult.VERIFIED, l.VerificationResult.CALL_BACK


@pytest.mark.parametrize(
    ("calls", "prep", "wanted"),
    [
        ((), l.Prep.YES, ("Not yet", "Missing: insurance check")),
        ((call("W-001", date(2026, 1, 5), VERIFIED),), l.Prep.YES, ("Yes - Aetna", "Ready")),
        ((call("W-001", date(2026, 1, 5), VERIFIED),), None, ("Yes - Aetna", "Missing: individual prep")),
        ((call("W-001", date(2026, 1, 5), VERIFIED, payer=None),), l.Prep.YES, ("Yes", "Ready")),
        (
            (call("W-001", date(2026, 1, 5), CALL_BACK), call("C-001", date(2026, 1, 6), VERIFIED)),
            l.Prep.IN_PROGRESS,
            ("Yes - Aetna", "Missing: individual prep"),
        ),
        ((call("W-001", date(2026, 1, 5), None),), l.Prep.YES, ("Call back - Aetna", "Missing: insurance check")),
        (
            (call("W-001", date(2026, 1, 5), VERIFIED, authorization=l.Authorization.MUST_ASK),),
            l.Prep.YES,
            ("Yes - Aetna", "Missing: authorization"),
        ),
    ],
)
def test_the_waitlist_says_whether_insurance_is_verified_and_what_is_missing(calls, prep, wanted):
    waiting = r.WaitlistEntry(
        wait_id="W-001", name="Mo Ash", client_id="C-001", prep=prep, status=l.WaitStatus.WAITING, group_interest="G-01"
    )
    assert said(practice(waitlist=(waiting,), verifications=calls))["Waitlist"]["W-001"] == wanted


def test_who_no_longer_waits_is_neither_ready_nor_missing_anything():
    placed = r.WaitlistEntry(wait_id="W-001", name="Mo Ash", status=l.WaitStatus.PLACED)
    assert said(practice(waitlist=(placed,)))["Waitlist"]["W-001"] == ("Not yet", "")


def line(state, why, batch="", number=1):
    return Line(
        claim_id="C1", line=number, visit_id="G-01/01/C-001", client_id="C-001", payer="Aetna", on=ONE.on, code="90853",
        state=state, reasons=(why,), batch=batch,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (line("ready", reason("CLAIM_READY")), "ready"),
        (line("batched", reason("BATCH_WRITTEN", batch="B-0001"), "B-0001"), "batched: B-0001"),
        (line("held", reason("CLAIM_NOTE_WAITS")), f"held: {reason('CLAIM_NOTE_WAITS').sentence}"),
        (line("held", reason("CLAIM_NOTE_WAITS"), number=2), ""),
    ],
)
def test_a_visit_says_its_name_note_and_claim(found, wanted):
    note = NoteStatus(
        visit_id="G-01/01/C-001", client_id="C-001", on=ONE.on, file="", state="missing parts", missing=("Plan",)
    )
    of = practice(sessions=(ONE,), visits=marked(l.Mark.PRESENT), clients=(client(1, goes_by="Al"),))
    name = f"Al {of.client['C-001'].last_name}"
    assert said(of, lines=(found,), notes=(note,))["Attendance"]["G-01/01/C-001"] == (
        name,
        "",
        "missing parts: Plan",
        wanted,
    )


def test_a_member_who_told_us_before_there_is_a_mark_cannot_come():
    told = visit(ONE, 1, told_us_on=datetime.combine(ONE.on, time(9)))
    assert said(practice(sessions=(ONE,), visits=(told,)))["Attendance"]["G-01/01/C-001"][1] == "cannot come"


def test_a_roster_row_says_name_absences_and_what_is_left():
    left = Benefit(
        client_id="C-001", name="", insurance="BCBS", group_copay="$30", authorization_required="Yes (approved 12)", sessions_remaining="8"
    )  # fmt: skip
    of = practice(sessions=(ONE,), visits=marked(l.Mark.NO_SHOW, l.Mark.PRESENT))
    found = said(of, benefits=(left,))
    assert found["Roster"]["R-G-01-001"][1:] == ("1", "8")
    assert found["Roster"]["R-G-01-002"][1:] == ("0", "")
    assert found["Clients"]["C-001"] == ("$30; authorization Yes (approved 12); left 8",)
    assert found["Clients"]["C-002"] == ("",)


@pytest.mark.parametrize(
    ("state", "number", "wanted"),
    [
        ("proposed", None, "waits for an answer"),
        ("declined", None, "declined; the next question comes when the ready lines change"),
        ("reserved", 7, "released, not yet written, file 000000007"),
        ("written", 7, "written, file 000000007"),
    ],
)
def test_a_release_question_says_what_became_of_its_batch(state, number, wanted):
    batch = Batch(batch_id="B-0001", state=state, lines=(), proposed=NOW, control_number=number)
    of = practice(decisions=(r.Decision(decision_id="D-0001", kind="release", about="B-0001"),))
    assert said(of, History(batches=(batch,)))["Decisions"]["D-0001"] == (wanted,)


@pytest.mark.parametrize(
    ("answer", "gone", "wanted"),
    [
        (None, {}, "waits for an answer"),
        (YES, {}, "answered Yes"),
        (None, {"D-0001": "You need not answer it."}, "You need not answer it."),
    ],
)
def test_any_other_question_says_whether_it_waits(answer, gone, wanted):
    asked = Happened(key="ask:x", kind="decision", state="done", digest="", begun=NOW, detail={"decision_id": "D-0001"})
    of = practice(decisions=(r.Decision(decision_id="D-0001", kind="contact", about="C-001", answer=answer),))
    assert said(of, History({"ask:x": asked}), withdrawn=gone)["Decisions"]["D-0001"] == (wanted,)
