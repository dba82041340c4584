"""What was read from the workbook: the last snapshot whole, and each row's versions."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from connectors.ledger.cells import decode_grid, encode_grid
from connectors.ledger.moments import from_text, to_text
from connectors.ledger.put_away import in_parts
from connectors.ledger.schema import kept_tab, row_now, row_version, snapshot
from domain.bulk import in_bulk
from sheets_schema.grid import Snapshot

Rows = Mapping[str, str]

_FAST = 1
_TOKEN = select(snapshot.c.token).where(snapshot.c.practice == bindparam("mine"))
_NONE = "-"


def keep(conn: Connection, practice: str, seen: Snapshot, rows: Mapping[str, Rows], at: datetime) -> int:
    """Keep the snapshot and the rows that differ from their last version; how many did.

    Rows of tabs that ``rows`` does not name are left as they are.
    """
    columns = kept_tab.c
    query = select(columns.tab, columns.grid_hash, columns.rows_hash, columns.position)
    known = {x.tab: x for x in conn.execute(query.where(columns.practice == practice))}
    changed = 0
    for position, (tab, grid) in enumerate(seen.grids.items()):
        before = known.pop(tab, None)
        rows_hash = _rows_hash(rows[tab]) if tab in rows else (before.rows_hash if before else _NONE)
        content = encode_grid(grid)
        hashes = (_hash(content), rows_hash, position)
        if tab in rows and (before is None or before.rows_hash != rows_hash):
            changed += _keep_rows(conn, practice, tab, rows[tab], to_text(at))
        if before is None or tuple(before)[1:] != hashes:
            _keep_tab(conn, {"practice": practice, "tab": tab}, hashes, content)
    for tab in known:
        conn.execute(delete(kept_tab).where(columns.practice == practice, columns.tab == tab))
    for tab in rows.keys() - seen.grids.keys():
        changed += _keep_rows(conn, practice, tab, rows[tab], to_text(at))
    conn.execute(delete(snapshot).where(snapshot.c.practice == practice))
    conn.execute(insert(snapshot).values(practice=practice, token=seen.token, seen_at=to_text(at)))
    return changed


def token(conn: Connection, practice: str) -> str | None:
    """The token of the snapshot, or None."""
    return conn.execute(_TOKEN, {"mine": practice}).scalar()


def keep_token(conn: Connection, practice: str, new: str) -> None:
    """Give the kept snapshot a new token."""
    conn.execute(update(snapshot).where(snapshot.c.practice == practice).values(token=new))


def kept(conn: Connection, practice: str) -> Snapshot | None:
    """The snapshot as it was kept, or None."""
    last = token(conn, practice)
    if last is None:
        return None
    query = select(kept_tab.c.tab, kept_tab.c.grid).where(kept_tab.c.practice == practice)
    found = conn.execute(query.order_by(kept_tab.c.position)).tuples()
    with in_bulk():
        return Snapshot(token=last, grids={tab: decode_grid(zlib.decompress(grid)) for tab, grid in found})


def row_history(conn: Connection, practice: str, row_id: str) -> list[tuple[datetime, str, str]]:
    """The versions of a row, oldest first."""
    columns = row_version.c
    query = select(columns.seen_at, columns.tab, columns.cells)
    query = query.where(columns.practice == practice, columns.row_id == row_id)
    found = conn.execute(query.order_by(columns.seen_at, columns.tab, columns.version)).tuples()
    return [(from_text(at), tab, cells) for at, tab, cells in found]


def changed_on(conn: Connection, practice: str) -> dict[tuple[str, str], datetime]:
    """When each row that stands was last seen to change, by tab and row ID."""
    found = conn.execute(_CHANGED, {"mine": practice}).tuples()
    return {(tab, row_id): from_text(at) for tab, row_id, at in found}


def row_ids(conn: Connection, practice: str) -> dict[str, frozenset[str]]:
    """The IDs of the rows that each tab had at the last read."""
    found: dict[str, set[str]] = {}
    for tab, row_id in conn.execute(_IDS, {"mine": practice}).tuples():
        found.setdefault(tab, set()).add(row_id)
    return {tab: frozenset(ids) for tab, ids in found.items()}


def last_rows(conn: Connection, practice: str, tab: str) -> dict[str, str]:
    """A tab's rows at the last read: row ID to JSON text of the cells."""
    return dict(conn.execute(_ROWS, {"mine": practice, "of": tab}).tuples().all())


