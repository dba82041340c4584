"""What payers and clearinghouses answered about claims that were sent, as the ledger remembers it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.history import Batch, Happened, History
from domain.status_words import words_for

Answer = Literal["sent", "accepted", "rejected"]

KIND = "answer"
"""The kind of effect under which the ledger keeps an answer."""

CLAIMS_IN_A_SET = 5_000
"""How many claims one transaction set of a file holds at the most (billing.md 5.1)."""

RANK = {"TA1": 0, "999": 0, "277": 1}
"""An answer about the claim itself counts more than one about its file, whichever was read first."""

NOT_KNOWN = frozenset({"A8:496:85", "A8:496:82", "A7:562:82", "A7:562:85", "A3:562:82", "A8:562:82", "A3:496:85"})
"""Answers that say the payer does not know the provider (billing.md 9.1)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer that counts for one claim: what became of it, the codes, the payer's number, the day of the answer."""

    state: Answer
    codes: tuple[str, ...] = ()
    payer_number: str = ""
    on: str = ""

    @property
    def words(self) -> str:
        """Why it was turned away, in plain words."""
        return words_for(self.codes)


def answers_of(history: History) -> dict[str, Answered]:
    """The answer that counts for each claim; claims without one are not in it."""
    last: dict[str, tuple[tuple[int, str, bool, str], Answered]] = {}
    numbers: dict[str, str] = {}
    batches = {b.batch_id: b for b in history.batches}
    for happened in history.happened.values():
        if happened.kind != KIND:
            continue
        detail = happened.detail
        found = _answered(detail)
        order = (RANK.get(detail.get("file_kind", ""), 0), found.on, found.state == "rejected", happened.key)
        for claim_id in _about(detail, batches):
            if found.payer_number:
                numbers[claim_id] = found.payer_number
            if claim_id not in last or last[claim_id][0] <= order:
                last[claim_id] = (order, found)
    return {
        claim_id: Answered(found.state, found.codes, numbers.get(claim_id, ""), found.on)
        for claim_id, (_, found) in last.items()
    }


def _answered(detail: Mapping[str, str]) -> Answered:
    said = detail.get("state", "sent")
    state: Answer = "accepted" if said == "accepted" else "rejected" if said == "rejected" else "sent"
    return Answered(state, tuple(detail.get("codes", "").split()), detail.get("payer_number", ""), detail.get("at", ""))


def _about(detail: Mapping[str, str], batches: Mapping[str, Batch]) -> Iterable[str]:
    if claim_id := detail.get("claim_id"):
        return (claim_id,)
    batch = batches.get(detail.get("batch_id", ""))
    if batch is None:
        return ()
    number = int(detail.get("set_number") or 0)
    claims = batch.claims[(number - 1) * CLAIMS_IN_A_SET : number * CLAIMS_IN_A_SET] if number else batch.claims
    return (c.claim_id for c in claims)


def any_answer(happened: Mapping[str, Happened]) -> bool:
    """Whether the practice reads answer files at all."""
    return any(h.kind == KIND for h in happened.values())


def day_of(answered: Answered) -> date | None:
    """The day of an answer, or None where the file did not say."""
    try:
        return date.fromisoformat(answered.on[:10])
    except ValueError:
        return None
