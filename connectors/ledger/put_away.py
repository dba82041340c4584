"""Effects and batches out of hand: marked, and found again by the words that they are about."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from connectors.ledger.opaque import guard
from connectors.ledger.schema import batch, effect, put_away

What = Literal["effect", "batch"]

AT_ONCE = 500
"""So many values stand in one question to the database."""

_ID = {"effect": effect.c.key, "batch": batch.c.batch_id}
_MINE = put_away.c.practice == bindparam("mine"), put_away.c.what == bindparam("of")
_UNDER = select(put_away.c.key).where(*_MINE, put_away.c.word.in_(bindparam("some", expanding=True)))
_THESE = select(put_away.c.key).where(*_MINE, put_away.c.key.in_(bindparam("some", expanding=True))).distinct()
_FORGET = delete(put_away).where(*_MINE, put_away.c.key.in_(bindparam("some", expanding=True)))
_ANY = select(put_away.c.key).where(put_away.c.practice == bindparam("mine")).limit(1)


def in_parts(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in lists that one question can hold."""
    listed = sorted(set(values))
    for at in range(0, len(listed), AT_ONCE):
        yield listed[at : at + AT_ONCE]


def put(conn: Connection, practice: str, what: What, items: Mapping[str, Collection[str]]) -> None:
    """Take things out of hand, each under its words; what is about nothing is found by its key alone."""
    guard({word for words in items.values() for word in words})
    _mark(conn, practice, what, items, away=1)
    if rows := [
        {"practice": practice, "word": word, "what": what, "key": key}
        for key, words in items.items()
        for word in sorted(words) or ("",)
    ]:
        conn.execute(insert(put_away), rows)


def back(conn: Connection, practice: str, what: What, keys: Iterable[str]) -> None:
    """Take things into hand again."""
    keys = list(keys)
    for part in in_parts(keys):
        conn.execute(_FORGET, {"mine": practice, "of": what, "some": part})
    _mark(conn, practice, what, keys, away=0)


def under(conn: Connection, practice: str, what: What, words: Iterable[str]) -> set[str]:
    """What was put away under any of these words."""
    parts = ({"mine": practice, "of": what, "some": part} for part in in_parts(words))
    return {key for part in parts for key in conn.execute(_UNDER, part).scalars()}


def away(conn: Connection, practice: str, what: What, keys: Iterable[str]) -> set[str]:
    """Those of these keys that were put away."""
    parts = ({"mine": practice, "of": what, "some": part} for part in in_parts(keys))
    return {key for part in parts for key in conn.execute(_THESE, part).scalars()}


def is_any(conn: Connection, practice: str) -> bool:
    """Whether anything was put away."""
    return conn.execute(_ANY, {"mine": practice}).first() is not None


def _mark(conn: Connection, practice: str, what: What, keys: Iterable[str], *, away: int) -> None:
    column: ColumnElement[Any] = _ID[what]
    table = effect if what == "effect" else batch
    mark = (
        update(table)
        .where(table.c.practice == bindparam("mine"), column.in_(bindparam("some", expanding=True)))
        .values(away=away)
    )
    for part in in_parts(keys):
        conn.execute(mark, {"mine": practice, "some": part})
