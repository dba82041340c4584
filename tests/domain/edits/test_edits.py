"""Each of the 32 checks has a case that it finds, and a claim without fault passes them all."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from domain import lists as l
from domain.claims import wanted_claims
from domain.edits import BLOCKING, EDITS, WARNING, Billed, Others, blocked, person_of
from domain.history import History
from domain.making import claim_of
from domain.records import IntakeAnswer, OtherService
from domain.sentences import SENTENCES
from tests.domain.claims_build import NOW, ON, decided, member, payer, practice, session, two_of_aetna, visit
from tests.domain.edits.build import case, planted, sheet, with_line, with_row

YES, NO = l.YesNo.YES, l.YesNo.NO


def others(**kinds) -> Others:
    return replace(case().others, **kinds)


def billed(*days: date) -> dict:
    """The same person on other claims, under the same authorization."""
    claim = claim_of(case().bill)
    known = tuple(Billed(day, f"G-09/{n:02d}/C-001", f"C{n}") for n, day in enumerate(days, 1))
    return {
        "of_person": {person_of(claim): known},
        "of_authorization": {(claim.patient.born, claim.authorization_number): known},
    }


HELD = case().claim.subscriber
BLOCKED = [
    (1, "CLAIM_DUPLICATE", replace(case(), others=others(of_person=billed(ON)["of_person"]))),
    (2, "CLAIM_CLINICIAN_NPI", planted(rendering_npi="1245319598")),
    (2, "CLAIM_CLINICIAN_IS_PRACTICE", planted(rendering_npi="1234567893")),
    (3, "CLAIM_MEMBER_ID_MISSING", planted(member_id="")),
    (3, "CLAIM_MEMBER_ID_FORM", planted(member_id="W*1")),
    (3, "CLAIM_MEDICARE_NUMBER", planted(filing_code="MB", member_id="1SG4TE5MK73")),
    (4, "CLAIM_PAYER_ID_FORM", planted(payer_id="")),
    (4, "CLAIM_PAYER_NOT_KNOWN", replace(case(), others=others(no_payers=frozenset({"60054"})))),
    (5, "CLAIM_CLIENT_COLUMN", planted(patient=HELD.model_copy(update={"street": ""}))),
    (5, "CLAIM_HOLDER_MISSING", planted(subscriber=HELD.model_copy(update={"first": "Other"}))),
    (5, "CLAIM_CLIENT_COLUMN", planted(holder="Child", subscriber=HELD.model_copy(update={"first": ""}))),
    (5, "CLAIM_MEDICARE_HOLDER", planted(holder="Spouse", filing_code="MB", member_id="1EG4TE5MK73")),
    (6, "CLAIM_FILING_CODE", planted(filing_code="")),
    (6, "CLAIM_FILING_CODE_KIND", planted(filing_code="MB", member_id="1EG4TE5MK73")),
    (7, "CLAIM_DIAGNOSIS_MISSING", planted(diagnoses=())),
    (7, "CLAIM_DIAGNOSIS_FORM", planted(diagnoses=("4F1", "F43.10"))),
    (7, "CLAIM_DIAGNOSIS_UNKNOWN", planted(diagnoses=("F41.7", "F43.10"))),
    (7, "CLAIM_DIAGNOSIS_UNKNOWN", planted(diagnoses=("F41", "F43.10"))),
    (7, "CLAIM_DIAGNOSIS_COUNT", planted(diagnoses=("F41.1", "F411"))),
    (8, "CLAIM_POINTER", with_line(pointers=(1, 3))),
    (8, "CLAIM_POINTER", with_line(pointers=())),
    (8, "CLAIM_POINTER", with_line(pointers=(1, 1))),
    (9, "CLAIM_SERVICE", with_line(code="9085")),
    (9, "CLAIM_SERVICE", with_line(code="90785")),
    (9, "CLAIM_SERVICE", with_line(2, units=2)),
    (9, "CLAIM_SERVICE", with_row("visits", factor=None)),
    (9, "CLAIM_SERVICE", planted(lines=())),
    (10, "CLAIM_MODIFIER", with_line(modifiers=("HQ", "HQ"))),
    (10, "CLAIM_MODIFIER", with_line(modifiers=("H1", "H2", "H3", "H4", "H5"))),
    (10, "CLAIM_MODIFIER", with_line(modifiers=("95", "93"))),
    (10, "CLAIM_MODIFIER", with_line(modifiers=("59",))),
    (10, "CLAIM_MODIFIER", with_line(modifiers=("9",))),
    (10, "CLAIM_MODIFIER", with_line(modifiers=("95",))),
    (11, "CLAIM_PLACE", planted(place="10")),
    (11, "CLAIM_PLACE", with_row("visits", attended=l.Attends.VIDEO_HOME)),
    (12, "CLAIM_MONEY", with_line(charge=Decimal(-1))),
    (12, "CLAIM_MONEY", with_line(charge=Decimal("150.005"))),
    (12, "CLAIM_MONEY", with_row("groups", fee=Decimal(160))),
    (13, "CLAIM_DATE_FUTURE", with_line(on=date(2026, 3, 9))),
    (13, "CLAIM_DATE_DIFFERS", with_line(on=date(2026, 3, 2))),
    (13, "CLAIM_BEFORE_BIRTH", with_row("clients", born=date(2026, 3, 4))),
    (13, "CLAIM_NOT_ON_ROSTER", with_row("roster", end=date(2026, 3, 2))),
    (14, "CLAIM_ABSENT", with_row("visits", mark=l.Mark.NO_SHOW)),
    (14, "CLAIM_SESSION_NOT_HELD", with_row("sessions", was_held=NO)),
    (14, "CLAIM_PSYCHOEDUCATION", with_row("groups", type=l.GroupType.PSYCHOEDUCATION)),
    (14, "CLAIM_DO_NOT_BILL", with_row("visits", do_not_bill=YES)),
    (14, "CLAIM_NOT_PRESENT_ENOUGH", with_row("visits", arrived=time(19))),
    (14, "CLAIM_TIME_MISSING", with_row("visits", mark=l.Mark.LATE)),
    (15, "CLAIM_GROUP_TOO_SMALL", with_row("payers", minimum_present=3)),
    (15, "CLAIM_GROUP_TOO_LARGE", with_row("payers", maximum_present=1)),
    (16, "CLAIM_NOTE_NOT_SIGNED", with_row("visits", signed=None)),
    (16, "CLAIM_SIGNER_UNKNOWN", with_row("visits", signed="ZZ")),
    (16, "CLAIM_SIGNER_NO_CLINICIAN", with_row("staff", role=l.Role.BILLER)),
    (16, "CLAIM_NOTE_NOT_DATED", with_row("visits", signed_on=None)),
    (16, "CLAIM_NOTE_SIGNED_EARLY", with_row("visits", signed_on=date(2026, 3, 2))),
    (17, "COVER_NEVER_VERIFIED", with_row("verifications", result=l.VerificationResult.CALL_BACK)),
    (17, "COVER_AUTHORIZATION_NUMBER", planted(authorization_number="")),
    (17, "COVER_AUTHORIZATION_NUMBER", planted(authorization_number="B9")),
    (17, "COVER_AUTHORIZATION_DATES", with_row("verifications", authorized_to=date(2026, 3, 2))),
    (17, "COVER_AUTHORIZATION_USED_UP", replace(case(), others=others(of_authorization=billed(*[ON - timedelta(days=n) for n in range(1, 13)])["of_authorization"]))),
    (17, "COVER_PART2_CONSENT", with_row("groups", sud_program=YES)),
    (9, "CLAIM_SERVICE", with_row("visits", factor=l.Factor.NONE)),
    (18, "COVER_SESSION_LIMIT", replace(with_row("verifications", session_limit=2), others=others(of_person=billed(ON - timedelta(days=9), ON + timedelta(days=9))["of_person"]))),
    (18, "CLAIM_WEEK_FULL", replace(with_row("payers", per_week=1), others=others(of_person=billed(ON - timedelta(days=6))["of_person"]))),
    (19, "CLAIM_FILING_LATE", replace(case(), today=date(2026, 7, 2))),
    (20, "CLAIM_FREQUENCY", planted(frequency=7)),
    (20, "CLAIM_FREQUENCY", planted(frequency=9, original_reference="X1")),
    (20, "CLAIM_FREQUENCY", planted(original_reference="X1")),
    (21, "CLAIM_CLINICIAN_TAXONOMY", planted(rendering_taxonomy="1041C0700")),
    (22, "CLAIM_TEXT", planted(rendering_last="李")),
    (22, "CLAIM_TEXT", planted(claim_id="X" * 39)),
    (22, "CLAIM_TEXT", planted(patient=HELD.model_copy(update={"last_or_organization": "D*E"}))),
    (22, "CLAIM_TEXT", planted(authorization_number="A" * 51)),
    (24, "CLAIM_NOT_ENROLLED", replace(case(), others=others(unknown=frozenset({("Aetna", "1245319599")})))),
    (24, "CLAIM_NOT_TAKEN_IN", with_row("payers", enrolled="XX")),
    (24, "CLAIM_CLINICIAN_LEFT", replace(with_row("staff", active=NO), today=ON)),
]  # fmt: skip


@pytest.mark.parametrize(("number", "code", "faulty"), BLOCKED)
def test_each_edit_finds_its_fault_and_blocks_the_claim(number, code, faulty):
    edit = next(e for e in EDITS if e.number == number)
    assert code in edit.codes
    assert code in [r.code for r in edit.find(faulty)]
    assert code in [r.code for r in blocked(faulty)]


SETTINGS = [
    (2, {"billing_npi": "1234567890"}, "CLAIM_SETTING_FORM"),
    (21, {"billing_taxonomy": "1"}, "CLAIM_SETTING_FORM"),
    (21, {"tax_id": "12-345678"}, "CLAIM_SETTING_FORM"),
    (21, {"zip": "62701"}, "CLAIM_SETTING_FORM"),
    (21, {"street": "P.O. Box 9"}, "CLAIM_POST_BOX"),
    (23, {"submitter_id": "SIXTEENLETTERS16"}, "CLAIM_SETTING_FORM"),
    (23, {"receiver_id": None}, "CLAIM_SETTING_FORM"),
]


@pytest.mark.parametrize(("number", "cells", "code"), SETTINGS)
def test_the_practices_own_settings_block_every_claim(number, cells, code):
    good = case()
    faulty = replace(
        good, practice=replace(good.practice, details=good.details.model_copy(update=cells)), given=claim_of(good.bill)
    )
    edit = next(e for e in EDITS if e.number == number)
    assert [r.code for r in edit.find(faulty)] == [code]


def test_a_claim_without_fault_passes_every_edit():
    assert blocked(case()) == ()
    assert blocked(case(two_of_aetna())) == ()


def test_there_are_24_that_block_and_8_that_ask_each_with_code_sentence_and_source():
    assert [e.number for e in EDITS] == list(range(1, 33))
    assert (len(BLOCKING), len(WARNING)) == (24, 8)
    assert all(e.blocks for e in BLOCKING)
    assert not any(e.blocks for e in WARNING)
    for edit in EDITS:
        assert edit.source
        assert edit.sentence
        assert set(edit.codes) <= set(SENTENCES)
    assert {n for n, _, _ in BLOCKED} | {n for n, _, _ in SETTINGS} == set(range(1, 25))


SERVICE = OtherService(service_id="O-1", on=ON, client_id="C-001", code="90834")
ANSWER = IntakeAnswer(
    answer_id="I-1", submitted=NOW, first_name="ADA", last_name="Quill", born=date(1980, 2, 14), telehealth_consent=NO
)
FAR = (member(1, attends=l.Attends.VIDEO_HOME), member(5))
PHONE = (member(1, attends=l.Attends.PHONE_HOME), member(5))
MEDICARE = payer(kind=l.PayerKind.MEDICARE, filing_code="16", home_place=l.HomePlace.HOME)
LOOK = [
    (25, "CLAIM_SAME_DAY", sheet(other_services=(SERVICE,)), NOW),
    (26, "COVER_OTHER_PLAN", sheet(), NOW),
    (26, "COVER_OLD", sheet(), NOW),
    (26, "CLAIM_OWN_POLICY", sheet(payers=(payer(kind=l.PayerKind.MEDICAID, filing_code="MC"),)), NOW),
    (27, "CLAIM_DIAGNOSIS_VAGUE", sheet(roster=(member(1, diagnoses=("F41.9",)), member(5))), NOW),
    (27, "CLAIM_DIAGNOSIS_BODY", sheet(roster=(member(1, diagnoses=("G47.00",)), member(5))), NOW),
    (28, "CLAIM_FEE_LOW", sheet(payers=(payer(rate=Decimal(151)),)), NOW),
    (29, "CLAIM_LICENSE_STATE", sheet(), NOW),
    (29, "CLAIM_TELEHEALTH_CONSENT", sheet(roster=FAR, intake=(ANSWER,)), NOW),
    (29, "CLAIM_PHONE_REASON", sheet(roster=PHONE), NOW),
    (29, "CLAIM_PHONE_AWAY", sheet(payers=(MEDICARE,), roster=(member(1, attends=l.Attends.PHONE_ELSEWHERE), member(5))), NOW),
    (30, "CLAIM_FILING_SOON", sheet(payers=(payer(days_to_file=1),)), NOW),
    (30, "CLAIM_FILING_HALF", sheet(payers=(payer(days_to_file=10),), visits=(visit(1, signed=None), visit(5))), NOW + timedelta(days=5)),
    (31, "CLAIM_SUPERVISED", sheet(), NOW),
    (32, "CLAIM_LONELY", sheet(payers=(payer(minimum_present=1),), visits=(visit(1), visit(5, mark=None))), NOW),
]  # fmt: skip
ROWS = {
    "COVER_OTHER_PLAN": ("verifications", {"other_coverage": "Example Plan"}),
    "COVER_OLD": ("verifications", {"called_on": date(2026, 1, 1)}),
    "CLAIM_OWN_POLICY": (
        "clients",
        {"holder": l.Holder.CHILD, "holder_first_name": "Pia", "holder_last_name": "Quill"},
    ),
    "CLAIM_LICENSE_STATE": ("staff", {"license_state": "WI"}),
    "CLAIM_SUPERVISED": ("staff", {"supervisor": "XX"}),
}


def test_a_member_is_looked_at_whoever_stands_before_them_in_the_sheet():
    by_phone = tuple(member(n, attends=l.Attends.PHONE_HOME) for n in (1, 5, 6))
    visits = (visit(1, signed=None), visit(5), visit(6))
    orders = (visits, visits[::-1])
    p = practice(roster=by_phone, visits=visits)
    found = [
        sorted(t.about for t in decided(replace(p, visits=v), History()).tasks if t.reason.code == "CLAIM_PHONE_REASON")
        for v in orders
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 2


@pytest.mark.parametrize(("number", "code", "p", "now"), LOOK)
def test_each_warning_is_a_line_in_to_do_and_holds_nothing(number, code, p, now):
    if code in ROWS:
        tab, cells = ROWS[code]
        rows = tuple(r.model_copy(update=cells) for r in getattr(p, tab))
        p = replace(p, **{tab: rows})
    if code == "COVER_OLD":
        p = replace(p, details=p.details.model_copy(update={"verification_days": 30}))
    if code == "CLAIM_LICENSE_STATE":
        p = replace(p, visits=tuple(v.model_copy(update={"attended": l.Attends.VIDEO_HOME}) for v in p.visits))
    edit = next(e for e in EDITS if e.number == number)
    assert code in edit.codes
    outcome = decided(p, History(), now)
    found = [t for t in outcome.tasks if t.reason.code == code]
    assert found
    assert found[0].tab == edit.tabs.get(code, edit.tab)
    assert code not in [h.code for h in outcome.holds]


def test_a_supervised_clinician_is_looked_at_once_however_many_visits_there_are():
    p = sheet()
    p = replace(p, staff=tuple(s.model_copy(update={"supervisor": "XX"}) for s in p.staff))
    assert [t.reason.code for t in decided(p, History()).tasks].count("CLAIM_SUPERVISED") == 1


def test_each_payer_is_asked_whether_a_supervisor_is_named_until_its_row_says_whom_it_took_in():
    p = practice(visits=(visit(1), visit(2), visit(4)))
    p = replace(p, staff=tuple(s.model_copy(update={"supervisor": "XX"}) for s in p.staff))

    def asked(p) -> list[str]:
        return [t.reason.rule for t in decided(p, History()).tasks if t.reason.code == "CLAIM_SUPERVISED"]

    assert asked(p) == ["Aetna|2026-01-01", "BCBS|2026-01-01", "Medicare|2026-01-01"]
    taken = tuple(x.model_copy(update={"enrolled": "MC"}) if x.payer == "BCBS" else x for x in p.payers)
    assert asked(replace(p, payers=taken)) == ["Aetna|2026-01-01", "Medicare|2026-01-01"]


def test_two_rows_of_one_person_are_billed_once():
    p = sheet()
    twin = p.clients[0].model_copy(update={"client_id": "C-009"})
    p = replace(
        p,
        clients=(*p.clients, twin),
        roster=(*p.roster, member(9)),
        verifications=(*p.verifications, p.verifications[1].model_copy(update={"verification_id": "V-9", "about": "C-009"})),
        visits=(*p.visits, visit(9)),
    )  # fmt: skip
    holds = decided(p, History()).holds
    assert [(h.about, h.code) for h in holds] == [("G-01/05/C-009", "CLAIM_DUPLICATE")]
    assert len(wanted_claims(p, NOW).bills) == 3


def test_an_authorization_is_used_up_whichever_of_a_persons_rows_the_visits_stand_under():
    p = two_of_aetna()
    numbered = p.verifications[0].model_copy(
        update={"authorization": l.Authorization.HAVE_IT, "authorization_number": "AUTH-1", "authorized_sessions": 1}
    )
    week_before = ON - timedelta(days=7)
    p = replace(
        p,
        clients=(*p.clients, p.clients[0].model_copy(update={"client_id": "C-009"})),
        roster=(*p.roster, member(9)),
        verifications=(numbered, *p.verifications[1:], numbered.model_copy(update={"verification_id": "V-9", "about": "C-009"})),
        sessions=(session("G-01/04", week_before), *p.sessions),
        visits=(*(visit(n, "G-01/04", week_before) for n in (1, 5)), visit(9), visit(5)),
    )  # fmt: skip
    holds = decided(p, History()).holds
    assert [(h.about, h.code) for h in holds] == [("G-01/05/C-009", "COVER_AUTHORIZATION_USED_UP")]


@pytest.mark.parametrize(
    ("intake", "roster"),
    [
        ((), FAR),
        ((ANSWER, ANSWER.model_copy(update={"answer_id": "I-2", "telehealth_consent": YES})), FAR),
        ((ANSWER.model_copy(update={"first_name": "Bea"}),), FAR),
        ((ANSWER,), (member(1), member(5))),
    ],
    ids=["on paper, perhaps", "agreed on another form", "another person", "in person"],
)
def test_who_agreed_or_was_never_asked_on_a_form_is_not_asked_about(intake, roster):
    tasks = decided(sheet(roster=roster, intake=intake), History()).tasks
    assert "CLAIM_TELEHEALTH_CONSENT" not in [t.reason.code for t in tasks]
