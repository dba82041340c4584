"""Sent claims against the sheets as they are now: leave one as it is, void it, or replace it."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from domain.billing import Bill, Charge, why_no_line
from domain.claim import REPLACES, VOIDS, Claim, ServiceLine, claim_id
from domain.decisions import answer
from domain.fee_change import ASKED
from domain.history import History
from domain.lists import YesNo
from domain.lost_claims import ELSEWHERE, OF_LOST, differs, goes_elsewhere, is_to, of_lost, wait_of_lost, waits
from domain.making import claim_of
from domain.plan_change import is_of_the_other
from domain.practice import Practice
from domain.presend import ORIGINAL_MEDICARE
from domain.questions import short_digest
from domain.reasons import Reason, reason
from domain.records import Visit
from domain.sent import Chain, Sent
from domain.wording import listing

SPEAKS_AGAINST_SENT = frozenset({
    "CLAIM_NO_MARK",
    "CLAIM_ABSENT",
    "CLAIM_VISIT_GONE",
    "CLAIM_PSYCHOEDUCATION",
    "CLAIM_DO_NOT_BILL",
    "CLAIM_BILLABLE_NO",
    "CLAIM_REVIEW_NO",
    "CLAIM_SESSION_NOT_HELD",
    "CLAIM_NOT_ON_ROSTER",
    "CLAIM_TWICE_IN_SESSION",
    "CLAIM_SECOND_ON_DAY",
    "CLAIM_WEEK_FULL",
    "CLAIM_GROUP_TOO_SMALL",
    "CLAIM_GROUP_TOO_LARGE",
    "CLAIM_TIMES_ODD",
    "CLAIM_TIME_MISSING",
    "CLAIM_NOT_PRESENT_ENOUGH",
    "CLAIM_PHONE_NOT_COVERED",
    "CLAIM_NOTE_NOT_SIGNED",
    "CLAIM_SIGNER_UNKNOWN",
})  # fmt: skip
"""Reasons that say a sent line should not have been sent.

