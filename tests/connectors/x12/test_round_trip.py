import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.x12.check import check_batch
from connectors.x12.parse import parse_claims
from connectors.x12.parsed import BatchBroken
from connectors.x12.refused import X12Refused
from connectors.x12.render import render_837p
from tests.connectors.x12.people import AT, JANE, PRACTICE, RICHARD, SAM, jane, line, sam

SIGNS = string.ascii_letters + string.digits + " -.'&,/()*:~^>\n\t#@_=+\"é½ß\uff0a\uff1a😀李\u200b\u2019"
ALPHABET = st.one_of(st.sampled_from(SIGNS), st.characters())
WIDE = st.text(ALPHABET, max_size=40)
NAME = st.one_of(WIDE, st.text(st.sampled_from(string.ascii_letters + " -'."), max_size=40))
BASIC = set(string.ascii_uppercase + string.digits + " !\"&'()+,-./;?=")


def same_but_case_and_blanks(text):
    return " ".join(x for x in text.upper().split(" ") if x)


@given(last=NAME, first=NAME, street=NAME, payer=NAME, member_id=NAME, authorization=NAME, claim_id=NAME)
def test_what_is_written_is_read_back_or_refused(last, first, street, payer, member_id, authorization, claim_id):
    person = JANE.model_copy(update={"last_or_organization": last, "first": first, "street": street})
    claim = jane(
        claim_id=claim_id,
        payer=payer,
        member_id=member_id,
        authorization_number=authorization,
        subscriber=person,
        patient=person,
        lines=(line("G1"),),
    )
    try:
        text = render_837p([claim], PRACTICE, 101, AT, test=True)
    except X12Refused:
        return
    (parsed,) = parse_claims(text)
    check_batch(text, [claim])
    assert parsed.claim_id == claim_id
    found = parsed.insured
    for wrote, read in ((last, found.subscriber_last), (first, found.patient_first), (payer, found.payer)):
        assert set(read) <= BASIC
        if set(wrote.upper()) <= BASIC and wrote.isascii():
            assert read == same_but_case_and_blanks(wrote)


@given(st.text(st.sampled_from(string.ascii_letters + string.digits + " .'&/"), min_size=1, max_size=35))
def test_ordinary_names_are_never_refused(name):
    person = JANE.model_copy(update={"last_or_organization": "A" + name[:30], "first": "B" + name[:30]})
    text = render_837p([jane(subscriber=person, patient=person)], PRACTICE, 101, AT, test=True)
    assert parse_claims(text)[0].insured.patient_last == same_but_case_and_blanks("A" + name[:30])


@given(st.text(st.sampled_from("*:~^>\uff0a\uff1a\uff5e\uff3e\uff1e﹕\n\r\x00\x1c"), min_size=1), NAME)
def test_a_delimiter_anywhere_in_a_name_is_always_refused(signs, name):
    with pytest.raises(X12Refused):
        render_837p([jane(payer=name + signs + "A")], PRACTICE, 101, AT, test=True)


def test_every_part_of_a_claim_is_read_back():
    (found,) = parse_claims(render_837p([sam()], PRACTICE, 101, AT, test=True))
    who = found.insured
    assert (who.subscriber_last, who.subscriber_first, who.member_id) == ("ROE", "RICHARD", "XYZ987654321")
    assert (who.patient_last, who.patient_first, who.born, who.sex) == ("ROE", "SAM", SAM.born, "M")
    assert (who.street, who.city, who.state, who.zip) == ("9 OAK CT", "SPRINGFIELD", "IL", "62702")
    assert (who.payer_id, who.filing_code, who.relationship) == ("00621", "BL", "19")
    assert (found.diagnoses, found.lines[0].pointers, found.lines[0].modifiers) == (("F331", "F4310"), (1, 2), ("95",))
    assert (found.rendering_npi, found.rendering_taxonomy) == ("1245319599", "103TP2701X")


