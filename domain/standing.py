"""Where every bill stands between the practice's sheets and what was already sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.acknowledgements import NO_PAYER, NOT_KNOWN
from domain.billing import Bill
from domain.claim import claim_id
from domain.corrected_claims import Verdict, corrections, verdict
from domain.decisions import answer
from domain.edits import Others
from domain.fee_change import open_fees, with_its_fee
from domain.history import Batch, History
from domain.lists import PaymentKind, YesNo
from domain.long_ago import is_day_long_ago
from domain.practice import Practice
from domain.questions import short_digest
from domain.reasons import reason
from domain.reviews import review_key
from domain.second_look import corrections_looked_at, looked_at, others_of
from domain.sent import Chain, Sent, chains
from domain.wanted import Wanted

__all__ = ["Sent", "Standing", "Verdict", "because", "resend_key", "reviewed", "standing"]


RESEND = "ask:resend:"


@dataclass(frozen=True)
class Standing:
    """The bills with the answers that people and payers gave, what was sent, and the batches in between.

    ``chains`` and ``verdicts`` are by visit; ``agreed`` are the corrections that a person said Yes to, as bills;
    ``paid`` is what insurers paid for a visit, as Payments has it.
    """

    bills: tuple[Bill, ...]
    chains: Mapping[str, Chain]
    verdicts: Mapping[str, Verdict]
    agreed: tuple[Bill, ...]
    others: Others
    waiting: tuple[Batch, ...]
    declined: Batch | None
    paid: Mapping[str, Decimal]

    @property
    def unsent(self) -> Iterator[Bill]:
        """The bills of which nothing stands at a payer."""
        return (b for b in self.bills if not self.live(b.visit.visit_id))

    def live(self, visit_id: str) -> Sent | None:
        """The claim of a visit that stands at the payer, or None."""
        chain = self.chains.get(visit_id)
        return chain.live if chain else None


def standing(wanted: Wanted, practice: Practice, history: History, *, past: bool = False) -> Standing:
    """The wanted bills against everything the ledger remembers; ``past`` tells of claims too whose time is long over."""
    found = chains(history)
    bills = [reviewed(b, practice, history) for b in wanted.bills]
    bills = [_again(b, found.get(b.visit.visit_id), practice, history) for b in bills]
    fees = open_fees((c.live.claim for c in found.values() if c.live), practice)
    bills = [with_its_fee(b, fees, practice) for b in bills] if fees else bills
    unsent = [b for b in bills if not _lives(b, found)]
    others = others_of(unsent, found, _unknown(found, practice, history), _no_payers(found, practice, history))
    known = frozenset((c, d) for b in _unreleased(practice, history) for c, _, d in b.lines)
    seen = {b.visit.visit_id: b for b, _ in looked_at(unsent, others, practice, wanted.today, known)}
    now = tuple(seen.get(b.visit.visit_id, b) for b in bills)
    of_visit = {b.visit.visit_id: b for b in now}
    found = {v: c for v, c in found.items() if past or v in of_visit or not _is_past(v, c, practice, wanted.today)}
    alive = frozenset(v for v, c in found.items() if c.live)
    verdicts = {v: verdict(found[v], of_visit.get(v), practice, history, alive) for v in found if v in alive}
    agreed = tuple(corrections(found, verdicts, of_visit, practice))
    fine: list[Bill] = []
    for bill, against in corrections_looked_at(agreed, of_visit, others, practice, wanted.today):
        said = verdicts[bill.visit.visit_id]
        if against:
            verdicts[bill.visit.visit_id] = replace(said, reasons=(*against, *said.reasons))
        else:
            fine.append(bill)
    return Standing(
        bills=now,
        chains=found,
        verdicts=verdicts,
        agreed=tuple(fine),
        others=others,
        waiting=tuple(b for b in history.batches if b.state == "proposed"),
        declined=_declined(history),
        paid=_paid(practice),
    )


def _paid(practice: Practice) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for payment in practice.payments:
        if payment.kind is PaymentKind.INSURANCE and payment.visit_id:
            found[payment.visit_id] += payment.amount or 0
    return {visit_id: amount for visit_id, amount in found.items() if amount > 0}


def because(batch_id: str, history: History) -> str:
    """Why a batch was closed, as the code of the reason; empty when the ledger does not say."""
    closed = history.happened.get(f"decline:{batch_id}")
    return closed.detail.get("because", "") if closed else ""


def _declined(history: History) -> Batch | None:
    """The last batch, where a person said No to it; one that closed by itself says nothing of lines that come back."""
    last = history.batches[-1] if history.batches else None
    no = last and last.state == "declined" and because(last.batch_id, history) != "BATCH_EMPTY"
    return last if no else None


def _is_past(visit_id: str, chain: Chain, practice: Practice, today: date) -> bool:
    """Whether a visit's row is gone and its day so long past that nobody mends its claim any more."""
    if visit_id in practice.visit or ("Attendance", visit_id) in practice.in_question:
        return False
    sent = chain.live or chain.turned
    claims = (sent, chain.correction, *chain.voided)
    return all(is_day_long_ago(x.on, today) for s in claims if s for x in s.claim.lines)


