"""Who of those who wait fits a free seat: interest, kind, payer's group size, age, functioning, availability."""

import re
from dataclasses import dataclass
from statistics import median

from domain.availability import availability
from domain.identity import plain
from domain.lists import AgeBand, Audience, GroupStatus, GroupType, WaitKind
from domain.practice import Practice
from domain.records import Group, WaitlistEntry
from domain.seats import Seats

SMALL_WORDS = frozenset({"for", "and", "the", "of", "a", "in", "with", "group", "groups", "therapy"})
BANDS = {
    Audience.WORKING_ADULTS: {AgeBand.ADULT, AgeBand.OLDER},
    Audience.PARENTS: {AgeBand.ADULT},
    Audience.ADOLESCENTS: {AgeBand.ADOLESCENT},
    Audience.OLDER_ADULTS: {AgeBand.OLDER, AgeBand.ADULT},
    Audience.CHILDREN: {AgeBand.CHILD},
}
APART = 1
"""How many steps of functioning may lie between a person and the group."""


@dataclass(frozen=True)
class Fit:
    """Whether a person fits a group's seat: what speaks against it, and what nobody has said yet."""

    against: tuple[str, ...]
    unknown: tuple[str, ...]


def fit(practice: Practice, group: Group, seats: Seats, entry: WaitlistEntry) -> Fit | None:
    """How a person who asked for this group fits its seat; None for who asked for another group."""
    if not asks_for(entry.group_interest, group):
        return None
    against: list[str] = []
    unknown: list[str] = []
    for wrong, open_ in (
        (_kind(group, entry), ""),
        (_payer_maximum(practice, group, seats, entry), ""),
        _age(group, entry),
        _functioning(practice, group, entry),
        availability(entry.availability, group.weekday, group.start_time),
    ):
        against += [wrong] if wrong else []
        unknown += [open_] if open_ else []
    return Fit(tuple(against), tuple(unknown))


def asks_for(interest: str | None, group: Group) -> bool:
    """Whether an interest names a group: by its ID, or by words that all stand in its name, focus or type."""
    words = _words(f"{group.name} {group.focus or ''} {group.type.value}")
    for part in re.split(r"[,;/\n]| or ", interest or ""):
        asked = _words(part)
        if plain(part) == plain(group.group_id) or (asked and asked <= words):
            return True
    return False


def _words(text: str) -> set[str]:
    return set(plain(text).split()) - SMALL_WORDS


def _kind(group: Group, entry: WaitlistEntry) -> str:
    running = group.status is GroupStatus.RUNNING
    return "waits for the next cycle" if running and entry.kind is WaitKind.NEXT_CYCLE else ""


def _payer_maximum(practice: Practice, group: Group, seats: Seats, entry: WaitlistEntry) -> str:
    """The payer, theirs or a member's, that pays nobody in a group of that size."""
    size = seats.taken + seats.promised + 1
    clients = (practice.client.get(m.client_id) for m in practice.members_of_group.get(group.group_id, ()))
    payers = {entry.payer, *(c.payer for c in clients if c)}
    for rule in (practice.rule_for(p, seats.first_day) for p in sorted(filter(None, payers))):
        if rule and rule.maximum_present is not None and size > rule.maximum_present:
            return f"{rule.payer} pays up to {rule.maximum_present} members, and they would be {size}"
    return ""


def _age(group: Group, entry: WaitlistEntry) -> tuple[str, str]:
    wanted = _bands(group)
    if wanted is None or entry.age_band in wanted:
        return "", ""
    if entry.age_band is None:
        return "", "age band"
    return f"age band {entry.age_band}", ""


def _bands(group: Group) -> set[AgeBand] | None:
    if group.type is GroupType.ADOLESCENT:
        return {AgeBand.ADOLESCENT}
    if group.type is GroupType.CHILDREN:
        return {AgeBand.CHILD}
    if group.audience is None or group.audience is Audience.ANY:
        return None
    return BANDS[group.audience]


def _functioning(practice: Practice, group: Group, entry: WaitlistEntry) -> tuple[str, str]:
    """Against the middle of those members whose functioning the waitlist knows."""
    here = {m.client_id for m in practice.members_of_group.get(group.group_id, ())}
    known = [w.functioning for w in practice.waitlist if w.client_id in here and w.functioning is not None]
    if not known:
        return "", ""
    if entry.functioning is None:
        return "", "functioning"
    middle = median(known)
    if abs(entry.functioning - middle) > APART:
        return f"functioning {entry.functioning}, the group's is about {middle:g}", ""
    return "", ""
