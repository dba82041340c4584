"""A claim says of a visit what the signed note says, or it waits."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain import lists as l
from domain.claims import claim_lines, wanted_claims
from domain.note_says import signed_otherwise
from domain.notes import decide_notes, note_statuses
from tests.domain.claims_build import NOW, answered, carried_out, corrected, member, staff, two_of_aetna
from tests.domain.people_build import after, codes

FIRST = "G-01/05/C-001"
YES = l.YesNo.YES
TWO = two_of_aetna(staff=(staff(), staff(name="Ben Low", initials="BL", npi="1000000012")))


def signed(p):
    """The history once the notes of these rows are made."""
    return after(decide_notes(p, after((), NOW), NOW).effects, NOW)


def moved(p, roster=None, **cells):
    return replace(corrected(p, "C-001", **cells), **({"roster": roster} if roster else {}))


def first_line(p, history):
    wanted = wanted_claims(p, NOW, signed_otherwise=signed_otherwise(p, history))
    line = next(x for x in claim_lines(wanted, p, history) if x.client_id == "C-001")
    return line.state, [r.code for r in line.reasons]


BY_VIDEO = (member(1, attends=l.Attends.VIDEO_HOME), member(2))


@pytest.mark.parametrize(
    ("cells", "roster", "what"),
    [
        ({"attended": l.Attends.VIDEO_HOME}, None, ("how the member took part",)),
        ({}, BY_VIDEO, ("how the member took part",)),
        ({"attended": l.Attends.IN_PERSON}, BY_VIDEO, ()),
        ({"factor": l.Factor.CAREGIVER}, None, ("the complexity factor",)),
        ({"factor": l.Factor.NONE}, None, ()),
        ({"mark": l.Mark.LATE, "arrived": time(18, 3)}, None, ("the attendance",)),
        ({"contributions": "Told of a walk without fear."}, None, ()),
        ({"signed": None}, BY_VIDEO, ()),
        ({"mark": l.Mark.NO_SHOW}, None, ()),
    ],
)
def test_a_signed_note_is_held_against_what_the_rows_say_now(cells, roster, what):
    history = signed(TWO)
    assert signed_otherwise(moved(TWO, roster, **cells), history) == ({FIRST: what} if what else {})


def test_another_clinician_or_day_than_the_signed_note_names_is_noticed():
    history = signed(TWO)
    session = TWO.sessions[0].model_copy(update={"facilitator": "BL", "on": date(2026, 3, 4)})
    assert signed_otherwise(replace(TWO, sessions=(session,)), history)[FIRST] == ("the day", "the clinician")
    named = TWO.sessions[0].model_copy(update={"facilitator": TWO.staff[0].name})
    assert signed_otherwise(replace(TWO, sessions=(named,)), history) == {}


def test_a_claim_waits_until_the_change_is_signed_or_taken_back():
    history = signed(TWO)
    changed = moved(TWO, attended=l.Attends.VIDEO_HOME)
    assert first_line(TWO, history)[0] == "ready"
    assert first_line(changed, history) == ("held", ["CLAIM_NOTE_SAYS_OTHERWISE"])
    again = moved(changed, signed_on=NOW.date())
    assert first_line(again, signed_again(again, history))[0] == "ready"


def signed_again(p, history):
    return after(decide_notes(p, history, NOW).effects, NOW, history)


def test_a_claim_that_was_sent_is_asked_about_once_the_change_is_signed():
    p, history, _ = carried_out(TWO, signed(TWO))
    p, history, _ = carried_out(answered(p, "release", YES), history)
    assert first_line(p, history)[0] == "batched"
    changed = moved(p, attended=l.Attends.VIDEO_HOME)
    assert first_line(changed, history)[0] == "batched"
    again = moved(changed, signed_on=NOW.date())
    history = replace(signed_again(again, history), batches=history.batches)
    assert first_line(again, history) == ("void needed", ["CLAIM_SENT_CHANGED"])


def test_a_cell_that_only_says_what_was_signed_makes_no_change_after_signing():
    history = signed(TWO)
    said = moved(TWO, attended=l.Attends.IN_PERSON)
    assert codes(decide_notes(said, history, NOW).tasks) == []
    assert {n.state for n in note_statuses(said, history, NOW)} == {"signed"}


def test_a_change_after_signing_names_the_part_also_where_it_stands_in_sessions():
    history = signed(TWO)
    session = TWO.sessions[0].model_copy(update={"topics": "Sleep"})
    outcome = decide_notes(replace(TWO, sessions=(session,)), history, NOW)
    assert {t.reason.sentence.split(":")[1].split(" changed")[0] for t in outcome.tasks} == {" Session content"}


def test_notes_that_were_signed_before_this_was_kept_hold_nothing():
    history = signed(TWO)
    old = {
        key: h.model_copy(update={"detail": {k: v for k, v in h.detail.items() if k != "says"}})
        for key, h in history.happened.items()
    }
    assert signed_otherwise(moved(TWO, attended=l.Attends.VIDEO_HOME), replace(history, happened=old)) == {}
