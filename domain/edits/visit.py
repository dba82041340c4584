"""Edits on the visit itself: who was there, how many, who signed, how often, how late, who agreed."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile

from domain import rollcall
from domain.counting import Place, counted_under, limit_left
from domain.coverage import benefit_year
from domain.edits.case import Billed, Case, Person, person_of
from domain.lists import Authorization, GroupType, VerificationResult, YesNo
from domain.note_signing import signer_refused
from domain.presence import presence, span_of
from domain.reasons import Reason, reason


def duplicate(case: Case) -> Iterator[Reason]:
    """The same person, payer and day stands on no other claim, beyond what the payer takes a day; a session only once."""
    visit, before = case.bill.visit.visit_id, _before(case, person_of(case.claim))
    allowed = case.rule.per_day if case.rule.per_day is not None else 1
    session = visit.rpartition("/")[0]
    again = next((x for x in before if x.visit_id.rpartition("/")[0] == session), None)
    if again or len(before) >= max(1, allowed):
        first = again or before[0]
        yield reason("CLAIM_DUPLICATE", rows=(visit, first.visit_id), claim=first.claim_id)


def attendance(case: Case) -> Iterator[Reason]:
    """The member was there, long enough for the payer, in a session that took place and that may be billed."""
    visit, session, group = case.bill.visit, case.session, case.group
    if not rollcall.was_present(visit):
        yield reason("CLAIM_ABSENT", rows=case.visit_rows, mark=visit.mark.value if visit.mark else "blank")
    if session is None or rollcall.is_called_off(session):
        yield reason("CLAIM_SESSION_NOT_HELD", rows=(visit.session_id,), session=visit.session_id)
    if group and group.type is GroupType.PSYCHOEDUCATION:
        yield reason("CLAIM_PSYCHOEDUCATION", rows=(group.group_id,), group=group.group_id)
    if visit.do_not_bill is YesNo.YES:
        yield reason("CLAIM_DO_NOT_BILL", rows=case.visit_rows)
    if session and rollcall.was_present(visit):
        yield from (r for r in presence(visit, span_of(session, group), case.rule) if r.code != "CLAIM_REVIEW")


def group_size(case: Case) -> Iterator[Reason]:
    """As many were there as the payer wants at the least and at the most, whoever pays for them."""
    session = case.bill.visit.session_id
    visits = case.practice.visits_of_session.get(session, ())
    present = len({v.client_id for v in visits if rollcall.was_present(v)})
    rule, rows = case.rule, (session,)
    words = {"present": present, "payer": rule.payer}
    if rule.minimum_present is not None and present < rule.minimum_present:
        yield reason("CLAIM_GROUP_TOO_SMALL", rows=rows, rule=rule.row_id, minimum=rule.minimum_present, **words)
    if rule.maximum_present is not None and present > rule.maximum_present:
        yield reason("CLAIM_GROUP_TOO_LARGE", rows=rows, rule=rule.row_id, maximum=rule.maximum_present, **words)


def own_note(case: Case) -> Iterator[Reason]:
    """The member's own note is signed and dated by somebody of the staff, not before the session."""
    visit = case.bill.visit
    if not visit.signed:
        yield reason("CLAIM_NOTE_NOT_SIGNED", rows=case.visit_rows)
    elif code := signer_refused(case.practice, visit.signed):
        yield reason(code, rows=case.visit_rows)
    elif visit.signed_on is None:
        yield reason("CLAIM_NOTE_NOT_DATED", rows=case.visit_rows)
    if visit.signed_on is not None and visit.signed_on < visit.on:
        yield reason("CLAIM_NOTE_SIGNED_EARLY", rows=case.visit_rows)


def authorization(case: Case) -> Iterator[Reason]:
    """Verified, and authorized where the payer wants it: the number, its days, and a session left over all billed ones."""
    call, found, claim = case.parts.covered.call, case.parts.covered.authorization, case.claim
    if call is None or call.result is not VerificationResult.VERIFIED:
        yield reason("COVER_NEVER_VERIFIED", rows=(case.client.client_id,), client=case.client.client_id)
        return
    if call.authorization is Authorization.NOT_NEEDED and not claim.authorization_number:
        return
    row = (found or call).verification_id
    if found is None or not claim.authorization_number or claim.authorization_number != found.authorization_number:
        yield reason("COVER_AUTHORIZATION_NUMBER", rows=(row,), row=row)
        return
    on = case.bill.visit.on
    if (found.authorized_from or on) > on or (found.authorized_to or on) < on:
        yield reason("COVER_AUTHORIZATION_DATES", rows=(row,), row=row)
    if found.authorized_sessions is not None and _used(case) >= found.authorized_sessions:
        yield reason("COVER_AUTHORIZATION_USED_UP", rows=(row,), row=row, count=found.authorized_sessions)


