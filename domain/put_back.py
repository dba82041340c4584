"""After a ledger was put back from a backup: what may have happened in the time it knows nothing of."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.acknowledgements import WRITTEN
from domain.backup import Gap
from domain.billing import Bill, in_order
from domain.claim import Claim, claim_id
from domain.details import Details
from domain.effects import AskDecision, SendMail, SendText
from domain.filed import as_filed
from domain.history import History
from domain.lists import YesNo
from domain.making import claim_of
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.wanted import Wanted

DOUBT = "doubt"
"""The kind of entry in the ledger that says a batch may have gone out unseen; its key is ``doubt:<batch>``."""

WATCHED = timedelta(days=14)
AHEAD = timedelta(days=10)
"""No usual reminder goes out earlier before its session; one for a later session cannot have gone in the gap."""

AT_ONCE = frozenset({"moved", "cancelled"})
"""Texts that follow an edit, not the clock; those that the first day after a gap asks for may have gone in it."""

A_DAY = timedelta(days=1)
MOST_VERSIONS = 20
"""So many claims one visit has at most: the first, and what replaced or took back another."""

TOUCHED = "put back"
"""Stands for the fingerprint of a file whose making the ledger forgot: it is taken for a person's own."""


def is_watched(gap: Gap | None, now: datetime) -> bool:
    """Whether something may still turn out to have happened in the gap."""
    return gap is not None and (gap.until is None or now <= gap.until + WATCHED)


def text_may_have_gone(text: SendText, gap: Gap, now: datetime, details: Details) -> bool:
    """Whether a text that the ledger does not know may have gone out in the gap."""
    until = gap.until or now
    if text.text_kind in AT_ONCE:
        return now <= until + A_DAY
    longest = timedelta(hours=max(details.reminder_hours, default=0))
    ahead = max(AHEAD, longest + A_DAY)  # the night before stands in for hours in which no text may go
    return text.session_date <= (until + ahead).date()


def mail_may_have_gone(mail: SendMail, gap: Gap, now: datetime) -> bool:
    """Whether a client's mail that the ledger does not know may have gone out in the gap; no mail server can be asked."""
    until = gap.until or now
    return mail.mail_kind == "reminder" and mail.not_after <= until + 2 * A_DAY


def row_of(ask: AskDecision, practice: Practice, history: History) -> str | None:
    """The row in which this question stands already, though the ledger does not know that it was asked.

    A release is never taken for asked: its answer would send a batch.
    """
    if ask.decision_kind == "release":
        return None
    known = {h.detail.get("decision_id") for h in history.happened.values()}
    alike = [
        d
        for d in practice.decisions
        if d.kind == ask.decision_kind and d.about == ask.about and d.decision_id not in known
    ]
    same = [d for d in alike if d.question == ask.question] or alike
    return same[-1].decision_id if same else None


def newest_version(path: str, names: Collection[str]) -> str | None:
    """The newest file of a document in its folder: ``path`` or the highest ``path v2`` beside it."""
    stem, _, ending = path.rpartition(".")
    form = re.compile(rf"{re.escape(stem)}(?: v(\d+))?\.{re.escape(ending)}")
    found = [(int(m[1] or 1), name) for name in names if (m := form.fullmatch(name))]
    return max(found)[1] if found else None


@dataclass(frozen=True)
class FoundBatch:
    """A batch whose file lies in the claims folder, though the ledger does not know that it was written.

    ``claims`` are what the payer was told, as the file says it; a line has the digest of its bill where the rows say the
    same, else "". ``left`` are claims of which nobody can say what the payer was told: of whose visit, or what.
    """

    batch_id: str
    lines: tuple[tuple[str, int, str], ...]
    claims: tuple[Claim, ...]
    left: tuple[str, ...]


