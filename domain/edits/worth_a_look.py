"""Checks that stop no claim but are worth a person's look before or beside sending."""

from collections.abc import Iterator
from datetime import timedelta

from domain import codes, diagnoses
from domain.edits.case import Case
from domain.lists import Holder, HomePlace, PayerKind, SameDay
from domain.presend import is_taken_in
from domain.reasons import Reason, reason
from domain.telehealth import Way

EVIDENCE = {
    SameDay.WITH_59: "the payer wants 59 on the individual code.",
    SameDay.WITH_XE: "the payer wants XE on the individual code.",
    SameDay.NO: "the payer pays one of them, so bill the other to nobody.",
    SameDay.YES: "the payer pays both at different times.",
    None: "ask the payer whether it pays both.",
}
"""What the payer wants when group and individual fall on one day; 59 or XE is never added by itself (ruling 15)."""

HALF, SOON = 0.5, 0.8
"""The parts of the time to file after which a line that still waits is worth a word (billing.md 9.3, edit 30)."""


def same_day(case: Case) -> Iterator[Reason]:
    """An individual service of the same day wants evidence of other times; what its row says is said of no other code."""
    visit, rule = case.bill.visit, case.bill.parts.rule if case.bill.parts else None
    for service in case.practice.services_of_client.get(visit.client_id, ()):
        if service.on == visit.on:
            rows = (visit.visit_id, service.service_id)
            code = (service.code or "").strip().upper()
            other = bool(code) and code not in codes.INDIVIDUAL
            words = {
                "what": f"Another service ({code})" if other else "Individual service",
                "service": service.service_id,
                "wanted": EVIDENCE[rule.same_day_individual if rule and not other else None],
            }
            yield reason("CLAIM_SAME_DAY", rows=rows, rule=rule.row_id if rule else None, **words)


def old_benefits(case: Case) -> Iterator[Reason]:
    """Benefits that were checked long ago, and another plan that may have to pay first."""
    yield from case.parts.covered.warnings
    call = case.parts.covered.call
    other = (call.other_coverage or "").strip() if call else ""
    if call and other and other.lower() not in {"no", "none", "n/a", "-"}:
        row = call.verification_id
        yield reason("COVER_OTHER_PLAN", rows=(row,), row=row, payer=case.rule.payer)


def own_policy(case: Case) -> Iterator[Reason]:
    """Medicaid and Medicare plans insure each person alone, so that the patient is the subscriber, a child too."""
    holder, rule, who = case.client.holder, case.rule, case.client.client_id
    alone = rule.kind in (PayerKind.MEDICAID, PayerKind.MEDICARE)
    if alone and holder is not None and holder is not Holder.SELF:
        yield reason("CLAIM_OWN_POLICY", rows=(who,), rule=rule.row_id, client=who, payer=rule.payer)


def vague_diagnosis(case: Case) -> Iterator[Reason]:
    """A first diagnosis that says little, is no matter of behavior, or is on no list that Circlebook knows."""
    stay = case.bill.parts.membership if case.bill.parts else None
    if stay is None or not stay.diagnoses:
        return
    first, rows = stay.diagnoses[0].strip().upper(), (stay.roster_id,)
    if first.replace(".", "") in diagnoses.UNSPECIFIED:
        yield reason("CLAIM_DIAGNOSIS_VAGUE", rows=rows, row=stay.roster_id, found=first)
    elif not diagnoses.is_behavioral(first):
        yield reason("CLAIM_DIAGNOSIS_BODY", rows=rows, row=stay.roster_id, found=first)
    if not diagnoses.is_listed_for(case.bill.visit.on):
        for code in stay.diagnoses:
            if codes.is_diagnosis(code) and not diagnoses.exists(code):
                until = diagnoses.UNTIL.isoformat()
                yield reason("CLAIM_DIAGNOSIS_NEW", rows=rows, row=stay.roster_id, found=code, until=until)


def low_charge(case: Case) -> Iterator[Reason]:
    """A fee below what the payer's contract pays gives money away."""
    group, rate = case.group, case.bill.parts.rule.rate if case.bill.parts else None
    if group and rate is not None and group.fee is not None and group.fee < rate:
        words = {"group": group.group_id, "payer": case.rule.payer}
        yield reason("CLAIM_FEE_LOW", rows=(group.group_id,), rule=case.rule.row_id, **words)


