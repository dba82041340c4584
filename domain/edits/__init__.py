"""What is checked of every claim before it is sent: 24 edits that block it, 8 that ask a person to look.

Each is a pure function over one finished claim and the rows it was made of. `domain/billing.py` asks the same of the
sheets, row by row, so that people are told where to mend; this second look lets nothing out whatever went wrong before.
The numbers are those of the practice's list of payers' rules.
"""

from collections.abc import Iterable, Iterator

from domain.edits import file, insured, providers, services, visit, worth_a_look
from domain.edits.case import Authorized, Billed, Case, Edit, Others, Person, person_of, person_of_bill
from domain.reasons import Reason, Task

__all__ = [
    "BLOCKING",
    "EDITS",
    "WARNING",
    "Authorized",
    "Billed",
    "Case",
    "Edit",
    "Others",
    "Person",
    "blocked",
    "person_of",
]
__all__ += ["person_of_bill", "worth_a_look_at"]

NGS = "NGS Medicare Part B, quarterly top ten of the 277CA"
CEDI = "CEDI Medicare, quarterly top ten of the 277CA"
GUIDE = "ASC X12N 005010X222A1"
LCD = "NGS LCD L33632, group psychotherapy"

BLOCKING: tuple[Edit, ...] = (
    Edit(1, "billed before", f"{NGS}: A3:78", ("CLAIM_DUPLICATE",), visit.duplicate),
    Edit(
        2, "provider numbers", f"{NGS}: A7:562:82; 45 CFR 162.406",
        ("CLAIM_CLINICIAN_NPI", "CLAIM_CLINICIAN_IS_PRACTICE", "CLAIM_SETTING_FORM"), providers.provider_numbers,
    ),
    Edit(
        3, "member ID", f"{NGS}: A7:164:IL; edit X222.121.2010BA.NM109.020",
        ("CLAIM_MEMBER_ID_FORM", "CLAIM_MEMBER_ID_MISSING", "CLAIM_MEDICARE_NUMBER"), insured.member_number,
    ),
    Edit(
        4, "payer ID", "Clearinghouse payer lists; 277CA A7:153:PR",
        ("CLAIM_PAYER_ID_FORM", "CLAIM_PAYER_NOT_KNOWN"), insured.payer_number,
    ),
    Edit(
        5, "insured person", f"{GUIDE} 2010BA, 2010CA",
        ("CLAIM_CLIENT_COLUMN", "CLAIM_HOLDER_MISSING", "CLAIM_MEDICARE_HOLDER"), insured.insured_person,
    ),
    Edit(
        6, "filing code", f"{GUIDE} SBR09",
        ("CLAIM_FILING_CODE_KIND", "CLAIM_FILING_CODE"), insured.filing_code,
    ),
    Edit(
        7, "diagnosis codes", "ICD-10-CM, April 2026 release, National Center for Health Statistics",
        ("CLAIM_DIAGNOSIS_UNKNOWN", "CLAIM_DIAGNOSIS_FORM", "CLAIM_DIAGNOSIS_COUNT", "CLAIM_DIAGNOSIS_MISSING"),
        services.diagnosis_codes,
    ),
    Edit(8, "pointers", f"{GUIDE} SV107", ("CLAIM_POINTER",), services.pointers),
    Edit(9, "services", "APA Services, interactive complexity, 2022-01-28", ("CLAIM_SERVICE",), services.services),
    Edit(10, "modifiers", f"{CEDI}: A7:453; NCCI, 90853 with 90832", ("CLAIM_MODIFIER",), services.modifiers),
    Edit(11, "place of service", "CMS place of service code set: 02, 10, 11", ("CLAIM_PLACE",), services.place),
    Edit(12, "money", f"{GUIDE} CLM02", ("CLAIM_MONEY",), services.money),
    Edit(
        13, "days", f"{GUIDE} DTP*472",
        ("CLAIM_DATE_FUTURE", "CLAIM_DATE_DIFFERS", "CLAIM_BEFORE_BIRTH", "CLAIM_NOT_ON_ROSTER"), services.days,
    ),
    Edit(
        14, "attendance", "The practice's marks; the payer's presence rule in Payers",
        (
            "CLAIM_ABSENT", "CLAIM_SESSION_NOT_HELD", "CLAIM_PSYCHOEDUCATION", "CLAIM_DO_NOT_BILL", "CLAIM_NOT_PRESENT_ENOUGH",
            "CLAIM_TIMES_ODD", "CLAIM_TIME_MISSING", "CLAIM_SESSION_TIMES", "CLAIM_PAYER_COLUMN",
        ),
        visit.attendance,
    ),
    Edit(15, "group size", f"{LCD}; the payer's row in Payers", ("CLAIM_GROUP_TOO_SMALL", "CLAIM_GROUP_TOO_LARGE"), visit.group_size),
    Edit(
        16, "own note", f"{LCD}: a note for each member; MLN905364: signed and dated",
        (
            "CLAIM_NOTE_NOT_SIGNED", "CLAIM_SIGNER_UNKNOWN", "CLAIM_SIGNER_NO_CLINICIAN", "CLAIM_NOTE_NOT_DATED",
            "CLAIM_NOTE_SIGNED_EARLY",
        ),
        visit.own_note,
    ),
    Edit(
        17, "authorization", f"{GUIDE} REF*G1; the payer's answer in Verifications",
        (
            "COVER_AUTHORIZATION_USED_UP", "COVER_AUTHORIZATION_DATES", "COVER_AUTHORIZATION_NUMBER", "COVER_NEVER_VERIFIED",
            "COVER_PART2_CONSENT",
        ),
        lambda case: (*visit.authorization(case), *visit.consent(case)),
    ),
    Edit(
        18, "sessions a week and a year", "The payer's row in Payers; the payer's answer in Verifications",
        ("CLAIM_WEEK_FULL", "COVER_SESSION_LIMIT"), visit.limits,
    ),
    Edit(19, "time to file", "The payer's row in Payers", ("CLAIM_FILING_LATE",), visit.filing_time),
    Edit(20, "frequency", f"{GUIDE} CLM05-3; X12 RFI 1538, 2173", ("CLAIM_FREQUENCY",), file.frequency),
    Edit(
        21, "provider forms", f"{GUIDE} 2010AA, 2000A PRV",
        ("CLAIM_CLINICIAN_TAXONOMY", "CLAIM_POST_BOX", "CLAIM_SETTING_FORM"), providers.provider_forms,
    ),
    Edit(22, "signs and lengths", f"{GUIDE} appendix B.1.1.2.2, basic character set", ("CLAIM_TEXT",), file.text),
    Edit(23, "envelope", f"{GUIDE} appendix C", ("CLAIM_SETTING_FORM",), file.envelope),
    Edit(
        24, "enrolment", f"{NGS}: A8:496:85",
        ("CLAIM_NOT_ENROLLED", "CLAIM_NOT_TAKEN_IN", "CLAIM_CLINICIAN_LEFT"), providers.enrolment,
    ),
)  # fmt: skip
"""A claim with one of these faults is never sent."""

