"""days of events"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_decided_on", ["decided_on"], unique=False)
        batch_op.create_index("ix_cases_published_on", ["published_on"], unique=False)
        batch_op.create_index("ix_cases_transferred_on", ["transferred_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_transferred_on")
        batch_op.drop_index("ix_cases_published_on")
        batch_op.drop_index("ix_cases_decided_on")
