"""Bringing back what a pass needs of the past, and putting away what none needs any more."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from domain.at_hand import led_to, out_of_hand, words_of_sheets
from domain.effects import Effect
from domain.history import Batch, Happened, History
from domain.rollcall import today
from flows.desk import Pass
from flows.ports import Ledger
from sheets_schema.reading import Reading

A_WEEK = timedelta(days=7)


def recalled(ledger: Ledger, reading: Reading, *, has_past: bool, dry_run: bool) -> History:
    """What is at hand; where there is a past, with all that stands under a word of the sheets, at hand from now on."""
    history = ledger.history()
    if not has_past:
        return history
    found = _found(ledger, words_of_sheets(reading.practice, _rows(reading)), (), dry_run=dry_run)
    if not (found.happened or found.batches):
        return history
    batches = {b.batch_id: b for b in (*history.batches, *found.batches)}
    in_order = sorted(batches.values(), key=lambda b: (b.proposed, b.batch_id))
    return History({**history.happened, **found.happened}, tuple(in_order))


def known_before(effects: Iterable[Effect], this: Pass) -> bool:
    """Whether something that is to happen did so long ago; the pass knows it then."""
    keys = [e.key for e in effects if e.key not in this.happened] if this.has_past else []
    return bool(keys) and _knows(this, (), keys)


def know_of(words: Collection[str], this: Pass) -> None:
    """Let the pass know what was put away under these words."""
    if this.has_past and words:
        _knows(this, words, ())


def know_everything(this: Pass) -> None:
    """Let the pass know all that ever happened, for whoever asks about the past."""
    if this.has_past:
        this.knows(this.desk.ledger.whole_history())


def tidy(this: Pass) -> None:
    """Once a day, put away what no pass needs any more; not by a clock that has just jumped."""
    ledger, on = this.desk.ledger, today(this.practice.details, this.now)
    if this.dry_run or this.stopped or this.problems or ledger.tidied() == on:
        return
    last = ledger.tidied()
    words = words_of_sheets(this.practice, _rows(this.reading))
    if last is None or not timedelta(0) < on - last <= A_WEEK:
        ledger.put_away({}, {}, on)
        return
    away = out_of_hand(this.history, words, this.now)
    ledger.put_away(away.effects, away.batches, on)


def _rows(reading: Reading) -> Iterable[str]:
    return (row_id for rows in reading.row_numbers.values() for row_id in rows)


def _knows(this: Pass, words: Collection[str], keys: Collection[str]) -> bool:
    found = _found(this.desk.ledger, words, keys, dry_run=this.dry_run)
    before = len(this.happened), len(this.batches)
    this.knows(found)
    return before != (len(this.happened), len(this.batches))


def _found(ledger: Ledger, words: Collection[str], keys: Collection[str], *, dry_run: bool) -> History:
    """What was put away under these words and keys, and whatever that leads to."""
    happened: dict[str, Happened] = {}
    batches: dict[str, Batch] = {}
    while words or keys:
        found = ledger.recalled(words, keys)
        new = {key: h for key, h in found.happened.items() if key not in happened}
        more = tuple(b for b in found.batches if b.batch_id not in batches)
        happened |= new
        batches |= {b.batch_id: b for b in more}
        words = led_to(History(new, more))
        keys = [f"withdrawn:{key}" for key in new if key.startswith("ask:")]
    if (happened or batches) and not dry_run:
        ledger.take_in_hand(happened, batches)
    return History(happened, tuple(batches.values()))
