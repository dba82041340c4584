from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.benefits import benefits, running_out
from domain.billing import bill_as
from domain.claims import wanted_claims
from domain.lists import Authorization, BillAs, GroupStatus, Network, PayerKind, VerificationResult
from tests.domain.claims_build import NOW, call, client, group, member, payer, practice, session, visit

WEEKS = [(f"G-01/{n:02d}", date(2026, 2, 3) + timedelta(weeks=n - 1)) for n in range(1, 6)]
APPROVED = {
    "authorization": Authorization.HAVE_IT,
    "authorization_number": "A1",
    "authorized_sessions": 12,
}


def table(*calls, **tabs):
    p = practice(verifications=calls, **tabs)
    return {b.client_id: b for b in benefits(p, wanted_claims(p, NOW), NOW)}


def test_the_guides_mixed_payer_table():
    # Client B came to four of five sessions, each with client A, so four of twelve are used.
    rows = table(
        call(1, copay=Decimal(25)),
        call(2, copay=Decimal(30), **APPROVED),
        call(4, copay=None, coinsurance=Decimal(20)),
        clients=tuple(client(n) for n in range(1, 5)),
        sessions=tuple(session(s, on) for s, on in WEEKS),
        visits=tuple(visit(n, s, on) for s, on in WEEKS[:4] for n in (1, 2)),
    )
    told = [
        (b.insurance, b.group_copay, b.authorization_required, b.sessions_remaining, b.runs_out_on)
        for b in rows.values()
    ]
    assert told == [
        ("Aetna", "$25", "No", "Unlimited", None),
        ("BCBS", "$30", "Yes (approved 12)", "8", date(2026, 4, 28)),
        ("Self-pay", "$45 flat", "N/A", "N/A", None),
        ("Medicare", "20% coinsurance", "No", "Unlimited", None),
    ]


CASES = [
    ({"copay": Decimal("25.50")}, "$25.50", "No", "Unlimited"),
    ({"copay": Decimal(0)}, "$0", "No", "Unlimited"),
    ({"copay": Decimal(10), "coinsurance": Decimal("0.2")}, "$10 + 20% coinsurance", "No", "Unlimited"),
    ({"copay": None}, "Not sure", "No", "Unlimited"),
    ({"authorization": Authorization.MUST_ASK}, "$25", "Yes (must ask)", "Unlimited"),
    ({"authorization": Authorization.NOT_SURE}, "$25", "Not sure", "Unlimited"),
    (APPROVED | {"authorized_sessions": None}, "$25", "Yes", "Unlimited"),
    (APPROVED | {"session_limit": 5, "sessions_used": 2}, "$25", "Yes (approved 12)", "3"),
    ({"session_limit": 5, "sessions_used": 7}, "$25", "No", "0"),
]


@pytest.mark.parametrize(("cells", "copay", "authorization", "left"), CASES)
def test_what_the_payer_said_in_the_guides_words(cells, copay, authorization, left):
    row = table(call(1, **cells), visits=())["C-001"]
    assert (row.group_copay, row.authorization_required, row.sessions_remaining) == (copay, authorization, left)


def test_a_client_whom_nobody_asked_about_is_not_verified():
    row = table(call(2))["C-001"]
    assert {row.group_copay, row.authorization_required, row.sessions_remaining} == {"Not verified"}


def test_the_own_rate_of_a_client_who_pays_alone_comes_first():
    rows = table(clients=(client(3, self_pay_rate=Decimal("32.50")),))
    assert rows["C-003"].group_copay == "$32.50 flat"


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        ({"authorized_to": date(2026, 3, 15)}, date(2026, 3, 15)),
        ({"authorized_sessions": 0}, date(2026, 3, 4)),
        ({"authorized_sessions": 2}, date(2026, 3, 17)),
        ({"authorized_sessions": None}, None),
    ],
)
def test_an_authorization_runs_out_with_its_last_session_or_its_last_day(cells, day):
    assert table(call(1, **APPROVED | cells), visits=())["C-001"].runs_out_on == day


def test_only_clients_on_a_roster_now_have_a_row():
    rows = table(roster=(member(1, end=date(2026, 3, 3)), member(2, end=date(2026, 3, 4))))
    assert list(rows) == ["C-002"]


def test_a_call_that_found_no_cover_still_tells_what_was_said():
    row = table(call(1, result=VerificationResult.NOT_COVERED, copay=Decimal(40)))["C-001"]
    assert row.group_copay == "$40"


