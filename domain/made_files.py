"""Files of notes and records that are gone from their folder: asked about, never silently made again."""

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

MANY = 5
"""Above so many files gone at once the folder itself is in question, not each of them."""


@dataclass(frozen=True)
class What:
    """What a file is: the row it is about, its name for people, like "the note of G-01/05/C-001", and why one asks."""

    about: str
    name: str
    code: str


@dataclass(frozen=True)
class Files:
    """The files made so far under some keys, against what lies in the folder now; ``gone`` has the rows they are of."""

    there: Mapping[str, str] | None
    gone: tuple[str, ...]

    @classmethod
    def of(cls, history: History, *starts: str) -> "Files":
        """What lies there of the keys that start so; nobody is asked about anything while nobody looked."""
        if history.files is None:
            return cls(None, ())
        made = (h for h in history.happened.values() if h.state == "done" and h.key.startswith(starts))
        gone = (h.key for h in made if h.detail.get("file", "") not in history.files)
        return cls(
            history.files, tuple(sorted(next(k.removeprefix(s) for s in starts if k.startswith(s)) for k in gone))
        )

    @property
    def many_gone(self) -> bool:
        """Whether so many are gone that the folder was moved rather than a file deleted."""
        return len(self.gone) > MANY

    def is_gone(self, before: Happened) -> bool:
        """Whether a made file is no longer there."""
        return self.there is not None and before.detail.get("file", "") not in self.there

    def lacks_signature(self, before: Happened) -> bool:
        """Whether a file that a person had edited is still as it was when its row was signed."""
        mark = before.detail.get("signed_as", "")
        return bool(mark and self.there is not None and self.there.get(before.detail.get("file", "")) == mark)


def files_gone(files: Files, code: str) -> Task:
    """Many files are gone: one thing to do."""
    return Task(about=files.gone[0], tab="Notes", reason=reason(code, rows=files.gone, number=len(files.gone)))


def ask_again(
    before: Happened, what: What, practice: Practice, history: History, today: date
) -> tuple[tuple[AskDecision, ...], bool]:
    """The question whether to make a file again, if it is still to be asked; and whether a person said Yes."""
    key = f"ask:{before.key}:{before.attempts}"
    asked = answer(practice, history, key)
    if asked is not None and asked.answer is not None:
        return (), asked.answer is YesNo.YES
    if stands(key, practice, history):
        return (), False
    why: Reason = reason(what.code, rows=(what.about,))
    ask = AskDecision(
        key=key,
        decision_id="",
        decision_kind="other",
        asked_on=today,
        about=what.about,
        question=f"The file of {what.name} is gone. Make it again?",
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
        if h.kind == "decision" and h.key.startswith(("ask:note:", "ask:document:")):
            made = history.happened.get(h.key.removeprefix("ask:").rpartition(":")[0])
            row = practice.decision.get(h.detail.get("decision_id", ""))
            if made and row and row.answer is None and made.detail.get("file", "") in history.files:
                found[row.decision_id] = "no longer needed: the file is there"
    return found
