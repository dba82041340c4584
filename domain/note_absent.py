"""A signed note of a member who, by a mark that was corrected since, was not there."""

from collections.abc import Iterator

from domain.history import History
from domain.note_states import Kept
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.rollcall import was_present


def signed_though_absent(practice: Practice, history: History) -> Iterator[Task]:
    """The signed notes that say present where the mark says absent: no program strikes what a clinician signed."""
    for visit in practice.visits:
        if visit.mark is None or was_present(visit) or not visit.signed or visit.held:
            continue
        if Kept.of(history.happened.get(f"note:{visit.visit_id}")).was_signed:
            words = {"visit": visit.visit_id, "mark": visit.mark.value}
            why = reason("NOTE_SIGNED_THOUGH_ABSENT", rows=(visit.visit_id,), **words)
            yield Task(about=visit.visit_id, tab="Attendance", reason=why)
