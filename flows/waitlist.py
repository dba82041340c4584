"""Free seats, offers, and the people who accepted one."""

from domain.outcome import Outcome
from domain.waitlist import decide_waitlist
from flows.desk import Pass


def waitlist(this: Pass) -> Outcome:
    """Who fits a free seat, as questions; what became of offers; rows for those who accepted."""
    return decide_waitlist(this.practice, this.history, this.now)
