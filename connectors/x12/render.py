"""A batch of claims as one X12 837P interchange, version 005010X222A1."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from connectors.x12.header import billing_npi, billing_provider, opening, transaction_head
from connectors.x12.insured import patient, subscriber
from connectors.x12.segments import segment
from connectors.x12.services import claim_id, claim_segments
from domain.claim import Claim
from domain.details import Details

CLAIMS_IN_A_SET = 5_000
CLAIMS_OF_A_PATIENT = 100
"""A payer takes at most so many claims below one patient; the next hundred gets a level of its own."""

_MOST_CONTROL = 999_999_999


def render_837p(claims: Sequence[Claim], details: Details, control_number: int, at: datetime, *, test: bool) -> str:
    """The whole file of a batch for the practice's receiver, a segment a line.

    ``at`` is aware and is written as the practice's wall time; ``test`` marks the file as a test.
    Claims of one policy holder and payer stand together, otherwise in the order given.
    Raises X12Refused, with a sentence for a person, when something cannot be told to a payer.
    """
    if not claims or not 1 <= control_number <= _MOST_CONTROL or at.tzinfo is None:
        raise ValueError("a batch needs claims, a control number of at most nine digits and a time with a zone")
    local = at.astimezone(details.zone)
    for position, claim in enumerate(claims, start=1):
        claim_id(claim, position)
    sets = [claims[i : i + CLAIMS_IN_A_SET] for i in range(0, len(claims), CLAIMS_IN_A_SET)]
    return "".join((
        opening(details, control_number, local, test=test),
        *(_set(n, some, details, control_number, local) for n, some in enumerate(sets, start=1)),
        segment("GE", str(len(sets)), str(control_number)),
        segment("IEA", "1", f"{control_number:09d}"),
    ))  # fmt: skip


def _set(number: int, claims: Sequence[Claim], details: Details, control_number: int, local: datetime) -> str:
    reference = f"{control_number:09d}" if number == 1 else f"{control_number:09d}-{number}"
    body = "".join((
        segment("ST", "837", f"{number:04d}", "005010X222A1"),
        transaction_head(details, reference, local),
        billing_provider(details),
        *_levels(claims, billing_npi(details)),
    ))  # fmt: skip
    return body + segment("SE", str(body.count("~") + 1), f"{number:04d}")


def _levels(claims: Sequence[Claim], npi: str) -> Iterator[str]:
    number = 1
    for patients in _policies(claims):
        parent = number = number + 1
        first = patients[0][0]
        through_other = first.holder != "Self"
        yield subscriber(first, parent, dependents=through_other)
        for own in patients:
            if through_other:
                number += 1
                yield patient(own[0], number, parent)
            for claim in own:
                yield claim_segments(claim, npi)


def _policies(claims: Sequence[Claim]) -> list[list[list[Claim]]]:
    """Claims by policy holder with payer, then by patient; a client who holds the policy has no level below."""
    found: dict[tuple[object, ...], dict[object, list[list[Claim]]]] = {}
    for x in claims:
        policy: tuple[object, ...] = (x.payer_id, x.payer, x.filing_code, x.member_id, x.subscriber, x.holder == "Self")
        below = found.setdefault(policy, {}).setdefault((x.patient, x.holder), [[]])
        if len(below[-1]) == CLAIMS_OF_A_PATIENT:
            below.append([])
        below[-1].append(x)
    levels: list[list[list[Claim]]] = []
    for key, patients in found.items():
        own = [hundred for hundreds in patients.values() for hundred in hundreds]
        levels.extend([[x] for x in own] if key[-1] else [own])
    return levels
