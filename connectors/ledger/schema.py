"""The tables of the ledger, alike on SQLite and PostgreSQL; the practice stands first in every key.

Times are ISO 8601 text in UTC, so that both databases keep and sort them alike.
"""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData, Table, Text, text
from sqlalchemy import UniqueConstraint as Unique

metadata = MetaData()

AT_HAND = text("away = 0")
"""What passes read, in the very words of the index that holds nothing else."""


def _key(name: str, kind: type[Text] | type[Integer] = Text) -> Column[Any]:
    return Column(name, kind(), primary_key=True, autoincrement=False)


def _text(name: str, *, empty: bool = False) -> Column[Any]:
    return Column(name, Text(), nullable=empty)


def _number(name: str, *, empty: bool = False) -> Column[Any]:
    return Column(name, Integer(), nullable=empty)


def _away() -> Column[Any]:
    return Column("away", Integer(), nullable=False, server_default="0")


row_version = Table(
    "row_version",
    metadata,
    _key("practice"),
    _key("tab"),
    _key("row_id"),
    _key("version", Integer),
    _text("seen_at"),
    _text("content_hash"),
    _text("cells"),
    Column("gone", Boolean(), nullable=False),
    Index("row_version_by_row", "practice", "row_id"),
)
row_now = Table("row_now", metadata, _key("practice"), _key("tab"), _key("row_id"), _number("version"))
snapshot = Table("snapshot", metadata, _key("practice"), _text("token"), _text("seen_at"))
kept_tab = Table(
    "kept_tab",
    metadata,
    _key("practice"),
    _key("tab"),
    _number("position"),
    _text("grid_hash"),
    _text("rows_hash"),
    Column("grid", LargeBinary(), nullable=False),
)
effect = Table(
    "effect",
    metadata,
    _key("practice"),
    _key("key"),
    _text("kind"),
    _text("state"),
    _text("digest"),
    _number("attempts"),
    _text("begun"),
    _text("finished", empty=True),
    _text("detail"),
    _away(),
    Index("effect_at_hand", "practice", "kind", sqlite_where=AT_HAND, postgresql_where=AT_HAND),
)
effect_attempt = Table(
    "effect_attempt",
    metadata,
    _key("practice"),
    _key("key"),
    _key("attempt", Integer),
    _text("digest"),
    _text("begun"),
    _text("finished", empty=True),
    _text("outcome", empty=True),
    ForeignKeyConstraint(["practice", "key"], ["effect.practice", "effect.key"]),
)
inbox = Table("inbox", metadata, _key("practice"), _key("provider"), _key("event"), _text("received"))
batch = Table(
    "batch",
    metadata,
    _key("practice"),
    _key("batch_id"),
    _text("state"),
    _text("proposed"),
    _text("lines"),
    _text("claims"),
    _number("control_number", empty=True),
    _away(),
    Index("batch_at_hand", "practice", sqlite_where=AT_HAND, postgresql_where=AT_HAND),
    Unique("practice", "control_number", name="control_number_once"),
)
put_away = Table(
    "put_away",
    metadata,
    _key("practice"),
    _key("word"),
    _key("what"),
    _key("key"),
    Index("put_away_by_key", "practice", "what", "key"),
)
batch_file = Table(
    "batch_file",
    metadata,
    _key("practice"),
    _key("batch_id"),
    _key("name"),
    Column("content", LargeBinary(), nullable=False),
    _text("sha256"),
    ForeignKeyConstraint(["practice", "batch_id"], ["batch.practice", "batch.batch_id"]),
)
claim = Table(
    "claim",
    metadata,
    _key("practice"),
    _key("batch_id"),
    _key("claim_id"),
    _text("visit_id"),
    _number("frequency"),
    _text("total"),
    ForeignKeyConstraint(["practice", "batch_id"], ["batch.practice", "batch.batch_id"]),
)
counter = Table("counter", metadata, _key("practice"), _key("name"), _number("value"))
audit = Table(
    "audit",
    metadata,
    _key("practice"),
    _key("seq", Integer),
    _text("at"),
    _text("action"),
    _text("about"),
    _text("prev_mac"),
    _text("mac"),
)
meta = Table("meta", metadata, _key("practice"), _key("name"), _text("value"))
lease = Table("lease", metadata, _key("practice"), _text("owner"), _number("fence"))
