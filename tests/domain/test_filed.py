"""A claim read from its file, beside the same claim as the rows make it now."""

from datetime import date

import pytest

from domain.claim import Claim, Party
from domain.filed import as_filed
from tests.connectors.x12.people import JANE, RICHARD, jane, line, sam

MADE = jane("CAAA", payer="Harbor #2 Plan", member_id="w12-345", lines=(line("CAAA"),))
TOLD = MADE.model_copy(update={
    "payer": "HARBOR NO 2 PLAN",
    "member_id": "W12345",
    "patient": JANE.model_copy(update={"last_or_organization": "DOE", "first": "JANE", "street": "22 ELM AVE"}),
})  # fmt: skip


def filed(**cells: object) -> Claim:
    return TOLD.model_copy(update=cells)


def test_a_file_that_says_the_same_in_capitals_is_the_claim_of_the_rows():
    assert TOLD != MADE
    assert as_filed(TOLD, MADE) == MADE


def test_without_the_rows_the_file_stands_as_it_is():
    assert as_filed(TOLD, None) == TOLD


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("member_id", "W12346"),
        ("member_id", ""),
        ("payer_id", "99999"),
        ("diagnoses", ("F32.1",)),
        ("diagnoses", ("F41.1", "F32.1", "F33.1")),
        ("authorization_number", "A-9"),
        ("rendering_npi", "1999999984"),
        ("frequency", 7),
        ("original_reference", "26079"),
        ("place", "02"),
        ("lines", (line("CAAA", charge="149.00"),)),
        ("lines", (line("CAAA", modifiers=("95", "GT")),)),
        ("lines", (line("CAAA", on=date(2026, 2, 28)),)),
        ("lines", (line("CAAA"), line("CAAA", 2, "90785", "10.00"))),
        ("patient", JANE.model_copy(update={"last_or_organization": "ROE"})),
        ("patient", JANE.model_copy(update={"born": date(1980, 2, 15)})),
    ],
)
def test_what_the_file_says_otherwise_is_what_the_payer_was_told(name, said):
    found = as_filed(filed(**{name: said}), MADE)
    assert getattr(found, name) == said
    assert found.model_copy(update={name: getattr(MADE, name)}) == MADE


def test_of_a_policy_holder_who_is_not_the_client_the_rows_tell_what_no_file_has():
    at_home = RICHARD.model_copy(update={"street": "9 Oak Ct", "city": "Springfield", "state": "IL", "zip": "62702"})
    made = sam("CAAA", subscriber=at_home)
    told = made.model_copy(update={"subscriber": Party(last_or_organization="ROE", first="RICHARD")})
    assert as_filed(told, made) == made
    assert as_filed(told.model_copy(update={"subscriber": Party(last_or_organization="DOE")}), made).subscriber == (
        at_home.model_copy(update={"last_or_organization": "DOE"})
    )


def test_a_clinician_who_is_the_practice_is_named_by_the_number_alone():
    alone = {"rendering_last": "", "rendering_first": "", "rendering_taxonomy": ""}
    assert as_filed(filed(**alone), MADE) == MADE


def test_a_name_with_accents_is_taken_for_the_one_that_was_spelled_out():
    made = MADE.model_copy(update={"patient": JANE.model_copy(update={"first": "Zoë"})})
    assert as_filed(filed(patient=JANE.model_copy(update={"first": "ZOE"})), made) == made
    told = as_filed(filed(patient=JANE.model_copy(update={"first": "ANN"})), made)
    assert told.patient.first == "ANN", "the row has another name by now"
