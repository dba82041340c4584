"""What payers paid, as rows of Payments."""

from domain.outcome import Outcome
from domain.payments import decide_payments
from flows.desk import Pass


def payments(this: Pass) -> Outcome:
    """What payers paid, as rows of Payments."""
    return decide_payments(this.practice, this.history, this.now)
