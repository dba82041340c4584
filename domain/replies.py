"""Replies to texts: bound to the one visit they can mean, or put to a person; silence says nothing about anyone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import long_ago
from domain.consent import kept_opt_outs
from domain.details import Details
from domain.effects import AskDecision, TakeReply
from domain.history import Happened, History, stamp
from domain.lists import Mark
from domain.outcome import Outcome
from domain.phones import phone_key
from domain.practice import Practice
from domain.questions import stands
from domain.reasons import Reason, reason
from domain.records import Session, Visit
from domain.reply_words import is_crisis, said, says_more
from domain.rollcall import is_called_off, today
from domain.schedule import starts_at
from domain.text_history import Gone, gone
from domain.texting import Inbound
from domain.wording import clock_words, listing, short_day

OVERLAP = timedelta(hours=24)
"""How far back before the newest reply the carrier's list is read again: a reply may be listed late."""

FIRST_LOOK = timedelta(days=35)
SKEW = timedelta(minutes=2)
"""How far the carrier's clock may be behind ours when a reply is held against the text that it answers."""

AT_ONCE = timedelta(minutes=15)
"""Texts that come so close behind one that a person is asked about are read with it; a later one might come after the look."""

Open = tuple[str, Session]
"""A client and a coming session that they were texted about."""


@dataclass(frozen=True)
class Told:
    """What a client last said about one visit, and when; ``day`` is the session's by the text that they answered."""

    coming: bool
    at: datetime
    day: str = ""


def decide_replies(
    practice: Practice, history: History, inbound: Iterable[Inbound], now: datetime, *, with_words: bool = False
) -> Outcome:
    """The new replies, the opt-outs that must outlive their rows, and the questions that only a person can answer.

    ``with_words`` puts a reply's own words into its question; else they stand nowhere.
    """
    inbound = list(inbound)
    new = taken(practice, history, inbound)
    words = {f"reply:{text.sid}": text.body for text in inbound} if with_words else {}
    after = History({**history.happened, **{reply.key: _kept(reply) for reply in new}}, history.batches)
    kept = tuple(kept_opt_outs(practice, history))
    return Outcome((*new, *kept, *reply_questions(practice, after, now, words)))


def detail_of(reply: TakeReply) -> dict[str, str]:
    """What the ledger keeps of a reply: marks and IDs, no number and no word of it."""
    return {
        "phone": reply.phone,
        "said": reply.said,
        "at": stamp(reply.at),
        "client_ids": " ".join(reply.client_ids),
        "visit_ids": " ".join(reply.visit_ids),
        "visit_id": reply.visit_id,
        "day": reply.day.isoformat() if reply.day else "",
        "asks": reply.asks,
    }


def _kept(reply: TakeReply) -> Happened:
    return Happened(
        key=reply.key, kind="reply", state="done", digest=reply.digest, begun=reply.at, finished=reply.at,
        detail=detail_of(reply),
    )  # fmt: skip


def read_from(history: History, now: datetime) -> datetime:
    """The moment since which replies are read; those that are known already change nothing."""
    times = [datetime.fromisoformat(h.detail["at"]) for h in history.of_kind("reply")]
    return max(times) - OVERLAP if times else now - FIRST_LOOK


def taken(practice: Practice, history: History, inbound: Iterable[Inbound]) -> tuple[TakeReply, ...]:
    """The replies that are new, oldest first, each read and bound."""
    past = tuple(gone(history))
    came = sorted(inbound, key=lambda t: (t.at, t.sid))
    waiting = asked_phones(practice, history, came[-1].at) if came else {}
    found: list[TakeReply] = []
    for text in came:
        if not history.is_done(f"reply:{text.sid}"):
            effect = _read(practice, past, text)
            asked = waiting.get(effect.phone)
            if effect.asks and effect.asks != "REPLY_CRISIS" and asked and effect.at - asked <= AT_ONCE:
                effect = effect.model_copy(update={"asks": ""})  # one question about them is enough
            elif effect.asks:
                waiting[effect.phone] = effect.at
            found.append(effect)
    return tuple(found)


def _asking(history: History, now: datetime) -> Iterator[Happened]:
    """The replies that only a person can answer; nobody is asked about one that came long ago."""
    since = long_ago.since(now)
    return (h for h in history.of_kind("reply") if h.detail.get("asks") and _came(h) >= since)