WARNING: tuple[Edit, ...] = (
    Edit(25, "individual on the same day", "NCCI, 90853 with 90832", ("CLAIM_SAME_DAY",), worth_a_look.same_day, "Attendance", "visit"),
    Edit(
        26, "old benefits", f"The practice's settings; coordination of benefits; {GUIDE} 2010BA and X12 RFI 2281, whose policy",
        ("COVER_OTHER_PLAN", "COVER_OLD", "COVER_OLD_YEAR", "COVER_OTHER_PAYER", "CLAIM_OWN_POLICY"),
        lambda case: (*worth_a_look.old_benefits(case), *worth_a_look.own_policy(case)), "Verifications", "visit",
        tabs={"CLAIM_OWN_POLICY": "Clients"},
    ),
    Edit(
        27, "vague diagnosis", "ICD-10-CM guidelines I.B.18",
        ("CLAIM_DIAGNOSIS_VAGUE", "CLAIM_DIAGNOSIS_BODY", "CLAIM_DIAGNOSIS_NEW"), worth_a_look.vague_diagnosis, "Roster",
    ),
    Edit(28, "low charge", "The payer's row in Payers", ("CLAIM_FEE_LOW",), worth_a_look.low_charge, "Groups"),
    Edit(
        29, "telehealth", "State licensing boards; the practice's intake form; 42 CFR 410.78(a)(3)",
        ("CLAIM_LICENSE_STATE", "CLAIM_TELEHEALTH_CONSENT", "CLAIM_PHONE_REASON", "CLAIM_PHONE_AWAY"), worth_a_look.far_away, "Clients",
        tabs={"CLAIM_PHONE_REASON": "Roster", "CLAIM_PHONE_AWAY": "Roster"},
    ),
    Edit(
        30, "time running out", "The payer's row in Payers",
        ("CLAIM_FILING_SOON", "CLAIM_FILING_HALF"), worth_a_look.time_to_file, "Attendance", "visit",
    ),
    Edit(31, "supervised clinician", "42 CFR 410.26", ("CLAIM_SUPERVISED",), worth_a_look.supervised, "Staff"),
    Edit(32, "lonely line", "The practice's marks", ("CLAIM_LONELY",), worth_a_look.lonely_line, "Sessions", "visit"),
)  # fmt: skip
"""Each of these is a line in To do; nothing waits for it."""

EDITS = (*BLOCKING, *WARNING)
LEFT = WARNING[2:]


def blocked(case: Case) -> tuple[Reason, ...]:
    """Why a claim cannot be sent; empty for one that may go out."""
    found: list[Reason] = []
    for edit in BLOCKING:
        found += edit.find(case)
    return tuple(found)


def worth_a_look_at(cases: Iterable[Case]) -> Iterator[Task]:
    """What a person should look at, each thing once.

    Numbers 25 and 26 are asked of every visit by `domain/wanted.py`, whether it was sent or not.
    """
    seen: set[tuple[str, str]] = set()
    alike: set[tuple[str, ...]] = set()
    for case in cases:
        same = _alike(case)
        first = same is not None and same not in alike
        if same is not None:
            alike.add(same)
        for edit in LEFT:
            if first or edit.per == "visit":
                for task in edit.tasks(case):
                    if (key := (task.about, task.reason.sentence)) not in seen:  # each payer is a matter of its own
                        seen.add(key)
                        yield task


def _alike(case: Case) -> tuple[str, ...] | None:
    """What visits have in common of which one look is enough; None while a visit waits for something else anyway."""
    bill, parts = case.bill, case.bill.parts
    if parts is None or bill.state != "ready":
        return None
    stay, staff = parts.membership, parts.clinician
    place = bill.charges[0].place if bill.charges else ""
    way = case.way.value if case.way else ""
    return (stay.roster_id if stay else "", parts.rule.row_id, staff.initials if staff else "", place, way)
