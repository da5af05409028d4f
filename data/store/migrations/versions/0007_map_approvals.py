"""map approvals; rehearsed signatures"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AREAS = sa.table(
    "gi_areas",
    *(sa.column(name) for name in ("since", "state", "signed_how", "in_force_from")),
)
COMMITS = sa.table("commits", sa.column("number"), sa.column("kind"))


def upgrade() -> None:
    with op.batch_alter_table("gi_areas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("map_approved_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("map_approval_file", sa.Text(), nullable=True))
    # Signatures of people who were only chosen by name are rehearsals, not in force; the demonstration's are its own.
    chosen = AREAS.c.signed_how == "chosen"
    invented = AREAS.c.since.in_(sa.select(COMMITS.c.number).where(COMMITS.c.kind == "demonstration"))
    op.execute(sa.update(AREAS).where(chosen, invented).values(signed_how="demonstration"))
    op.execute(sa.update(AREAS).where(chosen, AREAS.c.state == "final").values(state="rehearsed"))
    op.execute(sa.update(AREAS).where(chosen).values(in_force_from=None))


def downgrade() -> None:
    with op.batch_alter_table("gi_areas", schema=None) as batch_op:
        batch_op.drop_column("map_approval_file")
        batch_op.drop_column("map_approved_on")