def _came(reply: Happened) -> datetime:
    return datetime.fromisoformat(reply.detail["at"])


def asked_phones(practice: Practice, history: History, now: datetime) -> dict[str, datetime]:
    """The phones about which a question is still open, with the time of the newest text that a person is asked about.

    Until it is answered the words of all texts from there are needed: the person reads them in the carrier's log.
    """
    open_ = ((h.detail["phone"], _came(h)) for h in _asking(history, now) if not _is_answered(practice, history, h))
    return dict(sorted(open_, key=lambda found: found[1]))


def _is_answered(practice: Practice, history: History, reply: Happened) -> bool:
    asked = history.happened.get(_key(reply.key.partition(":")[2]))
    row = practice.decision.get(asked.detail.get("decision_id", "")) if asked else None
    return row is not None and row.answer is not None


def _read(practice: Practice, past: tuple[Gone, ...], text: Inbound) -> TakeReply:
    phone, says = phone_key(practice.slug, text.phone), said(text.body)
    theirs = [t for t in past if t.phone == phone]
    owners = {c.client_id for c in practice.clients if c.mobile == text.phone}
    clients = owners or {t.client_id for t in theirs}
    open_ = _open(practice, theirs, text.at)
    effect = TakeReply(
        key=f"reply:{text.sid}", phone=phone, said=says, at=text.at, client_ids=tuple(sorted(clients)),
        visit_ids=tuple(sorted(_visit_id(practice, *pair) for pair in open_)),
    )  # fmt: skip
    asks = _asks(effect, owners, crisis=is_crisis(text.body), more=says_more(text.body))
    bound = says in ("coming", "cannot_come") and not asks
    if not bound:
        return effect.model_copy(update={"asks": asks})
    (day,) = open_.values()
    return effect.model_copy(update={"visit_id": effect.visit_ids[0], "day": day})


def _asks(reply: TakeReply, owners: set[str], *, crisis: bool, more: bool) -> str:
    if crisis:
        return "REPLY_CRISIS"
    if reply.said in ("coming", "cannot_come"):
        return _asks_whose(reply, owners)
    if reply.said == "opt_out":
        return "REPLY_STOPPED" if more else ""
    return {"cancel_word": "REPLY_CANCEL", "other": "REPLY_WORDS"}.get(reply.said, "")


def _asks_whose(reply: TakeReply, owners: set[str]) -> str:
    """Why nobody can say for sure which visit an answer is about, or nothing."""
    if len(owners) > 1:
        return "REPLY_SHARED"
    return "" if len(reply.visit_ids) == 1 else "REPLY_SEVERAL" if reply.visit_ids else "REPLY_NO_VISIT"


def _open(practice: Practice, theirs: list[Gone], at: datetime) -> dict[Open, date]:
    """The visits that a reply at this moment can mean, with their day by the last text about them.

    They were texted about before it, and have not begun, moved away or been cancelled.
    """
    told: dict[tuple[str, str], Gone] = {}
    for text in sorted(theirs, key=lambda t: (t.at, t.happened.key)):
        if text.may_have_gone and text.happened.begun <= at + SKEW:
            told |= {(text.client_id, session_id): text for session_id in text.sessions}
    found: dict[Open, date] = {}
    for (client_id, session_id), text in told.items():
        session = practice.session.get(session_id)
        begins = starts_at(session, practice.details) if session else None
        if session and begins and text.kind != "cancelled" and not is_called_off(session) and begins > at:
            found[client_id, session] = text.day
    return found


def _visit_id(practice: Practice, client_id: str, session: Session) -> str:
    visits = practice.visits_of_session.get(session.session_id, ())
    return next((v.visit_id for v in visits if v.client_id == client_id), f"{session.session_id}/{client_id}")


def told(practice: Practice, history: History) -> Mapping[str, Told]:
    """What each client last said about each visit, by visit ID; the last answer counts.

    An answer about another day than the session has now says nothing about it: who could not come on Tuesday may well
    come on Thursday.
    """
    found: dict[str, Told] = {}
    for reply in sorted(history.of_kind("reply"), key=lambda h: (h.detail["at"], h.key)):
        detail = reply.detail
        if visit_id := detail.get("visit_id"):
            at = datetime.fromisoformat(detail["at"])
            found[visit_id] = Told(detail["said"] == "coming", at, detail.get("day", ""))
    return {visit_id: answer for visit_id, answer in found.items() if not _is_moved(practice, visit_id, answer)}


