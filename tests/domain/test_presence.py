from datetime import time

import pytest

from domain.lists import Mark, PresenceRule
from domain.presence import minutes_present, presence, span_of
from tests.domain.claims_build import group, payer, session, visit

ENTIRE, MAJORITY, AT_LEAST, REVIEW = (
    PresenceRule.ENTIRE,
    PresenceRule.MAJORITY,
    PresenceRule.AT_LEAST,
    PresenceRule.REVIEW,
)
PRESENT, LATE, EARLY = Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY
SHORT = "CLAIM_NOT_PRESENT_ENOUGH"
TIME = "CLAIM_TIME_MISSING"

# The session is 6:00 PM to 7:30 PM, 90 minutes, with 5 minutes of grace.
CASES = [
    (ENTIRE, PRESENT, None, None, None),
    (ENTIRE, PRESENT, time(17, 55), None, None),
    (ENTIRE, PRESENT, time(18, 5), None, None),
    (ENTIRE, PRESENT, time(18, 6), None, SHORT),
    (ENTIRE, LATE, time(18, 5), time(19, 25), None),
    (ENTIRE, LATE, time(18, 5), time(19, 24), SHORT),
    (ENTIRE, EARLY, None, time(19, 24), SHORT),
    (ENTIRE, EARLY, None, time(19, 25), None),
    (ENTIRE, PRESENT, None, time(19, 24), SHORT),
    (ENTIRE, LATE, None, time(19, 30), TIME),
    (ENTIRE, EARLY, time(18), None, TIME),
    (ENTIRE, LATE, None, None, TIME),
    (ENTIRE, EARLY, None, None, TIME),
    (MAJORITY, LATE, time(18, 44), None, None),
    (MAJORITY, LATE, time(18, 45), None, SHORT),
    (MAJORITY, EARLY, None, time(18, 46), None),
    (MAJORITY, EARLY, None, time(18, 45), SHORT),
    (MAJORITY, LATE, time(18, 30), time(19, 16), None),
    (MAJORITY, LATE, None, None, TIME),
    (MAJORITY, EARLY, None, None, TIME),
    (MAJORITY, PRESENT, None, None, None),
    (AT_LEAST, LATE, time(18, 30), None, None),
    (AT_LEAST, LATE, time(18, 31), None, SHORT),
    (AT_LEAST, PRESENT, None, None, None),
    (AT_LEAST, EARLY, None, time(19), None),
    (AT_LEAST, LATE, time(18, 15), time(19, 15), None),
    (AT_LEAST, LATE, time(18, 15), time(19, 14), SHORT),
    (AT_LEAST, LATE, None, None, TIME),
    (AT_LEAST, EARLY, None, None, TIME),
    (REVIEW, PRESENT, None, None, None),
    (REVIEW, LATE, time(18, 5), None, None),
    (REVIEW, LATE, time(18, 6), None, "CLAIM_REVIEW"),
    (REVIEW, LATE, None, None, "CLAIM_REVIEW"),
    (REVIEW, EARLY, None, time(19, 25), None),
    (REVIEW, EARLY, None, time(19, 24), "CLAIM_REVIEW"),
    (REVIEW, EARLY, None, None, "CLAIM_REVIEW"),
    (REVIEW, LATE, time(6, 2), None, "CLAIM_TIMES_ODD"),
    (ENTIRE, PRESENT, time(6, 2), None, "CLAIM_TIMES_ODD"),
    (ENTIRE, PRESENT, None, time(18), "CLAIM_TIMES_ODD"),
    (ENTIRE, PRESENT, time(19, 30), None, "CLAIM_TIMES_ODD"),
    (ENTIRE, PRESENT, time(18, 30), time(18, 20), "CLAIM_TIMES_ODD"),
    (None, PRESENT, None, None, "CLAIM_PAYER_COLUMN"),
]


@pytest.mark.parametrize(("rule", "mark", "arrived", "left", "code"), CASES)
def test_the_payers_rule_decides_whether_a_stay_is_enough(rule, mark, arrived, left, code):
    stay = visit(mark=mark, arrived=arrived, left=left)
    found = presence(stay, span_of(session(), group()), payer(presence_rule=rule, presence_minutes=60))
    assert [r.code for r in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("starts", "ends", "arrived", "left", "minutes"),
    [
        (time(18), time(19, 30), time(18, 20), time(19, 20), 60),
        (time(23), time(0, 30), time(0, 5), None, 25),
        (time(23), time(0, 30), time(23, 5), time(0, 20), 75),
        (time(18), None, None, None, 90),
    ],
)
def test_minutes_are_counted_on_the_wall_clock_and_past_midnight(starts, ends, arrived, left, minutes):
    when = session(starts=starts, ends=ends)
    assert minutes_present(visit(arrived=arrived, left=left), span_of(when, group())) == minutes


@pytest.mark.parametrize(
    ("rule", "arrived", "code"),
    [
        (ENTIRE, None, None),
        (MAJORITY, None, None),
        (AT_LEAST, None, "CLAIM_SESSION_TIMES"),
        (ENTIRE, time(18, 5), "CLAIM_SESSION_TIMES"),
    ],
)
def test_without_session_times_only_the_mark_speaks(rule, arrived, code):
    span = span_of(session(starts=None, ends=None), group(start_time=None, minutes=None))
    found = presence(visit(arrived=arrived), span, payer(presence_rule=rule, presence_minutes=60))
    assert [r.code for r in found] == ([code] if code else [])


def test_a_payer_that_wants_minutes_must_say_how_many():
    rule = payer(presence_rule=AT_LEAST, presence_minutes=None)
    assert [r.code for r in presence(visit(), span_of(session(), group()), rule)] == ["CLAIM_PAYER_COLUMN"]


@pytest.mark.parametrize(("arrived", "code"), [(time(18, 5), None), (time(18, 6), SHORT)])
def test_grace_is_none_where_the_payer_gives_none(arrived, code):
    for grace, wanted in ((5, code), (None, SHORT), (0, SHORT)):
        rule = payer(presence_rule=ENTIRE, grace_minutes=grace)
        found = presence(visit(mark=LATE, arrived=arrived), span_of(session(), group()), rule)
        assert [r.code for r in found] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("rule", "arrived", "code"),
    [
        (MAJORITY, time(18), None),
        (MAJORITY, time(18, 5), "CLAIM_SESSION_TIMES"),
        (AT_LEAST, time(18), "CLAIM_SESSION_TIMES"),
        (ENTIRE, time(18, 5), None),
        (ENTIRE, time(18, 6), SHORT),
    ],
)
def test_a_session_whose_end_nobody_knows_is_judged_by_what_was_missed(rule, arrived, code):
    span = span_of(session(ends=None), group(minutes=None))
    found = presence(visit(arrived=arrived), span, payer(presence_rule=rule, presence_minutes=60))
    assert [r.code for r in found] == ([code] if code else [])
