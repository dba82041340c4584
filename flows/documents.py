"""The documents beside the notes: of sessions, groups and endings."""

from domain.documents import decide_documents
from domain.outcome import Outcome
from flows.desk import Pass


def documents(this: Pass) -> Outcome:
    """The documents that are due, or no longer say what the sheets do."""
    return decide_documents(this.practice, this.history, this.now)
