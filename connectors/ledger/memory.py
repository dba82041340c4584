"""The effects: begun, ended, at hand or put away; a part of the Ledger port."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from connectors.ledger import batches, effects, put_away, standing
from connectors.ledger.database import Database
from domain.bulk import in_bulk
from domain.history import Batch, Happened, History, State

Away = Mapping[str, Collection[str]]
"""What is put away, by key, each with the words under which it is looked for."""


class Effects(Database):
    """What happened to the outside world, and what is about to happen."""

    def history(self) -> History:
        """The effects and batches at hand: all that concerns the sheets of today."""
        with self._read() as conn:
            return History(effects.told(conn, self._practice), batches.told(conn, self._practice))

    def begin(self, key: str, kind: str, digest: str, at: datetime, detail: Mapping[str, str] = {}) -> None:
        """Set one effect in flight with one more attempt."""
        self.begin_many([(key, kind, digest, detail)], at)

    def begin_many(self, items: Sequence[effects.Item], at: datetime) -> None:
        """Set several effects in flight: all of them or none."""
        with in_bulk(), self._write() as conn:
            self._tell(conn, [("effect inflight", x[0]) for x in items], at)
            effects.begin(conn, self._practice, items, at)

    def finish(self, key: str, state: State, at: datetime, detail: Mapping[str, str] = {}) -> None:
        """Write down how an effect ended; raises LookupError for one that was never begun."""
        self._finish([(key, detail)], state, at)

    def finish_many(self, keys: Sequence[str], state: State, at: datetime) -> None:
        """Write down that several effects ended alike: all of them or none."""
        self._finish([(key, {}) for key in keys], state, at)

    def finish_each(self, items: Sequence[tuple[str, Mapping[str, str]]], state: State, at: datetime) -> None:
        """Write down that several effects ended alike, each with its own detail: all of them or none."""
        self._finish(items, state, at)

    def effects_of(self, kind: str) -> Sequence[Happened]:
        """The effects of one kind that are at hand, as they stand now."""
        with self._read() as conn:
            return tuple(effects.told(conn, self._practice, kind).values())

    def whole_history(self) -> History:
        """All effects and batches of the practice, those put away too."""
        with self._read() as conn:
            return History(effects.told_all(conn, self._practice), batches.told_all(conn, self._practice))

    def batches(self) -> tuple[Batch, ...]:
        """The batches at hand."""
        with self._read() as conn:
            return batches.told(conn, self._practice)

    def effect(self, key: str) -> Happened | None:
        """One effect as it stands now, wherever it is; None when it was never begun."""
        with self._read() as conn:
            return effects.told_of(conn, self._practice, [key]).get(key)

    def tidied(self) -> date | None:
        """The day on which what no pass needs was put away last, or None."""
        with self._read() as conn:
            return standing.tidied(conn, self._practice)

    def put_away(self, effects: Away, batches: Away, on: date) -> None:
        """Take effects and batches out of hand, on this day; nothing of them is lost."""
        with in_bulk(), self._write() as conn:
            standing.note_tidied(conn, self._practice, on)
            put_away.put(conn, self._practice, "effect", effects)
            put_away.put(conn, self._practice, "batch", batches)

    def has_put_away(self) -> bool:
        """Whether anything is out of hand."""
        with self._read() as conn:
            return put_away.is_any(conn, self._practice)

    def recalled(self, words: Collection[str], keys: Collection[str] = ()) -> History:
        """What was put away under any of these words, or is the effect of one of these keys."""
        with self._read() as conn:
            found = put_away.under(conn, self._practice, "effect", words)
            of = put_away.under(conn, self._practice, "batch", words)
            away = put_away.away(conn, self._practice, "effect", keys)
            told = effects.told_of(conn, self._practice, found | away)
            return History(told, batches.told_of(conn, self._practice, of))

    def take_in_hand(self, keys: Iterable[str], batch_ids: Iterable[str]) -> None:
        """Have effects and batches at hand again."""
        with self._write() as conn:
            put_away.back(conn, self._practice, "effect", keys)
            put_away.back(conn, self._practice, "batch", batch_ids)

    def _finish(self, items: Sequence[tuple[str, Mapping[str, str]]], state: State, at: datetime) -> None:
        with in_bulk(), self._write() as conn:
            self._tell(conn, [(f"effect {state}", key) for key, _ in items], at)
            effects.finish(conn, self._practice, items, state, at)