PLANTED = {
    "total": ("CLM*G20260227-001*165*", "CLM*G20260227-001*166*"),
    "charge": ("*15*UN*1", "*16*UN*1"),
    "a claim's id": ("CLM*G20260227-002", "CLM*G20260227-009"),
    "a claim twice": ("CLM*G20260227-002", "CLM*G20260227-001"),
    "diagnosis": ("ABK:F411", "ABK:F412"),
    "order of diagnoses": ("ABK:F331*ABF:F4310", "ABK:F4310*ABF:F331"),
    "principal twice": ("*ABF:F4310", "*ABK:F4310"),
    "modifier": ("HC:90785:95", "HC:90785:93"),
    "units": ("*15*UN*1*", "*15*UN*2*"),
    "pointer": ("1***1:2~", "1***2:1~"),
    "date of service": ("D8*20260227", "D8*20260228"),
    "line reference": ("REF*6R*G20260227-001-2", "REF*6R*G20260227-001-9"),
    "LX": ("LX*2", "LX*3"),
    "SE count": ("SE*51", "SE*52"),
    "SE number": ("SE*51*0001", "SE*51*0002"),
    "GE count": ("GE*1*", "GE*2*"),
    "GE number": ("GE*1*101", "GE*1*102"),
    "IEA number": ("IEA*1*000000101", "IEA*1*000000102"),
    "HL number": ("HL*3*1*22*1", "HL*5*1*22*1"),
    "HL parent": ("HL*4*3*23*0", "HL*4*2*23*0"),
    "HL parent is nobody": ("HL*4*3*23*0", "HL*4*9*23*0"),
    "HL child code": ("HL*2*1*22*0", "HL*2*1*22*1"),
    "version": ("X222A1~\nST", "X222A2~\nST"),
    "relationship": ("PAT*19", "PAT*01"),
    "member ID": ("MI*W123456789", "MI*W123456780"),
    "birth date": ("DMG*D8*20090930", "DMG*D8*20090931"),
    "another birth date": ("DMG*D8*20090930", "DMG*D8*20090929"),
    "payer": ("PI*60054", "PI*60055"),
    "frequency": ("10:B:1", "10:B:7"),
    "authorization": ("REF*G1*AUTH0012345", "REF*G1*AUTH0012346"),
    "clinician": ("XX*1245319599", "XX*1245319598"),
    "trailing element": ("LX*2~", "LX*2*~"),
    "no diagnoses": ("HI*ABK:F411~\n", ""),
    "lost end": ("IEA*1*000000101~\n", ""),
    "cut in the middle": ("NM1*82*1*RIVERA*ALEX****XX*1245319599~\n", "NM1*82*1*RIV"),
    "patient level lost": ("HL*4*3*23*0~\n", ""),
}


@pytest.mark.parametrize(("was", "is_"), PLANTED.values(), ids=PLANTED)
def test_a_planted_difference_stops_the_batch(was, is_):
    claims = [jane(), sam()]
    text = render_837p(claims, PRACTICE, 101, AT, test=True)
    check_batch(text, claims)
    assert was in text
    with pytest.raises(BatchBroken):
        check_batch(text.replace(was, is_, 1), claims)


def test_a_claim_too_many_or_too_few_stops_the_batch():
    text = render_837p([jane(), sam()], PRACTICE, 101, AT, test=True)
    for other in ([jane()], [jane(), sam(), sam("G3")], [jane(), sam("G3", subscriber=RICHARD)]):
        with pytest.raises(BatchBroken):
            check_batch(text, other)


@given(st.data())
def test_a_damaged_file_is_told_in_one_way(data):
    text = render_837p([jane(), sam()], PRACTICE, 101, AT, test=True)
    at = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:at] + data.draw(st.sampled_from(["", "*", "~", ":", "~\n", "x", "9"])) + text[at + 1 :]
    try:
        parse_claims(damaged)
    except BatchBroken as broken:
        assert "DOE" not in str(broken)  # noqa: PT017  other damage may go unnoticed by counting alone
