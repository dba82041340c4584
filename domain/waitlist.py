"""Free seats and the people who wait: who fits is proposed, a person offers, and nobody is picked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain import policy_words
from domain.applicants import Applicants
from domain.decisions import answer
from domain.effects import AskDecision
from domain.fit import Fit, asks_for, fit
from domain.history import History
from domain.lists import WaitStatus, YesNo
from domain.outcome import Outcome
from domain.placing import place
from domain.practice import Practice
from domain.questions import stands
from domain.readiness import lacking
from domain.reasons import Task, reason
from domain.records import Group, WaitlistEntry
from domain.rollcall import today
from domain.seats import OPEN_GROUPS, Seats, next_day, seats_of
from domain.sentences import SENTENCES
from domain.wording import day_words, listing, short_day

ASKED = "ask:seat:"
CHOICE = 2
"""How many more people than free seats are proposed at once, so that there is a choice."""


def decide_waitlist(practice: Practice, history: History, now: datetime) -> Outcome:
    """For each free seat those who fit it, as questions; offers that run out; accepted people added to the tabs."""
    if not practice.waitlist:
        return Outcome()
    on, applicants = today(practice.details, now), Applicants(practice, history)
    offered = groups_of(practice, history)
    asks: list[AskDecision] = []
    tasks: list[Task] = []
    for group, seats, found in _fitting(practice, history, applicants, on):
        open_ = sum(_is_open(practice, history, _key(w, group)) for w, _ in found)
        new = [(w, f) for w, f in found if not stands(_key(w, group), practice, history)]
        asks += [_question(practice, (group, seats), pair, on) for pair in new[: max(0, seats.free + CHOICE - open_)]]
    tasks += [*_sizes_unknown(practice, on), *_offers(practice, history, offered, on)]
    placed = place(practice, history, applicants, offered, on)
    return Outcome((*asks, *placed.effects), placed.holds, (*tasks, *placed.tasks))


Found = tuple[Group, Seats, list[tuple[WaitlistEntry, Fit]]]


def _fitting(practice: Practice, history: History, applicants: Applicants, on: date) -> Iterator[Found]:
    """Each group with a free seat, and those who are ready and fit it, the longest waiting first."""
    offered = groups_of(practice, history)
    waiting = [w for w in practice.waitlist if w.status is WaitStatus.WAITING]
    waiting.sort(key=lambda w: (w.added or on, w.wait_id))
    known = applicants.of_entry
    for group in sorted(practice.groups, key=lambda g: g.group_id):
        seats = seats_of(practice, group, _promised(practice, offered, group), on)
        if seats is None or not seats.free:
            continue
        fits = ((w, found) for w in waiting if (found := fit(practice, group, seats, w)) and not found.against)
        ready = ((w, found) for w, found in fits if not lacking(practice, w, known.get(w.wait_id), seats.first_day))
        if pairs := [(w, found) for w, found in ready if not _is_here(practice, group, w)]:
            yield group, seats, pairs


def _is_here(practice: Practice, group: Group, entry: WaitlistEntry) -> bool:
    return any(m.client_id == entry.client_id for m in practice.members_of_group.get(group.group_id, ()))


def groups_of(practice: Practice, history: History) -> dict[str, str]:
    """The group whose seat a person agreed to offer, by Wait ID; the last Yes where there are several."""
    found: dict[str, str] = {}
    for key in sorted((k for k in history.happened if k.startswith(ASKED)), key=lambda k: history.happened[k].begun):
        row = answer(practice, history, key)
        if row is not None and row.answer is YesNo.YES:
            wait_id, _, group_id = key.removeprefix(ASKED).partition(":")
            found[wait_id] = group_id
    return found


def _promised(practice: Practice, offered: dict[str, str], group: Group) -> int:
    """Seats that are offered or accepted, or about to be, and whose person is not on the roster yet."""
    held = (WaitStatus.WAITING, WaitStatus.OFFERED, WaitStatus.ACCEPTED)
    return sum(
        offered.get(w.wait_id) == group.group_id and w.status in held and not _is_here(practice, group, w)
        for w in practice.waitlist
    )


def _key(entry: WaitlistEntry, group: Group) -> str:
    return f"{ASKED}{entry.wait_id}:{group.group_id}"


def _is_open(practice: Practice, history: History, key: str) -> bool:
    row = answer(practice, history, key)
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
        key=_key(entry, group),
        decision_id="",
        decision_kind="seat",
        asked_on=on,
        about=f"{entry.wait_id}, {group.group_id}",
        question=f"Offer {entry.name} ({entry.wait_id}) the free seat in {group.group_id} from {short_day(seats.first_day)}?",
        why=f"{why.sentence}{since}{unknown}",
        proposed_text=policy_words.signed(says, practice.details),
        reasons=(why,),
    )


def _sizes_unknown(practice: Practice, on: date) -> Iterator[Task]:
    """Groups that people wait for and whose size nobody wrote down."""
    interests = {w.group_interest for w in practice.waitlist if w.status is WaitStatus.WAITING}
    for group in sorted(practice.groups, key=lambda g: g.group_id):
        meets = group.status in OPEN_GROUPS and next_day(practice, group, on) is not None
        if meets and group.maximum is None and any(asks_for(i, group) for i in interests):
            why = reason("SEAT_NO_MAXIMUM", rows=(group.group_id,), group=group.group_id)
            yield Task(about=group.group_id, tab="Groups", reason=why)


def _offers(practice: Practice, history: History, offered: dict[str, str], on: date) -> Iterator[Task]:
    """Offers that a person still has to make, and those without an answer."""
    days = timedelta(days=practice.details.offer_days)
    for entry in sorted(practice.waitlist, key=lambda w: w.wait_id):
        words = {"wait": entry.wait_id, "group": offered.get(entry.wait_id, "")}
        if entry.status is WaitStatus.WAITING and entry.wait_id in offered:
            row = answer(practice, history, f"{ASKED}{entry.wait_id}:{words['group']}")
            asked_on = row.asked_on if row and row.asked_on else on
            yield _of_entry("SEAT_TO_OFFER", entry, day=short_day(max(asked_on + days, on)), **words)
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
    standing = {_key(w, g) for g, _, found in _fitting(practice, history, applicants, on) for w, _ in found}
    return {
        decision_id: SENTENCES["SEAT_NO_LONGER_HOLDS"]
        for key, happened in asked.items()
        if key not in standing
        and (decision_id := happened.detail.get("decision_id", ""))
        and (row := practice.decision.get(decision_id))
        and row.answer is None
    }
