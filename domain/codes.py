"""The codes of claims: their forms, and the few that group therapy needs."""

import re
import unicodedata
from functools import lru_cache

from domain.plain_letters import plain

GROUP_THERAPY = "90853"
COMPLEXITY = "90785"

INDIVIDUAL = frozenset({"90832", "90833", "90834", "90836", "90837", "90838"})
"""Individual psychotherapy, by itself or beside a medical visit: what 59 or XE may stand on (billing.md 7.3)."""

OFFICE = "11"
HOME = "10"
TELEHEALTH = "02"

NEVER_ON_GROUP = frozenset({"59", "XE"})
"""Modifiers that say 'a distinct service'; since October 2014 they go on the individual code (billing.md 7.3)."""

FILING_CODES = frozenset({
    "11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS", "FI", "HM", "LM", "MA", "MB", "MC",
    "OF", "TV", "VA", "WC", "ZZ",
})  # fmt: skip
"""What SBR09 of a claim may say about the kind of payer."""

STATES = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
    "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH",
    "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP",
    "PR", "VI", "FM", "MH", "PW", "AA", "AE", "AP",
})  # fmt: skip
"""Where mail of the United States goes: states, territories, and the three of the armed forces (USPS publication 28)."""

MOST_DIAGNOSES = 12
MOST_POINTERS = 4

_NPI = re.compile(r"[12][0-9]{9}")
_PREFIX_SUM = 24  # the Luhn sum of 80840, which stands before every NPI
_LETTER = "AC-HJKMNPQRT-Y"  # a Medicare number has no B, I, L, O, S or Z
_MBI = re.compile(rf"[1-9][{_LETTER}][{_LETTER}0-9][0-9][{_LETTER}][{_LETTER}0-9][0-9][{_LETTER}]{{2}}[0-9]{{2}}")
_DIAGNOSIS = re.compile(r"[A-Z][0-9][A-Z0-9](?:\.?[A-Z0-9]{1,4})?")
_TAXONOMY = re.compile(r"[A-Z0-9]{9}X")
_MEMBER_ID = re.compile(r"[A-Z0-9./]{2,80}")
_PAYER_ID = re.compile(r"[A-Z0-9]{2,80}")
_MODIFIER = re.compile(r"[A-Z0-9]{2}")
_TAX_ID = re.compile(r"[0-9]{9}")
_ZIP9 = re.compile(r"[0-9]{5}-?[0-9]{4}")
_ZIP = re.compile(r"[0-9]{5}(?:-?[0-9]{4})?")
_POST_BOX = re.compile(r"\b(?:P\.?\s*O\.?\s*BOX|POST\s+OFFICE\s+BOX)\b")
_SENDER_ID = re.compile(r"[A-Z0-9]{2,15}")
_PHONE = re.compile(r"1?[2-9][0-9]{9}")
_PHONE_SIGNS = re.compile(r"[ ().+-]")
_REFERENCE = re.compile(r"""(?=.{1,50}$)[A-Z0-9!"&'()+,\-./;?=]+(?: [A-Z0-9!"&'()+,\-./;?=]+)*""")


@lru_cache(4_096)
def is_npi(text: str) -> bool:
    """Whether a text is a provider number: ten digits, of which the last proves the others."""
    if not _NPI.fullmatch(text):
        return False
    total = _PREFIX_SUM
    for place, sign in enumerate(reversed(text[:9])):
        digit = int(sign) * (2 if place % 2 == 0 else 1)
        total += digit // 10 + digit % 10
    return (10 - total % 10) % 10 == int(text[9])


def compact(text: str) -> str:
    """A number as a payer stores it: capitals, without spaces and dashes."""
    return text.replace(" ", "").replace("-", "").upper()


@lru_cache(4_096)
def is_mbi(text: str) -> bool:
    """Whether a text has the form of a Medicare number; spaces and dashes do not count."""
    return bool(_MBI.fullmatch(compact(text)))


@lru_cache(4_096)
def is_diagnosis(text: str) -> bool:
    """Whether a text has the form of an ICD-10-CM code, with or without its dot; not whether the code exists."""
    return bool(_DIAGNOSIS.fullmatch(text.strip().upper()))


@lru_cache(4_096)
def is_taxonomy(text: str) -> bool:
    """Whether a text has the form of a provider taxonomy: ten signs, the last an X."""
    return bool(_TAXONOMY.fullmatch(text.strip().upper()))


@lru_cache(4_096)
def is_tax_id(text: str) -> bool:
    """Whether a text is nine digits, as employer and social security numbers are."""
    return bool(_TAX_ID.fullmatch(compact(text)))


@lru_cache(4_096)
def is_zip9(text: str) -> bool:
    """Whether a text is a nine-digit ZIP, as payers want it of the practice."""
    return bool(_ZIP9.fullmatch(text.strip()))


@lru_cache(4_096)
def is_zip(text: str) -> bool:
    """Whether a text is a five- or nine-digit ZIP."""
    return bool(_ZIP.fullmatch(text.strip()))


@lru_cache(4_096)
def is_state(text: str) -> bool:
    """Whether a text is the two letters of a state or territory."""
    return text.strip().upper() in STATES


@lru_cache(4_096)
def is_member_id(text: str) -> bool:
    """Whether a claim can carry this member ID; spaces and dashes do not count."""
    return bool(_MEMBER_ID.fullmatch(compact(text)))


@lru_cache(4_096)
def is_payer_id(text: str) -> bool:
    """Whether a text has the form of a payer's ID at the clearinghouse."""
    return bool(_PAYER_ID.fullmatch(text.strip().upper()))


@lru_cache(4_096)
def is_modifier(text: str) -> bool:
    """Whether a text has the form of a modifier: two signs."""
    return bool(_MODIFIER.fullmatch(text))


@lru_cache(4_096)
def is_post_box(street: str) -> bool:
    """Whether an address is a post box, which payers refuse for the practice."""
    return bool(_POST_BOX.search(street.upper()))


@lru_cache(4_096)
def is_sender_id(text: str) -> bool:
    """Whether a text has the form of a submitter's or receiver's ID at the clearinghouse."""
    return bool(_SENDER_ID.fullmatch(text.strip().upper()))


def is_phone(text: str) -> bool:
    """Whether a text is a phone number of ten digits, with or without the 1 before them."""
    return bool(_PHONE.fullmatch(_PHONE_SIGNS.sub("", text)))


def carries(text: str, longest: int) -> bool:
    """Whether a claim can carry these words: letters of the basic set once they are spelled plainly, not too many."""
    found = plain(text)
    return bool(found) and len(found or "") <= longest


def street_lines(street: str) -> list[str]:
    """A street as a claim has it: what follows the first comma ("Ste 200") has a line of its own."""
    return [x for x in (y.strip(" ,") for y in street.split(",", 1)) if x] or [""]


def carries_street(street: str, longest: int) -> bool:
    """Whether a claim can carry a street, each of its lines by itself."""
    return all(carries(x, longest) for x in street_lines(street))


@lru_cache(4_096)
def is_reference(text: str) -> bool:
    """Whether a claim can carry a number that a payer gave, sign by sign: nothing in it is spelled otherwise."""
    return bool(_REFERENCE.fullmatch(unicodedata.normalize("NFKC", text).strip(" ").upper()))
