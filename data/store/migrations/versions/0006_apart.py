"""notes leave the data's file; history knows its district, commits know their units"""

import sqlalchemy as sa
from alembic import context, op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NOTES = {
    "sessions": ("token", "code", "role", "started", "seen", "address"),
    "drafts": ("district", "actor", "subject", "updated", "state"),
    "failures": ("key", "count", "last"),
    "access_log": ("id", "at", "kind", "code", "address", "detail"),
}
HISTORY = ("ledger", "row", "version", "since", "ended", "content")


def upgrade() -> None:
    data = op.get_bind()
    if data.dialect.name == "sqlite":
        _move_notes(data)
    _history_of_districts(data)
    _units_of_commits(data)


def _move_notes(data: sa.Connection) -> None:
    """Copied in a transaction of its own that ends before this one. After a power cut between the two, or where an
    older copy of the data was put back, the notes are there already, and are the newer ones."""
    with context.config.attributes["notes"].upgrading() as notes:
        tables = [sa.table(name, *map(sa.column, names)) for name, names in NOTES.items()]
        if not any(notes.execute(sa.select(source).limit(1)).first() for source in tables):
            for source in tables:
                rows = data.execute(sa.select(source)).mappings().fetchall()
                if rows:
                    notes.execute(source.insert(), [dict(row) for row in rows])
    for name in NOTES:
        op.drop_table(name)


def _history_of_districts(data: sa.Connection) -> None:
    op.create_table(
        "history_of_districts",
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("row", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ledger", "row", "version", "district", name="pk_history"),
    )
    old = sa.table("history", *map(sa.column, HISTORY))
    new = sa.table("history_of_districts", *map(sa.column, (*HISTORY, "district")))
    for name in data.execute(sa.select(old.c.ledger).distinct()).scalars().all():
        rows = sa.table(name, sa.column("id"), sa.column("district"))
        known = sa.select(*(old.c[column] for column in HISTORY), rows.c.district).where(
            old.c.ledger == name, rows.c.id == old.c.row
        )
        data.execute(new.insert().from_select([*HISTORY, "district"], known))
    op.drop_table("history")
    op.rename_table("history_of_districts", "history")
    op.create_index("ix_history_ended", "history", ["ledger", "ended", "district"])


def _units_of_commits(data: sa.Connection) -> None:
    op.create_table(
        "commit_units",
        sa.Column("commit", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("office", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("commit", "ledger", "office"),
    )
    units = sa.table("commit_units", *map(sa.column, ("commit", "ledger", "office")))
    kept = sa.table("history", *map(sa.column, HISTORY))
    written = sa.table("commit_ledgers", sa.column("ledger"))
    office = sa.literal_column(
        "json_extract(content, '$.office')"
        if data.dialect.name == "sqlite"
        else "CAST(CAST(content AS json) ->> 'office' AS bigint)"
    )
    for name in data.execute(sa.select(written.c.ledger).distinct()).scalars().all():
        if "office" not in {column["name"] for column in sa.inspect(data).get_columns(name)}:
            continue
        rows = sa.table(name, sa.column("since"), sa.column("office"))
        of_rows = sa.select(rows.c.since, sa.literal(name), sa.func.coalesce(rows.c.office, 0))
        before = [
            sa.select(kept.c[end], sa.literal(name), sa.func.coalesce(office, 0)).where(kept.c.ledger == name)
            for end in ("since", "ended")
        ]
        data.execute(units.insert().from_select(["commit", "ledger", "office"], sa.union(of_rows, *before)))


def downgrade() -> None:
    raise NotImplementedError("the notes lie in a file of their own: put the copy from before the migration back")
