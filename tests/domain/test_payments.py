"""Rows of Payments for what payers paid, added once."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain import lists as l
from domain import records as r
from domain.effects import AppendRow
from domain.history import Happened, History
from domain.outcome import Outcome
from domain.payments import decide_payments
from domain.practice import Practice
from tests.domain.claims_build import NOW
from tests.domain.remit_build import PAID, number_of, payment, pays, remit, written

LATER = NOW.replace(day=21)
VISIT = "G-01/05/C-001"


def decided(p: Practice, history: History, now: datetime = LATER) -> tuple[list[AppendRow], list[str]]:
    outcome: Outcome = decide_payments(p, history, now)
    return [e for e in outcome.effects if isinstance(e, AppendRow)], [t.reason.code for t in outcome.tasks]


def after(history: History, rows: list[AppendRow]) -> History:
    done = {e.key: Happened(key=e.key, kind="row", state="done", digest="", begun=NOW) for e in rows}
    return History({**history.happened, **done}, history.batches)


def own(**cells: Any) -> r.Payment:
    usual = {
        "payment_id": "P-001", "on": date(2026, 3, 20), "client_id": "C-001", "visit_id": VISIT,
        "kind": l.PaymentKind.INSURANCE, "amount": Decimal(15), "reference": "EFT1",
    }  # fmt: skip
    return r.Payment(**usual | cells)


def paid(paid_: str = "15", *said: str, **more: Any) -> tuple[Practice, History]:
    p, history = written()
    return p, remit(history, payment(pays(number_of(history), paid_, *(said or PAID)), **more))


def test_a_payment_is_one_row_with_the_facts_of_the_remittance():
    p, history = paid()
    (row,), tasks = decided(p, history)
    assert row.cells | {"payment_id": ""} == {
        "payment_id": "", "on": date(2026, 3, 20), "client_id": "C-001", "visit_id": VISIT, "kind": "Insurance",
        "amount": Decimal(15), "method": "EFT", "reference": "EFT1",
    }  # fmt: skip
    assert row.key == f"row:Payments:{row.row_id}"
    assert tasks == []


def test_a_row_is_added_once_also_when_a_person_deletes_or_changes_it():
    p, history = paid()
    rows, _ = decided(p, history)
    done = after(history, rows)
    assert decided(p, done) == ([], [])
    changed = replace(p, payments=(own(payment_id=rows[0].row_id, amount=Decimal(99)),))
    assert decided(changed, done) == ([], [])
    assert decided(changed, history) == ([], []), "a ledger from a backup finds it standing"


def test_a_reversal_is_a_row_below_zero_and_what_replaces_it_one_more():
    p, history = paid()
    number = number_of(history)
    back = pays(number, "-15", "CO-45:-110", "PR-3:-25", status="22", charge="-150")
    history = remit(history, payment(back, pays(number, "20", "CO-45:110", "PR-3:20"), trace="EFT2"))
    rows, _ = decided(p, history)
    assert [x.cells["amount"] for x in rows] == [Decimal(15), Decimal(-15), Decimal(20)]
    assert len({x.row_id for x in rows}) == 3


@pytest.mark.parametrize("said", [("0", "CO-16:150"), ("0", "PR-1:40", "CO-45:110")])
def test_what_pays_nothing_is_no_row(said):
    p, history = paid(*said)
    assert decided(p, history) == ([], [])


def test_a_payment_of_a_coming_day_waits_for_its_day():
    p, history = paid(on=date(2026, 3, 22))
    assert decided(p, history)[0] == []
    assert len(decided(p, history, LATER.replace(day=22, hour=23))[0]) == 1


OWN = [
    ({}, 0, []),
    ({"reference": " eft-0001 "}, 1, []),
    ({"reference": "eft 1"}, 0, []),
    ({"visit_id": None}, 0, []),
    ({"reference": None}, 0, ["PAYMENT_ALIKE"]),
    ({"reference": "check 7"}, 1, []),
    ({"amount": Decimal(16)}, 1, []),
    ({"kind": l.PaymentKind.COPAY}, 1, []),
    ({"visit_id": "G-01/05/C-005", "client_id": "C-005"}, 1, []),
]


@pytest.mark.parametrize(("cells", "rows", "tasks"), OWN)
def test_what_a_person_entered_already_is_not_doubled(cells, rows, tasks):
    p, history = paid()
    found, asked = decided(replace(p, payments=(own(**cells),)), history)
    assert (len(found), asked) == (rows, tasks)


TWICE = [
    ({}, {}, ["PAYMENT_TWICE"]),
    ({"reference": None}, {}, ["PAYMENT_TWICE"]),
    ({"reference": "check 7"}, {}, []),
    ({"amount": Decimal(16)}, {}, []),
    ({}, {"amount": Decimal(99)}, []),
]


@pytest.mark.parametrize(("cells", "ours", "tasks"), TWICE)
def test_a_person_is_asked_of_a_row_of_theirs_beside_ours_of_the_same_payment(cells, ours, tasks):
    p, history = paid()
    rows, _ = decided(p, history)
    stand = (own(**cells), own(payment_id=rows[0].row_id, **ours))
    assert decided(replace(p, payments=stand), after(history, rows)) == ([], tasks)


def test_one_row_of_a_person_is_one_payment():
    p, history = written()
    one = pays(number_of(history), "15", *PAID)
    history = remit(history, payment(one, one))
    assert len(decided(replace(p, payments=(own(),)), history)[0]) == 1


def test_a_visit_whose_row_is_gone_is_not_named():
    p, history = paid()
    (row,), _ = decided(replace(p, visits=p.visits[1:]), history)
    assert (row.cells["visit_id"], row.cells["client_id"]) == (None, "C-001")


def test_a_forecast_is_no_payment():
    p, history = written()
    said = payment(pays(number_of(history), "40", "CO-45:110", status="25"))
    assert said.total == 0
    assert decided(p, remit(history, said)) == ([], [])
