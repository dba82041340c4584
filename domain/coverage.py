"""What the payer calls say about one visit: whether it is covered, and by which authorization."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain import lists as l
from domain.details import Details
from domain.reasons import Reason, reason
from domain.records import Client, Group, PayerRule, Verification


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of a client's benefits on one day: the call, the authorization, what is wrong, what is only old."""

    call: Verification | None = None
    authorization: Verification | None = None
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


def calls_about(calls: Sequence[Verification], payer: str) -> tuple[Verification, ...]:
    """The calls to this payer, oldest first; those to another one only when there is none to this."""
    ordered = tuple(sorted(calls, key=lambda c: (c.called_on, c.verification_id)))
    return tuple(c for c in ordered if (c.payer or payer).lower() == payer.lower()) or ordered


def call_for(calls: Sequence[Verification], on: date) -> Verification | None:
    """The call that speaks for a day: the last one up to it, unless only a later one confirmed the benefits."""
    before = [c for c in calls if c.called_on <= on]
    if before and before[-1].result is l.VerificationResult.VERIFIED:
        return before[-1]
    later = [c for c in calls if c.called_on > on and c.result is l.VerificationResult.VERIFIED]
    return later[0] if later else (calls[-1] if calls else None)


def covers(call: Verification, on: date) -> bool:
    """Whether a call brought an authorization whose days hold this one."""
    has_number = bool(call.authorization_number) and call.authorization is l.Authorization.HAVE_IT
    since, until = call.authorized_from or on, call.authorized_to or on
    return has_number and since <= on <= until


def authorization_for(calls: Sequence[Verification], on: date) -> Verification | None:
    """The newest authorization whose days hold this one."""
    return next((c for c in reversed(calls) if covers(c, on)), None)


def authorization_of(calls: Sequence[Verification], call: Verification, on: date) -> Verification | None:
    """The authorization that a visit uses, if the payer wants one at all."""
    return None if call.authorization is l.Authorization.NOT_NEEDED else authorization_for(calls, on)


def judged(
    call: Verification,
    authorization: Verification | None,
    old: str,
    telehealth: bool,  # noqa: FBT001  a fact of the visit, not a switch
    details: Details,
) -> Coverage:
    """What one call says for every visit that it speaks for in the same way."""
    wrong = [*_uncovered(call), *_by_telehealth(call, telehealth=telehealth), *_unauthorized(call, authorization)]
    row = call.verification_id
    if "claims" in call.held:
        wrong.append(reason("CLAIM_CELL_IN_QUESTION", rows=(row,), tab="Verifications", row=row))
    warnings: tuple[Reason, ...] = ()
    if old:
        rule = "Verification good for days" if old == "COVER_OLD" else "Old verification"
        warnings = (reason(old, rows=(row,), rule=rule, row=row, days=details.verification_days),)
    if details.old_verification is l.OldVerification.HOLD:
        return Coverage(call, authorization, (*wrong, *warnings))
    return Coverage(call, authorization, tuple(wrong), warnings)


def how_old(call: Verification, payer: str, on: date, details: Details) -> str:
    """The code of the reason why a call is too old for a day, or nothing."""
    if call.payer and call.payer.lower() != payer.lower():
        return "COVER_OTHER_PAYER"
    if benefit_year(call.called_on, call.benefit_year_starts)[1] < on:
        return "COVER_OLD_YEAR"
    return "COVER_OLD" if (on - call.called_on).days > details.verification_days else ""


def benefit_year(on: date, starts: date | None) -> tuple[date, date]:
    """The first and the last day of the benefit year that holds a day; it begins on January 1 where nothing else was said."""
    month, day = (starts.month, starts.day) if starts else (1, 1)
    day = 28 if (month, day) == (2, 29) else day  # it is not in every year
    first = date(on.year, month, day)
    if first > on:
        first = date(on.year - 1, month, day)
    return first, date(first.year + 1, month, day) - timedelta(days=1)


def by_network(call: Verification | None, rule: PayerRule) -> Iterator[Reason]:
    """The agent's answer about the network agrees with the payer's row; another one would be paid otherwise or not at all."""
    if call is None or rule.network is l.Network.OUT or (call.payer and call.payer.lower() != rule.payer.lower()):
        return
    rows = (call.verification_id,)
    if call.in_network is l.NetworkAnswer.OUT:
        yield reason("COVER_OUT_OF_NETWORK", rows=rows, rule=rule.row_id, row=rows[0], payer=rule.payer)
    if call.in_network is l.NetworkAnswer.NOT_SURE:
        yield reason("COVER_NETWORK_NOT_SURE", rows=rows, row=rows[0])


def part2(client: Client, group: Group, today: date) -> tuple[Reason, ...]:
    """A member of a substance-use program group agrees to disclosure before anything about them leaves (ruling 19)."""
    agreed = client.part2_consent_date
    if group.sud_program is not l.YesNo.YES or (agreed is not None and agreed <= today):
        return ()
    rows = (client.client_id, group.group_id)
    return (reason("COVER_PART2_CONSENT", rows=rows, client=client.client_id),)


def _uncovered(call: Verification) -> Iterator[Reason]:
    row = call.verification_id
    no = l.YesNoUnsure.NO in (call.plan_active, call.group_covered)
    if call.result is l.VerificationResult.NOT_COVERED or no:
        yield reason("COVER_NOT_COVERED", rows=(row,), row=row)
        return
    unsure = l.YesNoUnsure.NOT_SURE in (call.plan_active, call.group_covered) or bool(call.carve_out)
    if call.result is not l.VerificationResult.VERIFIED or unsure:
        yield reason("COVER_CALL_BACK", rows=(row,), row=row)


def _by_telehealth(call: Verification, *, telehealth: bool) -> Iterator[Reason]:
    row = call.verification_id
    if telehealth and call.telehealth_covered is l.YesNoUnsure.NO:
        yield reason("COVER_TELEHEALTH_NOT_COVERED", rows=(row,), row=row)
    if telehealth and call.telehealth_covered is l.YesNoUnsure.NOT_SURE:
        yield reason("COVER_TELEHEALTH_NOT_SURE", rows=(row,), row=row)


def _unauthorized(call: Verification, found: Verification | None) -> Iterator[Reason]:
    if call.authorization is l.Authorization.NOT_NEEDED or found is not None:
        return
    row = call.verification_id
    if call.authorization is not l.Authorization.HAVE_IT:
        code = "COVER_AUTHORIZATION_UNKNOWN"
        if call.authorization is l.Authorization.MUST_ASK:
            code = "COVER_AUTHORIZATION_MUST_ASK"
    else:
        code = "COVER_AUTHORIZATION_DATES" if call.authorization_number else "COVER_AUTHORIZATION_NUMBER"
    yield reason(code, rows=(row,), row=row)
