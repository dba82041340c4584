"""Where a note stands between the row, the signature, the ledger and the folder."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from domain import lists as l
from domain.effects import AskDecision, MarkNote, WriteNote
from domain.history import History
from domain.made_files import withdrawn
from domain.notes import decide_notes, note_statuses
from domain.records import Decision, IntakeAnswer, StaffMember
from tests.domain.people_build import after, at, client, codes, practice, session, visit

FIVE = session(5, topics="Cognitive restructuring", homework="One thought record")
NOW = at(FIVE.on, "19:32")
NEXT = FIVE.on + timedelta(days=1)
FIRST, OTHER = "G-01/05/C-001", "G-01/05/C-002"
DANA = StaffMember(name="Dana Whitfield", initials="DW", license="LCSW 0904", license_state="VA")
SUE = StaffMember(name="Sue Pervisor", initials="SP", license="LCSW 1", license_state="VA")
UNDER_SUE = DANA.model_copy(update={"supervisor": "Sue Pervisor"})


def two_present(**cells):
    visits = (
        visit(FIVE, 1, l.Mark.PRESENT, **{"plan": "Weekly group goes on."} | cells),
        visit(FIVE, 2, l.Mark.PRESENT),
    )
    return replace(practice(sessions=(FIVE,)), visits=visits)


def with_first(of, **cells):
    return replace(of, visits=(of.visits[0].model_copy(update=cells), *of.visits[1:]))


def decided(of, history=None, now=NOW):
    return decide_notes(of, history or History(), now)


def step(of, history):
    """One pass: what it did and asks about the first visit, its state, and the history after it."""
    outcome = decided(of, history)
    later = after(outcome.effects, NOW, history)
    about = [e for e in outcome.effects if getattr(e, "visit_id", "") == FIRST]
    asked = [t.reason.code for t in outcome.tasks if FIRST in t.reason.rows]
    status = next(s for s in note_statuses(of, later, NOW) if s.visit_id == FIRST)
    return about, asked, status.state, later


SIGNED = two_present(signed="DW", signed_on=FIVE.on)
SIGNED_HISTORY = after(decided(SIGNED).effects, NOW)


def test_putting_the_signed_words_back_closes_a_change_after_signing():
    _, asked, state, history = step(with_first(SIGNED, plan="Other plan."), SIGNED_HISTORY)
    assert (asked, state) == (["NOTE_CHANGED_AFTER_SIGNING"], "changed after signing")
    assert step(SIGNED, history)[:3] == ([], [], "signed")


@pytest.mark.parametrize(
    "again", [{"signed_on": NEXT}, {"signed_on": None}, {"signed": "SP"}], ids=["another day", "no day", "another"]
)
def test_signing_the_changed_row_anew_makes_an_amended_note_and_closes_it(again):
    of = replace(
        with_first(SIGNED, plan="Other plan.", **again), staff=(DANA, SUE.model_copy(update={"role": l.Role.OWNER}))
    )
    (note,), asked, state, history = step(of, SIGNED_HISTORY)
    assert isinstance(note, WriteNote)
    assert (note.amends, note.only_signs, asked, state) == (True, False, [], "signed")
    assert note.changed == ("Plan", "Signature")
    assert note.reasons[0].code == "NOTE_AMENDED"
    assert step(of, history)[:2] == ([], [])


def test_on_the_same_day_the_signature_is_taken_out_and_put_in_again():
    opened = with_first(SIGNED, signed=None, signed_on=None)
    (mark,), asked, _, history = step(opened, SIGNED_HISTORY)
    assert (type(mark), asked) == (MarkNote, [])
    assert step(opened, history)[:2] == ([], [])
    changed = with_first(opened, plan="Other plan.")
    nothing, asked, state, history = step(changed, history)
    assert (nothing, asked, state) == ([], ["NOTE_SIGN_AGAIN"], "changed after signing")
    (note,), asked, state, history = step(with_first(SIGNED, plan="Other plan."), history)
    assert (note.amends, note.changed, asked, state) == (True, ("Plan",), [], "signed")
    assert step(with_first(SIGNED, plan="Other plan."), history)[:3] == ([], [], "signed")


def test_a_signature_taken_out_and_put_back_over_the_same_words_leaves_the_file_alone():
    opened = with_first(SIGNED, signed=None, signed_on=None)
    _, _, state, history = step(opened, SIGNED_HISTORY)
    assert state == "missing parts"
    (mark,), asked, state, history = step(SIGNED, history)
    assert (type(mark), asked, state) == (MarkNote, [], "signed")
    assert history.happened[f"note:{FIRST}"].digest == SIGNED_HISTORY.happened[f"note:{FIRST}"].digest
    assert step(SIGNED, history)[0] == []


def test_a_signer_who_cannot_be_read_just_now_opens_no_note():
    unread = replace(SIGNED, staff=())
    about, asked, state, _ = step(unread, SIGNED_HISTORY)
    assert (about, asked, state) == ([], ["NOTE_SIGNER_UNKNOWN"], "missing parts")


def test_a_recount_is_closed_by_signing_the_note_anew():
    gone = replace(SIGNED, visits=(SIGNED.visits[0], visit(FIVE, 2, l.Mark.NO_SHOW)))
    _, asked, _, history = step(gone, SIGNED_HISTORY)
    assert asked == ["NOTE_RECOUNTED"]
    (note,), asked, state, history = step(with_first(gone, signed_on=NEXT), history)
    assert (note.amends, note.changed, asked, state) == (True, ("Participants", "Signature"), [], "signed")
    assert note.content.participants == 1
    assert step(with_first(gone, signed_on=NEXT), history)[:2] == ([], [])


def test_an_amended_note_that_names_another_member_waits_too():
    of = with_first(SIGNED, plan="Call Ben.", signed_on=NEXT)
    outcome = decided(of, SIGNED_HISTORY)
    assert codes(outcome.holds) == ["NOTE_NAMES_OTHER"]


def test_signing_an_unchanged_draft_only_signs():
    draft = two_present()
    history = after(decided(draft).effects, NOW)
    (note,), _, state, _ = step(with_first(draft, signed="DW"), history)
    assert (note.only_signs, note.amends, note.changed, state) == (True, False, ("Signature",), "signed")
    (note,), *_ = step(with_first(draft, signed="DW", plan="Other"), history)
    assert (note.only_signs, note.changed) == (False, ("Plan", "Signature"))


def test_goals_that_changed_since_signing_make_no_quiet_change_when_the_day_is_corrected():
    of = with_first(SIGNED, signed_on=NEXT)
    of = replace(of, roster=tuple(m.model_copy(update={"goals": "Goal 2"}) for m in of.roster))
    (note,), *_ = step(of, SIGNED_HISTORY)
    assert (note.amends, note.changed) == (True, ("Goals", "Signature"))


def begun(history, key):
    """The history of a pass that was killed after it began this note."""
    inflight = history.happened[key].model_copy(update={"state": "inflight"})
    return History(dict(history.happened) | {key: inflight})


def test_a_killed_pass_forgets_neither_the_signature_nor_the_file():
    history = begun(SIGNED_HISTORY, f"note:{FIRST}")
    amended = with_first(SIGNED, plan="Other plan.", signed_on=NEXT)
    (note,), _, _, later = step(amended, history)
    assert note.amends
    assert later.state(f"note:{FIRST}") == "done"
    (mark,), asked, state, later = step(SIGNED, history)
    assert (type(mark), asked, state) == (MarkNote, [], "signed")
    assert later.state(f"note:{FIRST}") == "done"
    draft = two_present()
    (note,), *_ = step(draft, begun(after(decided(draft).effects, NOW), f"note:{FIRST}"))
    assert not note.amends


@pytest.mark.parametrize(
    ("staff", "signed", "by_hand", "wanted"),
    [
        ((DANA, SUE), "DW", ("Dana Whitfield, LCSW 0904 (VA)", "", ""), []),
        ((UNDER_SUE, SUE), None, ("", "", "Sue Pervisor, LCSW 1 (VA)"), []),
        (
            (UNDER_SUE, SUE),
            "DW",
            ("Dana Whitfield, LCSW 0904 (VA)", "", "Sue Pervisor, LCSW 1 (VA)"),
            ["NOTE_COSIGN"],
        ),
        (
            (UNDER_SUE, SUE),
            "DW, SP",
            ("Dana Whitfield, LCSW 0904 (VA)", "Sue Pervisor, LCSW 1 (VA)", "Sue Pervisor, LCSW 1 (VA)"),
            [],
        ),
        (
            (UNDER_SUE, SUE),
            "Dana Whitfield and Sue Pervisor",
            ("Dana Whitfield, LCSW 0904 (VA)", "Sue Pervisor, LCSW 1 (VA)", "Sue Pervisor, LCSW 1 (VA)"),
            [],
        ),
        ((UNDER_SUE, SUE), "SP", ("Sue Pervisor, LCSW 1 (VA)", "", ""), []),
        ((UNDER_SUE, SUE), "DW, XX", ("", "", "Sue Pervisor, LCSW 1 (VA)"), ["NOTE_SIGNER_UNKNOWN"]),
    ],
)
def test_a_supervised_clinicians_note_wants_a_second_signature(staff, signed, by_hand, wanted):
    of = replace(two_present(signed=signed), staff=staff)
    (note,), asked, *_ = step(of, History())
    assert (note.content.signed, note.content.reviewed, note.content.reviewer) == by_hand
    assert asked == wanted


@pytest.mark.parametrize(("on", "missing"), [(None, ["The day in Signed on"]), (FIVE.on, [])])
def test_a_signature_without_its_day_is_named_beside_the_note(on, missing):
    of = two_present(signed="DW", signed_on=on)
    status = note_statuses(of, after(decided(of).effects, NOW), NOW)[0]
    assert (status.state, [m for m in status.missing if "Signed on" in m]) == ("signed", missing)


def test_a_co_signature_goes_into_the_same_note_and_is_named_until_then():
    of = replace(two_present(signed="DW"), staff=(UNDER_SUE, SUE))
    history = after(decided(of).effects, NOW)
    assert note_statuses(of, history, NOW)[0].missing[-1] == "Co-signature"
    (note,), asked, *_ = step(with_first(of, signed="DW, SP"), history)
    assert (note.only_signs, note.amends, asked) == (True, False, [])


@pytest.mark.parametrize(
    ("staff", "in_question", "wanted"),
    [
        ((UNDER_SUE, SUE), frozenset(), []),
        ((UNDER_SUE,), frozenset(), ["NOTE_SUPERVISOR_UNKNOWN"]),
        ((UNDER_SUE,), frozenset({("Staff", "SP")}), []),
    ],
)
def test_a_supervisor_whom_nobody_knows_is_asked_about(staff, in_question, wanted):
    of = replace(two_present(), staff=staff, in_question=in_question)
    assert [t.reason.code for t in decided(of).tasks] == wanted


def files(history, without=()):
    there = {h.detail["file"]: "1" for key, h in history.happened.items() if key not in without and "file" in h.detail}
    return replace(history, files=there)


def test_a_file_that_is_gone_is_asked_about_once_and_made_again_only_on_yes():
    draft = two_present()
    history = files(after(decided(draft).effects, NOW), without=(f"note:{FIRST}",))
    outcome = decided(draft, history)
    (ask,) = outcome.effects
    assert isinstance(ask, AskDecision)
    assert (ask.about, ask.decision_kind) == (FIRST, "other")
    assert note_statuses(draft, history, NOW)[0].missing[-1] == "The file is gone"
    asked = files(after([ask], NOW, history), without=(f"note:{FIRST}",))
    row = Decision(decision_id=asked.happened[ask.key].detail["decision_id"])
    waiting = replace(draft, decisions=(row,))
    assert decided(waiting, asked).effects == ()
    assert decided(with_first(waiting, plan="Other"), asked).effects == ()
    yes = replace(draft, decisions=(row.model_copy(update={"answer": l.YesNo.YES}),))
    (note,) = decided(yes, asked).effects
    assert note.reasons[0].code == "NOTE_MADE_AGAIN"
    remade = files(after([note], NOW, asked))
    assert decided(yes, remade).effects == ()
    gone_again = decided(yes, files(remade, without=(f"note:{FIRST}",))).effects
    assert [e.key != ask.key for e in gone_again] == [True]
    no = replace(draft, decisions=(row.model_copy(update={"answer": l.YesNo.NO}),))
    assert decided(no, asked).effects == ()


def test_a_file_that_came_back_needs_no_answer():
    draft = two_present()
    made = after(decided(draft).effects, NOW)
    gone = files(made, without=(f"note:{FIRST}",))
    asked = after(decided(draft, gone).effects, NOW, gone)
    (decision_id,) = [h.detail["decision_id"] for h in asked.happened.values() if h.kind == "decision"]
    of = replace(draft, decisions=(Decision(decision_id=decision_id),))
    assert withdrawn(of, files(asked, without=(f"note:{FIRST}",))) == {}
    assert list(withdrawn(of, files(asked))) == [decision_id]
    assert withdrawn(of, asked) == {}


def test_a_whole_folder_that_is_gone_is_one_thing_to_do():
    visits = tuple(visit(FIVE, n, l.Mark.PRESENT) for n in range(1, 8))
    of = replace(practice(sessions=(FIVE,)), visits=visits)
    history = replace(after(decided(of).effects, NOW), files={})
    outcome = decided(of, history)
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["NOTE_FILES_GONE"])


def test_a_signed_note_that_changed_and_whose_file_is_gone_is_first_put_right():
    history = files(SIGNED_HISTORY, without=(f"note:{FIRST}",))
    outcome = decided(with_first(SIGNED, plan="Other"), history)
    assert (outcome.effects, codes(outcome.tasks)) == ((), ["NOTE_CHANGED_AFTER_SIGNING"])


@pytest.mark.parametrize(("mark", "wanted"), [("1", ["NOTE_SIGN_BY_HAND"]), ("2", [])])
def test_a_file_edited_by_hand_lacks_the_signature_until_it_is_saved_again(mark, wanted):
    key = f"note:{FIRST}"
    note = SIGNED_HISTORY.happened[key]
    signed = note.model_copy(update={"detail": dict(note.detail) | {"signed_as": mark}})
    history = files(History(dict(SIGNED_HISTORY.happened) | {key: signed}))
    assert codes(decided(SIGNED, history).tasks) == wanted


def test_own_minutes_are_told_where_times_differ_from_the_sessions():
    of = with_first(two_present(), mark=l.Mark.LATE, arrived=time(18, 22), left=time(19, 10))
    (note,), *_ = step(of, History())
    assert note.content.presence.endswith("there for 48 of 90 minutes")
    (note,), *_ = step(with_first(of, mark=l.Mark.LEFT_EARLY, left=None), History())
    assert "there for" not in note.content.presence


def test_consent_to_telehealth_is_told_as_the_intake_form_gives_it():
    form = IntakeAnswer(
        answer_id="A-1", submitted=at(date(2026, 1, 4)), first_name="ada", last_name="Quill", born=client(1).born,
        telehealth_consent=l.YesNo.YES,
    )  # fmt: skip
    later = form.model_copy(update={"answer_id": "A-2", "submitted": at(date(2026, 2, 1))})
    of = with_first(two_present(), attended=l.Attends.VIDEO_HOME)
    (note,), *_ = step(replace(of, intake=(later, form)), History())
    assert note.content.telehealth_attestation == (
        "The client took part by live video with sound and was at home. "
        "The intake form of January 4, 2026 gives consent to telehealth."
    )
    (note,), *_ = step(replace(of, intake=(form.model_copy(update={"telehealth_consent": None}),)), History())
    assert note.content.telehealth_attestation.endswith("was at home.")
