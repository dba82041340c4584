"""What concerns the sheets of today is found without what is past: effects and batches at hand, rows that stand."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NEWEST = """
INSERT INTO row_now (practice, tab, row_id, version)
SELECT v.practice, v.tab, v.row_id, v.version FROM row_version AS v
JOIN (SELECT practice, tab, row_id, max(version) AS version FROM row_version GROUP BY practice, tab, row_id) AS newest
ON v.practice = newest.practice AND v.tab = newest.tab AND v.row_id = newest.row_id AND v.version = newest.version
WHERE NOT v.gone
"""


def _keys(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), primary_key=True, autoincrement=False) for name in names]


def upgrade() -> None:
    """Everything is at hand until a pass puts it away."""
    for table in ("effect", "batch"):
        op.add_column(table, sa.Column("away", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("effect_by_kind", "effect")
    at_hand = sa.text("away = 0")
    op.create_index("effect_at_hand", "effect", ["practice", "kind"], sqlite_where=at_hand, postgresql_where=at_hand)
    op.create_index("batch_at_hand", "batch", ["practice"], sqlite_where=at_hand, postgresql_where=at_hand)
    op.create_table("put_away", *_keys("practice", "word", "what", "key"))
    op.create_index("put_away_by_key", "put_away", ["practice", "what", "key"])
    op.create_table("row_now", *_keys("practice", "tab", "row_id"), sa.Column("version", sa.Integer(), nullable=False))
    op.execute(_NEWEST)
