"""Claim status codes of the 277CA in plain words; our own, in the order in which group therapy meets them.

Sources: X12 external code lists 507 (category), 508 (status) and the entity codes of 005010X214; the ranking of NGS,
CEDI and TRICARE front ends. Only words of our own stand here, never the lists' text.
"""

from collections.abc import Iterable

from domain.adjustment_words import words_of

CATEGORY = {
    "A0": "passed on",
    "A1": "received",
    "A2": "accepted",
    "A3": "returned as it could not be processed",
    "A4": "not found",
    "A5": "split into several",
    "A6": "rejected: something is missing",
    "A7": "rejected: something is not right",
    "A8": "rejected: two things do not fit each other",
}
ACCEPTED = frozenset({"A1", "A2"})
REJECTED = frozenset({"A3", "A4", "A6", "A7", "A8"})
"""Categories by what they mean; A0 and A5 are neither. Some pages on the web say A3 is accepted: it is not."""

STATUS = {
    "20": "it was taken for processing",
    "21": "something is missing or not right",
    "23": "it was sent back to whom it came from",
    "24": "it may not be sent as an electronic claim by this sender",
    "26": "the receiver does not know it",
    "33": "the payer cannot find the subscriber",
    "54": "it is a duplicate",
    "78": "it is a duplicate of a claim that the payer has",
    "88": "the person was not insured on that day",
    "91": "the payer does not have the provider for that day",
    "97": "the patient is not known to the payer",
    "104": "it was processed as this payer's plan says",
    "116": "it belongs to another payer",
    "122": "something that the payer needs is missing or not right",
    "125": "a name is not right",
    "128": "the tax number is not right",
    "132": "the payer's own provider number is not right",
    "135": "the payer does not know the provider",
    "145": "the taxonomy is not right",
    "153": "an ID is not right",
    "158": "the date of birth is not right",
    "164": "the member ID is not right",
    "178": "the charge is not right",
    "187": "the date of service is not right",
    "228": "the type of claim is not right",
    "249": "the place of service is not right",
    "252": "the authorization number is not right",
    "254": "the first diagnosis is not right",
    "255": "a diagnosis is not right",
    "306": "a service needs a description",
    "453": "a modifier does not go with the service",
    "454": "the service code is not right",
    "464": "the payer's claim number is missing",
    "476": "the units are not right",
    "480": "the filing code is not right",
    "481": "the form of the claim is not right",
    "488": "the diagnosis of a line is not right",
    "496": "the sender is not linked to the provider",
    "500": "the ZIP or state is not right",
    "501": "the state is not right",
    "503": "the address must be a street",
    "504": "a last name is not right",
    "505": "a first name is not right",
    "507": "a service code is not valid on that day",
    "510": "the date lies in the future",
    "535": "the frequency code is not right",
    "562": "the provider's NPI is not right or not known",
    "718": "it came too late",
    "746": "it came twice",
}
ENTITY = {
    "13": "insurer",
    "1P": "provider",
    "36": "employer",
    "40": "receiver",
    "41": "submitter",
    "71": "attending clinician",
    "77": "place of service",
    "82": "clinician",
    "85": "practice",
    "87": "pay-to address",
    "AY": "clearinghouse",
    "DQ": "supervisor",
    "IL": "subscriber",
    "PR": "payer",
    "QC": "patient",
}
FILE = {
    "R": "the whole file part was rejected: its form is not right",
    "M": "the file part was rejected: its check value failed",
    "W": "the file part was rejected: its security check failed",
    "X": "the file part was rejected: it could not be opened",
}
"""What a 999 says of a transaction set (IK501) or a TA1 of a file that is not accepted."""


def words_for(codes: Iterable[str]) -> str:
    """What the codes of an answer say, each once: "A7:562:82" becomes words; a code that is not known stays a code."""
    found = []
    for code in codes:
        category, status, entity = (*code.split(":"), "", "")[:3]
        if category == "835":
            found.append(words_of([(status, entity)]))
            continue
        if category in ("IK3", "TA1"):
            said = f"segment {status} at {entity}" if category == "IK3" else f"interchange note {status}"
        elif category in FILE and not status:
            said = FILE[category]
        else:
            said = STATUS.get(status) or (
                f"reason {status}" if status else CATEGORY.get(category, f"answer {category}")
            )
            said += f" ({ENTITY.get(entity, entity)})" if entity else ""
        if said not in found:
            found.append(said)
    return "; ".join(found) or "no reason was given"
