"""Taking old versions of rows away: what people typed long ago is health data that nobody needs any more."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select, tuple_

from connectors.ledger.moments import to_text
from connectors.ledger.schema import row_version


def purge_rows(conn: Connection, practice: str, before: datetime) -> int:
    """Take away the versions seen before a moment, except each row's newest; how many. Of a row that is gone none stays."""
    columns = row_version.c
    key = (columns.tab, columns.row_id, columns.version)
    newest = select(columns.tab, columns.row_id, func.max(columns.version))
    newest = newest.where(columns.practice == practice).group_by(columns.tab, columns.row_id)
    old = (columns.practice == practice, columns.seen_at < to_text(before))
    gone = conn.execute(delete(row_version).where(*old, tuple_(*key).not_in(newest))).rowcount
    return gone + conn.execute(delete(row_version).where(*old, columns.gone)).rowcount
