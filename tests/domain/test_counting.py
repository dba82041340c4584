from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations

import pytest

from domain.claims import wanted_claims
from domain.lists import Authorization, PresenceRule
from tests.domain.claims_build import call, four_payers, group, member, payer, session, two_of_aetna, visit

MAY = datetime(2026, 5, 20, tzinfo=UTC)
FIRST = date(2026, 1, 6)


def weeks(count: int, **tabs):
    """Two members in so many weekly sessions from January 6 on."""
    days = [(f"G-01/{n:02d}", FIRST + timedelta(weeks=n - 1)) for n in range(1, count + 1)]
    usual = {
        "sessions": tuple(session(s, on) for s, on in days),
        "visits": tuple(visit(n, s, on) for s, on in days for n in (1, 5)),
    }
    return two_of_aetna(**usual | tabs)


def held(p, code: str, client_id: str = "C-001", lost=()) -> list[str]:
    """The sessions of a client that a reason holds, in the order of the days."""
    bills = sorted(wanted_claims(p, MAY, lost=lost).bills, key=lambda b: b.visit.on)
    return [b.visit.session_id for b in bills if b.visit.client_id == client_id and code in {r.code for r in b.reasons}]


AUTHORIZED = {
    "authorization": Authorization.HAVE_IT,
    "authorization_number": "A1",
    "authorized_from": FIRST,
    "authorized_to": date(2026, 4, 30),
}


@pytest.mark.parametrize(("approved", "out"), [(8, ["G-01/09", "G-01/10"]), (10, []), (12, []), (None, [])])
def test_authorized_sessions_are_counted_in_the_order_of_days(approved, out):
    p = weeks(10, verifications=(call(1, **AUTHORIZED, authorized_sessions=approved), call(5)))
    assert held(p, "COVER_AUTHORIZATION_USED_UP") == out


def test_the_order_of_rows_does_not_change_which_session_is_the_last_authorized():
    p = weeks(3, verifications=(call(1, **AUTHORIZED, authorized_sessions=2), call(5)))
    for rows in permutations(p.visits):
        assert held(weeks(3, visits=rows, verifications=p.verifications), "COVER_AUTHORIZATION_USED_UP") == ["G-01/03"]


def test_a_visit_that_waits_keeps_its_authorized_session():
    p = weeks(3, verifications=(call(1, **AUTHORIZED, authorized_sessions=2), call(5)))
    unsigned = tuple(v.model_copy(update={"signed": None}) if v.session_id == "G-01/01" else v for v in p.visits)
    assert held(weeks(3, visits=unsigned, verifications=p.verifications), "COVER_AUTHORIZATION_USED_UP") == ["G-01/03"]


def test_a_visit_that_will_not_be_billed_uses_no_authorized_session():
    p = weeks(3, verifications=(call(1, **AUTHORIZED, authorized_sessions=2), call(5)))
    late = tuple(v.model_copy(update={"arrived": time(19)}) if v.session_id == "G-01/01" else v for v in p.visits)
    assert held(weeks(3, visits=late, verifications=p.verifications), "COVER_AUTHORIZATION_USED_UP") == []


USED = [
    ("COVER_AUTHORIZATION_USED_UP", AUTHORIZED | {"authorized_sessions": 2}),
    ("COVER_SESSION_LIMIT", {"session_limit": 2}),
]


@pytest.mark.parametrize(("code", "cells"), USED)
@pytest.mark.parametrize(
    ("lost", "out"),
    [
        ((), ["G-01/03", "G-01/04"]),
        (("G-01/01",), ["G-01/01", "G-01/04"]),
        (("G-01/04",), ["G-01/03", "G-01/04"]),
        (("G-01/01", "G-01/02"), ["G-01/01", "G-01/02"]),
        (("G-01/01", "G-01/02", "G-01/03"), ["G-01/02", "G-01/03"]),
    ],
)
def test_what_a_payer_denied_uses_up_no_session_and_goes_again_where_the_others_leave_one(code, cells, lost, out):
    p = weeks(4, verifications=(call(1, **cells), call(5)))
    assert held(p, code, lost=[f"{x}/C-001" for x in lost]) == out


def test_what_a_payer_denied_keeps_its_day():
    day = session("G-01/02", FIRST, starts=time(20), ends=time(21, 30))
    p = weeks(1, sessions=(session("G-01/01", FIRST), day), visits=tuple(
        visit(n, s, FIRST) for s in ("G-01/01", "G-01/02") for n in (1, 5)
    ))  # fmt: skip
    assert held(p, "CLAIM_SECOND_ON_DAY", lost=["G-01/01/C-001"]) == ["G-01/02"]


def test_a_new_authorization_begins_a_new_count():
    more = AUTHORIZED | {"authorization_number": "A2", "authorized_from": FIRST + timedelta(weeks=2)}
    calls = (
        call(1, **AUTHORIZED, authorized_sessions=2),
        call(1, verification_id="V-101", called_on=date(2026, 1, 15), **more, authorized_sessions=2),
        call(5),
    )
    assert held(weeks(5, verifications=calls), "COVER_AUTHORIZATION_USED_UP") == ["G-01/05"]


def test_an_authorization_typed_in_another_way_is_still_the_same():
    again = AUTHORIZED | {"authorization_number": "a-1"}
    calls = (
        call(1, **AUTHORIZED, authorized_sessions=2),
        call(1, verification_id="V-101", called_on=FIRST + timedelta(days=8), **again, authorized_sessions=2),
        call(5),
    )
    assert held(weeks(4, verifications=calls), "COVER_AUTHORIZATION_USED_UP") == ["G-01/03", "G-01/04"]


