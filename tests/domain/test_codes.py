import pytest

from domain import codes

CASES = [
    (codes.is_npi, "1234567893", True),
    (codes.is_npi, "1234567890", False),
    (codes.is_npi, "3234567893", False),
    (codes.is_npi, "123456789", False),
    (codes.is_npi, "", False),
    (codes.is_mbi, "1EG4TE5MK73", True),
    (codes.is_mbi, "1EG4-TE5-MK73", True),
    (codes.is_mbi, "1SG4TE5MK73", False),
    (codes.is_mbi, "0EG4TE5MK73", False),
    (codes.is_diagnosis, "F41.1", True),
    (codes.is_diagnosis, "f411", True),
    (codes.is_diagnosis, "F43.10", True),
    (codes.is_diagnosis, "F32A", True),
    (codes.is_diagnosis, "Z0389", True),
    (codes.is_diagnosis, "F4", False),
    (codes.is_diagnosis, "411", False),
    (codes.is_diagnosis, "anxiety", False),
    (codes.is_taxonomy, "101YM0800X", True),
    (codes.is_taxonomy, "101YM0800", False),
    (codes.is_tax_id, "12-3456789", True),
    (codes.is_tax_id, "12345678", False),
    (codes.is_zip9, "62701-1234", True),
    (codes.is_zip9, "62701", False),
    (codes.is_zip, "62701", True),
    (codes.is_post_box, "P.O. Box 12", True),
    (codes.is_post_box, "PO BOX 12", True),
    (codes.is_post_box, "12 Boxwood St", False),
    (codes.is_phone, "(217) 555-0100", True),
    (codes.is_phone, "555-0100", False),
    (codes.is_phone, "+1 217.555.0100", True),
    (codes.is_state, "il", True),
    (codes.is_state, "Illinois", False),
    (codes.is_member_id, "W 123-456", True),
    (codes.is_member_id, "W", False),
    (codes.is_member_id, "W12*3", False),
    (codes.is_payer_id, "60054", True),
    (codes.is_payer_id, "60 054", False),
    (codes.is_sender_id, "riverbendgrp", True),
    (codes.is_sender_id, "RIVERBEND-GROUP", False),
    (codes.is_modifier, "HQ", True),
    (codes.is_modifier, "hq", False),
    (codes.is_modifier, "H", False),
]


@pytest.mark.parametrize(("check", "text", "right"), CASES, ids=lambda x: getattr(x, "__name__", str(x)))
def test_a_code_is_known_by_its_form(check, text, right):
    assert check(text) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("José O\u2019Neil", True),
        ("Anna-Marie", True),
        ("a*b", False),
        ("x" * 36, False),
        ("", False),
        ("日本", False),
        ("Søren Łukasiewicz", True),
        ("12 Oak St #4", True),
        ("22½ Elm", True),
        ("ß" * 18, False),
        ("~", False),
    ],
)
def test_a_claim_carries_only_letters_of_the_basic_set(text, right):
    assert codes.carries(text, 35) is right


@pytest.mark.parametrize("npi", ["1234567893", "1245319599", "1679576722"])
def test_one_wrong_digit_of_a_provider_number_is_seen(npi):
    slips = {npi[:at] + digit + npi[at + 1 :] for at in range(10) for digit in "0123456789"} - {npi}
    assert codes.is_npi(npi)
    assert [s for s in slips if codes.is_npi(s)] == []
