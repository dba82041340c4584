import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from connectors.x12.table import COLUMNS, render_csv, text_cell
from domain.reasons import Reason
from domain.views import Line


def shown(**other):
    known = {
        "claim_id": "G1",
        "line": 1,
        "visit_id": "G-01/05/C-001",
        "client_id": "C-001",
        "payer": "Aetna",
        "on": date(2026, 2, 27),
        "code": "90853",
        "modifiers": ("95", "HQ"),
        "place": "10",
        "diagnoses": ("F41.1", "F43.10"),
        "charge": Decimal(150),
        "expected": Decimal("98.5"),
        "state": "batched",
        "reasons": (Reason(code="A", sentence="First."), Reason(code="B", sentence="Second.")),
        "batch": "B-0001",
    }
    return Line(**(known | other))


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_line_has_the_columns_of_the_claims_tab():
    (row,) = read(render_csv([shown()]))
    assert tuple(row) == COLUMNS
    assert list(row.values()) == [
        "G1", "1", "G-01/05/C-001", "C-001", "Aetna", "2026-02-27", "90853", "95, HQ", "10", "F41.1, F43.10",
        "150.00", "98.50", "batched", "First. Second.", "B-0001",
    ]  # fmt: skip


def test_amounts_that_nobody_knows_are_blank():
    (row,) = read(render_csv([shown(charge=None, expected=None)]))
    assert (row["Charge"], row["Expected"]) == ("", "")


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "\u200b\u00a0=1",
    "\x00=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A",
    "\ufe621",
    '=HYPERLINK("x")',
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text):
    (row,) = read(render_csv([shown(payer=text, claim_id=text, diagnoses=(text,), batch=text)]))
    assert {row[x] for x in ("Payer", "Claim ID", "Diagnoses", "Batch")} == {"'" + text}


@pytest.mark.parametrize("text", ["", "Aetna", "1=1", "a-b", "'=1", "\u2212", "C-001", "   "])
def test_other_text_stays_as_it_is(text):
    assert text_cell(text) == text


def test_a_number_below_nothing_stays_a_number():
    (row,) = read(render_csv([shown(charge=Decimal(-5))]))
    assert row["Charge"] == "-5.00"


@pytest.mark.parametrize("text", ['a "b", c', "a\nb", "a\r\nb", "José, 李"])
def test_text_comes_back_as_it_went(text):
    (row,) = read(render_csv([shown(payer=text)]))
    assert row["Payer"] == text
