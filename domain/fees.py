"""The no-show fee: whether a payer allows it, and that only a person charges or waives it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain import rollcall
from domain.absences import UNEXCUSED, Absence, counted_mark
from domain.decisions import answer
from domain.effects import AskDecision
from domain.history import History
from domain.lists import Mark, PayerKind, PaymentKind, YesNo
from domain.outcome import Outcome
from domain.practice import Practice
from domain.questions import stands
from domain.reasons import Task, reason
from domain.records import Client, PayerRule, Session, Visit
from domain.sentences import SENTENCES
from domain.wording import day_words, dollars, listing

LATELY = timedelta(days=30)
"""How long ago a missed session may be for its fee to be asked about."""

ASKED = "ask:fee:"


@dataclass(frozen=True)
class Gate:
    """Whether a fee may be charged for one missed session: allowed, or why not, or what a person must say first."""

    allowed: bool
    words: str = ""
    task: Task | None = None


@dataclass(frozen=True)
class Fee:
    """A fee that a person has charged: who owes how much, in dollars, for which visit, by which decision."""

    visit_id: str
    client_id: str
    amount: Decimal
    decision_id: str


def decide_fees(practice: Practice, history: History, now: datetime) -> Outcome:
    """Each missed session whose payer allows a fee is asked about once; Yes charges it, No waives it."""
    asked: list[AskDecision] = []
    tasks: dict[tuple[str, str], Task] = {}
    for missed in _lately_missed(practice, now):
        if _key(history, missed.visit.visit_id, practice, standing=True):
            continue
        gate = fee_gate(practice, missed)
        if gate.task:
            tasks.setdefault((gate.task.about, gate.task.reason.code), gate.task)
        if gate.allowed:
            asked.append(_question(practice, history, missed, now))
    owed = (*_to_collect(practice, history), *_to_give_back(practice, history))
    return Outcome(tuple(asked), (), (*tasks.values(), *owed))


def _lately_missed(practice: Practice, now: datetime) -> Iterator[Absence]:
    """The absences of the last weeks for which the practice's policy knows a fee, in the order of the sessions."""
    since = rollcall.today(practice.details, now) - LATELY
    lately = (s for s in practice.sessions if s.on >= since and rollcall.has_started(s, practice.details, now))
    for session in sorted(lately, key=lambda s: (s.on, s.session_id)):
        for visit in sorted(practice.visits_of_session.get(session.session_id, ()), key=lambda v: v.visit_id):
            if missed := _missed(practice, session, visit):
                yield missed


def _missed(practice: Practice, session: Session, visit: Visit) -> Absence | None:
    """The absence that a visit is, if the practice's policy knows a fee for it."""
    if not practice.details.no_show_fee or visit.mark is None or rollcall.was_present(visit):
        return None
    mark = counted_mark(visit, session, practice.details)
    told = mark is Mark.ABSENT_TOLD and practice.details.told_fee is YesNo.YES
    if not told and mark not in UNEXCUSED:
        return None
    was_member = rollcall.was_held(practice, session) and practice.membership(visit, session.group_id)
    return Absence(visit, session, mark) if was_member and mark else None


def fee_gate(practice: Practice, missed: Absence) -> Gate:
    """Medicaid members are never charged, Medicare members only where everyone is; the others as the payer's row says."""
    client = practice.client.get(missed.visit.client_id)
    if client is None:  # its row is asked about
        return Gate(allowed=False)
    rule = practice.rule_for(client.insured_on(missed.session.on).payer, missed.session.on)
    if rule is None:
        why = reason("FEE_PAYER_UNKNOWN", rows=(client.client_id,), client=client.client_id)
        return Gate(allowed=False, task=Task(about=client.client_id, tab="Clients", reason=why))
    if rule.kind is PayerKind.MEDICAID or has_medicaid(practice, client, missed.session.on):
        return _medicaid(rule)
    return _as_the_row_says(practice, rule, missed)


def _as_the_row_says(practice: Practice, rule: PayerRule, missed: Absence) -> Gate:
    if rule.no_show_fee_allowed is None:
        return Gate(allowed=False, task=_of_payer("FEE_ALLOWED_BLANK", rule, missed.visit.visit_id))
    if rule.no_show_fee_allowed is YesNo.NO:
        return Gate(allowed=False, words=f"No fee: {rule.payer} does not allow one.")
    if rule.kind is PayerKind.MEDICARE and (spared := _not_charged(practice, missed.session.on)):
        others = listing(spared)
        words = f"No fee: Medicare allows one only where all are charged, and members of {others} are not."
        return Gate(allowed=False, words=words)
    return Gate(allowed=True)


def _medicaid(rule: PayerRule) -> Gate:
    says_yes = rule.kind is PayerKind.MEDICAID and rule.no_show_fee_allowed is YesNo.YES
    task = _of_payer("FEE_MEDICAID", rule) if says_yes else None
    return Gate(allowed=False, words="No fee: members with Medicaid may not be charged one.", task=task)


def has_medicaid(practice: Practice, client: Client, on: date) -> bool:
    """Whether the last call to the payer found Medicaid behind another plan."""
    calls = [c for c in practice.verifications_about.get(client.client_id, ()) if c.called_on <= on]
    return bool(calls) and "medicaid" in (calls[-1].other_coverage or "").lower()


