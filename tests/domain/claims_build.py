"""A practice's sheets with one group of seven, as the guide tells it; every cell can be overwritten."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from domain import lists as l
from domain import records as r
from domain.claims import decide_claims, wanted_claims
from domain.decisions import numbered
from domain.details import Details
from domain.effects import AskDecision, DeclineBatch, ProposeBatch, WriteBatch
from domain.history import Batch, Happened, History
from domain.outcome import Outcome
from domain.practice import Practice

ON = date(2026, 3, 3)
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
DETAILS = Details(
    practice_name="Riverbend Group Therapy",
    street="100 Main St",
    city="Springfield",
    state="IL",
    zip="62701-1234",
    billing_npi="1234567893",
    tax_id="12-3456789",
    tax_id_kind="EIN",
    billing_taxonomy="193200000X",
    entity="Organization",
    submitter_id="RIVERBENDGRP",
    submitter_contact="Billing Desk",
    submitter_phone="217-555-0100",
    receiver_name="Example Clearinghouse",
    receiver_id="CLEARHOUSE1",
)
PEOPLE = ("Ada", "Ben", "Cora", "Dov", "Elsa", "Finn", "Gita")
PAYERS = ("Aetna", "BCBS", "Self-pay", "Medicare", "Aetna", "Aetna", "Aetna")
MARKS = ("Present", "Present", "Absent - told us", "Present", "No-show", "Present", "Present")
ARRIVED = (time(18), time(17, 58), None, time(18, 5), None, time(18, 2), time(17, 55))


def staff(**cells: Any) -> r.StaffMember:
    usual: dict[str, Any] = {
        "name": "Maya Chen, LCSW",
        "initials": "MC",
        "role": l.Role.CLINICIAN,
        "npi": "1245319599",
        "taxonomy": "1041C0700X",
    }
    return r.StaffMember(**usual | cells)


def group(group_id: str = "G-01", **cells: Any) -> r.Group:
    usual: dict[str, Any] = {
        "group_id": group_id,
        "name": "CBT for Anxiety",
        "type": l.GroupType.SKILLS,
        "facilitator": "MC",
        "weekday": l.Weekday.TUESDAY,
        "start_time": time(18),
        "minutes": 90,
        "how": l.How.IN_PERSON,
        "fee": Decimal(150),
        "complexity_fee": Decimal(15),
        "self_pay_fee": Decimal(45),
        "status": l.GroupStatus.RUNNING,
    }
    return r.Group(**usual | cells)


def payer(name: str = "Aetna", **cells: Any) -> r.PayerRule:
    usual: dict[str, Any] = {
        "payer": name,
        "payer_id": "60054",
        "kind": l.PayerKind.COMMERCIAL,
        "filing_code": "CI",
        "since": date(2026, 1, 1),
        "network": l.Network.IN,
        "minimum_present": 2,
        "maximum_present": 12,
        "presence_rule": l.PresenceRule.ENTIRE,
        "grace_minutes": 5,
        "video_modifier": l.VideoModifier.M95,
        "phone_modifier": l.PhoneModifier.M93,
        "home_place": l.HomePlace.HOME,
        "pays_90785": l.YesNo.YES,
        "rate": Decimal(40),
        "days_to_file": 120,
    }
    return r.PayerRule(**usual | cells)


def four_payers() -> tuple[r.PayerRule, ...]:
    return (
        payer("Aetna"),
        payer("BCBS", payer_id="00621", filing_code="BL"),
        payer("Self-pay", kind=l.PayerKind.SELF_PAY, payer_id=None, filing_code=None, presence_rule=None),
        payer(
            "Medicare",
            payer_id="MCARE",
            kind=l.PayerKind.MEDICARE,
            filing_code="MB",
            presence_rule=l.PresenceRule.MAJORITY,
            video_modifier=l.VideoModifier.NONE,
            days_to_file=365,
        ),
    )


def client(number: int = 1, **cells: Any) -> r.Client:
    name = PAYERS[(number - 1) % 7]
    usual: dict[str, Any] = {
        "client_id": f"C-{number:03d}",
        "first_name": PEOPLE[(number - 1) % 7],
        "last_name": "Quill",
        "born": date(1980, 2, 14),
        "sex": l.Sex.FEMALE,
        "street": "22 Elm Ave",
        "city": "Springfield",
        "state": "IL",
        "zip": "62704",
        "payer": name,
        "member_id": "1EG4-TE5-MK73" if name == "Medicare" else f"W12345678{number}",
        "holder": l.Holder.SELF,
    }
    return r.Client(**usual | cells)


def member(number: int = 1, group_id: str = "G-01", **cells: Any) -> r.Membership:
    usual: dict[str, Any] = {
        "roster_id": f"R-{group_id}-{number:03d}",
        "group_id": group_id,
        "client_id": f"C-{number:03d}",
        "start": date(2026, 1, 6),
        "status": l.MembershipStatus.ACTIVE,
        "diagnoses": ("F41.1",),
        "attends": l.Attends.IN_PERSON,
    }
    return r.Membership(**usual | cells)


def call(number: int = 1, **cells: Any) -> r.Verification:
    usual: dict[str, Any] = {
        "verification_id": f"V-{number:03d}",
        "about": f"C-{number:03d}",
        "called_on": date(2026, 1, 5),
        "plan_active": l.YesNoUnsure.YES,
        "group_covered": l.YesNoUnsure.YES,
        "copay": Decimal(25),
        "authorization": l.Authorization.NOT_NEEDED,
        "result": l.VerificationResult.VERIFIED,
    }
    return r.Verification(**usual | cells)


def session(session_id: str = "G-01/05", on: date = ON, **cells: Any) -> r.Session:
    usual: dict[str, Any] = {
        "session_id": session_id,
        "group_id": session_id.split("/", maxsplit=1)[0],
        "on": on,
        "number": int(session_id.split("/")[1]),
        "starts": time(18),
        "ends": time(19, 30),
        "facilitator": "MC",
    }
    return r.Session(**usual | cells)


def visit(number: int = 1, session_id: str = "G-01/05", on: date = ON, **cells: Any) -> r.Visit:
    usual: dict[str, Any] = {
        "visit_id": f"{session_id}/C-{number:03d}",
        "session_id": session_id,
        "on": on,
        "client_id": f"C-{number:03d}",
        "mark": l.Mark.PRESENT,
        "signed": "MC",
        "signed_on": on,
    }
    return r.Visit(**usual | cells)


def guide_visits() -> tuple[r.Visit, ...]:
    return tuple(
        visit(n, mark=l.Mark(mark), arrived=arrived)
        for n, (mark, arrived) in enumerate(zip(MARKS, ARRIVED, strict=True), start=1)
    )


def practice(**tabs: Any) -> Practice:
    """The guide's session 5 of 12; any tab can be given anew."""
    usual: dict[str, Any] = {
        "slug": "riverbend",
        "details": DETAILS,
        "staff": (staff(),),
        "groups": (group(),),
        "payers": four_payers(),
        "clients": tuple(client(n) for n in range(1, 8)),
        "roster": tuple(member(n) for n in range(1, 8)),
        "verifications": tuple(call(n) for n in range(1, 8)),
        "sessions": (session(),),
        "visits": guide_visits(),
    }
    return Practice(**usual | tabs)


