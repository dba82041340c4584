import pytest

from domain import lists as l
from domain.presend import before_sending, first_and_last
from tests.domain.claims_build import DETAILS, client, codes_of, payer, staff, states, two_of_aetna

MEDICARE = {"kind": l.PayerKind.MEDICARE, "filing_code": "MB"}

CASES = [
    ("rule", {}, None),
    ("rule", {"payer_id": None}, "CLAIM_PAYER_COLUMN"),
    ("rule", {"payer_id": "60 054"}, "CLAIM_PAYER_ID_FORM"),
    ("rule", {"payer": "x" * 61}, "CLAIM_PAYER_NAME"),
    ("rule", {"filing_code": None}, "CLAIM_PAYER_COLUMN"),
    ("rule", {"filing_code": "QQ"}, "CLAIM_FILING_CODE"),
    ("rule", {"filing_code": "MC"}, "CLAIM_FILING_CODE_KIND"),
    ("rule", {"days_to_file": None}, "CLAIM_PAYER_COLUMN"),
    ("rule", MEDICARE, "CLAIM_MEDICARE_NUMBER"),
    ("rule", MEDICARE | {"filing_code": "16"}, None),
    ("client", {"member_id": None}, "CLAIM_MEMBER_ID_MISSING"),
    ("client", {"member_id": "W12*3"}, "CLAIM_MEMBER_ID_FORM"),
    ("client", {"member_id": "W 123-456"}, None),
    ("client", {"holder": None}, "CLAIM_HOLDER_MISSING"),
    ("client", {"holder": l.Holder.SPOUSE, "holder_first_name": "Al"}, "CLAIM_CLIENT_COLUMN"),
    ("client", {"holder": l.Holder.CHILD, "holder_first_name": "Al", "holder_last_name": "Quill"}, None),
    ("client", {"sex": None}, "CLAIM_CLIENT_COLUMN"),
    ("client", {"street": None}, "CLAIM_CLIENT_COLUMN"),
    ("client", {"city": "*"}, "CLAIM_CLIENT_FORM"),
    ("client", {"state": "Illinois"}, "CLAIM_CLIENT_FORM"),
    ("client", {"zip": "627"}, "CLAIM_CLIENT_FORM"),
    ("clinician", {"npi": None}, "CLAIM_CLINICIAN_NPI"),
    ("clinician", {"npi": "1234567890"}, "CLAIM_CLINICIAN_NPI"),
    ("clinician", {"taxonomy": "1041C0700"}, "CLAIM_CLINICIAN_TAXONOMY"),
    ("clinician", {"name": "Maya"}, "CLAIM_CLINICIAN_NAME"),
    ("details", {"billing_npi": None}, "CLAIM_SETTING_MISSING"),
    ("details", {"billing_npi": "1234567890"}, "CLAIM_SETTING_FORM"),
    ("details", {"tax_id": "12-345678"}, "CLAIM_SETTING_FORM"),
    ("details", {"tax_id_kind": "Tax"}, "CLAIM_SETTING_FORM"),
    ("details", {"billing_taxonomy": "1"}, "CLAIM_SETTING_FORM"),
    ("details", {"zip": "62701"}, "CLAIM_SETTING_FORM"),
    ("details", {"street": "PO Box 12"}, "CLAIM_POST_BOX"),
    ("details", {"submitter_id": None}, "CLAIM_SETTING_MISSING"),
    ("details", {"submitter_phone": "555-0100"}, "CLAIM_SETTING_FORM"),
    ("details", {"receiver_id": None}, "CLAIM_SETTING_MISSING"),
    ("details", {"held": frozenset({"claims"})}, "CLAIM_SETTINGS_IN_QUESTION"),
]


@pytest.mark.parametrize(("row", "cells", "code"), CASES)
def test_what_a_payers_computer_turns_away_is_found_before(row, cells, code):
    rows = {"details": DETAILS, "rule": payer(), "client": client(), "clinician": staff()}
    rows[row] = rows[row].model_copy(update=cells)
    found = [r.code for r in before_sending(**rows)]
    assert found == ([code] if code else [])


def test_nobody_is_insured_through_another_person_at_original_medicare():
    spouse = {
        "holder": l.Holder.SPOUSE,
        "holder_first_name": "Al",
        "holder_last_name": "Quill",
        "member_id": "1EG4TE5MK73",
    }
    found = before_sending(DETAILS, payer(**MEDICARE), client(**spouse), staff())
    assert [r.code for r in found] == ["CLAIM_MEDICARE_HOLDER"]
    assert before_sending(DETAILS, payer(**MEDICARE | {"filing_code": "16"}), client(**spouse), staff()) == ()


def test_a_person_who_bills_under_their_own_name_must_give_it():
    details = DETAILS.model_copy(update={"entity": "Person"})
    found = before_sending(details, payer(), client(), staff())
    assert [r.rule for r in found] == ["Person first name", "Person last name"]


def test_a_gap_in_the_practices_settings_holds_every_line_and_names_the_setting():
    p = two_of_aetna(details=DETAILS.model_copy(update={"billing_npi": None}))
    assert states(p) == {"C-001": "held", "C-005": "held"}
    assert codes_of(p) == ["CLAIM_SETTING_MISSING"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Maya Chen, LCSW", ("Maya", "Chen")),
        ("Dr. Maya Ann Chen", ("Maya Ann", "Chen")),
        ("Maya Chen LCSW", ("Maya", "Chen")),
        ("Maya Chen Ph.D. LCSW-R", ("Maya", "Chen")),
        ("Ms. Maya Chen, LMFT", ("Maya", "Chen")),
        ("Yo-Yo Ma", ("Yo-Yo", "Ma")),
        ("Maya Rn", ("Maya", "Rn")),
        ("Chen", ("", "Chen")),
        ("", ("", "")),
    ],
)
def test_a_clinicians_name_is_parted_without_titles(name, parts):
    assert first_and_last(name) == parts


LONG = "1234 North Martin Luther King Junior Memorial Boulevard"


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"first_name": "Søren", "last_name": "Łukasiewicz", "street": "12 Oak St #4"}, None),
        ({"street": f"{LONG}, Building 7 Apartment 1204"}, None),
        ({"street": f"{LONG} Building 7"}, "Street has more than 55 letters. Write it like 12 Main St, Apt 4."),
        ({"street": "12 Oak St ~ 4"}, "Street has a sign that claims cannot carry. Write it like 12 Main St, Apt 4."),
        ({"last_name": "李"}, "Last name has a sign that claims cannot carry. Write it like Rivera."),
        ({"zip": "627"}, "ZIP cannot stand on a claim as it is. Write it like 62701."),
    ],
)
def test_what_a_claim_file_can_carry_is_not_held_and_what_it_cannot_is_named(cells, wrong):
    found = before_sending(DETAILS, payer(), client(**cells), staff())
    assert [r.sentence for r in found] == ([f"Clients, C-001: {wrong}"] if wrong else [])