def _lives(bill: Bill, found: Mapping[str, Chain]) -> bool:
    chain = found.get(bill.visit.visit_id)
    return chain is not None and chain.live is not None


def _unreleased(practice: Practice, history: History) -> Iterator[Batch]:
    """Batches that nobody released: their lines were looked at when they were put together."""
    for batch in history.batches:
        asked = answer(practice, history, f"ask:release:{batch.batch_id}")
        if batch.state in ("proposed", "declined") and (asked is None or asked.answer is not YesNo.YES):
            yield batch


def resend_key(turned: Sent) -> str:
    """The key of the question whether to send again what one answer turned away for the same reasons."""
    codes, on = (turned.answered.codes, turned.answered.on) if turned.answered else ((), "")
    return f"{RESEND}{turned.batch.batch_id}:{short_digest(codes, on)}"


def _again(bill: Bill, chain: Chain | None, practice: Practice, history: History) -> Bill:
    """A bill whose claim was turned away or voided gets the next number; unchanged, it waits for a person's Yes."""
    if chain is None or chain.live or not chain.count:
        return bill
    number = claim_id(practice.slug, bill.visit.visit_id, chain.count + 1)
    turned = chain.turned
    if turned is None or bill.state != "ready" or bill.digest != turned.digest:
        return replace(bill, claim_id=number)
    asked = answer(practice, history, resend_key(turned))
    if asked is not None and asked.answer is YesNo.YES:
        return replace(bill, claim_id=number)
    words = turned.answered.words if turned.answered else "no reason was given"
    why = reason("CLAIM_REJECTED", rows=(bill.visit.visit_id,), words=words)
    return replace(bill, claim_id=number, state="held", reasons=(why,), digest="")


def _unknown(found: Mapping[str, Chain], practice: Practice, history: History) -> frozenset[tuple[str, str]]:
    """The payers and clinicians' numbers of which a payer said that it does not know them, until a person settles it."""
    return frozenset(
        (chain.turned.claim.payer, chain.turned.claim.rendering_npi)
        for chain in found.values()
        if chain.turned and not chain.live and _says_unknown(chain.turned) and not _settled(chain.turned, practice, history)
    )  # fmt: skip


def _says_unknown(turned: Sent) -> bool:
    return turned.answered is not None and bool(NOT_KNOWN & set(turned.answered.codes))


def _no_payers(found: Mapping[str, Chain], practice: Practice, history: History) -> frozenset[str]:
    """The payer IDs of which an answer said that no payer has them, until a person settles it."""
    return frozenset(
        chain.turned.claim.payer_id
        for chain in found.values()
        if chain.turned and not chain.live and _says_no_payer(chain.turned) and not _settled(chain.turned, practice, history)
    )  # fmt: skip


def _says_no_payer(turned: Sent) -> bool:
    said = turned.answered.codes if turned.answered else ()
    return any(code.partition(":")[2].startswith(NO_PAYER) for code in said)


def _settled(turned: Sent, practice: Practice, history: History) -> bool:
    asked = answer(practice, history, resend_key(turned))
    return asked is not None and asked.answer is YesNo.YES


def reviewed(bill: Bill, practice: Practice, history: History) -> Bill:
    """The bill after a person judged the stay; unchanged while nobody did."""
    if all(r.code != "CLAIM_REVIEW" for r in bill.reasons):
        return bill
    asked = answer(practice, history, review_key(bill.visit))
    if asked is None or asked.answer is None:
        return bill
    if asked.answer is YesNo.NO:
        why = reason("CLAIM_REVIEW_NO", rows=(asked.decision_id,))
        return replace(bill, state="not billed", reasons=(why,), digest="")
    left = tuple(r for r in bill.reasons if r.code != "CLAIM_REVIEW")
    state: Literal["held", "ready"] = "held" if left else "ready"
    return replace(bill, state=state, reasons=left)
