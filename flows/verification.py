"""The calls to payers that are still to make."""

from domain.outcome import Outcome
from domain.verification import decide_verification
from flows.desk import Pass


def verification(this: Pass) -> Outcome:
    """The calls that nobody made, that left something open, or that grow old."""
    return decide_verification(this.practice, this.history, this.now)
