"""The owner's morning mail, alarms, and mails to clients who cannot be texted: facts and IDs, the words come later."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from domain.consent import Consents
from domain.effects import Forecast, MailContent, SendMail
from domain.forecast import Expected, comes, expected
from domain.history import History
from domain.lists import Mark, OnOff, YesNo
from domain.outcome import Outcome
from domain.practice import Practice
from domain.records import Client, Session, Visit
from domain.rollcall import is_called_off, stays_away, today
from domain.schedule import starts_at
from domain.text_times import TOO_LATE, moved_earlier
from domain.viability import GroupNumbers

BEGINS, ENDS = time(6), time(15)
"""The owner's mail goes out from six on; an afternoon's would come too late to act on."""

BY_MAIL = frozenset({"TEXT_OPTED_OUT", "TEXT_NO_MOBILE", "TEXT_NUMBER_BAD", "TEXT_CONSENT_NO"})
"""Reasons for which a client cannot get texts and may get a mail instead."""

DAY_BEFORE = timedelta(hours=24)
TRIES = 3


@dataclass(frozen=True)
class Around:
    """What a mail tells besides the rows: groups in numbers, how many things are to do, the mark of the records.

    ``over`` gives the IDs of questions that nobody need answer any more; it is asked only where a mail is due.
    """

    groups: tuple[GroupNumbers, ...] = ()
    waits: Mapping[str, int] = field(default_factory=dict)
    to_clients: bool = False
    unread_since: datetime | None = None
    mark: str = ""
    over: Callable[[], Collection[str]] = frozenset


def decide_mail(practice: Practice, history: History, now: datetime, around: Around) -> Outcome:
    """The mails that are due and were never sent."""
    mails = [*_alarms(practice, history, now, around.unread_since), *_morning(practice, history, now, around)]
    if around.to_clients:
        mails += _to_clients(practice, history, now)
    return Outcome(tuple(m for m in mails if _may_go(history, m.key)))


def _may_go(history: History, key: str) -> bool:
    found = history.happened.get(key)
    return found is None or found.state == "ready" or (found.state == "failed" and found.attempts < TRIES)


def _morning(practice: Practice, history: History, now: datetime, around: Around) -> Iterator[SendMail]:
    here = now.astimezone(practice.details.zone)
    to = practice.details.owner_email
    key = f"mail:morning:{here.date()}"
    if to and BEGINS <= here.time() < ENDS and _may_go(history, key):
        over = around.over()
        asked = (d for d in practice.decisions if d.answer is None and d.decision_id not in over)
        content = MailContent(
            forecasts=tuple(forecasts(practice, now, around.groups)),
            waiting=tuple((d.decision_id, d.kind or "other") for d in asked),
            counts=tuple(sorted((tab, n) for tab, n in around.waits.items() if n)),
            mark=around.mark,
        )
        until = datetime.combine(here.date(), ENDS, practice.details.zone)
        yield SendMail(
            key=key, mail_kind="morning", to=to, about="Owner email", content=content,
            not_after=until,
        )  # fmt: skip


def forecasts(practice: Practice, now: datetime, groups: Iterable[GroupNumbers]) -> Iterator[Forecast]:
    """What each session of today and tomorrow can count on, against its minimum and its break-even."""
    even = {g.group_id: g.break_even for g in groups}
    for seen in expected(practice, today(practice.details, now)):
        session = seen.session
        yield Forecast(
            session_id=session.session_id, on=session.on, starts=session.starts, expected=seen.number,
            cannot_come=seen.away, needs=_needs(practice, seen), break_even=even.get(seen.group.group_id),
        )  # fmt: skip


def _needs(practice: Practice, seen: Expected) -> int | None:
    """The group's own minimum, or the strictest of the payers whose members are expected."""
    found = [seen.group.minimum]
    for visit in seen.coming:
        client = practice.client.get(visit.client_id)
        rule = practice.rule_for(client.insured_on(seen.session.on).payer, seen.session.on) if client else None
        found.append(rule.minimum_present if rule else None)
    return max((n for n in found if n is not None), default=None)


def _alarms(practice: Practice, history: History, now: datetime, unread: datetime | None) -> Iterator[SendMail]:
    to = practice.details.owner_email
    if not to:
        return
    until = now + timedelta(hours=24)
    for reply in sorted(history.of_kind("reply"), key=lambda h: h.key):
        at = datetime.fromisoformat(reply.detail["at"])
        if reply.detail.get("asks") == "REPLY_CRISIS" and now - at < timedelta(days=2):
            key = f"mail:crisis:{reply.key.partition(':')[2]}"
            yield _alarm(key, "crisis", to, until)
    if unread:
        yield _alarm(f"mail:unread:{today(practice.details, unread)}", "unread", to, until)


def _alarm(key: str, kind: str, to: str, until: datetime) -> SendMail:
    values = {
        "key": key,
        "mail_kind": kind,
        "to": to,
        "about": "Owner email",
        "content": MailContent(),
        "not_after": until,
    }
    return SendMail.model_validate(values)


def _to_clients(practice: Practice, history: History, now: datetime) -> Iterator[SendMail]:
    consents = Consents(practice, history, now)
    days: dict[tuple[str, str], list[Session]] = {}
    for session in practice.sessions:
        begins = starts_at(session, practice.details)
        if begins is None or is_called_off(session) or not _is_due(begins, now, practice):
            continue
        for visit in practice.visits_of_session.get(session.session_id, ()):
            client = practice.client.get(visit.client_id)
            if stays_away(practice, session, visit) or _is_sensitive(practice, session):
                continue
            if client and _gets_mail(client, visit, consents):
                days.setdefault((client.client_id, session.on.isoformat()), []).append(session)
    for (client_id, day), sessions in sorted(days.items()):
        client = practice.client[client_id]
        starts = tuple(sorted(s.starts for s in sessions if s.starts))
        first = min(s for x in sessions if (s := starts_at(x, practice.details)))
        yield SendMail(
            key=f"mail:reminder:{client_id}:{day}", mail_kind="reminder", to=client.email or "", about=client_id,
            content=MailContent(starts=starts, day=sessions[0].on), not_after=first - TOO_LATE,
        )  # fmt: skip


def _is_due(begins: datetime, now: datetime, practice: Practice) -> bool:
    return moved_earlier(begins - DAY_BEFORE, practice.details) <= now <= begins - TOO_LATE


def _gets_mail(client: Client, visit: Visit, consents: Consents) -> bool:
    """A client who accepts the risk of messages in the open, wants reminders, and cannot get texts."""
    if (
        not client.email
        or client.text_risk_accepted is not YesNo.YES
        or client.reminders is OnOff.OFF
        or not comes(visit)
    ):
        return False
    why = consents.why_not(client)
    return why is not None and why.code in BY_MAIL and visit.mark is not Mark.PRESENT


def _is_sensitive(practice: Practice, session: Session) -> bool:
    """A substance use group: no mail, since mail is read by others more easily than a text (P1)."""
    group = practice.group.get(session.group_id)
    return group is None or group.sud_program is YesNo.YES
