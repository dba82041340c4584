"""What the ledger remembers of a note, against the row as it stands."""

from dataclasses import dataclass
from typing import Literal

from domain.history import Happened
from domain.note_inputs import Inputs

NoteState = Literal["missing parts", "draft", "signed", "changed after signing"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A note as it was last made: ``draft``, ``signed``, ``reopened`` (its signature taken out again), or never."""

    text: str
    state: str = ""
    own: str = ""
    around: str = ""
    participants: str = ""
    signature: str = ""

    @classmethod
    def of(cls, before: Happened | None) -> "Kept":
        """What was kept with a note; nothing of a note that was never made."""
        text = before.detail.get("inputs", "") if before else ""
        return cls(text, *text.split(":")[:5]) if text else cls("")

    @property
    def was_signed(self) -> bool:
        """Whether the note was signed once: its file is then never written over."""
        return self.state in ("signed", "reopened")

    def differs(self, inputs: Inputs) -> bool:
        """Whether the note's own cells, or the number who took part, are others than those that were signed."""
        return self.own != inputs.own or self.participants != str(inputs.participants)

    def is_recounted(self, inputs: Inputs) -> bool:
        """Whether another number of members took part than the signed note says, and nobody has signed that yet."""
        counted = self.participants == str(inputs.participants)
        return self.was_signed and not counted and not self.is_signed_anew(inputs)

    def is_signed_anew(self, inputs: Inputs) -> bool:
        """Whether the row was signed again since: by others, on another day, or after the signature was taken out."""
        return bool(inputs.signed) and (self.state == "reopened" or self.signature != inputs.signature)

    @property
    def as_reopened(self) -> str:
        """What to keep once the signature was taken out of the row."""
        return self.text.replace("signed:", "reopened:", 1)

    @property
    def as_signed(self) -> str:
        """What to keep once the same words were signed again."""
        return self.text.replace("reopened:", "signed:", 1)
