"""What a session rests on, and from where people sign in. Sessions that began before rest on nothing and end."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sessions") as batch:
        batch.add_column(sa.Column("commit", sa.BigInteger(), server_default="0", nullable=False))
        batch.add_column(sa.Column("password", sa.DateTime(), nullable=True))
    op.create_table(
        "familiar",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("account", "mark"),
    )
    op.create_index("ix_familiar_mark", "familiar", ["mark"])


def downgrade() -> None:
    op.drop_table("familiar")
    with op.batch_alter_table("sessions") as batch:
        batch.drop_column("password")
        batch.drop_column("commit")