def _not_charged(practice: Practice, on: date) -> list[str]:
    """The payers whose members pay no fee; Medicaid does not count where the practice has settled so."""
    in_force = (practice.rule_for(payer, on) for payer in sorted({p.payer for p in practice.payers}))
    beside = practice.details.medicare_fee_beside_medicaid is YesNo.YES
    return [
        rule.payer
        for rule in in_force
        if rule
        and not (rule.kind is PayerKind.MEDICAID and beside)
        and (rule.no_show_fee_allowed is not YesNo.YES or rule.kind is PayerKind.MEDICAID)
    ]


def _of_payer(code: str, rule: PayerRule, visit: str = "") -> Task:
    why = reason(code, rule=rule.row_id, payer=rule.payer, visit=visit)
    return Task(about=rule.row_id, tab="Payers", reason=why)


def why_no_fee(practice: Practice, missed: Absence) -> str:
    """Why no fee is asked about for a missed session, in words; nothing where one is, or the practice has none."""
    if not practice.details.no_show_fee or not missed.unexcused:
        return ""
    return fee_gate(practice, missed).words


def _key(history: History, visit_id: str, practice: Practice, *, standing: bool) -> str:
    """The key under which a visit's fee was asked about, or nothing; ``standing`` wants its row to be there."""
    start = f"{ASKED}{visit_id}:"
    keys = (k for k in history.happened if k.startswith(start))
    return next((k for k in keys if not standing or stands(k, practice, history)), "")


def _question(practice: Practice, history: History, missed: Absence, now: datetime) -> AskDecision:
    visit, details = missed.visit, practice.details
    client = practice.client[visit.client_id].insured_on(missed.session.on)
    amount = details.no_show_fee or Decimal(0)
    known = _key(history, visit.visit_id, practice, standing=False)
    words = {"client": client.client_id, "visit": visit.visit_id, "payer": client.payer, "fee": dollars(amount)}
    why = reason("FEE_DUE", rows=(visit.visit_id, client.client_id), rule="No-show fee", **words)
    day = day_words(missed.session.on)
    return AskDecision(
        key=known or f"{ASKED}{visit.visit_id}:{amount:.2f}",
        decision_id="",
        decision_kind="fee",
        asked_on=rollcall.today(details, now),
        about=f"{client.client_id}, {visit.visit_id}",
        question=(
            f"Charge {client.first_name} {client.last_name} ({client.client_id}) the no-show fee of {dollars(amount)}"
            f" for {day}? Yes charges it, No waives it."
        ),
        why=why.sentence,
        reasons=(why,),
    )


def charged(practice: Practice, history: History) -> list[Fee]:
    """The fees to which a person said Yes and whose reason still holds, for statements."""
    gone = withdrawn(practice, history)
    return [fee for fee in _answered(practice, history, YesNo.YES) if fee.decision_id not in gone]


def _answered(practice: Practice, history: History, *said: YesNo) -> Iterator[Fee]:
    for key in sorted(k for k in history.happened if k.startswith(ASKED)):
        row = answer(practice, history, key)
        if row is not None and row.answer in said:
            visit_id, _, amount = key.removeprefix(ASKED).rpartition(":")
            yield Fee(visit_id, visit_id.rpartition("/")[2], Decimal(amount), row.decision_id)


def _to_collect(practice: Practice, history: History) -> Iterator[Task]:
    """A charged fee until it stands in Payments in full, or an adjustment of it does."""
    settled = {p.visit_id for p in practice.payments if p.kind is PaymentKind.ADJUSTMENT}
    for fee in charged(practice, history):
        paid = [p.amount for p in practice.payments if (p.visit_id, p.kind) == (fee.visit_id, PaymentKind.NO_SHOW_FEE)]
        left = fee.amount - sum((x for x in paid if x is not None), Decimal(0))
        if fee.visit_id not in settled and left > 0:
            words = {"decision": fee.decision_id, "client": fee.client_id, "visit": fee.visit_id}
            why = reason("FEE_COLLECT", rows=(fee.decision_id, fee.visit_id), fee=dollars(left), **words)
            yield Task(about=fee.decision_id, tab="Decisions", reason=why)


def _to_give_back(practice: Practice, history: History) -> Iterator[Task]:
    """A fee that was paid although its reason is gone or it was waived since, until the refund stands in Payments."""
    owed = {fee.decision_id for fee in charged(practice, history)}
    kinds = {(p.visit_id, p.kind) for p in practice.payments}
    for fee in _answered(practice, history, YesNo.YES, YesNo.NO):
        paid, back = (fee.visit_id, PaymentKind.NO_SHOW_FEE) in kinds, (fee.visit_id, PaymentKind.REFUND) in kinds
        if fee.decision_id not in owed and paid and not back:
            why = reason("FEE_GIVE_BACK", rows=(fee.visit_id,), client=fee.client_id, visit=fee.visit_id)
            yield Task(about=fee.decision_id, tab="Decisions", reason=why)


def withdrawn(practice: Practice, history: History) -> dict[str, str]:
    """Fee questions whose reason no longer holds, by decision ID, each with a sentence for its asker."""
    return {
        decision_id: SENTENCES["FEE_NO_LONGER_HOLDS"]
        for key, asked in history.happened.items()
        if key.startswith(ASKED)
        and not _is_due(practice, key.removeprefix(ASKED).rpartition(":")[0])
        and (decision_id := asked.detail.get("decision_id", ""))
    }


def _is_due(practice: Practice, visit_id: str) -> bool:
    visit = practice.visit.get(visit_id)
    if ("Attendance", visit_id) in practice.in_question or (visit and "policy" in visit.held):
        return True  # nobody knows yet what the row says
    session = practice.session.get(visit.session_id) if visit else None
    missed = _missed(practice, session, visit) if visit and session else None
    return missed is not None and fee_gate(practice, missed).allowed
