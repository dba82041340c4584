import pytest

from connectors.x12.refused import X12Refused
from connectors.x12.render import render_837p
from connectors.x12.words import plain
from tests.connectors.x12.people import AT, JANE, PRACTICE, SAM, jane, line, sam

HOSTILE = {
    "asterisk": "D*OE",
    "colon": "D:OE",
    "tilde": "DOE~",
    "caret": "D^OE",
    "greater-than": "D>OE",
    "a whole segment": "DOE~\nCLM*X*999",
    "full-width asterisk": "D\uff0aOE",
    "full-width colon": "D\uff1aOE",
    "full-width tilde": "D\uff5eOE",
    "full-width caret": "D\uff3eOE",
    "full-width greater-than": "D\uff1eOE",
    "small colon": "D﹕OE",
    "asterisk with an accent": "D*\u0301OE",
    "struck-out greater-than": "D≯OE",
    "emoji": "DOE 😀",
    "line break": "DOE\nJR",
    "carriage return": "DOE\r",
    "tab": "D\tOE",
    "zero byte": "D\x00OE",
    "next line": "D\x85OE",
    "line separator": "D\u2028OE",
    "zero-width space": "D\u200bOE",
    "text that runs backwards": "\u202eDOE",
    "other letters": "李",
    "Greek": "Δοε",
    "Cyrillic that looks Latin": "D\u043e\u0435",
    "lone half of a pair": "D\ud800",
    "at sign": "D@OE",
    "underscore": "D_OE",
    "backslash": "D\\OE",
    "bar": "D|OE",
}


def refusal(claims, details=PRACTICE):
    with pytest.raises(X12Refused) as caught:
        render_837p(claims, details, 101, AT, test=True)
    return caught.value


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "claim",
    [
        lambda x: jane("G1", subscriber=JANE.model_copy(update={"last_or_organization": x})),
        lambda x: jane("G1", subscriber=JANE.model_copy(update={"street": x})),
        lambda x: sam("G1", patient=SAM.model_copy(update={"city": x + " TOWN"})),
        lambda x: jane("G1", payer=x),
        lambda x: jane("G1", rendering_first=x),
        lambda x: jane("G1", member_id=x),
        lambda x: jane("G1", authorization_number=x),
        lambda x: jane("G1", frequency=7, original_reference=x),
        lambda x: jane("G1", diagnoses=("F41.1", x)),
        lambda x: jane("G1", lines=(line("G1", modifiers=(x,)),)),
        lambda x: jane("G1", lines=(line("G1", reference=x),)),
    ],
    ids=[
        "name",
        "street",
        "city",
        "payer",
        "clinician",
        "member",
        "authorization",
        "original",
        "diagnosis",
        "modifier",
        "reference",
    ],
)
def test_signs_that_would_break_a_file_are_refused_never_stripped(text, claim):
    problem = refusal([sam("G0"), claim(text)])
    assert problem.about == "Claim G1"
    assert text not in str(problem)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_claim_id_is_told_by_its_place(text):
    problem = refusal([jane(), sam(text)])
    assert problem.about == "Claim 2 of the batch"
    assert text not in str(problem)


