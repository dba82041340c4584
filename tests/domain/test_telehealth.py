import pytest

from domain.lists import Attends, HomePlace, How, PhoneModifier, VideoModifier
from domain.telehealth import how_attended, told
from tests.domain.claims_build import payer

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
