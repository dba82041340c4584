"""What a payer's computer turns away, checked before anything is sent (billing.md 9.2)."""

from collections.abc import Callable, Iterator

from domain import codes
from domain.details import Details
from domain.lists import Holder, PayerKind
from domain.payers import NOT_COMPARED
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.records import Client, PayerRule, StaffMember

ORIGINAL_MEDICARE = frozenset({"MA", "MB"})
"""Filing codes of original Medicare. Most contractors take claims of frequency 1 alone and turn a 7 or an 8 away
(support.pmhelpcenter.com, 2018-08-20); a claim they have is corrected by a reopening (CMS, Claims Processing Manual,
chapter 34, section 10).
"""
OF_KIND = {
    PayerKind.MEDICARE: frozenset({"MA", "MB", "16", "HM", "CI"}),
    PayerKind.MEDICAID: frozenset({"MC", "HM"}),
    PayerKind.TRICARE: frozenset({"CH"}),
}
"""Filing codes by kind of payer; MA, MB, MC and CH are no other kind's. CI and HM may be a Medicare Advantage plan's."""

GOVERNMENT = frozenset({"MA", "MB", "MC", "CH"})

LONGEST_STREET, LONGEST_CITY, LONGEST_LAST, LONGEST_FIRST, LONGEST_NAME = 55, 30, 60, 35, 60


def fits_kind(filing_code: str, kind: PayerKind) -> bool:
    """Whether a filing code is one that payers of a kind go by."""
    return filing_code in OF_KIND[kind] if kind in OF_KIND else filing_code not in GOVERNMENT


def before_sending(
    details: Details, rule: PayerRule, client: Client, clinician: StaffMember | None
) -> tuple[Reason, ...]:
    """Everything of one claim that a payer's computer would turn away."""
    of_clinician = of_staff(clinician) if clinician else ()
    return (*of_payer(rule), *of_client(client, rule), *of_clinician, *of_practice(details))


def of_payer(rule: PayerRule) -> tuple[Reason, ...]:
    """What is wrong with a payer's row."""
    return tuple(x for check in PAYER_CHECKS for x in check(rule))


def of_client(client: Client, rule: PayerRule) -> tuple[Reason, ...]:
    """What is wrong with a client's row, for this payer."""
    return tuple(x for check in CLIENT_CHECKS for x in check(client, rule))


def of_staff(clinician: StaffMember) -> tuple[Reason, ...]:
    """What is wrong with the row of the clinician who led the session."""
    return tuple(x for check in CLINICIAN_CHECKS for x in check(clinician))


def of_practice(details: Details) -> tuple[Reason, ...]:
    """What is wrong with the practice's own settings; it holds every claim."""
    return tuple(x for check in PRACTICE_CHECKS for x in check(details))


def _payer_id(rule: PayerRule) -> Iterator[Reason]:
    if not rule.payer_id:
        yield _payer_column(rule, "Payer ID", "60054")
    elif not codes.is_payer_id(rule.payer_id):
        yield reason("CLAIM_PAYER_ID_FORM", rule=rule.row_id, payer=rule.payer)


def _payer_name(rule: PayerRule) -> Iterator[Reason]:
    if not codes.carries(rule.payer, LONGEST_NAME):
        yield reason("CLAIM_PAYER_NAME", rule=rule.row_id, payer=rule.payer)


def _filing_code(rule: PayerRule) -> Iterator[Reason]:
    found = (rule.filing_code or "").strip().upper()
    if not found:
        yield _payer_column(rule, "Filing code", "CI")
    elif found not in codes.FILING_CODES:
        yield reason("CLAIM_FILING_CODE", rule=rule.row_id, payer=rule.payer)
    elif not fits_kind(found, rule.kind):
        yield reason("CLAIM_FILING_CODE_KIND", rule=rule.row_id, payer=rule.payer, found=found)


def _days_to_file(rule: PayerRule) -> Iterator[Reason]:
    if rule.days_to_file is None:
        yield _payer_column(rule, "Days to file", "365")


def _compared(rule: PayerRule) -> Iterator[Reason]:
    if (rule.source or "").strip().lower().startswith(NOT_COMPARED.lower()):
        yield reason("CLAIM_RULE_NOT_COMPARED", rule=rule.row_id, payer=rule.payer)


