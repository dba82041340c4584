"""Effects: begun, finished, and told again; each change is one more attempt or one more outcome on record."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select, update

from connectors.ledger.moments import from_text, to_text
from connectors.ledger.opaque import guard, guard_detail
from connectors.ledger.put_away import back, in_parts
from connectors.ledger.schema import AT_HAND, effect, effect_attempt
from domain.bulk import in_bulk
from domain.history import Happened, State

Item = tuple[str, str, str, Mapping[str, str]]
"""An effect that is about to happen: key, kind, digest, detail."""

_NOTHING = "{}"
_TOLD = ("key", "kind", "state", "digest", "begun", "finished", "attempts", "detail")
_HAPPENED = TypeAdapter(list[Happened])
_MINE = effect.c.practice == bindparam("mine")
_ALL = select(*(effect.c[x] for x in _TOLD)).where(_MINE)
_AT_HAND = _ALL.where(AT_HAND)
_OF_KIND = _AT_HAND.where(effect.c.kind == bindparam("of"))
_THESE = _ALL.where(effect.c.key.in_(bindparam("some", expanding=True)))
_BEFORE = select(effect.c.key, effect.c.attempts, effect.c.detail, effect.c.away).where(
    _MINE, effect.c.key.in_(bindparam("some", expanding=True))
)


def begin(conn: Connection, practice: str, items: Sequence[Item], at: datetime) -> None:
    """Set effects in flight, each with one more attempt."""
    for key, kind, digest, detail in items:
        guard((key, kind, digest))
        guard_detail(detail)
    known = _known(conn, practice, [x[0] for x in items])
    rows = [_begun(practice, item, known.get(item[0]), to_text(at)) for item in items]
    if fresh := [x for x in rows if x["key"] not in known]:
        conn.execute(insert(effect), fresh)
    if again := [_bound(x) for x in rows if x["key"] in known]:
        conn.execute(_AGAIN, again)
    if rows:
        attempts = [{x: row[x] for x in ("practice", "key", "digest", "begun")} for row in rows]
        numbers = [{"attempt": row["attempts"]} for row in rows]
        conn.execute(insert(effect_attempt), [a | n for a, n in zip(attempts, numbers, strict=True)])


def finish(
    conn: Connection, practice: str, items: Sequence[tuple[str, Mapping[str, str]]], state: State, at: datetime
) -> None:
    """Write down how effects (key, detail) ended; raises LookupError for one that was never begun."""
    for _, detail in items:
        guard_detail(detail)
    known = _known(conn, practice, [x[0] for x in items])
    same = {"practice": practice, "state": state, "finished": to_text(at)}
    rows = [_bound(same | {"key": key} | _finished(known[key], detail)) for key, detail in items]
    if rows:
        conn.execute(_ENDED, rows)
        conn.execute(_OUTCOME, rows)


def told(conn: Connection, practice: str, kind: str = "") -> dict[str, Happened]:
    """The effects at hand by key, or those of one kind."""
    asked = conn.execute(_OF_KIND if kind else _AT_HAND, {"mine": practice, "of": kind} if kind else {"mine": practice})
    return _happened(asked.tuples().all())


def told_all(conn: Connection, practice: str) -> dict[str, Happened]:
    """All effects by key, those put away too."""
    return _happened(conn.execute(_ALL, {"mine": practice}).tuples().all())


def told_of(conn: Connection, practice: str, keys: Iterable[str]) -> dict[str, Happened]:
    """The effects of these keys, wherever they are."""
    found = (conn.execute(_THESE, {"mine": practice, "some": part}) for part in in_parts(keys))
    return _happened([row for rows in found for row in rows.tuples()])


def _happened(found: Sequence[tuple[Any, ...]]) -> dict[str, Happened]:
    with in_bulk():
        rows = [dict(zip(_TOLD, row, strict=True)) for row in found]
        details = json.loads(f"[{','.join(x['detail'] for x in rows)}]")
        for row, detail in zip(rows, details, strict=True):
            finished = row["finished"]
            row |= {"detail": detail, "begun": from_text(row["begun"]), "finished": finished and from_text(finished)}
        return {x.key: x for x in _HAPPENED.validate_python(rows)}


def _known(conn: Connection, practice: str, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """What is kept of effects that were begun before; one that was put away is at hand from now on."""
    found = [row for part in in_parts(keys) for row in conn.execute(_BEFORE, {"mine": practice, "some": part}).tuples()]
    if away := [key for key, _, _, is_away in found if is_away]:
        back(conn, practice, "effect", away)
    return {key: (attempts, detail) for key, attempts, detail, _ in found}


def _begun(practice: str, item: Item, before: tuple[int, str] | None, at: str) -> dict[str, Any]:
    key, kind, digest, detail = item
    attempts, kept = before or (0, _NOTHING)
    return {
        "practice": practice,
        "key": key,
        "kind": kind,
        "state": "inflight",
        "digest": digest,
        "attempts": attempts + 1,
        "begun": at,
        "finished": None,
        "detail": _merged(kept, detail),
    }


def _finished(before: tuple[int, str], detail: Mapping[str, str]) -> dict[str, Any]:
    attempts, kept = before
    return {"attempts": attempts, "detail": _merged(kept, detail)}


def _merged(kept: str, detail: Mapping[str, str]) -> str:
    return json.dumps(json.loads(kept) | detail) if detail else kept


def _bound(row: dict[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in row.items()}


def _update(*names: str) -> Any:
    same = (effect.c.practice == bindparam("new_practice"), effect.c.key == bindparam("new_key"))
    return update(effect).where(*same).values({name: bindparam(f"new_{name}") for name in names})


_AGAIN = _update("kind", "state", "digest", "attempts", "begun", "finished", "detail")
_ENDED = _update("state", "finished", "detail")
_OUTCOME = (
    update(effect_attempt)
    .where(
        effect_attempt.c.practice == bindparam("new_practice"),
        effect_attempt.c.key == bindparam("new_key"),
        effect_attempt.c.attempt == bindparam("new_attempts"),
    )
    .values(finished=bindparam("new_finished"), outcome=bindparam("new_state"))
)
