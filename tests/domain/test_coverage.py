from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.claims import wanted_claims
from domain.coverage import by_network
from domain.lists import (
    Attends,
    Authorization,
    Network,
    NetworkAnswer,
    OldVerification,
    VerificationResult,
    YesNo,
    YesNoUnsure,
)
from tests.domain.claims_build import DETAILS, NOW, call, client, codes_of, group, member, payer, states, two_of_aetna

HAVE = Authorization.HAVE_IT
NUMBER = {"authorization": HAVE, "authorization_number": "A1"}

CASES = [
    ([], ["COVER_NEVER_VERIFIED"]),
    ([{}], []),
    ([{"result": VerificationResult.NOT_COVERED}], ["COVER_NOT_COVERED"]),
    ([{"plan_active": YesNoUnsure.NO}], ["COVER_NOT_COVERED"]),
    ([{"group_covered": YesNoUnsure.NOT_SURE}], ["COVER_CALL_BACK"]),
    ([{"result": VerificationResult.CALL_BACK}], ["COVER_CALL_BACK"]),
    ([{"result": VerificationResult.CALL_BACK}, {"called_on": date(2026, 3, 4)}], []),
    ([{"result": VerificationResult.CALL_BACK}, {"called_on": date(2026, 3, 1)}], []),
    ([{}, {"called_on": date(2026, 3, 4), "result": VerificationResult.NOT_COVERED}], []),
    ([{}, {"called_on": date(2026, 3, 3), "result": VerificationResult.NOT_COVERED}], ["COVER_NOT_COVERED"]),
    ([{"authorization": Authorization.MUST_ASK}], ["COVER_AUTHORIZATION_MUST_ASK"]),
    ([{"authorization": Authorization.NOT_SURE}], ["COVER_AUTHORIZATION_UNKNOWN"]),
    ([{"authorization": None}], ["COVER_AUTHORIZATION_UNKNOWN"]),
    ([{"authorization": HAVE}], ["COVER_AUTHORIZATION_NUMBER"]),
    ([NUMBER], []),
    ([NUMBER | {"authorized_from": date(2026, 3, 3), "authorized_to": date(2026, 3, 3)}], []),
    ([NUMBER | {"authorized_to": date(2026, 3, 2)}], ["COVER_AUTHORIZATION_DATES"]),
    ([NUMBER | {"authorized_from": date(2026, 3, 4)}], ["COVER_AUTHORIZATION_DATES"]),
    ([{"authorization": Authorization.MUST_ASK}, NUMBER | {"called_on": date(2026, 3, 4)}], []),
    ([NUMBER | {"authorized_sessions": 0}], ["COVER_AUTHORIZATION_USED_UP"]),
    ([{"session_limit": 20, "sessions_used": 19}], []),
    ([{"session_limit": 20, "sessions_used": 20}], ["COVER_SESSION_LIMIT"]),
]


@pytest.mark.parametrize(("calls", "wanted"), CASES)
def test_the_payer_calls_hold_a_line_or_let_it_go(calls, wanted):
    about = tuple(call(1, **{"verification_id": f"V-1{n}"} | cells) for n, cells in enumerate(calls))
    assert codes_of(two_of_aetna(verifications=(*about, call(5)))) == wanted


OLD = [
    ({"called_on": date(2025, 12, 30)}, "COVER_OLD_YEAR"),
    ({"payer": "Aetna PPO"}, "COVER_OTHER_PAYER"),
    ({"called_on": date(2026, 1, 1), "payer": "aetna"}, "COVER_OLD"),
]


@pytest.mark.parametrize(("cells", "code"), OLD)
@pytest.mark.parametrize("setting", OldVerification)
def test_an_old_call_warns_or_holds_as_the_practice_set_it(cells, code, setting):
    details = DETAILS.model_copy(update={"old_verification": setting, "verification_days": 60})
    p = two_of_aetna(details=details, verifications=(call(1, **cells), call(5)))
    tasks = [t.reason.code for t in wanted_claims(p, NOW).tasks]
    if setting is OldVerification.WARN:
        assert (codes_of(p), tasks) == ([], [code])
    else:
        assert (codes_of(p), tasks) == ([code], [])


@pytest.mark.parametrize(("days", "old"), [(57, False), (56, True)])
def test_a_call_is_good_for_as_many_days_as_the_practice_says(days, old):
    details = DETAILS.model_copy(update={"verification_days": days})  # the call was 57 days before
    assert bool(wanted_claims(two_of_aetna(details=details), NOW).tasks) is old


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (YesNoUnsure.NO, "COVER_TELEHEALTH_NOT_COVERED"),
        (YesNoUnsure.NOT_SURE, "COVER_TELEHEALTH_NOT_SURE"),
        (None, None),
    ],
)
@pytest.mark.parametrize("attends", [Attends.VIDEO_HOME, Attends.IN_PERSON])
def test_telehealth_must_be_covered_only_for_those_who_were_not_in_the_room(answer, code, attends):
    p = two_of_aetna(
        verifications=(call(1, telehealth_covered=answer), call(5)), roster=(member(1, attends=attends), member(5))
    )
    assert codes_of(p) == ([code] if code and attends is Attends.VIDEO_HOME else [])


@pytest.mark.parametrize(
    ("sud", "agreed", "held"),
    [
        (YesNo.YES, None, True),
        (YesNo.YES, date(2026, 3, 4), False),
        (YesNo.YES, date(2026, 3, 5), True),
        (YesNo.NO, None, False),
    ],
)
def test_a_substance_use_group_needs_a_signed_consent(sud, agreed, held):
    p = two_of_aetna(groups=(group(sud_program=sud),), clients=(client(1, part2_consent_date=agreed), client(5)))
    assert ("COVER_PART2_CONSENT" in codes_of(p)) is held


def test_a_call_with_a_cell_that_cannot_be_read_holds_the_line():
    p = two_of_aetna(verifications=(call(1, held=frozenset({"claims"})), call(5)))
    assert codes_of(p) == ["CLAIM_CELL_IN_QUESTION"]


def test_what_a_client_owes_does_not_hold_a_line():
    p = two_of_aetna(verifications=(call(1, copay=None, coinsurance=None), call(5, copay=Decimal(30))))
    assert set(states(p).values()) == {"ready"}
    assert states(replace(p, verifications=())) == {"C-001": "held", "C-005": "held"}


@pytest.mark.parametrize(
    ("said", "cells", "calls_payer", "code"),
    [
        (NetworkAnswer.IN, {}, None, None),
        (None, {}, None, None),
        (NetworkAnswer.OUT, {}, None, "COVER_OUT_OF_NETWORK"),
        (NetworkAnswer.NOT_SURE, {}, "aetna", "COVER_NETWORK_NOT_SURE"),
        (NetworkAnswer.OUT, {"network": Network.OUT}, None, None),  # the row says so too
        (NetworkAnswer.OUT, {}, "BCBS", None),  # that call was about another payer
    ],
)
def test_the_agents_word_on_the_network_agrees_with_the_payers_row(said, cells, calls_payer, code):
    found = by_network(call(1, in_network=said, payer=calls_payer), payer("Aetna", **cells))
    assert [r.code for r in found] == ([code] if code else [])


def test_without_a_call_nothing_is_said_about_the_network():
    assert list(by_network(None, payer())) == []
