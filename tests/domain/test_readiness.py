"""Whether somebody who waits could take a seat, and each thing that can be missing."""

from datetime import date

import pytest

from domain import lists as l
from domain import records as r
from domain.applicants import Applicant
from domain.readiness import lacking, ready, verified
from tests.domain.claims_build import call, payer, practice
from tests.domain.people_build import group
from tests.domain.test_intake import REFERRED, WHOLE
from tests.domain.test_verification import SETTLED

ON = date(2026, 3, 3)
NOT_SURE, NO = l.YesNoUnsure.NOT_SURE, l.YesNoUnsure.NO
READY = {"wait_id": "W-001", "name": "John D.", "group_interest": "Anxiety", "prep": l.Prep.YES, "payer": "Aetna",
         "status": l.WaitStatus.WAITING}  # fmt: skip


def entry(**cells) -> r.WaitlistEntry:
    return r.WaitlistEntry(**READY | cells)


def of(*calls, **tabs):
    return practice(verifications=calls, **{"groups": (group(),)} | tabs)


def spoke(about="W-001", **cells):
    return call(1, **SETTLED | {"about": about, "payer": "Aetna"} | cells)


PAYERS_CALL = [
    # what the call says, the column Insurance verified, what is missing
    ({}, "Yes - Aetna", []),
    ({"result": l.VerificationResult.CALL_BACK}, "Call back - Aetna", ["insurance check"]),
    ({"result": None}, "Call back - Aetna", ["insurance check"]),
    ({"result": l.VerificationResult.NOT_COVERED}, "No - Aetna", ["insurance that pays group therapy"]),
    ({"group_covered": NO}, "No - Aetna", ["insurance that pays group therapy"]),  # whatever the Result says
    ({"group_covered": NOT_SURE}, "Call back - Aetna", ["insurance check (group therapy covered)"]),
    ({"copay": None, "in_network": None}, "Call back - Aetna", ["insurance check (network and copay or coinsurance)"]),
    ({"carve_out": "Mind Benefits"}, "Call back - Aetna", ["insurance check"]),
    ({"authorization": l.Authorization.MUST_ASK}, "Yes - Aetna", ["authorization"]),
    ({"called_on": date(2025, 12, 3), "benefit_year_starts": date(2025, 7, 1)}, "Yes - Aetna", []),  # 90 days
    ({"called_on": date(2025, 12, 2), "benefit_year_starts": date(2025, 7, 1)}, "Yes - Aetna", ["a newer insurance check"]),
    ({"payer": None}, "Yes", []),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "says", "missing"), PAYERS_CALL)
def test_what_the_last_call_says_and_what_it_leaves_missing(cells, says, missing):
    p = of(spoke(**cells))
    assert verified(p, entry(), ON) == says
    assert lacking(p, entry(), None, ON) == missing


@pytest.mark.parametrize(
    ("calls", "cells", "says"),
    [
        ((), {}, "Not yet"),
        ((spoke("C-009"),), {"client_id": "C-009"}, "Yes - Aetna"),
        ((spoke("W-001"),), {"client_id": "C-009"}, "Not yet"),
        ((spoke(called_on=date(2026, 1, 5)), spoke(called_on=date(2026, 2, 5), result=l.VerificationResult.NOT_COVERED)), {}, "No - Aetna"),
        ((spoke(payer="BCBS"),), {"payer": None}, "Yes - BCBS"),  # a blank Payer tells nothing: the call does
        ((), {"payer": None}, "Not yet"),
        ((), {"payer": "Self-pay"}, "Self-pay"),
        ((spoke(),), {"payer": "Self-pay"}, "Self-pay"),
    ],
)  # fmt: skip
def test_whose_call_counts(calls, cells, says):
    assert verified(of(*calls), entry(**cells), ON) == says


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ({"payer": "Self-pay"}, []),
        ({"payer": "Grant"}, []),
        ({"payer": "Aetna"}, ["insurance check"]),
        ({"payer": None}, ["insurance check"]),
        ({"payer": "Self-pay", "prep": l.Prep.NO}, ["individual prep"]),
        ({"payer": "Self-pay", "prep": l.Prep.IN_PROGRESS}, ["individual prep"]),
        ({"payer": "Self-pay", "prep": None}, ["individual prep"]),
        ({"payer": "Aetna", "prep": None}, ["individual prep", "insurance check"]),
    ],
)
def test_preparation_and_insurance_are_wanted_of_whom_they_concern(cells, missing):
    p = of(payers=(payer("Grant", bill_as=l.BillAs.NONE), payer("Aetna")))
    assert lacking(p, entry(**cells), None, ON) == missing


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ((WHOLE,), []),
        ((WHOLE | {"signature": None, "mobile": None},), ["on the form: Mobile and Signature"]),
        ((WHOLE | {"signature": None}, WHOLE), []),  # the newest answer wins
        ((REFERRED,), ["a call to the person"]),
        ((REFERRED, WHOLE), []),
        ((REFERRED, WHOLE | {"signature": None}), ["on the form: Signature"]),
    ],
)
def test_the_persons_own_form_is_whole(answers, missing):
    applicant = Applicant([r.IntakeAnswer(**a) for a in answers])
    assert lacking(of(), entry(payer="Self-pay"), applicant, ON) == missing


@pytest.mark.parametrize(
    ("cells", "groups", "says"),
    [
        ({}, (group(),), "Ready"),
        ({}, (), "Ready"),
        ({"group_interest": "DBT"}, (group(),), "Ready, but no group is called that"),
        ({}, (group(status=l.GroupStatus.ENDED),), "Ready"),  # no group is open at all
        ({}, (group(status=l.GroupStatus.ENDED), group(group_id="G-02", name="DBT")), "Ready, but no group is called that"),
        ({"prep": None, "group_interest": "DBT"}, (group(),), "Missing: individual prep"),
        ({"status": l.WaitStatus.OFFERED}, (group(),), ""),
        ({"status": l.WaitStatus.PLACED, "prep": None}, (group(),), ""),
        ({"status": None}, (group(),), ""),
    ],
)  # fmt: skip
def test_the_column_ready_says_it_for_those_who_wait(cells, groups, says):
    assert ready(of(groups=groups), entry(payer="Self-pay", **cells), None, ON) == says
