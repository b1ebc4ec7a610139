"""Run by Alembic: applies migrations over the connection that `upgrade_to_newest` hands over."""

from alembic import context

from scorecard.storage.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
