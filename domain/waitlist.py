"""Free seats and the people who wait: who fits is proposed, a person offers, and nobody is picked."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from domain import policy_words
from domain.applicants import Applicants
from domain.decisions import answer
from domain.effects import AskDecision
from domain.fit import Fit, asks_for, fit
from domain.history import History
from domain.lists import WaitStatus
from domain.offers import ASKED, Offer, key, offers, promised_to
from domain.outcome import Outcome
from domain.placing import place
from domain.practice import Practice
from domain.questions import stands
from domain.readiness import lacking
from domain.reasons import Task, reason
from domain.records import Group, WaitlistEntry
from domain.rollcall import today
from domain.seats import OPEN_GROUPS, Seats, enrolled, next_day, seats_of
from domain.sentences import SENTENCES
from domain.wording import day_words, listing, short_day

CHOICE = 2
"""How many more people than free seats are proposed at once, so that there is a choice."""


def decide_waitlist(practice: Practice, history: History, now: datetime) -> Outcome:
    """For each free seat those who fit it, as questions; offers that run out; accepted people added to the tabs."""
    if not practice.waitlist:
        return Outcome()
    on, applicants = today(practice.details, now), Applicants(practice, history)
    offered = offers(practice, history, on)
    asks: list[AskDecision] = []
    for group, seats, found in _fitting(practice, history, applicants, on):
        keys = {w.wait_id: key(w, group, practice.details, on) for w, _ in found}
        open_ = sum(_is_open(practice, history, asked) for asked in keys.values())
        new = [(w, f) for w, f in found if not stands(keys[w.wait_id], practice, history)]
        asks += [_question(practice, (group, seats), pair, on) for pair in new[: max(0, seats.free + CHOICE - open_)]]
    tasks = [*_sizes(practice, history, offered, on), *_offers(practice, offered, on)]
    placed = place(practice, history, applicants, offered, on)
    return Outcome((*asks, *placed.effects), placed.holds, (*tasks, *placed.tasks))


Found = tuple[Group, Seats, list[tuple[WaitlistEntry, Fit]]]


def _fitting(practice: Practice, history: History, applicants: Applicants, on: date) -> Iterator[Found]:
    """Each group with a free seat, and those who are ready and fit it, the longest waiting first."""
    offered = offers(practice, history, on)
    waiting = [w for w in practice.waitlist if w.status is WaitStatus.WAITING]
    waiting.sort(key=lambda w: (w.added or on, w.wait_id))
    known = applicants.of_entry
    for group in sorted(practice.groups, key=lambda g: g.group_id):
        seats = seats_of(practice, group, len(promised_to(practice, history, group, offered)), on)
        if seats is None or not seats.free:
            continue
        fits = ((w, found) for w in waiting if (found := fit(practice, group, seats, w)) and not found.against)
        ready = ((w, found) for w, found in fits if not lacking(practice, w, known.get(w.wait_id), seats.first_day))
        if pairs := [(w, found) for w, found in ready if not _is_here(practice, group, w, on)]:
            yield group, seats, pairs


def _is_here(practice: Practice, group: Group, entry: WaitlistEntry, on: date) -> bool:
    return any(m.client_id == entry.client_id for m in enrolled(practice, group, on))


def _is_open(practice: Practice, history: History, asked: str) -> bool:
    row = answer(practice, history, asked)
    return row is not None and row.answer is None


def _question(practice: Practice, where: tuple[Group, Seats], who: tuple[WaitlistEntry, Fit], on: date) -> AskDecision:
    (group, seats), (entry, found) = where, who
    by = on + timedelta(days=practice.details.offer_days)
    words = {"group": group.group_id, "wait": entry.wait_id, "seats": seats.words}
    why = reason("SEAT_FREE", rows=(group.group_id, entry.wait_id), **words)
    since = f" Waiting since {day_words(entry.added)}." if entry.added else ""
    unknown = f" Not known: {listing(found.unknown)}." if found.unknown else ""
    says = f"A place is free for you. {policy_words.please_call(practice.details)} by {short_day(by)} if you would like it."
    return AskDecision(
        key=key(entry, group, practice.details, on),
        decision_id="",
        decision_kind="seat",
        asked_on=on,
        about=f"{entry.wait_id}, {group.group_id}",
        question=f"Offer {entry.name} ({entry.wait_id}) the free seat in {group.group_id} from {short_day(seats.first_day)}?",
        why=f"{why.sentence}{since}{unknown}",
        proposed_text=policy_words.signed(says, practice.details),
        reasons=(why,),
    )


def _sizes(practice: Practice, history: History, offered: Mapping[str, Offer], on: date) -> Iterator[Task]:
    """Groups with more people than seats, and those that people wait for and whose size nobody wrote down."""
    interests = {w.group_interest for w in practice.waitlist if w.status is WaitStatus.WAITING}
    for group in sorted(practice.groups, key=lambda g: g.group_id):
        seats = seats_of(practice, group, len(promised_to(practice, history, group, offered)), on)
        meets = group.status in OPEN_GROUPS and next_day(practice, group, on) is not None
        if seats and seats.too_many:
            yield _of_group("SEAT_TOO_MANY", group, seats=seats.words)
        elif meets and group.maximum is None and any(asks_for(i, group) for i in interests):
            yield _of_group("SEAT_NO_MAXIMUM", group)


def _of_group(code: str, group: Group, **words: object) -> Task:
    why = reason(code, rows=(group.group_id,), rule=None, group=group.group_id, **words)
    return Task(about=group.group_id, tab="Groups", reason=why)


def _offers(practice: Practice, offered: Mapping[str, Offer], on: date) -> Iterator[Task]:
    """Offers that a person still has to make, and those without an answer."""
    days = timedelta(days=practice.details.offer_days)
    for entry in sorted(practice.waitlist, key=lambda w: w.wait_id):
        offer, words = offered.get(entry.wait_id), {"wait": entry.wait_id}
        if entry.status is WaitStatus.WAITING and offer:
            day = short_day(max(offer.since + days, on))
            yield _of_entry("SEAT_TO_OFFER", entry, group=offer.group_id, day=day, **words)
        elif entry.status is WaitStatus.OFFERED and entry.offered_on is None:
            yield _of_entry("SEAT_NO_DATE", entry, **words)
        elif entry.status is WaitStatus.OFFERED and entry.offered_on and on > entry.offered_on + days:
            said = {"since": short_day(entry.offered_on), "day": short_day(entry.offered_on + days)}
            yield _of_entry("SEAT_NO_ANSWER", entry, **words, **said)


def _of_entry(code: str, entry: WaitlistEntry, **words: object) -> Task:
    why = reason(code, rows=(entry.wait_id,), rule=None, **words)
    return Task(about=entry.wait_id, tab="Waitlist", reason=why)


def withdrawn(practice: Practice, history: History, now: datetime) -> dict[str, str]:
    """Seat questions without an answer whose seat is taken or whose person no longer fits, by decision ID."""
    asked = {k: h for k, h in history.happened.items() if k.startswith(ASKED)}
    if not asked:
        return {}
    on, applicants = today(practice.details, now), Applicants(practice, history)
    fitting = _fitting(practice, history, applicants, on)
    standing = {key(w, g, practice.details, on) for g, _, found in fitting for w, _ in found}
    return {
        decision_id: SENTENCES["SEAT_NO_LONGER_HOLDS"]
        for known, happened in asked.items()
        if known not in standing
        and (decision_id := happened.detail.get("decision_id", ""))
        and (row := practice.decision.get(decision_id))
        and row.answer is None
    }
