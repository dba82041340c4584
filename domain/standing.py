"""Where every bill stands between the practice's sheets and what was already sent."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from domain.billing import Bill, Charge, why_no_line
from domain.decisions import answer
from domain.effects import Claim, ServiceLine
from domain.history import Batch, History
from domain.lists import YesNo
from domain.making import claim_of
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.wanted import Wanted
from domain.wording import listing

WRITTEN = frozenset({"reserved", "written", "sent", "accepted", "rejected"})
"""States of a batch whose claims are frozen and out of our hands."""

SPEAKS_AGAINST_SENT = frozenset({
    "CLAIM_NO_MARK",
    "CLAIM_ABSENT",
    "CLAIM_VISIT_GONE",
    "CLAIM_PSYCHOEDUCATION",
    "CLAIM_DO_NOT_BILL",
    "CLAIM_BILLABLE_NO",
    "CLAIM_REVIEW_NO",
    "CLAIM_SESSION_NOT_HELD",
    "CLAIM_DATE_DIFFERS",
    "CLAIM_NOT_ON_ROSTER",
    "CLAIM_TWICE_IN_SESSION",
    "CLAIM_SECOND_ON_DAY",
    "CLAIM_WEEK_FULL",
    "CLAIM_GROUP_TOO_SMALL",
    "CLAIM_GROUP_TOO_LARGE",
    "CLAIM_TIMES_ODD",
    "CLAIM_TIME_MISSING",
    "CLAIM_NOT_PRESENT_ENOUGH",
    "CLAIM_PHONE_NOT_COVERED",
    "CLAIM_NOTE_NOT_SIGNED",
    "CLAIM_SIGNER_UNKNOWN",
})  # fmt: skip
"""Reasons that say a sent line should not have been sent.

The others tell only why nothing more can be sent now: a deadline that passed, an address that changed, a cell that
someone is typing in.
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A claim that was written, and the batch it went with; ``digest`` is of what was proposed."""

    claim: Claim
    batch: Batch
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sheets say now about a sent claim: leave it, or void it, and why; ``key`` names the question."""

    void: bool = False
    reasons: tuple[Reason, ...] = ()
    key: str = ""
    answer: YesNo | None = None


@dataclass(frozen=True)
class Standing:
    """The bills with the answers that people gave, what was sent, and the batches in between."""

    bills: tuple[Bill, ...]
    sent: dict[str, Sent]
    verdicts: dict[str, Verdict]
    waiting: tuple[Batch, ...]
    declined: Batch | None

    @property
    def unsent(self) -> Iterator[Bill]:
        """The bills of which nothing was sent."""
        return (b for b in self.bills if b.claim_id not in self.sent)


def standing(wanted: Wanted, practice: Practice, history: History) -> Standing:
    """The wanted bills against everything the ledger remembers."""
    bills = tuple(reviewed(b, practice, history) for b in wanted.bills)
    of_claim = {b.claim_id: b for b in bills}
    sent = dict(_sent(history))
    verdicts = {c: _verdict(s, of_claim.get(c), practice, history) for c, s in sent.items()}
    last = history.batches[-1] if history.batches else None
    return Standing(
        bills=bills,
        sent=sent,
        verdicts=verdicts,
        waiting=tuple(b for b in history.batches if b.state == "proposed"),
        declined=last if last and last.state == "declined" else None,
    )


def _sent(history: History) -> Iterator[tuple[str, Sent]]:
    for batch in history.batches:
        if batch.state in WRITTEN:
            digests = {claim_id: digest for claim_id, _, digest in batch.lines}
            for claim in batch.claims:
                yield claim.claim_id, Sent(claim, batch, digests.get(claim.claim_id, ""))


def review_key(bill: Bill) -> str:
    """The key of the question whether to bill a partial stay; other times make it another question."""
    visit = bill.visit
    return f"ask:review:{visit.visit_id}:{short_digest(visit.mark, visit.arrived, visit.left)}"


def reviewed(bill: Bill, practice: Practice, history: History) -> Bill:
    """The bill after a person judged the stay; unchanged while nobody did."""
    if all(r.code != "CLAIM_REVIEW" for r in bill.reasons):
        return bill
    asked = answer(practice, history, review_key(bill))
    if asked is None or asked.answer is None:
        return bill
    if asked.answer is YesNo.NO:
        why = reason("CLAIM_REVIEW_NO", rows=(asked.decision_id,))
        return replace(bill, state="not billed", reasons=(why,), digest="")
    left = tuple(r for r in bill.reasons if r.code != "CLAIM_REVIEW")
    state: Literal["held", "ready"] = "held" if left else "ready"
    return replace(bill, state=state, reasons=left)


