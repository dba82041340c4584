"""What a form is made of: pages of questions, each answering a column of a tab."""

import zlib
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "paragraph", "choice", "list", "several", "date", "grid"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose: what it says, what the cell of the tab gets ("" = the same), and the page it leads to.

    The words of a consent carry their version, so that the answer itself proves what was agreed to.
    """

    says: str
    cell: str = ""
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question for one field of the tab; ``rows`` are the lines of a grid of ticks."""

    field: str
    title: str
    kind: Kind = "text"
    required: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are shown together; at most one of them has answers that lead somewhere else."""

    name: str
    title: str
    questions: tuple[Question, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form whose answers become rows of a tab. Titles tell nobody what the practice treats."""

    name: str
    title: str
    tab: str
    pages: tuple[Page, ...]
    prefix: str
    help: str = ""

    def number(self, of: str) -> str:
        """The ID that we give a question or page: the same for ever, whatever its title becomes."""
        return f"{zlib.crc32(f'{self.name}/{of}'.encode()) & 0x7FFFFFFF:08x}"


def said(*words: str) -> tuple[Choice, ...]:
    """Choices that say what the cell gets."""
    return tuple(Choice(word) for word in words)