def _is_moved(practice: Practice, visit_id: str, answer: Told) -> bool:
    visit = practice.visit.get(visit_id)
    session = practice.session.get(visit.session_id) if visit else None
    return session is not None and answer.day not in ("", session.on.isoformat())


def with_replies(practice: Practice, history: History) -> Practice:
    """The practice in which a reply of 2 stands as Told us on, wherever a person wrote nothing there."""
    answers = {visit_id: t for visit_id, t in told(practice, history).items() if not t.coming}
    if not any(v in practice.visit for v in answers):
        return practice
    visits = tuple(_with(v, answers.get(v.visit_id)) for v in practice.visits)
    return replace(practice, visits=visits)


def _with(visit: Visit, answer: Told | None) -> Visit:
    if answer is None or visit.told_us_on is not None:
        return visit
    return visit.model_copy(update={"told_us_on": answer.at})


def proposed_mark(session: Session, at: datetime, details: Details) -> Mark:
    """The mark that a cancellation at this moment deserves: counted on the wall clock, as the policy counts (ruling 27)."""
    begins = starts_at(session, details)
    if begins is None:
        return Mark.ABSENT_TOLD
    notice = begins.replace(tzinfo=None) - at.astimezone(details.zone).replace(tzinfo=None)
    return Mark.ABSENT_TOLD if notice >= timedelta(hours=details.notice_hours) else Mark.LATE_CANCEL


def reply_words(practice: Practice, visit: Visit, answer: Told | None) -> str:
    """What stands in the column Reply: what they said, when, and the mark that fits until a person picks one."""
    if answer is None:
        return "cannot come" if visit.told_us_on is not None and visit.mark is None else ""
    at = answer.at.astimezone(practice.details.zone)
    when = f"{short_day(at.date())} {clock_words(at.time())}"
    if answer.coming:
        return f"coming (texted {when})"
    session = practice.session.get(visit.session_id)
    if visit.mark is not None or session is None:
        return f"cannot come (texted {when})"
    return f"cannot come (texted {when}). Mark: {proposed_mark(session, answer.at, practice.details)}"


def _key(sid: str) -> str:
    return f"ask:reply:{sid}"


def reply_questions(
    practice: Practice, history: History, now: datetime, words: Mapping[str, str]
) -> Iterator[AskDecision]:
    """The replies that only a person can answer, each as one question until it was asked."""
    for reply in sorted(_asking(history, now), key=lambda h: (h.detail["at"], h.key)):
        key = _key(reply.key.partition(":")[2])
        if not stands(key, practice, history):
            question = _question(practice, reply, key, today(practice.details, now))
            said_ = words.get(reply.key, "").strip()
            yield question.model_copy(update={"why": f"{question.why} It says: {said_}"}) if said_ else question


def _question(practice: Practice, reply: Happened, key: str, on: date) -> AskDecision:
    detail = reply.detail
    clients, visits = detail.get("client_ids", "").split(), detail.get("visit_ids", "").split()
    at = datetime.fromisoformat(detail["at"]).astimezone(practice.details.zone)
    why = reply_reason(reply)
    return AskDecision(
        key=key,
        decision_id="",
        decision_kind="other",
        asked_on=on,
        about=", ".join([*clients, *visits]) or "Text from an unknown number",
        question=f"{_who(practice, clients)} texted on {short_day(at.date())} at {clock_words(at.time())}. Is it taken care of?",
        why=why.sentence,
        reasons=(why,),
    )


def reply_reason(reply: Happened) -> Reason:
    """Why a reply needs a person."""
    clients, visits = reply.detail.get("client_ids", "").split(), reply.detail.get("visit_ids", "").split()
    says = {"coming": "1 (coming)", "cannot_come": "2 (cannot come)"}.get(reply.detail["said"], "in words")
    return reason(reply.detail["asks"], rows=(*clients, *visits), says=says, visits=listing(visits) or "none")


def _who(practice: Practice, clients: list[str]) -> str:
    names = [
        f"{c.goes_by or c.first_name} {c.last_name} ({c.client_id})"
        for client_id in clients
        if (c := practice.client.get(client_id))
    ]
    return " or ".join(names) if names else "A number that no client has"
