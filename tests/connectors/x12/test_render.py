import itertools
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from connectors.x12.check import check_batch
from connectors.x12.parse import parse_claims
from connectors.x12.render import render_837p
from tests.connectors.x12.people import AT, JANE, NO_MAIL, PERSON, PRACTICE, RICHARD, SAM, jane, line, sam
from tests.connectors.x12.pyx12_verdict import verdict

TWELVE = (*(f"F4{x}.1" for x in range(10)), "F32.A", "Z63.0")


def rendered(claims, details=PRACTICE):
    text = render_837p(claims, details, 101, AT, test=True)
    check_batch(text, claims)
    return text


def segments(text, name):
    return [x for x in text.split("~\n") if x.startswith(name + "*")]


def test_the_file_of_two_members_is_reproduced_byte_for_byte():
    expected = (Path(__file__).parent / "two_members.837").read_bytes()
    assert rendered([jane(), sam()]).encode() == expected


BATCHES = {
    "a client who holds the policy": [jane()],
    "a child of the holder": [sam()],
    "a spouse": [sam(holder="Spouse")],
    "some other relation": [sam(holder="Other")],
    "several payers": [jane(), sam(), jane("G3", payer="Medicare Part B", payer_id="12102", filing_code="MB")],
    "two visits of one client": [jane("G1"), sam("G2"), jane("G3")],
    "two children of one holder": [sam("G1"), sam("G2", patient=SAM.model_copy(update={"first": "Kim"}))],
    "the holder and the child": [sam("G1"), jane("G2", **{x: getattr(sam(), x) for x in ("payer", "payer_id")})],
    "twelve diagnoses": [jane(diagnoses=TWELVE, lines=(line("G1", pointers=(1, 2, 11, 12)),))],
    "a replacement": [jane(frequency=7, original_reference="2026058001234")],
    "a void": [jane(frequency=8, original_reference="2026058001234", authorization_number="")],
    "no authorization": [jane(authorization_number="")],
    "in person without modifier": [jane(place="11", lines=(line("G1", place="11", modifiers=()),))],
    "four modifiers": [jane(lines=(line("G1", modifiers=("HQ", "95", "HO", "59")),))],
    "cents": [jane(lines=(line("G1", charge="112.50"), line("G1", 2, charge="0.05")))],
    "a line at another place": [jane(lines=(line("G1", place="02"),))],
    "accents": [jane(rendering_last="Núñez-Łukasz", payer="Krankenkasse Größe")],
    "101 visits of one client": [jane(f"G{x}") for x in range(101)],
    "101 visits of one child": [sam(f"G{x}") for x in range(101)],
}


@pytest.mark.parametrize("claims", BATCHES.values(), ids=BATCHES)
def test_an_independent_validator_finds_no_fault(claims):
    assert verdict(rendered(claims)) == []


@pytest.mark.parametrize(("details", "charset"), [(NO_MAIL, "B"), (PERSON, "E")], ids=["no e-mail", "person"])
def test_it_finds_none_whoever_sends_the_claims(details, charset):
    every = [claim for claims in BATCHES.values() for claim in claims]
    numbered = [claim.model_copy(update={"claim_id": f"N{at}"}) for at, claim in enumerate(every)]
    assert verdict(rendered(numbered, details), charset) == []


def test_an_e_mail_address_is_all_that_needs_the_extended_set():
    (fault,) = verdict(rendered([jane()]), "B")
    assert "(PER06)" in fault


@pytest.mark.parametrize(
    ("was", "is_"),
    [
        ("HI*ABK:F411~\n", ""),
        ("SE*32*", "SE*33*"),
        ("X222A1", "X222A2"),
        ("*T*:~", "*Q*:~"),
        ("*JANE*", "*JÄNE*"),
        ("ISA*00", "ISB*00"),
    ],
)
def test_the_validator_of_these_tests_finds_a_planted_fault(was, is_):
    text = rendered([jane()])
    assert was in text
    assert verdict(text.replace(was, is_)) != []


