"""Questions whose rows are gone from Decisions: put again after a second look."""

from collections.abc import Iterable, Iterator

from domain.effects import AskDecision, Effect
from domain.questions import MISSED, is_put_again, seen_again
from flows.desk import Pass


def after_a_second_look(effects: Iterable[Effect], this: Pass) -> Iterator[Effect]:
    """The effects, without questions whose rows may come back; that a row is missed is noted in the ledger."""
    for effect in effects:
        again = is_put_again(effect, this.history, this.now) if isinstance(effect, AskDecision) else True
        if again:
            yield effect
            continue
        this.misses_questions = True
        if again is None and not this.dry_run:
            _note(effect.key, this.now.isoformat(), this)


def note_seen_again(this: Pass) -> None:
    """Note in the ledger which questions that were missed are there again."""
    for key in seen_again(this.practice, this.history):
        _note(key, "", this)


def _note(key: str, since: str, this: Pass) -> None:
    before = this.happened[key]
    missed = {MISSED: since}
    this.desk.ledger.finish(key, before.state, this.now, missed)
    this.remember(before.model_copy(update={"detail": dict(before.detail) | missed}))
