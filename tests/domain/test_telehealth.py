from datetime import date

import pytest

from domain.claims import wanted_claims
from domain.lists import Attends, HomePlace, How, PhoneModifier, VideoModifier
from domain.telehealth import how_attended, told
from tests.domain.claims_build import NOW, client, payer, practice, session, visit

A, V, P = Attends, VideoModifier, PhoneModifier


@pytest.mark.parametrize(
    ("visit", "member", "group", "wanted"),
    [
        (A.PHONE_HOME, A.IN_PERSON, How.VIDEO, A.PHONE_HOME),
        (None, A.VIDEO_ELSEWHERE, How.IN_PERSON, A.VIDEO_ELSEWHERE),
        (None, None, How.IN_PERSON, A.IN_PERSON),
        (None, None, How.VIDEO, A.VIDEO_HOME),
        (None, None, How.MIXED, None),
        (None, None, None, None),
    ],
)
def test_the_visit_speaks_before_the_roster_and_the_roster_before_the_group(visit, member, group, wanted):
    assert how_attended(visit, member, group) is wanted


CASES = [
    ({}, A.IN_PERSON, (), "11", None),
    ({}, A.VIDEO_HOME, ("95",), "10", None),
    ({}, A.VIDEO_ELSEWHERE, ("95",), "02", None),
    ({"video_modifier": V.NONE}, A.VIDEO_HOME, (), "10", None),
    ({"video_modifier": V.GT, "home_place": HomePlace.TELEHEALTH}, A.VIDEO_HOME, ("GT",), "02", None),
    ({}, A.PHONE_HOME, ("93",), "10", None),
    ({"phone_modifier": P.FQ}, A.PHONE_ELSEWHERE, ("FQ",), "02", None),
    ({"phone_modifier": P.NOT_COVERED}, A.PHONE_HOME, (), "10", "CLAIM_PHONE_NOT_COVERED"),
    ({"video_modifier": None}, A.VIDEO_HOME, (), "10", "CLAIM_PAYER_COLUMN"),
    ({"phone_modifier": None}, A.PHONE_HOME, (), "10", "CLAIM_PAYER_COLUMN"),
    ({"home_place": None}, A.VIDEO_HOME, ("95",), "", "CLAIM_PAYER_COLUMN"),
    ({"video_modifier": None, "home_place": None}, A.IN_PERSON, (), "11", None),
    ({"group_modifier": "HQ"}, A.VIDEO_HOME, ("HQ", "95"), "10", None),
    ({"group_modifier": "59"}, A.IN_PERSON, (), "11", "CLAIM_GROUP_MODIFIER"),
    ({"group_modifier": "XE"}, A.IN_PERSON, (), "11", "CLAIM_GROUP_MODIFIER"),
    ({"group_modifier": " "}, A.VIDEO_HOME, ("95",), "10", None),
    ({}, None, (), "", "CLAIM_HOW_UNKNOWN"),
]


@pytest.mark.parametrize(("rule", "attended", "modifiers", "place", "code"), CASES)
def test_modifier_and_place_follow_from_payer_and_way(rule, attended, modifiers, place, code):
    found = told(payer(**rule), attended)
    assert (found.modifiers, found.place) == (modifiers, place)
    assert [r.code for r in found.reasons] == ([code] if code else [])


@pytest.mark.parametrize(
    ("since", "modifiers", "place"),
    [
        (date(2026, 3, 2), ("GT",), "02"),
        (date(2026, 3, 3), ("GT",), "02"),
        (date(2026, 3, 4), ("95",), "10"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_dated_rows_of_a_payer_the_one_in_force_on_the_day_speaks(since, modifiers, place, turned):
    newer = payer(since=since, video_modifier=V.GT, home_place=HomePlace.TELEHEALTH)
    rules = (newer, payer()) if turned else (payer(), newer)
    p = practice(
        payers=rules, clients=(client(1), client(5)), visits=tuple(visit(n, attended=A.VIDEO_HOME) for n in (1, 5))
    )
    assert {(c.modifiers, c.place) for b in wanted_claims(p, NOW).bills for c in b.charges} == {(modifiers, place)}


def test_a_visit_keeps_the_rule_of_its_own_day_when_the_contract_changes_later():
    days = [("G-01/04", date(2026, 2, 24)), ("G-01/05", date(2026, 3, 3))]
    p = practice(
        payers=(payer(), payer(since=date(2026, 3, 1), video_modifier=V.NONE)),
        sessions=tuple(session(s, on) for s, on in days),
        visits=tuple(visit(n, s, on, attended=A.VIDEO_HOME) for s, on in days for n in (1, 5)),
    )
    told_by = {(b.visit.session_id, b.charges[0].modifiers) for b in wanted_claims(p, NOW).bills}
    assert told_by == {("G-01/04", ("95",)), ("G-01/05", ())}
