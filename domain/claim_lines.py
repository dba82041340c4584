"""The rows of the Claims tab: every service line with its state and the reasons for it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from domain.billing import Bill, Charge
from domain.claim import ORIGINAL, REPLACES, VOIDS
from domain.codes import GROUP_THERAPY
from domain.history import History
from domain.making import diagnoses_of
from domain.paid_claims import money_reasons
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.sent import Chain
from domain.standing import Sent, Standing, Verdict, standing
from domain.views import Line, LineState
from domain.wanted import Wanted
from domain.wording import dollars

UNKNOWN = (Charge(GROUP_THERAPY, (), "", None, None),)
"""The one line of a visit of which too little is known."""

Frozen = tuple[tuple[str, int, str], ...]
"""Lines as a batch freezes them: claim ID, line number, digest."""


def claim_lines(wanted: Wanted, practice: Practice, history: History, *, past: bool = False) -> tuple[Line, ...]:
    """A row per service line in the order of the visits; sent claims whose visit is gone come last, ``past`` ones too."""
    return tuple(_all_lines(standing(wanted, practice, history, past=past)))


def _all_lines(now: Standing) -> Iterator[Line]:
    why = _why_ready(now)
    for bill in now.bills:
        if sent := now.live(bill.visit.visit_id):
            visit_id = bill.visit.visit_id
            yield from sent_lines(sent, now.verdicts[visit_id], bill, _paid_by_hand(now, visit_id))
        else:
            yield from _unsent_lines(bill, *why.get(bill.claim_id, ((), "")))
    here = {b.visit.visit_id for b in now.bills}
    for visit_id, chain in now.chains.items():
        if visit_id not in here and chain.live:
            yield from sent_lines(chain.live, now.verdicts[visit_id], None, _paid_by_hand(now, visit_id))
        elif visit_id not in here and chain.turned:
            yield from sent_lines(chain.turned, Verdict(), None)
        yield from (x for sent in chain.voided for x in _voided_lines(sent, chain))


def _paid_by_hand(now: Standing, visit_id: str) -> Decimal | None:
    """What Payments has from insurers for a visit; None where remittances tell the money of its claims."""
    chain = now.chains[visit_id]
    claims = (*chain.voided, *([chain.live] if chain.live else []))
    return None if any(x.settled for x in claims) else now.paid.get(visit_id)


def ready_lines(now: Standing) -> Frozen:
    """Every line that may go out, by day and visit, however the sheet is sorted; corrections among them."""
    bills = (b for b in (*now.unsent, *now.agreed) if b.state == "ready")
    ready = sorted(bills, key=lambda b: (b.visit.on, b.visit.visit_id))
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
            state="rejected" if any(r.code == "CLAIM_REJECTED" for r in bill.reasons) else bill.state,
            reasons=bill.reasons or why_ready,
            batch=batch,
        )


def sent_lines(sent: Sent, verdict: Verdict, bill: Bill | None, paid: Decimal | None = None) -> Iterator[Line]:
    """The lines of a claim as it was sent, whatever the sheets say now; ``paid`` is what an insurer paid for the visit."""
    claim = sent.claim
    expected = {c.code: c.expected for c in bill.charges} if bill and bill.payer == claim.payer else {}
    so_far = (
        tuple(_so_far(sent)) if paid is None else (reason("CLAIM_PAID", rows=(claim.visit_id,), amount=dollars(paid)),)
    )
    otherwise: LineState = "paid" if paid else sent.state
    for line in _lines_as_sent(sent, otherwise, (), expected):
        money = tuple(money_reasons(sent, line.line, line.expected))
        if verdict.void:
            told = (*money, *verdict.reasons) if sent.is_lost else (*verdict.reasons, *money)
        else:
            told = (*money, *so_far, *verdict.reasons)
        yield line.model_copy(update={"state": _state(sent, verdict, line), "reasons": told})


def _state(sent: Sent, verdict: Verdict, line: Line) -> LineState:
    """What became of a line: its money where a remittance told it, unless the claim should not stay as it was sent."""
    if sent.settled and (sent.is_lost or not verdict.void):
        return sent.settled.state(line.line, line.expected)
    return "void needed" if verdict.void else line.state


def _so_far(sent: Sent) -> Iterator[Reason]:
    """What became of a claim that nothing speaks against."""
    batch, answered = sent.batch.batch_id, sent.answered
    yield reason("BATCH_NUMBERED" if sent.batch.state == "reserved" else "BATCH_WRITTEN", batch=batch)
    if sent.claim.frequency != ORIGINAL:  # whoever types the lines into a payer's page must not bill them anew
        code = "CLAIM_TAKES_BACK" if sent.claim.frequency == VOIDS else "CLAIM_REPLACES"
        yield reason(code, rows=(sent.claim.visit_id,), number=sent.claim.original_reference)
    if sent.settled:
        return
    if answered and answered.state == "rejected":
        yield reason("CLAIM_REJECTED", rows=(sent.claim.visit_id,), words=answered.words)
    elif answered:
        yield reason(
            "CLAIM_ACCEPTED" if answered.state == "accepted" else "CLAIM_RECEIVED", rows=(sent.claim.visit_id,)
        )


def _voided_lines(sent: Sent, chain: Chain) -> Iterator[Line]:
    """A claim that no longer counts, because it was taken back or another one stands in its place."""
    stands = chain.live
    after = stands.claim if stands and (stands.claim.frequency == REPLACES or sent.is_lost) else None
    why = reason("CLAIM_REPLACED", claim=after.claim_id) if after else reason("CLAIM_VOIDED")
    yield from _lines_as_sent(sent, "voided", (why,), {})


def _lines_as_sent(
    sent: Sent, state: LineState, reasons: tuple[Reason, ...], expected: Mapping[str, Decimal | None]
) -> Iterator[Line]:
    claim = sent.claim
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
            state=state,
            reasons=reasons,
            batch=sent.batch.batch_id,
        )
