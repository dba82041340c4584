"""A claim file and its twin give back the claims that were written, whatever their names are spelled like."""

import pytest
from hypothesis import HealthCheck, given, settings

from connectors.x12.files import batch_files
from connectors.x12.read_back import claims_read_back
from domain.claim_lines import sent_lines
from domain.corrected_claims import Verdict
from domain.filed import as_filed
from domain.history import Batch
from domain.sent import Sent
from tests.connectors.x12.people import AT
from tests.connectors.x12.practices import a_practice, claims_of, seeds


def files_of(seed):
    """A random practice's claims, its claim file, and the file's twin."""
    p = a_practice(seed)
    claims = claims_of(p)
    batch = Batch(batch_id="B-0001", state="reserved", lines=(), proposed=AT)
    lines = [x for c in claims for x in sent_lines(Sent(c, batch, ""), Verdict(), None)]
    files = batch_files(claims, lines, p.details, 101, AT, test=True) if claims else {}
    return claims, *(files.get(f"000000101.{ending}", b"").decode() for ending in ("837", "csv"))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(seeds)
def test_every_claim_is_read_back_as_it_was_written(seed):
    claims, text, twin = files_of(seed)
    read = claims_read_back(text, twin)
    assert [*read] == sorted(read, key=lambda x: text.index(f"CLM*{x}*"))
    made = {c.claim_id: c for c in claims}
    assert {number: as_filed(filed, made[number]) for number, filed in read.items()} == made


SEED = next(seed for seed in range(100) if len(files_of(seed)[0]) > 3)


def test_without_the_rows_it_is_the_claim_in_capitals_with_its_visit():
    claims, text, twin = files_of(SEED)
    read = claims_read_back(text, twin)
    for claim in claims:
        filed = read[claim.claim_id]
        assert filed is not None
        assert (filed.visit_id, filed.client_id, filed.payer) == (claim.visit_id, claim.client_id, claim.payer)
        assert (filed.total, filed.rendering_npi) == (claim.total, claim.rendering_npi)
        assert [x.replace(".", "") for x in filed.diagnoses] == [x.replace(".", "") for x in claim.diagnoses]
        assert all(x[3:4] in ("", ".") for x in filed.diagnoses)
        assert filed.patient.last_or_organization.isupper()


@pytest.mark.parametrize("twin", ["", "Claim ID\n", "something else\n1,2,3\n"])
def test_a_file_without_its_twin_does_not_say_whose_visit_it_was(twin):
    claims, text, _ = files_of(SEED)
    read = claims_read_back(text, twin)
    assert {(filed.visit_id, filed.client_id) for filed in read.values() if filed} == {("", "")}
    assert {filed.total for filed in read.values() if filed} == {c.total for c in claims}


@pytest.mark.parametrize(("found", "instead"), [("~\nSE*", "~\nSE*1"), ("*UN*1*", "*XX*1*"), ("*Y*A*Y*Y", "*Y*A*Y*N")])
def test_of_a_file_that_another_program_wrote_anew_the_ids_alone_are_read(found, instead):
    claims, text, twin = files_of(SEED)
    assert found in text
    assert claims_read_back(text.replace(found, instead), twin) == {c.claim_id: None for c in claims}
