"""a staged upload names its files"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staged", schema=None) as batch_op:
        batch_op.add_column(sa.Column("files", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("staged", schema=None) as batch_op:
        batch_op.drop_column("files")
