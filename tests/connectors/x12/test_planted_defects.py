"""Fifty planted defects, as a table of what payers turn away; each is stopped before anything is sent.

The two validators of these tests together see 28 of them. A defect is planted where people could make it: in the sheets,
in a claim, or in the finished file. A claim file is frozen only after it was read back, so a fault in it sends nothing.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from connectors.x12.check import check_batch
from connectors.x12.files import batch_files
from connectors.x12.parsed import BatchBroken
from connectors.x12.render import render_837p
from domain import lists as l
from domain.claims import wanted_claims
from domain.edits import EDITS, blocked
from domain.edits.case import Case
from domain.effects import ProposeBatch
from domain.history import History
from tests.connectors.x12.people import AT, PRACTICE, jane, sam
from tests.domain.claims_build import (
    DETAILS,
    NOW,
    call,
    client,
    codes_of,
    decided,
    group,
    member,
    payer,
    session,
    staff,
    two_of_aetna,
    visit,
)  # fmt: skip
from tests.domain.edits.build import case, planted, with_line

PATIENT = case().claim.patient


def details(**cells):
    return two_of_aetna(details=DETAILS.model_copy(update=cells))


SHEETS = [
    (1, "check digit of the NPI", 2, two_of_aetna(staff=(staff(npi="1245319598"),)), "CLAIM_CLINICIAN_NPI"),
    (2, "NPI of nine digits", 2, two_of_aetna(staff=(staff(npi="124531959"),)), "CLAIM_CLINICIAN_NPI"),
    (3, "no diagnosis", 7, two_of_aetna(roster=(member(1, diagnoses=()), member(5))), "CLAIM_DIAGNOSIS_MISSING"),
    (5, "no such diagnosis", 7, two_of_aetna(roster=(member(1, diagnoses=("F41.7",)), member(5))), "CLAIM_DIAGNOSIS_UNKNOWN"),
    (15, "a day to come", 13, two_of_aetna(sessions=(session(on=date(2026, 3, 9)),), visits=tuple(visit(n, on=date(2026, 3, 9)) for n in (1, 5))), "CLAIM_DATE_FUTURE"),
    (16, "taxonomy of nine signs", 21, two_of_aetna(staff=(staff(taxonomy="1041C0700"),)), "CLAIM_CLINICIAN_TAXONOMY"),
    (17, "billing ZIP of five digits", 21, details(zip="62701"), "CLAIM_SETTING_FORM"),
    (18, "billing post box", 21, details(street="PO Box 12"), "CLAIM_POST_BOX"),
    (19, "no filing code", 6, two_of_aetna(payers=(payer(filing_code=None),)), "CLAIM_PAYER_COLUMN"),
    (21, "sex X", 5, two_of_aetna(clients=(client(1, sex=None), client(5))), "CLAIM_CLIENT_COLUMN"),
    (22, "a name in other letters", 22, two_of_aetna(clients=(client(1, last_name="李"), client(5))), "CLAIM_CLIENT_FORM"),
    (30, "the same visit twice", 1, two_of_aetna(visits=(visit(1), visit(5), visit(1).model_copy(update={"visit_id": "G-01/05/C-001b"}))), "CLAIM_TWICE_IN_SESSION"),
    (31, "no payer ID", 4, two_of_aetna(payers=(payer(payer_id=None),)), "CLAIM_PAYER_COLUMN"),
    (32, "tax number of eight digits", 21, details(tax_id="12-345678"), "CLAIM_SETTING_FORM"),
    (36, "state ZZ", 5, two_of_aetna(clients=(client(1, state="ZZ"), client(5))), "CLAIM_CLIENT_FORM"),
    (37, "a diagnosis twice", 7, two_of_aetna(roster=(member(1, diagnoses=("F41.1", "F411")), member(5))), "CLAIM_DIAGNOSIS_COUNT"),
    (38, "thirteen diagnoses", 7, two_of_aetna(roster=(member(1, diagnoses=tuple(f"F4{x}.{y}" for x, y in ((0, "00"), (0, "01"), (0, "02"), (0, "10"), (0, "11"), (0, "8"), (0, "9"), (1, "0"), (1, "1"), (1, "3"), (1, "8"), (1, "9"), (3, "0")))), member(5))), "CLAIM_DIAGNOSIS_COUNT"),
    (41, "no member ID", 3, two_of_aetna(clients=(client(1, member_id=None), client(5))), "CLAIM_MEMBER_ID_MISSING"),
    (42, "no street of a client who holds the policy", 5, two_of_aetna(clients=(client(1, street=None), client(5))), "CLAIM_CLIENT_COLUMN"),
    (46, "a negative charge", 12, two_of_aetna(groups=(group(fee=-150),)), "CLAIM_FEE_MISSING"),
]  # fmt: skip
"""Number, what is wrong, edit, the sheets, the code that holds the line."""

CLAIMS = [
    (9, "a pointer beyond the diagnoses", 8, with_line(pointers=(3,)), "CLAIM_POINTER"),
    (10, "a place that does not exist", 11, planted(place="97"), "CLAIM_PLACE"),
    (11, "a replacement without the payer's number", 20, planted(frequency=7), "CLAIM_FREQUENCY"),
    (27, "a modifier of three signs", 10, with_line(modifiers=("095",)), "CLAIM_MODIFIER"),
    (28, "a service code of four signs", 9, with_line(code="9085"), "CLAIM_SERVICE"),
    (29, "90785 without its base", 9, with_line(code="90785"), "CLAIM_SERVICE"),
    (35, "frequency 9", 20, planted(frequency=9), "CLAIM_FREQUENCY"),
    (45, "no units", 9, with_line(units=0), "CLAIM_SERVICE"),
    (47, "a fifth modifier", 10, with_line(modifiers=("HQ", "H1", "H2", "H3", "H4")), "CLAIM_MODIFIER"),
    (48, "a claim number of 39 signs", 22, planted(claim_id="C" * 39), "CLAIM_TEXT"),
]  # fmt: skip
"""The same for a claim that was made wrong."""


@dataclass(frozen=True)
class InFile:
    """A defect of a finished file: what stands there, and what is put in its place."""

    number: int
    what: str
    edit: int
    was: str
    is_: str


FILES = [
    InFile(3, "no HI", 23, "HI*ABK:F411~\n", ""),
    InFile(4, "a diagnosis with its dot", 7, "ABK:F411", "ABK:F41.1"),
    InFile(6, "the qualifier of the old code set", 7, "ABK:F411", "BK:F411"),
    InFile(7, "a total that is not the sum", 12, "*165***", "*166***"),
    InFile(8, "no units", 23, "*UN*1***1:2", "*UN****1:2"),
    InFile(12, "two authorizations", 23, "REF*G1*AUTH0012345~\n", "REF*G1*AUTH0012345~\nREF*G1*AUTH0012346~\n"),
    InFile(13, "no date of service", 23, "DTP*472*D8*20260227~\n", ""),
    InFile(14, "a date that is none", 23, "DTP*472*D8*20260227", "DTP*472*D8*20260231"),
    InFile(20, "no birth date of a client who holds the policy", 23, "DMG*D8*19800214*F~\n", ""),
    InFile(23, "a wrong count in SE", 23, "SE*51", "SE*50"),
    InFile(24, "another number in SE", 23, "SE*51*0001", "SE*51*0002"),
    InFile(25, "a wrong parent", 23, "HL*4*3*23*0", "HL*4*2*23*0"),
    InFile(26, "lines that start at two", 23, "LX*1~", "LX*2~"),
    InFile(32, "a tax number with its dash", 21, "REF*EI*123456789", "REF*EI*12-3456789"),
    InFile(33, "a sender of 14 signs", 23, "*RIVERBENDGRP   *ZZ", "*RIVERBENDGRP  *ZZ"),
    InFile(34, "another number in IEA", 23, "IEA*1*000000101", "IEA*1*000000102"),
    InFile(39, "the version without A1", 23, "ST*837*0001*005010X222A1", "ST*837*0001*005010X222"),
    InFile(40, "no assignment", 23, "*Y*A*Y*Y~", "*Y**Y*Y~"),
    InFile(43, "a segment that does not exist", 23, "HI*ABK:F411~\n", "ZZZ*1~\nHI*ABK:F411~\n"),
    InFile(44, "diagnoses before the authorization", 23, "REF*G1*AUTH0012345~\nHI*ABK:F411~\n", "HI*ABK:F411~\nREF*G1*AUTH0012345~\n"),
    InFile(49, "empty elements at the end", 22, "SBR*P*18*******CI~", "SBR*P*18*******CI**~"),
    InFile(50, "a wrong child code", 23, "HL*2*1*22*0", "HL*2*1*22*1"),
]  # fmt: skip


def codes_of_edit(number: int) -> tuple[str, ...]:
    return next(e.codes for e in EDITS if e.number == number)


@pytest.mark.parametrize(("number", "what", "edit", "sheets", "code"), SHEETS, ids=lambda x: str(x)[:40])
def test_a_defect_in_the_sheets_holds_the_line(number, what, edit, sheets, code):
    assert next(e for e in EDITS if e.number == edit).blocks
    outcome = decided(sheets, History())
    holds = {h.code for h in outcome.holds if h.about.startswith("G-01/05/C-001")}
    assert code in holds, f"{number}: {what}"
    proposed = [e for e in outcome.effects if isinstance(e, ProposeBatch)]
    held = {
        b.claim_id for b in wanted_claims(sheets, NOW).bills if b.visit.visit_id in {h.about for h in outcome.holds}
    }
    assert held.isdisjoint(line[0] for e in proposed for line in e.lines)


@pytest.mark.parametrize(("number", "what", "edit", "faulty", "code"), CLAIMS, ids=lambda x: str(x)[:40])
def test_a_defect_in_a_claim_blocks_it(number, what, edit, faulty: Case, code):
    assert code in codes_of_edit(edit), f"{number}: {what}"
    assert code in [r.code for r in blocked(faulty)]


@pytest.mark.parametrize("defect", FILES, ids=lambda d: f"{d.number:02d} {d.what}")
def test_a_defect_in_a_file_stops_the_batch(defect: InFile):
    claims = [jane(), sam()]
    text = render_837p(claims, PRACTICE, 101, AT, test=True)
    check_batch(text, claims)
    assert defect.was in text
    wrong = text.replace(defect.was, defect.is_, 1)
    recounted = wrong.replace("SE*51", f"SE*{wrong[wrong.index('ST*') : wrong.index('GE*')].count('~')}")
    with pytest.raises(BatchBroken) as caught:
        check_batch(wrong if defect.number in (23, 24) else recounted, claims)
    assert caught.value.edit == defect.edit


def test_all_fifty_are_there():
    numbers = {row[0] for row in (*SHEETS, *CLAIMS)} | {d.number for d in FILES}
    assert numbers == set(range(1, 51))


def test_a_dash_in_the_practices_tax_number_never_reaches_the_file():
    assert PRACTICE.tax_id == "12-3456789"
    files = batch_files([jane()], [], PRACTICE, 101, datetime(2026, 3, 2, tzinfo=UTC), test=True)
    assert b"REF*EI*123456789~" in files["000000101.837"]


def test_a_call_that_says_out_of_network_holds_the_line_of_a_payer_in_the_network():
    for said, code in (
        (l.NetworkAnswer.OUT, "COVER_OUT_OF_NETWORK"),
        (l.NetworkAnswer.NOT_SURE, "COVER_NETWORK_NOT_SURE"),
    ):
        p = two_of_aetna(verifications=(call(1, in_network=said), call(5)))
        assert codes_of(p) == [code]
    out = replace(p, payers=(payer(network=l.Network.OUT, bill_as=l.BillAs.CLAIM),))
    assert codes_of(out) == []