def far_away(case: Case) -> Iterator[Reason]:
    """A member who takes part from another state than the clinician is licensed in, or never agreed to telehealth."""
    if case.bill.parts is None:
        return
    yield from _unagreed(case)
    yield from _by_phone(case)
    staff, state = case.staff, (case.client.state or "").strip().upper()
    licensed = (staff.license_state or "").strip().upper() if staff else ""
    place = case.bill.charges[0].place if case.bill.charges else ""
    if staff and state and licensed and place not in ("", codes.OFFICE) and state != licensed:
        rows = (case.client.client_id, staff.initials)
        yield reason("CLAIM_LICENSE_STATE", rows=rows, client=case.client.client_id, staff=staff.initials, state=state)


def _by_phone(case: Case) -> Iterator[Reason]:
    """A visit by phone alone wants its reason on file, and Medicare wants the member at home."""
    stay = case.bill.parts.membership if case.bill.parts else None
    if stay is None or case.way is not Way.PHONE:
        return
    rows = (stay.roster_id, case.client.client_id)
    words = {"row": stay.roster_id, "client": case.client.client_id}
    if not (stay.why_by_phone or "").strip():
        yield reason("CLAIM_PHONE_REASON", rows=rows, **words)
    away = case.bill.charges and case.bill.charges[0].place == codes.TELEHEALTH
    if case.rule.kind is PayerKind.MEDICARE and case.rule.home_place is HomePlace.HOME and away:
        yield reason("CLAIM_PHONE_AWAY", rows=rows, rule=case.rule.row_id, **words)


def _unagreed(case: Case) -> Iterator[Reason]:
    """Only where an intake form asked: a practice that keeps consents on paper is not asked about each member."""
    far = case.bill.charges and case.bill.charges[0].place not in ("", codes.OFFICE)
    if far and case.practice.refused_telehealth(case.client):
        yield reason("CLAIM_TELEHEALTH_CONSENT", rows=(case.client.client_id,), client=case.client.client_id)


def time_to_file(case: Case) -> Iterator[Reason]:
    """Half, and then four fifths, of the time in which the payer takes claims of that day is over."""
    parts, visit = case.bill.parts, case.bill.visit
    if parts is None or parts.deadline is None or not parts.rule.days_to_file or case.today > parts.deadline:
        return
    gone = (case.today - visit.on).days
    words = {"payer": parts.rule.payer, "until": parts.deadline.isoformat()}
    if gone >= int(parts.rule.days_to_file * SOON):
        yield reason("CLAIM_FILING_SOON", rows=(visit.visit_id,), rule=parts.rule.row_id, **words)
    elif gone >= int(parts.rule.days_to_file * HALF) and case.bill.state == "held":
        yield reason("CLAIM_FILING_HALF", rows=(visit.visit_id,), rule=parts.rule.row_id, **words)


def supervised(case: Case) -> Iterator[Reason]:
    """A clinician who works under a supervisor may have to be billed under that person, unless the payer took them in."""
    staff = case.bill.parts.clinician if case.bill.parts else None
    taken_in = staff and case.rule.enrolled and is_taken_in(case.practice, case.rule, staff)
    if staff and staff.supervisor and not taken_in:
        words = {"staff": staff.initials, "payer": case.rule.payer}
        yield reason("CLAIM_SUPERVISED", rows=(staff.initials,), rule=case.rule.row_id, **words)


def lonely_line(case: Case) -> Iterator[Reason]:
    """The only line of a session in which others were present who are not billed yet."""
    visit = case.bill.visit
    if case.others.in_session.get(visit.session_id, 0) != 1:
        return
    waiting = sum(
        v.mark is None and v.client_id != visit.client_id
        for v in case.practice.visits_of_session.get(visit.session_id, ())
    )
    if waiting and case.today - visit.on < timedelta(days=30):
        yield reason("CLAIM_LONELY", rows=(visit.session_id,), session=visit.session_id, number=waiting)
