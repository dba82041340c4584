"""The texts that are due now."""

from domain.outcome import Outcome
from domain.reminders import decide_reminders
from flows.desk import Pass
from flows.texting import texting


def reminders(this: Pass) -> Outcome:
    """The texts that are due now."""
    return decide_reminders(this.practice, this.history, this.now, texting(this.desk.settings.texts))
