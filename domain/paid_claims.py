"""What a remittance means for a claim that was sent: why a line is paid, in part or not, and what is left to do."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from domain.billing import Bill
from domain.corrected_claims import SPEAKS_AGAINST_SENT, Verdict
from domain.lists import PaymentKind
from domain.practice import Practice
from domain.presend import ORIGINAL_MEDICARE
from domain.reasons import Reason, Task, reason
from domain.sent import Chain, Sent
from domain.settled import Money
from domain.wording import dollars

TO_LOOK_AT = frozenset(
    {"CLAIM_DENIED", "CLAIM_DENIED_MEDICARE", "CLAIM_TAKEN_BACK", "CLAIM_PAID_LESS", "CLAIM_PAID_IN_PART"}
)


def money_reasons(sent: Sent, line: int, expected: Decimal | None) -> Iterator[Reason]:
    """What remittances say of a line, in the order in which a biller asks; nothing where none came."""
    settled = sent.settled
    if settled is None:
        return
    rows, payer = (sent.claim.visit_id,), sent.claim.payer
    newest = settled.last
    words = {"on": newest.on.isoformat(), "number": newest.trace or "without a number", "payer": payer}
    money, state = settled.of(line), settled.state(line, expected)
    if state == "taken back":
        yield reason("CLAIM_TAKEN_BACK", rows=rows, **words)
        return
    if state == "denied":
        said = money if money.off else settled.money  # a claim may be denied as one, whatever its lines are
        code = "CLAIM_DENIED_MEDICARE" if sent.claim.filing_code in ORIGINAL_MEDICARE else "CLAIM_DENIED"
        yield reason(code, rows=rows, words=said.words, **words)
    else:
        whole = "" if line in settled.lines or len(sent.claim.lines) == 1 else " for all lines together"
        yield from _paid(money, state, expected, rows, words | {"whole": whole})
    if money.owed > 0:
        yield reason("CLAIM_CLIENT_OWES", rows=rows, owed=dollars(money.owed), words=money.owed_words)
    if settled.is_passed_on:
        yield reason("CLAIM_PASSED_ON", rows=rows)


def _paid(
    money: Money, state: str, expected: Decimal | None, rows: tuple[str, ...], words: Mapping[str, str]
) -> Iterator[Reason]:
    if money.paid <= 0:
        yield reason(
            "CLAIM_PAID_NOTHING", rows=rows, words=money.owed_words if money.owed > 0 else money.words, **words
        )
    elif state == "paid in part" and money.unusual:
        yield reason("CLAIM_PAID_IN_PART", rows=rows, paid=dollars(money.paid), words=money.words, **words)
    else:
        yield reason("CLAIM_PAID_BY", rows=rows, paid=dollars(money.paid), **words)
    if expected is not None and money.allowed < expected:
        yield reason("CLAIM_PAID_LESS", rows=rows, expected=dollars(expected), allowed=dollars(money.allowed))


def money_tasks(
    chains: Mapping[str, Chain], verdicts: Mapping[str, Verdict], bills: Mapping[str, Bill], practice: Practice
) -> Iterator[Task]:
    """The claims whose money needs a person, until it is asked about, corrected, or written off in Payments."""
    left = {p.visit_id for p in practice.payments if p.kind is PaymentKind.ADJUSTMENT}
    for visit_id, chain in chains.items():
        sent, bill = chain.live, bills.get(visit_id)
        if sent is None or sent.settled is None or bill is None or visit_id in left or chain.correction:
            continue
        said = verdicts.get(visit_id, Verdict())
        if said.void or any(r.code in SPEAKS_AGAINST_SENT for r in bill.reasons):
            continue
        why = _first(sent, bill)
        if why is not None:
            yield Task(about=visit_id, tab="Claims", reason=why)


def _first(sent: Sent, bill: Bill) -> Reason | None:
    """The gravest that a claim's lines have to say, once for the claim."""
    expected = {c.code: c.expected for c in bill.charges} if bill.payer == sent.claim.payer else {}
    found = (r for x in sent.claim.lines for r in money_reasons(sent, x.line, expected.get(x.code)))
    return next((r for r in found if r.code in TO_LOOK_AT), None)
