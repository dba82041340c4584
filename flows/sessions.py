"""The coming sessions and their attendance rows, in time for the sign-in sheet."""

from domain.outcome import Outcome
from domain.rows_gone import decide_rows_gone
from domain.sessions import decide_sessions
from flows.desk import Pass


def sessions(this: Pass) -> Outcome:
    """The coming sessions and their attendance rows, in time for the sign-in sheet."""
    gone = decide_rows_gone(this.practice, this.history, this.now)
    return decide_sessions(this.practice, this.history, this.now) + gone