@pytest.mark.parametrize("setting", ["practice_name", "receiver_name", "submitter_contact", "street", "city"])
@pytest.mark.parametrize("text", ["A*B", "A\uff1aB", "A~\nB", "", "x" * 61, None])
def test_a_hostile_setting_is_told_as_the_practice_tabs(setting, text):
    assert refusal([jane()], PRACTICE.model_copy(update={setting: text})).about == "Practice tab"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("billing_npi", "123456789"),
        ("billing_npi", None),
        ("tax_id", "12-345678"),
        ("tax_id_kind", "VAT"),
        ("billing_taxonomy", "193200000"),
        ("entity", "Company"),
        ("entity", None),
        ("zip", "62701"),
        ("state", "Illinois"),
        ("submitter_id", "SIXTEENLETTERS16"),
        ("receiver_id", "A B"),
        ("submitter_phone", "555-0100"),
        ("owner_email", "not an address"),
        ("owner_email", "a@b~c"),
    ],
)
def test_a_setting_of_another_form_is_refused(setting, value):
    assert refusal([jane()], PRACTICE.model_copy(update={setting: value})).about == "Practice tab"


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (jane("G" * 21), "the claim ID"),
        (jane("g1"), "the claim ID"),
        (jane(subscriber=JANE.model_copy(update={"last_or_organization": "X" * 61})), "a last name"),
        (jane(subscriber=JANE.model_copy(update={"first": "X" * 36})), "a first name"),
        (jane(subscriber=JANE.model_copy(update={"street": "X" * 56})), "the street"),
        (jane(subscriber=JANE.model_copy(update={"street": "1 A ST, " + "X" * 56})), "the street"),
        (jane(subscriber=JANE.model_copy(update={"city": "X" * 31})), "the city"),
        (jane(subscriber=JANE.model_copy(update={"city": "X"})), "the city"),
        (jane(subscriber=JANE.model_copy(update={"zip": "6270"})), "the ZIP"),
        (jane(subscriber=JANE.model_copy(update={"born": None})), "the date of birth"),
        (jane(subscriber=JANE.model_copy(update={"sex": ""})), "the sex"),
        (jane(subscriber=JANE.model_copy(update={"street": " , "})), "the street"),
        (sam(patient=SAM.model_copy(update={"first": ""})), "a first name"),
        (jane(member_id="X" * 81), "the member ID"),
        (jane(member_id=""), "the member ID"),
        (jane(payer_id=""), "the payer ID"),
        (jane(filing_code=""), "the filing code"),
        (jane(diagnoses=()), "a diagnosis"),
        (jane(diagnoses=tuple(f"F{x}.1" for x in range(20, 33))), "the diagnoses"),
        (jane(diagnoses=("F41.1", "F411")), "the diagnoses"),
        (jane(diagnoses=("411",)), "a diagnosis"),
        (jane(frequency=7), "the payer's own claim number"),
        (jane(original_reference="2026058001234"), "the payer's own claim number"),
        (jane(rendering_npi=""), "the clinician's NPI"),
        (jane(rendering_taxonomy=""), "the clinician's taxonomy"),
        (jane(place=""), "the place of service"),
        (jane(lines=()), "the claim"),
        (jane(lines=(line("G1", pointers=()),)), "a line"),
        (jane(lines=(line("G1", pointers=(2,)),)), "a line"),
        (jane(lines=(line("G1", pointers=(0,)),)), "a line"),
        (jane(lines=(line("G1", modifiers=("95",) * 5),)), "a line's modifiers"),
        (jane(lines=(line("G1", units=0),)), "a line's units"),
        (jane(lines=(line("G1", code="9085"),)), "a service code"),
        (jane(lines=(line("G1", charge="-1"), line("G1", 2, charge="5"))), "a charge"),
        (jane(lines=(line("G1", charge="1.005"),)), "the total"),
        (jane(lines=(line("G1", charge="1E+9"),)), "the total"),
    ],
)
def test_what_a_payer_would_turn_away_is_refused_and_named(claim, field):
    problem = refusal([claim])
    assert problem.field == field
    assert len(str(problem).split()) <= 25


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Doe", "DOE"),
        ("José Núñez", "JOSE NUNEZ"),
        ("O\u2019Brien", "O'BRIEN"),
        ("O\u00b4Brien", "O'BRIEN"),
        ("Ka\u02bbiulani", "KA'IULANI"),
        ("Łukasz Ørsted", "LUKASZ ORSTED"),
        ("Ǿ", "O"),
        ("Strauß", "STRAUSS"),
        ("Æsir Þór", "AESIR THOR"),
        ("Nguyễn", "NGUYEN"),
        ("  two   blanks ", "TWO BLANKS"),
        ("no\u00a0break", "NO BREAK"),
        ("Smith\u2013Jones", "SMITH-JONES"),
        ("\uff26\uff55\uff4c\uff4c", "FULL"),
        ("Apt #3", "APT NO 3"),
        ("22½ Elm", "22 1/2 ELM"),
        ('A & B, Inc. ("C")', 'A & B, INC. ("C")'),
        ("", ""),
        ("≠", None),
        ("⅓", None),
    ],
)  # fmt: skip
def test_names_are_written_in_the_capitals_every_payer_reads(written, sent):
    assert plain(written) == sent
