"""A case with nothing wrong, of which any row or any part of its claim can be given anew."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from domain import lists as l
from domain.claim import Claim
from domain.claims import standing, wanted_claims
from domain.edits import Case, Others
from domain.history import History
from domain.making import claim_of
from domain.practice import Practice
from tests.domain.claims_build import NOW, ON, call, corrected, member, two_of_aetna

AUTHORIZED = {
    "authorization": l.Authorization.HAVE_IT,
    "authorization_number": "A123",
    "authorized_sessions": 12,
    "authorized_from": ON.replace(day=1),
    "authorized_to": ON.replace(month=6),
}


def sheet(**tabs: Any) -> Practice:
    """Two members of Aetna, the first with a complexity factor, two diagnoses and an authorization."""
    usual: dict[str, Any] = {
        "roster": (member(1, diagnoses=("F41.1", "F43.10")), member(5)),
        "verifications": (call(1, **AUTHORIZED), call(5)),
    }
    return corrected(two_of_aetna(**usual | tabs), "C-001", factor=l.Factor.CAREGIVER)


def case(p: Practice | None = None, others: Others | None = None) -> Case:
    """The first member's claim as it would be sent."""
    p = p or sheet()
    bill = wanted_claims(p, NOW).bills[0]
    return Case(bill, p, NOW.date(), others or standing(wanted_claims(p, NOW), p, History()).others)


def planted(**parts: Any) -> Case:
    """The case with parts of its claim exchanged, whatever the sheets say."""
    good = case()
    claim = claim_of(good.bill)
    return replace(good, given=Claim.model_construct(**(dict(claim) | parts)))


def with_line(number: int = 1, **parts: Any) -> Case:
    """The case with parts of one service line exchanged."""
    lines = tuple(
        type(x).model_construct(**(dict(x) | parts)) if x.line == number else x for x in claim_of(case().bill).lines
    )
    return planted(lines=lines)


def with_row(tab: str, **cells: Any) -> Case:
    """The case as if a row had changed after the claim was made of it: what nobody should ever send."""
    good = case()
    p = good.practice
    rows = getattr(p, tab)
    changed = replace(p, **{tab: (rows[0].model_copy(update=cells), *rows[1:])})
    parts = good.parts
    old_new = {"clients": "client", "payers": "rule", "roster": "membership", "staff": "clinician"}
    if tab in old_new:
        parts = replace(parts, **{old_new[tab]: getattr(changed, tab)[0]})
    if tab == "verifications":
        row = changed.verifications[0]
        parts = replace(parts, covered=replace(parts.covered, call=row, authorization=row))
    visit = changed.visits[0]
    return replace(good, practice=changed, bill=replace(good.bill, visit=visit, parts=parts), given=claim_of(good.bill))


FEE = Decimal(150)
