"""What clients owe, on paper, once a month."""

from domain.outcome import Outcome
from domain.statements import decide_statements
from flows.desk import Pass


def statements(this: Pass) -> Outcome:
    """The statements and superbills of the month that is over."""
    return decide_statements(this.practice, this.history, this.now)
