"""How the groups fare."""

from domain.health import decide_health
from domain.outcome import Outcome
from flows.desk import Pass


def health(this: Pass) -> Outcome:
    """The groups that need somebody's attention before their next session, or before they start."""
    return decide_health(this.practice, this.history, this.now)
