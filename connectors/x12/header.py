"""Who sends, who receives, who is paid: the practice's own part of a claim file."""

import re
from datetime import datetime

from connectors.x12.refused import X12Refused
from connectors.x12.segments import address, day, segment
from connectors.x12.words import Code, Words, code, words
from domain.details import Details

ABOUT = "Practice tab"
NPI = re.compile("[12][0-9]{9}")
TAXONOMY = re.compile("[A-Z0-9]{9}X")

_NAME = Words("Practice name", 60)
_FIRST = Words("Person first name", 35)
_LAST = Words("Person last name", 60)
_CONTACT = Words("Submitter contact", 60)
_RECEIVER = Words("Receiver name", 60)
_SUBMITTER_ID = Code("Submitter ID", re.compile("[A-Z0-9]{2,15}"), "RIVERBENDGRP")
_RECEIVER_ID = Code("Receiver ID", re.compile("[A-Z0-9]{2,15}"), "CLEARHOUSE1")
_PHONE = Code("Submitter phone", re.compile("[2-9][0-9]{9}"), "217-555-0100")
_NPI = Code("Billing NPI", NPI, "1234567893")
_TAXONOMY = Code("Billing taxonomy", TAXONOMY, "101YM0800X")
_TAX_ID = Code("Tax ID", re.compile("[0-9]{9}"), "12-3456789")
_TAX_KIND = Code("Tax ID kind", re.compile("EIN|SSN"), "EIN")
_ENTITY = Code("Entity", re.compile("ORGANIZATION|PERSON"), "Organization")
_ZIP = Code("ZIP", re.compile("[0-9]{5}-?[0-9]{4}"), "62701-1234")
_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_EMAIL_LONGEST = 256


def billing_npi(details: Details) -> str:
    """The NPI the payer pays. Raises X12Refused when it is blank or not ten digits."""
    return code(details.billing_npi, _NPI, ABOUT)


def opening(details: Details, control_number: int, local: datetime, *, test: bool) -> str:
    """ISA (always 106 characters) and GS; ``local`` is the practice's wall time."""
    sender, receiver = _both_ids(details)
    usage = "T" if test else "P"
    isa = f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{day(local)[2:]}*{local:%H%M}"
    isa += f"*^*00501*{control_number:09d}*0*{usage}*:~\n"
    group = ("GS", "HC", sender, receiver, day(local), f"{local:%H%M}", str(control_number), "X", "005010X222A1")
    return isa + segment(*group)


def transaction_head(details: Details, reference: str, local: datetime) -> str:
    """BHT, submitter and receiver; the owner's e-mail stands as written, the only part in small letters."""
    sender, receiver = _both_ids(details)
    mail = ("EM", _email(details.owner_email)) if details.owner_email else ()
    contact = words(details.submitter_contact, _CONTACT, ABOUT)
    return "".join((
        segment("BHT", "0019", "00", reference, day(local), f"{local:%H%M}", "CH"),
        segment("NM1", "41", "2", words(details.practice_name, _NAME, ABOUT), "", "", "", "", "46", sender),
        segment("PER", "IC", contact, "TE", _phone(details.submitter_phone), *mail),
        segment("NM1", "40", "2", words(details.receiver_name, _RECEIVER, ABOUT), "", "", "", "", "46", receiver),
    ))  # fmt: skip


def billing_provider(details: Details) -> str:
    """HL 1: who is paid, where, under which tax number; the ZIP has nine digits."""
    code(details.zip, _ZIP, ABOUT)
    tax = code((details.tax_id or "").replace("-", ""), _TAX_ID, ABOUT)
    kind = "EI" if code(details.tax_id_kind, _TAX_KIND, ABOUT) == "EIN" else "SY"
    return "".join((
        segment("HL", "1", "", "20", "1"),
        segment("PRV", "BI", "PXC", code(details.billing_taxonomy, _TAXONOMY, ABOUT)),
        segment("NM1", "85", *_entity(details), "", "", "", "XX", billing_npi(details)),
        address(details.street, details.city, details.state, details.zip, ABOUT),
        segment("REF", kind, tax),
    ))  # fmt: skip


def _entity(details: Details) -> tuple[str, str, str]:
    if code(details.entity, _ENTITY, ABOUT) == "PERSON":
        last = words(details.person_last_name, _LAST, ABOUT)
        return "1", last, words(details.person_first_name, _FIRST, ABOUT)
    return "2", words(details.practice_name, _NAME, ABOUT), ""


def _both_ids(details: Details) -> tuple[str, str]:
    return code(details.submitter_id, _SUBMITTER_ID, ABOUT), code(details.receiver_id, _RECEIVER_ID, ABOUT)


def _phone(text: str | None) -> str:
    digits = re.sub(r"[ ().+-]", "", text or "")
    return code(digits[1:] if len(digits) == 11 and digits[0] == "1" else digits, _PHONE, ABOUT)  # noqa: PLR2004  1 and ten digits


def _email(text: str) -> str:
    if len(text) > _EMAIL_LONGEST or not _EMAIL.fullmatch(text):
        raise X12Refused(ABOUT, "Owner email", "cannot be read. Write it like owner@example.org")
    return text
