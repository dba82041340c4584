"""Who is insured, with whom, and who the patient is."""

import re
from datetime import date

from connectors.x12.refused import X12Refused
from connectors.x12.segments import address, day, segment
from connectors.x12.services import about
from connectors.x12.words import Code, Words, code, words
from domain.claim import Claim, Party

RELATIONSHIPS = {"Spouse": "01", "Child": "19", "Other": "G8"}
"""PAT01: what the patient is to the policy holder."""

_LAST = Words("a last name", 60)
_FIRST = Words("a first name", 35)
_SEX = Code("the sex", re.compile("[FMU]"), "F, M or U")
_FILING = Code("the filing code", re.compile("[A-Z0-9]{2}"), "CI")
_MEMBER_ID = Code("the member ID", re.compile(r"[A-Z0-9./]{2,80}"), "W123456789")
_PAYER_ID = Code("the payer ID", re.compile("[A-Z0-9]{2,80}"), "60054")
_PAYER = Words("the payer's name", 60)


def subscriber(claim: Claim, number: int, *, dependents: bool) -> str:
    """HL 22: the policy holder and the payer; a client who holds the policy has address and birth date here."""
    where = about(claim)
    return "".join((
        f"HL*{number}*1*22*{int(dependents)}~\n",
        segment("SBR", "P", "" if dependents else "18", *[""] * 6, code(claim.filing_code, _FILING, where)),
        _named("IL", claim.subscriber, where, "MI", _member_id(claim.member_id, where)),
        "" if dependents else _home(claim.subscriber, where),
        segment("NM1", "PR", "2", words(claim.payer, _PAYER, where), *[""] * 4, "PI", code(claim.payer_id, _PAYER_ID, where)),
    ))  # fmt: skip


def patient(claim: Claim, number: int, parent: int) -> str:
    """HL 23: a patient insured through somebody else."""
    where = about(claim)
    return "".join((
        f"HL*{number}*{parent}*23*0~\n",
        f"PAT*{RELATIONSHIPS[claim.holder]}~\n",
        _named("QC", claim.patient, where),
        _home(claim.patient, where),
    ))  # fmt: skip


def _member_id(text: str, where: str) -> str:
    return code(text.replace(" ", "").replace("-", ""), _MEMBER_ID, where)


def _named(kind: str, party: Party, where: str, *identity: str) -> str:
    last = words(party.last_or_organization, _LAST, where)
    first = words(party.first, _FIRST, where)
    return segment("NM1", kind, "1", last, first, *(["", "", "", *identity] if identity else ()))


def _home(party: Party, where: str) -> str:
    home = address(party.street, party.city, party.state, party.zip, where)
    return home + segment("DMG", "D8", _born(party.born, where), code(party.sex, _SEX, where))


def _born(born: date | None, where: str) -> str:
    if born is None:
        raise X12Refused(where, "the date of birth", "is missing. Fill it in")
    return day(born)
