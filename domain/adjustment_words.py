"""Why a payer does not pay all (claim adjustment reason codes of the 835), in words of our own.

As of 2026-11-23. Source: the codes seen often in behavioral health by avenuementalhealth.com (2026-05), veldenhealth.com
and appealwin.app. Those of GENERAL are general knowledge, held against no primary list: X12's own, external code list
139, was not read. Only words of our own stand here, never the list's text.
"""

from collections.abc import Iterable
from datetime import date

AS_OF = date(2026, 11, 23)

WORDS = {
    "1": "deductible",
    "2": "coinsurance",
    "3": "copay",
    "4": "the modifier does not go with the service",
    "5": "the place of service does not go with the service",
    "11": "the diagnosis does not go with the service",
    "15": "the authorization number is missing or not right",
    "16": "something on the claim is missing or not right",
    "18": "it is a duplicate of another claim",
    "22": "another payer may have to pay first",
    "23": "what another payer paid or took off",
    "24": "it is paid by the month, not by the visit",
    "26": "the person was not insured yet on that day",
    "27": "the person was no longer insured on that day",
    "29": "it came after the time to file",
    "31": "the payer does not know the person as insured",
    "45": "more than the contract allows",
    "50": "the payer does not find it medically needed",
    "96": "it is not covered",
    "97": "it is paid with another service of that day",
    "109": "it belongs to another payer",
    "119": "the plan's limit for this time is used up",
    "151": "the payer does not see a need for so many sessions",
    "197": "there was no authorization",
    "198": "more than the authorization allows",
    "204": "the plan does not cover this service",
    "227": "the payer asked the client for something and got no answer",
    "252": "the payer wants a record or another paper first",
    "253": "the federal cut to Medicare's payments",
    "B7": "the clinician was not approved for it on that day",
}
GENERAL = frozenset({
    "3", "5", "18", "23", "24", "26", "27", "31", "97", "109", "119", "151", "198", "227", "252", "253", "B7",
})  # fmt: skip
"""Codes whose words no source of the table gives."""

OWED = "PR"
"""The group of what the client owes; nothing of any other group may ever reach a client (billing.md 7.5)."""

SHARES = frozenset({"1", "2", "3"})
"""What a client owes of a service that is covered: deductible, coinsurance, copay."""

USUAL = frozenset({"45", "253", "23", "24"})
"""Reasons for which a payer that pays as agreed takes something off."""

OTHER_PAYER = ("OA", "23")
"""How a payer says what another one paid or took off."""

WITHHELD = frozenset({"253", "23"})
"""What is taken off of a sum that was allowed."""


def words_of(adjustments: Iterable[tuple[str, str]]) -> str:
    """What the adjustments say, by group and code, each once: ("PR", "3") is "copay"; an unknown code stays one."""
    found = [WORDS.get(code) or f"reason {group}-{code}" for group, code in adjustments]
    return "; ".join(dict.fromkeys(found)) or "no reason was given"
