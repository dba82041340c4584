"""Rows that these features add: each once, under the same ID, wherever a pass before was killed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain import lists as l
from domain import records as r
from domain.history import Happened, History
from domain.intake import decide_intake
from domain.waitlist import decide_waitlist
from tests.domain.people_build import FIRST, at, group, practice, with_questions

NOW = at(FIRST)
JOHN = r.IntakeAnswer(
    answer_id="A-001", submitted=datetime(2026, 1, 14, 20), first_name="John", last_name="Dee", born=date(1991, 4, 2),
    mobile="+14155550141", group_interest="CBT", paying_by="Self-pay", emergency_contact="Kin", emergency_phone="+14155550190",
    attendance_policy_accepted=l.YesNo.YES, financial_policy_accepted=l.YesNo.YES, signature="John Dee",
)  # fmt: skip
WAITS = r.WaitlistEntry(
    wait_id="W-101", name="John Dee", group_interest="CBT", added=date(2026, 1, 14), payer="Self-pay", prep=l.Prep.YES,
    mobile="+14155550141", status=l.WaitStatus.ACCEPTED,
)  # fmt: skip


def row(key, state, source):
    return Happened(key=key, kind="row", state=state, digest="", begun=NOW, detail={"source": source, "inputs": "x"})


def history(*happened):
    return History({h.key: h for h in happened})


def added(outcome):
    return [e.key for e in outcome.effects if e.kind == "row"]


@pytest.mark.parametrize("state", ["ready", "inflight", "unknown"])
def test_a_waitlist_row_that_may_not_have_arrived_is_made_again_under_its_id(state):
    begun = history(row("row:Waitlist:W-007", state, "A-001"))
    assert added(decide_intake(practice(intake=(JOHN,)), begun, NOW)) == ["row:Waitlist:W-007"]


def test_a_waitlist_row_that_a_person_took_away_stays_away():
    done = history(row("row:Waitlist:W-007", "done", "A-001"))
    assert added(decide_intake(practice(intake=(JOHN,)), done, NOW)) == []


def test_new_ids_lie_beyond_printed_used_waiting_and_given_ones():
    of = practice(
        intake=(JOHN,),
        printed={"Waitlist": frozenset({"W-100", "WAIT ID"})},
        in_question=frozenset({("Waitlist", "W-120"), ("Clients", "C-999")}),
    )
    given = history(row("row:Waitlist:W-130", "done", "A-000"))
    assert added(decide_intake(of, given, NOW)) == ["row:Waitlist:W-131"]
    assert added(decide_intake(of, History(), NOW)) == ["row:Waitlist:W-121"]


def placed(*happened, entry=WAITS, answers=(JOHN,)):
    asked = Happened(
        key="ask:seat:W-101:G-01", kind="decision", state="done", digest="", begun=NOW, detail={"decision_id": "D-0001"}
    )  # fmt: skip
    made = row("row:Waitlist:W-101", "done", "A-001")
    before = history(asked, made, *happened)
    of = with_questions(practice(intake=answers, waitlist=(entry,), groups=(group(maximum=10),)), before)
    yes = tuple(d.model_copy(update={"answer": l.YesNo.YES}) for d in of.decisions)
    return decide_waitlist(replace(of, decisions=yes), before, NOW)


@pytest.mark.parametrize(
    ("happened", "wanted"),
    [
        ((), ["row:Clients:C-008", "row:Roster:R-001"]),
        (
            (row("row:Clients:C-300", "ready", "W-101"), row("row:Roster:R-300", "ready", "W-101:G-01")),
            ["row:Clients:C-300", "row:Roster:R-300"],
        ),
        ((row("row:Clients:C-300", "done", "W-101"), row("row:Roster:R-300", "ready", "W-101:G-01")), ["row:Roster:R-300"]),
        ((row("row:Clients:C-300", "done", "W-101"), row("row:Roster:R-300", "done", "W-101:G-01")), []),
    ],
)  # fmt: skip
def test_who_accepted_gets_each_row_once(happened, wanted):
    assert added(placed(*happened)) == wanted


def test_placed_typed_at_once_still_gets_the_rows():
    entry = WAITS.model_copy(update={"status": l.WaitStatus.PLACED})
    assert added(placed(entry=entry)) == ["row:Clients:C-008", "row:Roster:R-001"]


def test_a_client_who_is_in_the_group_already_gets_no_second_seat():
    entry = WAITS.model_copy(update={"client_id": "C-003"})
    outcome = placed(entry=entry)
    assert added(outcome) == []
    assert [t.reason.code for t in outcome.tasks] == ["SEAT_FINISH"]


def test_a_row_begun_for_someone_whose_answers_are_gone_is_left_to_people():
    begun = row("row:Clients:C-300", "ready", "W-101")
    assert added(placed(begun, answers=())) == []


def test_a_client_who_said_nothing_about_texts_has_no_consent():
    client, _ = placed().effects
    assert not {"text_consent", "consent_date", "consent_how"} & client.cells.keys()
    assert client.cells["born"] == date(1991, 4, 2)


def test_the_day_to_answer_an_offer_stays_the_same_until_it_is_over():
    waiting = WAITS.model_copy(update={"status": l.WaitStatus.WAITING})
    (task,) = [t for t in placed(entry=waiting).tasks if t.about == "W-101"]
    assert task.reason.code == "SEAT_TO_OFFER"
    assert f"{FIRST + timedelta(days=5):%a %b} " in task.reason.sentence
