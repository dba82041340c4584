"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT = sa.Text()
_NUMBER = sa.Integer()
_BYTES = sa.LargeBinary()


def _table(name: str, key: str, *rest: sa.schema.SchemaItem) -> None:
    kinds = {"version": _NUMBER, "attempt": _NUMBER, "seq": _NUMBER}
    keys = [sa.Column(x, kinds.get(x, _TEXT), primary_key=True, autoincrement=False) for x in key.split()]
    op.create_table(name, *keys, *rest)


def _column(name: str, kind: sa.types.TypeEngine[Any] = _TEXT, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=empty)


def _texts(names: str) -> list[sa.Column[Any]]:
    return [_column(x) for x in names.split()]


def _of_batch() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["practice", "batch_id"], ["batch.practice", "batch.batch_id"])


def upgrade() -> None:
    """Make the tables, the two readings of the effects, and the guard of the audit chain."""
    _rows()
    _effects()
    _batches()
    _table("audit", "practice seq", *_texts("at action about prev_mac mac"))
    _table("meta", "practice name", _column("value"))
    _table("lease", "practice", _column("owner"), _column("fence", _NUMBER))
    for statement in _GUARD[op.get_bind().dialect.name]:
        op.execute(statement)


def _rows() -> None:
    gone = _column("gone", sa.Boolean())
    _table("row_version", "practice tab row_id version", *_texts("seen_at content_hash cells"), gone)
    op.create_index("row_version_by_row", "row_version", ["practice", "row_id"])
    _table("snapshot", "practice", *_texts("token seen_at"))
    grid = _column("grid", _BYTES)
    _table("kept_tab", "practice tab", _column("position", _NUMBER), *_texts("grid_hash rows_hash"), grid)


def _effects() -> None:
    finished = _column("finished", empty=True)
    first = _texts("kind state digest")
    _table(
        "effect", "practice key", *first, _column("attempts", _NUMBER), _column("begun"), finished, _column("detail")
    )
    _table(
        "effect_attempt",
        "practice key attempt",
        *_texts("digest begun"),
        _column("finished", empty=True),
        _column("outcome", empty=True),
        sa.ForeignKeyConstraint(["practice", "key"], ["effect.practice", "effect.key"]),
    )
    _table("inbox", "practice provider event", _column("received"))
    for view, kind in (("document", "note"), ("decision", "decision")):
        columns = "practice, key, state, digest, begun, finished, detail"
        op.execute(f"CREATE VIEW {view} AS SELECT {columns} FROM effect WHERE kind = '{kind}'")  # noqa: S608  constants


def _batches() -> None:
    once = sa.UniqueConstraint("practice", "control_number", name="control_number_once")
    number = _column("control_number", _NUMBER, empty=True)
    _table("batch", "practice batch_id", *_texts("state proposed lines claims"), number, once)
    _table("batch_file", "practice batch_id name", _column("content", _BYTES), _column("sha256"), _of_batch())
    frequency = _column("frequency", _NUMBER)
    _table("claim", "practice batch_id claim_id", _column("visit_id"), frequency, _column("total"), _of_batch())
    _table("counter", "practice name", _column("value", _NUMBER))


_FUNCTION = """
CREATE FUNCTION audit_links_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit links stay'; END $$
"""
_TRIGGER = """
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_links_stay()
"""
_GUARD = {
    "sqlite": (
        "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit links stay'); END",
        "CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit links stay'); END",
    ),
    "postgresql": (_FUNCTION, _TRIGGER),
}
