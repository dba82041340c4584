"""What can be billed, what waits and why, and what people are asked about claims."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from domain.acknowledgements import any_answer
from domain.batches import batch_effects, release_key
from domain.benefits import running_out
from domain.billing import Bill, why_no_line
from domain.claim import Claim
from domain.claim_lines import claim_lines
from domain.counting import NEVER_COUNTED
from domain.edits import Case, worth_a_look_at
from domain.effects import AskDecision, Withdraw
from domain.history import History
from domain.lost_claims import ELSEWHERE
from domain.outcome import Outcome
from domain.paid_claims import money_tasks
from domain.payers.look_again import wants_a_look
from domain.practice import Practice
from domain.questions import questions
from domain.reasons import Hold, Task, reason
from domain.reviews import not_billed, review_key
from domain.sentences import SENTENCES
from domain.standing import RESEND, Standing, Verdict, because, resend_key, standing
from domain.wanted import Wanted, wanted_claims
from domain.wording import clock_words, counted, listing

__all__ = ["Wanted", "claim_lines", "decide_claims", "not_billed", "standing", "wanted_claims", "why_no_line"]
__all__ += ["withdrawn_questions"]

VOID = "ask:void:"
WRONG = (VOID, "ask:replace:")

NO_ANSWER_DAYS = 3
"""A payer's computer answers within two or three days; after that somebody should ask (billing.md 9.4)."""


def decide_claims(wanted: Wanted, practice: Practice, history: History, now: datetime) -> Outcome:
    """What waits with every reason, the questions to people, and the batches that follow from their answers."""
    today = now.astimezone(practice.details.zone).date()
    stand = standing(wanted, practice, history)
    asked = questions(chain(_reviews(stand, today), _wrongs(stand, today), _resends(stand, today)), practice, history)
    effects = (*_withdrawn(stand, history), *asked, *batch_effects(stand, practice, history, today))
    holds = tuple(Hold(about=b.visit.visit_id, reason=r) for b in stand.unsent if b.state == "held" for r in b.reasons)
    cases = (Case(b, practice, today, stand.others) for b in stand.unsent if b.state != "not billed")
    tasks = (
        *wanted.tasks,
        *worth_a_look_at(cases),
        *_unanswered(stand, history, today),
        *money_tasks(stand.chains, stand.verdicts, {b.visit.visit_id: b for b in stand.bills}, practice),
        *running_out(practice, wanted, now),
        *wants_a_look(practice, today),
    )
    return Outcome(effects, holds, tasks)


def withdrawn_questions(stand: Standing, history: History) -> dict[str, str]:
    """Questions about claims that nobody need answer any more, by decision ID, each with a sentence."""
    gone = {
        history.happened[key].detail.get("decision_id", ""): SENTENCES["CLAIM_VOID_WITHDRAWN"]
        for key in _passed(stand, history)
    }
    came_back = {c.turned.claim.claim_id for c in stand.chains.values() if c.turned and not c.live}
    for key in (k for k in history.happened if k.startswith(WRONG) and k.split(":")[2] in came_back):
        gone[history.happened[key].detail.get("decision_id", "")] = SENTENCES["CLAIM_VOID_CAME_BACK"]
    back = {resend_key(c.turned) for c in stand.chains.values() if c.turned and not c.live}
    for key in (k for k in history.happened if k.startswith(RESEND) and k not in back):
        gone[history.happened[key].detail.get("decision_id", "")] = SENTENCES["CLAIM_WENT_AGAIN"]
    closed = (b for b in history.batches if b.state == "declined")
    for batch in closed:
        asked = history.happened.get(release_key(batch.batch_id))
        if asked and because(batch.batch_id, history) == "BATCH_EMPTY":
            gone[asked.detail.get("decision_id", "")] = SENTENCES["BATCH_EMPTY"].format(batch=batch.batch_id)
    gone.pop("", None)
    return gone


