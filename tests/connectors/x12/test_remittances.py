"""Remittances are read however they are written, to the cent."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.x12 import read_answers, read_remittances
from domain.problems import Problem
from domain.remittance import Adjustment, PaidLine
from tests.connectors.x12.remit_files import file, line, paid, payment

D = Decimal
ONE = paid("C1", "1*150*100*25", *line("C1-1", "150", "100", "CO*45*25", "PR*3*25"))
TWO = paid("C2", "4*150*0*", "CAS*CO*16*150", "MOA***MA130", number="")
PLAIN = file(payment(ONE, TWO, total="90", plb=("PLB*1234567893*20261231*WO:X*10",)))


def facts(text: str) -> object:
    return read_remittances(text.encode())


def test_a_remittance_says_the_payment_and_each_claim():
    (found,) = read_remittances(PLAIN.encode())
    assert (found.trace, found.on, found.payer, found.total, found.method) == (
        "EFT0001", date(2026, 3, 20), "AETNA", D("90.00"), "ACH",
    )  # fmt: skip
    assert (found.provider, found.kept_back, found.expected_total) == ((("WO", D("10.00")),), D(10), D(90))
    one, two = found.claims
    assert (one.claim_id, one.status, one.charge, one.paid, one.patient) == ("C1", "1", D(150), D(100), D(25))
    assert one.lines == (
        PaidLine("C1-1", "90853", "20260227", D(150), D(100), (Adjustment("CO", "45", D(25)), Adjustment("PR", "3", D(25)))),
    )  # fmt: skip
    assert (two.status, two.payer_number, two.adjustments) == ("4", "", (Adjustment("CO", "16", D(150)),))
    assert found.is_whole


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("\n", ""),
        PLAIN.replace("\n", "\r\n"),
        "﻿" + PLAIN,
        "\n\n  " + PLAIN.replace("\n", "\n      "),
        PLAIN.replace("*", "|").replace(":~", ">~").replace(":", ">"),
        PLAIN.replace("~\n", "\n"),
        PLAIN.replace("~\n", "'"),
        PLAIN.replace("GS*HP", "TA1*000000001*260305*0915*A*000~\nGS*HP"),
        PLAIN[PLAIN.index("ST*835") :],
        PLAIN.replace("ST*835*0001", "ST*835*0001*005010X221A1"),
        PLAIN.replace("BPR*I*90*", "BPR*I*+90.0*").replace("*150*100*25", "*150.00*100.0*25.000"),
        PLAIN.replace("LX*1~", "LX*1~\nTS3*1234567893*11*20261231*2*300~"),
    ],
    ids=[
        "no breaks", "crlf", "bom", "indented", "other signs", "ends with lines", "ends with marks", "TA1", "no envelope",
        "ST03", "written out", "TS3",
    ],
)  # fmt: skip
def test_however_it_is_written_it_says_the_same(text):
    assert facts(text) == facts(PLAIN)


def test_several_payments_in_one_file_stay_apart():
    two = file(payment(ONE, total="100"), payment(TWO, total="0", trace="EFT0002", method="NON"))
    found = read_remittances((two + two.replace("000000900", "000000901").replace("EFT000", "EFT010")).encode())
    assert [(f.trace, [c.claim_id for c in f.claims], f.is_whole) for f in found] == [
        ("EFT0001", ["C1"], True), ("EFT0002", ["C2"], True), ("EFT0101", ["C1"], True), ("EFT0102", ["C2"], True),
    ]  # fmt: skip


def test_the_triplets_of_a_cas_and_the_pairs_of_a_plb_are_all_read():
    six = "CAS*CO*45*1**16*2*1*97*3**197*4**29*5**18*6"
    (found,) = read_remittances(
        file(payment(paid("C1", "1*150*129", six), total="1", plb=("PLB*1*20261231*WO:A*3*L6:B*-2.5*FB*x",))).encode()
    )
    assert [(x.code, x.amount) for x in found.claims[0].adjustments] == [
        ("45", D(1)), ("16", D(2)), ("97", D(3)), ("197", D(4)), ("29", D(5)), ("18", D(6)),
    ]  # fmt: skip
    assert found.provider == (("WO", D(3)), ("L6", D("-2.5")))


@pytest.mark.parametrize(
    ("head", "adjustment"),
    [("22*-150*-100*-25", "PR*3*-25"), ("22*150*100*25", "PR*3*25")],
    ids=["signed as the standard says", "without signs"],
)
def test_a_reversal_is_below_zero_whatever_its_signs(head, adjustment):
    (found,) = read_remittances(file(payment(paid("C1", head, f"CAS*{adjustment}"), total="0")).encode())
    (claim,) = found.claims
    assert (claim.charge, claim.paid, claim.adjustments[0].amount) == (D(-150), D(-100), D(-25))


@pytest.mark.parametrize(
    ("head", "is_read"), [("1*150*1OO", False), ("1**100", True), ("1*150*", True), ("1*x*1", False)]
)
def test_a_sum_that_is_none_is_no_nought(head, is_read):
    (found,) = read_remittances(file(payment(paid("C1", head), total="100")).encode())
    assert found.claims[0].is_read is is_read


def test_a_code_that_the_payer_changed_is_the_one_that_was_sent():
    changed = [x.replace("**1", "**1*HC:90853:95") for x in line("", "150", "100", code="99999")]
    (found,) = read_remittances(file(payment(paid("C1", "1*150*100", *changed), total="100")).encode())
    assert found.claims[0].lines[0].code == "90853"


def test_of_a_file_that_breaks_off_the_last_claim_is_left_out():
    for at in range(PLAIN.index("CLP*C2") + 6, PLAIN.index("PLB*")):
        (found,) = read_remittances(PLAIN[:at].encode())
        assert ([c.claim_id for c in found.claims], found.is_whole) == (["C1"], False)
    assert read_answers(PLAIN[:-200].encode())[-1].state == "cut"


def test_other_kinds_hold_no_remittance():
    assert read_remittances(PLAIN.replace("ST*835", "ST*820").encode()) == []
    with pytest.raises(Problem):
        read_remittances(b"Dear practice, we paid.")


@given(st.randoms(use_true_random=False), st.integers(0, len(PLAIN)), st.booleans())
def test_whatever_is_cut_or_shuffled_is_read_without_falling(chance: random.Random, at: int, shuffle: bool):  # noqa: FBT001
    parts = PLAIN.split("~\n")
    body = parts[1:]
    if shuffle:
        chance.shuffle(body)
    text = "~\n".join([parts[0], *body])[: max(at, 120)]
    for remittance in read_remittances(text.encode()):
        sums = [remittance.expected_total, *(x.amount for c in remittance.claims for x in c.all_adjustments)]
        assert all(isinstance(x, Decimal) and x == x.quantize(D("0.01")) for x in sums)


@given(st.binary(max_size=300))
def test_any_signs_after_a_head_are_read_without_falling(noise: bytes):
    read_remittances(PLAIN[: PLAIN.index("LX*1")].encode() + noise)