@pytest.mark.parametrize(
    ("claims", "levels"),
    [
        ([jane("G1"), jane("G2")], ["HL*1**20*1", "HL*2*1*22*0"]),
        ([jane("G1"), sam("G2"), jane("G3")], ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*1", "HL*4*3*23*0"]),
        (
            [sam("G1"), sam("G2", patient=SAM.model_copy(update={"first": "Kim"}))],
            ["HL*1**20*1", "HL*2*1*22*1", "HL*3*2*23*0", "HL*4*2*23*0"],
        ),
        ([jane("G1"), jane("G2", member_id="W2")], ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0"]),
        ([jane("G1"), jane("G2", payer_id="62308")], ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0"]),
        ([jane(f"G{x}") for x in range(101)], ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0"]),
    ],
)
def test_claims_of_one_policy_share_a_level_up_to_a_hundred(claims, levels):
    assert segments(rendered(claims), "HL") == levels


def test_a_holder_and_their_child_at_one_payer_have_levels_of_their_own():
    holder = JANE.model_copy(update={"last_or_organization": "Roe", "first": "Richard"})
    own = jane("G1", subscriber=holder, patient=holder)
    child = jane("G2", subscriber=RICHARD, patient=SAM, holder="Child")
    assert segments(rendered([own, child]), "SBR") == ["SBR*P*18*******CI", "SBR*P********CI"]


def test_a_person_is_paid_under_their_own_name_and_number():
    text = rendered([jane()], PERSON)
    assert segments(text, "NM1*85") == ["NM1*85*1*RIVERA*ALEX****XX*1234567893"]
    assert segments(text, "REF*SY") == ["REF*SY*123456789"]


def test_a_clinician_who_bills_for_themselves_is_named_once():
    assert segments(rendered([jane(rendering_npi="1234567893")], PERSON), "NM1*82") == []


def test_a_replacement_names_the_payers_number_after_the_authorization():
    text = rendered([jane(frequency=7, original_reference="2026058001234")])
    assert segments(text, "CLM") == ["CLM*G20260227-001*165***10:B:7*Y*A*Y*Y"]
    assert segments(text, "REF")[1:3] == ["REF*G1*AUTH0012345", "REF*F8*2026058001234"]


@pytest.mark.parametrize(
    ("charge", "written"),
    [
        ("150", "150"),
        ("150.00", "150"),
        ("15.50", "15.5"),
        ("1.5E+2", "150"),
        ("0.05", "0.05"),
        ("0", "0"),
        ("1000", "1000"),
    ],
)
def test_dollars_have_no_trailing_zeros(charge, written):
    (service,) = segments(rendered([jane(lines=(line("G1", charge=charge),))]), "SV1")
    assert service.split("*")[2] == written


@pytest.mark.parametrize(
    ("member_id", "sent"),
    [("W12 345-6789", "W123456789"), ("w123456789", "W123456789"), ("\uff37\uff11\uff12\uff13", "W123")],
)
def test_a_member_id_goes_out_in_capitals_without_blanks_and_dashes(member_id, sent):
    assert parse_claims(rendered([jane(member_id=member_id)]))[0].insured.member_id == sent


@pytest.mark.parametrize(("test", "control", "sender"), [(True, 1, "AB"), (False, 999_999_999, "FIFTEENLETTERS1")])
def test_the_first_segment_has_106_characters_and_tells_test_from_production(test, control, sender):
    details = PRACTICE.model_copy(update={"submitter_id": sender})
    first, rest = render_837p([jane()], details, control, AT, test=test).split("\n", 1)
    assert (len(first), first[102], first[90:99]) == (106, "T" if test else "P", f"{control:09d}")
    assert rest.endswith(f"GE*1*{control}~\nIEA*1*{control:09d}~\n")


def test_the_time_is_the_practices_wall_time():
    late = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)
    text = render_837p([jane()], PRACTICE, 101, late, test=True)
    assert segments(text, "BHT") == ["BHT*0019*00*000000101*20260301*2230*CH"]


def test_more_than_5000_claims_fill_a_second_transaction_set():
    claims = [jane(f"G{x}", lines=(line(f"G{x}"),)) for x in range(5_001)]
    text = rendered(claims)
    assert segments(text, "GE") == ["GE*2*101"]
    assert segments(text, "BHT")[1].split("*")[3] == "000000101-2"
    assert len({x.claim_id for x in parse_claims(text)}) == 5_001


@pytest.mark.parametrize(
    ("claims", "control", "at"),
    [([], 101, AT), ([jane()], 0, AT), ([jane()], 1_000_000_000, AT), ([jane()], 101, AT.replace(tzinfo=None))],
    ids=["no claims", "control number 0", "ten digits", "no zone"],
)
def test_a_batch_that_makes_no_sense_is_a_bug_of_the_caller(claims, control, at):
    with pytest.raises(ValueError, match="a batch needs"):
        render_837p(claims, PRACTICE, control, at, test=True)


def test_the_sum_of_the_lines_is_what_is_asked():
    parsed = parse_claims(rendered([jane(), sam()]))
    assert [x.total for x in parsed] == [Decimal(165), Decimal(150)]
    assert not [a for a, b in itertools.pairwise(parsed) if a.claim_id == b.claim_id]
