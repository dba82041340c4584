import re
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from flows.sample import Sample, sample_practice
from tests.flows.sample_rows import DAYS, GUIDE_DAY, NOTE, PRESENT, ids, of_session, one, present, texts_of


@pytest.fixture(params=DAYS, ids=str)
def sample(request: pytest.FixtureRequest) -> Sample:
    return sample_practice(request.param)


@pytest.fixture
def evening() -> Sample:
    return sample_practice(GUIDE_DAY)


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("C-001", ("Client A", "Present", time(18), "MM", "plan")),
        ("C-002", ("Client B", "Present", time(17, 58), "MM", "plan")),
        ("C-003", ("Client C", "Absent - told us", None, None, "no plan")),
        ("C-004", ("Client D", "Present", time(18, 5), "MM", "plan")),
        ("C-005", ("Client E", "No-show", None, None, "no plan")),
        ("C-006", ("Client F", "Present", time(18, 2), None, "no plan")),
        ("C-007", ("Client G", "Present", time(17, 55), "MM", "plan")),
    ],
)
def test_session_five_is_the_guides(evening: Sample, client: str, expected: tuple[object, ...]) -> None:
    visit = one(evening, "Attendance", "visit_id", f"G-01/05/{client}")
    goes_by = one(evening, "Clients", "client_id", client)["goes_by"]
    plan = "plan" if visit["plan"] else "no plan"
    assert (goes_by, visit["mark"], visit["arrived"], visit["signed"], plan) == expected


def test_client_c_was_ill_and_said_so_more_than_a_day_ahead(sample: Sample) -> None:
    visit = one(sample, "Attendance", "visit_id", "G-01/05/C-003")
    assert visit["reason"] == "Illness"
    assert isinstance(visit["told_us_on"], datetime)
    start = datetime.combine(sample.moment.date(), time(18))
    assert start - visit["told_us_on"] > timedelta(hours=24)


def test_client_e_did_not_show_up_twice_two_weeks_apart(sample: Sample) -> None:
    missed = [row["on"] for row in sample.rows["Attendance"] if row["mark"] == "No-show"]
    assert missed == [sample.moment.date() - timedelta(days=14), sample.moment.date()]
    assert all(row["client_id"] == "C-005" for row in sample.rows["Attendance"] if row["mark"] == "No-show")


def test_three_groups_run_and_one_is_planned(evening: Sample) -> None:
    states = {row["group_id"]: row["status"] for row in evening.rows["Groups"]}
    assert states == {"G-01": "Running", "G-02": "Running", "G-03": "Running", "G-04": "Planning"}
    cbt = one(evening, "Groups", "group_id", "G-01")
    told = ("name", "type", "weekday", "start_time", "minutes", "sessions_in_cycle", "how", "fee", "complexity_fee")
    assert [cbt[name] for name in told] == [
        *("CBT for Anxiety", "Skills", "Thursday", time(18), 90, 12, "In person", Decimal(150), Decimal(15)),
    ]
    assert len([row for row in evening.rows["Roster"] if row["group_id"] == "G-01"]) == 7


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("C-001", ("Aetna", Decimal(25), None, "Not needed", None)),
        ("C-002", ("BCBS", Decimal(30), None, "Have it", 12)),
        ("C-004", ("Medicare", None, Decimal("0.20"), "Not needed", None)),
        ("C-009", ("BCBS", Decimal(30), None, "Have it", 6)),
    ],
)
def test_the_mixed_payer_table_is_the_guides(evening: Sample, about: str, expected: tuple[object, ...]) -> None:
    call = one(evening, "Verifications", "about", about)
    fields = ("payer", "copay", "coinsurance", "authorization", "authorized_sessions")
    assert tuple(call[field] for field in fields) == expected
    assert call["session_limit"] is None


@pytest.mark.parametrize(("about", "approved", "left"), [("C-002", 12, 8), ("C-009", 6, 1)])
def test_of_the_approved_sessions_so_many_are_left(evening: Sample, about: str, approved: int, left: int) -> None:
    call = one(evening, "Verifications", "about", about)
    used = [v for v in evening.rows["Attendance"] if v["client_id"] == about and v["mark"] in PRESENT]
    assert approved - len(used) == left
    assert all(call["authorized_from"] <= v["on"] <= call["authorized_to"] for v in used)  # type: ignore[operator]
    assert all(v["signed"] for v in used)


def test_client_c_pays_a_flat_price_and_no_payer_was_called(evening: Sample) -> None:
    client = one(evening, "Clients", "client_id", "C-003")
    assert (client["payer"], client["self_pay_rate"]) == ("Self-pay", Decimal(45))
    assert "C-003" not in ids(evening, "Verifications", "about")


def test_the_waitlist_is_the_guides(evening: Sample) -> None:
    found = [
        (w["name"], w["added"], w["group_interest"], w["prep"], call["result"], call["payer"])
        for w in evening.rows["Waitlist"]
        for call in [one(evening, "Verifications", "about", w["wait_id"])]
    ]
    assert found == [
        ("John D.", date(2026, 1, 15), "CBT Anxiety", "Yes", "Verified", "Aetna"),
        ("Mary S.", date(2026, 1, 18), "DBT Skills", "In progress", "Verified", "BCBS"),
    ]


