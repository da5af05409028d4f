"""What the database counts by itself, however many commits there are: what they wrote, and what is unchecked."""

from collections.abc import Collection
from datetime import UTC, datetime

import polars as pl
import sqlalchemy as sa

from data.ledgers import ledgers
from data.store.commits import REMOVAL
from data.store.engine import Store
from data.store.rows import COUNTS, Where, count_rows
from data.store.tables import table


def written_since(store: Store, at: datetime) -> pl.DataFrame:
    """What all commits from an instant on wrote, by ledger: ledger, added, changed, withdrawn, at (that of the last,
    UTC). Commits from before the demonstration was removed are left out."""
    all_, touched = table("commits"), table("commit_ledgers")
    removed = sa.select(sa.func.coalesce(sa.func.max(all_.c.number), 0)).where(all_.c.kind == REMOVAL)
    sums = [sa.cast(sa.func.sum(touched.c[name]), sa.BigInteger) for name in COUNTS]
    query = (
        sa.select(touched.c.ledger, *sums, sa.func.max(all_.c.at))
        .join(all_, all_.c.number == touched.c.commit)
        .where(all_.c.at >= at.astimezone(UTC).replace(tzinfo=None), all_.c.number > removed.scalar_subquery())
        .group_by(touched.c.ledger)
        .order_by(touched.c.ledger)
    )
    with store.reading() as connection:
        rows = connection.execute(query).fetchall()
    schema = {"ledger": pl.String(), **dict.fromkeys(COUNTS, pl.Int64()), "at": pl.Datetime("us")}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(pl.col("at").dt.replace_time_zone("UTC"))


def unchecked(store: Store, kinds: Collection[str]) -> dict[str, int]:
    """Rows whose present version came with a commit of these kinds that bears no check mark, by ledger that units hand
    in; only ledgers with any. One statement."""
    counts = [_count(store, ledger.name, kinds) for ledger in ledgers().values() if not ledger.own]
    with store.reading() as connection:
        row = connection.execute(sa.select(*counts)).one()
    return {name: n for name, n in row._mapping.items() if n}


def unchecked_of(store: Store, name: str, kinds: Collection[str], where: Where) -> int:
    """Such rows of one ledger that fulfil the conditions of `read_rows`."""
    return count_rows(store, name, where={**where, "since": _numbers(store, name, kinds)})


def _count(store: Store, name: str, kinds: Collection[str]) -> sa.Label[int]:
    rows = table(name)
    counted = (
        sa.select(sa.func.count())
        .select_from(rows)
        .where(
            rows.c.district == store.district,
            rows.c.withdrawn.is_(None),
            rows.c.since.in_(_numbers(store, name, kinds)),
        )
    )
    return counted.scalar_subquery().label(name)


def _numbers(store: Store, name: str, kinds: Collection[str]) -> sa.Select[tuple[int]]:
    """The commits of these kinds that touched a ledger and bear no mark."""
    made, touched, marks = table("commits"), table("commit_ledgers"), table("reviews")
    marked = sa.exists().where(
        marks.c.batch == sa.cast(made.c.number, sa.Text),
        marks.c.district == store.district,
        marks.c.withdrawn.is_(None),
    )
    return (
        sa.select(made.c.number)
        .join(touched, touched.c.commit == made.c.number)
        .where(touched.c.ledger == name, made.c.kind.in_(kinds), ~marked)
    )
