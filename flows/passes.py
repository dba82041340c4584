"""One pass: read what people wrote, let each feature decide and act, keep what was read."""

import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Protocol

from domain.bulk import in_bulk
from domain.decisions import numbered
from domain.history import History
from domain.outcome import Outcome
from domain.problems import LedgerLost, WorkbookChanged, WorkbookProblem
from domain.rows_gone import is_agreed
from flows.apply import apply, settle
from flows.at_hand import known_before, recalled, tidy
from flows.claims import claims
from flows.desk import AtRest, Desk, Pass
from flows.documents import documents
from flows.forms import collect, offer
from flows.health import health
from flows.intake import intake
from flows.mailing import mail
from flows.notes import notes
from flows.payments import payments
from flows.policy import policy
from flows.put_back import close_gap, look_back, not_asked_again
from flows.reminders import reminders
from flows.replies import replies
from flows.safe import LOOKS_AT, may_happen
from flows.second_look import after_a_second_look, note_seen_again
from flows.sessions import sessions
from flows.statements import statements
from flows.to_do import to_do
from flows.verification import verification
from flows.waitlist import waitlist
from sheets_schema.clients import CLIENTS
from sheets_schema.grid import Snapshot
from sheets_schema.guard import Before, guarded, unsure, watched
from sheets_schema.layout import layouts
from sheets_schema.lost_columns import lacking
from sheets_schema.own_tabs import STATUS
from sheets_schema.reading import Reading, read_practice
from sheets_schema.tab_finding import with_renamed_tabs
from sheets_schema.tabs import PEOPLES_TABS

Decide = Callable[[Pass], Outcome]
CarryOut = Callable[[str, Pass], None]


class Read(Protocol):
    """Opening a pass: reading the practice, and what was done so far."""

    def __call__(self, desk: Desk, *, dry_run: bool = False) -> Pass:
        """The practice read for one pass."""
        ...


FEATURES: dict[str, Decide] = {
    "intake": intake,
    "verification": verification,
    "waitlist": waitlist,
    "sessions": sessions,
    "replies": replies,
    "notes": notes,
    "claims": claims,
    "payments": payments,
    "reminders": reminders,
    "policy": policy,
    "documents": documents,
    "statements": statements,
    "health": health,
    "mail": mail,
}
"""What decides, in the order in which one builds on the other; the tabs that show it all come last."""

ADD_ROWS = ("intake", "waitlist", "sessions")
"""The features whose new rows the next ones build on: they are read again at once."""

TABS = "to_do"
FLOWS = (*FEATURES, TABS)
LOST = (
    "This workbook was worked on before, but its ledger is missing. "
    "Put ledger.sqlite3 and its key back; without them claims and texts could go out twice."
)
CALLS = ("heard", "status")
"""The kinds of what the texting service tells by itself, at any time."""

TRIES = 3
"""How often a pass begins again when someone saves the workbook while it works."""


def open_pass(desk: Desk, *, dry_run: bool = False) -> Pass:
    """The practice read for one pass; an unchanged workbook is not read again (ruling 1).

    Raises AtRest where the desk's ``rest`` lasts.
    """
    waiting = [] if dry_run else collect(desk)
    token = desk.workbook.token()
    if desk.rest and not waiting and _rests(desk, token):
        raise AtRest
    changed = token != desk.ledger.kept_token()
    snapshot = None if changed else desk.ledger.kept()
    if snapshot is None:
        snapshot = _snapshot(desk)
        changed = True
    now = desk.clock.now()
    reading = read_practice(desk.settings.practice, snapshot, now)
    has_past = desk.ledger.has_put_away()
    history = recalled(desk.ledger, reading, has_past=has_past and changed, dry_run=dry_run)
    reading = _guarded(reading, desk, history)
    if all(h.kind in CALLS for h in history.happened.values()) and reading.row_numbers.get("Decisions"):
        raise LedgerLost(LOST)  # only a pass writes questions: without its memory all of it would be done again
    this = Pass(
        desk=desk,
        pass_id=uuid.uuid4().hex[:12],
        now=now if now.tzinfo else now.replace(tzinfo=reading.practice.details.zone),
        snapshot=snapshot,
        token=snapshot.token,
        reading=reading,
        changed=changed,
        happened=dict(history.happened),
        batches=history.batches,
        dry_run=dry_run,
        has_past=has_past,
        gap=desk.ledger.gap(),
        backed_up=desk.ledger.backed_up(),
    )
    this.problems.extend(waiting)
    if not dry_run:
        _take_in(this)
    return this


def _take_in(this: Pass) -> None:
    """Keep what was read, and end what passes before this one left open."""
    if this.changed:
        this.desk.ledger.keep(this.snapshot, this.reading.rows_json, this.now)
        note_seen_again(this)
    close_gap(this)
    this.problems.extend(offer(this.desk, this.practice))
    settle(this)
    look_back(this)


def _rests(desk: Desk, token: str) -> bool:
    rested = desk.ledger.rested(token)
    return rested is not None and timedelta(0) <= desk.clock.now() - rested < desk.rest


