"""Alembic's entry: runs on the connection that `data.store.migrate` hands over, for one of its two chains."""

from alembic import context

chain = context.config.attributes["chain"]
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=chain.tables(),
    version_table=chain.version_table,
    include_name=chain.speaks_of,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
