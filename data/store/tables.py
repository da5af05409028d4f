"""The tables, made from the declared ledgers and rollups; nothing here names a column of a ledger.

Rows are never deleted and `commit` resolves references in the transaction that writes them, so there
are no foreign keys: they could catch nothing, and SQLite's table rebuilds would trip over them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

import sqlalchemy as sa

from data.ledgers import ledgers
from data.ledgers.columns import Column, Kind, Ledger, Rollup

# SQLite numbers rows by itself only in a column that is called INTEGER.
ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

COLUMN_TYPES: dict[Kind, sa.types.TypeEngine] = {
    **{kind: sa.Text() for kind in Kind},
    Kind.DATE: sa.Date(),
    Kind.INSTANT: sa.DateTime(),
    Kind.YES_NO: sa.Boolean(),
    Kind.COUNT: sa.BigInteger(),
    Kind.DECIMAL: sa.Double(),
    Kind.MONEY: sa.BigInteger(),
    Kind.REFERENCE: sa.BigInteger(),
}

_noted: ContextVar[set[str] | None] = ContextVar("noted", default=None)


@cache
def metadata() -> sa.MetaData:
    """The declared schema of the data."""
    schema = sa.MetaData()
    _fixed(schema)
    _accounts(schema)
    for ledger in ledgers().values():
        _ledger(schema, ledger)
        for rollup in ledger.rollups:
            _rollup(schema, ledger, rollup)
    return schema


@cache
def notes_metadata() -> sa.MetaData:
    """The schema of the notes beside the data: what is written while people read, and must not wait for a commit."""
    schema = sa.MetaData()
    _notes(schema)
    return schema


def table(name: str) -> sa.Table:
    """The only way to a table: so `noting` knows what was read."""
    noted = _noted.get()
    if noted is not None:
        noted.add(name)
    found = metadata().tables.get(name)
    return notes_metadata().tables[name] if found is None else found


@contextmanager
def noting() -> Iterator[set[str]]:
    """The names of all tables that are asked for within it."""
    names: set[str] = set()
    before = _noted.set(names)
    try:
        yield names
    finally:
        _noted.reset(before)


def _ledger(schema: sa.MetaData, ledger: Ledger) -> None:
    sa.Table(
        ledger.name,
        schema,
        sa.Column("id", ROW_ID, primary_key=True, autoincrement=True),
        sa.Column("district", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("withdrawn", sa.Text),
        *(sa.Column(column.name, COLUMN_TYPES[column.kind], nullable=not column.key) for column in ledger.columns),
        # The key first: SQLite takes any index that begins with a column asked for by "=", and the district always is.
        sa.UniqueConstraint(*(column.name for column in ledger.keys), "district", name=f"uq_{ledger.name}_key"),
        sa.Index(f"ix_{ledger.name}_since", "since"),
        *(sa.Index(f"ix_{ledger.name}_{'_'.join(names)}", *names) for names in ledger.indexes),
    )


def _rollup(schema: sa.MetaData, ledger: Ledger, rollup: Rollup) -> None:
    dimensions = [sa.Column(name, dimension_type(ledger.column(name)), primary_key=True) for name in rollup.by]
    if rollup.spans:
        dimensions.append(sa.Column("days", sa.BigInteger, primary_key=True, autoincrement=False))
    sa.Table(
        rollup.name,
        schema,
        sa.Column("district", sa.Text, primary_key=True),
        sa.Column("event", sa.Text, primary_key=True),
        sa.Column("period", sa.Date, primary_key=True),
        *dimensions,
        sa.Column("n", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in rollup.sums),
    )


def dimension_type(column: Column) -> sa.types.TypeEngine:
    """Dimensions are never NULL (they are part of a key): "" or 0 stands for no value."""
    return sa.BigInteger() if column.kind is Kind.REFERENCE else sa.Text()


def _fixed(schema: sa.MetaData) -> None:
    sa.Table(
        "commits",
        schema,
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("batch", sa.Text, unique=True),
        sa.Column("undoes", sa.BigInteger),
    )
    sa.Table(
        "commit_ledgers",
        schema,
        sa.Column("ledger", sa.Text, primary_key=True),
        sa.Column("commit", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("added", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("withdrawn", sa.BigInteger, nullable=False),
    )
    sa.Table(
        "commit_files",
        schema,
        sa.Column("commit", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    sa.Table(
        "commit_units",
        schema,
        sa.Column("commit", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("ledger", sa.Text, primary_key=True),
        # The id of an office; 0 for rows without one.
        sa.Column("office", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    sa.Table(
        "history",
        schema,
        sa.Column("ledger", sa.Text, primary_key=True),
        sa.Column("row", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("district", sa.Text, primary_key=True),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Index("ix_history_ended", "ledger", "ended", "district"),
    )
    sa.Table(
        "staged",
        schema,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("files", sa.Text),
    )


def _accounts(schema: sa.MetaData) -> None:
    """What signing in needs and must not be lost. Tokens are kept as their SHA-256 only; `code` is a person's of the
    people ledger."""
    sa.Table(
        "credentials",
        schema,
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("initial", sa.Boolean, nullable=False),
        sa.Column("changed", sa.DateTime, nullable=False),
    )
    sa.Table(
        "links",
        schema,
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("expires", sa.DateTime, nullable=False),
    )
    sa.Table(
        "calendars",
        schema,
        sa.Column("token", sa.Text, primary_key=True),
        # A unit's code: one address each.
        sa.Column("office", sa.Text, nullable=False, unique=True),
        sa.Column("made", sa.DateTime, nullable=False),
    )


def _notes(schema: sa.MetaData) -> None:
    sa.Table(
        "sessions",
        schema,
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        # What it rests on: the last commit as it began, and when the password was set. 0: begun before that was noted.
        sa.Column("commit", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("password", sa.DateTime),
        sa.Index("ix_sessions_code", "code"),
    )
    sa.Table(
        "familiar",
        schema,
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("last", sa.DateTime, nullable=False),
        sa.Index("ix_familiar_mark", "mark"),
    )
    sa.Table(
        "drafts",
        schema,
        sa.Column("district", sa.Text, primary_key=True),
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("updated", sa.DateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
    )
    sa.Table(
        "failures",
        schema,
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("last", sa.DateTime, nullable=False),
    )
    sa.Table(
        "access_log",
        schema,
        sa.Column("id", ROW_ID, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Index("ix_access_log_kind", "kind", "id"),
    )