@pytest.mark.parametrize(
    ("cells", "copay", "authorization"),
    [
        ({"bill_as": BillAs.NONE}, "$45 flat", "N/A"),
        ({"network": Network.OUT}, "$25", "No"),
        ({}, "$25", "No"),
    ],
)
def test_a_client_whose_payer_gets_nothing_pays_alone_and_one_with_a_superbill_does_not(cells, copay, authorization):
    row = table(call(1), payers=(payer(**cells),))["C-001"]
    assert (row.group_copay, row.authorization_required) == (copay, authorization)


@pytest.mark.parametrize(("name", "copay"), [("self-pay", "$45 flat"), ("Cigna", "$25"), (None, "$25")])
def test_a_payer_without_a_row_is_known_by_its_name_alone(name, copay):
    row = table(call(1), payers=(), clients=(client(1, payer=name),))["C-001"]
    assert row.group_copay == copay


def test_a_client_who_pays_alone_in_a_group_without_a_rate_has_no_sum():
    assert table(groups=(group(self_pay_fee=None),))["C-003"].group_copay == ""


@pytest.mark.parametrize("cells", [{"weekday": None}, {"status": GroupStatus.ENDED}])
def test_no_last_day_is_in_sight_for_a_group_that_does_not_meet(cells):
    rows = table(call(1, **APPROVED), groups=(group(**cells),), visits=())
    assert (rows["C-001"].sessions_remaining, rows["C-001"].runs_out_on) == ("12", None)


def test_a_day_on_which_the_group_does_not_meet_moves_the_last_session():
    skipped = group(skip_dates=(date(2026, 3, 10),))
    rows = table(call(1, **APPROVED | {"authorized_sessions": 1}), groups=(skipped,), visits=())
    assert rows["C-001"].runs_out_on == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (APPROVED, None),
        (APPROVED | {"authorized_sessions": 3}, "C-001 has 3 paid sessions left, until about March 24, 2026."),
        (APPROVED | {"authorized_sessions": 1}, "C-001 has 1 paid session left, until about March 10, 2026."),
        (APPROVED | {"authorized_sessions": 0}, "C-001 has no paid sessions left. Ask"),
        ({"session_limit": 4}, None),
        ({"session_limit": 3}, "C-001 has 3 paid sessions left, until about"),
        (
            APPROVED | {"authorized_sessions": None, "authorized_to": date(2026, 3, 20)},
            "C-001 has some paid sessions left",
        ),
    ],
)
def test_paid_sessions_that_run_out_are_told_in_whole_words(cells, said):
    p = practice(verifications=(call(1, **cells),), visits=())
    found = [t.reason.sentence for t in running_out(p, wanted_claims(p, NOW), NOW) if t.about == "C-001"]
    assert [s[: len(said or "")] for s in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("limit", "starts", "left", "runs_out", "asked"),
    [
        (3, date(2025, 4, 1), "3", date(2026, 3, 24), True),  # four Tuesdays are left of the plan's year
        (4, date(2025, 4, 1), "4 until Tue Mar 31", None, False),
        (2, date(2025, 3, 20), "2 until Thu Mar 19", None, False),
        (0, date(2025, 3, 10), "0 until Mon Mar 9", None, False),
        (0, date(2025, 3, 11), "0", date(2026, 3, 4), True),
        (3, None, "3", date(2026, 3, 24), True),
    ],
)
def test_a_yearly_limit_does_not_run_out_where_the_plans_next_year_begins_first(limit, starts, left, runs_out, asked):
    p = practice(verifications=(call(1, session_limit=limit, benefit_year_starts=starts),), visits=())
    row = next(b for b in benefits(p, wanted_claims(p, NOW), NOW) if b.client_id == "C-001")
    assert (row.sessions_remaining, row.runs_out_on) == (left, runs_out)
    assert any(t.about == "C-001" for t in running_out(p, wanted_claims(p, NOW), NOW)) is asked


@pytest.mark.parametrize(
    ("kind", "network", "says", "gets"),
    [
        (PayerKind.SELF_PAY, Network.IN, BillAs.CLAIM, BillAs.NONE),
        (PayerKind.COMMERCIAL, None, None, BillAs.CLAIM),
        (PayerKind.COMMERCIAL, Network.OUT, None, BillAs.SUPERBILL),
        (PayerKind.MEDICARE, Network.OUT, BillAs.CLAIM, BillAs.CLAIM),
    ],
)
def test_what_a_payer_gets_follows_its_row_then_its_kind_and_network(kind, network, says, gets):
    assert bill_as(payer(kind=kind, network=network, bill_as=says)) is gets