The others tell only why nothing more can be sent now: a deadline that passed, an address that changed, a cell that
someone is typing in.
"""

CROWDED = frozenset({"CLAIM_TWICE_IN_SESSION", "CLAIM_SECOND_ON_DAY", "CLAIM_WEEK_FULL"})
"""Reasons that other visits leave no place; one that a payer has already keeps its own, whichever was marked first."""

PLAN_OPEN = frozenset({"CLAIM_PAYER_FROM_BLANK", "CLAIM_PAYER_BEFORE_BLANK", "COVER_PAYER_THEN", "COVER_PAYER_DATES"})
"""Reasons that leave open which plan a visit falls under."""

UNKNOWN_WAY = frozenset({"CLAIM_HOW_UNKNOWN", "CLAIM_PAYER_COLUMN", "CLAIM_GROUP_MODIFIER"})
NOT_YET_SIGNED = "CLAIM_NOTE_SAYS_OTHERWISE"
"""Why a claim is not asked about that says what its signed note does: the rows say otherwise, and nobody signed that."""

UNREAD = UNKNOWN_WAY | {NOT_YET_SIGNED, "CLAIM_DATE_DIFFERS", "CLAIM_NOT_ON_ROSTER"}
UNREAD |= {"CLAIM_CELL_IN_QUESTION", "CLAIM_ROW_IN_QUESTION"}
"""Reasons that leave open what the visit says, until a person answered about some cell."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sheets say now about a sent claim: leave it, or void or replace it, and why.

    ``key`` names the question; ``fits`` is True when the sheets say what was sent.
    """

    wrong: Literal["", "void", "replace"] = ""
    reasons: tuple[Reason, ...] = ()
    key: str = ""
    answer: YesNo | None = None
    fits: bool = False

    @property
    def void(self) -> bool:
        """Whether the claim should not stay as it was sent."""
        return bool(self.wrong)


def verdict(
    chain: Chain, bill: Bill | None, practice: Practice, history: History, others: Collection[str] = ()
) -> Verdict:
    """What the sheets say now about the claim of a visit that stands at the payer; ``others`` are the visits that do too."""
    sent = chain.live
    if sent is None:
        return Verdict()
    if chain.correction is not None:
        why = reason("CLAIM_VOID_SENT", rows=(sent.claim.visit_id,), batch=chain.correction.batch.batch_id)
        return Verdict("void", (why,), answer=YesNo.YES)
    if bill is not None and bill.state == "ready" and bill.digest == sent.digest:
        return Verdict(fits=True)
    reasons = _against(sent.claim, bill, practice, others)
    if sent.is_lost:
        reasons = of_lost(sent.claim, bill, reasons, _all_changes)
    if not reasons:
        waiting = wait_of_lost(sent.claim, bill) if sent.is_lost else ()
        said = waiting or _unlike(sent.claim, bill)
        return Verdict(reasons=said, fits=_is_read(bill))
    wrong = _way_to_mend(sent.claim, reasons)
    facts = bill.digest if sent.is_lost and bill else _facts(bill)
    key = f"ask:{wrong}:{sent.claim.claim_id}:{short_digest([r.code for r in reasons], facts)}"
    key = unused(key + (f":{chain.failed}" if chain.failed else ""), history)
    reasons += tuple(_to_know_first(chain, sent.claim, wrong))
    if wrong == "replace" and bill is not None:
        reasons += tuple(waits(bill))
    return _answered(Verdict(wrong, reasons, key), sent, practice, history)


def _to_know_first(chain: Chain, claim: Claim, wrong: str) -> Iterator[Reason]:
    """What a person should know of a payer before saying Yes to a correction."""
    rows = (claim.visit_id,)
    if chain.refused and chain.refused.answered:
        yield reason("CLAIM_CORRECTION_REFUSED", rows=rows, words=chain.refused.answered.words)
    if wrong == "void" and claim.filing_code in ORIGINAL_MEDICARE:
        yield reason("CLAIM_MEDICARE_VOID", rows=rows, payer=claim.payer)


def unused(key: str, history: History) -> str:
    """The key of a question, with a number when an earlier one of that key was withdrawn: its answer counts no more."""
    found, number = key, 1
    while f"withdrawn:{found}" in history.happened:
        number += 1
        found = f"{key}:{number}"
    return found


def _is_read(bill: Bill | None) -> bool:
    """Whether what the visit says is known, so that nothing speaks against its claim; a new one may be too late by now."""
    return bill is not None and bill.parts is not None and UNREAD.isdisjoint(r.code for r in bill.reasons)


def _way_to_mend(claim: Claim, reasons: tuple[Reason, ...]) -> Literal["void", "replace"]:
    """A claim that only says something otherwise is replaced; original Medicare takes no replacements (billing.md 5.2)."""
    said = {r.code for r in reasons}
    is_replaced = said <= {"CLAIM_SENT_CHANGED"} and claim.filing_code not in ORIGINAL_MEDICARE
    return "replace" if is_replaced or said <= OF_LOST else "void"


def _answered(found: Verdict, sent: Sent, practice: Practice, history: History) -> Verdict:
    asked = answer(practice, history, found.key)
    if asked is None or asked.answer is None:
        return found
    rows = (asked.decision_id,)
    if asked.answer is YesNo.NO:
        return replace(
            found, wrong="", reasons=(reason("CLAIM_VOID_REFUSED", rows=rows), *found.reasons), answer=YesNo.NO
        )
    needs_none = any(r.code == ELSEWHERE for r in found.reasons)
    code = "CLAIM_VOID_AGREED" if _number(sent) or needs_none else "CLAIM_VOID_NO_NUMBER"
    return replace(found, reasons=(reason(code, rows=rows), *found.reasons), answer=YesNo.YES)


def _number(sent: Sent) -> str:
    """The payer's own number of a claim, without which nothing can be corrected."""
    return sent.answered.payer_number if sent.answered else ""


def corrections(
    found: Mapping[str, Chain], verdicts: Mapping[str, Verdict], bills: Mapping[str, Bill], practice: Practice
) -> Iterator[Bill]:
    """The voids and replacements that a person said Yes to, as bills of their own; those without a number wait."""
    for visit_id, chain in found.items():
        sent, said = chain.live, verdicts.get(visit_id)
        if sent is None or said is None or said.answer is not YesNo.YES or chain.correction:
            continue
        bill = bills.get(visit_id)
        is_new = sent.is_lost and goes_elsewhere(sent.claim, bill)
        if not is_new and not _number(sent):
            continue
        number = claim_id(practice.slug, visit_id, chain.count + 1)
        if said.wrong == "replace" and bill is not None and bill.state == "ready":
            made = claim_of(replace(bill, claim_id=number))
            if not is_new:
                made = made.model_copy(update=_corrects(REPLACES, sent))
        elif said.wrong == "void":
            made = _renamed(sent.claim, number).model_copy(update=_corrects(VOIDS, sent))
        else:
            continue
        yield _as_bill(made, bill)


def _corrects(frequency: int, sent: Sent) -> dict[str, object]:
    return {"frequency": frequency, "original_reference": _number(sent)}


def _renamed(claim: Claim, number: str) -> Claim:
    lines = tuple(x.model_copy(update={"reference": f"{number}-{x.line}"}) for x in claim.lines)
    return claim.model_copy(update={"claim_id": number, "lines": lines})


