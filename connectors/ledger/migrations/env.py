"""What Alembic runs: all steps within the transaction that it is handed."""

from alembic import context

from connectors.ledger.migrate import VERSION_TABLE
from connectors.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
