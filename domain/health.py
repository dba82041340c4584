"""How a group fares: what its next session can count on, whether it carries itself, who is committed before it starts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from domain.answers import held_sessions
from domain.forecast import Expected, expected
from domain.history import History
from domain.lists import Audience, GroupStatus, GroupType, How, MembershipStatus, WaitStatus
from domain.offers import offers, promised_to
from domain.outcome import Outcome
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.records import Group, PayerRule, Session, WaitlistEntry
from domain.rollcall import PRESENT, has_started, today
from domain.seats import enrolled, usual_size
from domain.viability import GroupNumbers, group_numbers
from domain.wording import clock_words, counted, day_words, listing

LAST = 4
"""How many of the last sessions say whether a group carries itself."""

FEW = Decimal("0.6")
"""Below this share of its members present, the group as a whole has an attendance problem, not one member."""

BEFORE_START = timedelta(days=14)
DESIGNED = (GroupStatus.PLANNING, GroupStatus.ENROLLING)

LENGTHS = {
    GroupType.SKILLS: (90, 120),
    GroupType.PROCESS: (75, 90),
    GroupType.SUPPORT: (60, 90),
    GroupType.ADOLESCENT: (60, 75),
    GroupType.CHILDREN: (45, 60),
}
"""Minutes that the guide recommends for each type of group."""

HOURS: Mapping[Audience, tuple[tuple[time, time], ...]] = {
    Audience.WORKING_ADULTS: ((time(7), time(8)), (time(12), time(13)), (time(18), time(19))),
    Audience.PARENTS: ((time(9), time(11, 30)),),
    Audience.ADOLESCENTS: ((time(15, 30), time(17)),),
    Audience.OLDER_ADULTS: ((time(10), time(14)),),
}
"""When the guide suggests to begin, by audience; mid-morning is taken as 9:00 to 11:30."""


@dataclass(frozen=True)
class Who:
    """Whose payers count, and how many members it takes to cover the cost."""

    client_ids: frozenset[str]
    break_even: int | None


def decide_health(practice: Practice, history: History, now: datetime) -> Outcome:
    """Groups that need somebody's attention: one line a matter, gone when it no longer holds."""
    on, held = today(practice.details, now), held_sessions(practice)
    numbers = {n.group_id: n for n in group_numbers(practice, held, now)}
    offered = offers(practice, history, on)
    tasks = [
        task
        for seen in expected(practice, on)
        if seen.group.status is GroupStatus.RUNNING and not has_started(seen.session, practice.details, now)
        for task in _forecast(practice, seen, numbers[seen.group.group_id])
    ]
    for group in sorted(practice.groups, key=lambda g: g.group_id):
        if group.status is GroupStatus.RUNNING:
            tasks += _running(practice, group, numbers, held)
        elif group.status in DESIGNED:
            promised = promised_to(practice, history, group, offered)
            tasks += [*_design(group), *_committed(practice, group, promised, on)]
        if group.status is not GroupStatus.ENDED:
            tasks += _large(practice, group, on)
    return Outcome((), (), tuple(tasks))


def _forecast(practice: Practice, seen: Expected, numbers: GroupNumbers) -> Iterator[Task]:
    unmarked = any(v.mark is None for v in seen.coming) or seen.away
    who = Who(frozenset(v.client_id for v in seen.coming), numbers.break_even)
    if unmarked and (short := too_few(practice, seen.group, seen.session.on, Decimal(seen.number), who)):
        about = seen.session.session_id
        words = {"session": about, "number": seen.number, "away": seen.away, "short": listing(short)}
        yield _task("GROUP_FORECAST", "Sessions", about, **words)


def too_few(practice: Practice, group: Group, on: date, number: Decimal, who: Who) -> list[str]:
    """What so many members do not reach: the group's minimum, a payer's, break-even; in words."""
    found = []
    if group.minimum is not None and number < group.minimum:
        found.append(f"the minimum is {group.minimum}")
    payers = sorted({c.payer for client_id in who.client_ids if (c := practice.client.get(client_id)) and c.payer})
    found += [
        f"{rule.payer} pays from {rule.minimum_present} on"
        for rule in (practice.rule_for(p, on) for p in payers)
        if rule and rule.minimum_present is not None and number < rule.minimum_present
    ]
    if who.break_even is not None and number < who.break_even:
        found.append(f"break-even is {who.break_even}")
    return found