def _member_id(client: Client, rule: PayerRule) -> Iterator[Reason]:
    who = client.client_id
    if not client.member_id:
        yield reason("CLAIM_MEMBER_ID_MISSING", rows=(who,), client=who)
    elif not codes.is_member_id(client.member_id):
        yield reason("CLAIM_MEMBER_ID_FORM", rows=(who,), client=who)
    elif (rule.filing_code or "").upper() in ORIGINAL_MEDICARE and not codes.is_mbi(client.member_id):
        yield reason("CLAIM_MEDICARE_NUMBER", rows=(who,), rule=rule.row_id, client=who)


def _holder(client: Client, rule: PayerRule) -> Iterator[Reason]:
    if client.holder is None:
        yield reason("CLAIM_HOLDER_MISSING", rows=(client.client_id,), client=client.client_id)
    elif client.holder is not Holder.SELF and (rule.filing_code or "").strip().upper() in ORIGINAL_MEDICARE:
        yield reason("CLAIM_MEDICARE_HOLDER", rows=(client.client_id,), rule=rule.row_id, client=client.client_id)
    elif client.holder is not Holder.SELF:
        yield from _written(client, "Holder last name", client.holder_last_name, LONGEST_LAST, "Rivera")
        yield from _written(client, "Holder first name", client.holder_first_name, LONGEST_FIRST, "Alex")


def _patient(client: Client, _: PayerRule) -> Iterator[Reason]:
    yield from _written(client, "Last name", client.last_name, LONGEST_LAST, "Rivera")
    yield from _written(client, "First name", client.first_name, LONGEST_FIRST, "Alex")
    if client.sex is None:
        yield _client_column(client, "Sex", "F")


def _address(client: Client, _: PayerRule) -> Iterator[Reason]:
    wrong = "" if _street(client.street or "") else _wrong(client.street or "", LONGEST_STREET)
    yield from _said_of(client, "Street", client.street, wrong, "12 Main St, Apt 4")
    yield from _written(client, "City", client.city, LONGEST_CITY, "Springfield")
    yield from _formed(client, "State", client.state, codes.is_state, "IL")
    yield from _formed(client, "ZIP", client.zip, codes.is_zip, "62701")


def _npi(clinician: StaffMember) -> Iterator[Reason]:
    if not codes.is_npi((clinician.npi or "").strip()):
        yield reason("CLAIM_CLINICIAN_NPI", rows=(clinician.initials,), staff=clinician.initials)


def _taxonomy(clinician: StaffMember) -> Iterator[Reason]:
    if not codes.is_taxonomy(clinician.taxonomy or ""):
        yield reason("CLAIM_CLINICIAN_TAXONOMY", rows=(clinician.initials,), staff=clinician.initials)


def _clinician_name(clinician: StaffMember) -> Iterator[Reason]:
    first, last = first_and_last(clinician.name)
    if not (codes.carries(last, LONGEST_LAST) and codes.carries(first, LONGEST_FIRST)):
        yield reason("CLAIM_CLINICIAN_NAME", rows=(clinician.initials,), staff=clinician.initials)


TITLES = frozenset({"dr", "mr", "mrs", "ms", "mx", "miss", "prof"})
CREDENTIALS = frozenset(
    "aprn bcba cadc casac cnp crnp cswa dnp do dsw edd lac lcat lcmft lcmhc lcpc lcsw lcswc lcswr lgpc licsw limft limhp lisw llmsw lmft"  # noqa: SIM905  a list of words reads best as words
    " lmhc lmsw lp lpa lpc lpcc lsw lswaic mdiv mft mha mph mscp msn msw ncc np pa phd pmhnp psyd rn".split()
)
"""Letters behind the name of a clinician that are no name. MA, MD, MS and such are left: they are names of people, too."""


def is_taken_in(practice: Practice, rule: PayerRule, clinician: StaffMember) -> bool:
    """Whether a payer has taken a clinician in, as far as its row says; a row without names speaks of nobody."""
    return not rule.enrolled or clinician in practice.signers(rule.enrolled)


def first_and_last(name: str) -> tuple[str, str]:
    """A clinician's first and last name, without titles before it and without letters behind it (LCSW)."""
    parts = name.partition(",")[0].split()
    while len(parts) > 1 and parts[0].lower().rstrip(".") in TITLES:
        parts = parts[1:]
    while len(parts) > 2 and parts[-1].lower().replace(".", "").replace("-", "") in CREDENTIALS:  # noqa: PLR2004  two names
        parts = parts[:-1]
    return " ".join(parts[:-1]), parts[-1] if parts else ""


def _settings_read(details: Details) -> Iterator[Reason]:
    if "claims" in details.held:
        yield reason("CLAIM_SETTINGS_IN_QUESTION", rule="Practice")


