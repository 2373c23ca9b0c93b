"""Alembic's environment: the connection comes from ``dxdesk.store.migrate``, inside its transaction."""

from alembic import context

from dxdesk.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite alters a table by copying it.
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
