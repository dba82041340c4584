"""The seats that a person agreed to offer, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.decisions import answer
from domain.details import Details
from domain.fresh import made_from
from domain.history import History
from domain.lists import WaitStatus, YesNo
from domain.practice import Practice
from domain.records import Group, Membership, WaitlistEntry
from domain.rollcall import today

ASKED = "ask:seat:"
HELD = (WaitStatus.WAITING, WaitStatus.OFFERED, WaitStatus.ACCEPTED)


@dataclass(frozen=True)
class Offer:
    """A seat that may be offered to one person: in which group, and since when that is asked."""

    group_id: str
    since: date


def key(entry: WaitlistEntry, group: Group, details: Details, on: date) -> str:
    """The key of the question whether to offer somebody a seat; after an offer that came to nothing, another one."""
    again = f":{entry.offered_on}" if _is_over(entry, details, on) else ""
    return f"{ASKED}{entry.wait_id}:{group.group_id}{again}"


def _is_over(entry: WaitlistEntry, details: Details, on: date) -> bool:
    """Whether somebody waits again after the days of their last offer: a Yes is good for one offer."""
    days = timedelta(days=details.offer_days)
    return entry.status is WaitStatus.WAITING and entry.offered_on is not None and on > entry.offered_on + days


def offers(practice: Practice, history: History, on: date) -> dict[str, Offer]:
    """The seat that a person agreed to offer, by Wait ID; the last Yes where there are several."""
    over = {w.wait_id: f"{w.offered_on}" for w in practice.waitlist if _is_over(w, practice.details, on)}
    found: dict[str, Offer] = {}
    for asked in sorted((k for k in history.happened if k.startswith(ASKED)), key=lambda k: history.happened[k].begun):
        row = answer(practice, history, asked)
        wait_id, group_id, *again = asked.removeprefix(ASKED).split(":")
        if row is not None and row.answer is YesNo.YES and (wait_id not in over or again == [over[wait_id]]):
            found[wait_id] = Offer(group_id, today(practice.details, history.happened[asked].begun))
    return found


def client_of(entry: WaitlistEntry, made: Mapping[str, str]) -> str | None:
    """The client that somebody of the waitlist is or became; ``made`` are the clients' rows made of such rows."""
    return entry.client_id or made.get(entry.wait_id)


def promised_to(
    practice: Practice, history: History, group: Group, offered: Mapping[str, Offer]
) -> list[WaitlistEntry]:
    """Those to whom a seat of the group was or may be offered, and who have no row on its roster yet."""
    made = made_from("Clients", history)
    return [
        w
        for w in practice.waitlist
        if w.status in HELD
        and (offer := offered.get(w.wait_id))
        and offer.group_id == group.group_id
        and not rows_since(practice, offer, client_of(w, made) or "")
    ]


def rows_since(practice: Practice, offer: Offer, client_id: str) -> list[Membership]:
    """A client's rows on the roster of an offered seat's group that were not over when the offer was asked about."""
    rows = practice.memberships.get((offer.group_id, client_id), ())
    return [m for m in rows if m.end is None or m.end >= offer.since]