def two_of_aetna(**tabs: Any) -> Practice:
    """Clients 1 and 5 of Aetna, both there; the smallest group that is billed."""
    usual: dict[str, Any] = {"visits": (visit(1), visit(5))}
    return practice(**usual | tabs)


def states(p: Practice, now: datetime = NOW) -> dict[str, str]:
    """Client to the state of their bill."""
    return {b.visit.client_id: b.state for b in wanted_claims(p, now).bills}


def codes_of(p: Practice, client_id: str = "C-001", now: datetime = NOW) -> list[str]:
    """The codes that hold the visits of one client."""
    return [r.code for b in wanted_claims(p, now).bills if b.visit.client_id == client_id for r in b.reasons]


def decided(p: Practice, history: History, now: datetime = NOW) -> Outcome:
    outcome = decide_claims(wanted_claims(p, now), p, history, now)
    return replace(outcome, effects=tuple(numbered(outcome.effects, p, history)))


def carried_out(p: Practice, history: History, now: datetime = NOW) -> tuple[Practice, History, Outcome]:
    """What the sheets and the ledger look like after one pass; every effect works."""
    outcome = decided(p, history, now)
    rows, happened, batches = list(p.decisions), dict(history.happened), {b.batch_id: b for b in history.batches}
    for effect in outcome.effects:
        detail = {"decision_id": effect.decision_id} if isinstance(effect, AskDecision) else {}
        if isinstance(effect, DeclineBatch):
            detail = {"because": effect.reasons[0].code}
        happened[effect.key] = Happened(
            key=effect.key, kind=effect.kind, state="done", digest=effect.digest, begun=now, detail=detail
        )
        if isinstance(effect, AskDecision):
            rows.append(r.Decision(decision_id=effect.decision_id, kind=effect.decision_kind, about=effect.about))
        if isinstance(effect, ProposeBatch):
            batches[effect.batch_id] = Batch(
                batch_id=effect.batch_id, state="proposed", lines=effect.lines, proposed=now
            )
        if isinstance(effect, DeclineBatch):
            batches[effect.batch_id] = batches[effect.batch_id].model_copy(update={"state": "declined"})
        if isinstance(effect, WriteBatch):
            written = {"state": "written", "claims": effect.claims}
            batches[effect.batch_id] = batches[effect.batch_id].model_copy(update=written)
    return replace(p, decisions=tuple(rows)), History(happened, tuple(batches.values())), outcome


def answered(p: Practice, kind: str, answer: l.YesNo) -> Practice:
    """The practice after a person answered the open questions of a kind."""
    rows = (d.model_copy(update={"answer": answer}) if d.kind == kind and d.answer is None else d for d in p.decisions)
    return replace(p, decisions=tuple(rows))


def corrected(p: Practice, client_id: str, **cells: Any) -> Practice:
    """The practice after someone corrected the attendance row of a client."""
    rows = (v.model_copy(update=cells) if v.client_id == client_id else v for v in p.visits)
    return replace(p, visits=tuple(rows))
