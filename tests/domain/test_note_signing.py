"""Who signed and who reviewed a note: what stays when supervisors, signatures and days change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import lists as l
from domain.notes import decide_notes
from domain.records import StaffMember
from tests.domain.people_build import after, at, codes, practice, session, visit

FIVE = session(5, topics="Cognitive restructuring", cofacilitator="CO")
FIRST = "G-01/05/C-001"
DAY = FIVE.on
NOW = at(DAY, "19:32")
LATER = at(DAY + timedelta(days=3))
SUE = StaffMember(name="Sue Pervisor", initials="SP", license="LCSW 1", license_state="VA")
NEW = StaffMember(name="Nell Newcome", initials="NN", role=l.Role.CLINICIAN, license="LCSW 2", license_state="VA")
CO = StaffMember(name="Cora Leader", initials="CO", role=l.Role.CLINICIAN, license="LPC 3", license_state="VA")
BILL = StaffMember(name="Bo Ledgerson", initials="BL", role=l.Role.BILLER)
DANA = StaffMember(name="Dana Whitfield", initials="DW", license="LCSW 0904", license_state="VA")


def of(signed: str | None, on: date | None = DAY, supervisor: str | None = "SP"):
    staff = (DANA.model_copy(update={"supervisor": supervisor}), SUE, NEW, CO, BILL)
    one = visit(FIVE, 1, l.Mark.PRESENT, signed=signed, signed_on=on)
    return replace(practice(sessions=(FIVE,), staff=staff), visits=(one,))


def story(*steps):
    """The last note written and what is asked after passes that found these rows, each at its moment."""
    history, note, asked = None, None, []
    for rows, now in steps:
        outcome = decide_notes(rows, history or after((), now), now)
        note = next((e for e in outcome.effects if getattr(e, "content", None)), note)
        asked, history = codes(outcome.tasks), after(outcome.effects, now, history)
    return note, asked


@pytest.mark.parametrize(
    ("steps", "reviewed"),
    [
        ([("DW, SP", NOW)], "March 3, 2026"),
        ([("DW", NOW), ("DW, SP", NOW)], "March 3, 2026"),
        ([("DW", NOW), ("DW, SP", LATER)], "March 6, 2026"),
        ([("DW", NOW), ("DW, SP", LATER), ("DW, SP", LATER + timedelta(days=1))], "March 6, 2026"),
        ([(None, NOW), ("DW, SP", LATER)], "March 3, 2026"),
    ],
)
def test_a_review_that_came_later_bears_its_own_day_not_the_clinicians(steps, reviewed):
    note, _ = story(*((of(signed), now) for signed, now in steps))
    assert note.content.signed == "Dana Whitfield, LCSW 0904 (VA), March 3, 2026"
    assert note.content.reviewed == f"Sue Pervisor, LCSW 1 (VA), {reviewed}"


@pytest.mark.parametrize(
    ("signed", "supervisor", "wanted"),
    [
        ("DW, SP", "NN", []),
        ("DW, SP", None, []),
        ("DW", "NN", ["NOTE_COSIGN"]),
        ("DW, NN", "SP", []),
        ("DW, CO", "SP", ["NOTE_COSIGN"]),
    ],
)
def test_a_co_signature_stays_one_when_the_supervisor_is_another_now(signed, supervisor, wanted):
    note, asked = story((of(signed), NOW), (of(signed, supervisor=supervisor), LATER))
    assert asked == wanted
    assert "NOTE_COSIGN" in wanted or note.content.reviewed


def test_an_amended_note_keeps_the_co_signature_of_the_supervisor_of_then():
    before, changed = of("DW, SP"), of("DW, SP", on=DAY + timedelta(days=3), supervisor=None)
    changed = replace(changed, visits=(changed.visits[0].model_copy(update={"plan": "Weekly group goes on."}),))
    note, _ = story((before, NOW), (changed, LATER))
    assert (note.amends, note.changed) == (True, ("Plan", "Signature"))
    assert note.content.reviewed.startswith("Sue Pervisor")


def test_both_who_led_may_sign_and_both_are_named():
    note, _ = story((of("DW, CO", supervisor=None), NOW))
    assert note.content.signed == (
        "Dana Whitfield, LCSW 0904 (VA), March 3, 2026; Cora Leader, LPC 3 (VA), March 3, 2026"
    )
    assert note.content.reviewed == ""


@pytest.mark.parametrize("signed", ["BL", "DW, BL"])
def test_nobody_signs_who_is_no_clinician(signed):
    note, asked = story((of(signed), NOW))
    assert (note.content.signed, asked) == ("", ["NOTE_SIGNER_NO_CLINICIAN"])


@pytest.mark.parametrize(
    ("signed", "left", "wanted"),
    [
        ("DW", False, ["NOTE_COSIGN"]),
        ("CO", False, []),
        ("SP", False, []),
        ("OO", False, []),
        ("NN", False, ["NOTE_SIGNED_BY_OTHER"]),
        ("NN", True, []),
        ("NN, DW", False, []),
    ],
)
def test_a_note_signed_by_somebody_who_did_not_lead_is_asked_about(signed, left, wanted):
    rows = of(signed)
    dana, *others = rows.staff
    owner = StaffMember(name="Olive Oakley", initials="OO", role=l.Role.OWNER)
    dana = dana.model_copy(update={"active": l.YesNo.NO if left else None})
    _, asked = story((replace(rows, staff=(dana, *others, owner)), NOW))
    assert asked == wanted


@pytest.mark.parametrize(
    ("first", "then", "beside"),
    [
        ((None, None), ("DW", DAY), False),
        (("DW", None), ("DW", DAY), False),
        (("DW", DAY), ("DW, SP", DAY), False),
        (("DW", DAY), ("DW", DAY + timedelta(days=1)), True),
        (("DW", DAY), ("CO", DAY), True),
        (("DW, SP", DAY), ("DW", DAY), True),
    ],
)
def test_a_signature_is_completed_in_its_file_but_never_put_in_place_of_another(first, then, beside):
    note, _ = story((of(*first), NOW), (of(*then), LATER))
    assert (note.amends, note.only_signs) == (beside, not beside)
