"""Batches: ready lines put before a person, and written when the person says Yes (ruling 21)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from domain.billing import Bill
from domain.claim import VOIDS, Claim
from domain.claim_lines import Frozen, ready_lines, sent_lines
from domain.decisions import answer
from domain.effects import AskDecision, DeclineBatch, Effect, ProposeBatch, WriteBatch
from domain.history import Batch, History
from domain.lists import YesNo
from domain.making import claim_of
from domain.practice import Practice
from domain.questions import questions
from domain.reasons import Reason, reason
from domain.standing import Sent, Standing, Verdict, because
from domain.wording import counted


def batch_effects(now: Standing, practice: Practice, history: History, today: date) -> tuple[Effect, ...]:
    """What follows for batches: those begun are finished, answers are followed, ready lines are put before a person."""
    found: list[Effect] = [_write_again(b) for b in history.batches if b.state == "reserved"]
    bills = ready_bills(now)
    gone: set[str] = set()
    declined = now.declined
    open_proposal = False
    for batch in (*now.waiting, *_answered_anew(practice, history)):
        asked = answer(practice, history, release_key(batch.batch_id))
        said = asked.answer if asked else None
        if said is None and still_asked(batch, bills):
            open_proposal = True
            found += questions([_question(batch.batch_id, batch.lines, bills, today)], practice, history)
            continue
        written = _write(batch, bills, gone) if said is YesNo.YES else None
        if written:
            found.append(written)
            gone |= {c.claim_id for c in written.claims}
            declined = None if declined and declined.batch_id == batch.batch_id else declined
        elif batch.state == "proposed":
            found.append(_decline(batch, said))
            declined = batch if said is not None else declined
    ready = tuple(x for x in ready_lines(now) if x[0] not in gone)
    if ready and not open_proposal and not (declined and set(declined.lines) == set(ready)):
        found += _propose(_next_id(practice, history), ready, bills, today)
    return tuple(found)


def ready_bills(now: Standing) -> dict[str, Bill]:
    """Every bill that may go out, by claim ID: visits that were never sent, and corrections a person agreed to."""
    return {b.claim_id: b for b in (*now.unsent, *now.agreed) if b.state == "ready"}


def still_asked(batch: Batch, bills: Mapping[str, Bill]) -> Frozen:
    """The lines of a batch that are still as they were put before a person."""
    return tuple(x for x in batch.lines if (b := bills.get(x[0])) and b.digest == x[2])


def _answered_anew(practice: Practice, history: History) -> Iterator[Batch]:
    """Batches that a person said No to and then Yes: the newest answer counts while the lines are as they were asked."""
    for batch in history.batches:
        if batch.state == "declined" and because(batch.batch_id, history) == "BATCH_ANSWERED_NO":
            asked = answer(practice, history, release_key(batch.batch_id))
            if asked and asked.answer is YesNo.YES:
                yield batch


def release_key(batch_id: str) -> str:
    """The key of the question whether to release a batch."""
    return f"ask:release:{batch_id}"


def _next_id(practice: Practice, history: History) -> str:
    # A ledger that was put back may have forgotten a batch that a person was asked about.
    known = [b.batch_id for b in history.batches]
    known += [d.about or "" for d in practice.decisions if d.kind == "release"]
    numbers = [int(m[1]) for x in known if (m := re.fullmatch(r"B-(\d+)", x))]
    return f"B-{max(numbers, default=0) + 1:04d}"


def _propose(batch_id: str, lines: Frozen, bills: dict[str, Bill], today: date) -> Iterator[Effect]:
    why = reason("BATCH_ASKED", lines=counted(len(lines), "line"))
    yield ProposeBatch(key=f"propose:{batch_id}", batch_id=batch_id, lines=lines, reasons=(why,))
    yield _question(batch_id, lines, bills, today)


def _question(batch_id: str, asked: Frozen, bills: Mapping[str, Bill], today: date) -> AskDecision:
    # A line that changed since would not be written, and may not exist any more.
    lines = tuple(x for x in asked if (b := bills.get(x[0])) and b.digest == x[2])
    of_payer: dict[str, list[Decimal]] = defaultdict(list)
    for claim_id, number, _ in lines:
        bill = bills[claim_id]
        of_payer[bill.payer].append(bill.charges[number - 1].charge or Decimal(0))
    total = sum((sum(x, Decimal(0)) for x in of_payer.values()), Decimal(0))
    voids = {c for c, _, _ in lines if (made := bills[c].made) and made.frequency == VOIDS}
    takes_back = f"; takes back {counted(len(voids), 'claim')}" if voids else ""
    claims = counted(len({claim_id for claim_id, _, _ in lines}), "claim")
    return AskDecision(
        key=release_key(batch_id),
        decision_id="",
        decision_kind="release",
        asked_on=today,
        about=batch_id,
        question=f"Release batch {batch_id}: {claims} with {counted(len(lines), 'line')}, {money(total)} in all?",
        why="; ".join(
            f"{payer}: {counted(len(x), 'line')}, {money(sum(x, Decimal(0)))}" for payer, x in sorted(of_payer.items())
        )
        + takes_back,
        reasons=(reason("BATCH_ASKED", lines=counted(len(lines), "line")),),
    )


def money(value: Decimal) -> str:
    """A sum as people write it: ``$1,250.00``."""
    return f"${value:,.2f}"


def _write(batch: Batch, bills: dict[str, Bill], gone: Iterable[str]) -> WriteBatch | None:
    """The batch with the lines that are still as they were asked; None when there is none."""
    as_asked = {claim_id: digest for claim_id, _, digest in batch.lines if claim_id not in gone}
    still = [b for c, digest in as_asked.items() if (b := bills.get(c)) and b.digest == digest]
    if not still:
        return None
    left_out = sorted(set(as_asked) - {b.claim_id for b in still})
    claims = tuple(claim_of(b) for b in still)
    lines = (x for b, c in zip(still, claims, strict=True) for x in sent_lines(_as_sent(c, batch), Verdict(), b))
    why = [reason("BATCH_RELEASED", batch=batch.batch_id)]
    why += [reason("BATCH_LEFT_OUT", claim=c, batch=batch.batch_id) for c in left_out]
    key = f"batch:{batch.batch_id}"
    return WriteBatch(key=key, batch_id=batch.batch_id, claims=claims, lines=tuple(lines), reasons=tuple(why))


def _as_sent(claim: Claim, batch: Batch) -> Sent:
    return Sent(claim, batch.model_copy(update={"state": "written"}), "")


def _write_again(batch: Batch) -> WriteBatch:
    """A batch whose files were frozen but perhaps not all written; its claims are the ledger's."""
    lines = (x for c in batch.claims for x in sent_lines(Sent(c, batch, ""), Verdict(), None))
    why = (reason("BATCH_RELEASED", batch=batch.batch_id),)
    key = f"batch:{batch.batch_id}"
    return WriteBatch(key=key, batch_id=batch.batch_id, claims=batch.claims, lines=tuple(lines), reasons=why)


def _decline(batch: Batch, said: YesNo | None) -> DeclineBatch:
    code = "BATCH_ANSWERED_NO" if said is YesNo.NO else "BATCH_EMPTY"
    why: tuple[Reason, ...] = (reason(code, batch=batch.batch_id),)
    return DeclineBatch(key=f"decline:{batch.batch_id}", batch_id=batch.batch_id, reasons=why)