def found_batch(
    batch_id: str, filed: Mapping[str, Claim | None], bills: Mapping[str, Bill], practice: Practice
) -> FoundBatch:
    """What the file of a batch says: each claim as it went, whatever the rows say by now."""
    made = {number: claim_of(bills[number]) for number in filed if number in bills}
    told = {number: _told(number, claim, made.get(number), practice) for number, claim in filed.items()}
    claims = {number: claim for number, claim in told.items() if claim}
    lines = (
        (number, line.line, bills[number].digest if claim == made.get(number) else "")
        for number, claim in claims.items()
        for line in claim.lines
    )
    return FoundBatch(batch_id, tuple(lines), tuple(claims.values()), tuple(x for x in filed if x not in claims))


def _told(number: str, filed: Claim | None, made: Claim | None, practice: Practice) -> Claim | None:
    """What a payer was told of which visit; None where nobody can say it."""
    if filed is None:
        return made
    if made is not None:
        whose = {"visit_id": made.visit_id, "client_id": made.client_id}
    else:
        visit_id = _whose(number, filed.visit_id, practice)
        visit = practice.visit.get(visit_id)
        whose = {"visit_id": visit_id, "client_id": visit.client_id if visit else filed.client_id}
    return as_filed(filed.model_copy(update=whose), made) if all(whose.values()) else None


def _whose(number: str, said: str, practice: Practice) -> str:
    """The visit of a claim: what the file's twin says, if the number fits, else the one whose number it is; "" for none."""
    visits = (said, *practice.visit)
    return next((x for x in visits if x and number in _numbers(practice.slug, x)), "")


def _numbers(slug: str, visit_id: str) -> Iterator[str]:
    return (claim_id(slug, visit_id, version) for version in range(1, MOST_VERSIONS + 1))


def doubtful_batches(practice: Practice, history: History) -> Iterator[tuple[str, str]]:
    """Batches that a person released, and the question, though no file of them is known."""
    state = {b.batch_id: b.state for b in history.batches}
    for row in practice.decisions:
        if row.kind == "release" and row.answer is YesNo.YES and row.about and state.get(row.about) not in WRITTEN:
            yield row.about, row.decision_id


def settled_doubts(practice: Practice, history: History) -> Iterator[str]:
    """The doubts that are over: the file turned up, or the person took the Yes back."""
    still = {batch_id for batch_id, _ in doubtful_batches(practice, history)}
    for doubt in history.of_kind(DOUBT):
        if doubt.state == "needs_person" and not doubt.detail.get("left") and doubt.key.partition(":")[2] not in still:
            yield doubt.key


def in_doubt(history: History) -> frozenset[str]:
    """The batches of which nobody knows whether they went out."""
    return frozenset(h.key.partition(":")[2] for h in history.of_kind(DOUBT) if h.state == "needs_person")


def with_doubts(wanted: Wanted, history: History) -> Wanted:
    """The bills, those held that may have gone out in the gap."""
    doubts = [h for h in history.of_kind(DOUBT) if h.state == "needs_person"]
    if not doubts:
        return wanted
    of_batch = {b.batch_id: {x[0] for x in b.lines} for b in history.batches}
    why: dict[str, Reason] = {}
    whole: Reason | None = None
    for doubt in doubts:
        batch_id = doubt.key.split(":")[1]
        if left := doubt.detail.get("left"):
            why[left] = reason("CLAIM_PUT_BACK_LEFT", batch=batch_id)
            continue
        row = doubt.detail.get("row", "")
        said = reason("CLAIM_PUT_BACK", rows=(row,), batch=batch_id, row=row)
        if batch_id in of_batch:
            why |= dict.fromkeys(of_batch[batch_id], said)
        else:
            whole = said
    return replace(wanted, bills=tuple(_held(b, why.get(b.claim_id) or whole) for b in wanted.bills))


def _held(bill: Bill, why: Reason | None) -> Bill:
    if why is None or bill.state != "ready":
        return bill
    return replace(bill, state="held", reasons=in_order((*bill.reasons, why)), digest="")