def _settings(details: Details) -> Iterator[Reason]:
    for name, value, is_right, example in _needed(details):
        if not (value or "").strip():
            yield reason("CLAIM_SETTING_MISSING", rule=name, setting=name, example=example)
        elif not is_right(value or ""):
            yield reason("CLAIM_SETTING_FORM", rule=name, setting=name, example=example)


def _post_box(details: Details) -> Iterator[Reason]:
    if codes.is_post_box(details.street or ""):
        yield reason("CLAIM_POST_BOX", rule="Street")


Needed = tuple[str, str | None, Callable[[str], bool], str]


def _needed(details: Details) -> Iterator[Needed]:
    d = details
    yield "Practice name", d.practice_name, _short(LONGEST_NAME), "Riverbend Group Therapy"
    yield "Billing NPI", d.billing_npi, lambda x: codes.is_npi(x.strip()), "1234567893"
    yield "Tax ID", d.tax_id, codes.is_tax_id, "12-3456789"
    yield "Tax ID kind", d.tax_id_kind, lambda x: x.strip().upper() in {"EIN", "SSN"}, "EIN"
    yield "Billing taxonomy", d.billing_taxonomy, codes.is_taxonomy, "193200000X"
    yield "Entity", d.entity, lambda x: x.strip().upper() in {"ORGANIZATION", "PERSON"}, "Organization"
    if (d.entity or "").strip().upper() == "PERSON":
        yield "Person first name", d.person_first_name, _short(LONGEST_FIRST), "Alex"
        yield "Person last name", d.person_last_name, _short(LONGEST_LAST), "Rivera"
    yield "Street", d.street, _street, "100 Main St"
    yield "City", d.city, _short(LONGEST_CITY), "Springfield"
    yield "State", d.state, codes.is_state, "IL"
    yield "ZIP", d.zip, codes.is_zip9, "62701-1234"
    yield "Submitter ID", d.submitter_id, codes.is_sender_id, "RIVERBENDGRP"
    yield "Submitter contact", d.submitter_contact, _short(LONGEST_NAME), "Billing Desk"
    yield "Submitter phone", d.submitter_phone, codes.is_phone, "217-555-0100"
    yield "Receiver name", d.receiver_name, _short(LONGEST_NAME), "Example Clearinghouse"
    yield "Receiver ID", d.receiver_id, codes.is_sender_id, "CLEARHOUSE1"


def _street(text: str) -> bool:
    return codes.carries_street(text, LONGEST_STREET)


def _short(longest: int) -> Callable[[str], bool]:
    return lambda text: codes.carries(text, longest)


def _written(client: Client, column: str, text: str | None, longest: int, example: str) -> Iterator[Reason]:
    wrong = "" if codes.carries(text or "", longest) else _wrong(text or "", longest)
    yield from _said_of(client, column, text, wrong, example)


def _formed(
    client: Client, column: str, text: str | None, is_right: Callable[[str], bool], example: str
) -> Iterator[Reason]:
    wrong = "" if is_right(text or "") else "cannot stand on a claim as it is"
    yield from _said_of(client, column, text, wrong, example)


def _said_of(client: Client, column: str, text: str | None, wrong: str, example: str) -> Iterator[Reason]:
    who = client.client_id
    if not (text or "").strip():
        yield _client_column(client, column, example)
    elif wrong:
        yield reason("CLAIM_CLIENT_FORM", rows=(who,), client=who, column=column, wrong=wrong, example=example)


def _wrong(text: str, longest: int) -> str:
    return f"has more than {longest} letters" if codes.carries(text, 1_000) else "has a sign that claims cannot carry"


def _client_column(client: Client, column: str, example: str) -> Reason:
    who = client.client_id
    return reason("CLAIM_CLIENT_COLUMN", rows=(who,), client=who, column=column, example=example)


def _payer_column(rule: PayerRule, column: str, example: str) -> Reason:
    return reason("CLAIM_PAYER_COLUMN", rule=rule.row_id, payer=rule.payer, column=column, example=example)


PAYER_CHECKS: tuple[Callable[[PayerRule], Iterator[Reason]], ...] = (
    _payer_name,
    _payer_id,
    _filing_code,
    _days_to_file,
    _compared,
)
CLIENT_CHECKS: tuple[Callable[[Client, PayerRule], Iterator[Reason]], ...] = (_member_id, _holder, _patient, _address)
CLINICIAN_CHECKS: tuple[Callable[[StaffMember], Iterator[Reason]], ...] = (_npi, _taxonomy, _clinician_name)
PRACTICE_CHECKS: tuple[Callable[[Details], Iterator[Reason]], ...] = (_settings_read, _settings, _post_box)
