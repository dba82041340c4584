"""Claims of which nothing stands: denied, or paid and taken back. A corrected one may go in their place, on a Yes."""

from collections.abc import Callable, Iterator, Sequence

from domain.billing import Bill
from domain.claim import Claim
from domain.presend import ORIGINAL_MEDICARE
from domain.reasons import Reason, reason
from domain.wording import listing

Changes = Callable[[Claim, Bill], Sequence[str]]
"""In what the sheets differ from a claim that was sent."""


def of_lost(claim: Claim, bill: Bill | None, against: tuple[Reason, ...], changes: Changes) -> tuple[Reason, ...]:
    """Why such a claim should go again: whatever is different now counts, standing facts of the client too.

    There is nothing to take back; and what original Medicare denied is reopened or appealed, not replaced.
    """
    only_changed = {r.code for r in against} <= {"CLAIM_SENT_CHANGED"}
    if bill is None or bill.state != "ready" or not only_changed or claim.filing_code in ORIGINAL_MEDICARE:
        return ()
    found = changes(claim, bill)
    return (reason("CLAIM_LOST_CHANGED", rows=(claim.visit_id,), what=listing(found)),) if found else ()


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
