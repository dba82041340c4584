"""Remittances about the claims of the guide's practice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain import lists as l
from domain.acknowledgements import Told
from domain.history import Happened, History
from domain.practice import Practice
from domain.remittance import Adjustment, PaidClaim, PaidLine, Remittance
from domain.remitted import remitted
from domain.settled import KIND
from tests.domain.claims_build import NOW, answered, carried_out, practice, visit

TODAY = date(2026, 3, 21)
PAID_ON = date(2026, 3, 20)
THREE = practice(visits=(visit(1), visit(5), visit(6)))
D = Decimal


def written(p: Practice = THREE) -> tuple[Practice, History]:
    """The practice after its batch was released and written."""
    p, history, _ = carried_out(p, History())
    p, history, _ = carried_out(answered(p, "release", l.YesNo.YES), history)
    return p, history


def number_of(history: History, client_id: str = "C-001") -> str:
    return [c.claim_id for b in history.batches for c in b.claims if c.client_id == client_id][-1]


def off(*said: str) -> tuple[Adjustment, ...]:
    """Adjustments as they are said in short: ``CO-45:110`` and so on."""
    parts = (x.partition(":") for x in said)
    return tuple(Adjustment(key[:2], key[3:], D(amount)) for key, _, amount in parts)


def pays(
    claim_id: str, paid: str, *said: str, status: str = "1", charge: str = "150", number: str = "26079"
) -> PaidClaim:
    """One claim of one line; a reversal is written with its sums below zero."""
    line = PaidLine(f"{claim_id}-1", "90853", "20260303", D(charge), D(paid), off(*said))
    return PaidClaim(claim_id, status, D(charge), D(paid), payer_number=number, lines=(line,))


def payment(*claims: PaidClaim, trace: str = "EFT1", on: date | None = PAID_ON, **more: object) -> Remittance:
    """A payment whose sums come out, unless it is given another total."""
    whole = replace(Remittance(trace=trace, on=on, payer="AETNA", method="ACH", claims=claims), **more)  # type: ignore[arg-type]
    return whole if "total" in more else replace(whole, total=whole.expected_total)


def told(history: History, *payments: Remittance, today: date = TODAY) -> list[Told]:
    return list(remitted(payments, history, today))


def remit(history: History, *payments: Remittance) -> History:
    """The history after the payments were received."""
    number = sum(h.kind == KIND for h in history.happened.values())
    kept = {
        t.key: Happened(
            key=t.key, kind=KIND, state="done", digest="", begun=NOW.replace(minute=number), detail=t.detail
        )
        for t in told(history, *payments)
        if t.key and t.is_new
    }
    return History({**history.happened, **kept}, history.batches)


PAID = ("CO-45:110", "PR-3:25")
"""Charge 150, rate 40: 15 by the payer, 25 by the client."""
