"""What a remittance comes to when it is received: each claim of ours kept once, and a sentence about everything."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from domain.acknowledgements import WRITTEN, Told, plain
from domain.adjustment_words import OWED
from domain.claim import Claim
from domain.history import History
from domain.questions import short_digest
from domain.remittance import (
    FORECAST,
    NOTHING,
    REVERSAL,
    UNJUDGED,
    Adjustment,
    PaidClaim,
    PaidLine,
    Remittance,
    added_up,
)
from domain.sentences import SENTENCES
from domain.settled import LINE, Money, packed
from domain.wording import dollars

Facts = tuple[object, ...]


@dataclass(frozen=True)
class _Here:
    """What was sent from here, what was read of a payment so far, and the day for payments that name none."""

    claims: Mapping[str, Claim]
    seen: Counter[Facts]
    today: date


def remitted(remittances: Iterable[Remittance], history: History, today: date) -> Iterator[Told]:
    """What each payment and each of its claims comes to; what was read before is not new, whatever its file is called."""
    claims = {c.claim_id.upper(): c for b in history.batches if b.state in WRITTEN for c in b.claims}
    places = count()
    begun: set[str] = set()
    for remittance in remittances:
        here = _Here(claims, Counter(), today)  # a payment that stands in a file twice is one
        told = [_told(next(places), claim, remittance, here) for claim in remittance.claims]
        told = [_known(t) if t.key in history.happened or t.key in begun else t for t in told]
        begun |= {t.key for t in told if t.key}
        ours = [t for t in told if t.key]
        fresh = any(t.is_new for t in ours) or not ours
        yield from told
        yield from (t if fresh else _known(t) for t in _of_payment(remittance))


def _known(told: Told) -> Told:
    return Told(told.about, told.state, told.sentence, told.key, told.detail, is_new=False)


def _told(place: int, said: PaidClaim, of: Remittance, here: _Here) -> Told:
    about = plain(said.claim_id)
    claim = here.claims.get(said.claim_id.upper())
    if claim is None:
        return Told(about, "unknown", SENTENCES["ANSWER_UNKNOWN_CLAIM"].format(claim=about))
    if is_others(said, claim):
        return Told(about, "unknown", SENTENCES["REMIT_OTHERS"].format(claim=about))
    if not said.is_read:
        return Told(about, "sums", SENTENCES["REMIT_UNREAD"].format(claim=about))
    # The same words in another file are the same payment; said twice in one payment, they are two.
    number = plain(said.payer_number)
    facts: Facts = (plain(of.trace), of.on, claim.claim_id, said.status, said.charge, said.paid, said.patient, number)
    here.seen[facts] += 1
    key = f"remit:{claim.claim_id}:{short_digest(*facts)}:{here.seen[facts]}"
    money, lines = money_of(said, claim)
    detail = {
        "claim_id": claim.claim_id,
        "visit_id": claim.visit_id,
        "client_id": claim.client_id,
        "status": said.status,
        "trace": plain(of.trace),
        "on": (of.on or here.today).isoformat(),
        "method": of.method,
        "payer_number": number,
        "place": str(place),
        "money": packed(money),
    }
    detail |= {f"{LINE}{n}": packed(m) for n, m in lines.items()}
    return Told(claim.claim_id, *_in_words(claim.claim_id, said, money), key, detail)


def _in_words(claim_id: str, said: PaidClaim, money: Money) -> tuple[str, str]:
    """The state and the sentence of one claim of a remittance."""
    words = {"claim": claim_id, "paid": dollars(abs(money.paid)), "owed": dollars(money.owed)}
    if said.status in UNJUDGED:
        return "sent", SENTENCES["REMIT_UNJUDGED"].format(**words)
    if said.status == REVERSAL:
        return "taken back", SENTENCES["REMIT_TAKEN_BACK"].format(**words)
    state = money.state(None, is_denied=said.status == "4")
    code = {"denied": "REMIT_DENIED", "paid in part": "REMIT_IN_PART"}.get(state, "REMIT_PAID")
    return state, SENTENCES[code].format(words=money.words, **words)


def _of_payment(of: Remittance) -> Iterator[Told]:
    """Where the sums of a payment do not come out, and what the payer keeps back for other matters."""
    number = plain(of.trace) or "without a number"
    for claim in of.claims:
        if claim.is_read and not _comes_out(claim):
            sentence = SENTENCES["REMIT_CLAIM_SUMS"].format(claim=plain(claim.claim_id), number=number)
            yield Told(plain(claim.claim_id), "sums", sentence)
        owed = sum((x.amount for x in claim.all_adjustments if x.group == OWED), NOTHING)
        if claim.is_read and claim.status not in (REVERSAL, *UNJUDGED) and claim.patient not in (NOTHING, owed):
            words = {"claim": plain(claim.claim_id), "head": dollars(claim.patient), "owed": dollars(owed)}
            yield Told(plain(claim.claim_id), "sums", SENTENCES["REMIT_CLIENT_SUMS"].format(**words))
    if of.is_whole and (of.total is None or of.total != of.expected_total):
        words = {"number": number, "total": dollars(of.total or NOTHING), "claims": dollars(of.expected_total)}
        yield Told(number, "sums", SENTENCES["REMIT_SUMS"].format(**words))
    if of.kept_back:
        code = "REMIT_KEPT_BACK" if of.kept_back > 0 else "REMIT_ADDED"
        sentence = SENTENCES[code].format(number=number, amount=dollars(abs(of.kept_back)))
        yield Told(number, "kept back", sentence)


def _comes_out(claim: PaidClaim) -> bool:
    """Whether a claim's charge less its adjustments is what is paid, and its lines are the claim."""
    off = sum((x.amount for x in claim.all_adjustments), NOTHING)
    lines = sum((x.paid for x in claim.lines), NOTHING)
    return claim.status in UNJUDGED or (claim.charge - off == claim.paid and (not claim.lines or lines == claim.paid))


