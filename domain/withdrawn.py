"""Every question that no longer applies, whichever feature asked it."""

from datetime import datetime

from domain import fees, intake, made_files, policy, rows_gone, text_questions, waitlist
from domain.history import History
from domain.practice import Practice


def withdrawn(practice: Practice, history: History, now: datetime) -> dict[str, str]:
    """The decision IDs of such questions, each with a sentence for whoever would answer."""
    return {
        **policy.withdrawn(practice, history),
        **fees.withdrawn(practice, history),
        **made_files.withdrawn(practice, history),
        **rows_gone.withdrawn(practice, history),
        **intake.withdrawn(practice, history),
        **waitlist.withdrawn(practice, history, now),
        **text_questions.withdrawn(practice, history, now),
    }
