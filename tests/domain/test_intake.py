"""What an intake answer still lacks before its person can have a seat, by branch of the form."""

from datetime import date, datetime

import pytest

from domain import lists as l
from domain import records as r
from domain.history import History
from domain.intake import decide_intake, missing
from domain.outcome import Outcome
from domain.waitlist import decide_waitlist
from tests.domain.people_build import at, practice

YES, NO = l.YesNo.YES, l.YesNo.NO
ON = date(2026, 3, 3)
WHOLE = {
    "answer_id": "A-001", "submitted": datetime(2026, 3, 1, 9), "first_name": "John", "last_name": "Dee",
    "born": date(1990, 4, 12), "mobile": "+14155550141", "how": "In person", "paying_by": "Insurance", "payer": "Aetna",
    "member_id": "W1", "holder": l.Holder.SELF, "emergency_contact": "Kin of John", "emergency_phone": "+14155550142",
    "attendance_policy_accepted": YES, "financial_policy_accepted": YES, "signature": "John Dee",
    "filled_in_by": l.FilledInBy.MYSELF,
}  # fmt: skip
CHILD = {"born": date(2010, 4, 12), "filled_in_by": l.FilledInBy.GUARDIAN}
HOLDER = ["Holder first name", "Holder last name", "Holder date of birth"]
NAMED = {"holder_first_name": "Jane", "holder_last_name": "Dee", "holder_born": date(1960, 1, 1)}
REFERRED = dict.fromkeys(WHOLE) | {
    "answer_id": "A-001", "first_name": "John", "last_name": "Dee", "born": date(1990, 4, 12),
    "filled_in_by": l.FilledInBy.REFERRER,
}  # fmt: skip


def test_a_practice_without_answers_and_without_a_waitlist_has_nothing_to_do():
    empty, now = practice(), at(ON)
    for decide in (decide_intake, decide_waitlist):
        assert decide(empty, History(), now) == Outcome()


def lacks(**cells) -> list[str]:
    return missing(r.IntakeAnswer(**WHOLE | cells), ON)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({}, []),
        ({"mobile": None}, ["Mobile"]),
        ({"mobile": None, "email": "john@example.com"}, []),
        ({"paying_by": None}, ["Paying by"]),
        ({"payer": None}, ["Payer"]),
        ({"member_id": None}, ["Member ID"]),
        ({"holder": None}, ["Policy holder"]),
        ({"paying_by": "Self-pay", "payer": None, "member_id": None, "holder": None}, []),
        ({"paying_by": "Not sure", "payer": None, "member_id": None, "holder": None}, []),
        ({"holder": l.Holder.SPOUSE}, HOLDER),
        ({"holder": l.Holder.CHILD} | NAMED, []),
        ({"holder": l.Holder.OTHER} | NAMED | {"holder_born": None}, ["Holder date of birth"]),
        ({"paying_by": "Self-pay", "holder": l.Holder.SPOUSE}, []),
        ({"emergency_contact": None, "emergency_phone": None}, ["Emergency contact", "Emergency phone"]),
        ({"attendance_policy_accepted": NO}, ["Attendance policy accepted"]),  # a No is no acceptance
        ({"attendance_policy_accepted": None}, ["Attendance policy accepted"]),
        ({"financial_policy_accepted": NO}, ["Financial policy accepted"]),
        ({"signature": None}, ["Signature"]),
        ({"how": "Video"}, ["Telehealth consent"]),
        ({"how": "Either", "telehealth_consent": NO}, ["Telehealth consent"]),
        ({"how": "Video", "telehealth_consent": YES}, []),
        ({"how": None}, []),
    ],
)
def test_the_form_is_whole_when_each_branch_that_was_taken_is(cells, wanted):
    assert lacks(**cells) == wanted


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (CHILD, ["Guardian", "Guardian phone"]),
        (CHILD | {"guardian": "Jane Dee, mother", "guardian_phone": "+14155550143"}, []),
        (CHILD | {"guardian": "Jane Dee, mother"}, ["Guardian phone"]),
        ({"born": date(2008, 3, 2)}, ["Guardian", "Guardian phone"]),  # eighteen the day after it was sent
        ({"born": date(2008, 3, 1)}, []),
        ({"born": date(2008, 3, 3), "submitted": None}, []),  # without its day, today counts
        ({"born": date(2008, 3, 4), "submitted": None}, ["Guardian", "Guardian phone"]),
    ],
)
def test_who_was_a_minor_when_it_was_sent_needs_a_guardian(cells, wanted):
    assert lacks(**cells) == wanted


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [({}, ["Mobile"]), ({"mobile": "+14155550141"}, []), ({"email": "john@example.com"}, [])],
)
def test_of_someone_who_was_referred_only_a_way_to_reach_them_is_wanted(cells, wanted):
    assert missing(r.IntakeAnswer(**REFERRED | cells), ON) == wanted
