"""the geographical indication"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gi_areas",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("right", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("parent", sa.BigInteger(), nullable=True),
        sa.Column("repaired", sa.Text(), nullable=True),
        sa.Column("declared_system", sa.Text(), nullable=True),
        sa.Column("declared_mu", sa.Double(), nullable=True),
        sa.Column("area_ha", sa.Double(), nullable=True),
        sa.Column("area_mu", sa.Double(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("signed_how", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("replaced_on", sa.Date(), nullable=True),
        sa.Column("map_approval", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("geometry", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "district", name="uq_gi_areas_key"),
    )
    with op.batch_alter_table("gi_areas", schema=None) as batch_op:
        batch_op.create_index("ix_gi_areas_since", ["since"], unique=False)

    op.create_table(
        "gi_comments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=True),
        sa.Column("pin", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("closed_with", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", "district", name="uq_gi_comments_key"),
    )
    with op.batch_alter_table("gi_comments", schema=None) as batch_op:
        batch_op.create_index("ix_gi_comments_area", ["area"], unique=False)
        batch_op.create_index("ix_gi_comments_since", ["since"], unique=False)

    op.create_table(
        "gi_plots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("season", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=True),
        sa.Column("grower", sa.Text(), nullable=True),
        sa.Column("user", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("variety", sa.Text(), nullable=True),
        sa.Column("sown_on", sa.Date(), nullable=True),
        sa.Column("area_declared", sa.Double(), nullable=True),
        sa.Column("expected_yield", sa.Double(), nullable=True),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("geometry", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "season", "district", name="uq_gi_plots_key"),
    )
    with op.batch_alter_table("gi_plots", schema=None) as batch_op:
        batch_op.create_index("ix_gi_plots_since", ["since"], unique=False)

    op.create_table(
        "gi_replies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("comment", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", "district", name="uq_gi_replies_key"),
    )
    with op.batch_alter_table("gi_replies", schema=None) as batch_op:
        batch_op.create_index("ix_gi_replies_comment", ["comment"], unique=False)
        batch_op.create_index("ix_gi_replies_since", ["since"], unique=False)

    op.create_table(
        "gi_rights",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("system", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("announcement", sa.Text(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("area_text", sa.Text(), nullable=True),
        sa.Column("standard_code", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "district", name="uq_gi_rights_key"),
    )
    with op.batch_alter_table("gi_rights", schema=None) as batch_op:
        batch_op.create_index("ix_gi_rights_since", ["since"], unique=False)

    op.create_table(
        "gi_samples",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("parameter", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("user", sa.BigInteger(), nullable=True),
        sa.Column("plot", sa.BigInteger(), nullable=True),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("limit", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("laboratory", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", "parameter", "district", name="uq_gi_samples_key"),
    )
    with op.batch_alter_table("gi_samples", schema=None) as batch_op:
        batch_op.create_index("ix_gi_samples_since", ["since"], unique=False)
        batch_op.create_index("ix_gi_samples_taken_on", ["taken_on"], unique=False)

    op.create_table(
        "gi_years",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("season", sa.Text(), nullable=False),
        sa.Column("producers", sa.BigInteger(), nullable=True),
        sa.Column("users", sa.BigInteger(), nullable=True),
        sa.Column("area", sa.Double(), nullable=True),
        sa.Column("output", sa.Double(), nullable=True),
        sa.Column("output_value", sa.BigInteger(), nullable=True),
        sa.Column("users_output_value", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("season", "district", name="uq_gi_years_key"),
    )
    with op.batch_alter_table("gi_years", schema=None) as batch_op:
        batch_op.create_index("ix_gi_years_since", ["since"], unique=False)

    op.create_table(
        "label_issues",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=True),
        sa.Column("season", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued", sa.BigInteger(), nullable=True),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.Column("returned", sa.BigInteger(), nullable=True),
        sa.Column("damaged", sa.BigInteger(), nullable=True),
        sa.Column("label_weight", sa.Double(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", "district", name="uq_label_issues_key"),
    )
    with op.batch_alter_table("label_issues", schema=None) as batch_op:
        batch_op.create_index("ix_label_issues_season", ["season"], unique=False)
        batch_op.create_index("ix_label_issues_since", ["since"], unique=False)

    op.create_table(
        "mark_users",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("systems", sa.Text(), nullable=True),
        sa.Column("authorised_from", sa.Date(), nullable=True),
        sa.Column("authorised_to", sa.Date(), nullable=True),
        sa.Column("standard_code", sa.Text(), nullable=True),
        sa.Column("label_quota", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "district", name="uq_mark_users_key"),
    )
    with op.batch_alter_table("mark_users", schema=None) as batch_op:
        batch_op.create_index("ix_mark_users_since", ["since"], unique=False)

    op.create_table(
        "sales",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=True),
        sa.Column("season", sa.Text(), nullable=True),
        sa.Column("sold_on", sa.Date(), nullable=True),
        sa.Column("quantity", sa.Double(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", "district", name="uq_sales_key"),
    )
    with op.batch_alter_table("sales", schema=None) as batch_op:
        batch_op.create_index("ix_sales_season", ["season"], unique=False)
        batch_op.create_index("ix_sales_since", ["since"], unique=False)

    op.create_table(
        "zone_records",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("office", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("begun", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("attachment", sa.Text(), nullable=True),
        sa.Column("attachment_name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", "district", name="uq_zone_records_key"),
    )
    with op.batch_alter_table("zone_records", schema=None) as batch_op:
        batch_op.create_index("ix_zone_records_since", ["since"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("zone_records", schema=None) as batch_op:
        batch_op.drop_index("ix_zone_records_since")

    op.drop_table("zone_records")
    with op.batch_alter_table("sales", schema=None) as batch_op:
        batch_op.drop_index("ix_sales_since")
        batch_op.drop_index("ix_sales_season")

    op.drop_table("sales")
    with op.batch_alter_table("mark_users", schema=None) as batch_op:
        batch_op.drop_index("ix_mark_users_since")

    op.drop_table("mark_users")
    with op.batch_alter_table("label_issues", schema=None) as batch_op:
        batch_op.drop_index("ix_label_issues_since")
        batch_op.drop_index("ix_label_issues_season")

    op.drop_table("label_issues")
    with op.batch_alter_table("gi_years", schema=None) as batch_op:
        batch_op.drop_index("ix_gi_years_since")

    op.drop_table("gi_years")
    with op.batch_alter_table("gi_samples", schema=None) as batch_op:
        batch_op.drop_index("ix_gi_samples_taken_on")
        batch_op.drop_index("ix_gi_samples_since")

    op.drop_table("gi_samples")
    with op.batch_alter_table("gi_rights", schema=None) as batch_op:
        batch_op.drop_index("ix_gi_rights_since")

    op.drop_table("gi_rights")
    with op.batch_alter_table("gi_replies", schema=None) as batch_op:
        batch_op.drop_index("ix_gi_replies_since")
        batch_op.drop_index("ix_gi_replies_comment")

    op.drop_table("gi_replies")
    with op.batch_alter_table("gi_plots", schema=None) as batch_op:
        batch_op.drop_index("ix_gi_plots_since")

    op.drop_table("gi_plots")
    with op.batch_alter_table("gi_comments", schema=None) as batch_op:
        batch_op.drop_index("ix_gi_comments_since")
        batch_op.drop_index("ix_gi_comments_area")

    op.drop_table("gi_comments")
    with op.batch_alter_table("gi_areas", schema=None) as batch_op:
        batch_op.drop_index("ix_gi_areas_since")

    op.drop_table("gi_areas")
