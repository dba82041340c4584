"""A note draft for each member who was there."""

from domain.notes import decide_notes
from domain.outcome import Outcome
from flows.desk import Pass


def notes(this: Pass) -> Outcome:
    """A note draft for each member who was there."""
    return decide_notes(this.practice, this.history, this.now)
