"""What bringing in an old file would do: new rows for the practice's tabs, and what a person must still say."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.effects import Cell
from domain.history import OLD
from sheets_schema.cells.text import squeezed
from sheets_schema.oldsheets.said import Place, Said, ask, note


@dataclass(frozen=True)
class Choices:
    """What the person who brings the file in has said beforehand: the group of a list, and what marks mean."""

    group_id: str = ""
    means: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NewRow:
    """A row for one of the practice's tabs; ``source`` is a fingerprint of what it was made of."""

    tab: str
    row_id: str
    cells: Mapping[str, Cell]
    source: str
    place: Place


@dataclass
class Found:
    """One list of the old file, with what became of its entries: rows, or marks in a grid.

    ``entries = new + known + asked + left``: nothing vanishes.
    """

    place: Place
    words: str
    group: str = ""
    new: int = 0
    known: int = 0
    asked: int = 0
    left: int = 0

    @property
    def entries(self) -> int:
        """Everything the list holds."""
        return self.new + self.known + self.asked + self.left


@dataclass
class Proposal:
    """Everything that would be added, list by list, and everything there is to say."""

    rows: list[NewRow] = field(default_factory=list)
    lists: list[Found] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def ask(self, code: str, place: Place, **words: object) -> None:
        """Put a question down."""
        self.said.append(ask(code, place, **words))

    def note(self, code: str, place: Place, **words: object) -> None:
        """Put a remark down."""
        self.said.append(note(code, place, **words))

    @property
    def questions(self) -> list[Said]:
        """What keeps something out."""
        return [s for s in self.said if s.sort == "question"]

    @property
    def notes(self) -> list[Said]:
        """How something was taken."""
        return [s for s in self.said if s.sort == "note"]

    def counts(self) -> dict[str, int]:
        """How many rows each tab would get."""
        found: dict[str, int] = {}
        for row in self.rows:
            found[row.tab] = found.get(row.tab, 0) + 1
        return found


def fingerprint(*parts: object) -> str:
    """What an old row is known by, whatever its spaces and capitals: 16 letters that say nothing about the person."""
    text = "\x1f".join(squeezed(str(part)) if isinstance(part, str) else repr(part) for part in parts)
    return OLD + hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