def _as_bill(made: Claim, bill: Bill | None) -> Bill:
    visit = bill.visit if bill else Visit(
        visit_id=made.visit_id, session_id=made.visit_id.rpartition("/")[0], on=made.lines[0].on, client_id=made.client_id
    )  # fmt: skip
    nothing = Decimal(0)
    charges = tuple(
        Charge(x.code, x.modifiers, x.place, nothing if made.frequency == VOIDS else x.charge, None) for x in made.lines
    )
    digest = hashlib.sha256(made.model_dump_json().encode()).hexdigest()[:32]
    return Bill(visit, made.claim_id, made.payer, "ready", (), charges, bill.begins if bill else 0, None, digest, made)


def _against(claim: Claim, bill: Bill | None, practice: Practice, others: Collection[str]) -> tuple[Reason, ...]:
    """Why a sent claim should not have been sent as it was."""
    if bill is None:
        visit = practice.visit.get(claim.visit_id)
        if visit is not None:
            why = why_no_line(visit)
            return () if why is None or visit.held else (why,)
        if ("Attendance", claim.visit_id) in practice.in_question:
            return ()
        return (reason("CLAIM_VISIT_GONE", rows=(claim.visit_id,), row=claim.visit_id),)
    if any(r.code == "CLAIM_DATE_DIFFERS" for r in bill.reasons):
        return ()  # a person is asked which day is right; until then nobody knows whether the claim was wrong
    against = (*_other_plan(claim, bill, practice), *_of_the_bill(claim, bill, practice, others))
    is_signed = all(r.code != NOT_YET_SIGNED for r in bill.reasons)
    if against or bill.parts is None or not is_to(claim, bill.parts.rule) or not is_signed:
        return against
    changed = tuple(_changed(claim, bill))
    return (reason("CLAIM_SENT_CHANGED", rows=(claim.visit_id,), what=listing(changed)),) if changed else ()


def _other_plan(claim: Claim, bill: Bill, practice: Practice) -> Iterator[Reason]:
    """The claim went to the plan of before or after Payer from, and the day says it was the other one."""
    client = practice.client.get(bill.visit.client_id)
    open_ = not PLAN_OPEN.isdisjoint(r.code for r in bill.reasons)
    if client and not open_ and is_of_the_other(client, bill.visit.on, claim.payer, claim.member_id):
        rows = (claim.visit_id, client.client_id)
        yield reason("CLAIM_SENT_OTHER_PLAN", rows=rows, payer=claim.payer, client=client.client_id)


def _of_the_bill(claim: Claim, bill: Bill, practice: Practice, others: Collection[str]) -> tuple[Reason, ...]:
    """What of that which speaks against the visit speaks against the claim that was sent, too."""
    unread = any(tab == "Roster" for tab, _ in practice.in_question)  # it may be the member's own row
    found = (r for r in (*bill.reasons, *bill.besides) if r.code in SPEAKS_AGAINST_SENT)
    return tuple(
        r
        for r in found
        if not (unread and r.code == "CLAIM_NOT_ON_ROSTER")
        and not (r.code in CROWDED and any(x not in others for x in r.rows if x != claim.visit_id))
    )


def _changed(claim: Claim, bill: Bill) -> Iterator[str]:
    """What the visit itself now says otherwise than the claim did."""
    if claim.lines[0].on != bill.visit.on:
        yield "the date"
    if [x.code for x in claim.lines] != [x.code for x in bill.charges]:
        yield "the complexity line"
    elif not way_is_unknown(bill) and _ways(claim.lines) != _ways(bill.charges):
        yield "how the member took part"
    clinician = bill.parts.clinician if bill.parts else None
    if clinician and clinician.npi and clinician.npi.strip() != claim.rendering_npi:
        yield "the clinician"


def _all_changes(claim: Claim, bill: Bill) -> list[str]:
    return [*_changed(claim, bill), *differs(claim, claim_of(bill))]


def _facts(bill: Bill | None) -> tuple[object, ...] | None:
    """What the visit itself says; a new answer is wanted when it changes, not when a fee or a rate does."""
    if bill is None:
        return None
    npi = bill.parts.clinician.npi if bill.parts and bill.parts.clinician else None
    return bill.visit.on, [x.code for x in bill.charges], _ways(bill.charges), npi


def way_is_unknown(bill: Bill) -> bool:
    """Whether something is missing without which nobody can say how a line names the way of taking part."""
    return any(r.code in UNKNOWN_WAY for r in bill.reasons)


def _ways(lines: Iterable[ServiceLine | Charge]) -> list[tuple[tuple[str, ...], str]]:
    return [(x.modifiers, x.place) for x in lines]


def _unlike(claim: Claim, bill: Bill | None) -> tuple[Reason, ...]:
    """Which standing facts of the client, the payer or the fee have changed since; they may well have been right then."""
    if bill is None or not (bill.state == "ready" or {r.code for r in bill.reasons} == ASKED):
        return ()
    found = list(differs(claim, claim_of(bill)))
    return (reason("CLAIM_SENT_UNLIKE", rows=(claim.visit_id,), what=listing(found)),) if found else ()