def _running(
    practice: Practice, group: Group, numbers: Mapping[str, GroupNumbers], held: Mapping[str, int]
) -> Iterator[Task]:
    """Whether the last sessions carry the group, and whether staying away has become the group's own matter."""
    sessions = [s for s in practice.sessions_of_group.get(group.group_id, ()) if s.session_id in held]
    last = sorted(sessions, key=lambda s: (s.on, s.number))[-LAST:]
    if len(last) < LAST:
        return
    present = [held[s.session_id] for s in last]
    average = Decimal(sum(present)) / len(present)
    said = f"{average.quantize(Decimal('0.1')):f}"
    members = frozenset(m.client_id for m in enrolled(practice, group, last[-1].on))
    who = Who(members, numbers[group.group_id].break_even)
    if short := too_few(practice, group, last[-1].on, average, who):
        yield _task("GROUP_NOT_CARRIED", "Groups", group.group_id, average=said, short=listing(short))
    if _is_the_groups_matter(practice, last):
        trend = ", ".join(map(str, present))
        yield _task("GROUP_ATTENDANCE", "Groups", group.group_id, trend=trend)


def _is_the_groups_matter(practice: Practice, last: list[Session]) -> bool:
    """Few come, and most members have stayed away at least once: no single member explains it."""
    visits = [v for s in last for v in practice.visits_of_session.get(s.session_id, ()) if v.mark is not None]
    members = {v.client_id for v in visits}
    away = {v.client_id for v in visits if v.mark not in PRESENT}
    came = sum(v.mark in PRESENT for v in visits)
    return bool(visits) and Decimal(came) / len(visits) < FEW and len(away) * 2 > len(members)


def _design(group: Group) -> Iterator[Task]:
    """Whether length, hour and size of a group that is being planned are those that the guide suggests."""
    shortest, longest = LENGTHS.get(group.type, (0, 24 * 60))
    if group.minutes is not None and not shortest <= group.minutes <= longest:
        words = {"minutes": group.minutes, "shortest": shortest, "longest": longest, "type": group.type}
        yield _task("GROUP_LENGTH", "Groups", group.group_id, **words)
    hours = HOURS.get(group.audience, ()) if group.audience else ()
    if hours and group.start_time and not any(since <= group.start_time <= until for since, until in hours):
        suits = listing([f"{clock_words(since)} to {clock_words(until)}" for since, until in hours])
        words = {"hour": clock_words(group.start_time), "audience": group.audience, "suits": suits}
        yield _task("GROUP_HOUR", "Groups", group.group_id, **words)
    smallest, largest = usual_size(group)
    if group.maximum is not None and not smallest <= group.maximum <= largest:
        how = "by video or phone" if group.how in (How.VIDEO, How.PHONE) else "in person"
        words = {"maximum": group.maximum, "smallest": smallest, "largest": largest, "how": how}
        yield _task("GROUP_SIZE", "Groups", group.group_id, **words)


def _committed(practice: Practice, group: Group, promised: Sequence[WaitlistEntry], on: date) -> Iterator[Task]:
    """Whether enough people are committed two weeks before the first session: those enrolled and those who accepted."""
    first = group.first_session
    unread = any(tab == "Roster" for tab, _ in practice.in_question)
    if first is None or unread or not on <= first <= on + BEFORE_START:
        return
    here = {m.client_id for m in enrolled(practice, group, on)}
    accepted = sum(w.status is WaitStatus.ACCEPTED for w in promised)
    number, wanted = len(here) + accepted, practice.details.committed_to_start
    least = max((group.minimum or 0, *_payer_minimums(practice, group, first)))
    if number < least:
        words = {"day": day_words(first), "number": number, "least": least}
        yield _task("LAUNCH_BELOW_MINIMUM", "Groups", group.group_id, **words)
    elif number < wanted:
        words = {"day": day_words(first), "number": number, "wanted": wanted}
        yield _task("LAUNCH_FEW", "Groups", group.group_id, **words)


def _payer_minimums(practice: Practice, group: Group, on: date) -> Iterator[int]:
    for rule in _rules(practice, group, on):
        if rule.minimum_present is not None:
            yield rule.minimum_present


def _rules(practice: Practice, group: Group, on: date) -> Iterator[PayerRule]:
    clients = (practice.client.get(m.client_id) for m in enrolled(practice, group, on))
    for payer in sorted({c.payer for c in clients if c and c.payer}):
        if rule := practice.rule_for(payer, on):
            yield rule


def _large(practice: Practice, group: Group, on: date) -> Iterator[Task]:
    """More members than a payer pays for, or than one clinician holds well."""
    members = [m for m in enrolled(practice, group, on) if m.status is MembershipStatus.ACTIVE]
    over = [
        r for r in _rules(practice, group, on) if r.maximum_present is not None and len(members) > r.maximum_present
    ]
    for rule in over:
        words = {"number": len(members), "payer": rule.payer, "most": rule.maximum_present}
        yield _task("GROUP_OVER_PAYER", "Groups", group.group_id, **words)
    _, largest = usual_size(group)
    if len(members) > largest and not group.cofacilitator and not over:
        words = {"members": counted(len(members), "member"), "largest": largest}
        yield _task("GROUP_LARGE", "Groups", group.group_id, **words)


def _task(code: str, tab: str, about: str, **words: object) -> Task:
    return Task(about=about, tab=tab, reason=reason(code, rows=(about,), rule=None, group=about, **words))
