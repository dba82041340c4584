"""The coming sessions and their attendance rows, in time for the sign-in sheet."""

from domain.outcome import Outcome
from domain.sessions import decide_sessions
from flows.desk import Pass


def sessions(this: Pass) -> Outcome:
    """The coming sessions and their attendance rows, in time for the sign-in sheet."""
    return decide_sessions(this.practice, this.history, this.now)
