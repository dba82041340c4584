"""Texts that went and replies that came, as the ledger remembers them."""

from datetime import datetime, timedelta

from domain.history import Happened, History, stamp
from domain.phones import phone_key
from domain.replies import detail_of, taken
from domain.texting import Inbound
from tests.domain.people_build import at

SLUG = "oak"
PHONE = "+17035550001"


def mark(phone=PHONE):
    return phone_key(SLUG, phone)


def text_gone(
    when, kind="reminder_24", day="2026-03-03", client="C-001", phone=PHONE, state="done", attempts=1, **detail
):
    key = f"text:{client}:{kind}:{day}"
    about = {
        "session_ids": "G-01/05", "starts": "18:00", "phone": mark(phone), "words": "w", "provider_id": "SM1",
        "accepted": stamp(when),
    }  # fmt: skip
    return {
        key: Happened(
            key=key,
            kind="text",
            state=state,
            digest="",
            begun=when,
            finished=when,
            attempts=attempts,
            detail=about | detail,
        )
    }


def reply(body, when, sid="SM9", phone=PHONE):
    return Inbound(sid=sid, phone=phone, body=body, at=when)


def heard(of, history, *inbound):
    """The history after these replies were taken."""
    found = dict(history.happened)
    for effect in taken(of, history, inbound):
        found[effect.key] = Happened(
            key=effect.key,
            kind="reply",
            state="done",
            digest="",
            begun=effect.at,
            finished=effect.at,
            detail=detail_of(effect),
        )
    return History(found, history.batches)


def hours_before(start: datetime, hours: float) -> datetime:
    return start - timedelta(hours=hours)


__all__ = ["PHONE", "SLUG", "at", "heard", "hours_before", "mark", "reply", "text_gone"]
