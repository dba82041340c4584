"""What can be billed, what waits and why, and what people are asked about claims."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from domain.batches import batch_effects
from domain.billing import Bill, why_no_line
from domain.claim_lines import claim_lines
from domain.counting import NEVER_COUNTED
from domain.effects import AskDecision, Claim
from domain.history import History
from domain.outcome import Outcome
from domain.practice import Practice
from domain.questions import questions
from domain.reasons import Hold, Task, reason
from domain.sentences import SENTENCES
from domain.standing import Standing, review_key, standing
from domain.views import Line
from domain.wanted import Wanted, wanted_claims
from domain.wording import clock_words, listing

__all__ = ["Wanted", "claim_lines", "decide_claims", "wanted_claims", "why_no_line", "withdrawn_voids"]

SOON = 0.8
"""The part of the time to file after which a line that still waits is worth a word (billing.md 9.3, edit 30)."""


def decide_claims(wanted: Wanted, practice: Practice, history: History, now: datetime) -> Outcome:
    """What waits with every reason, the questions to people, and the batches that follow from their answers."""
    today = now.astimezone(practice.details.zone).date()
    stand = standing(wanted, practice, history)
    asked = questions(chain(_reviews(stand, today), _voids(stand, today)), practice, history)
    effects = (*asked, *batch_effects(stand, practice, history, today))
    holds = tuple(Hold(about=b.visit.visit_id, reason=r) for b in stand.unsent if b.state == "held" for r in b.reasons)
    return Outcome(effects, holds, (*wanted.tasks, *_filing_soon(stand, today)))


def withdrawn_voids(lines: Iterable[Line], history: History) -> dict[str, str]:
    """Questions whether to void a claim that fits the sheets again, by decision ID, each with a sentence."""
    wrong = {x.claim_id for x in lines if x.state == "void needed"}
    return {
        decision_id: SENTENCES["CLAIM_VOID_WITHDRAWN"]
        for key, asked in history.happened.items()
        if key.startswith("ask:void:")
        and key.split(":")[2] not in wrong
        and (decision_id := asked.detail.get("decision_id", ""))
    }


def _reviews(stand: Standing, today: date) -> Iterator[AskDecision]:
    for bill in stand.bills:
        codes = {r.code for r in bill.reasons}
        if "CLAIM_REVIEW" in codes and not codes & NEVER_COUNTED:
            yield _review(bill, today)


def _review(bill: Bill, today: date) -> AskDecision:
    visit = bill.visit
    return AskDecision(
        key=review_key(bill),
        decision_id="",
        decision_kind="review",
        asked_on=today,
        about=visit.visit_id,
        question=f"Bill visit {visit.visit_id} ({_stay_words(bill)}) to {bill.payer}?",
        why=f"{bill.payer} leaves partial stays to a person's judgement.",
        reasons=tuple(r for r in bill.reasons if r.code == "CLAIM_REVIEW"),
    )


def _stay_words(bill: Bill) -> str:
    visit = bill.visit
    parts = [visit.mark.value if visit.mark else ""]
    if visit.arrived:
        parts.append(f"arrived {clock_words(visit.arrived)}")
    if visit.left:
        parts.append(f"left {clock_words(visit.left)}")
    return ", ".join(parts)


def _voids(stand: Standing, today: date) -> Iterator[AskDecision]:
    for claim_id, verdict in stand.verdicts.items():
        if verdict.void and verdict.answer is None:
            claim = stand.sent[claim_id].claim
            yield AskDecision(
                key=verdict.key,
                decision_id="",
                decision_kind="void",
                asked_on=today,
                about=claim.visit_id,
                question=f"{_lines_of(claim)} was sent: void it?",
                why=" ".join(r.sentence for r in verdict.reasons),
                reasons=verdict.reasons,
            )


def _lines_of(claim: Claim) -> str:
    numbers = [str(x.line) for x in claim.lines]
    lines = f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {listing(numbers)}"
    return f"{lines} of claim {claim.claim_id}"


def _filing_soon(stand: Standing, today: date) -> Iterator[Task]:
    for bill in stand.unsent:
        parts = bill.parts
        if bill.state == "not billed" or parts is None or parts.deadline is None or today > parts.deadline:
            continue
        if today >= bill.visit.on + timedelta(days=int((parts.rule.days_to_file or 0) * SOON)):
            rows, until = (bill.visit.visit_id,), parts.deadline.isoformat()
            why = reason("CLAIM_FILING_SOON", rows=rows, rule=parts.rule.row_id, payer=parts.rule.payer, until=until)
            yield Task(about=bill.visit.visit_id, tab="Attendance", reason=why)
