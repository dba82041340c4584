"""Old waitlists and insurance tables, the guide's among them."""

from datetime import date
from decimal import Decimal

import pytest

from sheets_schema.oldsheets.proposal import fingerprint
from tests.sheets_schema.oldsheets.old import asked, balance, bring, cells, known, noted
from tests.sheets_schema.sheet import CLIENT, GROUP, SEAT

GUIDE = """Name | Date Added | Group Interest | Individual Prep Completed | Insurance Verified
John D. | 1/15/26 | CBT Anxiety | Yes | Yes - Aetna
Mary S. | 1/18/26 | DBT Skills | In progress | Yes - BCBS"""


def test_the_guides_waitlist_comes_in_whole():
    proposal = bring(("Waitlist", GUIDE))
    names = ("wait_id", "name", "added", "group_interest", "prep", "payer", "status")
    assert cells(proposal, "Waitlist", *names) == [
        ("W-001", "John D.", date(2026, 1, 15), "CBT Anxiety", "Yes", "Aetna", "Waiting"),
        ("W-002", "Mary S.", date(2026, 1, 18), "DBT Skills", "In progress", "BCBS", "Waiting"),
    ]
    assert cells(proposal, "Waitlist", "note")[0] == ("Old sheet: insurance verified: Yes - Aetna",)
    assert noted(proposal) == ["STATUS_WAITING"]
    assert balance(proposal) == [(2, 2, 0, 0, 0)]


WAITING = {
    "wait_id": "W-007",
    "name": "John D.",
    "group_interest": "cbt  anxiety",
    "added": "1/15/2026",
    "status": "Waiting",
}


@pytest.mark.parametrize(
    ("row", "entries", "questions"),
    [
        ("John D. | 1/15/26 | CBT Anxiety | | ", (1, 0, 1, 0, 0), []),
        ("John D. | | CBT Anxiety | | ", (1, 0, 1, 0, 0), []),
        ("John D. | 2/15/26 | CBT Anxiety | | ", (1, 0, 0, 1, 0), [("PERSON_DIFFERS", "A2")]),
        ("John D. | 1/15/26 | DBT | | ", (1, 1, 0, 0, 0), []),
        ("Di Fox | soon | DBT | | ", (1, 0, 0, 1, 0), [("CELL_UNSURE", "B2")]),
        ("Di & Al Fox | 1/15/26 | DBT | | ", (1, 0, 0, 1, 0), [("NAME_TWO_PEOPLE", "A2")]),
        ("Di Fox", (1, 0, 0, 1, 0), [("NAME_ONLY", "A2")]),
        ("Di Fox | 1/15/26 | DBT | maybe | Yes, but group not covered", (1, 1, 0, 0, 0), []),
        ("Di Fox | 1/15/26 | DBT | | \n di  fox | 1/15/26 | dbt | | ", (2, 1, 1, 0, 0), []),
        ("Total | 4 | | | \n called all on 1/15", (2, 0, 0, 0, 2), []),
    ],
)
def test_each_row_waits_once(row, entries, questions):
    proposal = bring(("Waitlist", GUIDE.splitlines()[0] + "\n" + row), at=known(Waitlist=[WAITING]))
    assert balance(proposal) == [entries]
    assert asked(proposal) == questions


def test_a_waitlist_row_brought_in_before_is_known():
    source = fingerprint("wait", "john d", "CBT Anxiety", "2026-01-15")
    proposal = bring(("Waitlist", GUIDE), at=known([("row:Waitlist:W-001", source)], Waitlist=[]))
    assert cells(proposal, "Waitlist", "wait_id", "name") == [("W-002", "Mary S.")]


INSURANCE = "Client | Insurance | Group Copay | Authorization Required | Sessions Remaining \n"
ROWS = [
    ("Ana Sample | Aetna | $25 | No | Unlimited", {"payer": "Aetna", "copay": Decimal("25.00"), "authorization": "Not needed"}),
    (
        "Ana Sample | BCBS | $30 | Yes (approved 12) | 8",
        {"payer": "BCBS", "copay": Decimal("30.00"), "authorization": "Have it", "authorized_sessions": 12},
    ),
    ("Ana Sample | Medicare | 20% coinsurance | No | Unlimited", {"coinsurance": Decimal(20), "copay": None}),
    ("Ana Sample | Aetna | $25 or 20% | Yes | 8", {"copay": None, "coinsurance": None, "authorization": None}),
    ("Ana Sample | Aetna | $25 after deductible | | ", {"copay": Decimal("25.00")}),
    ("Ana Sample | Aetna | | | ", {"copay": None, "note": "From the old sheet"}),
]  # fmt: skip


@pytest.mark.parametrize(("row", "wanted"), ROWS)
def test_benefits_become_a_call_that_still_wants_its_day_number_and_result(row, wanted):
    proposal = bring(("Insurance", INSURANCE + row))
    (made,) = (r for r in proposal.rows if r.tab == "Verifications")
    assert made.cells["about"] == "C-001"
    assert {name: made.cells.get(name) for name in wanted} == wanted
    assert not {"called_on", "result", "by", "session_limit"} & made.cells.keys()
    assert noted(proposal) == ["BENEFIT_HALF"]


def test_every_word_about_benefits_is_kept():
    proposal = bring(("Insurance", INSURANCE + "Ana Sample | BCBS | $30 | Yes (approved 12) | 8"))
    note = "Old sheet: group copay $30; authorization Yes (approved 12); sessions remaining 8"
    assert cells(proposal, "Verifications", "note") == [(note,)]


def test_self_pay_and_strangers_make_no_call():
    proposal = bring(
        (
            "Insurance",
            INSURANCE
            + "Ana Sample | Self-pay | $45 flat | N/A | N/A \n \n Total | | 2 \n Zed Who | Aetna | $5 | No | 8",
        )
    )
    assert not proposal.rows
    assert asked(proposal) == [("NAME_NOT_FOUND", "A5")]
    assert balance(proposal) == [(3, 0, 0, 1, 2)]


def test_someone_new_gets_payer_and_rate_from_the_insurance_table():
    roster = "Name | DOB | Start date \n Eve Stone | 3/4/1991 | 1/8/2026 \n Gus Hill | 3/4/1992 | 1/8/2026"
    rows = "Eve Stone | Self-pay | $45 flat | N/A | N/A \n Gus Hill | Aetna | $25 | No | Unlimited"
    proposal = bring(("CBT for Anxiety", roster), ("Insurance", INSURANCE + rows))
    assert cells(proposal, "Clients", "payer", "self_pay_rate") == [("Self-pay", Decimal("45.00")), ("Aetna", None)]


def test_benefits_that_stand_or_were_brought_in_are_known():
    call = {"verification_id": "V-001", "about": "C-001", "called_on": "1/5/2026", "by": "JR", "payer": "aetna",
            "reference_number": "1", "result": "Verified"}  # fmt: skip
    row = INSURANCE + "Ana Sample | Aetna | $25 | No | Unlimited"
    at = known(Clients=[CLIENT], Roster=[SEAT], Groups=[GROUP], Verifications=[call])
    assert balance(bring(("Insurance", row), at=at)) == [(1, 0, 1, 0, 0)]
    before = [("row:Verifications:V-001", fingerprint("insurance", "C-001", "aetna"))]
    assert balance(bring(("Insurance", row), at=known(before))) == [(1, 0, 1, 0, 0)]
    assert balance(bring(("Insurance", row + "\n Ana Sample | AETNA | $25 | No | Unlimited"))) == [(2, 1, 1, 0, 0)]
