"""What follows when a text did not go or did not arrive: the actions behind each why."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import get_args

from domain.details import Details
from domain.history import Happened, History
from domain.text_times import next_morning
from domain.texting import Why

PAUSE = "pause:texts"
"""The ledger's key of the moment until which no text is tried."""

PAUSES: Mapping[Why, timedelta | None] = {
    "credentials": timedelta(minutes=30),
    "suspended": timedelta(minutes=30),
    "set_up": timedelta(minutes=30),
    "no_network": timedelta(minutes=2),
    "busy": timedelta(minutes=2),
    "hour_full": timedelta(minutes=15),
    "day_full": None,  # until the next morning
}
"""How long nothing is tried when all texts would fail alike."""

AGAIN: Mapping[Why, timedelta] = {"retry": timedelta(0), "retry_later": timedelta(hours=2)}
"""A text that surely did not arrive is tried once more, after this time."""

STOPS_ALL: frozenset[Why] = frozenset({"suspended"})
"""What the carrier says of one text after it took it, and what holds for all of them: nothing more is tried for a while."""

TRIES = 2
WHYS: tuple[Why, ...] = get_args(Why)

TASKS: Mapping[Why, str] = {
    "region": "TEXT_REGION",
    "our_fault": "TEXT_OUR_FAULT",
    "filtered": "TEXT_FILTERED",
    "unexplained": "TEXT_NOT_DELIVERED",
    "retry": "TEXT_NOT_DELIVERED",
    "retry_later": "TEXT_NOT_DELIVERED",
    "set_up": "TEXT_SET_UP",
    "suspended": "TEXT_NOT_DELIVERED",
    "bad_number": "TEXT_NUMBER_BAD",
}
"""What a person is told of one text; an opt-out is told by the client's consent."""

PAUSED: Mapping[Why, str] = {
    "credentials": "TEXT_PAUSED_CREDENTIALS",
    "suspended": "TEXT_PAUSED_SUSPENDED",
    "set_up": "TEXT_PAUSED_SET_UP",
    "day_full": "TEXT_PAUSED_DAY_FULL",
}
"""Pauses that a person is told of; the others pass by themselves."""


def pause_until(why: Why, now: datetime, details: Details) -> datetime:
    """Until when nothing is tried after a failure that all texts would share."""
    span = PAUSES[why]
    return now + span if span is not None else next_morning(now, details)


def pause(history: History, now: datetime) -> Why | None:
    """Why no text is tried at this moment, or None."""
    found = history.happened.get(PAUSE)
    if found is None or datetime.fromisoformat(found.detail["until"]) <= now:
        return None
    return why_of(found)


def why_of(happened: Happened) -> Why | None:
    """Why this text failed, as the ledger keeps it."""
    return next((why for why in WHYS if why == happened.detail.get("why")), None)


def may_try_again(happened: Happened, now: datetime) -> bool:
    """Whether a text that failed is tried once more now."""
    wait = AGAIN.get(why) if (why := why_of(happened)) else None
    return wait is not None and happened.attempts < TRIES and now >= (happened.finished or happened.begun) + wait