def _passed(stand: Standing, history: History) -> Iterator[str]:
    """Questions whether to mend a claim that fits the sheets again, or is wrong in another way by now."""
    of_claim = {chain.live.claim.claim_id: v for v, chain in stand.chains.items() if chain.live}
    for key in history.happened:
        if key.startswith(WRONG):
            visit_id = of_claim.get(key.split(":")[2])
            said, sent = (stand.verdicts.get(visit_id), stand.live(visit_id)) if visit_id else (None, None)
            is_lost = sent is not None and sent.is_lost and key.startswith(VOID)  # there is nothing to take back
            nothing_left = is_lost and visit_id is not None and not stand.chains[visit_id].correction
            if said and said.key != key and (said.fits or nothing_left or (said.key and said.wrong)):
                yield key


def _withdrawn(stand: Standing, history: History) -> Iterator[Withdraw]:
    """Take note of questions that passed, so that an answer given to one of them counts for no later change."""
    for key in _passed(stand, history):
        if f"withdrawn:{key}" not in history.happened:
            yield Withdraw(key=f"withdrawn:{key}", about=key, reasons=(reason("CLAIM_VOID_WITHDRAWN"),))


def _reviews(stand: Standing, today: date) -> Iterator[AskDecision]:
    for bill in stand.bills:
        codes = {r.code for r in bill.reasons}
        if "CLAIM_REVIEW" in codes and not codes & NEVER_COUNTED:
            yield _review(bill, today)


def _review(bill: Bill, today: date) -> AskDecision:
    visit = bill.visit
    return AskDecision(
        key=review_key(bill.visit),
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


def _wrongs(stand: Standing, today: date) -> Iterator[AskDecision]:
    for visit_id, verdict in stand.verdicts.items():
        sent = stand.live(visit_id)
        if sent and verdict.key and verdict.wrong and verdict.answer is None:
            yield AskDecision(
                key=verdict.key,
                decision_id="",
                decision_kind=verdict.wrong,
                asked_on=today,
                about=visit_id,
                question=_to_mend(sent.claim, verdict, stand),
                why=" ".join(r.sentence for r in verdict.reasons),
                reasons=verdict.reasons,
            )


def _to_mend(claim: Claim, verdict: Verdict, stand: Standing) -> str:
    if any(r.code == ELSEWHERE for r in verdict.reasons):
        bill = next(b for b in stand.bills if b.visit.visit_id == claim.visit_id)
        return f"{_lines_of(claim)} brought nothing: send a new claim to {bill.payer}?"
    return f"{_lines_of(claim)} was sent: {verdict.wrong} it?"


def _resends(stand: Standing, today: date) -> Iterator[AskDecision]:
    """One question for all claims of a batch that were turned away for the same reasons and did not change since."""
    alike: dict[str, list[Bill]] = defaultdict(list)
    turned = {}
    for bill in stand.unsent:
        if any(r.code == "CLAIM_REJECTED" for r in bill.reasons):
            sent = stand.chains[bill.visit.visit_id].turned
            if sent:
                alike[resend_key(sent)].append(bill)
                turned[resend_key(sent)] = sent
    for key, bills in alike.items():
        sent, why = turned[key], bills[0].reasons
        yield AskDecision(
            key=key,
            decision_id="",
            decision_kind="other",
            asked_on=today,
            about=sent.batch.batch_id,
            question=f"{counted(len(bills), 'claim')} of batch {sent.batch.batch_id} came back: send again unchanged?",
            why=why[0].sentence,
            reasons=why,
        )


def _unanswered(stand: Standing, history: History, today: date) -> Iterator[Task]:
    """Batches of which a payer should have said something by now; only where answer files are read at all."""
    if not any_answer(history.happened):
        return
    silent = {
        c.live.batch.batch_id
        for v, c in stand.chains.items()
        if c.live and c.live.state in ("batched", "sent") and v not in stand.paid
    }
    for batch_id in sorted(silent):
        written = history.happened.get(f"batch:{batch_id}")
        if written and written.finished and (today - written.finished.date()).days > NO_ANSWER_DAYS:
            why = reason("CLAIM_NO_ANSWER", batch=batch_id, days=NO_ANSWER_DAYS)
            yield Task(about=batch_id, tab="Claims", reason=why)


def _lines_of(claim: Claim) -> str:
    numbers = [str(x.line) for x in claim.lines]
    lines = f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {listing(numbers)}"
    return f"{lines} of claim {claim.claim_id}"
