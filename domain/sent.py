"""What became of the claims of each visit: the one that stands, those turned away, and those that correct it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from domain.acknowledgements import WRITTEN, Answered, answers_of
from domain.claim import ORIGINAL, REPLACES, VOIDS, Claim
from domain.history import Batch, History
from domain.settled import KIND, Settlement, settlements

STATE_OF: dict[str, Literal["batched", "sent", "accepted", "rejected"]] = {
    "reserved": "batched",
    "written": "batched",
    "sent": "sent",
    "accepted": "accepted",
    "rejected": "rejected",
}
"""The state of a claim by the state of its batch, as long as nobody answered about the claim."""

State = Literal["batched", "sent", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A claim that was written, the batch it went with, what was answered, and what remittances say of its money.

    ``digest`` is of what was proposed.
    """

    claim: Claim
    batch: Batch
    digest: str
    answered: Answered | None = None
    settled: Settlement | None = None

    @property
    def state(self) -> State:
        """What became of it so far."""
        return self.answered.state if self.answered else STATE_OF[self.batch.state]

    @property
    def is_lost(self) -> bool:
        """Whether a payer judged it and nothing of it stands paid or allowed: there is nothing to take back."""
        return self.settled is not None and self.settled.is_lost


@dataclass(frozen=True, slots=True)
class Chain:
    """All claims about one visit: ``live`` stands at the payer, ``turned`` was turned away at the door last.

    ``correction`` is a void or replacement on its way; ``voided`` are claims that no longer count; ``failed`` counts
    corrections that were turned away, ``refused`` is the last of them; ``count`` all claims, so that the next one gets
    a number of its own.
    """

    live: Sent | None = None
    turned: Sent | None = None
    correction: Sent | None = None
    voided: tuple[Sent, ...] = ()
    failed: int = 0
    count: int = 0
    refused: Sent | None = None


def chains(history: History) -> dict[str, Chain]:
    """The claims of each visit, followed in the order in which they went out."""
    found: dict[str, Chain] = {}
    for sent in _sent(history):
        visit = sent.claim.visit_id
        found[visit] = _followed(found.get(visit, Chain()), sent)
    return found


def lost_visits(history: History) -> frozenset[str]:
    """The visits of whose claim nothing stands paid or allowed, though a payer judged it."""
    found = chains(history) if history.of_kind(KIND) else {}
    return frozenset(visit_id for visit_id, chain in found.items() if chain.live and chain.live.is_lost)


def _sent(history: History) -> Iterator[Sent]:
    settled = settlements(history)
    answers = answers_of(history, settled)
    for batch in history.batches:
        if batch.state in WRITTEN:
            digests = {claim_id: digest for claim_id, _, digest in batch.lines}
            for claim in batch.claims:
                number = claim.claim_id
                yield Sent(claim, batch, digests.get(number, ""), answers.get(number), settled.get(number))


def _followed(before: Chain, sent: Sent) -> Chain:
    count = before.count + 1
    gone = before.voided + ((before.live,) if before.live else ())
    is_first = sent.claim.frequency == ORIGINAL and before.live is None
    if sent.state == "rejected" and is_first:
        return Chain(None, sent, before.correction, before.voided, before.failed, count)
    sent = _as_refused(sent, before.live) if sent.claim.frequency == REPLACES and before.live else sent
    if sent.state == "rejected":
        return Chain(before.live, before.turned, None, before.voided, before.failed + 1, count, sent)
    if is_first:
        return Chain(sent, None, None, before.voided, before.failed, count)
    if sent.claim.frequency != VOIDS:  # one of its own went to another payer, where the first brought nothing
        return Chain(sent, None, None, gone, before.failed, count)
    if sent.state == "accepted":
        return Chain(None, None, None, gone, before.failed, count)
    return Chain(before.live, before.turned, sent, before.voided, before.failed, count)


def _as_refused(sent: Sent, before: Sent) -> Sent:
    """A replacement that was denied while the payment of the claim before it stands: the payer kept that one."""
    kept = before.settled is not None and not before.is_lost
    if not kept or sent.settled is None or not sent.settled.is_denied:
        return sent
    return replace(sent, answered=Answered("rejected", sent.settled.reasons, on=sent.settled.last.on.isoformat()))
