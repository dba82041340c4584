"""Note files that are gone from their folder: asked about, never silently made again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.decisions import answer
from domain.effects import AskDecision
from domain.history import Happened, History
from domain.lists import YesNo
from domain.practice import Practice
from domain.questions import stands
from domain.reasons import Reason, Task, reason
from domain.records import Visit

MANY = 5
"""Above so many files gone at once the folder itself is in question, not each of them."""


@dataclass(frozen=True)
class Files:
    """The files of the notes made so far, against what lies in the folder now."""

    there: Mapping[str, str] | None
    gone: tuple[str, ...]

    @classmethod
    def of(cls, history: History) -> "Files":
        """What lies there; nobody is asked about anything while nobody looked."""
        if history.files is None:
            return cls(None, ())
        made = (h for h in history.happened.values() if h.kind == "note" and h.state == "done")
        gone = (h.key.removeprefix("note:") for h in made if h.detail.get("file", "") not in history.files)
        return cls(history.files, tuple(sorted(gone)))

    @property
    def many_gone(self) -> bool:
        """Whether so many are gone that the folder was moved rather than a file deleted."""
        return len(self.gone) > MANY

    def is_gone(self, before: Happened) -> bool:
        """Whether a note's file is no longer there."""
        return self.there is not None and before.detail.get("file", "") not in self.there

    def lacks_signature(self, before: Happened) -> bool:
        """Whether a file that a person had edited is still as it was when its row was signed."""
        mark = before.detail.get("signed_as", "")
        return bool(mark and self.there is not None and self.there.get(before.detail.get("file", "")) == mark)


def files_gone(files: Files) -> Task:
    """Many files are gone: one thing to do."""
    why = reason("NOTE_FILES_GONE", rows=files.gone, number=len(files.gone))
    return Task(about=files.gone[0], tab="Notes", reason=why)


def ask_again(
    before: Happened, visit: Visit, practice: Practice, history: History, today: date
) -> tuple[tuple[AskDecision, ...], bool]:
    """The question whether to make a note's file again, if it is still to be asked; and whether a person said Yes."""
    key = _key(before)
    asked = answer(practice, history, key)
    if asked is not None and asked.answer is not None:
        return (), asked.answer is YesNo.YES
    if stands(key, practice, history):
        return (), False
    why: Reason = reason("NOTE_FILE_GONE", rows=(visit.visit_id,), visit=visit.visit_id)
    ask = AskDecision(
        key=key,
        decision_id="",
        decision_kind="other",
        asked_on=today,
        about=visit.visit_id,
        question=f"The file of the note of {visit.visit_id} is gone. Make it again?",
        why=why.sentence,
        reasons=(why,),
    )
    return (ask,), False


def withdrawn(practice: Practice, history: History) -> dict[str, str]:
    """The questions about files that have been answered by the file itself, with what became of them."""
    if history.files is None:
        return {}
    found: dict[str, str] = {}
    for h in history.happened.values():
        if h.kind == "decision" and h.key.startswith("ask:note:"):
            note = history.happened.get(h.key.removeprefix("ask:").rpartition(":")[0])
            row = practice.decision.get(h.detail.get("decision_id", ""))
            if note and row and row.answer is None and note.detail.get("file", "") in history.files:
                found[row.decision_id] = "no longer needed: the file is there"
    return found


def _key(before: Happened) -> str:
    return f"ask:{before.key}:{before.attempts}"
