"""Effects are found by their kind without reading all that ever happened."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index."""
    op.create_index("effect_by_kind", "effect", ["practice", "kind"])
