"""What every value of the practice has in common."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Purpose = Literal["texts", "claims", "notes", "policy", "sessions", "statements"]
"""What an unreadable cell can hold up, apart from its whole row."""


class Value(BaseModel):
    """A fact that never changes; two values with equal fields are the same fact."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Record(Value):
    """One accepted row of a people's tab.

    ``held`` names what waits because a cell of the row could not be read; the cell itself is None.
    """

    held: frozenset[Purpose] = frozenset()