def short_digest(*facts: object) -> str:
    """Eight signs that stand for some facts and tell nothing of them."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]


def _verdict(sent: Sent, bill: Bill | None, practice: Practice, history: History) -> Verdict:
    if bill is not None and bill.state == "ready" and bill.digest == sent.digest:
        return Verdict()
    reasons = _against(sent.claim, bill, practice)
    if not reasons:
        return Verdict(reasons=_unlike(sent.claim, bill))
    key = f"ask:void:{sent.claim.claim_id}:{short_digest([r.code for r in reasons], _facts(bill))}"
    asked = answer(practice, history, key)
    if asked is not None and asked.answer is YesNo.NO:
        why = reason("CLAIM_VOID_REFUSED", rows=(asked.decision_id,))
        return Verdict(reasons=(why, *reasons), key=key, answer=YesNo.NO)
    if asked is not None and asked.answer is YesNo.YES:
        why = reason("CLAIM_VOID_AGREED", rows=(asked.decision_id,))
        return Verdict(void=True, reasons=(why, *reasons), key=key, answer=YesNo.YES)
    return Verdict(void=True, reasons=reasons, key=key)


def _against(claim: Claim, bill: Bill | None, practice: Practice) -> tuple[Reason, ...]:
    """Why a sent claim should not have been sent as it was."""
    if bill is None:
        visit = practice.visit.get(claim.visit_id)
        if visit is not None:
            why = why_no_line(visit)
            return () if why is None or visit.held else (why,)
        if ("Attendance", claim.visit_id) in practice.in_question:
            return ()
        return (reason("CLAIM_VISIT_GONE", rows=(claim.visit_id,), row=claim.visit_id),)
    unread = any(tab == "Roster" for tab, _ in practice.in_question)  # it may be the member's own row
    against = tuple(
        r for r in bill.reasons if r.code in SPEAKS_AGAINST_SENT and not (unread and r.code == "CLAIM_NOT_ON_ROSTER")
    )
    if against or bill.parts is None or bill.parts.rule.payer != claim.payer:
        return against
    changed = tuple(_changed(claim, bill))
    return (reason("CLAIM_SENT_CHANGED", rows=(claim.visit_id,), what=listing(changed)),) if changed else ()


def _changed(claim: Claim, bill: Bill) -> Iterator[str]:
    """What the visit itself now says otherwise than the claim did."""
    if claim.lines[0].on != bill.visit.on:
        yield "the date"
    if [x.code for x in claim.lines] != [x.code for x in bill.charges]:
        yield "the complexity line"
    elif not way_is_unknown(bill) and _ways(claim.lines) != _ways(bill.charges):
        yield "how the member took part"
    clinician = bill.parts.clinician if bill.parts else None
    if clinician and clinician.npi and clinician.npi.strip() != claim.rendering_npi:
        yield "the clinician"


def _facts(bill: Bill | None) -> tuple[object, ...] | None:
    """What the visit itself says; a new answer is wanted when it changes, not when a fee or a rate does."""
    if bill is None:
        return None
    npi = bill.parts.clinician.npi if bill.parts and bill.parts.clinician else None
    return bill.visit.on, [x.code for x in bill.charges], _ways(bill.charges), npi


def way_is_unknown(bill: Bill) -> bool:
    """Whether something is missing without which nobody can say how a line names the way of taking part."""
    return any(r.code in {"CLAIM_HOW_UNKNOWN", "CLAIM_PAYER_COLUMN", "CLAIM_GROUP_MODIFIER"} for r in bill.reasons)


def _ways(lines: Iterable[ServiceLine | Charge]) -> list[tuple[tuple[str, ...], str]]:
    return [(x.modifiers, x.place) for x in lines]


def _unlike(claim: Claim, bill: Bill | None) -> tuple[Reason, ...]:
    """Which standing facts of the client, the payer or the fee have changed since; they may well have been right then."""
    if bill is None or bill.state != "ready":
        return ()
    now = claim_of(bill)
    compared = (
        ("payer", now.payer != claim.payer),
        ("member ID", now.member_id != claim.member_id),
        ("diagnoses", now.diagnoses != claim.diagnoses),
        ("charge", now.total != claim.total),
        ("authorization number", now.authorization_number != claim.authorization_number),
        ("names or address", (now.patient, now.subscriber) != (claim.patient, claim.subscriber)),
    )
    found = [name for name, differs in compared if differs]
    return (reason("CLAIM_SENT_UNLIKE", rows=(claim.visit_id,), what=listing(found)),) if found else ()