def former_rows(conn: Connection, practice: str, tab: str, row_ids: Iterable[str]) -> dict[str, list[str]]:
    """How rows stood that may be gone, of those named: row ID to JSON texts of the cells, newest first."""
    here = {"mine": practice, "of": tab}
    found: dict[str, list[str]] = {}
    for part in in_parts(row_ids):
        for row_id, cells in conn.execute(_FORMER, here | {"some": part}).tuples():
            found.setdefault(row_id, []).append(cells)
    return found


def _keep_tab(conn: Connection, where: dict[str, Any], hashes: tuple[str, str, int], content: bytes) -> None:
    conn.execute(delete(kept_tab).where(kept_tab.c.practice == where["practice"], kept_tab.c.tab == where["tab"]))
    names = dict(zip(("grid_hash", "rows_hash", "position"), hashes, strict=True))
    conn.execute(insert(kept_tab), where | names | {"grid": zlib.compress(content, _FAST)})


def _keep_rows(conn: Connection, practice: str, tab: str, rows: Rows, at: str) -> int:
    here = {"mine": practice, "of": tab}
    standing = {row_id: (version, digest) for row_id, version, digest in conn.execute(_HASHES, here).tuples()}
    digests = {row_id: _hash(cells.encode()) for row_id, cells in rows.items()}
    changed = [x for x, digest in digests.items() if x not in standing or standing[x][1] != digest]
    away = [x for x in standing if x not in rows]
    versions = {x: v for x, (v, _) in standing.items()} | _past(conn, here, [x for x in changed if x not in standing])
    where = {"practice": practice, "tab": tab}
    fresh = [where | {"row_id": x, "version": versions.get(x, 0) + 1} for x in changed]
    gone = [where | {"row_id": x, "version": versions[x] + 1} for x in away]
    new = [x | {"content_hash": digests[x["row_id"]], "cells": rows[x["row_id"]], "gone": False} for x in fresh]
    new += [x | {"content_hash": "", "cells": "", "gone": True} for x in gone]
    if new:
        conn.execute(insert(row_version), [x | {"seen_at": at} for x in new])
        for part in in_parts(x for x in (*changed, *away) if x in standing):
            conn.execute(_NO_LONGER, here | {"some": part})
    if fresh:
        conn.execute(insert(row_now), fresh)
    return len(new)


def _past(conn: Connection, here: dict[str, Any], row_ids: Sequence[str]) -> dict[str, int]:
    """The last version of rows that are not there; a row that comes back goes on from it."""
    found = (conn.execute(_LAST, here | {"some": part}).tuples() for part in in_parts(row_ids))
    return {row_id: version for rows in found for row_id, version in rows}


_MINE = row_now.c.practice == bindparam("mine")
_OF_TAB = _MINE, row_now.c.tab == bindparam("of")
_SAME = and_(*(row_now.c[name] == row_version.c[name] for name in ("practice", "tab", "row_id", "version")))
_STANDING = row_now.outerjoin(row_version, _SAME)
# Each row that stands has its version: an outer join only keeps SQLite from going through all versions first.
_IDS = select(row_now.c.tab, row_now.c.row_id).where(_MINE)
_CHANGED = select(row_now.c.tab, row_now.c.row_id, row_version.c.seen_at).select_from(_STANDING).where(_MINE)
_ROWS = select(row_now.c.row_id, row_version.c.cells).select_from(_STANDING).where(*_OF_TAB)
_HASHES = select(row_now.c.row_id, row_now.c.version, row_version.c.content_hash)
_HASHES = _HASHES.select_from(_STANDING).where(*_OF_TAB)
_NO_LONGER = delete(row_now).where(*_OF_TAB, row_now.c.row_id.in_(bindparam("some", expanding=True)))
_SOME = (
    row_version.c.practice == bindparam("mine"),
    row_version.c.tab == bindparam("of"),
    row_version.c.row_id.in_(bindparam("some", expanding=True)),
)
_LAST = select(row_version.c.row_id, func.max(row_version.c.version)).where(*_SOME).group_by(row_version.c.row_id)
_FORMER = select(row_version.c.row_id, row_version.c.cells).where(*_SOME, row_version.c.gone.is_(False))
_FORMER = _FORMER.order_by(row_version.c.row_id, row_version.c.version.desc())


def _rows_hash(rows: Rows) -> str:
    whole = hashlib.sha256()
    for row_id, cells in sorted(rows.items()):
        whole.update(f"{len(row_id)}:{row_id}{len(cells)}:{cells}".encode())
    return whole.hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