def _guarded(reading: Reading, desk: Desk, history: History) -> Reading:
    """The reading held against the last one: what lost rows, a lost column or another person make doubtful waits."""
    lost = watched(reading, desk.ledger.row_ids())
    titles = dict.fromkeys([*lost, *lacking(reading), CLIENTS.title])
    answered = _answered(desk) if lost else frozenset()
    before = {title: desk.ledger.last_rows(title) for title in titles}
    doubtful = unsure(reading, before[CLIENTS.title])
    former = desk.ledger.former_rows(CLIENTS.title, doubtful) if doubtful else {}
    return guarded(reading, Before(before, former, answered), lambda gone: is_agreed(gone, reading.practice, history))


def _answered(desk: Desk) -> frozenset[str]:
    """The rows beside which answers stand in the workbook, as ``tab|row``."""
    grid = desk.workbook.snapshot([STATUS.title]).grids.get(STATUS.title)
    return frozenset(str(row[0]) for row in grid.rows if row) if grid else frozenset()


def _snapshot(desk: Desk) -> Snapshot:
    seen = desk.workbook.snapshot([spec.title for spec in PEOPLES_TABS])
    if not seen.others:
        return seen
    before = desk.ledger.kept()
    return with_renamed_tabs(seen, {title: grid.gid for title, grid in before.grids.items()} if before else {})


def decide(name: str, this: Pass) -> Outcome:
    """What one feature wants to happen, with an ID for each question; nothing happens yet."""
    waits = not this.stopped.isdisjoint(LOOKS_AT.get(name, ()))
    outcome = Outcome() if waits else FEATURES[name](this)
    if known_before(outcome.effects, this):
        outcome = FEATURES[name](this)  # once more, now that it knows
    wanted = after_a_second_look(not_asked_again(outcome.effects, this), this)
    effects = tuple(e for e in numbered(wanted, this.practice, this.history) if may_happen(e, this))
    this.outcomes[name] = Outcome(effects, outcome.holds, outcome.tasks)
    return this.outcomes[name]


def act(name: str, this: Pass) -> None:
    """Carry out what one feature decided, or draw the own tabs."""
    if name == TABS:
        _draw(this)
        return
    apply(this.outcomes[name].effects, this)
    if name in ADD_ROWS and this.appended:
        _read_again(this)


def _draw(this: Pass) -> None:
    """Draw the own tabs; one that a person took away is laid out again."""
    try:
        to_do(this)
    except WorkbookChanged:
        raise
    except WorkbookProblem:
        workbook = this.desk.workbook
        before = workbook.token()
        workbook.lay_out([tab for tab in layouts() if tab.own])
        if before != this.token or workbook.token() == before:
            raise
        this.token = workbook.token()
        to_do(this)


def run_feature(name: str, this: Pass, carry_out: CarryOut = act) -> None:
    """Let one feature decide, and have carried out what it decided; a dry run only notes it."""
    effects = decide(name, this).effects if name != TABS else ()
    if this.dry_run:
        this.done.extend((effect.key, effect.kind, "planned") for effect in effects)
    elif effects or name == TABS:
        carry_out(name, this)


def _read_again(this: Pass) -> None:
    """The new rows are read at once, so that what depends on them need not wait for the next pass."""
    this.snapshot = _snapshot(this.desk)
    this.token = this.snapshot.token
    again = read_practice(this.desk.settings.practice, this.snapshot, this.now)
    if this.has_past:
        this.knows(recalled(this.desk.ledger, again, has_past=True, dry_run=False))
    this.reading = _guarded(again, this.desk, this.history)
    this.work_out_again()
    this.desk.ledger.keep(this.snapshot, this.reading.rows_json, this.now)
    this.appended = False


def close_pass(this: Pass) -> None:
    """Keep the workbook's new token when this pass changed nothing that people type, and that nothing was to do."""
    ledger, gone = this.desk.ledger, this.reading.practice.rows_gone or this.misses_questions
    tidy(this)
    if not this.dry_run and not this.appended and (gone or this.token != this.snapshot.token):
        # Rows may be missing from the answer alone: they are looked for again, whether somebody saves or not.
        ledger.keep_token("" if gone else this.token)
    if this.desk.rest and not (this.changed or this.done or this.problems or _called_meanwhile(this)):
        ledger.rest(this.token, this.now)


def _called_meanwhile(this: Pass) -> bool:
    """Whether the texting service told something that this pass has not seen."""
    told = (h for kind in CALLS for h in this.desk.ledger.effects_of(kind))
    return any(this.happened.get(h.key) != h for h in told)


def one_pass(
    desk: Desk,
    *,
    only: Iterable[str] = FLOWS,
    dry_run: bool = False,
    read: Read = open_pass,
    carry_out: CarryOut = act,
) -> Pass:
    """One whole pass of one practice, alone: no other pass of it runs at the same time.

    It begins again when someone saves the workbook meanwhile; raises WorkbookChanged after the third time.
    ``read`` and ``carry_out`` are its two ways to the outside world; whoever watches wraps them.
    """
    names = tuple(only)
    if "reminders" in names and "replies" not in names:
        names = ("replies", *names)  # no text before it is known who said stop
    done: list[tuple[str, str, str]] = []
    with desk.ledger.lease(f"pass-{uuid.uuid4().hex[:8]}"), in_bulk():
        for tries_left in reversed(range(TRIES)):
            this = read(desk, dry_run=dry_run)
            this.done.extend(done)
            try:
                for name in names:
                    run_feature(name, this, carry_out)
            except WorkbookChanged:
                done = this.done
                if not tries_left:
                    raise
            else:
                close_pass(this)
                break
        return this
