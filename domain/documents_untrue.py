"""Records in the folder that the sheets contradict: a session that took place after all, a member who is back."""

from collections.abc import Iterator

from domain.history import History
from domain.lists import MembershipStatus
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.rollcall import is_called_off

LEFT = (MembershipStatus.ENDED, MembershipStatus.REMOVED)


def untrue(practice: Practice, history: History) -> Iterator[Task]:
    """One line for each such file while it lies there: a person takes a record away, never Circlebook."""
    files = history.files or ()
    there = (k for k, h in history.happened.items() if k.startswith("document:") and h.detail.get("file", "") in files)
    for key in sorted(there):
        _, kind, about = key.split(":", 2)
        if found := _contradicted(practice, kind, about):
            tab, name = found
            why = reason("DOCUMENT_UNTRUE", rows=(about,), name=name, about=about)
            yield Task(about=about, tab=tab, reason=why)


def _contradicted(practice: Practice, kind: str, about: str) -> tuple[str, str] | None:
    """The tab that says otherwise and the record's name; None where it holds, or its row is not there to ask."""
    session = practice.session.get(about)
    member = next((m for m in practice.roster if m.roster_id == about), None) if kind == "ending" else None
    if kind == "cancelled" and session and not is_called_off(session):
        return "Sessions", "record that cancels"
    if kind == "summary" and session and is_called_off(session):
        return "Sessions", "summary of"
    if member and member.status is not None and member.status not in LEFT:
        return "Roster", "note that ends"
    return None
