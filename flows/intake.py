"""From intake answers to waitlist rows."""

from domain.intake import decide_intake
from domain.outcome import Outcome
from flows.desk import Pass


def intake(this: Pass) -> Outcome:
    """A waitlist row for each person who asks for a seat, and the questions about who is who."""
    return decide_intake(this.practice, this.history, this.now)
