"""A client who changed insurer: whose plan it was on a day, and what must be asked before anybody is billed."""

from collections.abc import Container, Iterator, Sequence
from datetime import date

from domain.codes import compact
from domain.lists import PayerKind, VerificationResult, YesNoUnsure
from domain.reasons import Reason, reason
from domain.records import Client, Verification
from domain.wording import day_words


def unsettled(
    client: Client, on: date, calls: Sequence[Verification], payers: Container[str] = ()
) -> tuple[Reason, ...]:
    """Why nobody can say yet whose plan a visit of that day falls under.

    ``calls`` are all about the client; ``payers`` are the insurers in Payers, in small letters.
    """
    return tuple(
        _of_cells(client, on) if client.payer_from or client.payer_before else _of_calls(client, on, calls, payers)
    ) or (tuple(_against_the_day(client, on, calls)))


def _of_cells(client: Client, on: date) -> Iterator[Reason]:
    who, since = client.client_id, client.payer_from
    if since is None:
        if "claims" not in client.held:  # that the cell cannot be read is said already
            yield reason("CLAIM_PAYER_FROM_BLANK", rows=(who,), client=who)
    elif on < since and not _is_whole(client):
        yield reason("CLAIM_PAYER_BEFORE_BLANK", rows=(who,), client=who, day=day_words(since))


def _is_whole(client: Client) -> bool:
    alone = (client.payer_before or "").lower() == PayerKind.SELF_PAY.value.lower()
    return bool(client.payer_before and (client.member_id_before or alone))


def _of_calls(client: Client, on: date, calls: Sequence[Verification], payers: Container[str]) -> Iterator[Reason]:
    """The last call up to that day found another plan active, and the payer of now was called only later, or not yet."""
    then = _last(calls, on)
    if then is None or not _was_active(then) or _is_to(then, client.payer):
        return
    own = [c.called_on for c in calls if _is_to(c, client.payer)]
    # A name that is no payer of the practice may be another spelling of this one.
    both = {(then.payer or "").lower(), (client.payer or "").lower()}
    if any(day > on for day in own) or (not own and all(x in payers for x in both)):
        who, row = client.client_id, then.verification_id
        yield reason("COVER_PAYER_THEN", rows=(row, who), row=row, client=who, then=then.payer, payer=client.payer)


def _against_the_day(client: Client, on: date, calls: Sequence[Verification]) -> Iterator[Reason]:
    """The plan of before was still active at a call on or after the day on which it is said to have ended."""
    since, then = client.payer_from, _last(calls, on)
    if since is None or then is None or then.called_on < since or _is_to(then, client.payer):
        return
    if _is_to(then, client.payer_before) and _was_active(then):
        who, row = client.client_id, then.verification_id
        words = {"then": then.payer, "day": day_words(then.called_on), "since": day_words(since)}
        yield reason("COVER_PAYER_DATES", rows=(row, who), row=row, **words)


def is_of_the_other(client: Client, on: date, payer: str, member_id: str) -> bool:
    """Whether payer and member ID are the plan that the client had on the other side of Payer from."""
    if client.payer_from is None or not client.payer_before or "claims" in client.held:
        return False
    now, then = _plan(client.payer, client.member_id), _plan(client.payer_before, client.member_id_before)
    right, other = (now, then) if on >= client.payer_from else (then, now)
    return _plan(payer, member_id) == other != right


def _plan(payer: str | None, member_id: str | None) -> tuple[str, str]:
    return (payer or "").strip().lower(), compact(member_id or "")


def _last(calls: Sequence[Verification], on: date) -> Verification | None:
    return next((c for c in reversed(calls) if c.called_on <= on and c.payer), None)


def _is_to(call: Verification, payer: str | None) -> bool:
    return (call.payer or "").lower() == (payer or "").lower()


def _was_active(call: Verification) -> bool:
    return call.result is VerificationResult.VERIFIED and call.plan_active is not YesNoUnsure.NO
