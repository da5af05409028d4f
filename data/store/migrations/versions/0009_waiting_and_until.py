"""staged uploads have a kind; submissions say up to which day"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staged", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.Text(), nullable=True))
    staged = sa.table("staged", sa.column("id"), sa.column("kind"), sa.column("state"))
    connection = op.get_bind()
    for id, state in connection.execute(sa.select(staged.c.id, staged.c.state)).fetchall():
        kind = "boundary" if "boundary" in json.loads(state) else "ledgers"
        connection.execute(staged.update().where(staged.c.id == id).values(kind=kind))
    with op.batch_alter_table("staged", schema=None) as batch_op:
        batch_op.alter_column("kind", existing_type=sa.Text(), nullable=False)
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_column("until")
    with op.batch_alter_table("staged", schema=None) as batch_op:
        batch_op.drop_column("kind")