def test_payers_differ_in_what_presence_they_want_and_one_has_two_contracts(sample: Sample) -> None:
    rules = defaultdict(set)
    for row in sample.rows["Payers"]:
        rules[row["payer"]].add(row["presence_rule"])
    assert {name: rule for name, (rule,) in rules.items() if rule} == {
        "Aetna": "Entire session",
        "BCBS": "At least minutes",
        "Medicare": "Majority",
        "Medicaid": "Review",
        "Harbor Sample Plan": "Entire session",
    }
    assert sorted(row["payer"] for row in sample.rows["Payers"]).count("Aetna") == 2  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("visit_id", "cells"),
    [
        ("G-02/05/C-008", {"mark": "Late", "arrived": time(17, 50)}),
        ("G-02/05/C-011", {"mark": "Left early", "left": time(19), "attended": "Video elsewhere"}),
        ("G-02/06/C-010", {"mark": "Present", "attended": "Phone from home", "signed": None}),
        ("G-02/04/C-013", {"mark": "Present", "factor": "Communication"}),
        ("G-03/06/C-015", {"mark": "Present", "signed": None}),
    ],
)
def test_a_visit_that_has_something_to_say(evening: Sample, visit_id: str, cells: dict[str, object]) -> None:
    visit = one(evening, "Attendance", "visit_id", visit_id)
    assert {name: visit[name] for name in cells} == cells


def test_two_came_to_one_process_session_and_only_one_payer_is_content_with_two(evening: Sample) -> None:
    payer_of: dict[object, object] = {row["client_id"]: row["payer"] for row in evening.rows["Clients"]}
    assert [payer_of[c] for c in present(evening, "G-03/04")] == ["BCBS", "Aetna"]
    least = {row["payer"]: row["minimum_present"] for row in evening.rows["Payers"]}
    assert (least["BCBS"], least["Aetna"]) == (3, 2)


@pytest.mark.parametrize(
    ("client", "cells"),
    [
        ("C-017", {"text_consent": "No"}),
        ("C-018", {"opted_out_on": date(2026, 3, 2)}),
        ("C-019", {"reminders": "Off"}),
        ("C-007", {"holder": "Spouse", "holder_first_name": "Gus"}),
        ("C-012", {"payer": "Harbor Sample Plan"}),
    ],
)
def test_a_client_who_differs(evening: Sample, client: str, cells: dict[str, object]) -> None:
    row = one(evening, "Clients", "client_id", client)
    assert {name: row[name] for name in cells} == cells


def test_one_member_pauses_and_gets_no_new_rows(evening: Sample) -> None:
    (paused,) = (m["client_id"] for m in evening.rows["Roster"] if m["status"] == "Paused")
    rows = [v["session_id"] for v in evening.rows["Attendance"] if v["client_id"] == paused]
    assert rows == ["G-02/01", "G-02/02", "G-02/03"]


def test_one_call_is_older_than_ninety_days(sample: Sample) -> None:
    limit = sample.moment.date() - timedelta(days=90)
    old = [v["about"] for v in sample.rows["Verifications"] if v["called_on"] < limit]  # type: ignore[operator]
    assert old == ["C-013"]


def test_an_individual_hour_lies_on_a_group_day_of_the_same_client(sample: Sample) -> None:
    (service,) = sample.rows["Other services"]
    assert [
        v["visit_id"]
        for v in sample.rows["Attendance"]
        if (v["client_id"], v["on"]) == (service["client_id"], service["on"])
    ] == ["G-01/04/C-001"]


def test_everyone_present_has_words_and_everyone_else_has_none(sample: Sample) -> None:
    missing = [
        (v["visit_id"], part)
        for v in sample.rows["Attendance"]
        for part in NOTE
        if bool(v[part]) is not (v["mark"] in PRESENT)
    ]
    assert missing == [("G-01/05/C-006", "plan")]


def test_two_notes_of_one_session_are_alike_and_no_others(evening: Sample) -> None:
    alike = [
        (a["visit_id"], b["visit_id"])
        for session_id in ids(evening, "Sessions", "session_id")
        for a, b in combinations([v for v in of_session(evening, str(session_id)) if texts_of(v)], 2)
        if SequenceMatcher(None, texts_of(a), texts_of(b), autojunk=False).ratio() > 0.7
    ]
    assert alike == [("G-02/02/C-008", "G-02/02/C-013")]


def test_one_note_names_another_person_and_no_others(evening: Sample) -> None:
    names = {
        str(row[field]).lower(): row["client_id"]
        for row in evening.rows["Clients"]
        for field in ("first_name", "last_name", "goes_by")
        if row[field]
    }
    named = [
        (v["visit_id"], names[word])
        for v in evening.rows["Attendance"]
        for word in re.findall(r"\w+", texts_of(v).lower())
        if word in names
    ]
    assert named == [("G-01/02/C-006", "C-001")]
