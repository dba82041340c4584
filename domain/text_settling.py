"""Texts of which nobody knows whether they went: looked for, then adopted, tried once more, or put to a person."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from domain.history import Happened, State, stamp
from domain.text_history import IN_DOUBT
from domain.texting import Sought, Went

LOOKS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long after the attempt the carrier's list is searched; a list may show a text late."""

LATELY = timedelta(hours=20)
"""A text of the same words to the same phone within this time is the same text, whoever sent it."""

SKEW = timedelta(minutes=10)
"""How far the carrier's clock may be behind ours."""

OF_USE = timedelta(minutes=30)
"""A second attempt must leave this much of the time in which the text helps."""


def is_due(happened: Happened, now: datetime, *, certain: bool) -> bool:
    """Whether the carrier's list should be searched now; where the list is certain, at once."""
    looks = looked(happened)
    return certain or (looks < len(LOOKS) and now >= happened.begun + LOOKS[looks])


def looked(happened: Happened) -> int:
    """How often the carrier's list was searched for this attempt."""
    count, _, attempt = happened.detail.get("looks", "0/0").partition("/")
    return int(count) if attempt == str(happened.attempts) else 0


def sought(
    happened: Happened, taken: frozenset[str], phones: frozenset[str] = frozenset(), texts: Iterable[Happened] = ()
) -> Sought:
    """What to look for in the carrier's list; what went since a later one of ``texts`` began that says the same is that one."""
    detail = happened.detail
    later = [h.begun for h in texts if _says_the_same(h, happened) and h.begun - happened.begun >= 2 * SKEW]
    return Sought(
        key=happened.key,
        phone=detail.get("phone", ""),
        words=detail.get("words", ""),
        since=_since(happened) - SKEW,
        until=min(later) - SKEW if later else None,
        taken=taken,
        phones=phones,
    )


def sent_elsewhere(
    phone: str, words: str, went: Iterable[Went], texts: Iterable[Happened], known: Collection[str]
) -> Went | None:
    """The text that is due, if it went lately and nothing is known of it here: another copy of the ledger is at work.

    One whose words were taken out may be it, if none is surely it. None is while another of our own ``texts`` that says
    the same to the same phone is in doubt, or was and was sent once more: what went may be that one.
    """
    doubted = (h for h in texts if h.state in IN_DOUBT or "resent" in h.detail)
    if any((h.detail.get("phone"), h.detail.get("words")) == (phone, words) for h in doubted):
        return None
    strange = [w for w in went if w.phone == phone and w.words in (words, "") and not (w.failed or w.sid in known)]
    return max(strange, key=lambda w: (bool(w.words), w.at), default=None)


def adopted(twin: Went) -> tuple[State, dict[str, str]]:
    """The state of a text that somebody else sent; only a person can tell of one whose words were taken out."""
    return ("done", {"provider_id": twin.sid, "accepted": stamp(twin.at)}) if twin.words else ("needs_person", {})


def _says_the_same(one: Happened, other: Happened) -> bool:
    """Whether two texts have the same words for the same phone: two reminders of one session do."""
    return all(one.detail.get(mark) == other.detail.get(mark) for mark in ("phone", "words"))


def _since(happened: Happened) -> datetime:
    """Since when it may have gone: since the attempt, or since the backup that a ledger was put back from."""
    told = happened.detail.get("since")
    return min(happened.begun, datetime.fromisoformat(told)) if told else happened.begun


def settled(
    happened: Happened, provider_id: str | None, now: datetime, *, certain: bool, never_resend: bool
) -> tuple[State, dict[str, str]]:
    """The state after one look; found is done, and not found is tried once more only while it helps."""
    if provider_id:
        return "done", {"provider_id": provider_id}
    if certain:
        return "ready", {}
    looks = looked(happened) + 1
    told = {"looks": f"{looks}/{happened.attempts}"}
    if looks < len(LOOKS):
        return "unknown", told
    until = happened.detail.get("not_after")
    helps = until is not None and now + OF_USE <= datetime.fromisoformat(until)
    if helps and not never_resend and "resent" not in happened.detail:
        return "ready", told | {"resent": "yes"}
    return "needs_person", told