def test_what_was_used_before_the_call_counts_only_against_the_yearly_limit():
    # Called on January 20: used 3 by then; 5 allowed in the year; sessions 4 and 5 are the last paid.
    limited = call(1, called_on=date(2026, 1, 20), session_limit=5, sessions_used=3)
    p = weeks(7, verifications=(limited, call(5)))
    assert held(p, "COVER_SESSION_LIMIT") == ["G-01/06", "G-01/07"]


@pytest.mark.parametrize(("per_day", "held_ones"), [(None, ["G-02/01"]), (1, ["G-02/01"]), (2, [])])
def test_the_earlier_session_of_a_day_is_the_one_that_is_billed(per_day, held_ones):
    p = two_of_aetna(
        payers=(payer(per_day=per_day),),
        groups=(group(), group("G-02")),
        roster=(member(1), member(5), member(1, "G-02"), member(5, "G-02")),
        sessions=(session("G-02/01", starts=time(20), ends=time(21, 30)), session()),
        visits=(visit(1, "G-02/01"), visit(5, "G-02/01"), visit(1), visit(5)),
    )
    assert held(p, "CLAIM_SECOND_ON_DAY") == held_ones


@pytest.mark.parametrize(("second", "out"), [(date(2026, 1, 12), True), (date(2026, 1, 13), False)])
def test_a_week_is_seven_rolling_days(second, out):
    days = [("G-01/01", FIRST), ("G-01/02", second)]
    p = two_of_aetna(
        payers=(payer(per_week=1),),
        sessions=tuple(session(s, on) for s, on in days),
        visits=tuple(visit(n, s, on) for s, on in days for n in (1, 5)),
    )
    assert bool(held(p, "CLAIM_WEEK_FULL")) is out


def test_two_rows_of_one_client_in_one_session_are_one_visit():
    p = two_of_aetna(payers=(payer(per_day=5),), visits=(visit(1), visit(5), visit(1, visit_id="G-01/05/x")))
    assert [b.visit.visit_id for b in wanted_claims(p, MAY).bills if b.state == "held"] == ["G-01/05/x"]


def test_a_person_who_is_there_twice_in_the_sheet_counts_once_for_the_size_of_the_group():
    rules = (payer(minimum_present=3), *four_payers()[1:])
    p = two_of_aetna(payers=rules, visits=(visit(1), visit(5), visit(1, visit_id="G-01/05/x")))
    assert held(p, "CLAIM_GROUP_TOO_SMALL") == ["G-01/05", "G-01/05"]


def test_a_stay_that_a_person_has_to_judge_keeps_its_place():
    p = weeks(
        2,
        payers=(payer(presence_rule=PresenceRule.REVIEW),),
        verifications=(call(1, **AUTHORIZED, authorized_sessions=1), call(5)),
    )
    late = tuple(v.model_copy(update={"arrived": time(19)}) if v.session_id == "G-01/01" else v for v in p.visits)
    again = weeks(2, visits=late, payers=p.payers, verifications=p.verifications)
    assert held(again, "COVER_AUTHORIZATION_USED_UP") == ["G-01/02"]


def test_twelve_authorized_sessions_of_which_four_are_used_leave_eight_and_run_out_within_the_month():
    # Authorized from January 20, the third session: sessions 3 to 14 are the twelve; April 14 and 21 are too many.
    twelve = AUTHORIZED | {"authorized_from": date(2026, 1, 20), "authorized_sessions": 12}
    p = weeks(16, verifications=(call(1, **twelve), call(5)))
    assert held(p, "COVER_AUTHORIZATION_DATES") == ["G-01/01", "G-01/02"]
    assert held(p, "COVER_AUTHORIZATION_USED_UP") == ["G-01/15", "G-01/16"]


@pytest.mark.parametrize(("last", "out"), [(date(2026, 1, 13), ["G-01/03"]), (date(2026, 1, 20), [])])
def test_an_authorization_holds_on_its_last_day(last, out):
    p = weeks(3, verifications=(call(1, **AUTHORIZED | {"authorized_to": last}), call(5)))
    assert held(p, "COVER_AUTHORIZATION_DATES") == out


# Weekly sessions from December 9: four in the old year, then January 6, 13 and 20.
TURN = [(f"G-01/{n:02d}", date(2025, 12, 9) + timedelta(weeks=n - 1)) for n in range(1, 8)]


@pytest.mark.parametrize(
    ("cells", "out"),
    [
        ({"session_limit": 5, "sessions_used": 3}, ["G-01/03", "G-01/04"]),
        ({"session_limit": 4, "sessions_used": 4}, ["G-01/01", "G-01/02", "G-01/03", "G-01/04"]),
        ({"session_limit": 2, "sessions_used": None}, ["G-01/03", "G-01/04", "G-01/07"]),
        ({"session_limit": None, "sessions_used": 9}, []),
    ],
)
def test_a_yearly_limit_begins_anew_with_the_calendar_year(cells, out):
    p = two_of_aetna(
        payers=(payer(since=date(2025, 1, 1), days_to_file=365),),
        roster=(member(1, start=date(2025, 12, 1)), member(5, start=date(2025, 12, 1))),
        verifications=(call(1, called_on=date(2025, 12, 1), **cells), call(5)),
        sessions=tuple(session(s, on) for s, on in TURN),
        visits=tuple(visit(n, s, on) for s, on in TURN for n in (1, 5)),
    )
    assert held(p, "COVER_SESSION_LIMIT") == out


@pytest.mark.parametrize(("allowed", "out"), [(None, []), (0, ["G-01/01"]), (1, [])])
def test_a_payer_may_pay_no_visit_a_day(allowed, out):
    assert held(weeks(1, payers=(payer(per_day=allowed),)), "CLAIM_SECOND_ON_DAY") == out
