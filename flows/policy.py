"""The questions that the attendance policy puts to a person."""

from domain.fees import decide_fees
from domain.outcome import Outcome
from domain.policy import decide_policy
from flows.desk import Pass


def policy(this: Pass) -> Outcome:
    """The questions that the attendance policy puts to a person."""
    return decide_policy(this.practice, this.history, this.now) + decide_fees(this.practice, this.history, this.now)
