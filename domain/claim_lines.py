"""The rows of the Claims tab: every service line with its state and the reasons for it."""

from collections.abc import Iterator
from typing import Literal

from domain.billing import Bill, Charge
from domain.codes import GROUP_THERAPY
from domain.history import History
from domain.making import diagnoses_of
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.standing import Sent, Standing, Verdict, standing
from domain.views import Line
from domain.wanted import Wanted

STATE_OF: dict[str, Literal["batched", "sent", "accepted", "rejected"]] = {
    "reserved": "batched",
    "written": "batched",
    "sent": "sent",
    "accepted": "accepted",
    "rejected": "rejected",
}
"""The state of a line by the state of its batch."""

UNKNOWN = (Charge(GROUP_THERAPY, (), "", None, None),)
"""The one line of a visit of which too little is known."""

Frozen = tuple[tuple[str, int, str], ...]
"""Lines as a batch freezes them: claim ID, line number, digest."""


def claim_lines(wanted: Wanted, practice: Practice, history: History) -> tuple[Line, ...]:
    """A row per service line in the order of the visits; sent claims whose visit is gone come last."""
    return tuple(_all_lines(standing(wanted, practice, history)))


def _all_lines(now: Standing) -> Iterator[Line]:
    why = _why_ready(now)
    for bill in now.bills:
        if sent := now.sent.get(bill.claim_id):
            yield from sent_lines(sent, now.verdicts[bill.claim_id], bill)
        else:
            yield from _unsent_lines(bill, *why.get(bill.claim_id, ((), "")))
    here = {b.claim_id for b in now.bills}
    for claim_id, sent in now.sent.items():
        if claim_id not in here:
            yield from sent_lines(sent, now.verdicts[claim_id], None)


def ready_lines(now: Standing) -> Frozen:
    """Every unsent line that nothing speaks against, by day and visit, however the sheet is sorted."""
    ready = sorted((b for b in now.unsent if b.state == "ready"), key=lambda b: (b.visit.on, b.visit.visit_id))
    return tuple((b.claim_id, n, b.digest) for b in ready for n in range(1, len(b.charges) + 1))


def _why_ready(now: Standing) -> dict[str, tuple[tuple[Reason, ...], str]]:
    """The reason and the batch of each ready claim; a claim goes with the batch that was asked about it."""
    asked = {(c, d): b.batch_id for b in now.waiting for c, _, d in b.lines}
    lines = ready_lines(now)
    if now.waiting:
        otherwise = reason("BATCH_NEXT", batch=now.waiting[-1].batch_id)
    elif now.declined and set(now.declined.lines) == set(lines):
        otherwise = reason("BATCH_DECLINED")
    else:
        otherwise = reason("CLAIM_READY")
    proposed = {b: (reason("BATCH_PROPOSED", batch=b),) for b in set(asked.values())}
    found: dict[str, tuple[tuple[Reason, ...], str]] = {}
    for claim_id, _, digest in lines:
        batch = asked.get((claim_id, digest), "")
        found[claim_id] = (proposed[batch] if batch else (otherwise,), batch)
    return found


def _unsent_lines(bill: Bill, why_ready: tuple[Reason, ...], batch: str) -> Iterator[Line]:
    visit, parts = bill.visit, bill.parts
    diagnoses = diagnoses_of(parts) if parts else ()
    for number, charge in enumerate(bill.charges or UNKNOWN, start=1):
        yield Line(
            claim_id=bill.claim_id,
            line=number,
            visit_id=visit.visit_id,
            client_id=visit.client_id,
            payer=bill.payer,
            on=visit.on,
            code=charge.code,
            modifiers=charge.modifiers,
            place=charge.place,
            diagnoses=diagnoses,
            charge=charge.charge,
            expected=charge.expected,
            state=bill.state,
            reasons=bill.reasons or why_ready,
            batch=batch,
        )


def sent_lines(sent: Sent, verdict: Verdict, bill: Bill | None) -> Iterator[Line]:
    """The lines of a claim as it was sent, whatever the sheets say now."""
    claim, batch = sent.claim, sent.batch
    code = "BATCH_NUMBERED" if batch.state == "reserved" else "BATCH_WRITTEN"
    written = reason(code, batch=batch.batch_id)
    expected = {c.code: c.expected for c in bill.charges} if bill and bill.payer == claim.payer else {}
    for line in claim.lines:
        yield Line(
            claim_id=claim.claim_id,
            line=line.line,
            visit_id=claim.visit_id,
            client_id=claim.client_id,
            payer=claim.payer,
            on=line.on,
            code=line.code,
            modifiers=line.modifiers,
            place=line.place,
            diagnoses=claim.diagnoses,
            charge=line.charge,
            expected=expected.get(line.code),
            state="void needed" if verdict.void else STATE_OF[batch.state],
            reasons=verdict.reasons if verdict.void else (written, *verdict.reasons),
            batch=batch.batch_id,
        )
