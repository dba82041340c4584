"""Claims of which nothing stands: denied, or paid and taken back. On a Yes a corrected one goes, or another payer gets one."""

from collections.abc import Callable, Iterator, Sequence

from domain.billing import Bill
from domain.claim import Claim
from domain.presend import ORIGINAL_MEDICARE
from domain.reasons import Reason, reason
from domain.records import PayerRule
from domain.wording import listing

Changes = Callable[[Claim, Bill], Sequence[str]]
"""In what the sheets differ from a claim that was sent."""

ELSEWHERE = "CLAIM_LOST_OTHER_PAYER"
OF_LOST = frozenset({"CLAIM_LOST_CHANGED", ELSEWHERE})
"""Reasons to send again what brought nothing."""


def of_lost(claim: Claim, bill: Bill | None, against: tuple[Reason, ...], changes: Changes) -> tuple[Reason, ...]:
    """Why such a claim should go again: whatever is different now counts, standing facts of the client too.

    There is nothing to take back; and what original Medicare denied is reopened or appealed, not replaced. Where the
    day turns out to be another payer's, that one knows nothing of the visit: it gets a claim of its own.
    """
    only_changed = {r.code for r in against} <= {"CLAIM_SENT_CHANGED", "CLAIM_SENT_OTHER_PLAN"}
    if bill is None or bill.state != "ready" or not only_changed:
        return ()
    if goes_elsewhere(claim, bill):
        rows = (claim.visit_id, bill.visit.client_id)
        return (reason(ELSEWHERE, rows=rows, payer=claim.payer, now=bill.payer),)
    if claim.filing_code in ORIGINAL_MEDICARE:
        return ()
    found = changes(claim, bill)
    return (reason("CLAIM_LOST_CHANGED", rows=(claim.visit_id,), what=listing(found)),) if found else ()


def wait_of_lost(claim: Claim, bill: Bill | None) -> tuple[Reason, ...]:
    """What keeps such a claim from going again, whatever is corrected."""
    is_told = bill is not None and (goes_elsewhere(claim, bill) or claim.filing_code not in ORIGINAL_MEDICARE)
    return tuple(waits(bill)) if bill and bill.state == "held" and is_told else ()


def waits(bill: Bill) -> Iterator[Reason]:
    """What a replacement waits for, so that nobody takes back the claim that stands because of it."""
    for why in bill.reasons:
        if why.code == "CLAIM_FILING_LATE" and bill.parts and bill.parts.deadline:
            words = {"payer": bill.payer, "until": bill.parts.deadline.isoformat()}
            yield reason("CLAIM_REPLACED_LATE", rows=why.rows, rule=why.rule, **words)
        else:
            yield why


def is_to(claim: Claim, rule: PayerRule) -> bool:
    """Whether a claim went to the payer of a rule, which may have another name or another ID by now, not both."""
    return rule.payer == claim.payer or (rule.payer_id or "").strip().upper() == claim.payer_id


def goes_elsewhere(claim: Claim, bill: Bill | None) -> bool:
    """Whether a visit falls under another payer by now than the one that its claim went to."""
    return bill is not None and bill.parts is not None and not is_to(claim, bill.parts.rule)


def differs(claim: Claim, now: Claim) -> Iterator[str]:
    """Which standing facts of the client, the payer or the fee the sheets say otherwise than a claim did."""
    compared = (
        ("payer", now.payer != claim.payer),
        ("member ID", now.member_id != claim.member_id),
        ("diagnoses", now.diagnoses != claim.diagnoses),
        ("charge", now.total != claim.total),
        ("authorization number", now.authorization_number != claim.authorization_number),
        ("names or address", (now.patient, now.subscriber) != (claim.patient, claim.subscriber)),
    )
    yield from (name for name, differs in compared if differs)
