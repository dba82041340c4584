"""What a pass needs of the practice's forms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sheets_schema.grid import Written


class Answer(Protocol):
    """One response to a form: the ID of its row, the moment it was sent (aware), and its cells by field."""

    @property
    def row_id(self) -> str:
        """The same for the same response, for ever."""
        ...

    @property
    def sent(self) -> datetime:
        """When it was sent, with a zone."""
        ...

    @property
    def cells(self) -> Mapping[str, Written]:
        """What was answered, by the field of the tab."""
        ...


class Answers(Protocol):
    """The responses to one form."""

    @property
    def tab(self) -> str:
        """The title of the tab whose rows they become."""
        ...

    @property
    def unread(self) -> Sequence[str]:
        """The questions, by their words, whose answers ``new`` could give to no field."""
        ...

    @property
    def undated(self) -> int:
        """How many answers ``new`` left where they are, since nobody can tell when they were sent."""
        ...

    def new(self) -> Sequence[Answer]:
        """What was sent or edited since ``taken``, oldest first."""
        ...

    def taken(self) -> None:
        """What ``new`` brought stands in the tab now."""
        ...

    def offer(self, groups: Sequence[str], payers: Sequence[str]) -> None:
        """Let people choose among these groups and payers, by name; nothing happens while they are the same."""
        ...
