"""What can be billed, what waits and why, and the batches that a person released."""

from domain.claims import decide_claims
from domain.outcome import Outcome
from flows.desk import Pass


def claims(this: Pass) -> Outcome:
    """What can be billed, what waits and why, and the batches that a person released."""
    return decide_claims(this.wanted, this.practice, this.history, this.now)
