"""What a ledger has put away, and how it comes back; a part of the Ledger port."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Protocol

from domain.history import Batch, History

Away = Mapping[str, Collection[str]]
"""What is put away by key, each with the words under which it is looked for."""


class Past(Protocol):
    """All that happened, of which passes read what is at hand."""

    def whole_history(self) -> History:
        """All effects and batches of the practice, those put away too."""
        ...

    def batches(self) -> tuple[Batch, ...]:
        """The batches at hand, in the order in which they were proposed."""
        ...

    def has_put_away(self) -> bool:
        """Whether anything is out of hand."""
        ...

    def tidied(self) -> date | None:
        """The day on which what no pass needs was put away last, or None."""
        ...

    def put_away(self, effects: Away, batches: Away, on: date) -> None:
        """Take effects and batches out of hand, on this day; nothing of them is lost."""
        ...

    def recalled(self, words: Collection[str], keys: Collection[str] = ()) -> History:
        """What was put away under any of these words, or is the effect of one of these keys."""
        ...

    def take_in_hand(self, keys: Iterable[str], batch_ids: Iterable[str]) -> None:
        """Have effects and batches at hand again."""
        ...
