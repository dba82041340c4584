"""What was read from the workbook: the last snapshot whole, and each row's versions."""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Subquery, and_, delete, func, insert, not_, select, update

from connectors.ledger.bulk import in_bulk
from connectors.ledger.cells import decode_grid, encode_grid
from connectors.ledger.moments import from_text, to_text
from connectors.ledger.schema import kept_tab, row_version, snapshot
from sheets_schema.grid import Snapshot

Rows = Mapping[str, str]

_FAST = 1
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
    return conn.execute(select(snapshot.c.token).where(snapshot.c.practice == practice)).scalar()


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
    """When each row was last seen to change, by tab and row ID."""
    columns = row_version.c
    query = select(columns.tab, columns.row_id, func.max(columns.seen_at)).where(columns.practice == practice)
    found = conn.execute(query.group_by(columns.tab, columns.row_id)).tuples()
    return {(tab, row_id): from_text(at) for tab, row_id, at in found}


def row_ids(conn: Connection, practice: str) -> dict[str, frozenset[str]]:
    """The IDs of the rows that each tab had at the last read."""
    last = _newest(practice)
    found: dict[str, set[str]] = {}
    for tab, row_id in conn.execute(select(last.c.tab, last.c.row_id).where(not_(last.c.gone))).tuples():
        found.setdefault(tab, set()).add(row_id)
    return {tab: frozenset(ids) for tab, ids in found.items()}


def last_rows(conn: Connection, practice: str, tab: str) -> dict[str, str]:
    """A tab's rows at the last read: row ID to JSON text of the cells."""
    last = _newest(practice)
    query = select(last.c.row_id, last.c.cells).where(not_(last.c.gone), last.c.tab == tab)
    return dict(conn.execute(query).tuples().all())


def _newest(practice: str) -> Subquery:
    columns = row_version.c
    mine = select(columns.tab, columns.row_id, func.max(columns.version).label("version"))
    top = mine.where(columns.practice == practice).group_by(columns.tab, columns.row_id).subquery()
    same = and_(columns.tab == top.c.tab, columns.row_id == top.c.row_id, columns.version == top.c.version)
    query = select(columns.tab, columns.row_id, columns.cells, columns.gone).join(top, same)
    return query.where(columns.practice == practice).subquery()


def _keep_tab(conn: Connection, where: dict[str, Any], hashes: tuple[str, str, int], content: bytes) -> None:
    conn.execute(delete(kept_tab).where(kept_tab.c.practice == where["practice"], kept_tab.c.tab == where["tab"]))
    names = dict(zip(("grid_hash", "rows_hash", "position"), hashes, strict=True))
    conn.execute(insert(kept_tab), where | names | {"grid": zlib.compress(content, _FAST)})


def _keep_rows(conn: Connection, practice: str, tab: str, rows: Rows, at: str) -> int:
    last = _last_versions(conn, practice, tab)
    fresh = []
    for row_id, cells in rows.items():
        digest = _hash(cells.encode())
        version, known, gone = last.get(row_id, (0, "", False))
        if digest != known or gone:
            fresh.append((row_id, version + 1, digest, cells, False))
    away = [(x, v + 1, "", "", True) for x, (v, _, gone) in last.items() if x not in rows and not gone]
    names = ("row_id", "version", "content_hash", "cells", "gone")
    where = {"practice": practice, "tab": tab, "seen_at": at}
    if new := [where | dict(zip(names, x, strict=True)) for x in fresh + away]:
        conn.execute(insert(row_version), new)
    return len(new)


def _last_versions(conn: Connection, practice: str, tab: str) -> dict[str, tuple[int, str, bool]]:
    columns = row_version.c
    mine = (columns.practice == practice, columns.tab == tab)
    last = select(columns.row_id, func.max(columns.version).label("version")).where(*mine)
    newest = last.group_by(columns.row_id).subquery()
    same = and_(columns.row_id == newest.c.row_id, columns.version == newest.c.version)
    query = select(columns.row_id, columns.version, columns.content_hash, columns.gone).join(newest, same).where(*mine)
    return {row_id: (version, digest, gone) for row_id, version, digest, gone in conn.execute(query).tuples().all()}


def _rows_hash(rows: Rows) -> str:
    whole = hashlib.sha256()
    for row_id, cells in sorted(rows.items()):
        whole.update(f"{len(row_id)}:{row_id}{len(cells)}:{cells}".encode())
    return whole.hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