def is_others(said: PaidClaim, claim: Claim) -> bool:
    """Whether a claim of our number differs in charge and day, so that it went from elsewhere."""
    days = {x.on for x in said.lines if x.on}
    references = {x.reference for x in said.lines} & {x.reference for x in claim.lines}
    ours = {x.on.strftime("%Y%m%d") for x in claim.lines}
    return not references and bool(days) and days.isdisjoint(ours) and abs(said.charge) != claim.total


def money_of(said: PaidClaim, claim: Claim) -> tuple[Money, dict[int, Money]]:
    """The money of a claim, and that of each of our lines; no lines where a claim of several was answered as one."""
    off = added_up(said.all_adjustments)
    whole = Money(said.charge, said.paid, off)
    if not said.lines:
        return whole, {1: whole} if len(claim.lines) == 1 else {}
    of_line: dict[int, list[PaidLine]] = {}
    for line, number in zip(said.lines, _numbers(said.lines, claim), strict=True):
        of_line.setdefault(number, []).append(line)
    first = min(of_line)
    return whole, {
        n: _line_money(parts, said.adjustments if n == first else ()) for n, parts in sorted(of_line.items())
    }


def _line_money(parts: Iterable[PaidLine], also: Iterable[Adjustment]) -> Money:
    charge, paid, off = NOTHING, NOTHING, list(also)
    for part in parts:
        charge, paid = charge + part.charge, paid + part.paid
        off += part.adjustments
    return Money(charge, paid, added_up(off))


def _numbers(lines: Iterable[PaidLine], claim: Claim) -> list[int]:
    """Which of our lines each line answers: by our own number of it, else by code and day, else by code, else the first."""
    return [_number(line, claim) for line in lines]


def _number(line: PaidLine, claim: Claim) -> int:
    ours = claim.lines
    alike = (
        [x for x in ours if line.reference and x.reference.upper() == line.reference.upper()]
        or [x for x in ours if x.code == line.code and x.on.strftime("%Y%m%d") == line.on]
        or [x for x in ours if x.code == line.code]
        or [*ours]
    )
    return alike[0].line


def total_of(told: Iterable[Told]) -> Decimal:
    """What the new claims among them bring in all."""
    paid = (t.detail for t in told if t.is_new and "money" in t.detail and t.detail["status"] != FORECAST)
    sums = (Decimal(detail["money"].split(" ")[1]) for detail in paid)
    return sum(sums, NOTHING)
