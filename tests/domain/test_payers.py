"""Payers to begin with, and rows of Payers that want another look."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import lists as l
from domain.claims import decide_claims, wanted_claims
from domain.effects import ProposeBatch
from domain.history import History
from domain.payers import NOT_COMPARED, presets
from domain.payers.look_again import wants_a_look
from domain.practice import Practice
from sheets_schema.payers import PayerRow, preset_row
from sheets_schema.tab import fields_of
from tests.domain.claims_build import NOW, client, codes_of, decided, payer, two_of_aetna

TODAY = date(2026, 3, 4)
COLUMNS = {f.column.header: f for f in fields_of(PayerRow)}


def with_rules(*rules, **client_cells) -> Practice:
    return two_of_aetna(payers=rules, clients=(client(1, payer="Aetna", **client_cells), client(5, payer="Aetna")))


@pytest.mark.parametrize("preset", presets(), ids=lambda p: p.payer)
def test_a_preset_names_its_sources_and_columns_that_exist(preset):
    assert preset.kind in COLUMNS["Kind"].choices
    assert preset.filing_code in COLUMNS["Filing code"].choices
    for fact in (*preset.known, *preset.unsure):
        assert fact.column in COLUMNS
        assert len(fact.source) > 8
    for fact in preset.known:
        assert not COLUMNS[fact.column].choices or str(fact.cell) in COLUMNS[fact.column].choices
        assert fact.since < preset.look_again_by
    assert not {x.column for x in preset.known} & {x.column for x in preset.unsure}


@pytest.mark.parametrize("preset", presets(), ids=lambda p: p.payer)
def test_a_presets_row_says_what_is_open_and_leaves_the_rest_to_a_person(preset):
    row = preset_row(preset)
    assert "since" not in row
    assert "payer_id" not in row  # the clearinghouse's list has it
    assert "presence_rule" not in row  # no source settles it
    assert str(row["source"]).startswith(NOT_COMPARED)
    assert all(x.source in str(row["source"]) for x in (*preset.known, *preset.unsure))


def test_what_the_sources_say_of_medicare():
    medicare = next(p for p in presets() if p.payer == "Medicare")
    known = {x.column: x.cell for x in medicare.known}
    assert known == {
        "Maximum present": 12, "Video modifier": "none", "Phone modifier": "93", "Home place of service": "10", "Days to file": 365,
    }  # fmt: skip


@pytest.mark.parametrize("source", [next(p for p in presets() if p.payer == "Aetna").source, " not compared YET, ask"])
def test_no_claim_goes_out_by_a_row_that_nobody_compared(source):
    p = with_rules(payer(source=source))
    assert codes_of(p) == ["CLAIM_RULE_NOT_COMPARED"]
    assert not [e for e in decided(p, History()).effects if isinstance(e, ProposeBatch)]
    assert codes_of(with_rules(payer(source="Contract of 2026, compared"))) == []


LOOKS = [
    ("young", (payer(since=date(2026, 1, 1)),), ""),
    ("a year old", (payer(since=TODAY - timedelta(days=365)),), ""),
    ("older than a year", (payer(since=TODAY - timedelta(days=366)),), "CLAIM_RULE_OLD"),
    ("old, and looked at", (payer(since=date(2022, 1, 1), look_again_by=TODAY + timedelta(days=31)),), ""),
    ("its day is near", (payer(look_again_by=TODAY + timedelta(days=30)),), "CLAIM_RULE_ENDS"),
    ("its day is over", (payer(look_again_by=TODAY - timedelta(days=9)),), "CLAIM_RULE_ENDS"),
    ("another row is coming", (payer(look_again_by=TODAY), payer(since=date(2026, 4, 1))), ""),
    ("an older row does not count", (payer(since=date(2020, 1, 1)), payer(since=date(2026, 1, 1))), ""),
    ("no claims", (payer(since=date(2020, 1, 1), bill_as=l.BillAs.SUPERBILL),), ""),
    ("nobody has it", (payer("Cigna", since=date(2020, 1, 1)), payer()), ""),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "code"), [x[1:] for x in LOOKS], ids=[x[0] for x in LOOKS])
def test_a_row_is_asked_about_before_it_is_too_old(rules, code):
    found = [(t.tab, t.about, t.reason.code) for t in wants_a_look(with_rules(*rules), TODAY)]
    assert found == ([("Payers", rules[0].row_id, code)] if code else [])


def test_a_row_to_look_at_stands_in_to_do_once_and_holds_nothing():
    p = with_rules(payer(since=date(2020, 1, 1)))
    outcome = decide_claims(wanted_claims(p, NOW), p, History(), NOW)
    assert [t.about for t in outcome.tasks if t.reason.code == "CLAIM_RULE_OLD"] == ["Aetna|2020-01-01"]
    assert outcome.holds == ()
    nobody = replace(p, clients=tuple(c.model_copy(update={"payer": None}) for c in p.clients))
    assert not list(wants_a_look(nobody, TODAY))