def _used(case: Case) -> int:
    """How many sessions of the authorization are billed before this one."""
    key = (case.client.born, counted_under(case.claim.authorization_number))
    place = case.others.nth.get((key, case.bill.visit.visit_id))
    return len(case.others.of_authorization.get(key, ())) if place is None else place


def _before(case: Case, person: Person) -> list[Billed]:
    """What is billed of a person on the day of the visit, and comes before it."""
    same_day = case.others.of_day.get((person, case.bill.visit.on), ())
    return list(takewhile(lambda x: x.visit_id != case.bill.visit.visit_id, same_day))


def limits(case: Case) -> Iterator[Reason]:
    """No more in seven days than the payer takes, and no more in a year than the plan pays."""
    yield from _year(case)
    rule, on, visit = case.rule, case.bill.visit.on, case.bill.visit.visit_id
    if rule.per_week is None:
        return
    person = person_of(case.claim)
    days = (on - timedelta(days=ago) for ago in range(6, 0, -1))
    earlier = [x for day in days for x in case.others.of_day.get((person, day), ())]
    near = (*earlier, *_before(case, person))
    if len(near) >= rule.per_week or (near := _later_weeks(case, person, rule.per_week)):
        rows = (visit, *(x.visit_id for x in near))
        yield reason("CLAIM_WEEK_FULL", rows=rows, rule=rule.row_id, payer=rule.payer, allowed=rule.per_week)


def _later_weeks(case: Case, person: Person, allowed: int) -> tuple[Billed, ...]:
    """The claims that fill a week which ends after the visit: a later day may be sent before an earlier one is marked."""
    on, sent = case.bill.visit.on, case.others.sent
    if case.bill.visit.visit_id in sent:
        return ()
    around = [
        x
        for ahead in range(-6, 7)
        for x in case.others.of_day.get((person, on + timedelta(days=ahead)), ())
        if x.visit_id in sent
    ]
    for last in (x.on for x in around if x.on > on):
        week = tuple(x for x in around if last - timedelta(days=7) < x.on <= last)
        if len(week) >= allowed:
            return week
    return ()


def _year(case: Case) -> Iterator[Reason]:
    call, visit = case.parts.covered.call, case.bill.visit
    if call is None or call.session_limit is None:
        return
    known = case.others.of_person.get(person_of(case.claim), ())
    before = takewhile(lambda x: x.visit_id != visit.visit_id, known)
    _, last = benefit_year(visit.on, call.benefit_year_starts)
    used = [
        Place(x.visit_id, min(x.on, visit.on), "")
        for x in before
        if x.on <= last and x.visit_id not in case.others.lost
    ]  # a later visit may be sent already
    left = limit_left(call, visit.on, used)
    if left is not None and left < 1:
        row = call.verification_id
        yield reason("COVER_SESSION_LIMIT", rows=(row, visit.visit_id), row=row, count=call.session_limit)


def filing_time(case: Case) -> Iterator[Reason]:
    """The payer still takes claims of that day."""
    limit = case.rule.days_to_file
    if limit is not None and case.bill.visit.on + timedelta(days=limit) < case.today:
        until = (case.bill.visit.on + timedelta(days=limit)).isoformat()
        words = {"payer": case.rule.payer, "until": until}
        yield reason("CLAIM_FILING_LATE", rows=case.visit_rows, rule=case.rule.row_id, **words)


def consent(case: Case) -> Iterator[Reason]:
    """Nothing of a substance-use group leaves without the member's consent."""
    group, client = case.group, case.client
    agreed = client.part2_consent_date
    if group and group.sud_program is YesNo.YES and (agreed is None or agreed > case.today):
        rows = (client.client_id, group.group_id)
        yield reason("COVER_PART2_CONSENT", rows=rows, client=client.client_id)
