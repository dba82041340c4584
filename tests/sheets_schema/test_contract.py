"""The tabs are those the practice was promised, and their rows are those the practice is decided on."""

from typing import get_args

import pytest

from domain.details import Details
from domain.value import Purpose
from sheets_schema.kinds import bare
from sheets_schema.practice import PRACTICE
from sheets_schema.tab import fields_of
from sheets_schema.tabs import OWN_TABS, PEOPLES_TABS, TABS

PROMISED = """
Staff: Name! Initials! Role NPI Taxonomy License License state Email Supervisor Active *Check
Groups: Group ID! Group name! Type! Focus Audience Facilitator! Co-facilitator Weekday! Start time! Minutes! First session! Sessions in cycle! Skip dates Minimum Maximum How! Place or link Fee! Complexity fee Self-pay fee Facilitator cost Co-facilitator cost Room cost Materials cost Curriculum SUD program Status! Fee from Fee before Complexity fee before *Next session *Enrolled *Break-even *Check
Payers: Payer! Payer ID! Kind! Filing code! From! Network Minimum present Maximum present Presence rule! Presence minutes Grace minutes Video modifier Phone modifier Home place of service Pays 90785 Same day individual Rate Days to file! No-show fee allowed Group modifier Bill as Per day Per week Source! Look again by Enrolled *Check
Clients: Client ID! First name! Last name! Goes by Date of birth! Sex Street City State ZIP Mobile Text consent Text risk accepted Consent date Consent how Consent version Opted out on Reminders Email Emergency contact Emergency phone Guardian Payer Member ID Policy holder Holder first name Holder last name Holder date of birth Holder sex Self-pay rate Part 2 consent date Card on file Payer from Payer before Member ID before Holder before *Benefits *Check
Roster: Roster ID! Group ID! Client ID! *Name Start date! End date Status! Diagnoses! Treatment goals! Attends Billable End reason Why by phone *Absences *Authorization left *Check
Intake: Answer ID! Submitted! First name! Last name! Goes by Date of birth! Mobile Email Group interest! How Availability Presenting issue Individual therapist Interpreter or access needs Paying by Payer Member ID Policy holder Holder first name Holder last name Holder date of birth Emergency contact Emergency phone Text consent Text risk accepted Attendance policy accepted Financial policy accepted Telehealth consent Signature Filled in by Guardian Guardian phone Referred by Referrer phone *Waitlist ID *Check
Waitlist: Wait ID! Name! Client ID Date added! Group interest! Kind Individual prep completed Payer Mobile Presenting issue Functioning Age band Availability Status! Offered on Note *Insurance verified *Ready *Check
Verifications: Verification ID! About! Called on! By! Payer! Spoke with Reference number! Plan active In network Group therapy covered Copay Coinsurance Deductible applies Deductible Deductible met Session limit Sessions used Authorization Authorization number Authorized sessions Authorized from Authorized to Telehealth covered Other coverage Result! Note Benefit year starts Carve-out Call back on *Check
Sessions: Session ID! Group ID! Date! Number! Starts! Ends! Facilitator! Co-facilitator Held Cancelled because Told how Topics Content Dynamics Critical incident Homework *Present *Summary *Check
Attendance: Visit ID! Session ID! Date! Client ID! *Name Mark Arrived Left Told us on Reason Attended Participation Contributions Observations Progress Plan Complexity factor Signed Signed on Do not bill *Reply *Note *Claim *Check
Other services: Service ID! Date! Client ID! Code! Starts Ends Clinician *Check
Payments: Payment ID! Date! Client ID! Visit ID Kind! Amount! Method Reference *Check
Decisions: Decision ID! Asked on Kind About Question Why Proposed text Answer Answered by Note *Outcome
Launch: Task ID! Group ID! Due When Task Done By Note *Check
"""
SETTINGS = (
    "Practice name! Text name! Phone! Time zone! Street! City! State! ZIP! Billing NPI! Tax ID! Tax ID kind! "
    "Billing taxonomy! Entity! Person first name Person last name Submitter ID! Submitter contact! Submitter phone! "
    "Receiver name! Receiver ID! Owner email! Text hours Reminder hours Notice hours Max absences per cycle "
    "Max absences in a row Late limit minutes Early leave limit minutes Excused absences count No-show fee "
    "Fee for absences told in time Medicare fee beside Medicaid Monthly statements Note due days Verification good for days "
    "Verify again ahead days Call back after days Offer good for days Committed before launch "
    "Old verification Rows ahead days Individual rate Individual minutes Google agreement on file since "
    "Texting agreement on file since"
)
SPECS = {spec.title: spec for spec in TABS}


def _written(row):
    marks = [f"{'*' if f.lookup else ''}{f.column.header}{'!' if f.column.required else ''}" for f in fields_of(row)]
    return " ".join(marks)


@pytest.mark.parametrize("line", PROMISED.strip().splitlines(), ids=lambda line: line.partition(":")[0])
def test_a_peoples_tab_has_the_promised_columns_in_their_order(line):
    title, _, columns = line.partition(": ")
    assert _written(SPECS[title].row) == columns


def test_the_practice_tab_has_the_promised_settings():
    assert _written(PRACTICE.settings) == SETTINGS


def test_every_tab_is_there_once_and_to_do_is_the_first():
    assert TABS[0].title == "To do"
    assert {s.title for s in TABS} == {s.title for s in PEOPLES_TABS} | {s.title for s in OWN_TABS}
    assert len({s.title for s in TABS}) == len(TABS) == 23


@pytest.mark.parametrize("spec", [s for s in PEOPLES_TABS if s is not PRACTICE], ids=lambda s: s.title)
def test_what_people_type_is_what_the_practice_is_decided_on(spec):
    typed = {f.name: bare(spec.row.model_fields[f.name].annotation) for f in fields_of(spec.row) if f.lookup is None}
    decided = {n: bare(i.annotation) for n, i in spec.record.model_fields.items() if n != "held"}
    assert typed == decided


def test_the_settings_are_those_of_the_practice():
    declared = {n: bare(i.annotation) for n, i in PRACTICE.settings.model_fields.items()}
    assert declared == {n: bare(i.annotation) for n, i in Details.model_fields.items() if n != "held"}


@pytest.mark.parametrize("spec", [s for s in PEOPLES_TABS if s is not PRACTICE], ids=lambda s: s.title)
def test_a_cell_without_which_there_is_no_row_holds_the_row(spec):
    for f in fields_of(spec.row):
        known = spec.record.model_fields.get(f.name)
        if known is not None and known.is_required():
            assert f.column.required, f.name
            assert f.column.holds == ("row",), f.name


def test_a_cell_holds_known_purposes_only():
    for spec in PEOPLES_TABS:
        for f in fields_of(spec.row):
            assert set(f.column.holds) <= {*get_args(Purpose), "row"}


@pytest.mark.parametrize("spec", PEOPLES_TABS, ids=lambda s: s.title)
def test_what_a_column_names_is_a_tab_and_what_names_a_row_is_a_column(spec):
    names = {f.name for f in fields_of(spec.row)}
    assert spec.identity
    assert set(spec.identity) <= names
    for f in fields_of(spec.row):
        assert set(f.column.refers) <= {s.title for s in PEOPLES_TABS}


def test_the_answers_of_a_tab_are_numbered_in_their_order():
    for spec in PEOPLES_TABS:
        numbers = [f.lookup for f in fields_of(spec.row) if f.lookup is not None]
        assert numbers == list(range(1, len(numbers) + 1))
